//! What holds for a run: the command line, laid over `daejo.toml`, laid over what daejo does by itself.

use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::Arc;

use daejo::article::problem::Problem;
use daejo::article::{Lang, Zone};
use daejo::policy::{Options, Policy};
use daejo::report::safe;
use daejo::rules::{RuleError, Rules};
use jiff::civil::Date;

use super::args::{Args, Command, Input};
use super::config::{self, Config, FailOn, Loaded, Overrides, Policies};

/// The largest article, in bytes: a novel of 3,000 pages.
const MAX_BYTES: u64 = 10_000_000;
/// The parts of a page that are the article's own.
const ZONES: [Zone; 4] = [Zone::Title, Zone::Deck, Zone::Body, Zone::Caption];

/// What holds for a run.
#[derive(Debug)]
pub(super) struct Settings {
    loaded: Loaded,
    overrides: Overrides,
    policies: Policies,
    pub(super) lang: Lang,
    pub(super) today: Date,
    pub(super) max_bytes: u64,
    pub(super) fail_on: FailOn,
    pub(super) baseline: Option<PathBuf>,
    /// Zones that the command line asks for.
    zones: Vec<Zone>,
}

impl Settings {
    /// Reads the `daejo.toml` for `places`, unless it is not to be used, and lays the arguments over it.
    ///
    /// # Errors
    /// What is wrong with `daejo.toml`.
    pub(super) fn new(args: &Args, places: &[PathBuf]) -> Result<Self, Vec<Problem>> {
        let mut loaded = match file(args, places)? {
            Some(path) => Loaded::read(&path)?,
            None => Loaded::default(),
        };
        let overrides = loaded.overrides()?;
        let config = &mut loaded.config;
        config.rules.extend(args.rules.iter().cloned());
        let mut zones = Vec::new();
        match &args.command {
            Command::Check(check) => {
                config.fail_on = check.fail_on.or(config.fail_on);
                config.baseline = check.acceptance.baseline.clone().or(config.baseline.take());
                config.compare.group_by = check.group_by.map_or(config.compare.group_by, Into::into);
                config.compare.within_days = check.within_days.or(config.compare.within_days);
            }
            Command::Review(review) => config.baseline = review.baseline.clone().or(config.baseline.take()),
            Command::Extract(extract) => zones = extract.zones.iter().map(|&zone| zone.into()).collect(),
            _ => {}
        }
        config.max_bytes = args.command.input().and_then(|input| input.max_bytes).or(config.max_bytes);
        Ok(Self {
            lang: args.lang(config.lang),
            today: args.today.unwrap_or_else(|| jiff::Zoned::now().date()),
            max_bytes: config.max_bytes.unwrap_or(MAX_BYTES),
            fail_on: config.fail_on.unwrap_or_default(),
            baseline: config.baseline.clone(),
            loaded,
            policies: Policies::new(overrides.clone()),
            overrides,
            zones,
        })
    }

    /// The rules with those of the house, and of the folders that are to be tested, which is done thoroughly.
    ///
    /// # Errors
    /// The first rule that can't be used.
    pub(super) fn rules(&self, tested: Option<&[PathBuf]>) -> Result<Rules, RuleError> {
        let own = self.loaded.config.rules.as_slice();
        let mut rules = match tested {
            Some(tested) => Rules::checked(&[own, tested].concat())?,
            None => Rules::load(own)?,
        };
        self.loaded.add_rates(&mut rules)?;
        Ok(rules)
    }

    /// What holds for each article, by its path.
    pub(super) fn overrides(&self) -> &Overrides {
        &self.overrides
    }

    /// What holds for the articles of the file at `path`.
    pub(super) fn policy(&self, path: &str) -> Arc<Policy> {
        self.policies.of(path)
    }

    /// How the articles are compared; what holds for each of them is to be added.
    pub(super) fn options(&self) -> Options {
        let compare = self.loaded.config.compare;
        Options { group_by: compare.group_by, within_days: compare.within_days, policies: Vec::new() }
    }

    /// The parts of the page at `path` that claims are printed from.
    pub(super) fn zones(&self, path: &str) -> Vec<Zone> {
        if !self.zones.is_empty() {
            return self.zones.clone();
        }
        self.overrides.section(&self.overrides.matching(path)).zones.unwrap_or_else(|| ZONES.to_vec())
    }

    /// The files and folders that the settings come from and name.
    pub(super) fn files(&self) -> Vec<PathBuf> {
        let source = self.loaded.source.iter().map(|source| source.path.clone());
        source.chain(self.baseline.clone()).chain(self.loaded.config.rules.iter().cloned()).collect()
    }

    /// The file that the settings come from.
    pub(super) fn source(&self) -> Option<String> {
        self.loaded.source.as_ref().map(|source| source.path.display().to_string())
    }

    /// Prints the settings as a `daejo.toml` that would set them, and for each file of `input` what the
    /// overrides make of it.
    ///
    /// # Errors
    /// When `out` does.
    pub(super) fn show(&self, out: &mut impl Write, input: &Input) -> io::Result<()> {
        if let Some(source) = self.source() {
            writeln!(out, "# {}", safe::visible(&source))?;
        }
        let mut config: Config = self.loaded.config.clone();
        config.lang = Some(self.lang);
        config.max_bytes = Some(self.max_bytes);
        config.fail_on = Some(self.fail_on);
        config.section.zones.get_or_insert_with(|| ZONES.to_vec());
        write!(out, "{}", toml::to_string(&config).map_err(io::Error::other)?)?;
        for path in input.places().iter().filter(|path| path.is_file()) {
            let path = path.display().to_string();
            let matching = self.overrides.matching(&path);
            if !matching.is_empty() {
                writeln!(out, "\n# {}", safe::visible(&path))?;
                let section = toml::to_string(&self.overrides.section(&matching)).map_err(io::Error::other)?;
                section.lines().try_for_each(|line| writeln!(out, "# {line}"))?;
            }
        }
        out.flush()
    }
}

/// The configuration file to read, if any.
fn file(args: &Args, places: &[PathBuf]) -> Result<Option<PathBuf>, Vec<Problem>> {
    if args.isolated {
        return Ok(None);
    }
    if args.config.is_some() {
        return Ok(args.config.clone());
    }
    config::find(places).map_err(|error| vec![Problem::error(".", "unreadable").with("detail", error)])
}
