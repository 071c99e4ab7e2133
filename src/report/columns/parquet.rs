//! Parquet: a table in a file, compressed column by column (Snappy), in groups of rows that memory need not hold more
//! than one of.

use std::io::{self, Write};

use arrow_schema::SchemaRef;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use serde::Serialize;

use super::Rows;

/// So many rows are turned into columns together.
const BATCH: usize = 1024;
/// So many rows are one group.
const GROUP: usize = 1 << 16;

/// Writes a table.
#[derive(Debug)]
pub struct Writer {
    rows: Rows,
    /// How many rows have been added since the last batch.
    waiting: usize,
    /// What has been written here goes on to where the table is written to.
    file: ArrowWriter<Vec<u8>>,
}

impl Writer {
    /// A table of no rows yet.
    ///
    /// # Errors
    /// There can't be a table of this schema.
    pub fn new(schema: SchemaRef) -> io::Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by(concat!("daejo ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP));
        let file = ArrowWriter::try_new(Vec::new(), SchemaRef::clone(&schema), Some(properties.build()));
        Ok(Self { rows: Rows::new(schema).map_err(io::Error::other)?, waiting: 0, file: file.map_err(failed)? })
    }

    /// Adds rows, and writes the groups that are complete.
    ///
    /// # Errors
    /// When a field is not what the schema says, or `out` fails.
    pub fn add(&mut self, rows: &[impl Serialize], out: &mut dyn Write) -> io::Result<()> {
        self.rows.add(rows).map_err(io::Error::other)?;
        self.waiting += rows.len();
        if self.waiting < BATCH { Ok(()) } else { self.write(out) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// When `out` does.
    pub fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        self.write(out)?;
        out.write_all(&self.file.into_inner().map_err(failed)?)
    }

    fn write(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let batch = self.rows.take().map_err(io::Error::other)?;
        self.waiting = 0;
        self.file.write(&batch).map_err(failed)?;
        out.write_all(&std::mem::take(self.file.inner_mut()))
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
