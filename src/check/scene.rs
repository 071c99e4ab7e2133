//! An article as the checks see it: sentence by sentence, the figures, dates and cue words in their order.

use rust_decimal::Decimal;

use super::arithmetic::{self, Interval};
use crate::article::{Article, Field, Zone};
use crate::quantity::{Dimension, Quantity};
use crate::resolve::{Claim, DateValue};
use crate::rules::Rules;
use crate::rules::checks::{Cue, CueHit};
use crate::span::Span;

/// The article with its claims by sentence.
pub(super) struct Scene<'a> {
    pub article: &'a Article,
    pub claims: &'a [Claim],
    pub rules: &'a Rules,
    /// The sentences that hold a claim, in order; those of the title field first.
    pub lines: Vec<Line<'a>>,
}

/// One sentence.
pub(super) struct Line<'a> {
    /// The whole field that the spans count from.
    pub text: &'a str,
    pub field: Field,
    pub zone: Zone,
    /// Number of the sentence in its field.
    pub sentence: usize,
    pub span: Span,
    pub figures: Vec<Figure<'a>>,
    pub dates: Vec<DateOf<'a>>,
    cues: Vec<CueHit>,
}

/// A figure in its sentence.
#[derive(Clone, Copy)]
pub(super) struct Figure<'a> {
    /// Index of its claim in the article.
    pub claim: usize,
    pub span: Span,
    pub quantity: &'a Quantity,
}

/// A date in its sentence.
#[derive(Clone, Copy)]
pub(super) struct DateOf<'a> {
    /// Index of its claim in the article.
    pub claim: usize,
    pub span: Span,
    pub date: &'a DateValue,
}

/// The most figures and dates that a sentence has; what has more is a table, in which nothing is said by words.
const MOST: usize = 64;

impl<'a> Scene<'a> {
    pub(super) fn new(article: &'a Article, claims: &'a [Claim], rules: &'a Rules) -> Self {
        let mut lines: Vec<Line<'a>> = Vec::new();
        for (index, claim) in claims.iter().enumerate() {
            let Some(field) = article.field(claim.field) else { continue };
            let Some(sentence) = field.sentences.get(claim.sentence) else { continue };
            if !sentence.zone.is_own() {
                continue;
            }
            let known = lines.last().is_some_and(|l| l.field == claim.field && l.sentence == claim.sentence);
            if !known {
                lines.push(Line {
                    text: &field.text,
                    field: claim.field,
                    zone: sentence.zone,
                    sentence: claim.sentence,
                    span: sentence.span,
                    figures: Vec::new(),
                    dates: Vec::new(),
                    cues: rules.checks.cues(&field.text, sentence.span),
                });
            }
            let Some(line) = lines.last_mut() else { continue };
            if let Some(quantity) = claim.quantity() {
                line.figures.push(Figure { claim: index, span: claim.span, quantity });
            } else if let Some(date) = claim.date() {
                line.dates.push(DateOf { claim: index, span: claim.span, date });
            }
        }
        lines.retain(|line| line.figures.len() + line.dates.len() <= MOST);
        Self { article, claims, rules, lines }
    }

