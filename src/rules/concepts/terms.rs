//! The search for terms in a text.
//!
//! A term is looked up by the hash of its characters, in lower case and with single spaces: from each
//! place where a term may begin, as far as some term begins with the same characters.

use super::ConceptId;
use super::table::characters::{Units, with_gaps};
use super::table::index::{Case, Index, Shape, Term};
use crate::rules::words::Words;
use crate::span::Span;
use crate::text::hangul;
use crate::text::memo::Memo;
use crate::text::words::{Word, is_word};

/// All terms.
#[derive(Debug, Default)]
pub(super) struct Terms {
    pub(super) index: Index<'static>,
    /// Words in which no term begins, whatever follows them.
    dull: Memo<bool>,
}

impl Terms {
    pub(super) fn new(index: Index<'static>) -> Self {
        Self { index, dull: Memo::default() }
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
            match self.index.get(unit.hash) {
                None => return false,
                Some(begun) if begun.is_whole() => return true,
                Some(_) => hash = unit.hash,
            }
        }
        with_gaps(hash).into_iter().any(|hash| self.index.get(hash).is_some())
    }

    /// The longest term at a place: its concept and its end.
    fn longest(&self, place: &Place<'_>) -> Option<(ConceptId, usize)> {
        let mut found = None;
        for unit in Units::new(&place.text[place.start..]) {
            let Some(begun) = self.index.get(unit.hash) else { break };
            let end = place.start + unit.end;
            let term = || self.index.terms(begun).find(|&term| place.fits(term, end));
            if unit.ends
                && let Some(term) = term()
            {
                found = Some((term.concept, end));
            }
        }
        found
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
    fn fits(&self, term: Term, end: usize) -> bool {
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
