//! The threads that work goes on in.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};

use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use rayon::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

/// The threads of this process. Those of the process that this one was forked from have not come along.
static POOL: Mutex<Option<(u32, Arc<ThreadPool>)>> = Mutex::new(None);

/// Does `work` on all processors and without the interpreter's lock.
///
/// # Errors
/// The system gives no threads; what `work` comes to.
pub(crate) fn run<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> PyResult<T> {
    let pool = pool()?;
    Ok(py.detach(|| pool.install(work)))
}

/// What comes of each item, in order and without the interpreter's lock. One alone is not worth waking other threads
/// for.
///
/// # Errors
/// The system gives no threads.
pub(crate) fn each<I: Send, T: Send>(
    py: Python<'_>,
    mut items: Vec<I>,
    work: impl Fn(I) -> Vec<T> + Sync + Send,
) -> PyResult<Vec<T>> {
    match items.len() {
        1 => Ok(py.detach(|| items.pop().map_or_else(Vec::new, work))),
        _ => run(py, || items.into_par_iter().flat_map_iter(work).collect()),
    }
}

fn pool() -> PyResult<Arc<ThreadPool>> {
    let mut known = POOL.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, pool)) = known.as_ref().filter(|(owner, _)| *owner == process::id()) {
        return Ok(Arc::clone(pool));
    }
    let pool = ThreadPoolBuilder::new().build().map_err(|error| PyRuntimeError::new_err(error.to_string()))?;
    let pool = Arc::new(pool);
    // Threads that are not there can't be told to end.
    std::mem::forget(known.replace((process::id(), Arc::clone(&pool))));
    Ok(pool)
}
