//! Words with what they mean.

use std::collections::HashMap;
use std::ops::Range;

use super::slot::Slot;
use crate::article::Lang;
use crate::text::finder::Finder;

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
    finder: Finder,
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
        Self { finder: Finder::longest_as_written(forms), meanings }
    }

    /// The forms in `text`, in order, none overlapping another.
    pub(crate) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a [T])> {
        self.finder.get().find_iter(text).map(|m| (m.range(), &self.meanings[m.pattern()][..]))
    }
}
