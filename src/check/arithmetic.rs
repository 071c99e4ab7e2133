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
/// $25.4m, 1만2,490평 for 1만5,200평. In plain digits where the figure is written in yet another way.
pub(super) fn as_written(text: &str, quantity: &Quantity, computed: Decimal) -> String {
    let one = || in_one_number(text, quantity, computed);
    one().or_else(|| in_two_numbers(text, quantity, computed)).unwrap_or_else(|| grouped(computed))
}

fn in_one_number(text: &str, quantity: &Quantity, computed: Decimal) -> Option<String> {
    let Written { before, scale, behind, .. } = written(text, quantity)?;
    let new = computed.checked_div(scale)?.round_sf(6)?.normalize();
    Some(format!("{before}{}{behind}", grouped(new)))
}

/// The same for a figure that is written in two numbers, of 2조 and 3천억.
fn in_two_numbers(text: &str, quantity: &Quantity, computed: Decimal) -> Option<String> {
    let (before, first, rest) = number(text)?;
    let (between, second, behind) = number(rest)?;
    if behind.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let (large, small) = worth_of_each(quantity.exact()?, first, second)?;
    let times = large.checked_div(small)?;
    let new = computed.checked_div(small)?.round();
    let (high, low) = (new.checked_div(times)?.floor(), new.checked_rem(times)?);
    let both = high > Decimal::ZERO && low > Decimal::ZERO;
    let spelt = |number: Decimal| if text.contains(',') { grouped(number) } else { number.normalize().to_string() };
    both.then(|| format!("{before}{}{between}{}{behind}", spelt(high), spelt(low)))
}

/// What one of each of two numbers is worth, which follows from what they are worth together.
fn worth_of_each(value: Decimal, first: Decimal, second: Decimal) -> Option<(Decimal, Decimal)> {
    (0..LARGEST_SCALE).map(scale).find_map(|small| {
        let behind = second.checked_mul(small)?;
        let large = value.checked_sub(behind)?.checked_div(first)?;
        let is_scale = (1..=LARGEST_SCALE).any(|power| scale(power) == large);
        (is_scale && behind < large).then_some((large, small))
    })
}

/// The powers of ten that a word of a number is worth, at most 10¹⁶ (경).
const LARGEST_SCALE: u32 = 16;

fn scale(power: u32) -> Decimal {
    Decimal::from_i128_with_scale(10_i128.pow(power), 0)
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
    let (before, number, behind) = number(text)?;
    if behind.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let scale = quantity.exact()?.checked_div(number)?;
    let place = scale.checked_mul(Decimal::new(1, number.scale()))?;
    Some(Written { before, behind, scale, place })
}

/// The first number in digits, with what stands before and behind it.
fn number(text: &str) -> Option<(&str, Decimal, &str)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let numeral = |c: char| c.is_ascii_digit() || c == ',' || c == '.';
    let length = text[start..].find(|c| !numeral(c)).unwrap_or(text.len() - start);
    let digits = text[start..start + length].trim_end_matches(['.', ',']);
    let number = digits.replace(',', "").parse().ok()?;
    Some((&text[..start], number, &text[start + digits.len()..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::read;
    use crate::rules::Rules;

    #[test]
    fn what_is_computed_reads_as_what_is_written() {
        let computed = |text: &str, computed: i64| {
            let article = read::plain(text, None, None, Rules::shared());
            let claims = crate::extract(&article, 0, Rules::shared());
            as_written(&claims[0].text, claims[0].quantity().expect("a figure"), Decimal::from(computed))
        };
        assert_eq!(computed("터는 156억원이다.", 16_500_000_000), "165억원");
        assert_eq!(computed("It cost $25.4 million.", 24_500_000), "$24.5 million");
        assert_eq!(computed("터는 1만5,200평이다.", 12_490), "1만2,490평");
        assert_eq!(computed("높이는 3천48m다.", 4_084), "4천84m");
        assert_eq!(computed("모두 21만3000마리다.", 227_000), "22만7000마리");
        assert_eq!(computed("예산은 2조 3천억원이다.", 3_200_000_000_000), "3조 2천억원");
        // Nothing that the article's way of writing has a word for: no thousands, or three numbers.
        assert_eq!(computed("터는 1만5,200평이다.", 5_200), "5,200");
        assert_eq!(computed("예산은 1조1천424억원이다.", 1_142_300_000_000), "1,142,300,000,000");
    }
}
