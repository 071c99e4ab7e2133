//! Comparison of two quantities that respects what was written: significant digits, hedges, bounds, units.
//!
//! | the two | outcome |
//! | --- | --- |
//! | equal, after exact conversion | [`Comparison::Agree`] |
//! | one is the other rounded half up to its last written digit, hedged, and a tenth away at most | `Agree` |
//! | one is the other rounded or cut off, and hedged or coarse enough to be read so | [`Comparison::Compatible`] |
//! | one lies inside the bound or range of the other, or two ranges overlap | `Compatible` |
//! | counted to the last one, and just where the other one's bound ends: 119 and more than 119 | `Different` |
//! | two limits from above, 최대 2억 and 최대 3억 | as if the limits were the figures |
//! | converted between units or currencies, within what rounding and rates allow | `Compatible` |
//! | anything else of one dimension | [`Comparison::Different`], with the likely slip |
//! | nothing to compare, or beyond the decimal's range | [`Comparison::Incomparable`] |
//!
//! A figure without a hedge is read as rounded when its last significant digit stands at thousands or
//! higher (1.19 million, 66억), at hundreds of a figure of at least a thousand, or at the ones or below
//! (41% for 41.2%): 130명 and 132명 are two counts, 약 130명 and 132명 one.

use rust_decimal::{Decimal, RoundingStrategy};

mod side;

use super::convert::{self, ImpliedRate};
use super::slips::{self, Slip};
use super::{Dimension, Direction, Quantity};
use crate::reason::Reason;
use crate::rules::Rules;
use side::Side;

/// What two quantities are compared by, besides themselves.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Unit factors and exchange rates.
    pub rules: &'a Rules,
    /// The year whose exchange rates hold: that of publication.
    pub year: Option<i16>,
    /// The rates that the articles use themselves; see [`convert::implied_rates`].
    pub implied: &'a [ImpliedRate],
}

/// How two quantities stand to each other, if they are of the same thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// Equal at the precision and the hedge that each states.
    Agree,
    /// Not equal, yet both can be true, for this reason.
    Compatible(Reason),
    /// They can't both be true; the likely slip.
    Different(Option<Slip>),
    /// Nothing to compare: other dimensions, no bounds, or beyond the decimal's range.
    Incomparable,
}

/// Compares two quantities. The order of the two makes no difference.
pub fn compare(a: &Quantity, b: &Quantity, context: &Context) -> Comparison {
    // An order of their own makes every later step symmetric.
    let (a, b) = if key(a) <= key(b) { (a, b) } else { (b, a) };
    if is_percent_for_point(a, b) {
        return Comparison::Different(Some(Slip::PercentVsPoint));
    }
    ordered(a, b, context).unwrap_or(Comparison::Incomparable)
}

/// Whether it shows without comparing that two quantities don't agree: in one unit another number, without a hedge or
/// twice as much; or in two currencies, which agree at no rate to the letter.
pub fn clearly_differ(a: &Quantity, b: &Quantity) -> bool {
    if a.unit != b.unit {
        return a.unit.dimension == Dimension::Money && b.unit.dimension == Dimension::Money;
    }
    let both = |holds: fn(&Quantity) -> bool| holds(a) && holds(b);
    let plain = both(|q| q.per.is_none()) && (both(|q| q.direction.is_none()) || both(is_above_zero));
    let other_number = (a.lower, a.upper) != (b.lower, b.upper);
    plain && other_number && (both(|q| !q.approximate) || is_twice_as_much(a, b) || is_twice_as_much(b, a))
}

fn is_above_zero(quantity: &Quantity) -> bool {
    quantity.lower.is_some_and(|lower| lower > Decimal::ZERO)
}

fn is_twice_as_much(great: &Quantity, small: &Quantity) -> bool {
    let (Some(great), Some(small)) = (great.point(), small.point().filter(|_| is_above_zero(small))) else {
        return false;
    };
    small.checked_add(small).is_some_and(|twice| great > twice)
}

/// All that distinguishes one quantity from another, in a form that sorts.
fn key(q: &Quantity) -> impl Ord + '_ {
    let base = q.per.as_ref().map(|per| (per.amount, &per.unit));
    let direction = q.direction.map(|d| d == Direction::Up);
    (&q.unit, (q.lower, q.upper, q.lower_open, q.upper_open), (q.approximate, q.step), base, direction)
}

