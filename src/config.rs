//! `daejo.toml`: what a desk sets once instead of on every command line.
//!
//! The file is looked for in the folder that holds all of the run's paths, and above it. Paths in it
//! count from its own folder. What the command line says goes before it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::article::Lang;
use crate::article::problem::Problem;
use crate::policy::GroupBy;
use crate::rules::{Rules, Source, Spanned, rates};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod fail_on;
mod files;
mod overrides;
mod section;
mod settings;
mod tolerance;
mod validate;

pub use fail_on::FailOn;
pub use files::find;
pub use overrides::{Overrides, Policies};
pub use section::Section;
pub use settings::{Settings, baseline, spoken};

/// The name of the file.
pub const NAME: &str = "daejo.toml";

/// The settings of daejo.toml.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[schemars(title = "daejo.toml", deny_unknown_fields)]
pub struct Config {
    /// Language of reports and messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The least severity that makes the exit status 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<FailOn>,
    /// The largest file, or line of a .jsonl file, that is read, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_bytes: Option<u64>,
    /// The file of accepted findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<PathBuf>,
    /// Folders of house rules, laid out like rules/.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<PathBuf>,
    /// What holds for every article.
    #[serde(flatten)]
    pub section: Section,
    /// Which articles are compared with which.
    pub compare: Compare,
    /// Exchange rates by year, as in the files of rules/rates/; they go before daejo's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<rates::File>,
    /// What holds for some articles, by their paths; later ones go before earlier ones.
    #[serde(rename = "override", skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
}

/// What limits the comparison.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[schemars(deny_unknown_fields)]
pub struct Compare {
    /// Compare only articles that share this.
    pub group_by: GroupBy,
    /// Compare only articles with so many days at most between them; one without a date with all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within_days: Option<u16>,
}

/// What holds for the articles below some paths.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(deny_unknown_fields)]
pub struct Override {
    /// Globs, from the folder of daejo.toml; one without a slash fits a name in any folder.
    paths: Vec<Spanned<String>>,
    /// What holds there instead.
    #[serde(flatten)]
    section: Section,
}

/// A configuration and where it was read.
#[derive(Clone, Debug, Default)]
pub struct Loaded {
    /// What it says.
    pub config: Config,
    /// The file with its text, if there is one.
    pub source: Option<Arc<Source>>,
}

impl Loaded {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// It can't be read, is no TOML, or has keys or values that daejo doesn't know: each at its line.
    pub fn read(path: &Path) -> Result<Self, Vec<Problem>> {
        let text = fs::read_to_string(path).map_err(|error| {
            let missing = error.kind() == std::io::ErrorKind::NotFound;
            let key = if missing { "missing" } else { "unreadable" };
            vec![Problem::error(path.display().to_string(), key).with("detail", error)]
        })?;
        Self::parse(text, path)
    }

    /// What the file at `path` says, whose text this is.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn parse(text: String, path: &Path) -> Result<Self, Vec<Problem>> {
        let mut config = validate::parse(&text, &path.display().to_string())?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for relative in config.rules.iter_mut().chain(&mut config.baseline) {
            *relative = folder.join(&relative);
        }
        let source = Source { path: path.to_owned(), name: NAME.into(), text: text.into(), packed: None };
        Ok(Self { config, source: Some(Arc::new(source)) })
    }

    /// What holds for each article, by its path.
    ///
    /// # Errors
    /// The globs that can't be understood.
    pub fn overrides(&self) -> Result<Overrides, Vec<Problem>> {
        Overrides::new(self)
    }

    /// Adds the exchange rates to the rules.
    ///
    /// # Errors
    /// The first rate that makes no sense.
    pub fn add_rates(&self, rules: &mut Rules) -> Result<(), crate::rules::RuleError> {
        let Some(source) = &self.source else { return Ok(()) };
        for file in &self.config.rates {
            rules.rates.add(&crate::rules::RuleFile { source: Arc::clone(source), content: file.clone() })?;
        }
        Ok(())
    }
}
