//! Stage two: an [`Article`] → [`Mentions`]: what is written, where, before anybody asks what it is about.
//!
//! Quotations are found first, then dates, then quantities in what the dates left over: the 14 of
//! 14일 is no quantity.

use smol_str::SmolStr;

use crate::article::{Article, Field, FieldText};
use crate::quantity::Quantity;
use crate::rules::Rules;
use crate::span::Span;
use crate::text::places::places;
use crate::text::words;

pub mod dates;
pub(crate) mod numerals;
pub mod quantities;
pub mod quotes;

/// What one field of an article mentions, each list in the order of the text.
#[derive(Clone, Debug)]
pub struct Mentions {
    /// The field that the spans count from.
    pub field: Field,
    /// Where its words start, and what stands between words: see [`words::starts`].
    pub starts: Vec<usize>,
    /// Figures with a unit.
    pub quantities: Vec<QuantityMention>,
    /// Dates and times, not yet resolved.
    pub dates: Vec<dates::DateMention>,
    /// Quotations, with everything needed to find out who speaks.
    pub quotes: Vec<quotes::QuoteMention>,
}

/// A figure with its unit, as written.
#[derive(Clone, Debug)]
pub struct QuantityMention {
    /// From the first character of the numeral (or currency sign) to the last of the unit; bound
    /// words that follow directly are part of it (90%가 넘는다), a hedge before it is not (약).
    pub span: Span,
    /// Index of its sentence in the field.
    pub sentence: usize,
    /// The exact value.
    pub quantity: Quantity,
    /// Just the numeral and the unit, without bound words.
    pub core: Span,
    /// The figure stands in parentheses directly behind another one and says the same in another
    /// unit: `558만달러(약 78억1200만원)`; index of that other one in the same list.
    pub converts: Option<usize>,
    /// Names of the rules that fired, in order, for `--explain`.
    pub rules: Vec<SmolStr>,
}

/// All mentions of an article, one entry per field.
pub fn mentions(article: &Article, rules: &Rules) -> Vec<Mentions> {
    article.fields.iter().map(|field| mentions_of(field, rules)).collect()
}

/// Where figures stand that no claim is made of, since no [`rust_decimal::Decimal`] holds their value.
pub fn beyond_range(article: &Article, rules: &Rules) -> Vec<(Field, Span)> {
    let fields = article.fields.iter().filter(|field| has_long_number(&field.text));
    fields.flat_map(|field| quantities_beyond_range(field, rules).into_iter().map(|span| (field.field, span))).collect()
}

fn quantities_beyond_range(field: &FieldText, rules: &Rules) -> Vec<Span> {
    let taken: Vec<Span> = dates::scan(field, &words::starts(&field.text), rules).iter().map(|d| d.span).collect();
    quantities::beyond_range(field, &taken, rules)
}

/// How many digits a number has at least that is beyond the range: 10^9 of the greatest numeral word, 10^20.
const LONG: usize = 9;

/// Whether so many digits stand side by side, of whatever width, with commas and full stops between them.
fn has_long_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (mut digits, mut behind) = (0, 0);
    places(text, |three| is_digit(three) | is_full_width_digit(three)).any(|at| {
        let joined = bytes[behind..at].iter().all(|byte| matches!(byte, b',' | b'.'));
        digits = if joined { digits + 1 } else { 1 };
        behind = at + if bytes[at].is_ascii() { 1 } else { 3 };
        digits >= LONG
    })
}

fn is_digit([first, ..]: [u8; 3]) -> bool {
    first.wrapping_sub(b'0') < 10
}

/// Whether the UTF-8 of a full-width digit (０ to ９) stands there.
fn is_full_width_digit([first, second, third]: [u8; 3]) -> bool {
    (first == 0xef) & (second == 0xbc) & (third.wrapping_sub(0x90) < 10)
}

fn mentions_of(field: &FieldText, rules: &Rules) -> Mentions {
    let quotes = quotes::scan(field, rules);
    let starts = words::starts(&field.text);
    let dates = dates::scan(field, &starts, rules);
    let taken: Vec<Span> = dates.iter().map(|d| d.span).collect();
    let quantities = quantities::scan(field, &taken, rules);
    Mentions { field: field.field, starts, quantities, dates, quotes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_told_by_their_digits() {
        for long in ["1234567890", "값은 1,234,567,890.5원", "１２３４５６７８９", "1２3４5６7８9"] {
            assert!(has_long_number(long), "{long}");
        }
        for short in ["", "12345678 9", "2024년 3월 18일 12시", "1234567１가8", "길게 쓴 글에는 숫자가 없다"]
        {
            assert!(!has_long_number(short), "{short}");
        }
    }
}
