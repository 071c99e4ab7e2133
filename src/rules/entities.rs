//! Titles, organisations and places, and the forms that name them.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Titles, organisations and places, and the forms that name them.
#[derive(Debug, Default)]
pub struct Entities {}

/// A file of `rules/entities/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Entities {
    const FOLDER: &'static str = "entities";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
