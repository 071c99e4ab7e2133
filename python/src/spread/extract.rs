//! Articles → the same packed; and back to the claims.

use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, StringBuilder};
use arrow_array::{ArrayRef, BinaryArray, RecordBatch};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use daejo::align::archive::Entry;
use daejo::article::problem::Problem;
use daejo::input::{How, Reader};
use daejo::report::json;
use daejo::spread::pack;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::Unpacker;
use super::columns::column;
use crate::batch::Rows;
use crate::config::Config;
use crate::pool;
use crate::problems;
use crate::table::Table;

/// The articles of a batch with their claims, one a row; what is wrong with an article is a row too. The parameters are
/// those of `extract_batch`.
#[pyfunction]
pub(crate) fn pack_articles<'py>(
    batch: Bound<'py, PyAny>,
    unusable: Vec<(String, String)>,
    config: &Config,
) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let settings = config.settings()?;
    let how = How { rules: config.rules(), settings: &settings, stdin: None };
    let rows = Rows { batch: &batch, unusable: &unusable };
    let read = pool::each(py, rows.numbers().collect(), |row| read(&rows, row, how))?;
    let voice = config.voice(&settings);
    let mut table = Extracted::default();
    for row in read {
        match row {
            Read::Article(id, bytes) => table.add(&id, &bytes),
            Read::Problem(id, problem) => {
                table.add_problem(id.as_deref(), problems::severity(problem.severity), &voice.say(&problem.reason));
            }
        }
    }
    table.finish()?.to_pyarrow(py)
}

/// The claims of articles that `pack_articles` has packed.
#[pyfunction]
pub(crate) fn unpack_claims<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let packed: &BinaryArray = column(&batch, "article")?;
    let unpacker = Unpacker::new(config)?;
    let mut table = Table::new(super::claims_schema()?)?;
    for bytes in packed.iter().flatten() {
        let entry = unpacker.entry(bytes)?;
        let rows: Vec<_> = entry.claims.iter().map(|claim| json::claim(claim, &entry.article.id, false)).collect();
        table.add(&rows)?;
    }
    table.finish(py)
}

/// What comes of a row.
enum Read {
    /// The id of an article, and the article with its claims, packed.
    Article(String, Vec<u8>),
    /// What is wrong with the article of an id, if it has one.
    Problem(Option<String>, Problem),
}

/// Reads a row by itself: whether another one has its id is for those to find out who see them all.
fn read(rows: &Rows<'_>, row: usize, how: How<'_>) -> Vec<Read> {
    let draft = rows.draft(&mut Reader::new(how), row);
    let read = draft.map_or_else(|problem| vec![Err(problem)], |named| named.read(how));
    let read = read.into_iter().map(|read| match read {
        Ok(article) => {
            let claims = daejo::extract(&article, 0, how.rules);
            let entry = Entry::new(article, claims, super::policy(how.settings));
            let bytes = pack(&entry);
            Read::Article(entry.article.id.clone(), bytes)
        }
        Err(problem) => Read::Problem(rows.id(row), problem),
    });
    read.collect()
}

/// The table that is made.
#[derive(Default)]
struct Extracted {
    id: StringBuilder,
    severity: StringBuilder,
    problem: StringBuilder,
    article: BinaryBuilder,
}

impl Extracted {
    fn add(&mut self, id: &str, article: &[u8]) {
        self.id.append_value(id);
        self.severity.append_null();
        self.problem.append_null();
        self.article.append_value(article);
    }

    fn add_problem(&mut self, id: Option<&str>, severity: &str, problem: &str) {
        self.id.append_option(id);
        self.severity.append_value(severity);
        self.problem.append_value(problem);
        self.article.append_null();
    }

    fn finish(mut self) -> PyResult<RecordBatch> {
        let columns: [(&str, ArrayRef); 4] = [
            ("id", Arc::new(self.id.finish())),
            ("severity", Arc::new(self.severity.finish())),
            ("problem", Arc::new(self.problem.finish())),
            ("article", Arc::new(self.article.finish())),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}
