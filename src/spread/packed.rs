//! Articles as bytes, and what their claims are listed under.

use std::sync::Arc;

use crate::align::archive::Entry;
use crate::align::index::handles;
use crate::align::keys::Key;
use crate::ledger::codec;
use crate::policy::{GroupBy, Policy};
use crate::rules::Rules;

pub use crate::ledger::codec::Damaged;

/// A key of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What the claim is listed under.
    pub key: Key,
    /// Where it looks for others: nearly always the same.
    pub sought: Key,
    /// Its position in its article.
    pub claim: u32,
}

/// What the claims of an article are listed under.
pub fn listings(entry: &Entry, by: GroupBy, rules: &Rules) -> Vec<Listing> {
    let mut listings = Vec::new();
    for handle in handles(entry, by, rules) {
        let keys = handle.keys.iter().zip(handle.sought());
        listings.extend(keys.map(|(&key, sought)| Listing { key, sought, claim: handle.claim }));
    }
    listings
}

/// An article with its claims as a ledger has them: without its path and what holds for it.
pub fn pack(entry: &Entry) -> Vec<u8> {
    codec::encode(&entry.article, &entry.claims)
}

/// What [`pack`] has written of an article of the file at `path`, for which `policy` holds.
///
/// # Errors
/// When the bytes are something else.
pub fn unpack(bytes: &[u8], path: &str, policy: &Arc<Policy>) -> Result<Entry, Damaged> {
    let (mut article, claims) = codec::decode(bytes)?;
    path.clone_into(&mut article.origin.path);
    Ok(Entry { article, claims, policy: Arc::clone(policy) })
}
