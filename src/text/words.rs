//! Words and their stems: what is left of a Korean eojeol when its particles are taken off, of an
//! English word when its inflection is.

use crate::rules::words::Words;
use crate::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The whole word as written, punctuation at its ends left out.
    pub span: Span,
    /// The part of it that is left when particles are taken off.
    pub stem: Span,
}

/// The words of a text, in order.
pub fn split(text: &str, rules: &Words) -> Vec<Word> {
    let _ = (text, rules);
    Vec::new()
}