fn is_percent_for_point(a: &Quantity, b: &Quantity) -> bool {
    let dimensions = [a.unit.dimension, b.unit.dimension];
    let mixed = dimensions.contains(&Dimension::Percent) && dimensions.contains(&Dimension::PercentagePoint);
    mixed && a.exact().is_some() && a.exact() == b.exact()
}

/// The comparison of a pair in canonical order; `None` where there is nothing to compare.
fn ordered(a: &Quantity, b: &Quantity, context: &Context) -> Option<Comparison> {
    let bridge = Bridge::between(a, b, context.rules)?;
    let (mut left, mut right) = bridge.sides(a, b, context)?;
    scale_to_one_base(a, b, &mut left, &mut right, context)?;
    if opposite(a, b, &mut left, &mut right) {
        return Some(Comparison::Different(Some(Slip::Direction)));
    }
    let same_number = a.lower == b.lower && a.upper == b.upper;
    let comparison = match (left.point(), right.point()) {
        _ if matches!(bridge, Bridge::Currencies) => currencies(&left, &right, same_number)?,
        (Some(x), Some(y)) => bridge.points(x, y, &left, &right)?,
        _ => intervals(&left, &right)?,
    };
    Some(match (comparison, bridge) {
        (Comparison::Different(_), Bridge::Counters) => Comparison::Incomparable,
        // nobody writes 6시간 for 6개월: of durations, the number is the same by chance
        (Comparison::Different(_), Bridge::Units) if same_number && a.unit.dimension != Dimension::Time => {
            Comparison::Different(Some(Slip::WrongUnit))
        }
        (other, _) => other,
    })
}

/// What makes two quantities comparable.
enum Bridge {
    /// One unit.
    Same,
    /// Two units of a physical dimension.
    Units,
    /// Percent, fraction or multiple.
    Share,
    /// Two currencies.
    Currencies,
    /// Two counters (곳 and 개), which may or may not count the same things; not 명 and 층.
    Counters,
}

impl Bridge {
    fn between(a: &Quantity, b: &Quantity, rules: &Rules) -> Option<Self> {
        let share = |d| matches!(d, Dimension::Percent | Dimension::Fraction | Dimension::Multiple);
        match (a.unit.dimension, b.unit.dimension) {
            _ if a.unit == b.unit => Some(Self::Same),
            (x, y) if share(x) && share(y) => Some(Self::Share),
            (x, y) if x != y => None,
            (Dimension::Money, _) => Some(Self::Currencies),
            (Dimension::Count, _) => (!rules.units.exclude(&a.unit.code, &b.unit.code)).then_some(Self::Counters),
            (Dimension::Rank | Dimension::Ordinal | Dimension::Scale, _) => None,
            _ => Some(Self::Units),
        }
    }

    /// The two in one unit. Of two currencies, the right side becomes the interval that rates allow.
    fn sides(&self, a: &Quantity, b: &Quantity, context: &Context) -> Option<(Side, Side)> {
        let (left, right) = (Side::of(a), Side::of(b));
        match self {
            Self::Same | Self::Counters => Some((left, right)),
            Self::Share => Some((left.times(to_percent(a))?, right.times(to_percent(b))?)),
            Self::Units => {
                let (from, to) = (b.unit.code.as_str(), a.unit.code.as_str());
                let value = |v| convert::convert(v, from, to, context.rules);
                let step = convert::scale(b.step, from, to, context.rules)?.abs();
                Some((left, right.map(value, step)?))
            }
            Self::Currencies => {
                let (from, to) = (b.unit.code.as_str(), a.unit.code.as_str());
                let (low, high) = convert::money(from, to, context.implied, context.year, context.rules)?;
                let (cheap, dear) = (right.clone().times(low)?, right.times(high)?);
                Some((left, Side { high: dear.high, step: dear.step, ..cheap }))
            }
        }
    }

    /// Two plain values, or a plain value and a converted one.
    fn points(&self, x: Decimal, y: Decimal, left: &Side, right: &Side) -> Option<Comparison> {
        if x == y {
            return Some(Comparison::Agree);
        }
        match self {
            Self::Same => rounding(x, y, left, right),
            Self::Units if is_near(x, y, left.step.max(right.step), CONVERSION)? => {
                Some(Comparison::Compatible(Reason::new("compare.converted")))
            }
            Self::Share => shares(x, y, left, right),
            Self::Counters => None,
            Self::Units | Self::Currencies => Some(Comparison::Different(power_of_ten(x, y))),
        }
    }
}

