//! What daejo says, in each language.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

/// What daejo says, in each language.
#[derive(Debug, Default)]
pub struct Messages {}

/// A file of `rules/messages/`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct File {}

impl Table for Messages {
    const FOLDER: &'static str = "messages";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let _ = files;
        Ok(Self {})
    }
}
