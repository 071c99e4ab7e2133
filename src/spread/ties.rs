//! What brings two articles together.
//!
//! Of the keys that both have and that are read, it is the one that most claims have. An article has few of these in
//! common with all that it has met, however many they are, and it is sent to the places of these keys only. Whoever
//! looks from the one article finds the key that is found from the other.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use rayon::prelude::*;

use super::lists::{Listed, Lists};
use crate::align::archive::Entry;
use crate::align::index::handles;
use crate::align::keys::{Aspect, Key};
use crate::policy::GroupBy;
use crate::rules::Rules;
use crate::text::hash::Map;

/// The keys of couples of articles, of which one at least is at hand.
#[derive(Debug, Default)]
pub(super) struct Ties {
    /// By the number of the one at hand.
    keys: Vec<Map<Listed, Key>>,
}

impl Ties {
    /// Of `couples`, the first of which is the number of an article of `entries`.
    pub(super) fn new(
        entries: &[Entry],
        lists: &Lists<'_>,
        couples: impl Iterator<Item = (u32, Listed)>,
        by: GroupBy,
        rules: &Rules,
    ) -> Self {
        let mut partners: HashMap<u32, HashSet<Listed>> = HashMap::new();
        couples.for_each(|(own, partner)| _ = partners.entry(own).or_default().insert(partner));
        let of_entry = |(number, entry): (usize, &Entry)| {
            let open = partners.get(&(number as u32)).cloned().unwrap_or_default();
            of_article(lists, readable(entry, lists, by, rules), open)
        };
        Self { keys: entries.par_iter().enumerate().map(of_entry).collect() }
    }

    /// The key of a couple.
    pub(super) fn key(&self, own: u32, partner: Listed) -> Option<Key> {
        self.keys.get(own as usize)?.get(&partner).copied()
    }
}

/// The keys of an article that are read, the one that most claims have first. Those of events are left out: of the two
/// articles of such a couple each has another.
fn readable(entry: &Entry, lists: &Lists<'_>, by: GroupBy, rules: &Rules) -> Vec<Key> {
    let handles = handles(entry, by, rules).into_iter().filter(|handle| handle.aspect != Aspect::Chronicle);
    let mut keys: Vec<(usize, Key)> =
        handles.flat_map(|handle| handle.keys).filter_map(|key| Some((lists.claims(key)?, key))).collect();
    keys.sort_unstable_by_key(|&key| Reverse(key));
    keys.dedup();
    keys.into_iter().map(|(_, key)| key).collect()
}

/// The first of `keys` that each of some articles has.
fn of_article(lists: &Lists<'_>, keys: Vec<Key>, mut open: HashSet<Listed>) -> Map<Listed, Key> {
    let mut found = Map::default();
    for key in keys {
        if open.is_empty() {
            break;
        }
        found.extend(lists.articles(key).filter(|article| open.remove(article)).map(|article| (article, key)));
    }
    found
}
