//! What a share of a stated whole comes to: 25% of 1,200 people is about 300 people.

use rust_decimal::Decimal;

use super::compare::FRACTION;
use super::{Dimension, Quantity};

impl Quantity {
    /// Whether it is a part of something: a percentage or a fraction that is no change.
    pub fn is_share(&self) -> bool {
        matches!(self.unit.dimension, Dimension::Percent | Dimension::Fraction)
            && self.direction.is_none()
            && self.per.is_none()
    }

    /// Whether parts of it are amounts of the same unit.
    pub fn is_amount(&self) -> bool {
        use Dimension::{Area, Count, Data, Energy, Length, Mass, Money, Power, Volume};
        matches!(self.unit.dimension, Count | Money | Length | Area | Volume | Mass | Energy | Power | Data)
            && self.per.is_none()
            && self.direction.is_none()
    }

    /// Whether it says how many there are, not at what rate.
    pub fn is_count(&self) -> bool {
        self.unit.dimension == Dimension::Count && self.per.is_none()
    }

    /// This share of `whole`, in the unit of the whole and as exact as the less exact of the two is written: hedged,
    /// since neither tells the last digits. `None` where it is no share, the whole no single figure, or the decimal overflows.
    pub fn of(&self, whole: &Self) -> Option<Self> {
        let base = whole.exact().filter(|_| self.is_share())?;
        let part = |share: Decimal| match self.unit.dimension {
            Dimension::Percent => share.checked_div(Decimal::ONE_HUNDRED),
            _ => Some(share),
        };
        let amount = |share: Decimal| part(share)?.checked_mul(base);
        let bound = |share: Option<Decimal>| share.map_or(Some(None), |share| amount(share).map(Some));
        let (lower, upper) = (bound(self.lower)?, bound(self.upper)?);
        let point = self.lower.or(self.upper)?;
        let by_share = match self.unit.dimension {
            Dimension::Percent => amount(self.step)?,
            _ => amount(point)?.checked_mul(FRACTION)?,
        };
        let by_whole = part(point)?.checked_mul(whole.rounded_to())?;
        Some(Self {
            lower,
            upper,
            unit: whole.unit.clone(),
            approximate: true,
            step: by_share.abs().max(by_whole.abs()).normalize(),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Unit;

    fn quantity(value: &str, step: &str, code: &str, dimension: Dimension) -> Quantity {
        let value = value.parse().ok();
        Quantity {
            lower: value,
            upper: value,
            lower_open: false,
            upper_open: false,
            unit: Unit { code: code.into(), dimension },
            approximate: false,
            step: step.parse().unwrap(),
            per: None,
            direction: None,
        }
    }

    #[test]
    fn a_share_of_a_whole_is_an_amount() {
        let people = |value, step| quantity(value, step, "{person}", Dimension::Count);
        let check = |share: Quantity, whole: Quantity, expected: &str, step: &str| {
            let part = share.of(&whole).unwrap();
            assert_eq!((part.brief().as_str(), part.step.to_string().as_str()), (expected, step));
        };
        check(quantity("25", "1", "%", Dimension::Percent), people("1200", "100"), "~300 {person}", "25");
        check(quantity("25.5", "0.1", "%", Dimension::Percent), people("1000", "1000"), "~255 {person}", "255");
        check(
            quantity("0.25", "0.01", "{fraction}", Dimension::Fraction),
            people("1210", "1"),
            "~302.5 {person}",
            "30.25",
        );
    }

    #[test]
    fn a_range_has_no_share() {
        let mut whole = quantity("1200", "1", "{person}", Dimension::Count);
        whole.upper = None;
        assert_eq!(quantity("25", "1", "%", Dimension::Percent).of(&whole), None);
    }

    #[test]
    fn a_count_is_no_share() {
        let nine = quantity("9", "1", "{person}", Dimension::Count);
        assert_eq!(quantity("7", "1", "{person}", Dimension::Count).of(&nine), None);
    }
}
