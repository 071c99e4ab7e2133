//! `daejo.Ledger`: an archive's claims in one file.

use std::path::PathBuf;

use daejo::article::problem::Problem;
use daejo::input::Named;
use daejo::ledger::{self, Extractor, Indexer, Row, Stats};
use daejo::report::Voice;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::config::Config;
use crate::pool;
use crate::problems::LedgerError;
use crate::report::{Report, Run};

/// A ledger in a file, which may yet have to be made.
#[pyclass(frozen, module = "daejo._daejo")]
pub(crate) struct Ledger {
    path: PathBuf,
    config: Py<Config>,
}

#[pymethods]
impl Ledger {
    #[new]
    #[pyo3(signature = (path, config))]
    fn new(py: Python<'_>, path: PathBuf, config: Option<Py<Config>>) -> PyResult<Self> {
        Ok(Self { path, config: config.map_or_else(|| Py::new(py, Config::plain()), Ok)? })
    }

    /// Puts articles into the ledger, in place of those of the same ids; with `sync` it holds no others afterwards.
    fn index<'py>(
        &self,
        articles: Bound<'py, PyAny>,
        sync: bool,
        on_problem: Option<Bound<'py, PyAny>>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyDict>> {
        let py = articles.py();
        let config = self.config.get();
        let run = Run::new(config)?;
        let failed = |error: ledger::Error| self.failed(&error);
        let mut indexer = py.detach(|| Indexer::open(&self.path, config.rules())).map_err(failed)?;
        let mut known = indexer.known().map_err(failed)?;
        let mut feed = run.feed(progress, on_problem, py);
        let extractor = Extractor::new(&indexer, feed.how());
        feed.give(&articles)?;
        while let Some(chunk) = feed.chunk()? {
            let count = chunk.len();
            let stamped = chunk.into_iter().map(|read| read.map(|named| (extractor.stamp(&named.draft), named)));
            let unknown = stamped
                .filter(|read| !read.as_ref().is_ok_and(|(stamp, named)| known.recognise(*stamp, &named.draft.origin)));
            let unknown: Vec<Result<(u128, Named), Problem>> = unknown.collect();
            let rows = pool::each(py, unknown, |read| match read {
                Ok((stamp, named)) => extractor.rows(stamp, named),
                Err(problem) => vec![Err(problem)],
            })?;
            feed.pass_on(count, rows, |row: Row| indexer.add(row).map_err(failed))?;
        }
        let summary = py.detach(|| {
            indexer.commit()?;
            indexer.finish(&known, sync)
        });
        let ledger::Summary { written, unchanged, removed, claims } = summary.map_err(failed)?;
        let told = PyDict::new(py);
        told.set_item("written", written)?;
        told.set_item("unchanged", unchanged)?;
        told.set_item("removed", removed)?;
        told.set_item("claims", claims)?;
        Ok(told)
    }

    /// Holds articles against each other and against those of the ledger.
    fn check<'py>(
        &self,
        articles: Bound<'py, PyAny>,
        on_problem: Option<Bound<'py, PyAny>>,
        progress: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Report> {
        let py = articles.py();
        let config = self.config.get();
        let run = Run::new(config)?;
        let own = run.entries(&mut run.feed(progress, on_problem, py), &articles)?;
        let options = run.settings.options();
        let report = pool::run(py, || {
            let policy = |article: &daejo::article::Article| run.settings.policy(&article.origin.path);
            let ledger = ledger::Ledger::open(&self.path, config.rules(), policy)?;
            daejo::check_extracted_with(own, &ledger, &options, config.rules())
        })?;
        run.finish(report.map_err(|error| self.failed(&error))?, self.config.clone_ref(py))
    }

    /// What the ledger holds.
    fn stats<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let stats = py.detach(|| Stats::of(&self.path, self.config.get().rules()));
        let Stats { articles, claims, segments, entries, retired, bytes, current } =
            stats.map_err(|error| self.failed(&error))?;
        let told = PyDict::new(py);
        let numbers = [
            ("articles", articles),
            ("claims", claims),
            ("segments", segments),
            ("entries", entries),
            ("retired", retired),
            ("bytes", bytes),
        ];
        numbers.into_iter().try_for_each(|(name, number)| told.set_item(name, number))?;
        told.set_item("current", current)?;
        Ok(told)
    }

    /// What is damaged, one message each.
    fn verify(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        let damage = py.detach(|| ledger::Check::run(&self.path, self.config.get().rules()));
        let damage = damage.map_err(|error| self.failed(&error))?;
        let voice = self.voice()?;
        Ok(damage.iter().map(|reason| voice.say(reason)).collect())
    }

    /// Takes out what is no longer there, and gives the room back.
    fn vacuum(&self, py: Python<'_>) -> PyResult<()> {
        py.detach(|| ledger::vacuum(&self.path)).map_err(|error| self.failed(&error))
    }
}

impl Ledger {
    fn voice(&self) -> PyResult<Voice<'_>> {
        let config = self.config.get();
        Ok(config.voice(&config.settings()?))
    }

    fn failed(&self, error: &ledger::Error) -> PyErr {
        self.voice().map_or_else(|error| error, |voice| LedgerError::new_err(voice.say(&error.reason())))
    }
}
