//! An average for each head: 주민 250명이 5억원을 청구했다. 1인당 평균 200만원꼴이다.

use rust_decimal::Decimal;

use super::outcome;
use crate::check::Check;
use crate::check::arithmetic::{as_written, is_near_miss, percent};
use crate::check::scene::{Figure, Scene};
use crate::quantity::Dimension;
use crate::rules::checks::Cue;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for figure in &line.figures {
        let per_one = figure.quantity.per.as_ref().is_some_and(|per| per.amount == Decimal::ONE);
        // 1인당 평균 200만원: the base may stand two words before the amount.
        let from = figure.span.start.saturating_sub(24).max(line.span.start);
        let worded = line.within(crate::span::Span::new(from, figure.span.start), Cue::PerHead).is_some();
        if per_one || worded {
            checks.extend(average(scene, at, *figure));
        }
    }
}

/// The total of the same unit and the number of heads, each the only one of this and the sentence before.
fn average(scene: &Scene, at: usize, each: Figure) -> Option<Check> {
    let line = &scene.lines[at];
    let here = line.figures.iter().filter(|f| f.span.end <= each.span.start);
    let near: Vec<Figure> = scene.before(at, 1).flat_map(|l| &l.figures).chain(here).copied().collect();
    let totals: Vec<&Figure> = near.iter().filter(|f| f.quantity.unit == each.quantity.unit).collect();
    let numbers: Vec<&Figure> = near.iter().filter(|f| is_number(f)).collect();
    // Without a word that says so, an amount a head is seldom the total divided by the heads.
    let sole = totals.len() == 1 && numbers.len() == 1 && line.has(Cue::Average);
    let pairs = totals.iter().flat_map(|total| numbers.iter().map(move |number| (**total, **number)));
    let found: Vec<Check> = pairs.filter_map(|(total, number)| divided(scene, each, total, number, sole)).collect();
    found.into_iter().next()
}

fn is_number(figure: &Figure) -> bool {
    let one = figure.quantity.exact() == Some(Decimal::ONE);
    figure.quantity.unit.dimension == Dimension::Count && figure.quantity.per.is_none() && !one
}

fn divided(scene: &Scene, each: Figure, total: Figure, number: Figure, sole: bool) -> Option<Check> {
    let computed = total.quantity.exact()?.checked_div(number.quantity.exact()?)?;
    let stated = each.quantity.point()?;
    let possible = scene.interval(&total).divided_by(scene.interval(&number))?;
    let holds = possible.meets(scene.interval(&each)) && is_near_miss(computed, stated, percent(10));
    if !holds && !(sole && is_near_miss(computed, stated, percent(20))) {
        return None;
    }
    let computed = as_written(scene.text(&each), each.quantity, computed.round_sf(3)?);
    Some(outcome(scene, holds, "check.average", [each, total, number], &computed))
}
