//! `daejo.toml`: what a desk sets once instead of on every command line.
//!
//! The file is looked for in the folder that holds all of the run's paths, and above it. Paths in it
//! count from its own folder. What the command line says goes before it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use daejo::article::problem::Problem;
use daejo::rules::{Source, rates};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

mod files;
mod names;
mod overrides;
mod tolerance;
mod validate;

pub(crate) use files::find;
pub(crate) use names::{ConfigLang, Failing, Grouping, ZoneName};
pub(crate) use overrides::{Overrides, Section};
pub(crate) use tolerance::Tolerance;
pub(crate) use validate::position;

/// The name of the file.
pub(crate) const NAME: &str = "daejo.toml";

/// The settings of daejo.toml.
#[derive(Clone, Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
#[schemars(title = "daejo.toml")]
pub(crate) struct Config {
    /// Language of reports and messages.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) lang: Option<ConfigLang>,
    /// The least severity that makes the exit status 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) fail_on: Option<Failing>,
    /// The largest file, or line of a .jsonl file, that is read, in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_bytes: Option<u64>,
    /// The file of accepted findings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) baseline: Option<PathBuf>,
    /// Folders of house rules, laid out like rules/.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) rules: Vec<PathBuf>,
    /// What holds for every article.
    #[serde(flatten)]
    pub(crate) section: Section,
    /// Which articles are compared with which.
    #[serde(skip_serializing_if = "Compare::is_default")]
    pub(crate) compare: Compare,
    /// Exchange rates by year, as in the files of rules/rates/; they go before daejo's own.
    #[serde(skip_serializing)]
    pub(crate) rates: Vec<rates::File>,
    /// What holds for some articles, by their paths; later ones go before earlier ones.
    #[serde(rename = "override", skip_serializing_if = "Vec::is_empty")]
    pub(crate) overrides: Vec<Override>,
}

/// What limits the comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case", default)]
pub(crate) struct Compare {
    /// Compare only articles that share this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) group_by: Option<Grouping>,
    /// Compare only articles with so many days at most between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) within_days: Option<u16>,
}

/// What holds for the articles below some paths.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Override {
    /// Globs, from the folder of daejo.toml: `archive/**`, `*.jsonl`.
    pub(crate) paths: Vec<String>,
    /// What holds there instead.
    #[serde(flatten)]
    pub(crate) section: Section,
}

/// A configuration and where it was read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Loaded {
    /// What it says.
    pub(crate) config: Config,
    /// The file with its text, if there is one.
    pub(crate) source: Option<Arc<Source>>,
}

impl Compare {
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Loaded {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// It can't be read, is no TOML, or has a key or value that daejo doesn't know: the first of these, at its line.
    pub(crate) fn read(path: &Path) -> Result<Self, Problem> {
        let name = path.display().to_string();
        let unreadable = |error| Problem::error(&name, "unreadable").with("detail", error);
        let text = fs::read_to_string(path).map_err(unreadable)?;
        let mut config = validate::parse(&text, &name)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for relative in config.rules.iter_mut().chain(&mut config.baseline) {
            *relative = folder.join(&relative);
        }
        let source = Source { path: path.to_owned(), name: NAME.to_owned(), text };
        Ok(Self { config, source: Some(Arc::new(source)) })
    }

    /// What holds for each article, by its path.
    ///
    /// # Errors
    /// A glob that can't be understood.
    pub(crate) fn overrides(&self) -> Result<Overrides, Problem> {
        let path = self.source.as_ref().map_or(Path::new(""), |source| &source.path);
        Overrides::new(&self.config, path)
    }
}
