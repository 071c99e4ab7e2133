//! A pair of marks with what stands around it.

use super::marks::{Class, Pair};
use crate::article::{FieldText, Zone};
use crate::span::Span;
use crate::text::blank::characters;
use crate::text::places::is_one_of;

/// How far a quotation's surroundings are read to either side, in bytes.
pub(crate) const REACH: usize = 600;

/// A pair of quotation marks and its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    text: &'a str,
    pair: Pair,
    paragraph: Span,
    /// The line is a headline, a sub-headline or otherwise no sentence.
    pub(super) headline: bool,
}

impl<'a> Context<'a> {
    pub(super) fn new(field: &'a FieldText, pair: Pair, paragraph: Span, zone: Zone) -> Self {
        let headline = super::is_headline(&field.text, paragraph, zone);
        Self { text: &field.text, pair, paragraph, headline }
    }

    pub(super) fn class(&self) -> Class {
        self.pair.class
    }

    /// What stands between the marks.
    pub(super) fn inner(&self) -> &'a str {
        self.pair.inner.of(self.text)
    }

    /// The paragraph up to the opening mark, as far as it is read.
    pub(super) fn before(&self) -> &'a str {
        let start = floor(self.text, self.pair.outer.start.saturating_sub(REACH)).max(self.paragraph.start);
        &self.text[start.min(self.pair.outer.start)..self.pair.outer.start]
    }

    /// The paragraph behind the closing mark, as far as it is read.
    pub(super) fn after(&self) -> &'a str {
        let end = floor(self.text, self.pair.outer.end + REACH).min(self.paragraph.end);
        &self.text[self.pair.outer.end..end.max(self.pair.outer.end)]
    }

    /// The quotation with its surroundings.
    pub(super) fn around(&self) -> &'a str {
        let before = self.before().len();
        &self.text[self.pair.outer.start - before..self.pair.outer.end + self.after().len()]
    }

    /// What follows, up to the end of the sentence or the next opening mark.
    pub(super) fn clause_after(&self) -> &'a str {
        clause_start(self.after())
    }

    /// What goes before, from the end of the last sentence or quotation.
    pub(super) fn clause_before(&self) -> &'a str {
        clause_end(self.before())
    }
}

/// The last character boundary at or before `at`.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The beginning of `text`, up to the end of its first sentence or an opening quotation mark.
pub(crate) fn clause_start(text: &str) -> &str {
    let mut cuts = characters(text, |first| is_one_of(first, *b"\"\n.!?\xe2")).filter(|&(at, c)| is_cut(text, at, c));
    &text[..cuts.find(|(at, _)| *at > 0).map_or(text.len(), |(at, _)| at)]
}

/// The end of `text`, from the end of its last whole sentence or a closing quotation mark.
pub(crate) fn clause_end(text: &str) -> &str {
    let cut = text.char_indices().rev().find(|&(at, c)| is_cut(text, at, c));
    cut.map_or(text, |(at, c)| &text[at + c.len_utf8()..])
}

fn is_cut(text: &str, at: usize, c: char) -> bool {
    match c {
        '“' | '”' | '"' | '\n' | '‘' => true,
        '.' | '!' | '?' => ends_sentence(text, at),
        _ => false,
    }
}

/// Whether the full stop at `at` ends a sentence: white space follows, and no initial or short
/// form of address goes before.
pub(crate) fn ends_sentence(text: &str, at: usize) -> bool {
    let follows =
        text[at + 1..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '\'' | '’'));
    let word = text[..at].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let short = !word.is_empty() && word.len() <= 3 && word.starts_with(|c: char| c.is_ascii_uppercase());
    follows && !short
}
