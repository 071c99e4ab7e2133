//! Columns of a batch whose types are known.

use arrow_array::{Array, RecordBatch};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

/// The column of a name, which is of the type `A`.
///
/// # Errors
/// There is none, or one of another type.
pub(super) fn column<'a, A: Array + 'static>(batch: &'a RecordBatch, name: &str) -> PyResult<&'a A> {
    let column = batch.column_by_name(name).and_then(|column| column.as_any().downcast_ref());
    column.ok_or_else(|| PyTypeError::new_err(format!("no column {name:?} of the expected type")))
}

/// A number that was written as one of another sign, as tables have only such.
pub(super) fn unsigned(number: i32) -> PyResult<u32> {
    u32::try_from(number).map_err(|error| PyTypeError::new_err(error.to_string()))
}
