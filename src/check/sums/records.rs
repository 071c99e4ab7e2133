//! Won, drawn and lost matches make the matches: 38경기에서 20승 10무 8패. And shares that make 100%.

use rust_decimal::Decimal;

use super::partitions::{self, Labels};
use super::{Closed, add_up, together};
use crate::check::scene::{Figure, Scene};
use crate::check::{Check, Kind};
use crate::quantity::{Dimension, grouped};
use crate::reason::Reason;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    matches(scene, at, checks);
    checks.extend(whole(scene, at));
    checks.extend(every_answer(scene, at));
}

/// Only a record that names every possible result can be refuted: a pitcher's wins and losses are fewer
/// than his games.
fn matches(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for record in &scene.rules.checks.records {
        let is_part = |f: &&Figure| record.parts.contains(&f.quantity.unit.code);
        let parts: Vec<Figure> = line.figures.iter().filter(is_part).copied().collect();
        let mut named: Vec<&str> = parts.iter().map(|f| f.quantity.unit.code.as_str()).collect();
        named.sort_unstable();
        named.dedup();
        if named.len() < 2 || named.len() != parts.len() {
            continue;
        }
        let totals: Vec<Figure> =
            line.figures.iter().filter(|f| f.quantity.unit.code == record.total).copied().collect();
        let complete = named.len() == record.parts.len() && totals.len() == 1;
        let closed = if complete { Closed::Likely } else { Closed::Open };
        checks.extend(totals.into_iter().filter_map(|total| add_up(scene, &parts, total, closed)));
    }
}

/// Shares of every possible answer (for, against, undecided), each with another label, make 100%.
fn every_answer(scene: &Scene, at: usize) -> Option<Check> {
    let line = &scene.lines[at];
    let shares: Vec<Figure> =
        line.figures.iter().filter(|f| f.quantity.unit.dimension == Dimension::Percent).copied().collect();
    let last = shares.last().filter(|_| shares.len() >= 3)?;
    if partitions::closed(scene, line, &shares, *last) != Some(Labels::All) {
        return None;
    }
    let sum = shares.iter().try_fold(Decimal::ZERO, |sum, share| sum.checked_add(share.quantity.exact()?))?;
    let off = sum.checked_sub(Decimal::ONE_HUNDRED)?.abs();
    let holds = off <= together(scene, shares.iter())?;
    // Further off, the question allowed several answers, or another share stands among them.
    (holds || off <= Decimal::from(20)).then(|| made_hundred(scene, &shares, *last, sum, holds))
}

/// Three or more shares of this and the sentence before that make exactly 100%.
fn whole(scene: &Scene, at: usize) -> Option<Check> {
    let line = &scene.lines[at];
    let is_share = |f: &&Figure| f.quantity.unit.dimension == Dimension::Percent && f.quantity.exact().is_some();
    let here: Vec<Figure> = line.figures.iter().filter(is_share).copied().collect();
    let earlier: Vec<Figure> =
        scene.before(at, 2).flat_map(|line| line.figures.iter().rev()).filter(is_share).copied().collect();
    let last = *here.last()?;
    // From the end of the sentence backwards, until they make 100.
    let mut shares = Vec::new();
    let mut sum = Decimal::ZERO;
    for share in here.into_iter().rev().chain(earlier) {
        shares.push(share);
        sum = sum.checked_add(share.quantity.exact()?)?;
        if sum >= Decimal::ONE_HUNDRED {
            break;
        }
    }
    if sum != Decimal::ONE_HUNDRED || shares.len() < 3 {
        return None;
    }
    shares.reverse();
    Some(made_hundred(scene, &shares, last, sum, true))
}

fn made_hundred(scene: &Scene, shares: &[Figure], last: Figure, sum: Decimal, holds: bool) -> Check {
    let terms = shares.iter().map(|share| scene.text(share)).collect::<Vec<_>>().join(" + ");
    let message = Reason::new(if holds { "check.shares.ok" } else { "check.shares.error" })
        .with("terms", terms)
        .with("computed", format!("{}%", grouped(sum)));
    let others = shares.iter().map(|f| f.claim).filter(|claim| *claim != last.claim);
    let claims = std::iter::once(last.claim).chain(others).collect();
    Check::new(Kind::SumMismatch, holds, claims, message)
}
