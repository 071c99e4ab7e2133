//! Match weights: how much each level of each feature speaks for two claims being about the same
//! thing, in bits (Fellegi & Sunter 1969: log2 of m over u). The files are written by `cargo run --example fit`.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::text::hash::Map;

/// The weights of every feature, by kind of claim.
#[derive(Debug, Default)]
pub struct Weights {
    kinds: HashMap<String, Kind>,
}

/// The weights for one kind of claim.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Log2 odds that two claims taken from the candidates are about the same thing.
    pub prior: f64,
    /// Least total weight for a pair that agrees.
    pub match_at: f64,
    /// Least total weight for a pair that is called a conflict.
    pub conflict_at: f64,
    /// Least total weight for a pair that differs as two states of one thing do: 3명, by evening 7명.
    pub update_at: f64,
    /// Feature → level → weight.
    pub feature: Map<String, Map<String, f64>>,
}

/// What is matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matched {
    /// Two figures.
    Figure,
    /// Two dates.
    Date,
}

/// Where two claims are held against each other: what speaks for two notes being about the same thing is not what
/// speaks for two figures among the dozens of two articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// In two articles, or within one.
    Articles,
    /// In two notes of a sentence or two, in one language.
    Notes,
}

impl Matched {
    /// The file of `rules/weights/` that weighs two of them.
    pub const fn file(self, setting: Setting) -> &'static str {
        match (self, setting) {
            (Self::Figure, Setting::Articles) => "quantity",
            (Self::Figure, Setting::Notes) => "quantity-brief",
            (Self::Date, Setting::Articles) => "date",
            (Self::Date, Setting::Notes) => "date-brief",
        }
    }
}

/// All files of `rules/weights/`.
pub const FILES: [&str; 4] = [
    Matched::Figure.file(Setting::Articles),
    Matched::Figure.file(Setting::Notes),
    Matched::Date.file(Setting::Articles),
    Matched::Date.file(Setting::Notes),
];

/// A file of `rules/weights/`; its stem names what it weighs.
pub type File = Kind;

impl Table for Weights {
    const FOLDER: &'static str = "weights";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        Ok(files.into_iter().map(|f| (f.stem().to_owned(), f.content)).collect())
    }
}

/// Weights by kind of claim.
impl FromIterator<(String, Kind)> for Weights {
    fn from_iter<I: IntoIterator<Item = (String, Kind)>>(kinds: I) -> Self {
        Self { kinds: kinds.into_iter().collect() }
    }
}

impl Weights {
    /// The weights of a file: see [`Matched::file`].
    ///
    /// # Panics
    /// When the rules have no such file, which the tests rule out.
    pub fn of(&self, file: &str) -> &Kind {
        &self.kinds[file]
    }
}

impl Kind {
    /// The weight of a level; a level that was never seen speaks neither for nor against.
    pub fn weight(&self, feature: &str, level: &str) -> f64 {
        self.feature.get(feature).and_then(|levels| levels.get(level)).copied().unwrap_or(0.0)
    }
}
