//! Slips of the hand: how one figure may have turned into another.

use rust_decimal::Decimal;

use super::grouped;
use crate::edtf::{Edtf, Moment};
use crate::reason::Reason;

/// A likely cause of a difference between two figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Slip {
    /// The same number in another currency.
    WrongCurrency,
    /// The same number in another unit of the same dimension: ㎡ and 평, ft and m.
    WrongUnit,
    /// The same number, once in percent and once in percentage points.
    PercentVsPoint,
    /// The same change, once up and once down.
    Direction,
    /// The same digits, this many places apart (1 or more).
    PowerOfTen(u32),
    /// Two digits have changed places: 165 and 156.
    TransposedDigits,
    /// One digit is missing, or stands there twice: 1,234 and 134.
    DroppedDigit,
    /// One digit differs: 43 and 33.
    OneDigit,
    /// The same day or month, a year apart.
    YearOffByOne,
}

impl Slip {
    /// The slip as a sentence of an explanation.
    pub fn reason(self) -> Reason {
        match self {
            Self::WrongCurrency => Reason::new("slip.wrong-currency"),
            Self::WrongUnit => Reason::new("slip.wrong-unit"),
            Self::PercentVsPoint => Reason::new("slip.percent-vs-point"),
            Self::Direction => Reason::new("slip.direction"),
            Self::PowerOfTen(places) => {
                // Korean numeral words are 10^4 apart, English ones 10^3: the places tell which was mixed up.
                let key = match places {
                    3 | 6 | 9 => "slip.million-billion",
                    4 | 8 | 12 => "slip.man-eok-jo",
                    _ => "slip.power-of-ten",
                };
                Reason::new(key).with("factor", power_of_ten(places))
            }
            Self::TransposedDigits => Reason::new("slip.transposed-digits"),
            Self::DroppedDigit => Reason::new("slip.dropped-digit"),
            Self::OneDigit => Reason::new("slip.one-digit"),
            Self::YearOffByOne => Reason::new("slip.year-off-by-one"),
        }
    }
}

/// `10`, `100`, `1,000`, …
fn power_of_ten(places: u32) -> String {
    10_i64.checked_pow(places).map_or_else(|| format!("10^{places}"), |factor| grouped(factor.into()))
}

/// The slip that turns one number into the other, if a single one does. Equal numbers have none.
///
/// Signs must be the same; `numeric(a, b)` and `numeric(b, a)` give the same answer.
pub fn numeric(a: Decimal, b: Decimal) -> Option<Slip> {
    if a == b || a.is_zero() || b.is_zero() || a.is_sign_negative() != b.is_sign_negative() {
        return None;
    }
    let (a, b) = (Digits::of(a), Digits::of(b));
    if a.significant == b.significant {
        return Some(Slip::PowerOfTen(a.exponent.abs_diff(b.exponent)));
    }
    let exponent = a.exponent.min(b.exponent);
    let (a, b) = (a.down_to(exponent), b.down_to(exponent));
    if a.len() == b.len() { replaced(&a, &b) } else { dropped(&a, &b) }
}

/// The slip between two dates of one precision, if a single one turns one into the other.
pub fn dates(a: Edtf, b: Edtf) -> Option<Slip> {
    let off_by_one = match (a, b) {
        (Edtf::At(a), Edtf::At(b)) => year_off_by_one(a, b),
        (Edtf::Interval(a, b), Edtf::Interval(c, d)) => year_off_by_one(a, c) && year_off_by_one(b, d),
        _ => false,
    };
    off_by_one.then_some(Slip::YearOffByOne)
}

fn year_off_by_one(a: Moment, b: Moment) -> bool {
    let ((year_a, rest_a), (year_b, rest_b)) = (split_year(a), split_year(b));
    year_a.abs_diff(year_b) == 1 && rest_a == rest_b
}

/// The year of a moment, and what else was said, in a form that compares.
fn split_year(moment: Moment) -> (i16, (u8, i8, i8, i8, i8)) {
    match moment {
        Moment::Decade(y) => (y, (7, 0, 0, 0, 0)),
        Moment::Year(y) => (y, (0, 0, 0, 0, 0)),
        Moment::Half(y, h) => (y, (1, h, 0, 0, 0)),
        Moment::Quarter(y, q) => (y, (2, q, 0, 0, 0)),
        Moment::Month(y, m) => (y, (3, m, 0, 0, 0)),
        Moment::Day(d) => (d.year(), (4, d.month(), d.day(), 0, 0)),
        Moment::Hour(d, h) => (d.year(), (5, d.month(), d.day(), h, 0)),
        Moment::Minute(d, h, m) => (d.year(), (6, d.month(), d.day(), h, m)),
    }
}

