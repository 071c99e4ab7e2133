//! Words and phrases by what they begin with, for looking at each word of a text whether one of them begins there.

use super::affixes::Prefixes;

/// Forms, each with a value.
#[derive(Debug)]
pub struct Forms<T> {
    forms: Prefixes<T>,
    /// A bit for each remainder of a first character.
    firsts: [u64; 16],
}

impl<T> Default for Forms<T> {
    fn default() -> Self {
        Self { forms: Prefixes::default(), firsts: [0; 16] }
    }
}

impl<T: Copy> Forms<T> {
    /// Adds a form, in place of the same one that was there.
    pub fn insert(&mut self, form: &str, value: T) {
        self.forms.insert(form, value);
        if let Some(first) = form.chars().next() {
            let (word, bit) = slot(first);
            self.firsts[word] |= bit;
        }
    }

    /// The length of the longest form that `text` begins with, and its value; a Latin word must not go on behind it.
    pub fn longest(&self, text: &str) -> Option<(usize, T)> {
        let (word, bit) = slot(text.chars().next()?);
        if self.firsts[word] & bit == 0 {
            return None;
        }
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let cut = |end: usize| latin(text[..end].chars().next_back()) && latin(text[end..].chars().next());
        self.forms.of(text).filter(|&(end, _)| !cut(end)).last().map(|(end, value)| (end, *value))
    }
}

fn slot(c: char) -> (usize, u64) {
    let code = u32::from(c) as usize % 1024;
    (code / 64, 1 << (code % 64))
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
