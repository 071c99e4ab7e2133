//! Comparison of two quantities that respects what was written: significant digits, hedges, bounds, units.
//!
//! | the two | outcome |
//! | --- | --- |
//! | equal, after exact conversion | [`Comparison::Agree`] |
//! | one is the other rounded half up to its last written digit, and hedged | `Agree` |
//! | one is the other rounded or cut off, and coarse enough to be read so without a hedge | [`Comparison::Compatible`] |
//! | one lies inside the bound or range of the other, or two ranges overlap | `Compatible` |
//! | converted between units or currencies, within what rounding and rates allow | `Compatible` |
//! | anything else of one dimension | [`Comparison::Different`], with the likely slip |
//! | nothing to compare, or beyond the decimal's range | [`Comparison::Incomparable`] |
//!
//! A figure without a hedge is read as rounded when its last significant digit stands at thousands or
//! higher (1.19 million, 66억), at hundreds of a figure of at least a thousand, or at the ones or below
//! (41% for 41.2%): 130명 and 132명 are two counts, 약 130명 and 132명 one.

use rust_decimal::{Decimal, RoundingStrategy};

use super::convert::{self, ImpliedRate};
use super::slips::{self, Slip};
use super::{Dimension, Direction, Quantity};
use crate::judge::Reason;
use crate::rules::Rules;

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
    /// They can't both be true; the likely slips, best first.
    Different(Vec<Reason>),
    /// Nothing to compare: other dimensions, no bounds, or beyond the decimal's range.
    Incomparable,
}

