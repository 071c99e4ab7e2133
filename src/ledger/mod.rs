//! The ledger: an archive's articles and claims in one `SQLite` file, found by key.
//!
//! | table | one row | |
//! | --- | --- | --- |
//! | `article` | an article | its number, id, path, and the hash of what it was read from |
//! | `content` | an article | its text, structure and claims, as the codec writes them |
//! | `segment` | a batch of articles | which ones, by which rules, and the first key of each of its blocks |
//! | `block` | some lists | which claims have which key, see `postings` |
//! | `retired` | an article that is no longer there | until its entries are taken out of the lists |
//!
//! Articles are numbered as they come, and no number is given twice. A batch of them is written in one transaction
//! together with its segment, so that a ledger is whole whenever its writer stops. Small segments are merged into
//! larger ones, so that there are few to look into. Whatever is read back is held to a checksum.

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::rules::Rules;

mod archive;
pub(crate) mod codec;
mod error;
mod extractor;
mod indexer;
mod known;
mod maintain;
mod order;
mod postings;
mod recent;
mod schema;
mod segments;

pub use archive::{Before, Ledger};
pub use error::Error;
pub use extractor::Extractor;
pub use indexer::{Indexer, Row, Summary};
pub use known::Known;
pub use maintain::{Check, Stats, vacuum};
pub use schema::Migration;

/// What tells rules, and the daejo that reads them, from others.
pub fn version(rules: &Rules) -> u128 {
    let mut hash = Xxh3::new();
    hash.update(env!("CARGO_PKG_VERSION").as_bytes());
    hash.update(&[codec::FORM]);
    for file in &rules.files {
        for part in [&file.name, &file.text] {
            hash.update(&part.len().to_le_bytes());
            hash.update(part.as_bytes());
        }
    }
    hash.digest128()
}

/// The checksum of stored bytes, as `SQLite` holds numbers.
fn sum(bytes: &[u8]) -> i64 {
    xxh3_64(bytes).cast_signed()
}