/// A number as its significant digits and the place of the last of them.
struct Digits {
    /// Without leading and trailing zeros; never empty for a number other than zero.
    significant: Vec<u8>,
    /// Power of ten of the last significant digit.
    exponent: i32,
}

impl Digits {
    fn of(number: Decimal) -> Self {
        let mut significant = number.mantissa().unsigned_abs().to_string().into_bytes();
        let mut exponent = -i32::try_from(number.scale()).unwrap_or_default();
        while significant.len() > 1 && significant.ends_with(b"0") {
            significant.pop();
            exponent += 1;
        }
        Self { significant, exponent }
    }

    /// The digits down to a lower place, filled with zeros.
    fn down_to(&self, exponent: i32) -> Vec<u8> {
        let zeros = usize::try_from(self.exponent - exponent).unwrap_or_default();
        self.significant.iter().copied().chain(std::iter::repeat_n(b'0', zeros)).collect()
    }
}

/// The slip between two numbers with as many digits.
fn replaced(a: &[u8], b: &[u8]) -> Option<Slip> {
    let differing: Vec<usize> = (0..a.len()).filter(|&i| a[i] != b[i]).collect();
    match differing[..] {
        [_] if a.len() > 1 => Some(Slip::OneDigit),
        [i, j] if a[i] == b[j] && a[j] == b[i] => Some(Slip::TransposedDigits),
        _ => None,
    }
}

/// The slip between two numbers, one of which has one digit more. Single digits are too short to tell.
fn dropped(a: &[u8], b: &[u8]) -> Option<Slip> {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if long.len() != short.len() + 1 || short.len() < 2 {
        return None;
    }
    let same = short.iter().zip(long).take_while(|(s, l)| s == l).count();
    (short[same..] == long[same + 1..]).then_some(Slip::DroppedDigit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn slip(a: &str, b: &str) -> Option<Slip> {
        numeric(a.parse().unwrap(), b.parse().unwrap())
    }

    #[test]
    fn names_what_happened_to_the_digits() {
        for (a, b) in [("37", "73"), ("165", "156"), ("2.47", "2.74"), ("3045", "3054"), ("624.5", "642.5")] {
            assert_eq!(slip(a, b), Some(Slip::TransposedDigits), "{a} {b}");
        }
        assert_eq!(slip("27300000000", "2730000000"), Some(Slip::PowerOfTen(1)));
        assert_eq!(slip("2150000000", "215000000"), Some(Slip::PowerOfTen(1)));
        assert_eq!(slip("11.2", "11200"), Some(Slip::PowerOfTen(3)));
        assert_eq!(slip("1234", "134"), Some(Slip::DroppedDigit));
        assert_eq!(slip("1200", "11200"), Some(Slip::DroppedDigit));
        assert_eq!(slip("64", "54"), Some(Slip::OneDigit));
        assert_eq!(slip("44.1", "44.6"), Some(Slip::OneDigit));
    }

    #[test]
    fn names_nothing_that_takes_two_slips() {
        for (a, b) in [("7", "9"), ("5", "15"), ("123", "456"), ("12", "12.00"), ("0", "10"), ("5", "-5")] {
            assert_eq!(slip(a, b), None, "{a} {b}");
        }
    }

    #[test]
    fn factors_are_written_with_separators() {
        assert_eq!(power_of_ten(1), "10");
        assert_eq!(power_of_ten(4), "10,000");
        assert_eq!(power_of_ten(6), "1,000,000");
    }

    #[test]
    fn a_year_apart() {
        let quarter = |year| Edtf::At(Moment::Quarter(year, 3));
        assert_eq!(dates(quarter(2026), quarter(2027)), Some(Slip::YearOffByOne));
        assert_eq!(dates(quarter(2026), quarter(2028)), None);
        assert_eq!(dates(quarter(2026), Edtf::At(Moment::Year(2027))), None);
    }

    proptest! {
        #[test]
        fn symmetric_and_never_for_equal_numbers(a in -1_000_000_i64..1_000_000, b in -1_000_000_i64..1_000_000, scale in 0_u32..6) {
            let (a, b) = (Decimal::new(a, scale), Decimal::new(b, 2));
            prop_assert_eq!(numeric(a, b), numeric(b, a));
            prop_assert_eq!(numeric(a, a), None);
        }

        #[test]
        fn a_shift_is_a_power_of_ten(n in 1_i64..1_000_000_000, places in 1_u32..9) {
            let n = Decimal::from(n);
            let shifted = n * Decimal::from(10_i64.pow(places));
            prop_assert_eq!(numeric(n, shifted), Some(Slip::PowerOfTen(places)));
        }
    }
}
