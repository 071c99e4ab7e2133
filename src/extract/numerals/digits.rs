//! Numbers in digits: ASCII or full width, grouped by commas or thin spaces, with decimals.

use rust_decimal::Decimal;

/// A number in digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Digits {
    /// `None` beyond the range of [`Decimal`].
    pub(crate) value: Option<Decimal>,
    /// How many decimals were written.
    pub(crate) decimals: u32,
    /// One past its last byte.
    pub(crate) end: usize,
    /// Digits before the decimal point.
    pub(crate) length: usize,
    /// Written in groups of three.
    pub(crate) grouped: bool,
}

/// The number in digits that starts at `at`.
pub(crate) fn read(text: &str, at: usize) -> Option<Digits> {
    let mut run = Run::default();
    let (mut end, mut grouped) = (run.take(text, at)?, false);
    while let Some(next) = group(text, end, &mut run, grouped) {
        (end, grouped) = (next, true);
    }
    let length = run.count;
    if let Some(point) = mark(text, end, &['.', '．'])
        && let Some(next) = run.take(text, point)
    {
        end = next;
    }
    let decimals = u32::try_from(run.count - length).unwrap_or(u32::MAX);
    let value = run.value.and_then(|value| Decimal::try_from_i128_with_scale(value, decimals).ok());
    Some(Digits { value, decimals, end, length, grouped })
}

/// Digits read so far, as one whole number.
#[derive(Clone, Copy, Debug)]
struct Run {
    /// `None` when it has become too large.
    value: Option<i128>,
    count: usize,
}

impl Default for Run {
    fn default() -> Self {
        Self { value: Some(0), count: 0 }
    }
}

impl Run {
    /// Takes in the digits at `at`; where they end, `None` if there are none.
    fn take(&mut self, text: &str, at: usize) -> Option<usize> {
        let mut end = at;
        for c in text.get(at..)?.chars() {
            let Some(digit) = digit(c) else { break };
            self.value = self.value.and_then(|value| value.checked_mul(10)?.checked_add(digit.into()));
            self.count += 1;
            end += c.len_utf8();
        }
        (end > at).then_some(end)
    }
}

fn digit(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '０'..='９' => Some(c as u32 - '０' as u32),
        _ => None,
    }
}

/// A further group: a separator and exactly three digits, behind one to three digits.
fn group(text: &str, at: usize, run: &mut Run, grouped: bool) -> Option<usize> {
    if !grouped && run.count > 3 {
        return None;
    }
    let start = mark(text, at, &[',', '，', '\u{a0}', '\u{2009}', '\u{202f}'])?;
    let mut longer = *run;
    let end = longer.take(text, start).filter(|_| longer.count == run.count + 3)?;
    *run = longer;
    Some(end)
}

fn mark(text: &str, at: usize, marks: &[char]) -> Option<usize> {
    let c = text.get(at..)?.chars().next()?;
    marks.contains(&c).then_some(at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> (String, usize) {
        let read = read(text, 0).expect("starts with a digit");
        (read.value.map_or_else(|| "beyond".to_owned(), |v| v.to_string()), read.end)
    }

    #[test]
    fn reads_groups_decimals_and_full_width() {
        assert_eq!(value("1,234,567명"), ("1234567".to_owned(), 9));
        assert_eq!(value("１２３"), ("123".to_owned(), 9));
        assert_eq!(value("23,45"), ("23".to_owned(), 2));
        assert_eq!(value("41.0%"), ("41.0".to_owned(), 4));
        assert_eq!(value("5. 그리고"), ("5".to_owned(), 1));
        assert_eq!(value("1\u{202f}234"), ("1234".to_owned(), 7));
    }

    #[test]
    fn says_when_a_number_is_too_long() {
        assert_eq!(value(&"9".repeat(40)), ("beyond".to_owned(), 40));
    }
}
