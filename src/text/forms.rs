//! Words and phrases by what they begin with, for looking at each word of a text whether one of them begins there.

use super::affixes::Prefixes;
use super::hash::mix;

/// Forms, each with a value.
#[derive(Debug)]
pub struct Forms<T> {
    forms: Prefixes<T>,
    /// A bit for each remainder of a first character,
    firsts: Bits<16>,
    /// and for each of the first two, or of the one that a form has.
    starts: Bits<64>,
}

/// A bit for each remainder of a number.
#[derive(Debug)]
struct Bits<const WORDS: usize>([u64; WORDS]);

impl<const WORDS: usize> Bits<WORDS> {
    fn place(number: u64) -> (usize, u64) {
        let bit = number as usize % (64 * WORDS);
        (bit / 64, 1 << (bit % 64))
    }

    fn set(&mut self, number: u64) {
        let (word, bit) = Self::place(number);
        self.0[word] |= bit;
    }

    fn has(&self, number: u64) -> bool {
        let (word, bit) = Self::place(number);
        self.0[word] & bit != 0
    }
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { forms: Prefixes::default(), firsts: Bits([0; 16]), starts: Bits([0; 64]) }
    }
}

impl<T: Copy> Forms<T> {
    /// Adds a form, in place of the same one that was there.
    pub fn insert(&mut self, form: &str, value: T) {
        self.forms.insert(form, value);
        let mut chars = form.chars();
        if let Some(first) = chars.next() {
            self.firsts.set(first.into());
            self.starts.set(start(first, chars.next()));
        }
    }

    /// The length of the longest form that `text` begins with, and its value; a Latin word must not go on behind it.
    pub fn longest(&self, text: &str) -> Option<(usize, T)> {
        let mut chars = text.chars();
        let first = chars.next()?;
        if !self.firsts.has(first.into()) {
            return None;
        }
        let goes_on = self.starts.has(start(first, chars.next()));
        if !goes_on && !self.starts.has(start(first, None)) {
            return None;
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let cut = |end: usize| latin(text[..end].chars().next_back()) && latin(text[end..].chars().next());
        self.forms.of(text).filter(|&(end, _)| !cut(end)).last().map(|(end, value)| (end, *value))
    }
}

/// What stands for the first two characters.
fn start(first: char, second: Option<char>) -> u64 {
    mix(first.into(), second.map_or(0, u64::from)) >> 48
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_counts_unless_it_cuts_a_latin_word() {
        let mut forms = Forms::default();
        for (value, form) in ["회사", "회사원", "its", "it"].into_iter().enumerate() {
            forms.insert(form, value);
        }
        assert_eq!(forms.longest("회사원은"), Some(("회사원".len(), 1)));
        assert_eq!(forms.longest("회사는"), Some(("회사".len(), 0)));
        assert_eq!(forms.longest("its shares"), Some((3, 2)));
        assert_eq!(forms.longest("items"), None);
        assert_eq!(forms.longest(""), None);
    }
}
