//! A claim as Python has it: a mapping whose fields are made when one of them is first asked for. To make them all for
//! every claim would take longer than a tenth of what it takes to find the claim.

use std::sync::Arc;

use daejo::report::json;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyList, PyMapping, PyType};

use crate::object::Maker;

/// The claims of an article.
pub(crate) struct Found {
    /// The id of the article.
    pub(crate) article: String,
    pub(crate) claims: Vec<daejo::resolve::Claim>,
    /// Whether the rules that made a claim are among its fields.
    pub(crate) explain: bool,
}

impl Found {
    /// The claims as Python has them, in order.
    pub(crate) fn append_to(self, list: &Bound<'_, PyList>) -> PyResult<()> {
        let found = Arc::new(self);
        (0..found.claims.len()).try_for_each(|at| {
            let fields = Fields::Found(Arc::clone(&found), at, PyOnceLock::new());
            list.append(Bound::new(list.py(), Claim(fields))?)
        })
    }

    fn object<'py>(&self, at: usize, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let object = Maker::new(py).object(&json::claim(&self.claims[at], &self.article, self.explain))?;
        Ok(object.cast_into()?)
    }
}

/// A claim: the object of `daejo extract --format jsonl` as a mapping that doesn't change.
#[pyclass(frozen, mapping, module = "daejo")]
pub(crate) struct Claim(Fields);

enum Fields {
    /// Those of a claim that was found, once they have been asked for.
    Found(Arc<Found>, usize, PyOnceLock<Py<PyDict>>),
    Given(Py<PyDict>),
}

impl Claim {
    fn fields<'a, 'py>(&'a self, py: Python<'py>) -> PyResult<&'a Bound<'py, PyDict>> {
        match &self.0 {
            Fields::Found(found, at, made) => {
                Ok(made.get_or_try_init(py, || found.object(*at, py).map(Bound::unbind))?.bind(py))
            }
            Fields::Given(fields) => Ok(fields.bind(py)),
        }
    }
}

#[pymethods]
impl Claim {
    /// A claim of given fields: one that was written and is read back.
    #[new]
    #[pyo3(signature = (fields, /))]
    fn new(fields: &Bound<'_, PyMapping>) -> PyResult<Self> {
        let given = PyDict::new(fields.py());
        given.update(fields)?;
        Ok(Self(Fields::Given(given.unbind())))
    }

    /// A dictionary of the fields, which is the caller's own, down to its lists.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        match &self.0 {
            Fields::Found(found, at, _) => found.object(*at, py),
            Fields::Given(fields) => {
                let copy = py.import(intern!(py, "copy"))?.getattr(intern!(py, "deepcopy"))?;
                Ok(copy.call1((fields,))?.cast_into()?)
            }
        }
    }

    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fields(py)?.call_method0(intern!(py, "keys"))
    }

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fields(py)?.call_method0(intern!(py, "values"))
    }

    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.fields(py)?.call_method0(intern!(py, "items"))
    }

    #[pyo3(signature = (key, default=None, /))]
    fn get<'py>(
        &self,
        key: Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        Ok(self.fields(key.py())?.get_item(key)?.or(default))
    }

    fn __getitem__<'py>(&self, key: Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        self.fields(key.py())?.as_any().get_item(key)
    }

    fn __contains__(&self, key: Bound<'_, PyAny>) -> PyResult<bool> {
        self.fields(key.py())?.contains(key)
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.fields(py)?.try_iter()
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        Ok(self.fields(py)?.len())
    }

    fn __eq__(&self, other: Bound<'_, PyAny>) -> PyResult<bool> {
        let py = other.py();
        let fields = self.fields(py)?;
        match other.cast::<Self>() {
            Ok(other) => fields.eq(other.get().fields(py)?),
            Err(_) => fields.eq(other),
        }
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("Claim({})", self.fields(py)?.repr()?))
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyType>, (Bound<'py, PyDict>,))> {
        Ok((py.get_type::<Self>(), (self.to_dict(py)?,)))
    }
}
