//! Words that date expressions are made of.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Words that date expressions are made of.
#[derive(Debug, Default)]
pub struct Dates {}

/// A file of `rules/dates/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Dates {
    const FOLDER: &'static str = "dates";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
