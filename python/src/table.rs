//! Rows of any kind → an Arrow batch.

use arrow_array::RecordBatch;
use arrow_pyarrow::ToPyArrow;
use arrow_schema::{ArrowError, SchemaRef};
use daejo::report::columns::Rows;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;

/// A batch that is being made.
pub(crate) struct Table(Rows);

impl Table {
    pub(crate) fn new(schema: SchemaRef) -> PyResult<Self> {
        Rows::new(schema).map(Self).map_err(failed)
    }

    /// Adds rows: of each the fields that the schema names.
    pub(crate) fn add(&mut self, rows: &[impl Serialize]) -> PyResult<()> {
        self.0.add(rows).map_err(failed)
    }

    /// The batch.
    pub(crate) fn take(mut self) -> PyResult<RecordBatch> {
        self.0.take().map_err(failed)
    }

    /// The batch as a `pyarrow.RecordBatch`.
    pub(crate) fn finish(self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        self.take()?.to_pyarrow(py)
    }
}

fn failed(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
