//! Minutes and hours between two times of day: 신고 42분 뒤인 오후 3시 52분, 25 minutes later, at 9:35.

use jiff::civil::DateTime;

use super::lapse::{self, Grain, Lapse, Span};
use super::{End, outcome};
use crate::check::Check;
use crate::check::scene::{DateOf, Figure, Line, Scene};
use crate::edtf::{Edtf, Moment};
use crate::rules::checks::Cue;

/// How many sentences back the start of a lapse may be told.
const BACK: usize = 6;
/// The farthest that 만인 and the time stand apart in bytes.
const JOINED: usize = 16;
/// A time hedged with 께 is good to so many minutes.
const AROUND: i64 = 1;

pub(super) fn check(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    if lapse.grain != Grain::Minutes {
        return None;
    }
    let line = &scene.lines[at];
    let end = end_behind(line, stated);
    let starts = times_before(scene, at, stated, end.as_ref());
    let found = |holds, start: &DateOf, end: &DateOf, span| {
        Some(outcome(scene, holds, stated, lapse, [End::of(scene, start)?, End::of(scene, end)?], span))
    };
    if let Some(end) = end {
        let pairs = || starts.iter().filter_map(|start| Some((start, between(start, &end)?)));
        if let Some((start, span)) = pairs().find(|(_, span)| lapse.fits(*span, AROUND)) {
            return found(true, start, &end, span);
        }
        // A time that is told to the minute, on both sides: 오전 8시까지 is no point in time.
        let exact = |date: &DateOf| matches!(date.date.edtf, Some(Edtf::At(Moment::Minute(..))));
        let (start, span) = pairs().find(|(start, span)| exact(start) && lapse.slip_of(*span).is_some())?;
        return exact(&end).then(|| found(false, start, &end, span)).flatten();
    }
    // No time is tied to it: any two that are just so far apart verify it.
    let ends = line.dates.iter().chain(scene.next(at).into_iter().flat_map(|next| next.dates.iter().take(1)));
    let ends: Vec<&DateOf> = ends.filter(|d| time(d).is_some()).collect();
    starts.iter().flat_map(|start| ends.iter().map(move |end| (start, *end))).find_map(|(start, end)| {
        let span = between(start, end).filter(|span| lapse.fits(*span, 0))?;
        found(true, start, end, span)
    })
}

/// The time right behind 만인, 뒤인, later at.
fn end_behind<'a>(line: &Line<'a>, stated: Figure) -> Option<DateOf<'a>> {
    let cue = line.at_end(stated.span, Cue::LapseUntil)?;
    let next = line.dates.iter().find(|d| d.span.start >= cue.start)?;
    (next.span.start.saturating_sub(cue.end) <= JOINED && time(next).is_some()).then_some(*next)
}

/// The times of day told before the lapse, nearest first.
fn times_before<'a>(scene: &Scene<'a>, at: usize, stated: Figure, end: Option<&DateOf>) -> Vec<DateOf<'a>> {
    let line = &scene.lines[at];
    let here = line.dates.iter().rev().filter(|d| d.span.end <= stated.span.start);
    let earlier = scene.before(at, BACK).flat_map(|line| line.dates.iter().rev());
    let usable = |d: &&DateOf| time(d).is_some() && end.is_none_or(|end| end.claim != d.claim);
    here.chain(earlier).filter(usable).copied().collect()
}

fn time(date: &DateOf) -> Option<DateTime> {
    lapse::clock(date.date.edtf?)
}

/// Minutes from one time to another; where the day of the second is only presumed, within a day.
fn between(start: &DateOf, end: &DateOf) -> Option<Span> {
    let minutes = lapse::minutes_between(time(start)?, time(end)?);
    let minutes = if end.date.day_from_context { minutes.rem_euclid(24 * 60) } else { minutes };
    (minutes > 0).then_some(Span { least: minutes, most: minutes })
}
