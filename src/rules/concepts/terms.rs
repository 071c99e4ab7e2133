//! The terms of the concepts, and their search in a text.
//!
//! A term is looked up by the hash of its characters, in lower case and with single spaces: from each
//! place where a term may begin, as far as some term begins with the same characters.

use std::collections::HashMap;

use super::ConceptId;
use crate::rules::words::Words;
use crate::span::Span;
use crate::text::hash::{Hint, NumberMap, mix};
use crate::text::memo::Memo;
use crate::text::words::{Word, is_word};
use crate::text::{conjugate, hangul, inflect};

/// All terms.
#[derive(Debug, Default)]
pub(super) struct Terms {
    /// All that terms begin with.
    by_text: NumberMap<Begun>,
    /// A bit for each key of `by_text`, which few others share.
    known: Hint,
    terms: Vec<Term>,
    /// Words in which no term begins, whatever follows them.
    dull: Memo<bool>,
}

/// Characters that terms begin with.
#[derive(Clone, Copy, Debug, Default)]
struct Begun {
    /// The first term with just these characters.
    whole: Option<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Term {
    concept: ConceptId,
    shape: Shape,
    case: Case,
    /// Another term with the same characters.
    next: Option<u32>,
}

/// What may follow a term in its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// Anything (사망+자), in Latin letters nothing.
    Word,
    /// Nothing but particles: a noun of one syllable.
    Syllable,
    /// An ending.
    Stem,
    /// An ending, a particle, or nothing.
    Inflected,
}

/// How a term in Latin letters must be capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Any,
    /// As a name: Turkey, but not turkey.
    Initial,
    /// As an abbreviation: US, but not us.
    All,
}

/// What is wrong with a term.
#[derive(Debug)]
pub(super) struct Unclear(pub(super) String);

impl Terms {
    /// A table with room for so many terms.
    pub(super) fn with_capacity(terms: usize) -> Self {
        let mut empty = Self { terms: Vec::with_capacity(terms), ..Self::default() };
        empty.by_text.reserve(3 * terms);
        empty
    }

    /// Adds a Korean term: a noun, a verb in its dictionary form, the stem of one (줄-), or, after
    /// `=`, a noun that ends like a verb (=캐나다). Spaces may be left out in the text, and so may what
    /// stands in brackets: 목숨(을) 잃다.
    pub(super) fn add_korean(&mut self, written: &str, concept: ConceptId) -> Result<(), Unclear> {
        for term in optional(written) {
            let spaced = [Some(term.replace(' ', "")), term.contains(' ').then_some(term)];
            for term in spaced.into_iter().flatten() {
                self.add_korean_form(&term, concept)?;
            }
        }
        Ok(())
    }

    fn add_korean_form(&mut self, term: &str, concept: ConceptId) -> Result<(), Unclear> {
        let verb = term.ends_with('다') || term.ends_with(')');
        if let Some(noun) = term.strip_prefix('=') {
            return self.add(noun, Shape::Word, concept);
        }
        if let Some(stem) = term.strip_suffix('-') {
            return self.add(stem, Shape::Stem, concept);
        }
        if !verb {
            let single = term.chars().nth(1).is_none();
            return self.add(term, if single { Shape::Syllable } else { Shape::Word }, concept);
        }
        let forms = conjugate::forms(term)
            .ok_or_else(|| Unclear(format!("{term} is no dictionary form of a verb; write ={term} if it is a noun")))?;
        // One syllable that needs nothing behind it stands for too many words: 준, 큰, 올.
        let clear = |form: &&conjugate::Form| !form.whole || form.text.chars().nth(1).is_some();
        for form in forms.iter().filter(clear) {
            self.add(&form.text, if form.whole { Shape::Inflected } else { Shape::Stem }, concept)?;
        }
        Ok(())
    }

