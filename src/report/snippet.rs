//! A claim in its lines, as an annotated excerpt.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use super::{Places, Report, safe};
use crate::article::Article;
use crate::resolve::Claim;

/// The most bytes of a line that are shown on either side of a claim; the renderer trims what it gets
/// to the width of the terminal, but should not be handed a page that is one line.
const REACH: usize = 4096;

/// What stands for words that are left out.
const CUT: &str = "…";

/// What stands for the claim itself among the words around it.
const GAP: &str = "[…]";

/// How many words before a claim tell what it is about, and how many behind it.
const BEFORE: usize = 3;
const AFTER: usize = 2;

/// How long a name may be in a table, in columns.
pub(super) const NAME: usize = 30;

/// A claim to show, and what to write under it.
pub(super) struct Mark<'a> {
    pub(super) claim: &'a Claim,
    pub(super) kind: AnnotationKind,
    pub(super) label: String,
}

/// Whether two claims start on the same line.
pub(super) fn on_one_line(article: &Article, a: &Claim, b: &Claim) -> bool {
    let start = |claim: &Claim| line_start(article.text(claim.field), claim.span.start);
    (a.article, a.field) == (b.article, b.field) && start(a) == start(b)
}

/// The lines of `marks`, which start on one line of an article: each claim underlined and labelled.
pub(super) fn snippet(report: &Report, places: &Places, marks: Vec<Mark>) -> Snippet<'static, Annotation<'static>> {
    let first = marks[0].claim;
    let text = report.article_of(first).text(first.field);
    let start = marks.iter().map(|mark| mark.claim.span.start).min().unwrap_or_default();
    let end = marks.iter().map(|mark| mark.claim.span.end).max().unwrap_or_default();
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let from = boundary(text, line_start(text, start).max(start.saturating_sub(REACH)));
    let to = boundary(text, line_end.min(end.saturating_add(REACH)));
    let (mut path, head) = places.head(first);
    if from > line_start(text, start) {
        path = format!("{path} +{from}");
    }
    let shown = |range: Range<usize>| safe::visible_lines(&text[range]);
    let annotations = marks.into_iter().map(|Mark { claim, kind, label }| {
        let start = shown(from..claim.span.start).len();
        kind.span(start..start + shown(claim.span.start..claim.span.end).len()).label(label)
    });
    Snippet::source(shown(from..to)).path(path).line_start(head.line).annotations(annotations)
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// The first character boundary of `text` at or behind `at`.
fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

/// A few words before and behind a claim, as they stand in its sentence, with a gap where the claim is.
pub(super) fn around(article: &Article, claim: &Claim) -> String {
    let [before, after] = in_sentence(article, claim).map(|words| words.split_whitespace().collect::<Vec<_>>());
    let before = &before[before.len().saturating_sub(BEFORE)..];
    let after = &after[..after.len().min(AFTER)];
    clip(&[before, &[GAP], after].concat().join(" "), 2 * NAME)
}

/// What stands before and behind a claim in its sentence.
fn in_sentence<'a>(article: &'a Article, claim: &Claim) -> [&'a str; 2] {
    let text = article.text(claim.field);
    let sentence = article.sentence(claim.field, claim.sentence);
    let sentence = sentence.map_or(claim.span, |(span, _)| span.cover(claim.span));
    [&text[sentence.start..claim.span.start], &text[claim.span.end..sentence.end]]
}

/// What stands before and behind a claim in its sentence, at most `reach` characters of either.
pub(super) fn beside(article: &Article, claim: &Claim, reach: usize) -> [String; 2] {
    let [before, after] = in_sentence(article, claim);
    let cut = before.char_indices().rev().nth(reach).map(|(at, c)| at + c.len_utf8());
    let before = cut.map_or_else(|| before.to_owned(), |at| format!("{CUT}{}", &before[at..]));
    let cut = after.char_indices().nth(reach).map(|(at, _)| at);
    let after = cut.map_or_else(|| after.to_owned(), |at| format!("{}{CUT}", &after[..at]));
    [before, after]
}

/// The first `width` columns of `text`, safe for a terminal, with `…` where it is cut.
pub(super) fn clip(text: &str, width: usize) -> String {
    use unicode_width::UnicodeWidthChar;
    let mut out = String::new();
    let mut used = 0;
    for c in text.trim().chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            return safe::visible(out.trim_end()).into_owned() + CUT;
        }
        out.push(c);
    }
    safe::visible(&out).into_owned()
}
