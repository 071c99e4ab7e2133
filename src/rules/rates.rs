//! Exchange rates by year.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Exchange rates by year.
#[derive(Debug, Default)]
pub struct Rates {}

/// A file of `rules/rates/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Rates {
    const FOLDER: &'static str = "rates";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
