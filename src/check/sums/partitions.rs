//! Parts whose labels exclude each other: 찬성 151명, 반대 120명, 기권 4명; 31 for and 14 against.

use super::Closed;
use crate::check::scene::{Figure, Line, Scene};
use crate::rules::checks::Partition;
use crate::span::Span;

/// What the labels of the parts say about their sum, if they are of one partition.
pub(super) fn closed(scene: &Scene, line: &Line, parts: &[Figure], total: Figure) -> Option<Labels> {
    let partitions = &scene.rules.checks.partitions;
    let found = partitions.iter().filter_map(|partition| {
        let before = labels(line, parts, partition, Side::Before);
        let named = before.or_else(|| labels(line, parts, partition, Side::Behind))?;
        let whole = partition.whole.is_empty() || names(line, &total, &partition.whole);
        Some(if named == partition.parts.len() && whole { Labels::All } else { Labels::Exclusive })
    });
    found.max()
}

/// What the labels of parts say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Labels {
    /// No part is also in another: they can't make more than the whole.
    Exclusive,
    /// They make up the whole.
    All,
}

impl Labels {
    /// How closed a list with such labels is, its sum being more than the total or not.
    pub(super) fn closed(self, beyond: bool) -> Closed {
        if self == Self::All || beyond { Closed::Likely } else { Closed::Open }
    }
}

#[derive(Clone, Copy)]
enum Side {
    Before,
    Behind,
}

/// How many labels of the partition the parts bear, if each bears another one, all on the same side.
fn labels(line: &Line, parts: &[Figure], partition: &Partition, side: Side) -> Option<usize> {
    let mut seen = Vec::new();
    for part in parts {
        let words = line.text.get(window(line, part, side))?.to_lowercase();
        let label = match side {
            Side::Before => nearest(partition, |word| places(&words, word).last().map(|at| words.len() - at)),
            Side::Behind => nearest(partition, |word| places(&words, word).next()),
        }?;
        if seen.contains(&label) {
            return None;
        }
        seen.push(label);
    }
    Some(seen.len())
}

/// Where a word stands; one in Latin letters only as a whole word.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    text.match_indices(word).map(|(at, _)| at).filter(move |at| {
        let inside = letter(text[..*at].chars().next_back()) && letter(word.chars().next());
        let goes_on = letter(text[at + word.len()..].chars().next()) && letter(word.chars().next_back());
        !inside && !goes_on
    })
}

/// The part whose word is the nearest.
fn nearest(partition: &Partition, distance: impl Fn(&str) -> Option<usize>) -> Option<usize> {
    let near = partition
        .parts
        .iter()
        .enumerate()
        .filter_map(|(label, words)| Some((words.iter().filter_map(|word| distance(word)).min()?, label)));
    near.min().map(|(_, label)| label)
}

/// What stands between a figure and the one next to it.
fn window(line: &Line, figure: &Figure, side: Side) -> std::ops::Range<usize> {
    let spans = || line.figures.iter().map(|f| f.span);
    match side {
        Side::Before => {
            let from = spans().filter(|s| s.end <= figure.span.start).map(|s| s.end).max();
            from.unwrap_or(line.span.start)..figure.span.start
        }
        Side::Behind => {
            let to = spans().filter(|s| s.start >= figure.span.end).map(|s| s.start).min();
            figure.span.end..to.unwrap_or(line.span.end)
        }
    }
}

/// Whether the total bears one of these words, on either side.
fn names(line: &Line, total: &Figure, words: &[String]) -> bool {
    let around = Span::from(window(line, total, Side::Before)).cover(Span::from(window(line, total, Side::Behind)));
    let text = line.text.get(around.start..around.end).unwrap_or_default().to_lowercase();
    words.iter().any(|word| places(&text, word).next().is_some())
}
