//! Numeral words and scales of a language.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// Numeral words and scales of a language.
#[derive(Debug, Default)]
pub struct Numerals {}

/// A file of `rules/numerals/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Numerals {
    const FOLDER: &'static str = "numerals";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
