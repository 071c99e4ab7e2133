//! Words and phrases by what they begin with, for looking at each word of a text whether one of them begins there.

use super::affixes::Prefixes;
use super::hash::mix;

/// Forms, each with a value.
#[derive(Debug)]
pub struct Forms<T> {
    forms: Prefixes<T>,
    /// The first byte of those of one or two,
    first: Starts<1>,
    /// the first three of the others, as a syllable has,
    three: Starts<3>,
    /// and of those the first six of the longer ones, and of the shorter all.
    six: Starts<6>,
    short: Starts<3>,
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self {
            forms: Prefixes::default(),
            first: Starts::default(),
            three: Starts::default(),
            six: Starts::default(),
            short: Starts::default(),
        }
    }
}

impl<T: Copy> Forms<T> {
    /// Adds a form, in place of the same one that was there.
    pub fn insert(&mut self, form: &str, value: T) {
        self.forms.insert(form, value);
        let mut eight = [0; 8];
        form.bytes().zip(&mut eight).for_each(|(byte, place)| *place = byte);
        let eight = u64::from_le_bytes(eight);
        match form.len() {
            0 => {}
            1..3 => self.first.add(eight),
            3..6 => {
                self.three.add(eight);
                self.short.add(eight);
            }
            _ => {
                self.three.add(eight);
                self.six.add(eight);
            }
        }
    }

    /// The length of the longest form that `text` begins with, and its value; a Latin word must not go on behind it.
    #[inline]
    pub fn longest(&self, text: &str) -> Option<(usize, T)> {
        // Of nearly all that is asked about, the first bytes tell that it is none.
        match text.as_bytes().first_chunk() {
            Some(eight) if !self.may_begin(u64::from_le_bytes(*eight)) => None,
            _ => self.search(text),
        }
    }

    /// Whether any form may begin like a text that has these first eight bytes, the first in the lowest place.
    #[inline]
    fn may_begin(&self, eight: u64) -> bool {
        self.three.may_have(eight) && (self.six.may_have(eight) | self.short.may_have(eight))
            || self.first.may_have(eight)
    }

    fn search(&self, text: &str) -> Option<(usize, T)> {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let cut = |end: usize| latin(text[..end].chars().next_back()) && latin(text[end..].chars().next());
        self.forms.of(text).filter(|&(end, _)| !cut(end)).last().map(|(end, value)| (end, *value))
    }
}

/// The first `N` bytes of texts, for a quick no: a bit for each remainder of their hashes.
#[derive(Debug)]
struct Starts<const N: usize>([u64; 32]);

impl<const N: usize> Default for Starts<N> {
    fn default() -> Self {
        Self([0; 32])
    }
}

impl<const N: usize> Starts<N> {
    fn add(&mut self, eight: u64) {
        let (word, bit) = Self::place(eight);
        self.0[word] |= 1 << bit;
    }

    #[inline]
    fn may_have(&self, eight: u64) -> bool {
        let (word, bit) = Self::place(eight);
        self.0[word] >> bit & 1 != 0
    }

    #[inline]
    fn place(eight: u64) -> (usize, u64) {
        let hash = mix(0, eight << (64 - 8 * N));
        ((hash >> 59) as usize, hash >> 53 & 63)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_every_length_are_found_before_anything() {
        let mut forms = Forms::default();
        let all = ["가", "가나", "나다라", "a", "bc", "cde", "efgh", "ijklm", "nopqrs", "A가", "·"];
        for (value, form) in all.into_iter().enumerate() {
            forms.insert(form, value);
        }
        for (value, form) in all.into_iter().enumerate() {
            for rest in ["", " ", " 마바사아자차", "은 마바사", "'s shares"] {
                assert_eq!(forms.longest(&format!("{form}{rest}")), Some((form.len(), value)), "{form}{rest}");
            }
        }
        assert_eq!(forms.longest("마바사아자차카"), None);
    }

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
        assert_eq!(forms.longest("its"), Some((3, 2)));
        assert_eq!(forms.longest(""), None);
    }
}
