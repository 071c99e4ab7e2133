//! What Python gives as an article: a text, the path of a file or folder, a mapping of fields.

use std::path::PathBuf;

use daejo::article::problem::Problem;
use daejo::article::record::Record;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyFloat, PyInt, PyMapping, PyString};

/// Something that articles are read from.
pub(crate) enum Given {
    Text(String),
    Place(PathBuf),
    Fields(Record),
}

/// What messages call texts and mappings.
pub(crate) const NAME: &str = "<articles>";

impl Given {
    /// Whether `value` is one of these, and not a list of them.
    pub(crate) fn is_one(value: &Bound<'_, PyAny>) -> PyResult<bool> {
        Ok(value.is_instance_of::<PyString>() || value.cast::<PyMapping>().is_ok() || is_path(value)?)
    }

    /// What `value` is, as number `number` of a list.
    ///
    /// # Errors
    /// What is wrong with its text or fields; Python's own errors, a `TypeError` among them if it is nothing of
    /// the kind.
    pub(crate) fn of(value: &Bound<'_, PyAny>, number: usize) -> PyResult<Result<Self, Problem>> {
        if let Ok(text) = value.cast::<PyString>() {
            return Ok(unicode(text, "body", number).map(Self::Text));
        }
        if let Ok(fields) = value.cast::<PyMapping>() {
            return Ok(record(fields, number)?.map(Self::Fields));
        }
        if is_path(value)? {
            return Ok(Ok(Self::Place(value.extract()?)));
        }
        let kind = value.get_type().name()?;
        Err(PyTypeError::new_err(format!("an article is a str, a mapping or a path, not {kind}")))
    }
}

fn is_path(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    value.hasattr(intern!(value.py(), "__fspath__"))
}

/// The fields of a mapping; those that daejo doesn't know are not looked at.
fn record(fields: &Bound<'_, PyMapping>, number: usize) -> PyResult<Result<Record, Problem>> {
    let py = fields.py();
    let mut record = Record::default();
    let places = [
        (intern!(py, "id"), &mut record.id),
        (intern!(py, "title"), &mut record.title),
        (intern!(py, "body"), &mut record.body),
        (intern!(py, "outlet"), &mut record.outlet),
        (intern!(py, "published"), &mut record.published),
        (intern!(py, "lang"), &mut record.lang),
        (intern!(py, "topic"), &mut record.topic),
        (intern!(py, "url"), &mut record.url),
    ];
    for (name, place) in places {
        if !fields.contains(name)? {
            continue;
        }
        match text(&fields.get_item(name)?, &name.to_cow()?, number)? {
            Ok(text) => *place = text,
            Err(problem) => return Ok(Err(problem)),
        }
    }
    Ok(Ok(record))
}

/// The text of a field: numbers and dates are written out.
fn text(value: &Bound<'_, PyAny>, field: &str, number: usize) -> PyResult<Result<Option<String>, Problem>> {
    if value.is_none() {
        return Ok(Ok(None));
    }
    if let Ok(text) = value.cast::<PyString>() {
        return Ok(unicode(text, field, number).map(Some));
    }
    let iso = intern!(value.py(), "isoformat");
    let written = if value.hasattr(iso)? {
        value.call_method0(iso)?.str()?
    } else if value.is_instance_of::<PyInt>() || value.is_instance_of::<PyFloat>() || value.is_instance_of::<PyBool>() {
        value.str()?
    } else {
        let problem = problem("record-type", field, number).with("type", value.get_type().name()?);
        return Ok(Err(problem));
    };
    Ok(unicode(&written, field, number).map(Some))
}

fn unicode(text: &Bound<'_, PyString>, field: &str, number: usize) -> Result<String, Problem> {
    text.to_cow().map(std::borrow::Cow::into_owned).map_err(|_| problem("record-unicode", field, number))
}

fn problem(key: &str, field: &str, number: usize) -> Problem {
    Problem::error(NAME, key).with("field", field).at(Some(number), None)
}
