//! Dates and times as written: absolute, relative, partial.

mod expression;
mod matcher;
#[cfg(test)]
mod properties;
mod tense;

use smol_str::SmolStr;

use crate::article::{FieldText, Sentence};
use crate::edtf::Limit;
use crate::rules::Rules;
use crate::rules::dates::slot::Slot;
use crate::rules::dates::{Dates, Tense};
use crate::span::Span;
use matcher::{Found, Matcher};

pub use expression::{Clock, Day, Expression, Part, Point, Year};

/// A date or time expression, not yet resolved against the publication date.
#[derive(Clone, Debug)]
pub struct DateMention {
    /// The whole expression: `지난해 6월`, `13일(수) 오전 9시 32분`, `third quarter of 2026`.
    pub span: Span,
    /// Index of its sentence in the field.
    pub sentence: usize,
    /// Names of the rules that fired, in order, for `--explain`.
    pub rules: Vec<SmolStr>,
    /// What it says.
    pub expression: Expression,
    /// The zone written beside it.
    pub zone: Option<WrittenZone>,
    /// A hedge such as 께, 무렵, around is written beside it, or a vague part such as 초, late in it.
    pub approximate: bool,
    /// Where the sentence looks, as far as its words say and the date depends on it.
    pub tense: Option<Tense>,
    /// The end of a stretch of time that is meant instead of it: before 2017.
    pub limit: Option<Limit>,
    /// Told as background to the day that the text is about: 앞서 12일.
    pub background: bool,
}

/// A time zone as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenZone {
    /// Position in the zones of the rules: 한국시간, GMT.
    Named(usize),
    /// The zone of the place that the text speaks of: 현지시간, local time.
    Local,
}

/// The date expressions of a field, whose words start at `starts`, in order.
pub fn scan(field: &FieldText, starts: &[usize], rules: &Rules) -> Vec<DateMention> {
    let (text, dates) = (field.text.as_str(), &rules.dates);
    let mut matcher = Matcher::new(text, dates);
    let mut mentions = Vec::new();
    let mut sentence = 0;
    let mut free = 0;
    for &start in starts {
        if start < free || !dates.may_start(&text[start..]) {
            continue;
        }
        while field.sentences.get(sentence).is_some_and(|s| s.span.end <= start) {
            sentence += 1;
        }
        let Some(around) = field.sentences.get(sentence) else { break };
        if start < around.span.start || around.repeated {
            continue;
        }
        let Some(found) = matcher.at(start) else { continue };
        free = found.end;
        if !dates.patterns[found.pattern].decoy {
            mentions.push(mention(text, start, &found, sentence, around, dates));
        }
    }
    mentions
}

fn mention(text: &str, start: usize, found: &Found, sentence: usize, around: &Sentence, dates: &Dates) -> DateMention {
    let span = Span::new(start, found.end);
    let pattern = &dates.patterns[found.pattern];
    let zone = found.filled.iter().find_map(|f| match f.slot {
        Slot::Zone => usize::try_from(f.value).ok().map(WrittenZone::Named),
        Slot::LocalTime => Some(WrittenZone::Local),
        _ => None,
    });
    let (head, tail) = (&text[..start], &text[found.end..]);
    let expression = Expression::read(found.filled.iter().map(|f| (f.slot, f.value)));
    let (Expression::At(point) | Expression::Interval(point, _)) = &expression;
    let tense = if point.is_fixed() { None } else { tense::read(text, span, around.span, pattern.lang, dates) };
    let vague = found.filled.iter().any(|f| matches!(f.slot, Slot::Edge | Slot::YearEdge));
    DateMention {
        span,
        sentence,
        rules: vec![pattern.name.clone()],
        expression,
        zone,
        approximate: vague || dates.hedges_before.end(head) || dates.hedges_after.start(tail),
        tense,
        limit: dates.limit(head, tail),
        background: dates.background.end(head),
    }
}

/// The last character boundary up to `at`.
pub(crate) fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
