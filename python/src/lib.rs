//! daejo for Python: what the library does, with Python's values in and out. What people call is in `daejo/`, which
//! passes it on.

use pyo3::prelude::*;

mod batch;
mod claim;
mod config;
mod extract;
mod feed;
mod given;
mod ledger;
mod object;
mod pool;
mod problems;
mod report;
mod spread;
mod table;

/// Claims are made of many small pieces; this allocator hands them out in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[pymodule]
mod _daejo {
    use pyo3::prelude::*;
    use pyo3::types::PyMapping;

    #[pymodule_export]
    use crate::batch::{batch_schema, extract_batch};
    #[pymodule_export]
    use crate::claim::Claim;
    #[pymodule_export]
    use crate::config::Config;
    #[pymodule_export]
    use crate::extract::extract;
    #[pymodule_export]
    use crate::ledger::Ledger;
    #[pymodule_export]
    use crate::report::{Report, check};
    #[pymodule_export]
    use crate::spread::extract::{pack_articles, unpack_claims};
    #[pymodule_export]
    use crate::spread::judge::judge;
    #[pymodule_export]
    use crate::spread::meet::{keys_of, meet, profiles, seek};
    #[pymodule_export]
    use crate::spread::report::{conflicts, group, traces_of};
    #[pymodule_export]
    use crate::spread::{rules_version, said, schema_of};

    /// The most claims of a key that are looked at.
    #[pymodule_export]
    const READ: usize = daejo::spread::READ;
    /// The fewest shingles that two articles of one origin share.
    #[pymodule_export]
    const FEWEST_SHARED: usize = daejo::align::origins::FEWEST;
    /// The least part of the shorter one that they share, in percent.
    #[pymodule_export]
    const LEAST_PERCENT: usize = daejo::align::origins::LEAST_PERCENT;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        PyMapping::register::<Claim>(module.py())
    }
}
