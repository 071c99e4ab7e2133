//! Hedges, bounds and signs around a figure.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Hedges, bounds and signs around a figure.
#[derive(Debug, Default)]
pub struct Hedges {}

/// A file of `rules/hedges/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Hedges {
    const FOLDER: &'static str = "hedges";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