/// Factor from a share to percent.
fn to_percent(q: &Quantity) -> Decimal {
    if q.unit.dimension == Dimension::Percent { Decimal::ONE } else { Decimal::ONE_HUNDRED }
}

/// Brings two rates to one base: 10만명당 23.6명 and 1만명당 2.36명. `None` where the bases don't compare.
fn scale_to_one_base(a: &Quantity, b: &Quantity, left: &mut Side, right: &mut Side, context: &Context) -> Option<()> {
    let (x, y) = match (&a.per, &b.per) {
        (None, None) => return Some(()),
        (Some(x), Some(y)) => (x, y),
        // 1인당 10만원 and 10만원 may be the same voucher; unlike figures tell nothing.
        _ => return (a.lower == b.lower && a.upper == b.upper).then_some(()),
    };
    let in_x = convert::scale(y.amount, &y.unit.code, &x.unit.code, context.rules)?;
    *left = left.clone().times(in_x)?;
    *right = right.clone().times(x.amount)?;
    Some(())
}

/// Whether the two say opposite directions. A sign counts as a direction where the other side has one in words.
fn opposite(a: &Quantity, b: &Quantity, left: &mut Side, right: &mut Side) -> bool {
    let below_zero = |side: &Side| side.high.is_some_and(|high| high < Decimal::ZERO);
    let mut directions = [a.direction, b.direction];
    let sides = [left, right];
    for (i, side) in sides.into_iter().enumerate() {
        if directions[i].is_none() && directions[1 - i].is_some() && below_zero(side) {
            directions[i] = Some(Direction::Down);
            *side = side.clone().negated();
        }
    }
    matches!(directions, [Some(x), Some(y)] if x != y)
}

const fn hundredths(n: u32) -> Decimal {
    Decimal::from_parts(n, 0, 0, false, 2)
}

/// How far the common round factors (3.3 ㎡ to the 평, 1.6 km to the mile) stray from the exact ones.
const CONVERSION: Decimal = hundredths(1);
/// How far a figure without a hedge may be rounded, relative to it.
const UNHEDGED: Decimal = hundredths(5);
/// How far a hedged figure may be rounded to its last written digit.
const HEDGED: Decimal = hundredths(20);
/// How far a hedged figure may lie from the truth by its hedge alone, if that is no more than a step.
const AROUND: Decimal = hundredths(10);
/// How far a simple fraction may lie from the share it stands for.
pub(super) const FRACTION: Decimal = hundredths(10);

/// Whether x and y differ by no more than such a share of the greater of the two.
fn within(share: Decimal, x: Decimal, y: Decimal) -> Option<bool> {
    Some(x.checked_sub(y)?.abs() <= x.abs().max(y.abs()).checked_mul(share)?)
}

fn is_near(x: Decimal, y: Decimal, step: Decimal, share: Decimal) -> Option<bool> {
    Some(x.checked_sub(y)?.abs() <= step || within(share, x, y)?)
}

/// Two unequal values of one unit: is one the other, rounded?
fn rounding(x: Decimal, y: Decimal, left: &Side, right: &Side) -> Option<Comparison> {
    let rounded = rounds_to(x, (y, right))?.max(rounds_to(y, (x, left))?);
    let reason = || Reason::new("compare.rounded");
    Some(match rounded {
        Rounded::Half if (left.hedged || right.hedged) && within(AROUND, x, y)? => Comparison::Agree,
        Rounded::Half | Rounded::Cut => Comparison::Compatible(reason()),
        Rounded::No => Comparison::Different(slips::numeric(x, y)),
    })
}

/// How one value gives another when it is written with fewer digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rounded {
    No,
    /// Cut off, or within what a hedge covers.
    Cut,
    /// Rounded half up.
    Half,
}

