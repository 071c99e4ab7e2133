//! Tables by column, as Arrow has them in memory and Parquet in a file: for programs that compute with them.

use arrow_array::RecordBatch;
use arrow_json::ReaderBuilder;
use arrow_json::reader::Decoder;
use arrow_schema::{ArrowError, SchemaRef};
use serde::Serialize;

#[cfg(feature = "parquet")]
pub mod parquet;
pub mod schema;

/// Rows that become columns.
#[derive(Debug)]
pub struct Rows {
    schema: SchemaRef,
    decoder: Decoder,
}

impl Rows {
    /// None yet.
    ///
    /// # Errors
    /// There can't be rows of this schema.
    pub fn new(schema: SchemaRef) -> Result<Self, ArrowError> {
        let decoder = ReaderBuilder::new(SchemaRef::clone(&schema)).build_decoder()?;
        Ok(Self { schema, decoder })
    }

    /// Adds rows: of each the fields that the schema names.
    ///
    /// # Errors
    /// When a field is not what the schema says.
    pub fn add(&mut self, rows: &[impl Serialize]) -> Result<(), ArrowError> {
        self.decoder.serialize(rows)
    }

    /// The rows that were added since the last time, as columns.
    ///
    /// # Errors
    /// When a field is not what the schema says.
    pub fn take(&mut self) -> Result<RecordBatch, ArrowError> {
        let batch = self.decoder.flush()?;
        Ok(batch.unwrap_or_else(|| RecordBatch::new_empty(SchemaRef::clone(&self.schema))))
    }
}
