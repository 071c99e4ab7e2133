//! Some articles and the lists of their keys → which claims are worth comparing.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_array::builder::{BinaryBuilder, Int64Builder, ListBuilder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, BinaryArray, Int64Array, ListArray, RecordBatch, StructArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use arrow_schema::ArrowError;
use daejo::spread::{Bundle, Lists, Met, Named, Places};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::Unpacker;
use super::columns::column;
use crate::config::Config;
use crate::pool;

/// What the claims of some articles meet. A row is an article (`article`), or a list (`key`, `places`); a list without
/// places is one of too many. What is found is bundled for so many places.
#[pyfunction]
pub(crate) fn meet<'py>(batch: Bound<'py, PyAny>, config: &Config, places: u64) -> PyResult<Bound<'py, PyAny>> {
    let py = batch.py();
    let batch = RecordBatch::from_pyarrow_bound(&batch)?;
    let settings = config.settings()?;
    let unpacker = Unpacker::new(config)?;
    let packed: &BinaryArray = column(&batch, "article")?;
    let entries = packed.iter().flatten().map(|bytes| unpacker.entry(bytes)).collect::<PyResult<Vec<_>>>()?;
    let mut lists = Lists::for_entries(&entries);
    add_lists(&mut lists, &batch)?;
    let by = settings.options().group_by;
    let rules = config.rules();
    let table = pool::run(py, || {
        let met = daejo::spread::meet(&entries, &lists, by, rules);
        table(&met, &Places(places).bundles(&entries, &met))
    })?;
    table.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.to_pyarrow(py)
}

fn add_lists<'a>(lists: &mut Lists<'a>, batch: &'a RecordBatch) -> PyResult<()> {
    let keys: &Int64Array = column(batch, "key")?;
    let all: &ListArray = column(batch, "places")?;
    let claims = Claims::of(all.values().as_struct());
    let offsets = all.value_offsets();
    for (row, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        let list =
            all.is_valid(row).then(|| offsets[row].cast_unsigned() as usize..offsets[row + 1].cast_unsigned() as usize);
        lists.add(key.cast_unsigned(), list.map(|range| range.map(|at| claims.named(at))));
    }
    Ok(())
}

/// The claims of all lists, one after the other. Those of articles that are only held against are counted down from -1.
struct Claims<'a> {
    articles: &'a arrow_array::StringArray,
    claims: &'a arrow_array::Int32Array,
}

impl<'a> Claims<'a> {
    fn of(places: &'a StructArray) -> Self {
        Self { articles: places.column(0).as_string(), claims: places.column(1).as_primitive::<Int32Type>() }
    }

    fn named(&self, at: usize) -> Named<'a> {
        let claim = self.claims.value(at);
        let held = claim < 0;
        let claim = if held { !claim } else { claim };
        Named { article: self.articles.value(at), held, claim: claim.cast_unsigned() }
    }
}

/// The bundles, each with its block; the first row has the counts of all.
fn table(met: &Met<'_>, bundles: &BTreeMap<u64, Bundle<'_>>) -> Result<RecordBatch, ArrowError> {
    let mut blocks = Int64Builder::new();
    let mut lists = [ListBuilder::new(StringBuilder::new()), ListBuilder::new(StringBuilder::new())];
    let mut meetings = BinaryBuilder::new();
    let [mut candidates, mut left_out] = [Int64Builder::new(), Int64Builder::new()];
    for (row, (&block, bundle)) in bundles.iter().enumerate() {
        blocks.append_value(block.cast_signed());
        for (list, ids) in lists.iter_mut().zip([&bundle.own, &bundle.articles]) {
            list.append_value(ids.iter().map(|&id| Some(id)));
        }
        meetings.append_value(&bundle.meetings);
        let count = |count: usize| (row == 0).then(|| i64::try_from(count).unwrap_or(i64::MAX));
        candidates.append_option(count(met.meetings.len()));
        left_out.append_option(count(met.left_out));
    }
    let [mut own, mut articles] = lists;
    let columns: [(&str, ArrayRef); 6] = [
        ("block", Arc::new(blocks.finish())),
        ("own", Arc::new(own.finish())),
        ("articles", Arc::new(articles.finish())),
        ("meetings", Arc::new(meetings.finish())),
        ("candidates", Arc::new(candidates.finish())),
        ("left_out", Arc::new(left_out.finish())),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
}
