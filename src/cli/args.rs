//! The arguments.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use daejo::article::{Lang, Zone};
use daejo::judge::Severity;

use super::outputs::Outputs;

/// Holds news articles side by side: where their figures, dates and quotations agree, conflict or fail
/// to add up.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// A folder laid out like rules/; its files replace embedded ones of the same name and add to the others
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) rules: Vec<PathBuf>,
    /// Language of reports and messages [default: that of the locale, else ko]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LangArg>,
    /// When to use colours; auto respects `NO_COLOR` and `CLICOLOR_FORCE`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorArg,
    /// Threads; 0 for one a core
    #[arg(long, short, global = true, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints the claims of articles: figures, dates and quotations
    Extract(Extract),
    /// Compares the claims of articles, and each article's figures with each other
    Check(Check),
    /// Tests and lists the rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Explains the code of a finding, with an example
    Explain {
        /// A code such as value-conflict or sum-mismatch
        code: String,
    },
}

/// Where articles come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// Files and folders (.txt, .md, .html, .jsonl), or - for standard input
    #[arg(default_value = ".", value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// The largest file, or line of a .jsonl file, that is read
    #[arg(long, value_name = "BYTES", default_value_t = 256 * 1024 * 1024)]
    pub(crate) max_bytes: u64,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to print the claims
    #[arg(long, short, default_value = "table")]
    pub(crate) format: ExtractFormat,
    /// Parts of the page to take claims from
    #[arg(long = "zone", value_name = "ZONE", value_delimiter = ',', default_values = ["title", "deck", "body", "caption"])]
    pub(crate) zones: Vec<ZoneArg>,
    /// Print the rules that made each claim
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Articles that the others are held against; only what involves one of PATHS is reported
    #[arg(long, value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// Compare only articles that share this
    #[arg(long, value_name = "WHAT")]
    pub(crate) group_by: Option<GroupByArg>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    pub(crate) fail_on: FailOn,
    /// Exit with 0 even if there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Print how claims and matches came about: rule names and match weights
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum RulesCommand {
    /// Runs the examples of every rule file, those of DIR included
    Test {
        /// A folder laid out like rules/
        dir: Vec<PathBuf>,
    },
    /// Lists the rule files and what they are for
    List,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ExtractFormat {
    /// A table an article
    Table,
    /// One claim a line
    Jsonl,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum GroupByArg {
    /// The topic that the metadata gives
    Topic,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorArg {
    Auto,
    Always,
    Never,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    Ko,
    En,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ZoneArg {
    Title,
    Deck,
    Body,
    Caption,
    Listing,
    Chrome,
}

impl Args {
    /// The language asked for, else that of the locale if daejo speaks it, else Korean.
    pub(crate) fn lang(&self) -> Lang {
        let of_locale = || {
            let locale = sys_locale::get_locale()?;
            LangArg::from_str(locale.split(['-', '_', '.']).next()?, true).ok()
        };
        match self.lang.or_else(of_locale) {
            Some(LangArg::En) => Lang::En,
            Some(LangArg::Ko) | None => Lang::Ko,
        }
    }
}

impl FailOn {
    /// The least severity that fails, if any does.
    pub(crate) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Note => Some(Severity::Note),
            Self::Never => None,
        }
    }
}

impl From<ZoneArg> for Zone {
    fn from(zone: ZoneArg) -> Self {
        match zone {
            ZoneArg::Title => Self::Title,
            ZoneArg::Deck => Self::Deck,
            ZoneArg::Body => Self::Body,
            ZoneArg::Caption => Self::Caption,
            ZoneArg::Listing => Self::Listing,
            ZoneArg::Chrome => Self::Chrome,
        }
    }
}
