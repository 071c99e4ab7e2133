//! `daejo.check` and what it gives.

use std::io::Write;

use anstream::StripStream;
use arrow_schema::SchemaRef;
use daejo::align::archive::Entry;
use daejo::article::Lang;
use daejo::report::columns::schema;
use daejo::report::{Format, View, Voice, json};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use serde::Serialize;

use crate::config::Config;
use crate::feed::Feed;
use crate::object::Maker;
use crate::pool;
use crate::problems::InputError;
use crate::table::Table;

/// A report, with what it is told by.
#[pyclass(frozen, module = "daejo._daejo")]
pub(crate) struct Report {
    found: daejo::report::Report,
    config: Py<Config>,
    lang: Lang,
}

/// Holds articles against each other and against others.
#[pyfunction]
#[pyo3(signature = (articles, against, config, on_problem, progress))]
pub(crate) fn check<'py>(
    articles: Bound<'py, PyAny>,
    against: Option<Bound<'py, PyAny>>,
    config: Option<Py<Config>>,
    on_problem: Option<Bound<'py, PyAny>>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Report> {
    let py = articles.py();
    let config = config.map_or_else(|| Py::new(py, Config::plain()), Ok)?;
    let run = Run::new(config.get())?;
    let mut feed = run.feed(progress, on_problem, py);
    let own = run.entries(&mut feed, &articles)?;
    let others = against.map_or_else(|| Ok(Vec::new()), |others| run.entries(&mut feed, &others))?;
    let rules = config.get().rules();
    let options = run.settings.options();
    let report = pool::run(py, || daejo::check_extracted(own, others, &options, rules))?;
    run.finish(report, config.clone_ref(py))
}

/// A run of `check`.
pub(crate) struct Run<'a> {
    config: &'a Config,
    pub(crate) settings: daejo::config::Settings,
}

impl<'a> Run<'a> {
    pub(crate) fn new(config: &'a Config) -> PyResult<Self> {
        Ok(Self { config, settings: config.settings()? })
    }

    pub(crate) fn feed<'py>(
        &'a self,
        progress: Option<Bound<'py, PyAny>>,
        on_problem: Option<Bound<'py, PyAny>>,
        py: Python<'py>,
    ) -> Feed<'a, 'py> {
        Feed::new(self.config, &self.settings, progress, on_problem, py)
    }

    /// The articles with their claims and what holds for them.
    pub(crate) fn entries<'py>(&self, feed: &mut Feed<'_, 'py>, articles: &Bound<'py, PyAny>) -> PyResult<Vec<Entry>> {
        let mut entries = Vec::new();
        feed.give(articles)?;
        let entry = |article| {
            let claims = daejo::extract(&article, 0, self.config.rules());
            let policy = self.settings.policy(&article.origin.path);
            Entry::new(article, claims, policy)
        };
        feed.each(entry, |entry| {
            entries.push(entry);
            Ok(())
        })?;
        Ok(entries)
    }

    /// The report with what is accepted marked.
    pub(crate) fn finish(&self, mut report: daejo::report::Report, config: Py<Config>) -> PyResult<Report> {
        let voice = self.config.voice(&self.settings);
        let baseline = self.settings.baseline().map(|path| daejo::config::baseline(path, false)).transpose();
        let baseline = baseline.map_err(|problem| InputError::new_err(voice.problem(&problem)))?.unwrap_or_default();
        report.accept(&baseline, self.settings.today, &self.config.rules().messages);
        Ok(Report { found: report, config, lang: self.settings.lang() })
    }
}

#[pymethods]
impl Report {
    /// What `daejo check --format json` prints.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.to_format(py, "json", false)
    }

    /// What `daejo check --format NAME` prints, without colours.
    fn to_format(&self, py: Python<'_>, name: &str, explain: bool) -> PyResult<String> {
        let format = Format::named(name).ok_or_else(|| {
            let known: Vec<&str> = daejo::report::format::FORMATS.iter().map(|format| format.name).collect();
            PyValueError::new_err(format!("format {name:?}: expected one of {}", known.join(", ")))
        })?;
        let config = self.config.get();
        let written = py.detach(|| {
            let view = View { explain, ..self.view(config) };
            let mut plain = Vec::new();
            let mut stripped = StripStream::new(&mut plain as &mut dyn Write);
            let written =
                if format.styled { (format.write)(&mut stripped, &view) } else { (format.write)(&mut plain, &view) };
            written.map(|()| plain)
        })?;
        Ok(String::from_utf8(written)?)
    }

    /// One line of counts.
    fn summary(&self) -> String {
        self.view(self.config.get()).summary()
    }

    /// The rows of one of the report's lists, as dictionaries.
    fn rows<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Bound<'py, PyList>> {
        self.with_rows(table, Dictionaries(py))
    }

    /// The same as a `pyarrow.RecordBatch`.
    fn batch<'py>(&self, py: Python<'py>, table: &str) -> PyResult<Bound<'py, PyAny>> {
        self.with_rows(table, Batch { py, schema: schema::of_table(table).ok_or_else(|| unknown_table(table))? })
    }
}

impl Report {
    fn view<'a>(&'a self, config: &'a Config) -> View<'a> {
        View::new(&self.found, Voice::new(config.rules(), self.lang))
    }

    fn with_rows<U: UseRows>(&self, table: &str, user: U) -> PyResult<U::Made> {
        let view = self.view(self.config.get());
        match table {
            "articles" => user.use_rows(json::articles(&view)),
            "claims" => user.use_rows(json::claims(&view)),
            "relations" => user.use_rows(json::relations(&view)),
            "checks" => user.use_rows(json::checks(&view)),
            "groups" => user.use_rows(json::groups(&view)),
            "findings" => user.use_rows(json::findings(&view)),
            _ => Err(unknown_table(table)),
        }
    }
}

fn unknown_table(name: &str) -> PyErr {
    PyValueError::new_err(format!("table {name:?}: expected one of {}", schema::TABLES.join(", ")))
}

/// Something that is made of rows, whatever their type.
trait UseRows {
    type Made;

    fn use_rows(self, rows: impl Iterator<Item: Serialize>) -> PyResult<Self::Made>;
}

struct Dictionaries<'py>(Python<'py>);

impl<'py> UseRows for Dictionaries<'py> {
    type Made = Bound<'py, PyList>;

    fn use_rows(self, rows: impl Iterator<Item: Serialize>) -> PyResult<Self::Made> {
        let list = PyList::empty(self.0);
        let mut maker = Maker::new(self.0);
        for row in rows {
            list.append(maker.object(&row)?)?;
        }
        Ok(list)
    }
}

struct Batch<'py> {
    py: Python<'py>,
    schema: SchemaRef,
}

impl<'py> UseRows for Batch<'py> {
    type Made = Bound<'py, PyAny>;

    fn use_rows(self, rows: impl Iterator<Item: Serialize>) -> PyResult<Self::Made> {
        let mut table = Table::new(self.schema)?;
        table.add(&rows.collect::<Vec<_>>())?;
        table.finish(self.py)
    }
}
