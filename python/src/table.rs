//! Rows of any kind → an Arrow batch.

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_pyarrow::ToPyArrow;
use arrow_schema::{ArrowError, SchemaRef};
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use serde::Serialize;

/// A batch that is being made.
pub(crate) struct Table {
    schema: SchemaRef,
    decoder: Decoder,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef) -> PyResult<Self> {
        let decoder = ReaderBuilder::new(SchemaRef::clone(&schema)).build_decoder().map_err(failed)?;
        Ok(Self { schema, decoder })
    }

    /// Adds rows: of each the fields that the schema names.
    pub(crate) fn add(&mut self, rows: &[impl Serialize]) -> PyResult<()> {
        self.decoder.serialize(rows).map_err(failed)
    }

    /// The batch as a `pyarrow.RecordBatch`.
    pub(crate) fn finish(mut self, py: Python<'_>) -> PyResult<Bound<'_, PyAny>> {
        let batch = self.decoder.flush().map_err(failed)?;
        batch.unwrap_or_else(|| RecordBatch::new_empty(self.schema)).to_pyarrow(py)
    }
}

fn failed(error: ArrowError) -> PyErr {
    PyRuntimeError::new_err(error.to_string())
}
