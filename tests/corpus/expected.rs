//! `corpus/<story>/expected.toml`: what the authors of a story expect daejo to find in it.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::place::Place;

/// The annotations of one story. All conflicts and failing checks are listed; of what agrees, is
/// updated, varies or holds, those that are worth showing.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Annotations {
    /// What it is about, for the reader.
    #[serde(rename = "story")]
    _story: String,
    pub(crate) relation: Vec<Relation>,
    pub(crate) unrelated: Vec<Unrelated>,
    pub(crate) check: Vec<Check>,
    pub(crate) claim: Vec<Claim>,
}

/// How sure it is that daejo finds what is annotated.
#[derive(Clone, Copy, Default, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Expected {
    /// It has to.
    #[default]
    Found,
    /// It may; nobody is misled either way.
    Optional,
    /// An editor would want it, and daejo does not find all of it.
    Missed,
}

/// Every place of `of` stands in this relation to every place of `with`; without `with`, the places
/// of `of` to each other.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Relation {
    pub(crate) verdict: String,
    pub(crate) code: Option<String>,
    /// The message `slip.<slip>` that has to be among the reasons.
    pub(crate) slip: Option<String>,
    /// How many independent origins the group of the first place has.
    pub(crate) origins: Option<usize>,
    #[serde(default)]
    pub(crate) expected: Expected,
    #[serde(rename = "note")]
    _note: Option<String>,
    pub(crate) of: Vec<Place>,
    #[serde(default)]
    pub(crate) with: Vec<Place>,
}

/// No place of `of` has anything to do with any place of `with`, tempting as it may be.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Unrelated {
    #[serde(rename = "note")]
    _note: String,
    pub(crate) of: Vec<Place>,
    pub(crate) with: Vec<Place>,
}

/// A check that names at least half of the places of `of`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Check {
    #[serde(rename = "check")]
    pub(crate) kind: String,
    pub(crate) verdict: String,
    #[serde(default)]
    pub(crate) expected: Expected,
    #[serde(rename = "note")]
    _note: Option<String>,
    pub(crate) of: Vec<Place>,
}

/// What one claim says: its value, date or speaker in the form of `Claim::brief`, and its status.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Claim {
    pub(crate) at: Place,
    pub(crate) is: String,
    pub(crate) status: Option<String>,
}

impl Annotations {
    pub(crate) fn read(folder: &Path) -> Self {
        let path = folder.join("expected.toml");
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }
}

impl Relation {
    /// The pairs of places that it speaks of.
    pub(crate) fn pairs(&self) -> Vec<[&Place; 2]> {
        if self.with.is_empty() {
            let rest = |i: usize| self.of[i + 1..].iter().map(move |b| [&self.of[i], b]);
            (0..self.of.len()).flat_map(rest).collect()
        } else {
            pairs(&self.of, &self.with)
        }
    }
}

impl Unrelated {
    pub(crate) fn pairs(&self) -> Vec<[&Place; 2]> {
        pairs(&self.of, &self.with)
    }
}

fn pairs<'a>(of: &'a [Place], with: &'a [Place]) -> Vec<[&'a Place; 2]> {
    of.iter().flat_map(|a| with.iter().map(move |b| [a, b])).collect()
}
