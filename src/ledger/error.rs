//! What can go wrong with a ledger, and what to do.

use std::path::PathBuf;

use rusqlite::ErrorCode;

use super::codec::Damaged;
use crate::reason::Reason;

/// What keeps a ledger from being used.
#[derive(Debug, thiserror::Error)]
#[error("{}: {kind:?}", path.display())]
pub struct Error {
    /// The ledger.
    pub path: PathBuf,
    /// What is wrong.
    pub kind: Kind,
}

/// What is wrong with a ledger.
#[derive(Debug)]
pub enum Kind {
    /// There is no such file.
    Missing,
    /// The file is something else.
    Other,
    /// It was made by a later daejo.
    Newer {
        /// Its version.
        found: usize,
        /// The latest one that is known.
        known: usize,
    },
    /// It was made by an earlier daejo and has not been written by this one yet.
    Older,
    /// It was indexed by other rules.
    Rules,
    /// Somebody else is writing it.
    Locked,
    /// Something in it is not what was written.
    Damaged(String),
    /// The disk is full.
    Full,
    /// It can't be written.
    ReadOnly,
    /// Anything else.
    Failed(String),
}

impl Error {
    /// What is wrong and what to do: a message of `rules/messages/ledger.toml`.
    pub fn reason(&self) -> Reason {
        let (key, detail) = match &self.kind {
            Kind::Missing => ("missing", String::new()),
            Kind::Other => ("other", String::new()),
            Kind::Newer { found, known } => ("newer", format!("{found} > {known}")),
            Kind::Older => ("older", String::new()),
            Kind::Rules => ("rules", String::new()),
            Kind::Locked => ("locked", String::new()),
            Kind::Damaged(what) => ("damaged", what.clone()),
            Kind::Full => ("full", String::new()),
            Kind::ReadOnly => ("read-only", String::new()),
            Kind::Failed(detail) => ("failed", detail.clone()),
        };
        Reason::new(format!("ledger.{key}")).with("file", self.path.display()).with("detail", detail)
    }
}

impl From<rusqlite::Error> for Kind {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Self::Other,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Self::Locked,
            Some(ErrorCode::DatabaseCorrupt) => Self::Damaged(error.to_string()),
            Some(ErrorCode::DiskFull) => Self::Full,
            Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => Self::ReadOnly,
            _ => Self::Failed(error.to_string()),
        }
    }
}

impl Kind {
    /// That what is called so can't be read.
    pub(super) fn damaged(what: impl ToString) -> Self {
        Self::Damaged(what.to_string())
    }

    /// That an article is listed which is not there.
    pub(super) fn absent(article: u32) -> Self {
        Self::damaged(format!("article {article}"))
    }

    /// The error of the ledger at `path`.
    pub(super) fn at(self, path: impl Into<PathBuf>) -> Error {
        Error { path: path.into(), kind: self }
    }
}

impl From<Damaged> for Kind {
    fn from(_: Damaged) -> Self {
        Self::damaged("block")
    }
}
