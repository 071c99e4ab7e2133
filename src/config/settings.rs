//! What holds for a run: `daejo.toml`, laid over what daejo does by itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::Date;

use super::{Config, FailOn, Loaded, Overrides, Policies};
use crate::article::language::from_tag;
use crate::article::problem::Problem;
use crate::article::{Lang, Zone};
use crate::policy::{Options, Policy};
use crate::report::Baseline;
use crate::rules::{RuleError, Rules};

/// The largest article, in bytes: a novel of 3,000 pages.
const MAX_BYTES: u64 = 10_000_000;
/// The parts of a page that are the article's own.
const ZONES: [Zone; 4] = [Zone::Title, Zone::Deck, Zone::Body, Zone::Caption];

/// What holds for a run.
#[derive(Debug)]
pub struct Settings {
    loaded: Loaded,
    overrides: Overrides,
    policies: Policies,
    /// Articles can't be from later than this, and acceptances end by it.
    pub today: Date,
}

impl Settings {
    /// What a configuration makes of a run on the day `today`.
    ///
    /// # Errors
    /// The globs of the configuration that can't be understood.
    pub fn new(loaded: Loaded, today: Date) -> Result<Self, Vec<Problem>> {
        let overrides = loaded.overrides()?;
        Ok(Self { policies: Policies::new(overrides.clone()), loaded, overrides, today })
    }

    /// The configuration with what daejo does by itself filled in; the language is that of the locale, if daejo
    /// speaks it, else Korean.
    pub fn in_full(&self) -> Config {
        let mut config = self.loaded.config.clone();
        config.lang = Some(self.lang());
        config.max_bytes = Some(self.max_bytes());
        config.fail_on = Some(self.fail_on());
        config.section.zones.get_or_insert_with(|| ZONES.to_vec());
        config
    }

    /// The language of reports and messages.
    pub fn lang(&self) -> Lang {
        spoken(self.loaded.config.lang)
    }

    /// The most bytes that a file, or a line of a JSONL file, may have.
    pub fn max_bytes(&self) -> u64 {
        self.loaded.config.max_bytes.unwrap_or(MAX_BYTES)
    }

    /// The least severity that makes the exit status 1.
    pub fn fail_on(&self) -> FailOn {
        self.loaded.config.fail_on.unwrap_or_default()
    }

    /// The file of accepted findings, if there is one.
    pub fn baseline(&self) -> Option<&Path> {
        self.loaded.config.baseline.as_deref()
    }

    /// The rules with those of the house.
    ///
    /// # Errors
    /// The first rule that can't be used.
    pub fn rules(&self) -> Result<Rules, RuleError> {
        self.with_rates(Rules::load(&self.loaded.config.rules)?)
    }

    /// The same with the rules of some folders more, all put to the test.
    ///
    /// # Errors
    /// The first rule that can't be used.
    pub fn checked_rules(&self, tested: &[PathBuf]) -> Result<Rules, RuleError> {
        self.with_rates(Rules::checked(&[&self.loaded.config.rules, tested].concat())?)
    }

    fn with_rates(&self, mut rules: Rules) -> Result<Rules, RuleError> {
        self.loaded.add_rates(&mut rules)?;
        Ok(rules)
    }

    /// Whether daejo's own rules hold and no others.
    pub fn has_own_rules_only(&self) -> bool {
        self.loaded.config.rules.is_empty() && self.loaded.config.rates.is_empty()
    }

    /// What holds for each article, by its path.
    pub fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// What holds for the articles of the file at `path`.
    pub fn policy(&self, path: &str) -> Arc<Policy> {
        self.policies.of(path)
    }

    /// How the articles are compared; what holds for each of them is to be added.
    pub fn options(&self) -> Options {
        let compare = self.loaded.config.compare;
        Options { group_by: compare.group_by, within_days: compare.within_days, policies: Vec::new() }
    }

    /// The parts of the page at `path` that claims are printed from.
    pub fn zones(&self, path: &str) -> Vec<Zone> {
        let zones = &self.policy(path).zones;
        if zones.is_empty() { ZONES.to_vec() } else { zones.clone() }
    }

    /// The files and folders that the settings come from and name.
    pub fn files(&self) -> Vec<PathBuf> {
        let source = self.loaded.source.iter().map(|source| source.path.clone());
        let named = self.baseline().map(Path::to_owned).into_iter().chain(self.loaded.config.rules.iter().cloned());
        source.chain(named).collect()
    }

    /// The file that the settings come from.
    pub fn source(&self) -> Option<String> {
        self.loaded.source.as_ref().map(|source| source.path.display().to_string())
    }
}

/// The language asked for, else that of the locale if daejo speaks it, else Korean.
pub fn spoken(asked: Option<Lang>) -> Lang {
    let of_locale = || {
        let locale = sys_locale::get_locale()?;
        from_tag(locale.split('.').next()?)
    };
    asked.or_else(of_locale).unwrap_or_default()
}

/// The accepted findings of the file at `path`, which may be missing if it is still to be `begun`.
///
/// # Errors
/// The file can't be read or understood.
pub fn baseline(path: &Path, begun: bool) -> Result<Baseline, Problem> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => Baseline::parse(&text, &name),
        Err(error) if error.kind() == io::ErrorKind::NotFound && begun => {
            Ok(Baseline { path: name, entries: Vec::new() })
        }
        Err(error) => {
            let missing = error.kind() == io::ErrorKind::NotFound;
            let key = if missing { "baseline-missing" } else { "unreadable" };
            Err(Problem::error(name, key).with("detail", error))
        }
    }
}
