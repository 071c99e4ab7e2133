//! `daejo.spark`: the parts of a comparison that an engine spreads over machines, Arrow batches in and out. What moves
//! the rows between them is in `daejo/spark/`.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow_pyarrow::ToPyArrow;
use arrow_schema::SchemaRef;
use daejo::align::archive::Entry;
use daejo::config::Settings;
use daejo::policy::Policy;
use daejo::reason::Reason;
use daejo::report::columns::schema;
use daejo::spread::{Damaged, unpack};
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;

use crate::batch::NAME;
use crate::config::Config;

mod columns;
pub(crate) mod extract;
pub(crate) mod judge;
pub(crate) mod meet;
pub(crate) mod report;

/// What tells the rules, and the daejo that reads them, from others.
#[pyfunction]
pub(crate) fn rules_version(config: &Config) -> String {
    format!("{:032x}", daejo::ledger::version(config.rules()))
}

/// What the message of `key` says with its arguments.
#[pyfunction]
#[pyo3(signature = (key, config, **arguments))]
pub(crate) fn said(key: &str, config: &Config, arguments: Option<BTreeMap<String, String>>) -> PyResult<String> {
    let arguments = arguments.into_iter().flatten();
    tell(&arguments.fold(Reason::new(key), |reason, (name, value)| reason.with(name, value)), config)
}

fn tell(reason: &Reason, config: &Config) -> PyResult<String> {
    Ok(config.voice(&config.settings()?).say(reason))
}

/// The error that says `reason`.
fn failed(reason: &Reason, config: &Config) -> PyErr {
    tell(reason, config).map_or_else(|error| error, PyRuntimeError::new_err)
}

/// The schema of what `unpack_claims`, `judge` (but for its last column, `packed`) or `conflicts` gives.
#[pyfunction]
pub(crate) fn schema_of<'py>(py: Python<'py>, function: &str) -> PyResult<Bound<'py, PyAny>> {
    let schema = match function {
        "unpack_claims" => claims_schema()?,
        "judge" => schema::judged(),
        "conflicts" => schema::reported(),
        other => return Err(PyValueError::new_err(format!("nothing is known of {other:?}"))),
    };
    schema.to_pyarrow(py)
}

fn claims_schema() -> PyResult<SchemaRef> {
    schema::of_table("claims").ok_or_else(|| PyRuntimeError::new_err("no table of claims"))
}

/// What holds for the articles of tables, which lie in no file.
fn policy(settings: &Settings) -> Arc<Policy> {
    settings.policy(NAME)
}

/// Takes out the articles that were packed in rows.
struct Unpacker<'a> {
    policy: Arc<Policy>,
    config: &'a Config,
}

impl<'a> Unpacker<'a> {
    fn new(config: &'a Config) -> PyResult<Self> {
        Ok(Self { policy: policy(&config.settings()?), config })
    }

    fn entry(&self, bytes: &[u8]) -> PyResult<Entry> {
        let damaged = |Damaged| failed(&Reason::new("cluster.article-damaged"), self.config);
        unpack(bytes, NAME, &self.policy).map_err(damaged)
    }
}
