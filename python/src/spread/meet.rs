//! Some articles and the lists of their keys → which claims are worth comparing.

use std::sync::Arc;

use arrow_array::builder::{Int32Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::Int32Type;
use arrow_array::{Array, ArrayRef, BinaryArray, Int64Array, ListArray, RecordBatch, StructArray};
use arrow_pyarrow::{FromPyArrow, ToPyArrow};
use daejo::align::keys::Aspect;
use daejo::spread::{Lists, Met, Named};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;

use super::Unpacker;
use super::columns::{column, unsigned};
use crate::config::Config;
use crate::pool;

/// The aspects, by the numbers that tables have for them.
const ASPECTS: [Aspect; 3] = [Aspect::Figure, Aspect::Quotation, Aspect::Chronicle];

/// The aspect of a number.
pub(super) fn aspect(number: i32) -> PyResult<Aspect> {
    let aspect = ASPECTS.get(unsigned(number)? as usize).copied();
    aspect.ok_or_else(|| PyRuntimeError::new_err(format!("no aspect {number}")))
}

/// What the claims of some articles meet. A row is an article (`article`), or a list (`key`, `places`); a list without
/// places is one of too many. The last row of the result says how many times a key was left out for that.
#[pyfunction]
pub(crate) fn meet<'py>(batch: Bound<'py, PyAny>, config: &Config) -> PyResult<Bound<'py, PyAny>> {
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
    let table = pool::run(py, || table(&daejo::spread::meet(&entries, &lists, by, rules)))?;
    table.map_err(|error| PyRuntimeError::new_err(error.to_string()))?.to_pyarrow(py)
}

fn add_lists<'a>(lists: &mut Lists<'a>, batch: &'a RecordBatch) -> PyResult<()> {
    let keys: &Int64Array = column(batch, "key")?;
    let all: &ListArray = column(batch, "places")?;
    let places = Places::of(all.values().as_struct());
    let offsets = all.value_offsets();
    for (row, key) in keys.iter().enumerate() {
        let Some(key) = key else { continue };
        let list =
            all.is_valid(row).then(|| offsets[row].cast_unsigned() as usize..offsets[row + 1].cast_unsigned() as usize);
        lists.add(key.cast_unsigned(), list.map(|range| range.map(|at| places.named(at))));
    }
    Ok(())
}

/// The claims of all lists, one after the other. Those of articles that are only held against are counted down from -1.
struct Places<'a> {
    articles: &'a arrow_array::StringArray,
    claims: &'a arrow_array::Int32Array,
}

impl<'a> Places<'a> {
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

fn table(met: &Met<'_>) -> Result<RecordBatch, arrow_schema::ArrowError> {
    let mut aspect = Int32Builder::new();
    let (mut home, mut partner) = (StringBuilder::new(), StringBuilder::new());
    let (mut home_claim, mut partner_claim) = (Int32Builder::new(), Int32Builder::new());
    let mut left_out = Int64Builder::new();
    for meeting in &met.meetings {
        aspect.append_value(meeting.aspect as i32);
        home.append_value(meeting.home.0);
        home_claim.append_value(meeting.home.1.cast_signed());
        partner.append_value(meeting.partner.0);
        partner_claim.append_value(meeting.partner.1.cast_signed());
        left_out.append_null();
    }
    aspect.append_null();
    home.append_null();
    home_claim.append_null();
    partner.append_null();
    partner_claim.append_null();
    left_out.append_value(i64::try_from(met.left_out).unwrap_or(i64::MAX));
    let columns: [(&str, ArrayRef); 6] = [
        ("aspect", Arc::new(aspect.finish())),
        ("home", Arc::new(home.finish())),
        ("home_claim", Arc::new(home_claim.finish())),
        ("partner", Arc::new(partner.finish())),
        ("partner_claim", Arc::new(partner_claim.finish())),
        ("left_out", Arc::new(left_out.finish())),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
}
