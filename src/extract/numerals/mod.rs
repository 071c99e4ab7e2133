//! Numerals: 1조2000억 · 3만5천 · 이천칠백 · 스물네 · 5.58 million · a dozen, exact.
//!
//! A numeral can end in several places (21경기 is 21 matches and not 21×10^16 of something), so
//! [`read`] gives every ending and the unit that follows decides.

use rust_decimal::Decimal;

use crate::rules::numerals::{Numerals, Word};
use crate::span::Span;

mod amount;
mod digits;
mod reader;

pub(crate) use amount::{Amount, add, last_place, multiply, ratio};
use reader::Reader;

/// What a numeral is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// Digits, perhaps with scale words: 78억1200만, 5.58 million.
    Digits,
    /// Sino-Korean words: 이천칠백.
    Sino,
    /// Native Korean words: 스물네, also behind Sino-Korean hundreds.
    Native,
    /// English words: twenty-one.
    English,
}

/// A numeral as read up to one of its possible ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it says; `None` where the value is beyond the range of [`Decimal`].
    pub(crate) amount: Option<Amount>,
    /// Place value of the last significant digit.
    pub(crate) step: Decimal,
    /// 여 stands in it.
    pub(crate) approximate: bool,
    pub(crate) script: Script,
    /// A single word of one syllable: 한, 만.
    pub(crate) lone: bool,
    /// Power of ten of the last scale word, 0 without one.
    pub(crate) exponent: u32,
    /// Ends in an abbreviated scale of one letter, which may as well be a unit: 5m.
    pub(crate) abbreviated: bool,
    /// Number of digits, when there is nothing but digits without separators.
    pub(crate) bare_digits: Option<usize>,
    /// The number that it begins with, before any scale: 3 of 3천만.
    pub(crate) head: Option<Decimal>,
}

/// The numerals that start at `at` and end before `limit`, the shortest first.
pub(crate) fn read(text: &str, at: usize, limit: usize, rules: &Numerals) -> Vec<Numeral> {
    read_through(text.get(..limit).unwrap_or(text), at, rules).0
}

/// The numerals that start at `at`, the shortest first, and where the last word that was read ends.
pub(crate) fn read_through(text: &str, at: usize, rules: &Numerals) -> (Vec<Numeral>, usize) {
    let mut reader = Reader::new(text, at);
    let mut found = Vec::new();
    while reader.step(rules) {
        found.extend(reader.numeral());
    }
    (found, reader.end())
}

/// A token of a numeral.
#[derive(Clone, Copy, Debug)]
enum Token {
    Digits(digits::Digits),
    Word(Word),
}

/// Whether a letter or digit stands at byte `at`.
pub(crate) fn ascii_alphanumeric_at(text: &str, at: usize) -> bool {
    text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric)
}
