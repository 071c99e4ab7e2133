//! What a desk sets: `daejo.toml`, with what the caller lays over it.

use std::path::PathBuf;

use daejo::article::{Lang, language};
use daejo::config::{Loaded, Settings};
use daejo::policy::GroupBy;
use daejo::report::Voice;
use daejo::rules::Rules;
use jiff::civil::Date;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;

use crate::problems::ConfigError;

/// Settings and the rules that they name, read once.
#[pyclass(frozen, module = "daejo._daejo")]
pub(crate) struct Config {
    loaded: Loaded,
    /// The rules of the house, with daejo's; none if those of daejo hold alone.
    rules: Option<Rules>,
    today: Option<Date>,
}

#[pymethods]
impl Config {
    #[new]
    #[pyo3(signature = (path=None, *, rules, lang=None, group_by=None, within_days=None, max_bytes=None, today=None))]
    #[expect(clippy::too_many_arguments)]
    fn new(
        py: Python<'_>,
        path: Option<PathBuf>,
        rules: Vec<PathBuf>,
        lang: Option<&str>,
        group_by: Option<&str>,
        within_days: Option<u16>,
        max_bytes: Option<u64>,
        today: Option<&str>,
    ) -> PyResult<Self> {
        let mut loaded = match path {
            Some(path) => Loaded::read(&path).map_err(|problems| unusable(&problems))?,
            None => Loaded::default(),
        };
        let config = &mut loaded.config;
        if let Some(lang) = lang {
            config.lang = Some(language::from_tag(lang).ok_or_else(|| unknown("lang", lang, "ko, en"))?);
        }
        config.compare.group_by = match group_by {
            None => config.compare.group_by,
            Some("topic") => GroupBy::Topic,
            Some("nothing") => GroupBy::Nothing,
            Some(other) => return Err(unknown("group_by", other, "nothing, topic")),
        };
        config.compare.within_days = within_days.or(config.compare.within_days);
        config.max_bytes = max_bytes.or(config.max_bytes);
        config.rules.extend(rules);
        let today = today.map(|day| day.parse().map_err(|_| unknown("today", day, "YYYY-MM-DD"))).transpose()?;
        py.detach(|| Self::with(loaded, today))
    }

    /// The language that messages are in.
    #[getter]
    fn lang(&self) -> PyResult<&'static str> {
        Ok(match self.settings()?.lang() {
            Lang::Ko => "ko",
            Lang::En => "en",
        })
    }

    /// Whether something holds for some paths only.
    #[getter]
    fn by_path(&self) -> bool {
        !self.loaded.config.overrides.is_empty()
    }

    /// The day that is taken for today.
    #[getter]
    fn today(&self) -> PyResult<String> {
        Ok(self.settings()?.today.to_string())
    }
}

impl Config {
    /// What daejo does by itself.
    pub(crate) fn plain() -> Self {
        Self { loaded: Loaded::default(), rules: None, today: None }
    }

    fn with(loaded: Loaded, today: Option<Date>) -> PyResult<Self> {
        let settings = settings(&loaded, today).map_err(|problems| unusable(&problems))?;
        let own = settings.has_own_rules_only();
        let rules = if own { None } else { Some(settings.rules().map_err(|e| ConfigError::new_err(e.to_string()))?) };
        Ok(Self { loaded, rules, today })
    }

    /// The rules that hold.
    pub(crate) fn rules(&self) -> &Rules {
        self.rules.as_ref().unwrap_or_else(|| Rules::shared())
    }

    /// The settings of a run that begins now.
    pub(crate) fn settings(&self) -> PyResult<Settings> {
        settings(&self.loaded, self.today).map_err(|problems| unusable(&problems))
    }

    /// What messages are told by.
    pub(crate) fn voice(&self, settings: &Settings) -> Voice<'_> {
        Voice::new(self.rules(), settings.lang())
    }
}

fn settings(loaded: &Loaded, today: Option<Date>) -> Result<Settings, Vec<daejo::article::problem::Problem>> {
    Settings::new(loaded.clone(), today.unwrap_or_else(|| jiff::Zoned::now().date()))
}

fn unusable(problems: &[daejo::article::problem::Problem]) -> PyErr {
    let voice = Voice::new(Rules::shared(), daejo::config::spoken(None));
    let told: Vec<String> = problems.iter().map(|problem| voice.problem(problem)).collect();
    ConfigError::new_err(told.join("\n"))
}

fn unknown(name: &str, value: &str, known: &str) -> PyErr {
    PyValueError::new_err(format!("{name}={value:?}: expected one of {known}"))
}
