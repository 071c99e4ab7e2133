//! `daejo.extract_batch`: an Arrow batch of articles → a batch of their claims.

use std::ops::Range;
use std::slice;

use arrow_array::cast::AsArray;
use arrow_array::{Array, RecordBatch};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::DataType;
use daejo::article::problem::Problem;
use daejo::article::record::Record;
use daejo::input::{How, Named, Reader};
use daejo::report::columns::schema;
use daejo::report::{Voice, json};
use daejo::resolve::Claim;
use pyo3::prelude::*;
use serde::Serialize;

use crate::config::Config;
use crate::extract::own_claims;
use crate::pool;
use crate::problems;
use crate::table::Table;

/// What messages call the articles of a batch.
pub(crate) const NAME: &str = "<batch>";

/// The schema of what `extract_batch` gives.
#[pyfunction]
pub(crate) fn batch_schema(py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
    schema::claims_or_problems().to_pyarrow(py)
}

/// The claims of the articles of a batch, whose columns hold bytes: what is wrong with an article is a row too.
/// `unusable` are columns of another type, by name.
#[pyfunction]
#[pyo3(signature = (batch, unusable, config))]
pub(crate) fn extract_batch<'py>(
    batch: Bound<'py, PyAny>,
    unusable: Vec<(String, String)>,
    config: Option<&Config>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let plain = Config::plain();
    let config = config.unwrap_or(&plain);
    let settings = config.settings()?;
    let voice = config.voice(&settings);
    let how = How { rules: config.rules(), settings: &settings, stdin: None };
    let rows = Rows { batch: &batch, unusable: &unusable };
    let drafts = py.detach(|| rows.drafts(how));
    let read = pool::each(py, drafts, |draft| draft.read(how))?;
    let table = py.detach(|| {
        let mut table = Table::new(schema::claims_or_problems())?;
        for read in read {
            match read {
                Read::Claims(id, claims) => {
                    let rows: Vec<_> = claims.iter().map(|claim| json::claim(claim, &id, false)).collect();
                    table.add(&rows)?;
                }
                Read::Problem(id, problem) => table.add(slice::from_ref(&ProblemOut::new(id, &problem, &voice)))?,
            }
        }
        PyResult::Ok(table)
    })?;
    table.finish(py)
}

/// What comes of an article.
enum Read {
    Claims(String, Vec<Claim>),
    /// What is wrong with the article of an id, if it has one.
    Problem(Option<String>, Problem),
}

/// What is wrong with an article, as a row.
#[derive(Serialize)]
struct ProblemOut {
    article: Option<String>,
    severity: &'static str,
    problem: String,
}

impl ProblemOut {
    fn new(article: Option<String>, problem: &Problem, voice: &Voice) -> Self {
        Self { article, severity: problems::severity(problem.severity), problem: voice.problem(problem) }
    }
}

/// The articles of a batch.
pub(crate) struct Rows<'a> {
    pub(crate) batch: &'a RecordBatch,
    /// Columns that hold no text, with their types.
    pub(crate) unusable: &'a [(String, String)],
}

impl Rows<'_> {
    fn drafts(&self, how: How) -> Vec<Row> {
        let mut reader = Reader::new(how);
        self.numbers().map(|row| Row { id: self.id(row), draft: self.draft(&mut reader, row) }).collect()
    }

    /// The numbers of the rows.
    pub(crate) fn numbers(&self) -> Range<usize> {
        0..self.batch.num_rows()
    }

    /// The id of the article of a row, if it has one.
    pub(crate) fn id(&self, row: usize) -> Option<String> {
        self.text("id", row).ok().flatten()
    }

    /// The article of a row, unless something is wrong with it.
    pub(crate) fn draft(&self, reader: &mut Reader, row: usize) -> Result<Named, Problem> {
        let line = Some(row + 1);
        if let Some((field, kind)) = self.unusable.first() {
            let problem = Problem::error(NAME, "record-type").with("field", field).with("type", kind);
            return Err(problem.at(line, None));
        }
        let text = |field| self.text(field, row);
        let record = Record {
            id: text("id")?,
            title: text("title")?,
            body: text("body")?,
            outlet: text("outlet")?,
            published: text("published")?,
            lang: text("lang")?,
            topic: text("topic")?,
            url: text("url")?,
        };
        reader.record(record, NAME, line)
    }

    /// The text of a field, if it has any.
    fn text(&self, field: &str, row: usize) -> Result<Option<String>, Problem> {
        let Some(column) = self.batch.column_by_name(field).filter(|column| column.is_valid(row)) else {
            return Ok(None);
        };
        let bytes = match column.data_type() {
            DataType::LargeBinary => column.as_binary::<i64>().value(row),
            DataType::Binary => column.as_binary::<i32>().value(row),
            _ => return Ok(None),
        };
        match std::str::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.to_owned())),
            Err(_) => Err(Problem::error(NAME, "record-unicode").with("field", field).at(Some(row + 1), None)),
        }
    }
}

/// An article of a batch.
struct Row {
    id: Option<String>,
    draft: Result<Named, Problem>,
}

impl Row {
    fn read(self, how: How) -> Vec<Read> {
        let read = self.draft.map_or_else(|problem| vec![Err(problem)], |named| named.read(how));
        let read = read.into_iter().map(|read| match read {
            Ok(article) => {
                let (id, claims) = own_claims(article, how);
                Read::Claims(id, claims)
            }
            Err(problem) => Read::Problem(self.id.clone(), problem),
        });
        read.collect()
    }
}