    /// A figure as it is written.
    pub(super) fn text(&self, figure: &Figure) -> &'a str {
        &self.claims[figure.claim].text
    }

    /// What a figure may have been before it was rounded.
    pub(super) fn interval(&self, figure: &Figure) -> Interval {
        Interval::of(self.text(figure), figure.quantity)
    }

    /// How far a figure may be from the value that it was rounded from.
    pub(super) fn rounding(&self, figure: &Figure) -> Decimal {
        arithmetic::rounding(self.text(figure), figure.quantity)
    }

    /// The lines before `lines[at]` that lie within so many sentences of it in the same field, nearest first.
    pub(super) fn before(&self, at: usize, sentences: usize) -> impl Iterator<Item = &Line<'a>> {
        let line = &self.lines[at];
        self.lines[..at].iter().rev().take_while(move |l| {
            l.field == line.field && l.zone == line.zone && line.sentence - l.sentence <= sentences
        })
    }

    /// The lines of the same field at most so many sentences away, in order.
    pub(super) fn near(&self, at: usize, sentences: usize) -> impl Iterator<Item = &Line<'a>> {
        let line = &self.lines[at];
        let close = move |l: &&Line| l.field == line.field && l.sentence.abs_diff(line.sentence) <= sentences;
        let first = at - self.lines[..at].iter().rev().take_while(close).count();
        self.lines[first..].iter().take_while(close)
    }

    /// The line behind `lines[at]`, if it is the next sentence of the same field.
    pub(super) fn next(&self, at: usize) -> Option<&Line<'a>> {
        let line = &self.lines[at];
        self.lines.get(at + 1).filter(|l| l.field == line.field && l.sentence == line.sentence + 1)
    }
}

/// How many bytes a cue may stand away from its figure: a closing parenthesis, a space, a short particle.
const REACH: usize = 6;
/// The longest cue in bytes.
const LONGEST: usize = 48;

impl Line<'_> {
    /// A cue that starts right behind `at`: nothing but closing marks, spaces and a particle between.
    pub(super) fn after(&self, at: Span, cue: Cue) -> Option<Span> {
        self.starting_in(at.end, at.end + REACH).find(|hit| hit.cue == cue).map(|hit| hit.span)
    }

    /// A cue right behind `at`, or one that `at` itself ends with: 간 of 9년간.
    pub(super) fn at_end(&self, at: Span, cue: Cue) -> Option<Span> {
        let hits = self.starting_in(at.start, at.end + REACH);
        hits.filter(|hit| hit.cue == cue && hit.span.end >= at.end).map(|hit| hit.span).next()
    }

    /// A cue that ends right before `at`.
    pub(super) fn just_before(&self, at: Span, cue: Cue) -> Option<Span> {
        let from = at.start.saturating_sub(REACH).max(self.span.start);
        let hits = self.starting_in(from.saturating_sub(LONGEST), at.start);
        hits.filter(|hit| hit.cue == cue && hit.span.end <= at.start && hit.span.end >= from).map(|hit| hit.span).last()
    }

    /// The first cue that starts inside `span`.
    pub(super) fn within(&self, span: Span, cue: Cue) -> Option<Span> {
        self.starting_in(span.start, span.end).find(|hit| hit.cue == cue).map(|hit| hit.span)
    }

    /// Whether such a cue stands anywhere in the sentence.
    pub(super) fn has(&self, cue: Cue) -> bool {
        self.within(self.span, cue).is_some()
    }

    fn starting_in(&self, from: usize, to: usize) -> impl Iterator<Item = &CueHit> {
        let first = self.cues.partition_point(|hit| hit.span.start < from);
        self.cues[first..].iter().take_while(move |hit| hit.span.start <= to)
    }

    /// What stands between two spans of the sentence, the first of them first; empty if they overlap.
    pub(super) fn between(&self, first: Span, second: Span) -> Span {
        Span::new(first.end.min(second.start), second.start)
    }

    /// The words between two spans.
    pub(super) fn words_between(&self, first: Span, second: Span) -> &str {
        self.text.get(first.end..second.start).unwrap_or_default()
    }
}

/// Whether two figures may be added and compared: one unit, and the same base if they are rates.
pub(super) fn same_unit(a: &Quantity, b: &Quantity) -> bool {
    a.per == b.per && (a.unit == b.unit || (is_count(a) && is_count(b) && (is_generic(a) || is_generic(b))))
}

fn is_count(q: &Quantity) -> bool {
    q.unit.dimension == Dimension::Count
}

/// The counter that leaves open what is counted (대, units).
fn is_generic(q: &Quantity) -> bool {
    q.unit.code == "{unit}"
}
