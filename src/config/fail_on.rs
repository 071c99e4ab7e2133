//! The least severity that makes the exit status 1.

use crate::judge::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The least severity that fails.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    #[default]
    /// What is to be settled before printing.
    Error,
    /// What is worth a look.
    Warning,
    /// What is worth knowing.
    Note,
    /// Nothing does.
    Never,
}

impl FailOn {
    /// The least severity that fails, if any does.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}
