//! The two sides of a conversion fit each other: 200만달러(약 27억3000만원), 2,640㎡(약 800평).
//!
//! Physical units are converted exactly and compared within the precision that is written, and within the
//! round factors that newspapers use (3.3 ㎡ to the 평). For money, the rate that the two amounts imply is
//! held against the article's other conversions of the same currencies and against the average of the
//! year of publication with its tolerance.

use rust_decimal::Decimal;

use super::arithmetic::{as_written, percent, relative};
use super::scene::{Figure, Line, Scene};
use super::{Check, Kind};
use crate::quantity::convert::{self, ImpliedRate};
use crate::quantity::{Dimension, Quantity, grouped};
use crate::reason::Reason;
use crate::rules::checks::Cue;

/// How far the round factors of everyday use stray from the exact ones.
const ROUND_FACTOR: Decimal = percent(2);
/// How far rounding to the last written digit may take a figure from the exact one.
const ROUNDING: Decimal = percent(10);
/// How far two rates of one article may lie apart before one of them looks wrong.
const ONE_DAY: Decimal = percent(4);

/// Every conversion of the article.
pub(super) fn check(scene: &Scene) -> Vec<Check> {
    let pairs: Vec<Pair> = scene.lines.iter().flat_map(|line| pairs(scene, line)).collect();
    let rates: Vec<Option<ImpliedRate>> =
        pairs.iter().map(|pair| ImpliedRate::between(pair.from.quantity, pair.to.quantity)).collect();
    let money = |pair: &Pair| pair.from.quantity.unit.dimension == Dimension::Money;
    let checks = pairs
        .iter()
        .enumerate()
        .filter_map(|(at, pair)| if money(pair) { exchange(scene, pair, at, &rates) } else { physical(scene, pair) });
    checks.collect()
}

/// A figure and the one in parentheses that restates it.
struct Pair<'a> {
    from: Figure<'a>,
    to: Figure<'a>,
    /// Something beside it says that it is no plain conversion.
    loose: bool,
}

fn pairs<'a>(scene: &Scene<'a>, line: &Line<'a>) -> Vec<Pair<'a>> {
    let linked = line.figures.iter().filter_map(|to| {
        let other = scene.claims[to.claim].converts?;
        let from = line.figures.iter().find(|figure| figure.claim == other)?;
        let (a, b) = (&from.quantity.unit, &to.quantity.unit);
        let both = from.quantity.point().is_some() && to.quantity.point().is_some();
        (both && a.dimension == b.dimension && a.code != b.code).then(|| Pair {
            from: *from,
            to: *to,
            loose: line.has(Cue::NotConverted),
        })
    });
    linked.collect()
}

/// Whether the article speaks of a time long enough ago for another rate.
fn speaks_of_another_year(scene: &Scene) -> bool {
    let Some(published) = scene.article.published else { return true };
    let dates = scene.lines.iter().flat_map(|line| &line.dates).filter_map(|date| date.date.edtf);
    dates.into_iter().any(|edtf| edtf.days().0.year() < published.date().year() - 1)
}

fn physical(scene: &Scene, pair: &Pair) -> Option<Check> {
    let (from, to) = (pair.from.quantity, pair.to.quantity);
    if !matches!((&from.per, &to.per), (None, None)) && from.per != to.per {
        return None;
    }
    let stated = to.point()?;
    let scaled = |value| convert::scale(value, &from.unit.code, &to.unit.code, scene.rules);
    let rounding = scaled(from.rounded_to())?.abs().checked_div(Decimal::TWO)?.checked_add(to.step.abs())?;
    let converted = convert::convert(from.point()?, &from.unit.code, &to.unit.code, scene.rules)?;
    let within = |computed: Decimal| computed.checked_sub(stated).is_some_and(|off| off.abs() <= rounding);
    let is_temperature = from.unit.dimension == Dimension::Temperature;
    // By how much it grew warmer, and not how warm it was: 1.5°C (2.7°F).
    let difference = scaled(from.point()?).filter(|computed| is_temperature && within(*computed));
    let computed = difference.unwrap_or(converted);
    let off_by = relative(stated, computed)?;
    let holds = if is_temperature {
        within(computed)
    } else {
        off_by <= ROUND_FACTOR || (within(computed) && off_by <= ROUNDING)
    };
    if !holds && (pair.loose || is_supply_area(from, stated, computed)) {
        return None;
    }
    let computed = as_written(scene.text(&pair.to), to, computed.round_sf(4)?);
    let message = Reason::new(if holds { "check.conversion.unit.ok" } else { "check.conversion.unit.error" });
    Some(outcome(scene, pair, holds, message.with("computed", computed)))
}