/// Compares two quantities. The order of the two makes no difference.
pub fn compare(a: &Quantity, b: &Quantity, context: &Context) -> Comparison {
    // An order of their own makes every later step symmetric.
    let (a, b) = if key(a) <= key(b) { (a, b) } else { (b, a) };
    if is_percent_for_point(a, b) {
        return Comparison::Different(vec![Slip::PercentVsPoint.reason()]);
    }
    ordered(a, b, context).unwrap_or(Comparison::Incomparable)
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
    let bridge = Bridge::between(a, b)?;
    let (mut left, mut right) = bridge.sides(a, b, context)?;
    scale_to_one_base(a, b, &mut left, &mut right, context)?;
    if opposite(a, b, &mut left, &mut right) {
        return Some(Comparison::Different(vec![Slip::Direction.reason()]));
    }
    let same_number = a.lower == b.lower && a.upper == b.upper;
    let comparison = match (left.point(), right.point()) {
        _ if matches!(bridge, Bridge::Currencies) => currencies(&left, &right, same_number)?,
        (Some(x), Some(y)) => bridge.points(x, y, &left, &right)?,
        _ => intervals(&left, &right)?,
    };
    Some(match (comparison, bridge) {
        (Comparison::Different(_), Bridge::Counters) => Comparison::Incomparable,
        (Comparison::Different(_), Bridge::Units) if same_number => {
            Comparison::Different(vec![Slip::WrongUnit.reason()])
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
    /// Two counters (곳 and 개), which may or may not count the same things.
    Counters,
}

impl Bridge {
    fn between(a: &Quantity, b: &Quantity) -> Option<Self> {
        let share = |d| matches!(d, Dimension::Percent | Dimension::Fraction | Dimension::Multiple);
        match (a.unit.dimension, b.unit.dimension) {
            _ if a.unit == b.unit => Some(Self::Same),
            (x, y) if share(x) && share(y) => Some(Self::Share),
            (x, y) if x != y => None,
            (Dimension::Money, _) => Some(Self::Currencies),
            (Dimension::Count, _) => Some(Self::Counters),
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

/// A quantity without its unit.
#[derive(Clone, Debug)]
struct Side {
    low: Option<Decimal>,
    high: Option<Decimal>,
    low_open: bool,
    high_open: bool,
    step: Decimal,
    hedged: bool,
    /// A fraction names the nearest simple one: 절반 for 53%.
    fraction: bool,
}

impl Side {
    fn of(q: &Quantity) -> Self {
        Self {
            low: q.lower,
            high: q.upper,
            low_open: q.lower_open,
            high_open: q.upper_open,
            step: q.step.abs(),
            hedged: q.approximate,
            fraction: q.unit.dimension == Dimension::Fraction,
        }
    }

    fn point(&self) -> Option<Decimal> {
        self.low.filter(|low| Some(*low) == self.high)
    }

    fn is_unbounded(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// How far a bound may be off by the hedge that was written.
    fn slack(&self, bound: Decimal) -> Option<Decimal> {
        if self.hedged { Some(self.step.min(bound.abs().checked_mul(AROUND)?)) } else { Some(Decimal::ZERO) }
    }

    fn map(self, value: impl Fn(Decimal) -> Option<Decimal>, step: Decimal) -> Option<Self> {
        let bound = |b: Option<Decimal>| b.map_or(Some(None), |b| value(b).map(Some));
        Some(Self { low: bound(self.low)?, high: bound(self.high)?, step, ..self })
    }

    /// Scaled by a positive factor.
    fn times(self, factor: Decimal) -> Option<Self> {
        let step = self.step.checked_mul(factor)?;
        self.map(|v| v.checked_mul(factor), step)
    }

    fn negated(self) -> Option<Self> {
        let flip = |bound: Option<Decimal>| bound.map(|b| -b);
        Some(Self {
            low: flip(self.high),
            high: flip(self.low),
            low_open: self.high_open,
            high_open: self.low_open,
            ..self
        })
    }
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
            if let Some(negated) = side.clone().negated() {
                *side = negated;
            }
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
const FRACTION: Decimal = hundredths(10);

/// |x − y| relative to the greater of the two.
fn relative(x: Decimal, y: Decimal) -> Option<Decimal> {
    x.checked_sub(y)?.abs().checked_div(x.abs().max(y.abs()))
}

fn is_near(x: Decimal, y: Decimal, step: Decimal, share: Decimal) -> Option<bool> {
    Some(x.checked_sub(y)?.abs() <= step || relative(x, y)? <= share)
}

/// Two unequal values of one unit: is one the other, rounded?
fn rounding(x: Decimal, y: Decimal, left: &Side, right: &Side) -> Option<Comparison> {
    let rounded = rounds_to(x, (y, right))?.max(rounds_to(y, (x, left))?);
    let reason = || Reason::new("compare.rounded");
    Some(match rounded {
        Rounded::Half if left.hedged || right.hedged => Comparison::Agree,
        Rounded::Half | Rounded::Cut => Comparison::Compatible(reason()),
        Rounded::No => Comparison::Different(slips::numeric(x, y).map(Slip::reason).into_iter().collect()),
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
    let step = if side.hedged { side.step } else { presumed_step(coarse, side.step) };
    if step <= Decimal::ZERO {
        return Some(Rounded::No);
    }
    let off = relative(fine, coarse)?;
    let most = if side.hedged { HEDGED } else { UNHEDGED };
    let steps = fine.checked_div(step)?;
    let given = |strategy| steps.round_dp_with_strategy(0, strategy).checked_mul(step);
    if off <= most && given(RoundingStrategy::MidpointAwayFromZero)? == coarse {
        return Some(Rounded::Half);
    }
    let cut = off <= most && given(RoundingStrategy::ToZero)? == coarse;
    let around = side.hedged && off <= AROUND && fine.checked_sub(coarse)?.abs() <= step;
    Some(if cut || around { Rounded::Cut } else { Rounded::No })
}

/// The step to which a figure without a hedge may be taken as rounded.
fn presumed_step(value: Decimal, step: Decimal) -> Decimal {
    let thousand = Decimal::ONE_THOUSAND;
    let is_round = step >= thousand || (step >= Decimal::ONE_HUNDRED && value.abs() >= thousand);
    if is_round { step } else { step.min(Decimal::ONE) }
}

/// Two unequal shares, in percent, at least one of them no percentage.
fn shares(x: Decimal, y: Decimal, left: &Side, right: &Side) -> Option<Comparison> {
    let rounded = rounding(x, y, left, right)?;
    let close = (left.fraction || right.fraction) && relative(x, y)? <= FRACTION;
    Some(match rounded {
        Comparison::Different(_) if close => Comparison::Compatible(Reason::new("compare.fraction")),
        other => other,
    })
}

/// The power of ten between two values that conversion makes inexact.
fn power_of_ten(x: Decimal, y: Decimal) -> Vec<Reason> {
    let slip = |places: u32| {
        let factor = Decimal::from(10_i64.checked_pow(places)?);
        let (small, great) = if x.abs() < y.abs() { (x, y) } else { (y, x) };
        (relative(small.checked_mul(factor)?, great)? <= AROUND).then_some(Slip::PowerOfTen(places).reason())
    };
    (1..=9).find_map(slip).into_iter().collect()
}

/// Two amounts of money, the right one as the interval that rates allow.
fn currencies(left: &Side, right: &Side, same_number: bool) -> Option<Comparison> {
    if same_number {
        // No two main currencies are worth so much the same that this is not the likelier story.
        return Some(Comparison::Different(vec![Slip::WrongCurrency.reason()]));
    }
    Some(match intervals(left, right)? {
        Comparison::Different(_) => {
            let fits = |places: &u32| meet_at(left, right, *places).or_else(|| meet_at(right, left, *places)).is_some();
            let slip = (1..=9).find(fits).map(|places| Slip::PowerOfTen(places).reason());
            Comparison::Different(slip.into_iter().collect())
        }
        _ => Comparison::Compatible(Reason::new("compare.converted-money")),
    })
}

/// Some, if `side` a number of decimal places further up meets `other`.
fn meet_at(side: &Side, other: &Side, places: u32) -> Option<()> {
    let side = side.clone().times(Decimal::from(10_i64.checked_pow(places)?))?;
    (gap(&side, other)?.is_none() && gap(other, &side)?.is_none()).then_some(())
}

/// Two sides of which at least one is a bound or a range.
fn intervals(left: &Side, right: &Side) -> Option<Comparison> {
    if left.is_unbounded() || right.is_unbounded() {
        return None;
    }
    let bounds = |side: &Side| (side.low, side.high, side.low_open, side.high_open);
    if bounds(left) == bounds(right) {
        return Some(Comparison::Agree);
    }
    for (low, high) in [(left, right), (right, left)] {
        if let Some((top, bottom)) = gap(low, high)? {
            let slip = slips::numeric(top, bottom).map(Slip::reason);
            return Some(Comparison::Different(slip.into_iter().collect()));
        }
    }
    let point = left.point().is_some() || right.point().is_some();
    Some(Comparison::Compatible(Reason::new(if point { "compare.within-bound" } else { "compare.overlap" })))
}

/// The top of `low` and the bottom of `high`, if the one lies below the other by more than a hedge covers.
/// At the very edge the two still meet: 90% and 90% 넘는 are one figure, once as a bound.
fn gap(low: &Side, high: &Side) -> Option<Option<(Decimal, Decimal)>> {
    let (Some(top), Some(bottom)) = (low.high, high.low) else { return Some(None) };
    let reach = low.slack(top)?.max(high.slack(bottom)?);
    Some((bottom.checked_sub(top)? > reach).then_some((top, bottom)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{Per, Unit};
    use super::*;

    /// `~66억` is no syntax of the product: `[~]value[/step] unit`, with `>`, `>=`, `<`, `<=` or `low..high`.
    fn q(text: &str) -> Quantity {
        let (value, code) = text.split_once(' ').unwrap();
        let (approximate, value) = value.strip_prefix('~').map_or((false, value), |v| (true, v));
        let (value, step) = value.split_once('/').map_or((value, None), |(v, s)| (v, Some(s)));
        let number = |t: &str| Some(t.parse::<Decimal>().unwrap());
        let (lower, upper, lower_open, upper_open) = if let Some(v) = value.strip_prefix(">=") {
            (number(v), None, false, false)
        } else if let Some(v) = value.strip_prefix('>') {
            (number(v), None, true, false)
        } else if let Some(v) = value.strip_prefix("<=") {
            (None, number(v), false, false)
        } else if let Some(v) = value.strip_prefix('<') {
            (None, number(v), false, true)
        } else if let Some((low, high)) = value.split_once("..") {
            (number(low), number(high), false, false)
        } else {
            (number(value), number(value), false, false)
        };
        let dimension = match code {
            "KRW" | "USD" | "EUR" => Dimension::Money,
            "%" => Dimension::Percent,
            "%p" => Dimension::PercentagePoint,
            "{fraction}" => Dimension::Fraction,
            "{multiple}" => Dimension::Multiple,
            "m" | "[ft_i]" | "km" => Dimension::Length,
            "m2" | "[pyeong]" => Dimension::Area,
            "h" | "min" => Dimension::Time,
            _ => Dimension::Count,
        };
        let step = step.map_or_else(|| last_digit(lower.or(upper).unwrap()), |s| s.parse().unwrap());
        Quantity {
            lower,
            upper,
            lower_open,
            upper_open,
            unit: Unit { code: code.into(), dimension },
            approximate,
            step,
            per: None,
            direction: None,
        }
    }

    /// The place of the last significant digit.
    fn last_digit(value: Decimal) -> Decimal {
        if value.scale() > 0 {
            return Decimal::new(1, value.scale());
        }
        let mut step = Decimal::ONE;
        while !value.is_zero() && (value / (step * Decimal::TEN)).fract().is_zero() {
            step *= Decimal::TEN;
        }
        step
    }

    fn outcome(a: &Quantity, b: &Quantity) -> String {
        let keys = |reasons: &[Reason]| reasons.iter().map(|r| r.key.to_string()).collect::<Vec<_>>().join(" ");
        match compare(a, b, &Context { rules: rules(), year: Some(2024), implied: &[] }) {
            Comparison::Agree => "agree".to_owned(),
            Comparison::Compatible(reason) => reason.key.to_string(),
            Comparison::Different(reasons) => format!("different {}", keys(&reasons)).trim().to_owned(),
            Comparison::Incomparable => "incomparable".to_owned(),
        }
    }

    #[track_caller]
    fn check(a: &str, b: &str, expected: &str) {
        assert_eq!(outcome(&q(a), &q(b)), expected, "{a} against {b}");
        assert_eq!(outcome(&q(b), &q(a)), expected, "{b} against {a}");
    }

    #[test]
    fn equal_values_agree() {
        check("132 {person}", "132 {person}", "agree");
        check("120 min", "2 h", "agree");
        check("50 %", "0.5 {fraction}", "agree");
        check("1.5 {multiple}", "150 %", "agree");
        check("~7000000000000 USD", "7000000000000 USD", "agree");
    }

    #[test]
    fn a_hedged_figure_agrees_with_what_rounds_to_it() {
        check("~2300000000000 KRW", "2296000000000 KRW", "agree");
        check("~200 {person}", "213 {person}", "agree");
        check("~130 {person}", "132 {person}", "agree");
        check("~6600000000 KRW", "6660000000 KRW", "compare.rounded");
        check("~35000 {person}", "34200 {person}", "compare.rounded");
        check("~35000 {person}", "53000 {person}", "different slip.transposed-digits");
        check("~100 {person}", "140 {person}", "different");
    }

    #[test]
    fn a_coarse_figure_is_read_as_rounded() {
        check("6600000000 KRW", "6660000000 KRW", "compare.rounded");
        check("3342000 {person}", "3340000 {person}", "compare.rounded");
        check("1186000 {person}", "1190000 {person}", "compare.rounded");
        check("41.2 %", "41 %", "compare.rounded");
    }

    #[test]
    fn two_counts_are_two_counts() {
        check("130 {person}", "132 {person}", "different slip.one-digit");
        check("40 %", "43 %", "different slip.one-digit");
        check("41.2 %", "42 %", "different");
        check("41 %", "40.6 %", "compare.rounded");
        check("3000000 {person}", "3342000 {person}", "different");
    }

    #[test]
    fn fractions_name_the_nearest_simple_share() {
        check("12.2 %", "0.125 {fraction}", "compare.fraction");
        check("53 %", "0.5 {fraction}", "compare.fraction");
        check("90 %", "0.9 {fraction}", "agree");
        check("76 %", "0.666667 {fraction}", "different");
        check(">90 %", "0.9 {fraction}", "compare.within-bound");
    }

    #[test]
    fn bounds_and_ranges() {
        check(">90 %", "90 %", "compare.within-bound");
        check(">1000000000 USD", "1050000000 USD", "compare.within-bound");
        check("<=640 {case}", "740 {case}", "different slip.one-digit");
        check(">=2 {multiple}", "1.72 {multiple}", "different");
        check("3..5 %", "4 %", "compare.within-bound");
        check("3..5 %", "5..8 %", "compare.overlap");
        check("3..5 %", "6..8 %", "different");
        check(">1270000000000 KRW", "12700000000000 KRW", "compare.within-bound");
    }

    #[test]
    fn slips_are_named() {
        check("48 {unit}", "84 {unit}", "different slip.transposed-digits");
        check("5580000 {person}", "5850000 {person}", "different slip.transposed-digits");
        check("3170000000 KRW", "317000000 KRW", "different slip.power-of-ten");
        check("7000000000000 USD", "700000000 USD", "different slip.man-eok-jo");
        check("11200000 USD", "11200000000 USD", "different slip.million-billion");
        check("4.2 %", "4.2 %p", "different slip.percent-vs-point");
        check("4500000 EUR", "4500000 USD", "different slip.wrong-currency");
        check("4960 m2", "4960 [pyeong]", "different slip.wrong-unit");
        check("32000 m", "32000 [ft_i]", "different slip.wrong-unit");
    }

    #[test]
    fn units_and_currencies_convert() {
        check("4960 m2", "1500 [pyeong]", "compare.converted");
        check("9750 m", "32000 [ft_i]", "compare.converted");
        check("18000000000 KRW", "12200000 USD", "compare.converted-money");
        check("4500000 EUR", "6660000000 KRW", "compare.converted-money");
        check("3200000 USD", "472000000 KRW", "different slip.power-of-ten");
    }

    #[test]
    fn other_counters_say_nothing_unless_equal() {
        check("18 {place}", "18 {center}", "agree");
        check("18 {place}", "21 {center}", "incomparable");
        check("4 %p", "5 %", "incomparable");
        check("3 m", "3 m2", "incomparable");
    }

    #[test]
    fn rates_are_brought_to_one_base() {
        let per = |text: &str, amount: i64| {
            let unit = Unit { code: "{person}".into(), dimension: Dimension::Count };
            Quantity { per: Some(Per { amount: amount.into(), unit }), ..q(text) }
        };
        assert_eq!(outcome(&per("23.6 {person}", 100_000), &per("2.36 {person}", 10_000)), "agree");
        let slip = outcome(&per("23.6 {person}", 100_000), &per("23.6 {person}", 10_000));
        assert_eq!(slip, "different slip.power-of-ten");
        assert_eq!(outcome(&per("23.6 {person}", 100_000), &q("24 {person}")), "incomparable");
    }

    #[test]
    fn directions_are_part_of_the_value() {
        let towards = |text: &str, direction| Quantity { direction: Some(direction), ..q(text) };
        let down = towards("3.2 %", Direction::Down);
        assert_eq!(outcome(&down, &towards("3.2 %", Direction::Up)), "different slip.direction");
        assert_eq!(outcome(&down, &q("-3.2 %")), "agree");
        assert_eq!(outcome(&towards("3.2 %", Direction::Up), &q("-3.2 %")), "different slip.direction");
        assert_eq!(outcome(&down, &q("3.2 %")), "agree");
    }

    fn decimal() -> impl Strategy<Value = Decimal> {
        prop_oneof![
            (any::<i64>(), 0_u32..20).prop_map(|(n, scale)| Decimal::new(n, scale)),
            (0_i64..200, 0_u32..2).prop_map(|(n, scale)| Decimal::new(n, scale)),
            Just(Decimal::MAX),
            Just(Decimal::MIN),
        ]
    }

    fn any_quantity() -> impl Strategy<Value = Quantity> {
        let bounds = prop_oneof![
            decimal().prop_map(|v| (Some(v), Some(v))),
            (proptest::option::of(decimal()), proptest::option::of(decimal())),
        ];
        let unit = proptest::sample::select(vec![
            "KRW",
            "USD",
            "%",
            "%p",
            "{fraction}",
            "{multiple}",
            "m",
            "[ft_i]",
            "m2",
            "[pyeong]",
            "{person}",
            "{case}",
        ]);
        let direction = proptest::option::of(proptest::sample::select(vec![Direction::Up, Direction::Down]));
        (bounds, any::<(bool, bool, bool)>(), decimal(), unit, direction, proptest::option::of(decimal())).prop_map(
            |((lower, upper), (lower_open, upper_open, approximate), step, code, direction, per)| {
                let Quantity { unit, .. } = q(&format!("1 {code}"));
                let per = per.map(|amount| Per { amount, unit: unit.clone() });
                Quantity { lower, upper, lower_open, upper_open, unit, approximate, step, per, direction }
            },
        )
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn symmetric_and_never_panics(a in any_quantity(), b in any_quantity()) {
            let rules = rules();
            let context = Context { rules, year: Some(2024), implied: &[] };
            prop_assert_eq!(compare(&a, &b, &context), compare(&b, &a, &context));
        }

        #[test]
        fn a_figure_agrees_with_itself(a in any_quantity()) {
            let context = Context { rules: rules(), year: None, implied: &[] };
            let bounded = a.lower.is_some() || a.upper.is_some();
            let alone = compare(&a, &a, &context);
            let beyond_range = a.per.is_some() && alone == Comparison::Incomparable;
            prop_assert!(alone == Comparison::Agree || !bounded || beyond_range, "{:?}", alone);
        }
    }

    fn rules() -> &'static Rules {
        static RULES: std::sync::OnceLock<Rules> = std::sync::OnceLock::new();
        RULES.get_or_init(Rules::embedded)
    }
}
