//! Articles as bytes, and what their claims are listed under.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::align::archive::Entry;
use crate::align::index::handles;
use crate::align::keys::Key;
use crate::ledger::codec;
use crate::policy::{GroupBy, Policy};
use crate::rules::Rules;

pub use crate::ledger::codec::Damaged;

/// What the claims of an article are listed under, and look for others under; how many are listed under each.
pub fn listings(entry: &Entry, by: GroupBy, rules: &Rules) -> BTreeMap<Key, u32> {
    let mut listings = BTreeMap::new();
    for handle in handles(entry, by, rules) {
        handle.keys.iter().for_each(|&key| *listings.entry(key).or_default() += 1);
        handle.sought().for_each(|key| _ = listings.entry(key).or_default());
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
    Ok(Entry { article: Arc::new(article), claims, policy: Arc::clone(policy) })
}
