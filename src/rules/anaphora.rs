//! What stands for a name that was written before: 회사, 이 은행, the company, its, 그.

use schemars::JsonSchema;
use serde::Deserialize;

use super::attribution::Words;
use crate::text::forms::Forms;

/// What stands for names, by how it is written.
#[derive(Debug, Default)]
pub struct Anaphora {
    /// What points back, so that a noun behind it is one that was named.
    pub pointers: Words,
    forms: Forms<Anaphor>,
    kinds: Vec<Kind>,
}

/// A noun or pronoun that stands for a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anaphor {
    /// Where it may stand.
    pub place: Place,
    kind: usize,
}

/// Where an anaphor may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Anywhere: 그, its.
    Anywhere,
    /// Where a sentence or clause begins, or behind a pointer: 회사.
    Opening,
    /// Behind a pointer only: 이 업체.
    Pointed,
}

/// Which names an anaphor can stand for.
#[derive(Debug)]
pub enum Kind {
    /// Those of people.
    Person,
    /// Those of organisations that are no public bodies.
    Company,
    /// Those of organisations that end so.
    Named(Words),
}

/// An `[[anaphor]]` of `rules/entities/`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct Entry {
    person: bool,
    pronouns: Vec<String>,
    opening: Vec<String>,
    pointed: Vec<String>,
    names: Vec<String>,
}

impl Anaphora {
    pub(super) fn new<'a>(
        pointers: impl IntoIterator<Item = String>,
        entries: impl IntoIterator<Item = &'a Entry>,
    ) -> Self {
        let mut table = Self { pointers: Words::new(pointers), ..Self::default() };
        for entry in entries {
            let places = [
                (&entry.pronouns, Place::Anywhere),
                (&entry.opening, Place::Opening),
                (&entry.pointed, Place::Pointed),
            ];
            for (words, place) in places {
                for word in words {
                    let anaphor = Anaphor { place, kind: table.kinds.len() };
                    table.forms.insert(word, anaphor);
                    table.forms.insert(&capitalised(word), anaphor);
                }
            }
            table.kinds.push(match (entry.person, entry.names.is_empty()) {
                (true, _) => Kind::Person,
                (false, true) => Kind::Company,
                (false, false) => Kind::Named(Words::new(entry.names.iter().cloned())),
            });
        }
        table
    }

    /// The longest of them that `text` begins with, and its length.
    pub fn longest(&self, text: &str) -> Option<(usize, Anaphor)> {
        self.forms.longest(text)
    }

    /// Which names it can stand for.
    pub fn kind(&self, anaphor: Anaphor) -> &Kind {
        &self.kinds[anaphor.kind]
    }

    /// Whether a word is one of them, whatever it stands for.
    pub fn has(&self, word: &str) -> bool {
        self.longest(word).is_some_and(|(length, _)| length == word.len())
    }
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
