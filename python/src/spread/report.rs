//! Claims that hang together → groups; conflicts that do → findings; and what tells the origins of articles.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, BinaryArray, BooleanArray, Int32Array, RecordBatch, StringArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use daejo::align::origins::{Traces, traces};
use daejo::judge::Verdict;
use daejo::reason::Reason;
use daejo::report::columns::schema;
use daejo::report::{View, json};
use daejo::spread::{Grouped, Link, Member, Part, Unusable};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;

use super::Unpacker;
use super::columns::{column, unsigned};
use super::judge::{missing, place};
use crate::config::Config;
use crate::pool;
use crate::table::Table;

/// The findings of some conflicts. A row is an article (`article`, `held`), or a conflict (`relation`) between two claims.
#[pyfunction]
pub(crate) fn conflicts<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let (parts, links) = (parts(&batch, &Unpacker::new(config)?)?, links(&batch)?);
    let report = pool::run(py, || daejo::spread::report(parts, &links))?;
    let report = report.map_err(|unusable| match unusable {
        Unusable::Missing(claim) => missing(&claim, config),
        Unusable::Damaged => super::failed(&Reason::new("cluster.relation-damaged"), config),
    })?;
    let mut table = Table::new(schema::reported())?;
    let view = View::new(&report, config.voice(&config.settings()?));
    let rows = report.findings.iter().zip(json::findings(&view)).map(|(finding, row)| {
        let (articles, positions) = finding.labels.iter().map(|label| place(&report, label.claim)).unzip();
        Row { group: None, finding: Some(row), articles, positions }
    });
    table.add(&rows.collect::<Vec<_>>())?;
    table.finish(py)
}

/// The groups of claims that hang together (`label`). A row is a claim (`article`, `position`, `claim`, `held`, `origin`),
/// or the `verdict` of a relation.
#[pyfunction]
pub(crate) fn group(batch: Bound<'_, PyAny>) -> PyResult<Bound<'_, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let mut table = Table::new(schema::reported())?;
    let groups = parted(&batch)?.into_values();
    let groups = groups.filter_map(|(members, verdicts)| daejo::spread::group(members, verdicts.into_iter()));
    let rows = groups.map(|Grouped { id, members, verdict, origins }| Row {
        articles: members.iter().map(|member| member.article).collect(),
        positions: members.iter().map(|member| member.position as usize).collect(),
        group: Some(Group {
            id: id.to_string(),
            claims: members.iter().map(|member| member.id).collect(),
            verdict,
            origins,
        }),
        finding: None::<()>,
    });
    table.add(&rows.collect::<Vec<_>>())?;
    table.finish(py)
}

/// Claims that hang together, and the verdicts of their relations.
type Hanging<'a> = (BTreeSet<Member<'a>>, Vec<Verdict>);

/// What hangs together, by its label.
fn parted(batch: &RecordBatch) -> PyResult<BTreeMap<&str, Hanging<'_>>> {
    let text = |name| column::<StringArray>(batch, name);
    let (label, verdict) = (text("label")?, text("verdict")?);
    let (article, id, origin) = (text("article")?, text("claim")?, text("origin")?);
    let position: &Int32Array = column(batch, "position")?;
    let held: &BooleanArray = column(batch, "held")?;
    let mut parted: BTreeMap<&str, Hanging<'_>> = BTreeMap::new();
    for row in 0..batch.num_rows() {
        let (members, verdicts) = parted.entry(label.value(row)).or_default();
        if verdict.is_valid(row) {
            verdicts.extend(daejo::spread::verdict(verdict.value(row)));
        } else {
            members.insert(Member {
                held: held.value(row),
                article: article.value(row),
                position: unsigned(position.value(row))?,
                id: id.value(row),
                origin: origin.value(row),
            });
        }
    }
    Ok(parted)
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

fn parts(batch: &RecordBatch, unpacker: &Unpacker<'_>) -> PyResult<Vec<Part>> {
    let packed: &BinaryArray = column(batch, "article")?;
    let held: &BooleanArray = column(batch, "held")?;
    let part = |row| Ok(Part { entry: unpacker.entry(packed.value(row))?, held: held.value(row), home: false });
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
struct Row<'a, F> {
    group: Option<Group<'a>>,
    finding: Option<F>,
    articles: Vec<&'a str>,
    positions: Vec<usize>,
}

/// A group, as reports tell it.
#[derive(Serialize)]
struct Group<'a> {
    id: String,
    claims: Vec<&'a str>,
    verdict: Verdict,
    origins: usize,
}
