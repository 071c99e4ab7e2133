//! Reporting verbs, cues, and what tells a quotation from a term.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Reporting verbs, cues, and what tells a quotation from a term.
#[derive(Debug, Default)]
pub struct Attribution {}

/// A file of `rules/attribution/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Attribution {
    const FOLDER: &'static str = "attribution";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
