//! A figure among the words of its sentence: which may be its label, its head or its verb.

use memchr::memchr;

use super::REACH;
use crate::resolve::reading::{Reading, Token};
use crate::rules::Rules;
use crate::span::Span;
use crate::text::words::{self, is_word};

/// A figure in its sentence.
pub(super) struct Scene<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) span: Span,
    /// The field, with all its figures and dates.
    pub(super) reading: &'a Reading,
}

impl Scene<'_> {
    /// The tokens before the figure that may be its label, nearest first. Figures that stand side by
    /// side share their label (통산 98경기 41골).
    pub(super) fn before(&self) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.span.start < self.span.start);
        let mut edge = self.span.start;
        let clause = self.clause();
        let mut found = Vec::new();
        for at in (0..first).rev() {
            let token = &self.tokens[at];
            if token.clause != clause {
                break;
            }
            let gap = self.text.get(token.span.end.min(edge)..edge).unwrap_or_default();
            let opens = edge == self.span.start && gap.trim_end().starts_with('(');
            if (separates(gap) && !opens) || found.len() == REACH {
                break;
            }
            edge = token.span.start;
            if !token.figure {
                found.push(at);
            } else if found.iter().any(|&at| self.tokens[at].content) {
                break;
            }
        }
        found
    }

    /// The clause that the figure stands in.
    fn clause(&self) -> usize {
        let at = self.tokens.partition_point(|t| t.span.end <= self.span.start);
        self.tokens.get(at).or(self.tokens.last()).map_or(0, |t| t.clause)
    }

    /// The tokens behind the figure that may be its head or verb, nearest first.
    pub(super) fn after(&self, rules: &Rules) -> Vec<usize> {
        let end = self.past_conversion();
        let glue = words::leading(self.text.get(end..).unwrap_or_default());
        if rules.judgement.joins(glue) {
            return Vec::new();
        }
        let mut edge = end + glue.len();
        let first = self.tokens.partition_point(|t| t.span.start < edge);
        let clause = self.clause();
        let mut found = Vec::new();
        for at in first..self.tokens.len() {
            let token = &self.tokens[at];
            if token.clause > clause {
                break;
            }
            let gap = self.text.get(edge.min(token.span.start)..token.span.start).unwrap_or_default();
            if separates(gap) || found.len() == REACH {
                break;
            }
            if token.figure {
                // What stands directly before the next figure is rather that one's label.
                found.truncate(found.len().min(2));
                break;
            }
            found.push(at);
            edge = token.span.end;
        }
        found
    }

    /// The end of the figure, or of the parentheses behind it that say it in another unit.
    fn past_conversion(&self) -> usize {
        let behind = self.text.get(self.span.end..).unwrap_or_default();
        let inside = parenthesis(behind).map(|length| Span::new(self.span.end, self.span.end + length));
        inside.filter(|&span| self.reading.has_figure(span)).map_or(self.span.end, |span| span.end)
    }

    /// A date is an adverbial: what happened stands behind it, up to the end of the sentence.
    pub(super) fn after_date(&self) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.span.start < self.span.end);
        (first..self.tokens.len()).filter(|&at| !self.tokens[at].figure).take(2 * REACH).collect()
    }

    /// The other tokens of the sentence, nearest first, figures left out.
    pub(super) fn rest<'s>(&'s self, used: &'s [usize]) -> impl Iterator<Item = usize> + 's {
        let first = self.tokens.partition_point(|t| t.span.end <= self.span.start);
        let mut before = (0..first).rev().peekable();
        let mut behind = (first..self.tokens.len()).peekable();
        let nearest = std::iter::from_fn(move || {
            let left = before.peek().map(|&at| self.span.start - self.tokens[at].span.end);
            let right = behind.peek().map(|&at| self.tokens[at].span.start.saturating_sub(self.span.end));
            let is_left = left.is_some_and(|left| right.is_none_or(|right| left <= right));
            if is_left { before.next() } else { behind.next() }
        });
        nearest.filter(|at| !self.tokens[*at].figure && !used.contains(at))
    }

    /// The stretch of the sentence in which role words speak of this figure: between the figures and
    /// the commas before and behind it.
    pub(super) fn nearby(&self) -> Span {
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else { return Span::default() };
        let figures = self.reading.figures();
        let at = figures.partition_point(|f| f.start < self.span.start);
        let start = figures[..at].last().map_or(first.span.start, |f| f.end.max(first.span.start));
        let next = figures[at..].iter().find(|f| f.start >= self.span.end);
        let end = next.map_or(last.span.end, |f| f.start.min(last.span.end));
        let before = self.text.get(start..self.span.start).unwrap_or_default();
        let behind = self.text.get(self.span.end..end).unwrap_or_default();
        let start = before.rfind(PAUSES).map_or(start.min(self.span.start), |at| start + at);
        Span::new(start, self.span.end + behind.find(PAUSES).unwrap_or(behind.len()))
    }
}

/// A longer parenthesis, in bytes, is no note to a figure.
const LONGEST_NOTE: usize = 400;

/// Length of the parenthesis that `text` begins with.
pub(in crate::resolve) fn parenthesis(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_NOTE)];
    near.starts_with(b"(").then(|| memchr(b')', near)).flatten().map(|close| close + 1)
}

/// Marks that end what is said of one figure.
const PAUSES: [char; 3] = [',', ';', '…'];

/// Whether what stands between two words keeps them from being one phrase.
fn separates(gap: &str) -> bool {
    gap.chars().any(|c| {
        !c.is_whitespace() && !is_word(c) && !matches!(c, '\'' | '’' | '-' | '/' | '&' | '%' | '$' | '±' | '~')
    })
}
