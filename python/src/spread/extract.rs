//! Articles → the same packed, with the keys of their claims; and back to the claims.

use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int32Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder};
use arrow_array::{ArrayRef, BinaryArray, RecordBatch};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::{DataType, Field, Fields};
use daejo::align::archive::Entry;
use daejo::article::problem::Problem;
use daejo::input::{How, Reader};
use daejo::policy::GroupBy;
use daejo::report::json;
use daejo::rules::Rules;
use daejo::spread::{Listing, listings, pack, place};
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
    let by = settings.options().group_by;
    let rows = Rows { batch: &batch, unusable: &unusable };
    let read = pool::each(py, rows.numbers().collect(), |row| read(&rows, row, how, by))?;
    let voice = config.voice(&settings);
    let mut table = Extracted::new();
    for row in read {
        match row {
            Read::Article(article) => table.add(&article),
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
    Article(Packed),
    /// What is wrong with the article of an id, if it has one.
    Problem(Option<String>, Problem),
}

/// An article that is ready to be moved.
struct Packed {
    id: String,
    bytes: Vec<u8>,
    listings: Vec<Listing>,
}

impl Packed {
    fn new(entry: &Entry, by: GroupBy, rules: &Rules) -> Self {
        Self { id: entry.article.id.clone(), bytes: pack(entry), listings: listings(entry, by, rules) }
    }
}

/// Reads a row by itself: whether another one has its id is for those to find out who see them all.
fn read(rows: &Rows<'_>, row: usize, how: How<'_>, by: GroupBy) -> Vec<Read> {
    let draft = rows.draft(&mut Reader::new(how), row);
    let read = draft.map_or_else(|problem| vec![Err(problem)], |named| named.read(how));
    let read = read.into_iter().map(|read| match read {
        Ok(article) => {
            let claims = daejo::extract(&article, 0, how.rules);
            let entry = Entry::new(article, claims, super::policy(how.settings));
            Read::Article(Packed::new(&entry, by, how.rules))
        }
        Err(problem) => Read::Problem(rows.id(row), problem),
    });
    read.collect()
}

/// The table that is made.
struct Extracted {
    id: StringBuilder,
    place: Int64Builder,
    severity: StringBuilder,
    problem: StringBuilder,
    article: BinaryBuilder,
    listings: ListBuilder<StructBuilder>,
}

impl Extracted {
    fn new() -> Self {
        let number = |name, kind| Field::new(name, kind, true);
        let listing = Fields::from(vec![
            number("key", DataType::Int64),
            number("sought", DataType::Int64),
            number("claim", DataType::Int32),
        ]);
        Self {
            id: StringBuilder::new(),
            place: Int64Builder::new(),
            severity: StringBuilder::new(),
            problem: StringBuilder::new(),
            article: BinaryBuilder::new(),
            listings: ListBuilder::new(StructBuilder::from_fields(listing, 0)),
        }
    }

    fn add(&mut self, article: &Packed) {
        self.id.append_value(&article.id);
        self.place.append_value(place(&article.id).cast_signed());
        self.severity.append_null();
        self.problem.append_null();
        self.article.append_value(&article.bytes);
        article.listings.iter().for_each(|listing| self.list(listing));
        self.listings.append(true);
    }

    fn list(&mut self, listing: &Listing) {
        let row = self.listings.values();
        let mut number = |at, number: i64| {
            if let Some(column) = row.field_builder::<Int64Builder>(at) {
                column.append_value(number);
            }
        };
        number(0, listing.key.cast_signed());
        number(1, listing.sought.cast_signed());
        if let Some(column) = row.field_builder::<Int32Builder>(2) {
            column.append_value(listing.claim.cast_signed());
        }
        row.append(true);
    }

    fn add_problem(&mut self, id: Option<&str>, severity: &str, problem: &str) {
        self.id.append_option(id);
        self.place.append_null();
        self.severity.append_value(severity);
        self.problem.append_value(problem);
        self.article.append_null();
        self.listings.append_null();
    }

    fn finish(mut self) -> PyResult<RecordBatch> {
        let columns: [(&str, ArrayRef); 6] = [
            ("id", Arc::new(self.id.finish())),
            ("place", Arc::new(self.place.finish())),
            ("severity", Arc::new(self.severity.finish())),
            ("problem", Arc::new(self.problem.finish())),
            ("article", Arc::new(self.article.finish())),
            ("listings", Arc::new(self.listings.finish())),
        ];
        RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
            .map_err(|error| PyRuntimeError::new_err(error.to_string()))
    }
}
