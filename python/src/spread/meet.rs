//! Articles → which of their claims are worth comparing: what is sent to the points of their keys, what is found there,
//! and the best of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int32Builder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::{Array, ArrayRef, BinaryArray, BooleanArray, Int32Array, Int64Array, RecordBatch, StringArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use daejo::reason::Reason;
use daejo::spread::{Bundle, Counts, Damaged, Guest, Met, Places, Points, Profiles, listings};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::Unpacker;
use super::columns::{column, unsigned};
use crate::config::Config;
use crate::pool;

/// The keys of the claims of articles that `pack_articles` has packed (`article`): the number of the article in the batch
/// (`row`), the `key`, how many of its `claims` are listed under it.
#[pyfunction]
pub(crate) fn keys_of<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let packed: &BinaryArray = column(&batch, "article")?;
    let unpacker = Unpacker::new(config)?;
    let by = config.settings()?.options().group_by;
    let [mut rows, mut claims] = [Int32Builder::new(), Int32Builder::new()];
    let mut keys = Int64Builder::new();
    for (row, bytes) in (0..).zip(packed) {
        let Some(bytes) = bytes else { continue };
        for (key, listed) in listings(&unpacker.entry(bytes)?, by, config.rules()) {
            rows.append_value(row);
            keys.append_value(key.cast_signed());
            claims.append_value(listed.cast_signed());
        }
    }
    made(
        [("row", Arc::new(rows.finish())), ("key", Arc::new(keys.finish())), ("claims", Arc::new(claims.finish()))],
        py,
    )
}

/// What is sent of articles to so many points. A row is an article (`article`, `held` if others are only held against it),
/// or a `key`, with how many `claims` have it.
#[pyfunction]
pub(crate) fn profiles<'py>(batch: Bound<'py, PyAny>, config: &Config, points: u64) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let (by, unpacker) = (config.settings()?.options().group_by, Unpacker::new(config)?);
    let packed: &BinaryArray = column(&batch, "article")?;
    let held: &BooleanArray = column(&batch, "held")?;
    let counts = counts(&batch)?;
    let mut sent = Sent::default();
    for (row, bytes) in packed.iter().enumerate() {
        let Some(bytes) = bytes else { continue };
        let entry = unpacker.entry(bytes)?;
        let profiles = Points(points).profiles(&entry, &counts, by, config.rules());
        sent.add(&entry.article.id, held.value(row), &profiles);
    }
    sent.finish(py)
}

fn counts(batch: &RecordBatch) -> PyResult<Counts> {
    let (keys, claims): (&Int64Array, &Int32Array) = (column(batch, "key")?, column(batch, "claims")?);
    let counts = keys.iter().zip(claims).filter_map(|(key, claims)| Some((key?.cast_unsigned(), claims?)));
    counts.map(|(key, claims)| Ok((key, unsigned(claims)?))).collect()
}

/// What is sent of articles: the point (`block`) and the article, `held` or not. How many keys were left out stands in
/// the first row of each that is not; one that nothing is sent of has a row all the same.
#[derive(Default)]
struct Sent {
    point: Int64Builder,
    id: StringBuilder,
    held: Vec<bool>,
    profile: BinaryBuilder,
    left_out: Int64Builder,
}

impl Sent {
    fn add(&mut self, id: &str, held: bool, profiles: &Profiles) {
        let mut left_out = (!held).then(|| i64::try_from(profiles.left_out).unwrap_or(i64::MAX));
        let sent = profiles.packed.iter().map(|(&point, profile)| (point, Some(profile)));
        let nowhere = profiles.packed.is_empty().then_some((0, None));
        for (point, profile) in sent.chain(nowhere) {
            self.point.append_value(point.cast_signed());
            self.id.append_value(id);
            self.held.push(held);
            self.profile.append_option(profile);
            self.left_out.append_option(left_out.take());
        }
    }

