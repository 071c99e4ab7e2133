//! Some articles and which of their claims are worth comparing → relations, checks, and what checks have found.

use std::collections::HashSet;
use std::iter;
use std::mem;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BinaryArray, BooleanArray, ListArray, RecordBatch};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::{DataType, Field, Fields, Schema};
use daejo::reason::Reason;
use daejo::report::columns::schema;
use daejo::report::{Report, View, json};
use daejo::resolve::range_of;
use daejo::spread::{Damaged, Meeting, Missing, Part, pack_relation, unbundle};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;

use super::Unpacker;
use super::columns::column;
use crate::config::Config;
use crate::pool;
use crate::table::Table;

/// What comes of some articles. A row is an article (`article`; `held` if others are only held against it), or a bundle:
/// the ids of articles that are to be checked themselves (`own`), meetings, and the ids of their articles.
#[pyfunction]
pub(crate) fn judge<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let settings = config.settings()?;
    let parts = parts(&batch, &Unpacker::new(config)?)?;
    let meetings = meetings(&batch, config)?;
    let (options, rules) = (settings.options(), config.rules());
    let new = parts.iter().filter(|part| !part.held).count();
    let results = pool::run(py, || daejo::spread::judge(parts, &meetings, &options, rules))?;
    let mut results = results.map_err(|claim| missing(&claim, config))?;
    // What is found in relations is found where all that hang together are.
    let relations = mem::take(&mut results.relations);
    let origins: Vec<usize> = (0..results.articles.len()).collect();
    let report = Report { relations, ..Report::new(results, &origins, new) };
    let mut table = Table::new(schema::judged())?;
    add_rows(&mut table, &report, &View::new(&report, config.voice(&settings)))?;
    with_packed(table.take()?, &report)?.to_pyarrow(py)
}

/// What to say of a claim that should be there.
pub(super) fn missing(missing: &Missing, config: &Config) -> PyErr {
    let Missing { article, claim } = missing;
    super::failed(&Reason::new("cluster.claim-missing").with("article", article).with("claim", claim), config)
}

/// The id of the article of a claim, and its position there.
pub(super) fn place(report: &Report, claim: usize) -> (&str, usize) {
    let article = report.claims[claim].article;
    (&report.articles[article].id, claim - range_of(&report.claims, article).start)
}

fn parts(batch: &RecordBatch, unpacker: &Unpacker<'_>) -> PyResult<Vec<Part>> {
    let packed: &BinaryArray = column(batch, "article")?;
    let held: &BooleanArray = column(batch, "held")?;
    let own: HashSet<&str> = texts(batch, "own")?.into_iter().flatten().collect();
    let part = |row| {
        let entry = unpacker.entry(packed.value(row))?;
        let home = own.contains(entry.article.id.as_str());
        Ok(Part { entry, held: held.value(row), home })
    };
    (0..batch.num_rows()).filter(|&row| packed.is_valid(row)).map(part).collect()
}

fn meetings<'a>(batch: &'a RecordBatch, config: &Config) -> PyResult<Vec<Meeting<'a>>> {
    let packed: &BinaryArray = column(batch, "meetings")?;
    let bundles = texts(batch, "articles")?.into_iter().zip(packed.iter().flatten());
    let unpacked = bundles.map(|(articles, bytes)| unbundle(&articles, bytes)).collect::<Result<Vec<_>, _>>();
    let damaged = |Damaged| super::failed(&Reason::new("cluster.meetings-damaged"), config);
    Ok(unpacked.map_err(damaged)?.into_iter().flatten().collect())
}

/// The lists of texts in a column, one for each row that has one.
fn texts<'a>(batch: &'a RecordBatch, name: &str) -> PyResult<Vec<Vec<&'a str>>> {
    let lists: &ListArray = column(batch, name)?;
    let texts = lists.values().as_string::<i32>();
    let offset = |at: usize| lists.value_offsets()[at].cast_unsigned() as usize;
    let list = |row| (offset(row)..offset(row + 1)).map(|at| texts.value(at)).collect();
    Ok((0..lists.len()).filter(|&row| lists.is_valid(row)).map(list).collect())
}

/// A row of what is found, and the claims that it is about.
#[derive(Serialize)]
struct Row<'a, R, C, F> {
    relation: Option<R>,
    check: Option<C>,
    finding: Option<F>,
    articles: Vec<&'a str>,
    positions: Vec<usize>,
}

/// The relations, the checks, and the findings of these.
fn add_rows(table: &mut Table, report: &Report, view: &View<'_>) -> PyResult<()> {
    let relations = report.relations.iter().zip(json::relations(view)).map(|(relation, row)| {
        let (articles, positions) = relation.claims.iter().map(|&claim| place(report, claim)).unzip();
        Row { relation: Some(row), check: None::<()>, finding: None::<()>, articles, positions }
    });
    table.add(&relations.collect::<Vec<_>>())?;
    let checks = report.checks.iter().zip(json::checks(view)).map(|(check, row)| {
        let (articles, positions) = check.claims.iter().map(|&claim| place(report, claim)).unzip();
        Row { relation: None::<()>, check: Some(row), finding: None::<()>, articles, positions }
    });
    table.add(&checks.collect::<Vec<_>>())?;
    let findings = report.findings.iter().zip(json::findings(view)).map(|(finding, row)| {
        let (articles, positions) = finding.labels.iter().map(|label| place(report, label.claim)).unzip();
        Row { relation: None::<()>, check: None::<()>, finding: Some(row), articles, positions }
    });
    table.add(&findings.collect::<Vec<_>>())
}

/// The rows, the first of which are the relations, with these packed beside them.
fn with_packed(batch: RecordBatch, report: &Report) -> PyResult<RecordBatch> {
    let packed = report.relations.iter().map(|relation| Some(pack_relation(relation)));
    let others = batch.num_rows() - report.relations.len();
    let packed: BinaryArray = packed.chain(iter::repeat_n(None, others)).collect();
    let packed_field = Field::new("packed", DataType::Binary, true);
    let fields = batch.schema_ref().fields().iter().cloned().chain([Arc::new(packed_field)]);
    let schema = Arc::new(Schema::new(fields.collect::<Fields>()));
    let columns = batch.columns().iter().cloned().chain([Arc::new(packed) as ArrayRef]).collect();
    RecordBatch::try_new(schema, columns).map_err(|error| PyRuntimeError::new_err(error.to_string()))
}
