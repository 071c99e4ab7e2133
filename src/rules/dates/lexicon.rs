//! Words with what they mean.

use std::collections::HashMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::slot::Slot;
use crate::article::Lang;

/// What a word, or the unit of a number, can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// What it contributes.
    pub slot: Slot,
    /// How much of it; the number itself for a unit.
    pub value: i32,
    /// The language of the word; none for those that all languages share.
    pub lang: Option<Lang>,
}

impl Meaning {
    /// Whether it is what an element of a pattern asks for.
    pub(crate) fn fills(self, slot: Slot, lang: Option<Lang>) -> bool {
        self.slot == slot && (self.lang == lang || self.lang.is_none() || lang.is_none())
    }
}

/// Forms with what they mean, to be found anywhere in a text.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    automaton: AhoCorasick,
    meanings: Vec<Vec<T>>,
}

impl<T> Lexicon<T> {
    pub(super) fn new(entries: impl IntoIterator<Item = (String, T)>) -> Self {
        let mut forms: Vec<String> = Vec::new();
        let mut meanings: Vec<Vec<T>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (form, meaning) in entries {
            let place = *places.entry(form.clone()).or_insert_with(|| {
                forms.push(form);
                meanings.push(Vec::new());
                forms.len() - 1
            });
            meanings[place].push(meaning);
        }
        Self { automaton: automaton(&forms), meanings }
    }

    /// The forms in `text`, in order, none overlapping another.
    pub(crate) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a [T])> {
        self.automaton.find_iter(text).map(|m| (m.range(), &self.meanings[m.pattern()][..]))
    }
}

/// An automaton that finds the leftmost form, and the longest of those.
fn automaton(forms: &[String]) -> AhoCorasick {
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(forms).expect("the forms fit an automaton")
}
