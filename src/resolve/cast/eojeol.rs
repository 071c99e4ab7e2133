//! What stands between two spaces in a Korean sentence, taken apart: word, parenthesis, particle.

use std::num::NonZeroU32;

use super::korean::is_notable;
use crate::rules::Rules;
use crate::rules::attribution::Words;
use crate::span::Span;
use crate::text::blank::{blank_at, may_be_blank};
use crate::text::places::{is_one_of, places};
use crate::text::stems::follows;
use crate::text::words::{BYTES_A_WORD, is_word};

/// White space within a parenthesis of so many bytes at most does not end an eojeol.
const LONGEST_GLOSS: usize = 60;

/// An eojeol without its parenthesis, punctuation and particle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// What is left: 최고경영자 of 최고경영자(CEO)가.
    pub(crate) core: &'a str,
    /// Where that stands.
    pub(crate) span: Span,
    /// What stands in its parenthesis: CEO, 24.
    pub(crate) gloss: Option<&'a str>,
    /// The particle behind the parenthesis; a particle right behind the core is still part of it.
    pub(crate) tail: &'a str,
    /// Punctuation separates it from the next word.
    pub(crate) breaks: bool,
    /// It may tell, with the words around it, that somebody or something is named.
    pub(crate) notable: bool,
}

impl<'a> Word<'a> {
    /// The word of an eojeol that starts at `at`.
    fn new(eojeol: &'a str, at: usize, shape: Shape) -> Self {
        let (start, open, end) = (shape.start as usize, shape.open as usize, shape.end as usize);
        let gloss = shape.gloss.map(|close| close.get() as usize);
        let Shape { breaks, notable, .. } = shape;
        Self {
            core: &eojeol[start..open],
            span: Span::new(at + start, at + open),
            gloss: gloss.map(|close| &eojeol[open + 1..close]),
            tail: gloss.map_or("", |close| &eojeol[close + 1..end]),
            breaks,
            notable,
        }
    }

    /// Stem and particle, when the core ends in one of `particles` that fits the sound before it.
    pub(crate) fn split(&self, particles: &Words, rules: &Rules) -> Option<(&'a str, &'a str)> {
        if !self.tail.is_empty() {
            return particles.has(self.tail).then_some((self.core, self.tail));
        }
        let ends =
            particles.suffixes(self.core).map(|particle| (&self.core[..self.core.len() - particle.len()], particle));
        ends.filter(|(stem, _)| !stem.is_empty()).find(|(stem, particle)| fits(stem, particle, rules))
    }

    /// An age in the parenthesis: (24), (38·여).
    pub(super) fn has_age(&self, rules: &Rules) -> bool {
        self.gloss.is_some_and(|g| {
            let digits = g.bytes().take_while(u8::is_ascii_digit).count();
            let ends = |rest: &str| !rest.starts_with(is_word);
            let rest = &g[digits..];
            (1..=3).contains(&digits) && (ends(rest) || rules.entities.ages.prefix(rest, ends).is_some())
        })
    }
}

/// Whether the particle has the form that the sound before it asks for: 은 after a consonant, 는 after a vowel.
pub(super) fn fits(stem: &str, particle: &str, rules: &Rules) -> bool {
    let known = rules.words.particles.of(particle).find(|(start, _)| *start == 0);
    let before = stem.chars().next_back();
    known.is_none_or(|(_, particle)| before.is_some_and(|c| follows(*particle, c)))
}

/// Where the parts of an eojeol stand in it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    /// Where its word starts; the end, if it has none,
    start: u32,
    /// and ends: where the parenthesis opens, if there is one.
    open: u32,
    /// Where the parenthesis closes.
    gloss: Option<NonZeroU32>,
    /// Where the particle behind the parenthesis ends.
    end: u32,
    breaks: bool,
    notable: bool,
}

impl Shape {
    fn of(eojeol: &str, rules: &Rules) -> Self {
        let breaks = eojeol.ends_with([',', '.', '…', ':', ';', '!', '?', '·']);
        let opened = eojeol.trim_start_matches(is_mark);
        let raw = opened.trim_end_matches(|c| is_mark(c) || matches!(c, ',' | '.' | '…' | ':' | ';' | '!' | '?' | '·'));
        let start = (eojeol.len() - opened.len()) as u32;
        let end = start + raw.len() as u32;
        let (open, gloss) = match (raw.find('('), raw.rfind(')')) {
            (Some(open), Some(close)) if open > 0 && open < close => {
                (start + open as u32, NonZeroU32::new(start + close as u32))
            }
            _ => (end, None),
        };
        let shape = Self { start, open, gloss, end, breaks, notable: false };
        Self { notable: is_notable(&Word::new(eojeol, 0, shape), rules), ..shape }
    }
}

/// A quotation mark or bracket around words.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '[' | ']' | '「' | '」' | '『' | '』' | '<' | '>' | '/')
}

/// The words of `span` in `text`; a parenthesis belongs to the word that it stands behind.
pub(crate) fn words<'a>(text: &'a str, span: Span, rules: &Rules) -> Vec<Word<'a>> {
    let mut words = Vec::new();
    words_into(&mut words, text, span, rules);
    words
}

/// The same in place of what `words` holds, for who reads passage after passage.
pub(super) fn words_into<'a>(words: &mut Vec<Word<'a>>, text: &'a str, span: Span, rules: &Rules) {
    let passage = span.of(text);
    words.clear();
    words.reserve(passage.len() / BYTES_A_WORD);
    let shapes = rules.eojeols.here();
    for eojeol in eojeols(passage) {
        let at = span.start + eojeol.start;
        let eojeol = eojeol.of(passage);
        let shape = shapes.get(eojeol, || Shape::of(eojeol, rules));
        if shape.start < shape.open {
            words.push(Word::new(eojeol, at, shape));
        }
    }
}

/// What stands between white space outside parentheses.
fn eojeols(text: &str) -> impl Iterator<Item = Span> {
    let mut marks = places(text, |[byte, ..]| may_be_blank(byte) | is_one_of(byte, *b"()"));
    let (mut start, mut open_at) = (0, None);
    let next = move || {
        for at in marks.by_ref() {
            let blank = blank_at(text, at);
            match text.as_bytes()[at] {
                b'(' => open_at = open_at.or(Some(at)),
                b')' => open_at = None,
                _ if blank > 0 && open_at.is_none_or(|open| at - open > LONGEST_GLOSS) => {
                    let eojeol = Span::new(start, at);
                    (start, open_at) = (at + blank, None);
                    return Some(eojeol);
                }
                _ => {}
            }
        }
        let last = Span::new(start, text.len());
        start = text.len();
        (!last.is_empty()).then_some(last)
    };
    std::iter::from_fn(next).filter(|eojeol| !eojeol.is_empty())
}
