//! Lapses from a date that the text names as their start: 지난해 6월 이후 7개월 만에; 개장 9일 만에 of a
//! park 지난 3일 개장한; two and a half years after it opened in May 2021; 이틀 뒤인 15일.

use super::lapse::{Grain, Lapse, Span};
use super::{End, outcome};
use crate::check::Check;
use crate::check::scene::{DateOf, Figure, Line, Scene};
use crate::quantity::slips::Slip;
use crate::rules::checks::Cue;
use crate::span;

/// The farthest that 이후 and the lapse stand apart in bytes.
const JOINED: usize = 16;
/// The farthest that later and the date of its clause stand apart in bytes.
const CLAUSE: usize = 24;
/// How many sentences away an event may be dated.
const AWAY: usize = 3;

pub(super) fn check(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Vec<Check> {
    if lapse.grain == Grain::Minutes {
        return Vec::new();
    }
    let line = &scene.lines[at];
    let mut checks = Vec::new();
    checks.extend(until_a_date(scene, at, stated, lapse));
    checks.extend(ongoing(line, scene, stated, lapse));
    if line.at_end(stated.span, Cue::Lapse).is_some() {
        checks.extend(between_dates_before(line, scene, stated, lapse));
        checks.extend(since_a_date(line, scene, stated, lapse));
        checks.extend(since_an_event(scene, at, stated, lapse));
        checks.extend(after_a_date(scene, at, stated, lapse));
    }
    checks
}

/// began on August 1 and ended on September 12, 42 days later: the lapse right behind its two dates.
fn between_dates_before(line: &Line, scene: &Scene, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let ahead: Vec<&DateOf> = line.dates.iter().filter(|d| d.span.end <= stated.span.start).collect();
    let [.., start, end] = ahead[..] else { return None };
    if stated.span.start - end.span.end > 3 {
        return None;
    }
    let (start, end) = (End::of(scene, start)?, End::of(scene, end)?);
    let span = lapse.between(start.at, end.at)?;
    let holds = lapse.fits(span, 0);
    let refuted = ahead.len() == 2 && lapse.slip_of(span).is_some();
    (holds || refuted).then(|| outcome(scene, holds, stated, lapse, [start, end], span))
}

/// 3일 … 이틀 뒤인 5일; in 2019 and, two years later, in 2021: a date behind ends the lapse, the one date before
/// starts it.
fn until_a_date(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let line = &scene.lines[at];
    let (cue, reach) = match (line.at_end(stated.span, Cue::LapseUntil), line.at_end(stated.span, Cue::Later)) {
        (Some(cue), _) => (cue, JOINED),
        (None, Some(cue)) => (cue, CLAUSE),
        _ => return None,
    };
    let end = line.dates.iter().find(|d| d.span.start >= cue.start)?;
    if end.span.start.saturating_sub(cue.end) > reach {
        return None;
    }
    let mut starts: Vec<&DateOf> = line.dates.iter().filter(|d| d.span.end <= stated.span.start).collect();
    // 멈춘 뒤 2년 만인, two years later: the lapse counts from what the sentence has just told.
    let told = line.just_before(stated.span, Cue::Lapse).is_some() || reach == CLAUSE;
    let tied = starts.len() == 1 && told;
    if starts.is_empty() {
        starts = scene.before(at, 1).flat_map(|line| &line.dates).collect();
    }
    let end = End::of(scene, end)?;
    let spans = || {
        let starts = starts.iter().filter_map(|date| End::of(scene, date));
        starts.filter_map(|start| Some((start, lapse.between(start.at, end.at)?)))
    };
    if let Some((start, span)) = spans().find(|(_, span)| lapse.fits(*span, 0)) {
        return Some(outcome(scene, true, stated, lapse, [start, end], span));
    }
    let (start, span) = spans().find(|(_, span)| tied || (starts.len() == 1 && lapse.slip_of(*span).is_some()))?;
    Some(outcome(scene, false, stated, lapse, [start, end], span))
}

/// 지난달 28일 시작된 파업이 16일째: from the one date of the sentence to the day of publication.
fn ongoing(line: &Line, scene: &Scene, stated: Figure, lapse: &Lapse) -> Option<Check> {
    line.at_end(stated.span, Cue::Ongoing)?;
    let [start] = line.dates[..] else { return None };
    let before = start.span.end <= stated.span.start;
    let slipped = |span| !lapse.fits(span, 1) && lapse.slip_of(span).is_some();
    before.then(|| held(scene, stated, lapse, start, &[], slipped)).flatten()
}

/// 지난해 6월 이후 7개월 만에: from the date right before to the day of publication or another date of the sentence.
fn since_a_date(line: &Line, scene: &Scene, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let start = line.dates.iter().rev().find(|d| d.span.end <= stated.span.start)?;
    let cue = line.after(start.span, Cue::Since)?;
    if stated.span.start.saturating_sub(cue.end) > JOINED {
        return None;
    }
    let others: Vec<DateOf> = line.dates.iter().filter(|d| d.claim != start.claim).copied().collect();
    // 2010년 이후 12년 만에 may have been 2022: years alone are not told up to today.
    let refutable = others.is_empty() && lapse.grain != Grain::Years;
    let slipped = |span| !lapse.fits(span, 1) && lapse.slip_of(span).is_some();
    held(scene, stated, lapse, *start, &others, |span| refutable && slipped(span))
}

/// 개장 9일 만에: the word before the lapse names an event that another sentence dates (지난 3일 개장한).
fn since_an_event(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let line = &scene.lines[at];
    let event = word_before(line, stated.span)?;
    let dates = scene.near(at, AWAY).flat_map(|line| line.dates.iter().map(move |date| (line, date)));
    let mut starts = dates.filter(|(line, date)| word_behind(line, date.span).starts_with(event)).map(|(_, date)| date);
    let start = *starts.next()?;
    let ambiguous = starts.next().is_some();
    let others: Vec<DateOf> = line.dates.iter().filter(|d| d.claim != start.claim).copied().collect();
    let refutable = others.is_empty() && !ambiguous;
    // 10일 만에 200만명 may have been two days ago: one digit is no slip here.
    let slipped = |span| lapse.slip_of(span).is_some_and(|slip| slip != Slip::OneDigit);
    held(scene, stated, lapse, start, &others, |span| refutable && !lapse.fits(span, 1) && slipped(span))
}

/// two and a half years after it opened in May 2021: verified against the day of publication
/// and the dates told before, refuted by none of them, since what ended the lapse may be undated.
fn after_a_date(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let line = &scene.lines[at];
    let start = line.dates.iter().find(|d| d.span.start >= stated.span.end)?;
    let here = line.dates.iter().filter(|d| d.span.end <= stated.span.start);
    let earlier = scene.before(at, AWAY).flat_map(|line| line.dates.iter().rev());
    let ends: Vec<DateOf> = here.chain(earlier).copied().collect();
    held(scene, stated, lapse, *start, &ends, |_| false)
}

/// A lapse from `start` to one of `ends` or the day of publication. Fits if any of them does; otherwise
/// `refutes` decides on the length up to publication. A time whose day is only presumed (오후 10시까지) dates
/// no event that days or months are counted from.
fn held(
    scene: &Scene,
    stated: Figure,
    lapse: &Lapse,
    start: DateOf,
    ends: &[DateOf],
    refutes: impl Fn(Span) -> bool,
) -> Option<Check> {
    let is_day = |date: &DateOf| !date.date.day_from_context;
    let start = End::of(scene, Some(&start).filter(|date| is_day(date))?)?;
    let fitting = ends.iter().filter(|date| is_day(date)).filter_map(|date| End::of(scene, date)).find_map(|end| {
        let span = lapse.between(start.at, end.at).filter(|span| lapse.fits(*span, 0))?;
        Some(outcome(scene, true, stated, lapse, [start, end], span))
    });
    fitting.or_else(|| {
        let end = End::published(scene)?;
        let span = lapse.between(start.at, end.at)?;
        let holds = lapse.fits(span, i64::from(lapse.grain == Grain::Days));
        (holds || refutes(span)).then(|| outcome(scene, holds, stated, lapse, [start, end], span))
    })
}

/// The word before a figure, if it has two characters or more: 개장 in 개장 9일.
fn word_before<'a>(line: &Line<'a>, figure: span::Span) -> Option<&'a str> {
    let before = line.text.get(line.span.start..figure.start)?;
    let word = before.split_whitespace().next_back()?.trim_matches(|c: char| !c.is_alphanumeric());
    (word.chars().count() >= 2).then_some(word)
}

/// The word right behind a date.
fn word_behind<'a>(line: &Line<'a>, date: span::Span) -> &'a str {
    let behind = line.text.get(date.end..line.span.end).unwrap_or_default();
    behind.split_whitespace().next().unwrap_or_default()
}
