//! Exact quantities: a decimal or an interval of decimals, in a unit, with the hedge that was written.

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub mod compare;
pub mod convert;
mod portion;
pub mod slips;

/// What kind of thing a unit measures. Quantities of different dimensions are never compared,
/// except to name a slip (% for %p, ㎡ for 평).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs)]
pub enum Dimension {
    Money,
    /// `%`
    Percent,
    /// `%p` and basis points
    PercentagePoint,
    /// Counted things: `{person}`, `{company}`, …
    Count,
    /// `{rank}`: N위
    Rank,
    /// `{ordinal}`: N번째, 처음
    Ordinal,
    /// `{multiple}`: N배
    Multiple,
    /// `{fraction}`: 절반, 3분의 1
    Fraction,
    Length,
    Area,
    Volume,
    Mass,
    Temperature,
    /// Durations and ages.
    Time,
    Speed,
    Energy,
    Power,
    Pressure,
    Data,
    DataRate,
    Frequency,
    Angle,
    Concentration,
    /// Radiation, loudness, magnitude and other scales that only compare with themselves.
    Scale,
}

/// A unit as daejo prints it: ISO 4217 for money, UCUM for physical units, `%`, `%p`, or a counted
/// thing in braces (UCUM annotation syntax).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unit {
    /// The printed code: `KRW`, `m2`, `[pyeong]`, `{person}`.
    pub code: SmolStr,
    /// What the unit measures.
    pub dimension: Dimension,
}

/// The base that a rate is stated for: 인구 10만명당, 3.3㎡당, per 100,000 people.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Per {
    /// How many of `unit`; positive.
    pub amount: Decimal,
    /// The base's unit.
    pub unit: Unit,
}

/// The direction of a change that the figure states.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// 증가, 올랐다, rose, up
    Up,
    /// 감소, 줄었다, fell, down
    Down,
}

/// A value or an interval of values, exact, in the unit that was written.
///
/// `lower == upper` for a plain value. A missing bound is unbounded: 90%가 넘는다 has `lower` 90,
/// open, and no `upper`; 최대 2억 원 has only an `upper`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Quantity {
    /// Least value, in `unit`, numeral words applied (7조 → 7000000000000).
    pub lower: Option<Decimal>,
    /// Greatest value, likewise.
    pub upper: Option<Decimal>,
    /// The least value itself is excluded (초과, 넘는, more than).
    #[serde(default)]
    pub lower_open: bool,
    /// The greatest value itself is excluded (미만, less than).
    #[serde(default)]
    pub upper_open: bool,
    /// The unit as written; a conversion is never silently applied.
    pub unit: Unit,
    /// A hedge such as 약, 여, 가량, 안팎, about, nearly was written.
    #[serde(default)]
    pub approximate: bool,
    /// Place value of the last significant digit that was written: 10000 for 1.19 million,
    /// 0.1 for 43.2%, 1 for 132명, 100000000000 for 2조3000억. Trailing zeros of an integer numeral
    /// do not count as significant (1200여 건 has step 100); written decimals do (41.0% has step 0.1).
    pub step: Decimal,
    /// The base of a rate, when one is stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub per: Option<Per>,
    /// The direction of a change, when the figure states one (3.2% 감소).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
}

impl Quantity {
    /// The single value, when the quantity is neither a bound nor a range.
    pub fn exact(&self) -> Option<Decimal> {
        match (self.lower, self.upper) {
            (Some(low), Some(high)) if low == high => Some(low),
            _ => None,
        }
    }

    /// How many significant digits are written: 3 in 1.02, 2 in 1200. Two where that can't be told.
    pub fn significant_digits(&self) -> usize {
        let value = self.lower.or(self.upper).map(|v| v.abs());
        let mantissa = value.and_then(|v| v.checked_div(self.step.abs())).map(|v| v.trunc().normalize());
        mantissa.map_or(2, |m| m.mantissa().unsigned_abs().checked_ilog10().map_or(1, |log| log as usize + 1))
    }

    /// The figure itself, whatever its bound says: the value, or the one bound that is written
    /// (92 of as many as 92). A range has none.
    pub fn point(&self) -> Option<Decimal> {
        match (self.lower, self.upper) {
            (Some(low), Some(high)) => (low == high).then_some(low),
            (one, other) => one.or(other),
        }
    }

    /// The place to which the figure may have been rounded: that of its last significant digit if it is hedged
    /// or high enough (66억, 1.19 million, 41.2%), otherwise the ones: 130명 is not read as some 130.
    pub fn rounded_to(&self) -> Decimal {
        let step = self.step.abs();
        if self.approximate { step } else { presumed_step(self.point().unwrap_or_default(), step) }
    }

    /// One line that says all of it: `~1200 {case}`, `>90 %`, `3..5 %`, `<=200000000 KRW`.
    /// Rule examples and `--explain` use this form.
    pub fn brief(&self) -> String {
        let value = match (self.lower, self.upper) {
            (Some(low), Some(high)) if low == high => low.normalize().to_string(),
            (Some(low), Some(high)) => format!("{}..{}", low.normalize(), high.normalize()),
            (Some(low), None) => format!("{}{}", if self.lower_open { ">" } else { ">=" }, low.normalize()),
            (None, Some(high)) => format!("{}{}", if self.upper_open { "<" } else { "<=" }, high.normalize()),
            (None, None) => "?".to_owned(),
        };
        let hedge = if self.approximate { "~" } else { "" };
        let per =
            self.per.as_ref().map_or_else(String::new, |p| format!(" per {} {}", p.amount.normalize(), p.unit.code));
        let direction = match self.direction {
            Some(Direction::Up) => " up",
            Some(Direction::Down) => " down",
            None => "",
        };
        format!("{hedge}{value} {}{per}{direction}", self.unit.code)
    }
}

/// The step to which a figure without a hedge may be taken as rounded: its own where its last significant digit
/// stands at the thousands or higher, or at the hundreds of a figure of at least a thousand; else the ones or below.
fn presumed_step(value: Decimal, step: Decimal) -> Decimal {
    let thousand = Decimal::ONE_THOUSAND;
    let is_round = step >= thousand || (step >= Decimal::ONE_HUNDRED && value.abs() >= thousand);
    if is_round { step } else { step.min(Decimal::ONE) }
}

/// The decimal with its thousands set apart: 1234567.5 → `1,234,567.5`.
pub fn grouped(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        let check = |value: &str, expected: &str| assert_eq!(grouped(value.parse().unwrap()), expected);
        check("0", "0");
        check("999", "999");
        check("1000", "1,000");
        check("-1234567.50", "-1,234,567.5");
        check("7000000000000", "7,000,000,000,000");
        check("0.0001", "0.0001");
    }
}