    /// Adds an English term: its last word is a noun that may be in the plural, or, behind `to `, its
    /// first word a verb; behind `=`, it is never inflected. Capitals must be in the text.
    pub(super) fn add_english(
        &mut self,
        written: &str,
        concept: ConceptId,
        irregular: &HashMap<&str, &str>,
    ) -> Result<(), Unclear> {
        let irregular = |word: &str| irregular.get(word).into_iter().flat_map(|forms| forms.split_whitespace());
        if let Some(term) = written.strip_prefix('=') {
            return self.add(term, Shape::Word, concept);
        }
        if let Some(phrase) = written.strip_prefix("to ") {
            let (verb, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
            self.add(phrase, Shape::Word, concept)?;
            let regular = inflect::verb(verb);
            let mut forms = regular.iter().map(String::as_str).chain(irregular(verb));
            return forms.try_for_each(|form| self.add(&format!("{form}{rest}"), Shape::Word, concept));
        }
        self.add(written, Shape::Word, concept)?;
        let (rest, noun) = written.split_at(written.rfind([' ', '-']).map_or(0, |at| at + 1));
        let plural = inflect::plural(noun);
        let mut forms = std::iter::once(&*plural).chain(irregular(noun));
        forms.try_for_each(|form| self.add(&format!("{rest}{form}"), Shape::Word, concept))
    }

    fn add(&mut self, text: &str, shape: Shape, concept: ConceptId) -> Result<(), Unclear> {
        let mut last = None;
        for unit in Units::new(text) {
            self.by_text.entry(unit.hash).or_default();
            self.known.add(unit.hash);
            last = Some(unit);
        }
        let Some(Unit { hash: whole, end, ends: true }) = last else {
            return Err(Unclear(format!("{text:?} is no term; a term is made of letters and digits")));
        };
        if end < text.len() {
            return Err(Unclear(format!("{text:?} has a mark that separates words in a text: write two terms")));
        }
        let index = u32::try_from(self.terms.len()).expect("the terms fit in memory");
        let mut last = *self.by_text.entry(whole).or_default().whole.get_or_insert(index);
        self.terms.push(Term { concept, shape, case: case(text), next: None });
        while let Some(next) = self.terms.get(last as usize).and_then(|term| term.next) {
            last = next;
        }
        if last != index {
            self.terms[last as usize].next = Some(index);
        }
        Ok(())
    }

    /// Calls `hit` for each term, in order of the text.
    pub(super) fn find(&self, text: &str, words: &[Word], rules: &Words, mut hit: impl FnMut(ConceptId, Span)) {
        let mut index = 0;
        let mut at = 0;
        while let Some(word) = words.get(index) {
            if at <= word.span.start && self.is_dull(*word, text) {
                index += 1;
                continue;
            }
            let place = Place { text, words: &words[index..], rules, start: at.max(word.span.start), boundary: false };
            at = self.find_in_word(*word, place, &mut hit);
            index += 1;
            while words.get(index).is_some_and(|word| word.span.end <= at) {
                index += 1;
            }
        }
    }

    /// Finds the terms that begin in a word: where the word or another script begins, behind another
    /// term, or behind two syllables at least. Returns the end of the last one.
    fn find_in_word(&self, word: Word, mut place: Place<'_>, hit: &mut impl FnMut(ConceptId, Span)) -> usize {
        // Syllables since the last term or change of script.
        let mut strange = 0;
        place.boundary = place.start == word.span.start;
        while place.start < word.stem.end {
            if strange != 1
                && let Some((concept, end)) = self.longest(&place)
            {
                hit(concept, Span::new(place.start, end));
                (place.start, place.boundary, strange) = (end, false, 0);
                continue;
            }
            let (length, is_syllable) = next_place(&place.text[place.start..word.span.end]);
            place.boundary = !is_syllable;
            strange = if is_syllable { strange + 1 } else { 0 };
            place.start += length;
        }
        place.start
    }

    /// Whether no term begins in a word, whatever follows it. That is not known of one with which an abbreviation
    /// or, in another script, a compound may begin.
    fn is_dull(&self, word: Word, text: &str) -> bool {
        let stem = word.stem.len();
        if text[word.span.end..].starts_with(|c| c == '.' || is_word(c)) {
            return false;
        }
        let word = word.span.of(text);
        self.dull.get(word, || {
            let (mut at, mut strange) = (0, 0);
            while at < stem {
                if strange != 1 && self.may_begin(&word[at..]) {
                    return false;
                }
                let (length, is_syllable) = next_place(&word[at..]);
                strange = if is_syllable { strange + 1 } else { 0 };
                at += length;
            }
            true
        })
    }

    /// Whether a term may begin like the rest of a word, or go on behind it.
    fn may_begin(&self, rest: &str) -> bool {
        let mut hash = 0;
        for unit in Units::new(rest) {
            match self.get(unit.hash) {
                None => return false,
                Some(Begun { whole: Some(_) }) => return true,
                Some(Begun { whole: None }) => hash = unit.hash,
            }
        }
        GAPS.iter().any(|gap| self.get(with(hash, *gap)).is_some())
    }

    /// What begins with the characters that have this hash, if any term does.
    fn get(&self, hash: u64) -> Option<Begun> {
        if self.known.may_have(hash) { self.by_text.get(&hash).copied() } else { None }
    }

    /// The longest term at a place: its concept and its end.
    fn longest(&self, place: &Place<'_>) -> Option<(ConceptId, usize)> {
        let mut found = None;
        for unit in Units::new(&place.text[place.start..]) {
            let Some(begun) = self.get(unit.hash) else { break };
            let end = place.start + unit.end;
            let term = || self.with_same_text(begun.whole).find(|term| place.fits(term, end));
            if unit.ends
                && let Some(term) = term()
            {
                found = Some((term.concept, end));
            }
        }
        found
    }

    /// A term and those behind it that have the same characters.
    fn with_same_text(&self, first: Option<u32>) -> impl Iterator<Item = &Term> {
        let term = |index: u32| self.terms.get(index as usize);
        std::iter::successors(first.and_then(term), move |t| t.next.and_then(term))
    }
}

/// How far it is from one place of a word to the next at which a term may begin, and whether a syllable lies
/// between them: each syllable is a place, and the beginning of each other script.
fn next_place(rest: &str) -> (usize, bool) {
    match rest.chars().next() {
        Some(c) if hangul::is_syllable(c) => (c.len_utf8(), true),
        _ => (rest.find(hangul::is_syllable).unwrap_or(rest.len()), false),
    }
}

/// Where a term is looked for.
struct Place<'a> {
    text: &'a str,
    /// The word that it begins in, and those behind it.
    words: &'a [Word],
    rules: &'a Words,
    start: usize,
    /// A word, or Hangul behind another script, begins here; otherwise it is inside a compound.
    boundary: bool,
}

