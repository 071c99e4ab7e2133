//! The lists of the keys of some articles, as far as they name claims of others.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::convert::Infallible;
use std::sync::Arc;

use crate::align::archive::{Archive, Entry, Place};
use crate::align::keys::Key;
use crate::align::study::Study;
use crate::text::hash::NumberMap;

/// A claim in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    /// The id of its article.
    pub article: &'a str,
    /// Whether that is one that others are only held against.
    pub held: bool,
    /// Its position there.
    pub claim: u32,
}

/// Lists that were made of all articles.
#[derive(Debug)]
pub struct Lists<'a> {
    /// The ids of the articles at hand, which know their claims themselves.
    own: HashSet<String>,
    /// By key; nothing if too many claims have it.
    lists: NumberMap<Option<Vec<Place>>>,
    /// The other articles, by number.
    others: Vec<(&'a str, bool)>,
    numbers: HashMap<&'a str, u32>,
}

impl<'a> Lists<'a> {
    /// No lists yet, for the articles of `entries`.
    pub fn for_entries(entries: &[Entry]) -> Self {
        let own = entries.iter().map(|entry| entry.article.id.clone()).collect();
        Self { own, lists: NumberMap::default(), others: Vec::new(), numbers: HashMap::new() }
    }

    /// Adds the claims that are listed under `key`; `None` if they are more than [`READ`](super::READ).
    pub fn add(&mut self, key: Key, list: Option<impl Iterator<Item = Named<'a>>>) {
        let list = list.map(|list| list.filter_map(|named| self.place(named)).collect());
        self.lists.insert(key, list);
    }

    /// An article of the lists: its id, and whether others are only held against it.
    pub(super) fn other(&self, article: u32) -> (&'a str, bool) {
        self.others[article as usize]
    }

    fn place(&mut self, named: Named<'a>) -> Option<Place> {
        if self.own.contains(named.article) {
            return None;
        }
        let next = u32::try_from(self.others.len()).ok()?;
        let article = *self.numbers.entry(named.article).or_insert(next);
        if article == next {
            self.others.push((named.article, named.held));
        }
        Some(Place { article, claim: named.claim })
    }
}

impl Archive for Lists<'_> {
    type Error = Infallible;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Cow<'_, [Place]>>, Infallible> {
        Ok(match self.lists.get(&key) {
            None => Some(Cow::Borrowed(&[])),
            Some(list) => list.as_deref().filter(|list| list.len() <= most).map(Cow::Borrowed),
        })
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<Cow<'_, str>>, Infallible> {
        Ok(articles.iter().map(|&article| Cow::Borrowed(self.other(article).0)).collect())
    }

    fn studies(&self, _: &[u32]) -> Result<Vec<Arc<Study>>, Infallible> {
        Ok(Vec::new())
    }
}
