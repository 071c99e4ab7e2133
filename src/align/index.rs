//! The claims of articles at hand, by key.

use rayon::prelude::*;

use super::archive::{Entry, Place};
use super::keys::{self, Handle, Key};
use crate::policy::GroupBy;
use crate::rules::Rules;
use crate::text::hash::NumberMap;

/// Where claims are listed by key.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The handles of each article's claims.
    pub(super) handles: Vec<Vec<Handle>>,
    /// All claims, those of one key together.
    places: Vec<Place>,
    /// From where to where in `places` those of a key are.
    lists: NumberMap<(u32, u32)>,
}

/// The handles of the claims of an article among those of its group: see [`keys::group`].
pub(crate) fn handles(entry: &Entry, by: GroupBy, rules: &Rules) -> Vec<Handle> {
    let group = keys::group(&entry.article, by);
    let handles = keys::handles(&entry.article, &entry.claims, rules);
    handles.into_iter().map(|handle| handle.within(group)).collect()
}

impl Index {
    /// Lists the claims of articles by their [`handles`].
    pub(crate) fn new(entries: &[&Entry], by: GroupBy, rules: &Rules) -> Self {
        Self::of(entries.par_iter().map(|entry| handles(entry, by, rules)).collect())
    }

    /// Lists claims by their handles.
    pub(super) fn of(handles: Vec<Vec<Handle>>) -> Self {
        let mut listed: Vec<(Key, Place)> = Vec::new();
        for (article, handles) in (0..).zip(&handles) {
            for handle in handles {
                let place = Place::of(article, handle);
                listed.extend(handle.keys.iter().map(|&key| (key, place)));
            }
        }
        listed.par_sort_unstable();
        let mut lists = NumberMap::default();
        let mut start = 0;
        for list in listed.chunk_by(|a, b| a.0 == b.0) {
            let end = start + list.len() as u32;
            lists.insert(list[0].0, (start, end));
            start = end;
        }
        Self { handles, places: listed.into_iter().map(|(_, place)| place).collect(), lists }
    }

    /// The claims that are listed under `key`.
    pub(crate) fn listed(&self, key: Key) -> &[Place] {
        self.lists.get(&key).map_or(&[], |&(start, end)| &self.places[start as usize..end as usize])
    }
}
