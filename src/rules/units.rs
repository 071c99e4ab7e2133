//! Units: surface forms, code, dimension and the factor to the dimension's base unit.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Units: surface forms, code, dimension and the factor to the dimension's base unit.
#[derive(Debug, Default)]
pub struct Units {}

/// A file of `rules/units/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Units {
    const FOLDER: &'static str = "units";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
