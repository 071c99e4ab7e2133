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
    let mut plain = String::new();
    let (mut end, mut grouped) = (digits(text, at, &mut plain)?, false);
    while let Some(next) = group(text, end, plain.len(), grouped, &mut plain) {
        (end, grouped) = (next, true);
    }
    let length = plain.len();
    let mut decimals = 0;
    if let Some(point) = mark(text, end, &['.', '．'])
        && let Some(next) = {
            plain.push('.');
            digits(text, point, &mut plain)
        }
    {
        decimals = u32::try_from(plain.len() - length - 1).unwrap_or(u32::MAX);
        end = next;
    } else if plain.ends_with('.') {
        plain.pop();
    }
    Some(Digits { value: Decimal::from_str_exact(&plain).ok(), decimals, end, length, grouped })
}

/// Appends the digits at `at` to `plain`; where they end, `None` if there are none.
fn digits(text: &str, at: usize, plain: &mut String) -> Option<usize> {
    let mut end = at;
    for c in text.get(at..)?.chars() {
        let Some(digit) = digit(c) else { break };
        plain.push(digit);
        end += c.len_utf8();
    }
    (end > at).then_some(end)
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_digit(c as u32 - '０' as u32, 10),
        _ => None,
    }
}

/// A further group: a separator and exactly three digits, behind one to three digits.
fn group(text: &str, at: usize, length: usize, grouped: bool, plain: &mut String) -> Option<usize> {
    if !grouped && length > 3 {
        return None;
    }
    let start = mark(text, at, &[',', '，', '\u{a0}', '\u{2009}', '\u{202f}'])?;
    let before = plain.len();
    match digits(text, start, plain) {
        Some(end) if plain.len() == before + 3 => Some(end),
        _ => {
            plain.truncate(before);
            None
        }
    }
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
