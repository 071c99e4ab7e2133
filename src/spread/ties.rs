//! What brings two articles together.
//!
//! Of the keys that both have and that are read, it is the one that most claims have. An article has few of these in
//! common with all that it has met, however many they are, and it is sent to the places of these keys only. Whoever
//! looks from the one article finds the key that is found from the other.

use std::collections::HashMap;

use super::packed::Damaged;
use super::seeker::{Counted, read_bytes, read_index};
use crate::ledger::codec::write_number;

/// So many keys of an article may bring it together with others.
const MOST: usize = 128;

/// The short names of keys of an article, that of the one that most claims have first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Ties(Vec<u32>);

impl Ties {
    /// Of the keys of an article.
    pub(super) fn of(keys: impl Iterator<Item = Counted>) -> Self {
        let mut keys: Vec<Counted> = keys.collect();
        keys.sort_unstable_by(|a, b| b.cmp(a));
        keys.dedup();
        keys.truncate(MOST);
        Self(keys.into_iter().map(|(_, key)| (key >> 32) as u32).collect())
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        write_number(out, self.0.len() as u64);
        self.0.iter().for_each(|name| out.extend(name.to_le_bytes()));
    }

    /// What [`Self::write`] has written.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub(super) fn read(input: &mut &[u8]) -> Result<Self, Damaged> {
        let length = read_index(input)?;
        (0..length).map(|_| Ok(u32::from_le_bytes(read_bytes(input)?))).collect::<Result<_, _>>().map(Self)
    }

    /// The places of the names, from 0.
    pub(super) fn ranks(&self) -> HashMap<u32, usize> {
        self.0.iter().copied().zip(0..self.0.len()).rev().collect()
    }

    /// The first name that stands in both, if these are the ranks of the names of the other article; if there is none,
    /// one that is made of the first names of both, so that no place has more articles than have one of two keys.
    pub(super) fn with(&self, ranks: &HashMap<u32, usize>, other: &Self) -> u32 {
        let common = self.0.iter().zip(0..).filter_map(|(name, at)| Some((ranks.get(name)? + at, *name)));
        let first = common.min().map(|(_, name)| name);
        first
            .unwrap_or_else(|| [self, other].iter().filter_map(|ties| ties.0.first()).fold(0, |made, name| made ^ name))
    }
}
