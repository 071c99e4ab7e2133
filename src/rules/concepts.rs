//! Concepts: what words of both languages mean the same in the news (사망, 숨지다, die, killed), and
//! which meanings exclude each other (dead and injured, target and actual).

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::span::Span;

/// A concept, by its position in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConceptId(pub u16);

/// What sort of meaning a concept has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// What happens.
    Event,
}

/// A word that stands for a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which concept.
    pub concept: ConceptId,
    /// The word, in the text that was searched.
    pub span: Span,
}

/// The table of concepts.
#[derive(Debug, Default)]
pub struct Concepts {}

/// A file of `rules/concepts/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Concepts {
    const FOLDER: &'static str = "concepts";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}

impl Concepts {
    /// The concepts named in `text`, in order; of overlapping ones the longest.
    pub fn find(&self, text: &str) -> Vec<Hit> {
        let _ = text;
        Vec::new()
    }

    /// The concept's identifier: `casualty.death`.
    pub fn id(&self, concept: ConceptId) -> &str {
        let _ = concept;
        ""
    }

    /// What sort of meaning the concept has.
    pub fn kind(&self, concept: ConceptId) -> Kind {
        let _ = concept;
        Kind::Event
    }

    /// Whether a thing that is one can't be the other: dead and injured, sought and given.
    pub fn exclude(&self, a: ConceptId, b: ConceptId) -> bool {
        let _ = (a, b);
        false
    }
}