/// Whether `coarse` is `fine` as it would be written with coarse's digits.
fn rounds_to(fine: Decimal, (coarse, side): (Decimal, &Side)) -> Option<Rounded> {
    let step = if side.hedged { side.step } else { super::presumed_step(coarse, side.step) };
    if step <= Decimal::ZERO {
        return Some(Rounded::No);
    }
    if !within(if side.hedged { HEDGED } else { UNHEDGED }, fine, coarse)? {
        return Some(Rounded::No);
    }
    let steps = fine.checked_div(step)?;
    let given = |strategy| steps.round_dp_with_strategy(0, strategy).checked_mul(step);
    if given(RoundingStrategy::MidpointAwayFromZero)? == coarse {
        return Some(Rounded::Half);
    }
    let cut = given(RoundingStrategy::ToZero)? == coarse;
    let around = side.hedged && within(AROUND, fine, coarse)? && fine.checked_sub(coarse)?.abs() <= step;
    Some(if cut || around { Rounded::Cut } else { Rounded::No })
}

/// Two unequal shares, in percent, at least one of them no percentage.
fn shares(x: Decimal, y: Decimal, left: &Side, right: &Side) -> Option<Comparison> {
    let rounded = rounding(x, y, left, right)?;
    let close = (left.fraction || right.fraction) && within(FRACTION, x, y)?;
    Some(match rounded {
        Comparison::Different(_) if close => Comparison::Compatible(Reason::new("compare.fraction")),
        other => other,
    })
}

/// The power of ten between two values that conversion makes inexact.
fn power_of_ten(x: Decimal, y: Decimal) -> Option<Slip> {
    let slip = |places: u32| {
        let factor = Decimal::from(10_i64.checked_pow(places)?);
        let (small, great) = if x.abs() < y.abs() { (x, y) } else { (y, x) };
        within(AROUND, small.checked_mul(factor)?, great)?.then_some(Slip::PowerOfTen(places))
    };
    (1..=9).find_map(slip)
}

/// Two amounts of money, the right one as the interval that rates allow.
fn currencies(left: &Side, right: &Side, same_number: bool) -> Option<Comparison> {
    if same_number {
        // No two main currencies are worth so much the same that this is not the likelier story.
        return Some(Comparison::Different(Some(Slip::WrongCurrency)));
    }
    Some(match intervals(left, right)? {
        Comparison::Different(_) => {
            let fits = |places: &u32| meet_at(left, right, *places) || meet_at(right, left, *places);
            Comparison::Different((1..=9).find(fits).map(Slip::PowerOfTen))
        }
        _ => Comparison::Compatible(Reason::new("compare.converted-money")),
    })
}

/// Whether one side, this many decimal places further up, meets the other.
fn meet_at(side: &Side, other: &Side, places: u32) -> bool {
    let shifted = 10_i64.checked_pow(places).and_then(|factor| side.clone().times(Decimal::from(factor)));
    shifted.is_some_and(|side| gap(&side, other).is_none() && gap(other, &side).is_none())
}

/// Two sides of which at least one is a bound or a range.
fn intervals(left: &Side, right: &Side) -> Option<Comparison> {
    if left.is_unbounded() || right.is_unbounded() {
        return None;
    }
    if (left.low, left.high) == (right.low, right.high) {
        return Some(Comparison::Agree);
    }
    if let (Some(x), Some(y)) = (left.ceiling(), right.ceiling()) {
        return rounding(x, y, left, right);
    }
    for (low, high) in [(left, right), (right, left)] {
        if let Some((top, bottom)) = gap(low, high) {
            return Some(Comparison::Different(slips::numeric(top, bottom)));
        }
    }
    let point = left.point().is_some() || right.point().is_some();
    Some(Comparison::Compatible(Reason::new(if point { "compare.within-bound" } else { "compare.overlap" })))
}

/// The top of `low` and the bottom of `high`, if the one lies below the other by more than a hedge covers.
/// At the very edge the two still meet: 90% and 90% 넘는 are one figure, once as a bound; but for what is counted to
/// the last one, and for less than 5 against more than 5.
fn gap(low: &Side, high: &Side) -> Option<(Decimal, Decimal)> {
    let (top, bottom) = (low.high?, high.low?);
    let excluded = low.open[1] || high.open[0];
    let on_both_sides = low.open[1] && high.open[0];
    if top == bottom && (on_both_sides || excluded && low.counted && high.counted) {
        return Some((top, bottom));
    }
    let reach = low.slack(top).max(high.slack(bottom));
    (bottom.saturating_sub(top) > reach).then_some((top, bottom))
}

#[cfg(test)]
mod tests;
