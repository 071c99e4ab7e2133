//! What is wrong with the input, told to Python: raised, warned of, or handed to whoever asked.

use std::ffi::CString;

use daejo::article::problem::{Problem, Severity};
use daejo::report::Voice;
use pyo3::prelude::*;
use pyo3::{import_exception, intern};

import_exception!(daejo._errors, ConfigError);
import_exception!(daejo._errors, InputError);
import_exception!(daejo._errors, InputWarning);
import_exception!(daejo._errors, LedgerError);

/// Who is told of problems.
pub(crate) struct Listener<'a, 'py> {
    voice: Voice<'a>,
    /// What is called with each; without it errors are raised and warnings issued.
    call: Option<Bound<'py, PyAny>>,
}

impl<'a, 'py> Listener<'a, 'py> {
    pub(crate) fn new(voice: Voice<'a>, call: Option<Bound<'py, PyAny>>) -> Self {
        Self { voice, call }
    }

    /// Tells of a problem.
    ///
    /// # Errors
    /// The problem, if it is an error and nobody asked for it; what the one who asked raises.
    pub(crate) fn tell(&self, py: Python<'py>, problem: &Problem) -> PyResult<()> {
        match (&self.call, problem.severity) {
            (Some(call), _) => call.call1((self.object(py, problem)?,)).map(drop),
            (None, Severity::Error) => Err(InputError::new_err((self.object(py, problem)?.unbind(),))),
            (None, Severity::Warning) => {
                let message = CString::new(self.voice.problem(problem)).unwrap_or_default();
                PyErr::warn(py, &py.get_type::<InputWarning>(), &message, 2)
            }
        }
    }

    /// The problem as a `daejo.Problem`.
    fn object(&self, py: Python<'py>, problem: &Problem) -> PyResult<Bound<'py, PyAny>> {
        let class = py.import(intern!(py, "daejo._errors"))?.getattr(intern!(py, "Problem"))?;
        let severity = severity(problem.severity);
        class.call1((&problem.path, problem.line, problem.column, severity, self.voice.say(&problem.reason)))
    }
}

/// The name of a severity.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
