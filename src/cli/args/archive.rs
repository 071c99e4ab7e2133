//! Arguments about archives: what is indexed, what is looked after, what is checked against a ledger.

use std::path::PathBuf;

use super::Input;

/// What is put into a ledger.
#[derive(Debug, clap::Args)]
pub(crate) struct Index {
    #[command(flatten)]
    pub(crate) input: Input,
    /// The ledger; afterwards it holds what PATHS hold
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: PathBuf,
}

/// A ledger as what articles are held against.
#[derive(Debug, clap::Args)]
pub(crate) struct Archive {
    /// A ledger, made by `daejo index`, whose articles the others are held against
    #[arg(long, value_name = "FILE", conflicts_with_all = ["against", "changed_since"])]
    pub(crate) ledger: Option<PathBuf>,
    /// Check every article of the ledger against those indexed before it, and print what is found as it comes
    #[arg(long, requires = "ledger", conflicts_with_all = ["paths", "update_baseline", "prune_baseline", "watch"])]
    pub(crate) all: bool,
}

#[derive(Debug, clap::Subcommand)]
pub(crate) enum LedgerCommand {
    /// Says what a ledger holds
    Stats {
        /// The ledger
        #[arg(value_name = "FILE")]
        ledger: PathBuf,
    },
    /// Looks for damage
    Verify {
        /// The ledger
        #[arg(value_name = "FILE")]
        ledger: PathBuf,
    },
    /// Prints what a ledger holds
    Export {
        /// The ledger
        #[arg(value_name = "FILE")]
        ledger: PathBuf,
        /// What of it
        #[arg(long, value_name = "WHAT", default_value = "claims")]
        what: Exported,
        /// How to print it
        #[arg(long, short, value_name = "FORMAT", default_value = "jsonl")]
        format: ExportFormat,
    },
    /// Takes out what is no longer there, and gives the room back
    Vacuum {
        /// The ledger
        #[arg(value_name = "FILE")]
        ledger: PathBuf,
    },
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Exported {
    /// The claims of all articles
    Claims,
    /// What the claims of each article are to those of the articles indexed before it
    Relations,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum ExportFormat {
    /// One claim or relation a line, as JSON
    Jsonl,
    /// One claim or relation a row, for spreadsheets
    Csv,
    /// The same in columns, as a file of Apache Parquet
    #[cfg(feature = "parquet")]
    Parquet,
}
