//! A search for any of several words, whose automaton is built when it is first asked for: few runs ask
//! for all of them.

use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, AhoCorasickKind, MatchKind, StartKind};

/// Of words that together have so many bytes at most, the automaton is one with a table of all steps: large, and
/// several times as fast.
const SHORT: usize = 1 << 12;

/// The words of a table, found anywhere in a text.
#[derive(Debug, Default)]
pub struct Finder {
    words: Vec<String>,
    builder: AhoCorasickBuilder,
    automaton: OnceLock<AhoCorasick>,
}

impl Finder {
    /// Finds every word, those inside others as well, whatever the case of Latin letters.
    pub fn overlapping(words: Vec<String>) -> Self {
        let length: usize = words.iter().map(String::len).sum();
        let kind = (length <= SHORT).then_some(AhoCorasickKind::DFA);
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::Standard).ascii_case_insensitive(true).kind(kind);
        Self { words, builder, automaton: OnceLock::new() }
    }

    /// Finds the leftmost word, and the longest of those, whatever the case of Latin letters.
    pub fn longest(words: Vec<String>) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest).start_kind(StartKind::Both).ascii_case_insensitive(true);
        Self { words, builder, automaton: OnceLock::new() }
    }

    /// As [`Self::longest`], of words as they are written.
    pub fn longest_as_written(words: Vec<String>) -> Self {
        let mut builder = AhoCorasick::builder();
        builder.match_kind(MatchKind::LeftmostLongest);
        Self { words, builder, automaton: OnceLock::new() }
    }

    /// The automaton; its patterns are the words, in their order.
    ///
    /// # Panics
    /// When the words are too many for an automaton, which no table comes near.
    pub fn get(&self) -> &AhoCorasick {
        self.automaton.get_or_init(|| self.builder.build(&self.words).expect("the words fit an automaton"))
    }

    /// Whether there is nothing to find.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_finds_what_it_says() {
        let words = || ["sea", "seaside", "side"].map(str::to_owned).to_vec();
        let found =
            |matches: Vec<aho_corasick::Match>| matches.iter().map(|m| m.pattern().as_usize()).collect::<Vec<_>>();
        let text = "SeaSide";
        assert_eq!(found(Finder::overlapping(words()).get().find_overlapping_iter(text).collect()), [0, 1, 2]);
        assert_eq!(found(Finder::longest(words()).get().find_iter(text).collect()), [1]);
        assert!(!Finder::longest_as_written(words()).get().is_match(text));
        assert!(Finder::default().is_empty());
    }
}
