//! The parts add up to the stated total: 학생 38명과 교사 4명 등 모두 42명, 38경기에서 20승 10무 8패,
//! made up of $31 million and $12 million, a gap of 3.5 points.
//!
//! Parts and total are figures of one unit that the text ties together: a total after its list (모두, a
//! total of), a list after its total (in parentheses, made up of), what is left of a whole (중 … 나머지),
//! amounts added to an earlier one (더해, 12 more, giving), the difference of two figures (격차, 보다),
//! won, drawn and lost matches, an amount for each of a number. Shares that make 100% are shown as
//! verified; those that miss it are an error where their labels name every answer (for, against, undecided).

use rust_decimal::Decimal;

use super::arithmetic::{as_written, is_near_miss, percent, relative};
use super::scene::{Figure, Scene, same_unit};
use super::{Check, Kind};
use crate::quantity::Quantity;
use crate::reason::Reason;

mod differences;
mod partitions;
mod parts;
mod products;
mod records;
mod totals;

/// Every sum of the article.
pub(super) fn check(scene: &Scene) -> Vec<Check> {
    let mut checks = Vec::new();
    for at in 0..scene.lines.len() {
        totals::check(scene, at, &mut checks);
        parts::check(scene, at, &mut checks);
        differences::check(scene, at, &mut checks);
        products::check(scene, at, &mut checks);
        records::check(scene, at, &mut checks);
    }
    checks
}

/// How surely a text says that these are all the parts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Closed {
    /// By its construction: made up of, 합치면. A total that can still be meant for them is an error.
    Surely,
    /// Most likely: a list before 모두. A near miss or a slip is an error.
    Likely,
    /// It may leave something out (등): only parts beyond the total are, or a slip that is as small.
    Perhaps,
    /// Not at all: it can be verified, never refuted.
    Open,
}

/// Holds parts against a total.
fn add_up(scene: &Scene, parts: &[Figure], total: Figure, closed: Closed) -> Option<Check> {
    let stated = total.quantity.point()?;
    let values: Option<Vec<Decimal>> = parts.iter().map(|part| part.quantity.exact()).collect();
    let values = values.filter(|values| values.len() > 1)?;
    let sum = values.iter().try_fold(Decimal::ZERO, |sum, value| sum.checked_add(*value))?;
    let holds = is_within(scene, sum, stated, parts, &total)?;
    // A part too small to count is written in another scale than the total: $33.3 million and $2.6.
    let least = scene.rounding(&total);
    let countable = values.iter().all(|value| value.abs() >= least || value.is_zero());
    if !holds && !(countable && is_refuted(sum, stated, closed)) {
        return None;
    }
    let terms = parts.iter().map(|part| scene.text(part)).collect::<Vec<_>>().join(" + ");
    let message = Reason::new(if holds { "check.sum.ok" } else { "check.sum.error" })
        .with("terms", terms)
        .with("computed", as_written(scene.text(&total), total.quantity, sum))
        .with("stated", scene.text(&total));
    let claims = std::iter::once(total.claim).chain(parts.iter().map(|part| part.claim)).collect();
    Some(Check::new(Kind::SumMismatch, holds, claims, message))
}

/// Whether the sum is the total, as far as each of them is rounded to the last digit that is written.
fn is_within(scene: &Scene, sum: Decimal, stated: Decimal, parts: &[Figure], total: &Figure) -> Option<bool> {
    // The total may also have been cut off.
    let figures = parts.iter().chain([total, total]);
    let gap = sum.checked_sub(stated)?;
    let bounded = total.quantity.upper.is_none() && gap >= Decimal::ZERO;
    Some(bounded || gap.abs() <= together(scene, figures)?)
}

/// How far figures that are reckoned with each other may be off together. What is reckoned together is written
/// to one place: a single figure that is written to a higher one than all others (12조 beside 12조6000억) is exact.
fn together<'a, 'b: 'a>(scene: &Scene, figures: impl Iterator<Item = &'a Figure<'b>>) -> Option<Decimal> {
    let mut roundings: Vec<Decimal> = figures.map(|figure| scene.rounding(figure)).collect();
    roundings.sort_unstable();
    if let [.., second, highest] = &mut roundings[..] {
        *highest = *second;
    }
    roundings.into_iter().try_fold(Decimal::ZERO, Decimal::checked_add)
}

fn is_refuted(sum: Decimal, stated: Decimal, closed: Closed) -> bool {
    let off = relative(sum, stated).unwrap_or(Decimal::MAX);
    match closed {
        Closed::Surely => is_near_miss(sum, stated, percent(30)),
        Closed::Likely => is_near_miss(sum, stated, percent(15)),
        Closed::Perhaps if sum > stated => off <= percent(10),
        Closed::Perhaps => off <= percent(5) && is_near_miss(sum, stated, Decimal::ZERO),
        Closed::Open => false,
    }
}

/// The figures of the run that ends right before `end`, all of the total's unit, nearest last. A figure of
/// another unit (2층에서 3명) is passed over, a gap too long for a list ends the run.
fn run_before<'a>(figures: &[Figure<'a>], end: usize, total: &Quantity) -> Vec<Figure<'a>> {
    /// The longest label between two items of a list, in bytes.
    const LABEL: usize = 90;
    let mut run: Vec<Figure> = Vec::new();
    for figure in figures[..end].iter().rev().filter(|figure| same_unit(figure.quantity, total)) {
        let next = run.last().map_or(figures[end].span.start, |next| next.span.start);
        if next.saturating_sub(figure.span.end) > LABEL {
            break;
        }
        run.push(*figure);
    }
    run.reverse();
    run
}
