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
        self.each(|value| scale(value, exponent))
    }

    /// The sum; `None` where it has no exact value.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        let low = add(self.low, other.low)?;
        let high = if self.is_one() && other.is_one() { low } else { add(self.high, other.high)? };
        Some(Self { low, high, open: self.open || other.open })
    }

    /// The ten years that begin with a year of age: 40대 is 40 to 49.
    pub(crate) fn decade(self) -> Option<Self> {
        Some(Self { high: add(self.high, Decimal::from(9))?, ..self })
    }

    /// × a small whole number.
    pub(crate) fn times(self, factor: u32) -> Option<Self> {
        let factor = Decimal::from(factor);
        self.each(|value| multiply(value, factor))
    }

    /// What `work` makes of either value; it is asked once if they are one.
    fn each(self, work: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let low = work(self.low)?;
        let high = if self.is_one() { low } else { work(self.high)? };
        Some(Self { low, high, ..self })
    }

    /// Whether it is one value, written in one way.
    pub(crate) fn is_one(self) -> bool {
        self.low.scale() == self.high.scale() && self.low.mantissa() == self.high.mantissa()
    }
}

/// `value` × 10^`exponent`, exactly.
pub(crate) fn scale(mut value: Decimal, exponent: u32) -> Option<Decimal> {
    let moved = exponent.min(value.scale());
    value.set_scale(value.scale() - moved).ok()?;
    if exponent == moved { Some(value) } else { decimal(shifted(value.mantissa(), exponent - moved)?, 0) }
}

/// The powers of ten that a [`Decimal`] can hold.
const POWERS: [i128; 29] = {
    let mut powers = [1; 29];
    let mut exponent = 1;
    while exponent < powers.len() {
        powers[exponent] = 10 * powers[exponent - 1];
        exponent += 1;
    }
    powers
};

/// 10^`exponent`, up to 28.
pub(crate) fn power_of_ten(exponent: u32) -> Option<Decimal> {
    POWERS.get(exponent as usize).and_then(|power| Decimal::try_from_i128_with_scale(*power, 0).ok())
}

/// `mantissa` × 10^`places`.
fn shifted(mantissa: i128, places: u32) -> Option<i128> {
    if places == 0 { Some(mantissa) } else { mantissa.checked_mul(*POWERS.get(places as usize)?) }
}

/// The sum, or `None` where it has no exact decimal.
pub(crate) fn add(a: Decimal, b: Decimal) -> Option<Decimal> {
    if b.is_zero() {
        return Some(a);
    }
    if a.is_zero() && a.scale() <= b.scale() {
        return Some(b);
    }
    let scale = a.scale().max(b.scale());
    let aligned = |d: Decimal| shifted(d.mantissa(), scale - d.scale());
    decimal(aligned(a)?.checked_add(aligned(b)?)?, scale)
}

/// The product, or `None` where it has no exact decimal.
pub(crate) fn multiply(a: Decimal, b: Decimal) -> Option<Decimal> {
    let (a, b) = (a.normalize(), b.normalize());
    decimal(a.mantissa().checked_mul(b.mantissa())?, a.scale() + b.scale())
}

/// `mantissa` ÷ 10^`scale`; trailing zeros are given up where they stand in the way.
fn decimal(mut mantissa: i128, mut scale: u32) -> Option<Decimal> {
    while scale > Decimal::MAX_SCALE && mantissa % 10 == 0 {
        (mantissa, scale) = (mantissa / 10, scale - 1);
    }
    Decimal::try_from_i128_with_scale(mantissa, scale).ok()
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
    let normal = if value.scale() == 0 { value } else { value.normalize() };
    let places = if normal.scale() > 0 || normal.is_zero() { 0 } else { trailing_zeros(normal.mantissa()) };
    let written = Decimal::try_from_i128_with_scale(1, normal.scale()).ok();
    if places > 0 { power_of_ten(places).unwrap_or(Decimal::ONE) } else { written.unwrap_or(Decimal::ONE) }
}

fn trailing_zeros(mantissa: i128) -> u32 {
    match u64::try_from(mantissa.unsigned_abs()) {
        Ok(mut small) if small > 0 => {
            let mut zeros = 0;
            while small.is_multiple_of(10) {
                (small, zeros) = (small / 10, zeros + 1);
            }
            zeros
        }
        Ok(_) => 0,
        Err(_) if mantissa % 10 == 0 => 1 + trailing_zeros(mantissa / 10),
        Err(_) => 0,
    }
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
