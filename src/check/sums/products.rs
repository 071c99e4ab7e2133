//! An amount for each of a number makes the total: $2 on each of 30 million tickets, 100만원씩 20명이.

use crate::check::arithmetic::{as_written, is_near_miss, percent};
use crate::check::scene::{Figure, Scene};
use crate::check::{Check, Kind};
use crate::quantity::Dimension;
use crate::reason::Reason;
use crate::rules::checks::Cue;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for pair in line.figures.windows(2) {
        let [one, other] = pair else { continue };
        let (each, number) = if is_number(one) { (other, one) } else { (one, other) };
        if is_number(each) || !is_number(number) {
            continue;
        }
        let words = line.between(one.span, other.span);
        if line.within(words, Cue::Each).is_none() && line.after(each.span, Cue::Each).is_none() {
            continue;
        }
        let here = line.figures.iter().filter(|f| f.claim != each.claim);
        let earlier = scene.before(at, 1).flat_map(|line| line.figures.iter());
        let same_money = |f: &&Figure| f.quantity.unit == each.quantity.unit;
        let mut totals = here.chain(earlier).filter(same_money);
        checks.extend(totals.find_map(|total| {
            let here = line.figures.iter().any(|f| f.claim == total.claim);
            let tied = here && line.just_before(total.span, Cue::Total).is_some();
            multiplied(scene, *each, *number, *total, tied)
        }));
    }
}

fn is_number(figure: &Figure) -> bool {
    figure.quantity.unit.dimension == Dimension::Count && figure.quantity.exact().is_some()
}

/// Two factors and their product; one that is `tied` to them by 모두 is refuted by a near miss.
fn multiplied(scene: &Scene, each: Figure, number: Figure, total: Figure, tied: bool) -> Option<Check> {
    let product = each.quantity.exact()?.checked_mul(number.quantity.exact()?)?;
    let stated = total.quantity.point()?;
    let possible = scene.interval(&each).times(scene.interval(&number))?;
    let holds = possible.meets(scene.interval(&total));
    if !holds && !(tied && is_near_miss(product, stated, percent(30))) {
        return None;
    }
    let message = Reason::new(if holds { "check.product.ok" } else { "check.product.error" })
        .with("each", scene.text(&each))
        .with("number", scene.text(&number))
        .with("computed", as_written(scene.text(&total), total.quantity, product))
        .with("stated", scene.text(&total));
    Some(Check::new(Kind::SumMismatch, holds, vec![total.claim, each.claim, number.claim], message))
}
