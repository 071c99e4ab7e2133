//! Concepts and their terms, laid out to be looked up as they lie: `build.rs` writes the tables of the files in
//! the binary, so that a run has nothing to load. What is here depends on nothing that a build does not have.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub mod characters;
pub mod file;
pub mod forms;
pub mod index;

use index::Index;

/// A concept, by its position in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub u16);

/// What sort of thing a concept is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What is measured: 매출, 지지율, temperature.
    Measure,
    /// What happens: 사망, 개봉, acquisition.
    Event,
    /// What is counted, made, sold: 승객, 특허, aircraft.
    Thing,
    /// What part a figure plays: 목표, 누적, average.
    Role,
    /// A part of the people or the market: 20대, 수도권, women.
    Segment,
    /// Who somebody is: 경찰관, 의사, chief executive.
    Person,
    /// A sort of organisation or one that everybody knows: 법원, 한국은행, NATO.
    Organisation,
    /// A country, a city, a region.
    Place,
}

/// A concept without its terms.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concept<'a> {
    /// `casualty.death`.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Its sort.
    pub kind: Kind,
    /// The sets of concepts, no two of which can be the same thing, that it is in.
    pub exclusive: Vec<u16>,
}

/// All concepts, and the index of their terms.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Table<'a> {
    /// By [`ConceptId`].
    #[serde(borrow)]
    pub concepts: Vec<Concept<'a>>,
    /// What stands for them.
    #[serde(borrow)]
    pub terms: Index<'a>,
}