    fn finish(mut self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let columns: [(&str, ArrayRef); 5] = [
            ("block", Arc::new(self.point.finish())),
            ("id", Arc::new(self.id.finish())),
            ("held", Arc::new(BooleanArray::from(self.held))),
            ("profile", Arc::new(self.profile.finish())),
            ("left_out", Arc::new(self.left_out.finish())),
        ];
        made(columns, py)
    }
}

/// Whom the claims of articles (`id`, `held`, `profile`) meet at a point: the `id` of each that is not held, and its
/// `partners`, packed.
#[pyfunction]
pub(crate) fn seek<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let (ids, profiles): (&StringArray, &BinaryArray) = (column(&batch, "id")?, column(&batch, "profile")?);
    let held: &BooleanArray = column(&batch, "held")?;
    let guest = |row| Guest { id: ids.value(row), held: held.value(row), profile: profiles.value(row) };
    let guests: Vec<Guest<'_>> = (0..batch.num_rows()).filter(|&row| profiles.is_valid(row)).map(guest).collect();
    let found = pool::run(py, || daejo::spread::seek(&guests))?.map_err(|Damaged| damaged(config))?;
    let (mut ids, mut partners) = (StringBuilder::new(), BinaryBuilder::new());
    for (id, packed) in found {
        ids.append_value(id);
        partners.append_value(packed);
    }
    made([("id", Arc::new(ids.finish())), ("partners", Arc::new(partners.finish()))], py)
}

/// What some articles have met, of the `partners` that they (`id`) have found, if any, bundled for so many places.
#[pyfunction]
pub(crate) fn meet<'py>(batch: Bound<'py, PyAny>, config: &Config, places: u64) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let (ids, partners): (&StringArray, &BinaryArray) = (column(&batch, "id")?, column(&batch, "partners")?);
    let mut found: BTreeMap<&str, Vec<&[u8]>> = BTreeMap::new();
    for row in 0..batch.num_rows() {
        let found = found.entry(ids.value(row)).or_default();
        found.extend(partners.is_valid(row).then(|| partners.value(row)));
    }
    let met = found.into_iter().map(|(id, found)| Ok((id, daejo::spread::meet(id, &found)?)));
    let met = met.collect::<Result<BTreeMap<&str, Met<'_>>, Damaged>>().map_err(|Damaged| damaged(config))?;
    let candidates = met.values().flat_map(|met| &met.meetings).collect::<BTreeSet<_>>().len();
    table(&Places(places).bundles(&met), candidates, py)
}

fn damaged(config: &Config) -> PyErr {
    super::failed(&Reason::new("cluster.meetings-damaged"), config)
}

/// The bundles, each with its place (`block`); the first row has the number of candidates.
fn table<'py>(bundles: &BTreeMap<u64, Bundle<'_>>, candidates: usize, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
    let mut blocks = Int64Builder::new();
    let mut lists = [ListBuilder::new(StringBuilder::new()), ListBuilder::new(StringBuilder::new())];
    let (mut meetings, mut counts) = (BinaryBuilder::new(), Int64Builder::new());
    for (row, (&block, bundle)) in bundles.iter().enumerate() {
        blocks.append_value(block.cast_signed());
        for (list, ids) in lists.iter_mut().zip([&bundle.own, &bundle.articles]) {
            list.append_value(ids.iter().map(|&id| Some(id)));
        }
        meetings.append_value(&bundle.meetings);
        counts.append_option((row == 0).then(|| i64::try_from(candidates).unwrap_or(i64::MAX)));
    }
    let [mut own, mut articles] = lists;
    let columns: [(&str, ArrayRef); 5] = [
        ("block", Arc::new(blocks.finish())),
        ("own", Arc::new(own.finish())),
        ("articles", Arc::new(articles.finish())),
        ("meetings", Arc::new(meetings.finish())),
        ("candidates", Arc::new(counts.finish())),
    ];
    made(columns, py)
}

/// The columns as a `pyarrow.RecordBatch`.
fn made<'py, const N: usize>(columns: [(&str, ArrayRef); N], py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
        .map_err(|error| PyRuntimeError::new_err(error.to_string()))?
        .to_pyarrow(py)
}
