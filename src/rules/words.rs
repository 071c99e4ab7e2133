//! Particles, endings and stop words.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Particles, endings and stop words.
#[derive(Debug, Default)]
pub struct Words {}

/// A file of `rules/words/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Words {
    const FOLDER: &'static str = "words";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