impl Place<'_> {
    fn fits(&self, term: &Term, end: usize) -> bool {
        let written = &self.text[self.start..end];
        let case = match term.case {
            Case::Any => true,
            Case::Initial => written.starts_with(char::is_uppercase),
            Case::All => !written.contains(char::is_lowercase),
        };
        case && self.may_end(term.shape, end)
    }

    fn may_end(&self, shape: Shape, end: usize) -> bool {
        let Some(word) = self.words.iter().find(|word| end <= word.span.end) else { return false };
        let rest = &self.text[end..word.span.end];
        let ending = || self.rules.endings.holds(rest);
        match shape {
            Shape::Word => true,
            Shape::Syllable => self.boundary && end == word.stem.end,
            Shape::Stem => self.boundary && ending(),
            Shape::Inflected => self.boundary && (rest.is_empty() || ending() || self.rules.particles.holds(rest)),
        }
    }
}

fn case(term: &str) -> Case {
    let letters = |c: &char| !is_east_asian(*c) && c.is_alphabetic();
    let mut capitals = term.chars().filter(letters).map(char::is_uppercase);
    match capitals.next() {
        Some(true) if capitals.clone().next().is_some() && capitals.all(|c| c) => Case::All,
        Some(true) => Case::Initial,
        _ => Case::Any,
    }
}

/// A term with and without what it has in brackets; brackets at its end mark the class of a verb.
fn optional(term: &str) -> Vec<String> {
    let parts = term.split_once('(').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(')')?;
        (!after.is_empty()).then_some((before, inside, after))
    });
    match parts {
        None => vec![term.to_owned()],
        Some((before, inside, after)) => vec![format!("{before}{inside}{after}"), format!("{before}{after}")],
    }
}

/// The characters of a text in the form in which terms are compared: lower case, one space between
/// words, also for a hyphen or a dash; no full stops in abbreviations. Other marks end the sequence.
struct Units<'a> {
    text: &'a str,
    at: usize,
    before: Option<char>,
    /// A full stop was left out before it, as in U.S.
    dotted: bool,
    hash: u64,
}

/// What [`Units`] make of marks between words, unless they leave them out.
const GAPS: [char; 4] = [' ', '.', '\'', '&'];

/// The hash of a sequence of characters, one further on.
fn with(hash: u64, c: char) -> u64 {
    mix(hash, u64::from(u32::from(c)))
}

/// One character.
struct Unit {
    /// Of all characters up to this one.
    hash: u64,
    /// Where it ends in the text.
    end: usize,
    /// Whether a term may end with it.
    ends: bool,
}

impl<'a> Units<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, before: None, dotted: false, hash: 0 }
    }

    /// What a mark between two words or letters, which ends at `behind`, stands for, and where that ends.
    fn gap(&self, mark: char, behind: usize) -> Option<(char, usize)> {
        let rest = &self.text[behind..];
        let after = rest.trim_start_matches(char::is_whitespace);
        let touching = after.len() == rest.len();
        let next = after.chars().next().filter(|&c| is_word(c))?;
        if !self.before.is_some_and(is_word) {
            return None;
        }
        let end = self.text.len() - after.len();
        match mark {
            '.' if touching && next.is_alphabetic() => Some((next, end + next.len_utf8())),
            '.' if self.dotted => Some((' ', end)),
            '.' if touching && self.before.is_some_and(char::is_numeric) => Some(('.', end)),
            '-' | '–' | '~' | '∼' if touching => Some((' ', end)),
            '’' | '\'' if touching => Some(('\'', end)),
            '&' if touching => Some(('&', end)),
            _ => mark.is_whitespace().then_some((' ', end)),
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let written = self.text[self.at..].chars().next()?;
        let behind = self.at + written.len_utf8();
        let (c, end) = if is_word(written) { (written, behind) } else { self.gap(written, behind)? };
        self.at = end;
        self.before = Some(c);
        self.dotted = written == '.';
        self.hash = with(self.hash, lower(c));
        let inside = || self.text[end..].chars().next().is_some_and(|next| is_word(next) && !is_east_asian(next));
        let ends = is_word(c) && (is_east_asian(c) || !inside());
        Some(Unit { hash: self.hash, end, ends })
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() || is_east_asian(c) { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Scripts in which a word may be part of another.
fn is_east_asian(c: char) -> bool {
    c >= '\u{2E80}'
}
