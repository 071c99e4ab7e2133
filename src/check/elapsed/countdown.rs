//! Days to an event that the article dates: 36 days to go, 대회를 30일 앞두고.

use super::lapse::{Grain, Lapse, Span};
use super::{End, outcome};
use crate::check::Check;
use crate::check::scene::{Figure, Scene};
use crate::rules::checks::Cue;

/// How many sentences away the event may be dated.
const AWAY: usize = 30;

pub(super) fn check(scene: &Scene, at: usize, stated: Figure, lapse: &Lapse) -> Option<Check> {
    let line = &scene.lines[at];
    line.at_end(stated.span, Cue::Countdown)?;
    if lapse.grain != Grain::Days {
        return None;
    }
    let today = End::published(scene)?;
    let dates = scene.near(at, AWAY).flat_map(|line| &line.dates).filter_map(|date| End::of(scene, date));
    let events: Vec<(End, Span)> = dates
        .filter_map(|event| Some((event, lapse.between(today.at, event.at)?)))
        .filter(|(_, span)| span.least > 0)
        .collect();
    // Elsewhere it may be a day earlier or later.
    if let Some((event, span)) = events.iter().find(|(_, span)| lapse.fits(*span, 1)) {
        return Some(outcome(scene, true, stated, lapse, [today, *event], *span));
    }
    // Only one day to come is dated: it must be the one.
    let (event, span) = events.first().filter(|(first, _)| events.iter().all(|(event, _)| event.at == first.at))?;
    lapse.slip_of(*span).map(|_| outcome(scene, false, stated, lapse, [today, *event], *span))
}
