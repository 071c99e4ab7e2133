//! What stands between two spaces in a Korean sentence, taken apart: word, parenthesis, particle.

use std::num::NonZeroU32;

use super::korean::is_notable;
use crate::rules::Rules;
use crate::rules::attribution::Words;
use crate::span::Span;
use crate::text::blank::{blank_at, leading_blank, step};
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
    let text = &text[..span.end];
    let mut words = Vec::with_capacity(span.len() / BYTES_A_WORD);
    let mut at = span.start;
    loop {
        at += leading_blank(&text[at..]);
        let eojeol = &text[at..at + eojeol_len(&text[at..])];
        if eojeol.is_empty() {
            return words;
        }
        let shape = rules.eojeols.get(eojeol, || Shape::of(eojeol, rules));
        if shape.start < shape.open {
            words.push(Word::new(eojeol, at, shape));
        }
        at += eojeol.len();
    }
}

/// Up to the next white space outside a parenthesis.
fn eojeol_len(text: &str) -> usize {
    let mut open_at = None;
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'(' => open_at = open_at.or(Some(at)),
            b')' => open_at = None,
            // Hangul, which nearly all of it is.
            0xe4.. => {}
            _ if blank_at(text, at) > 0 && open_at.is_none_or(|open| at - open > LONGEST_GLOSS) => return at,
            _ => {}
        }
        at += step(byte);
    }
    at
}
