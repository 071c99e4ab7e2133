//! Exact arithmetic on what a numeral says: a value, or two when it names a range.

use rust_decimal::Decimal;

/// The least and the greatest value that a numeral stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) low: Decimal,
    pub(crate) high: Decimal,
    /// `high` itself is excluded: 수십 is 20 to below 100.
    pub(crate) open: bool,
}

impl Amount {
    pub(crate) const ZERO: Self = Self { low: Decimal::ZERO, high: Decimal::ZERO, open: false };

    pub(crate) fn exact(value: Decimal) -> Self {
        Self { low: value, high: value, open: false }
    }

    /// × 10^`exponent`; `None` beyond the range of [`Decimal`].
    pub(crate) fn scale(self, exponent: u32) -> Option<Self> {
        Some(Self { low: scale(self.low, exponent)?, high: scale(self.high, exponent)?, open: self.open })
    }

    /// The sum; `None` where it has no exact value.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let open = self.open || other.open;
        Some(Self { low: add(self.low, other.low)?, high: add(self.high, other.high)?, open })
    }

    /// × a small whole number.
    pub(crate) fn times(self, factor: u32) -> Option<Self> {
        let factor = Decimal::from(factor);
        Some(Self { low: multiply(self.low, factor)?, high: multiply(self.high, factor)?, open: self.open })
    }
}

/// `value` × 10^`exponent`, exactly.
pub(crate) fn scale(mut value: Decimal, exponent: u32) -> Option<Decimal> {
    let moved = exponent.min(value.scale());
    value.set_scale(value.scale() - moved).ok()?;
    multiply(value, power_of_ten(exponent - moved)?)
}

/// 10^`exponent`, up to 28.
pub(crate) fn power_of_ten(exponent: u32) -> Option<Decimal> {
    Decimal::try_from_i128_with_scale(10_i128.checked_pow(exponent)?, 0).ok()
}

/// The sum, or `None` where it would be rounded.
pub(crate) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    let sum = a.checked_add(b)?;
    (sum.checked_sub(b)? == a && sum.checked_sub(a)? == b).then_some(sum)
}

/// The product, or `None` where it would be rounded.
pub(crate) fn multiply(a: Decimal, b: Decimal) -> Option<Decimal> {
    let product = a.normalize().checked_mul(b.normalize())?;
    let exact = if product.is_zero() { a.is_zero() || b.is_zero() } else { product.checked_div(b)? == a };
    exact.then_some(product)
}

/// `numerator` ÷ `denominator`, at six decimals when it doesn't terminate before: 1/3 is 0.333333.
pub(crate) fn ratio(numerator: Decimal, denominator: Decimal) -> Option<Decimal> {
    let quotient = numerator.checked_div(denominator)?.normalize();
    Some(if multiply(quotient, denominator) == Some(numerator) && quotient.scale() <= 12 {
        quotient
    } else {
        quotient.round_dp(6)
    })
}

/// Place value of the last digit of a whole number that is no trailing zero; 1 for zero.
pub(crate) fn last_place(value: Decimal) -> Decimal {
    let normal = value.normalize();
    if normal.scale() > 0 {
        return Decimal::try_from_i128_with_scale(1, normal.scale()).unwrap_or(Decimal::ONE);
    }
    let mut mantissa = normal.mantissa();
    let mut place = 1_i128;
    while mantissa != 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        place *= 10;
    }
    Decimal::try_from_i128_with_scale(place, 0).unwrap_or(Decimal::ONE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(text: &str) -> Decimal {
        Decimal::from_str_exact(text).expect("a decimal")
    }

    #[test]
    fn never_rounds() {
        assert_eq!(scale(d("1.19"), 6), Some(d("1190000")));
        assert_eq!(scale(d("79228162514264337593543950335"), 1), None);
        assert_eq!(add(d("79228162514264337593543950335"), d("0.1")), None);
        assert_eq!(multiply(d("0.00000000000001"), d("0.0000000000000001")), None);
    }

    #[test]
    fn ratios_stop_at_six_decimals() {
        assert_eq!(ratio(d("1"), d("3")), Some(d("0.333333")));
        assert_eq!(ratio(d("7"), d("8")), Some(d("0.875")));
        assert_eq!(ratio(d("1"), d("0")), None);
    }

    #[test]
    fn the_last_place_skips_trailing_zeros() {
        assert_eq!(last_place(d("1200")), d("100"));
        assert_eq!(last_place(d("2300000000000")), d("100000000000"));
        assert_eq!(last_place(d("0")), d("1"));
    }
}
