//! The characters of a text in the form in which terms are compared.

use crate::text::character::is_word;
use crate::text::hash::mix;

/// The characters of a text in the form in which terms are compared: lower case, one space between
/// words, also for a hyphen or a dash; no full stops in abbreviations. Other marks end the sequence.
pub struct Units<'a> {
    text: &'a str,
    at: usize,
    before: Option<char>,
    /// A full stop was left out before it, as in U.S.
    dotted: bool,
    hash: u64,
}

/// What [`Units`] make of marks between words, unless they leave them out.
const GAPS: [char; 4] = [' ', '.', '\'', '&'];

/// The hashes of a sequence of characters with each of the marks behind it.
pub fn with_gaps(hash: u64) -> [u64; 4] {
    GAPS.map(|gap| with(hash, gap))
}

/// The hash of a sequence of characters, one further on.
fn with(hash: u64, c: char) -> u64 {
    mix(hash, u64::from(u32::from(c)))
}

/// One character.
pub struct Unit {
    /// Of all characters up to this one.
    pub hash: u64,
    /// Where it ends in the text.
    pub end: usize,
    /// Whether a term may end with it.
    pub ends: bool,
}

impl<'a> Units<'a> {
    /// The characters of `text`, from its start.
    pub fn new(text: &'a str) -> Self {
        Self { text, at: 0, before: None, dotted: false, hash: 0 }
    }

    /// What a mark between two words or letters, which ends at `behind`, stands for, and where that ends.
    fn gap(&self, mark: char, behind: usize) -> Option<(char, usize)> {
        let rest = &self.text[behind..];
        let after = rest.trim_start_matches(char::is_whitespace);
        let touching = after.len() == rest.len();
        let next = after.chars().next().filter(|&c| is_word(c))?;
        if !self.before.is_some_and(is_word) {
            return None;
        }
        let end = self.text.len() - after.len();
        match mark {
            '.' if touching && next.is_alphabetic() => Some((next, end + next.len_utf8())),
            '.' if self.dotted => Some((' ', end)),
            '.' if touching && self.before.is_some_and(char::is_numeric) => Some(('.', end)),
            '-' | '–' | '~' | '∼' if touching => Some((' ', end)),
            '’' | '\'' if touching => Some(('\'', end)),
            '&' if touching => Some(('&', end)),
            _ => mark.is_whitespace().then_some((' ', end)),
        }
    }
}

impl Iterator for Units<'_> {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        let written = self.text[self.at..].chars().next()?;
        let behind = self.at + written.len_utf8();
        let (c, end) = if is_word(written) { (written, behind) } else { self.gap(written, behind)? };
        self.at = end;
        self.before = Some(c);
        self.dotted = written == '.';
        self.hash = with(self.hash, lower(c));
        let inside = || self.text[end..].chars().next().is_some_and(|next| is_word(next) && !is_east_asian(next));
        let ends = is_word(c) && (is_east_asian(c) || !inside());
        Some(Unit { hash: self.hash, end, ends })
    }
}

fn lower(c: char) -> char {
    if c.is_ascii() || is_east_asian(c) { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Whether it is of a script in which a word may be part of another.
pub fn is_east_asian(c: char) -> bool {
    c >= '\u{2E80}'
}
