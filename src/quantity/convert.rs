//! One quantity in the unit of another: physical units exactly, money within what rates allow.

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::{Dimension, Quantity};
use crate::resolve::Claim;
use crate::rules::Rules;

/// `value` in the unit `to`, exact as far as a decimal of 28 digits goes. `None` where the rules have no
/// factor for one of the units or the decimal overflows. The two units must be of one dimension.
pub fn convert(value: Decimal, from: &str, to: &str, rules: &Rules) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let offset = rules.units.factor(from)?.offset;
    let scaled = scale(value.checked_add(offset)?, from, to, rules)?;
    scaled.checked_sub(rules.units.factor(to)?.offset)
}

/// A difference of `value` (a step, a rise in temperature) in the unit `to`: like [`convert`], without offsets.
pub fn scale(value: Decimal, from: &str, to: &str, rules: &Rules) -> Option<Decimal> {
    if from == to {
        return Some(value);
    }
    let (from, to) = (rules.units.factor(from)?, rules.units.factor(to)?);
    // One division at the end keeps the result exact wherever it can be.
    let numerator = value.checked_mul(from.numerator)?.checked_mul(to.denominator)?;
    numerator.checked_div(from.denominator.checked_mul(to.numerator)?)
}

/// An interval of exchange rates that an article uses: 200만달러(약 27억3000만원) implies 1,365 won to the dollar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImpliedRate {
    /// Currency that is converted.
    pub from: SmolStr,
    /// Currency it is converted into.
    pub to: SmolStr,
    /// Least units of `to` for one of `from` that the two written amounts allow; positive.
    pub low: Decimal,
    /// Greatest, likewise.
    pub high: Decimal,
}

impl ImpliedRate {
    /// The rate that two amounts of money imply, as precisely as they are written.
    pub fn between(from: &Quantity, to: &Quantity) -> Option<Self> {
        let (from_low, from_high) = written(from)?;
        let (to_low, to_high) = written(to)?;
        Some(Self {
            from: from.unit.code.clone(),
            to: to.unit.code.clone(),
            low: to_low.checked_div(from_high)?,
            high: to_high.checked_div(from_low)?,
        })
    }

    /// The same rate the other way round.
    pub fn inverse(&self) -> Option<Self> {
        Some(Self {
            from: self.to.clone(),
            to: self.from.clone(),
            low: Decimal::ONE.checked_div(self.high)?,
            high: Decimal::ONE.checked_div(self.low)?,
        })
    }
}

/// What a positive amount may have been before it was rounded to what is written.
fn written(amount: &Quantity) -> Option<(Decimal, Decimal)> {
    let value = amount.point().filter(|v| *v > Decimal::ZERO)?;
    // A round figure (1억 달러) is seldom a rounded one: its last digit says more than its zeros.
    let half = amount.step.min(value.checked_div(Decimal::from(50))?).checked_div(Decimal::TWO)?;
    Some((value.checked_sub(half)?, value.checked_add(half)?))
}

/// The rates that the conversions among `claims` imply, in the order of the text.
pub fn implied_rates(claims: &[Claim]) -> Vec<ImpliedRate> {
    let pairs = claims.iter().filter_map(|claim| Some((claims.get(claim.converts?)?.quantity()?, claim.quantity()?)));
    let money = pairs.filter(|(from, to)| {
        from.unit.dimension == Dimension::Money && to.unit.dimension == Dimension::Money && from.unit != to.unit
    });
    money.filter_map(|(from, to)| ImpliedRate::between(from, to)).collect()
}

/// How far the rate of one article may be from that of another of the same days: 3 percent.
const BETWEEN_ARTICLES: Decimal = Decimal::from_parts(3, 0, 0, false, 2);

/// Least and greatest units of `to` for one unit of `from`: by the rates that the articles imply, if they
/// imply any for this pair, otherwise by the average of the year.
pub fn money(
    from: &str,
    to: &str,
    implied: &[ImpliedRate],
    year: Option<i16>,
    rules: &Rules,
) -> Option<(Decimal, Decimal)> {
    let forwards = implied.iter().filter(|r| r.from == from && r.to == to).cloned();
    let backwards = implied.iter().filter(|r| r.from == to && r.to == from).filter_map(ImpliedRate::inverse);
    let all = forwards.chain(backwards).map(|rate| (rate.low, rate.high));
    match all.reduce(|(low, high), (l, h)| (low.min(l), high.max(h))) {
        Some((low, high)) => {
            let wider = |rate: Decimal, by: Decimal| rate.checked_mul(Decimal::ONE.checked_add(by)?);
            Some((wider(low, -BETWEEN_ARTICLES)?, wider(high, BETWEEN_ARTICLES)?))
        }
        None => rules.rates.range(year, from, to),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converted(value: &str, from: &str, to: &str) -> Option<String> {
        let value = convert(value.parse().unwrap(), from, to, Rules::shared())?;
        Some(value.round_dp(2).normalize().to_string())
    }

    #[test]
    fn physical_units_are_exact() {
        assert_eq!(converted("5500", "m2", "[pyeong]").as_deref(), Some("1663.75"));
        assert_eq!(converted("28000", "[ft_i]", "m").as_deref(), Some("8534.4"));
        assert_eq!(converted("15000", "km", "[mi_i]").as_deref(), Some("9320.57"));
        assert_eq!(converted("1", "d", "h").as_deref(), Some("24"));
        assert_eq!(converted("1", "d", "{no such unit}"), None);
        assert_eq!(converted("79228162514264337593543950335", "km", "m"), None, "overflow is no answer");
    }

    #[test]
    fn a_rate_of_the_articles_goes_before_the_year() {
        let rules = Rules::shared();
        let rate = ImpliedRate { from: "USD".into(), to: "KRW".into(), low: 1500.into(), high: 1502.into() };
        let (low, high) = money("USD", "KRW", std::slice::from_ref(&rate), Some(2010), rules).unwrap();
        assert!(low < Decimal::from(1500) && low > Decimal::from(1450) && high > Decimal::from(1502));
        let (low, high) = money("KRW", "USD", &[rate], Some(2010), rules).unwrap();
        assert!(low < Decimal::ONE / Decimal::from(1500) && high > Decimal::ONE / Decimal::from(1502));
        let (_, high) = money("USD", "KRW", &[], Some(2010), rules).unwrap();
        assert!(high < Decimal::from(1400));
    }
}
