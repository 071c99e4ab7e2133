//! Features and match weights of the alignment.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Features and match weights of the alignment.
#[derive(Debug, Default)]
pub struct Judgement {}

/// A file of `rules/judgement/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Judgement {
    const FOLDER: &'static str = "judgement";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
