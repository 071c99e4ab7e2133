//! Articles as a ledger holds them.

use xxhash_rust::xxh3::xxh3_128;

use super::{Indexer, Row};
use crate::article::draft::Draft;
use crate::article::problem::Problem;
use crate::input::{How, Named};

/// Makes rows of drafts, on any thread.
#[derive(Clone, Copy, Debug)]
pub struct Extractor<'a> {
    how: How<'a>,
    /// What tells these rules from others.
    rules: u128,
}

impl<'a> Extractor<'a> {
    /// What makes the rows that `indexer` writes.
    pub fn new(indexer: &Indexer, how: How<'a>) -> Self {
        Self { how, rules: indexer.stamp(0) }
    }

    /// What tells the article of a draft, as it is read and extracted here, from others.
    pub fn stamp(&self, draft: &Draft) -> u128 {
        let zones = &self.how.settings.policy(&draft.origin.path).zones;
        draft.stamp() ^ self.rules ^ xxh3_128(format!("{zones:?}").as_bytes())
    }

    /// The row of an article with this stamp, behind what is wrong with it.
    pub fn rows(&self, stamp: u128, named: Named) -> Vec<Result<Row, Problem>> {
        let How { rules, settings, .. } = self.how;
        let policy = settings.policy(&named.draft.origin.path);
        let row = |article| {
            let claims = policy.retain(crate::extract(&article, 0, rules));
            Row::new(stamp, article, &claims, rules)
        };
        named.read(self.how).into_iter().map(|read| read.map(row)).collect()
    }
}
