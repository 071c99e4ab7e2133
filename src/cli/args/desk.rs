//! Arguments of the desk: what is accepted, what is new, how the run goes on.

use std::path::PathBuf;

use jiff::civil::Date;

/// Findings that are accepted.
#[derive(Debug, clap::Args)]
pub(crate) struct Acceptance {
    /// The file of accepted findings [default: that of daejo.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// Add what is found to the baseline, for the --reason given
    #[arg(long, requires = "reason")]
    pub(crate) update_baseline: bool,
    /// Remove from the baseline what is found no longer, and what has ended
    #[arg(long, conflicts_with = "changed_since")]
    pub(crate) prune_baseline: bool,
    /// Why what is added to the baseline is accepted
    #[arg(long, value_name = "TEXT", requires = "update_baseline", value_parser = reason)]
    pub(crate) reason: Option<String>,
    /// The last day on which it is
    #[arg(long, value_name = "DATE", requires = "update_baseline", value_parser = super::day)]
    pub(crate) until: Option<Date>,
}

/// What is new.
#[derive(Debug, clap::Args)]
pub(crate) struct Novelty {
    /// Check only the articles that changed in git since REV; the others are what they are held against
    #[arg(long, value_name = "REV")]
    pub(crate) changed_since: Option<String>,
    /// Check again whenever an article, the rules or the settings change
    #[arg(long, conflicts_with_all = ["update_baseline", "prune_baseline"])]
    pub(crate) watch: bool,
}

fn reason(text: &str) -> Result<String, &'static str> {
    let text = text.trim();
    if text.is_empty() { Err("a reason says something") } else { Ok(text.to_owned()) }
}
