//! daejo for Python: what the library does, with Python's values in and out. What people call is in `daejo/`, which
//! passes it on.

use pyo3::prelude::*;

mod batch;
mod config;
mod extract;
mod feed;
mod given;
mod ledger;
mod object;
mod pool;
mod problems;
mod report;
mod table;

/// Claims are made of many small pieces; this allocator hands them out in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
mod _daejo {
    #[pymodule_export]
    use crate::batch::{batch_schema, extract_batch};
    #[pymodule_export]
    use crate::config::Config;
    #[pymodule_export]
    use crate::extract::extract;
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::report::{Report, check};
}
