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
    /// The terms of words, where what follows a word makes no difference.
    settled: Memo<Option<Settled>>,
}

/// The terms that begin in a word, whatever follows it.
#[derive(Clone, Copy, Debug, Default)]
struct Settled([Option<Settlement>; MOST]);

/// What a term stands for, and where it starts and ends in its word.
#[derive(Clone, Copy, Debug)]
struct Settlement(ConceptId, u8, u8);

/// So many terms of a word are remembered: few words have more.
const MOST: usize = 2;

impl Settled {
    /// Adds a term; whether there is room for it.
    fn add(&mut self, concept: ConceptId, span: Span) -> bool {
        let (Ok(start), Ok(end)) = (u8::try_from(span.start), u8::try_from(span.end)) else { return false };
        let Some(free) = self.0.iter_mut().find(|place| place.is_none()) else { return false };
        *free = Some(Settlement(concept, start, end));
        true
    }

    fn terms(&self) -> impl Iterator<Item = (ConceptId, Span)> {
        self.0.iter().flatten().map(|&Settlement(concept, start, end)| (concept, Span::new(start.into(), end.into())))
    }
}

impl Terms {
    pub(super) fn new(index: Index<'static>) -> Self {
        Self { index, settled: Memo::default() }
    }

    /// Calls `hit` for each term, in order of the text.
    pub(super) fn find(&self, text: &str, words: &[Word], rules: &Words, mut hit: impl FnMut(ConceptId, Span)) {
        let mut index = 0;
        let mut at = 0;
        while let Some(word) = words.get(index) {
            if at <= word.span.start
                && let Some(settled) = self.settled(*word, text, rules)
            {
                settled.terms().for_each(|(concept, span)| hit(concept, span.shift(word.span.start)));
                index += 1;
                continue;
            }
            let place = Place { text, words: &words[index..], rules, start: at.max(word.span.start), boundary: false };
            at = self.find_in_word(*word, place, &mut hit).end;
            index += 1;
            while words.get(index).is_some_and(|word| word.span.end <= at) {
                index += 1;
            }
        }
    }

    /// Finds the terms that begin in a word: where the word or another script begins, behind another
    /// term, or behind two syllables at least.
    fn find_in_word(&self, word: Word, mut place: Place<'_>, hit: &mut impl FnMut(ConceptId, Span)) -> Searched {
        // Syllables since the last term or change of script.
        let mut strange = 0;
        let mut open = false;
        place.boundary = place.start == word.span.start;
        while place.start < word.stem.end {
            if strange != 1 {
                let longest = self.longest(&place);
                open |= longest.open;
                if let Some((concept, end)) = longest.term {
                    hit(concept, Span::new(place.start, end));
                    (place.start, place.boundary, strange) = (end, false, 0);
                    continue;
                }
            }
            let (length, is_syllable) = next_place(&place.text[place.start..word.span.end]);
            place.boundary = !is_syllable;
            strange = if is_syllable { strange + 1 } else { 0 };
            place.start += length;
        }
        Searched { end: place.start, open }
    }

    /// The terms that begin in a word, if what follows it makes no difference. That is not known of one with which an
    /// abbreviation or, in another script, a compound may begin.
    fn settled(&self, word: Word, text: &str, rules: &Words) -> Option<Settled> {
        if text[word.span.end..].starts_with(|c| c == '.' || is_word(c)) {
            return None;
        }
        let text = word.span.of(text);
        self.settled.get(text, || {
            let stem = Span::new(0, word.stem.len());
            let alone = Word { span: Span::new(0, text.len()), stem, ..word };
            let place = Place { text, words: &[alone], rules, start: 0, boundary: false };
            let mut settled = Settled::default();
            let mut fit = true;
            let searched = self.find_in_word(alone, place, &mut |concept, span| fit &= settled.add(concept, span));
            (fit && !searched.open).then_some(settled)
        })
    }

    /// The longest term at a place.
    fn longest(&self, place: &Place<'_>) -> Longest {
        let mut term = None;
        let mut hash = 0;
        for unit in Units::new(&place.text[place.start..]) {
            let Some(begun) = self.index.get(unit.hash) else { return Longest { term, open: false } };
            hash = unit.hash;
            let end = place.start + unit.end;
            let fitting = || self.index.terms(begun).find(|&term| place.fits(term, end));
            if unit.ends
                && let Some(fitting) = fitting()
            {
                term = Some((fitting.concept, end));
            }
        }
        Longest { term, open: with_gaps(hash).into_iter().any(|hash| self.index.get(hash).is_some()) }
    }
}

/// What a search in a word has come to.
struct Searched {
    /// Where the last term ends, or the search did.
    end: usize,
    /// A term may begin in the word that goes on behind the text.
    open: bool,
}

/// What begins at a place.
struct Longest {
    /// The longest term: its concept and its end.
    term: Option<(ConceptId, usize)>,
    /// A longer one may go on behind the text.
    open: bool,
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