/// A larger floor space, in square metres, is that of no flat.
const LARGEST_FLAT: Decimal = Decimal::from_parts(400, 0, 0, false, 0);

/// 84㎡(34평): a flat's own floor space in square metres, and with its share of the building in 평, as it is sold.
fn is_supply_area(from: &Quantity, stated: Decimal, computed: Decimal) -> bool {
    let times = stated.checked_div(computed).unwrap_or_default();
    let flat = from.unit.code == "m2" && from.point().is_some_and(|area| area <= LARGEST_FLAT);
    flat && (percent(120)..=percent(155)).contains(&times)
}

/// Money: by the article's own rates and by the year's.
fn exchange(scene: &Scene, pair: &Pair, at: usize, rates: &[Option<ImpliedRate>]) -> Option<Check> {
    let own = rates[at].as_ref()?;
    let year = scene.article.published.map(|published| published.date().year());
    let (low, high) = scene.rules.rates.range(year, &own.from, &own.to)?;
    let in_year = own.low <= high && low <= own.high;
    let middle = own.low.checked_add(own.high)?.checked_div(Decimal::TWO)?;
    let others = rates.iter().enumerate().filter(|(other, _)| *other != at).filter_map(|(_, rate)| rate.as_ref());
    let others: Vec<ImpliedRate> = others.filter_map(|rate| oriented(rate, own)).collect();
    let outlier = others.len() >= 2 && others.iter().all(|rate| apart(own, rate) > ONE_DAY) && agree(&others);
    let holds = in_year && !outlier;
    // Off the year's rate, but not so far that it could not be the rate of the other year that it speaks of.
    let explained = holds || outlier || is_slip(middle, low, high) || !speaks_of_another_year(scene);
    if !explained || (!holds && pair.loose) {
        return None;
    }
    let message = Reason::new(if holds { "check.conversion.money.ok" } else { "check.conversion.money.error" });
    // 1 USD = 1,475 KRW reads better than 1 KRW = 0.000678 USD.
    let (one, other, rate) = if middle < Decimal::ONE {
        (&own.to, &own.from, Decimal::ONE.checked_div(middle)?)
    } else {
        (&own.from, &own.to, middle)
    };
    let rate = grouped(rate.round_sf(4)?);
    Some(outcome(scene, pair, holds, message.with("one", one).with("other", other).with("computed", rate)))
}

/// Another pair's rate in the direction of this one.
fn oriented(rate: &ImpliedRate, like: &ImpliedRate) -> Option<ImpliedRate> {
    if rate.from == like.from && rate.to == like.to {
        return Some(rate.clone());
    }
    (rate.from == like.to && rate.to == like.from).then(|| rate.inverse()).flatten()
}

/// How far apart two rates are, beyond what rounding explains, relative to them.
fn apart(a: &ImpliedRate, b: &ImpliedRate) -> Decimal {
    let gap = if a.low > b.high { a.low.checked_sub(b.high) } else { b.low.checked_sub(a.high) };
    let share = gap.and_then(|gap| gap.max(Decimal::ZERO).checked_div(a.low.max(b.low)));
    share.unwrap_or_default()
}

fn agree(rates: &[ImpliedRate]) -> bool {
    rates.iter().all(|rate| apart(rate, &rates[0]) <= ONE_DAY)
}

/// Whether a rate beyond its range is so far beyond that no day of any year explains it.
fn is_slip(rate: Decimal, low: Decimal, high: Decimal) -> bool {
    let far = |times: Decimal| rate.checked_mul(times).is_some_and(|r| r < low) || rate > high.saturating_mul(times);
    far(percent(140))
}

fn outcome(scene: &Scene, pair: &Pair, holds: bool, message: Reason) -> Check {
    let message = message.with("from", scene.text(&pair.from)).with("to", scene.text(&pair.to));
    Check::new(Kind::ConversionMismatch, holds, vec![pair.to.claim, pair.from.claim], message)
}
