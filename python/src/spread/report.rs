//! Relations that hang together → groups and findings; and what tells the origins of articles.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, BinaryArray, BooleanArray, Int32Array, RecordBatch, StringArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use daejo::align::origins::{Traces, traces};
use daejo::reason::Reason;
use daejo::report::columns::schema;
use daejo::report::{Report, View, json};
use daejo::spread::{Link, Part, Unusable};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;

use super::Unpacker;
use super::columns::{column, unsigned};
use super::judge::{missing, place};
use crate::config::Config;
use crate::pool;
use crate::table::Table;

/// The groups and findings of some relations. A row is an article (`article`, `held`, `origin`), or a relation
/// (`relation`) between two claims.
#[pyfunction]
pub(crate) fn regroup<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let (parts, links) = (parts(&batch, &Unpacker::new(config)?)?, links(&batch)?);
    let report = pool::run(py, || daejo::spread::report(parts, &links))?;
    let report = report.map_err(|unusable| match unusable {
        Unusable::Missing(claim) => missing(&claim, config),
        Unusable::Damaged => super::failed(&Reason::new("cluster.relation-damaged"), config),
    })?;
    let mut table = Table::new(schema::reported())?;
    add_rows(&mut table, &report, &View::new(&report, config.voice(&config.settings()?)))?;
    table.finish(py)
}

/// What tells the origins of articles that were packed: `id`, `agency`, `shingles`.
#[pyfunction]
pub(crate) fn traces_of<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let packed: &BinaryArray = column(&batch, "article")?;
    let unpacker = Unpacker::new(config)?;
    let (mut ids, mut agencies) = (StringBuilder::new(), Int32Builder::new());
    let mut passages = ListBuilder::new(Int64Builder::new());
    for bytes in packed.iter().flatten() {
        let entry = unpacker.entry(bytes)?;
        let Traces { agency, shingles } = traces(&entry.article, config.rules());
        ids.append_value(&entry.article.id);
        agencies.append_option(agency.and_then(|agency| i32::try_from(agency).ok()));
        passages.append_value(shingles.iter().map(|shingle| Some(shingle.cast_signed())));
    }
    let columns: [(&str, ArrayRef); 3] = [
        ("id", Arc::new(ids.finish())),
        ("agency", Arc::new(agencies.finish())),
        ("shingles", Arc::new(passages.finish())),
    ];
    let batch = RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)));
    batch.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.to_pyarrow(py)
}

fn parts<'a>(batch: &'a RecordBatch, unpacker: &Unpacker<'_>) -> PyResult<Vec<(Part, &'a str)>> {
    let packed: &BinaryArray = column(batch, "article")?;
    let held: &BooleanArray = column(batch, "held")?;
    let origin: &StringArray = column(batch, "origin")?;
    let part = |row| {
        let entry = unpacker.entry(packed.value(row))?;
        Ok((Part { entry, held: held.value(row), home: false }, origin.value(row)))
    };
    (0..batch.num_rows()).filter(|&row| packed.is_valid(row)).map(part).collect()
}

fn links(batch: &RecordBatch) -> PyResult<Vec<Link<'_>>> {
    let relation: &BinaryArray = column(batch, "relation")?;
    let articles: [&StringArray; 2] = [column(batch, "article_a")?, column(batch, "article_b")?];
    let claims: [&Int32Array; 2] = [column(batch, "claim_a")?, column(batch, "claim_b")?];
    let claim = |side: usize, row| Ok::<_, PyErr>((articles[side].value(row), unsigned(claims[side].value(row))?));
    let link = |row| Ok(Link { claims: [claim(0, row)?, claim(1, row)?], relation: relation.value(row) });
    (0..batch.num_rows()).filter(|&row| relation.is_valid(row)).map(link).collect()
}

/// A row of what is reported, and the claims that it is about.
#[derive(Serialize)]
struct Row<'a, G, F> {
    group: Option<G>,
    finding: Option<F>,
    articles: Vec<&'a str>,
    positions: Vec<usize>,
}

fn add_rows(table: &mut Table, report: &Report, view: &View<'_>) -> PyResult<()> {
    let groups = report.groups.iter().zip(json::groups(view)).map(|(group, row)| {
        let (articles, positions) = group.claims.iter().map(|&claim| place(report, claim)).unzip();
        Row { group: Some(row), finding: None::<()>, articles, positions }
    });
    table.add(&groups.collect::<Vec<_>>())?;
    let findings = report.findings.iter().zip(json::findings(view)).map(|(finding, row)| {
        let (articles, positions) = finding.labels.iter().map(|label| place(report, label.claim)).unzip();
        Row { group: None::<()>, finding: Some(row), articles, positions }
    });
    table.add(&findings.collect::<Vec<_>>())
}
