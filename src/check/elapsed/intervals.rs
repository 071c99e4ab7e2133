//! An interval and how long it is: 2015년 5월부터 2018년 7월까지 3년 2개월간, 10~11일 이틀간, 3월부터 8월까지 5개월이다.

use super::lapse::Lapse;
use super::{End, outcome};
use crate::check::Check;
use crate::check::scene::{Figure, Line, Scene};
use crate::edtf::Edtf;
use crate::rules::checks::Cue;

/// The farthest that interval and lapse stand apart in bytes: 까지, 약 and two spaces.
const JOINED: usize = 14;

pub(super) fn check(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let line = &scene.lines[at];
    if line.at_end(stated.span, Cue::Lasting).is_none() && !makes_up_the_rest(line, stated) {
        return None;
    }
    let [start, end] = interval_before(scene, line, stated).or_else(|| interval_behind(line, stated))?;
    let span = lapse.between(start.at, end.at)?;
    Some(outcome(scene, lapse.fits(span, 0), stated, lapse, [start, end], span))
}

/// Whether a lapse stands right behind the date up to which (까지) something lasted, as the predicate.
fn makes_up_the_rest(line: &Line, stated: Figure) -> bool {
    let last = line.dates.iter().rfind(|date| date.span.end <= stated.span.start);
    let until = last.and_then(|date| line.after(date.span, Cue::Arrives));
    let close = until.is_some_and(|until| stated.span.start.saturating_sub(until.end) <= 1);
    close && line.after(stated.span, Cue::Predicate).is_some()
}

/// The interval that ends right before the lapse: one expression, or two dates with 부터 between.
fn interval_before<'a>(scene: &Scene<'a>, line: &Line<'a>, stated: Figure) -> Option<[End<'a>; 2]> {
    let ahead = line.dates.iter().filter(|d| d.span.end <= stated.span.start);
    let last = ahead.clone().next_back().filter(|d| stated.span.start - d.span.end <= JOINED)?;
    if let Some(Edtf::Interval(from, to)) = last.date.edtf {
        return Some([End::within(last, from), End::within(last, to)]);
    }
    let first = ahead.rev().nth(1)?;
    line.after(first.span, Cue::Since)?;
    let near = last.span.start.saturating_sub(first.span.end) <= JOINED;
    near.then_some([End::of(scene, first)?, End::of(scene, last)?])
}

/// The interval right behind the lapse: five years from 2016 to 2021.
fn interval_behind<'a>(line: &Line<'a>, stated: Figure) -> Option<[End<'a>; 2]> {
    let next = line.dates.iter().find(|d| d.span.start >= stated.span.end)?;
    if next.span.start - stated.span.end > JOINED {
        return None;
    }
    match next.date.edtf {
        Some(Edtf::Interval(from, to)) => Some([End::within(next, from), End::within(next, to)]),
        _ => None,
    }
}
