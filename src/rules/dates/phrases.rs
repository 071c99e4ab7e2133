//! Words looked for directly before or behind a place in a text.

/// A list of words and phrases, compared without regard to ASCII case.
#[derive(Clone, Debug, Default)]
pub struct Phrases {
    phrases: Vec<String>,
    /// What they begin with and end with, in lower case: most texts are told by that to have none of them.
    firsts: Vec<char>,
    lasts: Vec<char>,
}

impl FromIterator<String> for Phrases {
    fn from_iter<I: IntoIterator<Item = String>>(phrases: I) -> Self {
        let phrases: Vec<String> = phrases.into_iter().collect();
        let distinct = |ends: fn(&str) -> Option<char>| {
            let mut chars: Vec<char> = phrases.iter().filter_map(|phrase| ends(phrase)).collect();
            chars.sort_unstable();
            chars.dedup();
            chars
        };
        Self { firsts: distinct(first), lasts: distinct(last), phrases }
    }
}

impl Phrases {
    /// Whether `text`, less the white space at its end, ends in one of them, at the start of a word.
    pub fn end(&self, text: &str) -> bool {
        let text = text.trim_end_matches(is_blank);
        last(text).is_some_and(|c| self.lasts.binary_search(&c).is_ok())
            && self.phrases.iter().any(|phrase| {
                text.len().checked_sub(phrase.len()).is_some_and(|at| {
                    text.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(phrase))
                        && !text[..at].chars().next_back().is_some_and(crate::text::words::is_word)
                })
            })
    }

    /// Whether `text`, less the white space at its start, starts with one of them; a Latin word with
    /// the whole of it.
    pub fn start(&self, text: &str) -> bool {
        let text = text.trim_start_matches(is_blank);
        first(text).is_some_and(|c| self.firsts.binary_search(&c).is_ok())
            && self.phrases.iter().any(|phrase| {
                text.get(..phrase.len()).is_some_and(|start| start.eq_ignore_ascii_case(phrase))
                    && !super::cuts_latin(text, phrase.len())
            })
    }
}

fn first(text: &str) -> Option<char> {
    text.chars().next().map(|c| c.to_ascii_lowercase())
}

fn last(text: &str) -> Option<char> {
    text.chars().next_back().map(|c| c.to_ascii_lowercase())
}

/// White space within a line.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\t')
}
