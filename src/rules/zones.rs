//! What the parts of a page look like.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// What the parts of a page look like.
#[derive(Debug, Default)]
pub struct Zones {}

/// A file of `rules/zones/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Zones {
    const FOLDER: &'static str = "zones";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
