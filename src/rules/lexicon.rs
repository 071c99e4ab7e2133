//! General words of both languages that mean the same (편지, letter): by them a quotation is known
//! again in translation. What figures are about is in [`super::concepts`].

use super::concepts::{ConceptId, Concepts, File};
use super::words::Words;
use super::{RuleError, RuleFile, Table};

/// The bilingual lexicon, written and searched like the concepts.
#[derive(Debug, Default)]
pub struct Lexicon(Concepts);

impl Table for Lexicon {
    const FOLDER: &'static str = "lexicon";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        Concepts::compile(files).map(Self)
    }

    fn embedded() -> Option<Self> {
        Some(Self(Concepts::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.table")))))
    }
}

impl Lexicon {
    /// The distinct meanings that `text` names, ascending.
    pub fn meanings(&self, text: &str, rules: &Words) -> Vec<ConceptId> {
        let mut meanings: Vec<ConceptId> = self.0.find(text, rules).into_iter().map(|hit| hit.concept).collect();
        meanings.sort_unstable();
        meanings.dedup();
        meanings
    }
}
