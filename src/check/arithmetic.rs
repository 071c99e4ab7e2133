//! What rounding allows: the interval that a written figure stands for.

use rust_decimal::Decimal;

use crate::quantity::{Dimension, Quantity, grouped, slips};

/// Least and greatest value that a figure may stand for; a missing bound is unbounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub low: Option<Decimal>,
    pub high: Option<Decimal>,
}

impl Interval {
    /// What a figure may have been before it was rounded: half of its last digit up or down, a whole one if it
    /// is hedged. Things are counted one by one; a bound is taken at its word.
    pub(super) fn of(text: &str, quantity: &Quantity) -> Self {
        let both = quantity.lower.is_some() && quantity.upper.is_some();
        let slack = if both { rounding(text, quantity) } else { Decimal::ZERO };
        Self {
            low: quantity.lower.map(|low| low.saturating_sub(slack)),
            high: quantity.upper.map(|high| high.saturating_add(slack)),
        }
    }

    pub(super) fn meets(self, other: Self) -> bool {
        let below = |low: Option<Decimal>, high: Option<Decimal>| match (low, high) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        };
        below(self.low, other.high) && below(other.low, self.high)
    }

    /// Both bounds, if it has both and is positive.
    fn positive(self) -> Option<(Decimal, Decimal)> {
        self.low.zip(self.high).filter(|(low, _)| *low > Decimal::ZERO)
    }

    /// The quotient of two positive intervals.
    pub(super) fn divided_by(self, other: Self) -> Option<Self> {
        let ((low, high), (least, most)) = (self.positive()?, other.positive()?);
        Some(Self { low: Some(low.checked_div(most)?), high: Some(high.checked_div(least)?) })
    }

    /// The product of two positive intervals.
    pub(super) fn times(self, other: Self) -> Option<Self> {
        let ((low, high), (least, most)) = (self.positive()?, other.positive()?);
        Some(Self { low: Some(low.checked_mul(least)?), high: Some(high.checked_mul(most)?) })
    }

    /// Both bounds, changed by a function that keeps their order.
    pub(super) fn map(self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let bound = |bound: Option<Decimal>| bound.map_or(Some(None), |b| change(b).map(Some));
        Some(Self { low: bound(self.low)?, high: bound(self.high)? })
    }
}

/// How far a written figure may be from the value that it was rounded from.
pub(super) fn rounding(text: &str, quantity: &Quantity) -> Decimal {
    match place(text, quantity) {
        place if quantity.approximate => {
            // About 60% is not 70%: a hedge covers a tenth at most.
            let tenth = quantity.point().and_then(|v| v.abs().checked_mul(percent(10))).unwrap_or(place);
            place.max(quantity.step.abs().min(tenth))
        }
        one if one == Decimal::ONE && quantity.unit.dimension == Dimension::Count => Decimal::ZERO,
        place => place.checked_div(Decimal::TWO).unwrap_or(place),
    }
}

/// Whether two unequal figures differ as a slip makes them differ, or by so little (the share `within`)
/// that the one must have been meant to be the other.
pub(super) fn is_near_miss(a: Decimal, b: Decimal, within: Decimal) -> bool {
    slips::numeric(a, b).is_some() || relative(a, b).is_some_and(|off| off <= within)
}

/// |a − b| relative to `b`.
pub(super) fn relative(a: Decimal, b: Decimal) -> Option<Decimal> {
    a.checked_sub(b)?.abs().checked_div(b.abs())
}

/// `n` hundredths.
pub(super) const fn percent(n: u32) -> Decimal {
    Decimal::from_parts(n, 0, 0, false, 2)
}

/// `computed` as the article writes the figure that it should have been: 165억 원 for 156억 원, $24.5m for
/// $25.4m. In plain digits where the figure is not written as one number.
pub(super) fn as_written(text: &str, quantity: &Quantity, computed: Decimal) -> String {
    rewritten(text, quantity, computed).unwrap_or_else(|| grouped(computed))
}

fn rewritten(text: &str, quantity: &Quantity, computed: Decimal) -> Option<String> {
    let Written { before, scale, behind, .. } = written(text, quantity)?;
    let new = computed.checked_div(scale)?.round_sf(6)?.normalize();
    Some(format!("{before}{}{behind}", grouped(new)))
}

/// Place value of the last digit that is written, zeros included: 1억 for 120억 원, 0.1 million for $24.5m.
fn place(text: &str, quantity: &Quantity) -> Decimal {
    written(text, quantity).map_or(quantity.step.abs(), |written| written.place)
}

/// A figure that is written as one number in digits: what stands around it, and what one of it is worth.
struct Written<'t> {
    before: &'t str,
    behind: &'t str,
    scale: Decimal,
    place: Decimal,
}

fn written<'t>(text: &'t str, quantity: &Quantity) -> Option<Written<'t>> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let numeral = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let length = text[start..].find(|c| !numeral(c)).unwrap_or(text.len() - start);
    let digits = text[start..start + length].trim_end_matches(['.', ',']);
    let (before, behind) = (&text[..start], &text[start + digits.len()..]);
    if behind.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let number: Decimal = digits.replace(',', "").parse().ok()?;
    let scale = quantity.exact()?.checked_div(number)?;
    let place = scale.checked_mul(Decimal::new(1, number.scale()))?;
    Some(Written { before, behind, scale, place })
}
