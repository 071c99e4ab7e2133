//! A claim in its sentence, as an annotated excerpt.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Element, Origin, Snippet};

use super::safe;
use crate::article::Article;
use crate::resolve::Claim;

/// How much of a sentence is shown on either side of the claim, in characters.
const CONTEXT: usize = 240;

/// What stands for the part of a sentence that is left out.
const CUT: &str = "…";

/// Where a claim stands, as an editor finds it again.
pub(super) struct Place {
    /// The path, made safe for a terminal.
    path: String,
    /// Line in the file, from 1.
    line: usize,
    /// Column in characters, from 1, where the file has the text as it is.
    column: Option<usize>,
}

/// The place of a claim of `article`.
pub(super) fn place(article: &Article, claim: &Claim) -> Place {
    let origin = &article.origin;
    let path = safe::visible(&origin.path).into_owned();
    match (origin.line, origin.body_offset) {
        (None, Some(_)) => {
            let before = article.text(claim.field).get(..claim.span.start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
            Place { path, line, column: Some(column) }
        }
        (line, _) => Place { path, line: line.unwrap_or(1), column: None },
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.path, self.line)?;
        self.column.map_or(Ok(()), |column| write!(f, ":{column}"))
    }
}

/// The elements that show `claim`: its place and its sentence, the claim underlined and labelled.
pub(super) fn elements(article: &Article, claim: &Claim, kind: AnnotationKind, label: String) -> [Element<'static>; 2] {
    let place = place(article, claim);
    let (text, span) = excerpt(article, claim);
    let mut origin = Origin::path(place.path).line(place.line);
    if let Some(column) = place.column {
        origin = origin.char_column(column);
    }
    let snippet: Snippet<'static, Annotation<'static>> =
        Snippet::source(text).line_start(place.line).annotation(kind.span(span).label(label));
    [origin.into(), snippet.into()]
}

/// The sentence around a claim as one safe line, and the claim's span in it.
fn excerpt(article: &Article, claim: &Claim) -> (String, Range<usize>) {
    let text = article.text(claim.field);
    let sentence = article.field(claim.field).and_then(|field| field.sentences.get(claim.sentence));
    let sentence = sentence.map_or(claim.span, |s| s.span.cover(claim.span));
    let part = |range: Range<usize>| text.get(range).unwrap_or_default();
    let before = part(sentence.start..claim.span.start);
    let after = part(claim.span.end..sentence.end);
    let mut out = String::new();
    let start = before.char_indices().rev().nth(CONTEXT - 1).map_or(0, |(at, _)| at);
    if start > 0 {
        out.push_str(CUT);
    }
    out.push_str(&safe::visible(&before[start..]));
    let marked = out.len();
    out.push_str(&safe::visible(&claim.text));
    let span = marked..out.len();
    let end = after.char_indices().nth(CONTEXT).map_or(after.len(), |(at, _)| at);
    out.push_str(&safe::visible(&after[..end]));
    if end < after.len() {
        out.push_str(CUT);
    }
    (out, span)
}

/// The first `width` columns of `text`, safe for a terminal, with `…` where it is cut.
pub(super) fn clip(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let text = safe::visible(text.trim());
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            return format!("{}{CUT}", text[..at].trim_end());
        }
    }
    text.into_owned()
}
