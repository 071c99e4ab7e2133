//! The arguments.

use std::path::PathBuf;

use clap::{ArgAction, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use daejo::article::{Lang, Zone};
use daejo::config::FailOn;
use daejo::policy::GroupBy;
use jiff::civil::Date;

mod archive;
mod desk;

pub(crate) use archive::{Archive, ExportFormat, Exported, Index, LedgerCommand};
pub(crate) use desk::{Acceptance, Novelty};

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
    /// The settings to use [default: daejo.toml in the folder that holds all paths, or above it]
    #[arg(long, short, global = true, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Use no daejo.toml
    #[arg(long, global = true, conflicts_with = "config")]
    pub(crate) isolated: bool,
    /// Language of reports and messages [default: that of daejo.toml or of the locale, else ko]
    #[arg(long, global = true, value_name = "LANG")]
    lang: Option<LangArg>,
    /// When to use colours; auto respects `NO_COLOR` and `CLICOLOR_FORCE`
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: ColorArg,
    /// Threads; 0 for one a core
    #[arg(long, short, global = true, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
    /// Print nothing but the report and what went wrong
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub(crate) quiet: bool,
    /// Say which files and settings are used
    #[arg(long, short, global = true, action = ArgAction::SetTrue)]
    pub(crate) verbose: bool,
    /// The day to take for today, by which acceptances end
    #[arg(long, global = true, value_name = "DATE", env = "DAEJO_TODAY", hide_env_values = true, value_parser = day)]
    pub(crate) today: Option<Date>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Prints the claims of articles: figures, dates and quotations
    Extract(Extract),
    /// Compares the claims of articles, and each article's figures with each other
    Check(Check),
    /// Puts the claims of an archive into a ledger, which drafts are checked against
    Index(Index),
    /// Looks after a ledger
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Tests and lists the rules
    Rules {
        #[command(subcommand)]
        command: RulesCommand,
    },
    /// Walks through the findings in the terminal, one at a time, and accepts them with a reason
    Review(Review),
    /// Serves an editor, by the language server protocol on standard input and output
    Lsp {
        /// Folders of articles [default: those that the editor has open]
        #[arg(value_name = "FOLDERS")]
        folders: Vec<PathBuf>,
        /// What many editors add; there is no other way
        #[arg(long, hide = true)]
        stdio: bool,
    },
    /// Explains the code of a finding, with an example
    Explain {
        /// A code such as value-conflict or sum-mismatch
        code: String,
    },
    /// Writes a daejo.toml that tells what can be set
    Init {
        /// Where to write it
        #[arg(default_value = ".", value_name = "DIR")]
        dir: PathBuf,
    },
    /// Prints a script by which a shell completes daejo's arguments
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Prints the JSON Schema of a file that daejo reads or writes
    Schema {
        /// Of what
        of: SchemaOf,
    },
    /// Writes the manual pages
    #[command(hide = true)]
    Man {
        /// The folder to write them to
        dir: PathBuf,
    },
}

/// Where articles come from.
#[derive(Debug, clap::Args)]
pub(crate) struct Input {
    /// Files and folders (.txt, .md, .html, .jsonl), or - for standard input
    #[arg(default_value = ".", value_name = "PATHS")]
    pub(crate) paths: Vec<PathBuf>,
    /// The largest file, or line of a .jsonl file, that is read [default: 10000000]
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_bytes: Option<u64>,
    /// The name that standard input would have as a file: it tells the form, the id and the settings
    #[arg(long, value_name = "PATH")]
    pub(crate) stdin_filename: Option<PathBuf>,
    /// Print the settings that hold for PATHS, and do nothing else
    #[arg(long)]
    pub(crate) show_settings: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) input: Input,
    /// How to print the claims
    #[arg(long, short, default_value = "table")]
    pub(crate) format: ExtractFormat,
    /// Parts of the page to take claims from [default: title,deck,body,caption]
    #[arg(long = "zone", value_name = "ZONE", value_delimiter = ',')]
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
    pub(crate) archive: Archive,
    #[command(flatten)]
    pub(crate) outputs: Outputs,
    /// Compare only articles that share this
    #[arg(long, value_name = "WHAT")]
    pub(crate) group_by: Option<GroupByArg>,
    /// Compare only articles with so many days at most between them
    #[arg(long, value_name = "DAYS")]
    pub(crate) within_days: Option<u16>,
    #[command(flatten)]
    pub(crate) acceptance: Acceptance,
    #[command(flatten)]
    pub(crate) novelty: Novelty,
    /// The least severity that makes the exit status 1 [default: error]
    #[arg(long, value_name = "LEVEL")]
    pub(crate) fail_on: Option<FailOnArg>,
    /// Exit with 0 even if there are findings
    #[arg(long)]
    pub(crate) exit_zero: bool,
    /// Print how claims and matches came about: rule names and match weights
    #[arg(long)]
    pub(crate) explain: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) input: Input,
    /// Articles that the others are held against; only what involves one of PATHS is shown
    #[arg(long, value_name = "PATH")]
    pub(crate) against: Vec<PathBuf>,
    /// The file that accepted findings are written to [default: that of daejo.toml, else daejo-baseline.toml]
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,
    /// The editor that articles are opened in [default: $VISUAL, else $EDITOR]
    #[arg(long, value_name = "COMMAND")]
    pub(crate) editor: Option<String>,
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
    /// Prints the JSON Schema of a folder's files
    Schema {
        /// A folder of rules/ such as units or messages
        folder: String,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum SchemaOf {
    /// The settings, daejo.toml
    Config,
    /// The file of accepted findings
    Baseline,
    /// The report of `check --format json`
    Report,
    /// A line of `extract --format jsonl`
    Claim,
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
pub(crate) enum FailOnArg {
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
    /// The language asked for.
    pub(crate) fn lang(&self) -> Option<Lang> {
        self.lang.map(Lang::from)
    }

    /// Files and folders that the settings are looked for above.
    pub(crate) fn places(&self) -> Vec<PathBuf> {
        self.command.input().map(Input::places).unwrap_or_default()
    }
}

impl Command {
    /// The articles that the command is about.
    pub(crate) fn input(&self) -> Option<&Input> {
        match self {
            Self::Extract(options) => Some(&options.input),
            Self::Check(options) => Some(&options.input),
            Self::Review(options) => Some(&options.input),
            Self::Index(options) => Some(&options.input),
            _ => None,
        }
    }
}

impl Input {
    /// Files and folders that the settings are looked for above: standard input lies where its name says.
    pub(crate) fn places(&self) -> Vec<PathBuf> {
        let stdin = || self.stdin_filename.clone().unwrap_or_else(|| PathBuf::from("."));
        let place = |path: &PathBuf| if path.as_os_str() == "-" { stdin() } else { path.clone() };
        self.paths.iter().map(place).collect()
    }
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::Ko => Self::Ko,
            LangArg::En => Self::En,
        }
    }
}

impl From<FailOnArg> for FailOn {
    fn from(least: FailOnArg) -> Self {
        match least {
            FailOnArg::Error => Self::Error,
            FailOnArg::Warning => Self::Warning,
            FailOnArg::Note => Self::Note,
            FailOnArg::Never => Self::Never,
        }
    }
}

impl From<GroupByArg> for GroupBy {
    fn from(what: GroupByArg) -> Self {
        match what {
            GroupByArg::Topic => Self::Topic,
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

/// A day on the command line.
fn day(text: &str) -> Result<Date, &'static str> {
    text.parse().map_err(|_| "a day is written like 2027-01-31")
}
