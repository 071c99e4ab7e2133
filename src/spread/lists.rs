//! The lists of the keys of some articles, as far as they name claims of others.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use smol_str::SmolStr;

use super::READ;
use crate::align::archive::{Archive, Entry, Place, Tie};
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
    /// The articles at hand, which know their claims themselves, by number.
    own: HashMap<&'a str, u32>,
    /// By key; nothing if too many claims have it.
    lists: NumberMap<Option<List>>,
    /// The other articles, by number.
    others: Vec<(&'a str, bool)>,
    numbers: HashMap<&'a str, u32>,
}

/// The claims of a key.
#[derive(Debug, Default)]
struct List {
    /// How many there are.
    claims: usize,
    /// The articles at hand that have some.
    own: BTreeSet<u32>,
    /// The claims of others.
    others: Vec<Place>,
}

/// An article of lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Listed {
    /// One of those at hand.
    Own(u32),
    /// Another one.
    Other(u32),
}

impl<'a> Lists<'a> {
    /// No lists yet, for the articles of `entries`.
    pub fn for_entries(entries: &'a [Entry]) -> Self {
        let own = entries.iter().map(|entry| entry.article.id.as_str()).zip(0..).collect();
        Self { own, lists: NumberMap::default(), others: Vec::new(), numbers: HashMap::new() }
    }

    /// Adds the claims that are listed under `key`; `None` if they are more than [`READ`].
    pub fn add(&mut self, key: Key, list: Option<impl Iterator<Item = Named<'a>>>) {
        let list = list.map(|named| {
            let mut list = List::default();
            named.for_each(|named| self.list(&mut list, named));
            list
        });
        self.lists.insert(key, list.filter(|list| list.claims <= READ));
    }

    fn list(&mut self, list: &mut List, named: Named<'a>) {
        list.claims += 1;
        if let Some(&own) = self.own.get(named.article) {
            list.own.insert(own);
            return;
        }
        let next = self.others.len() as u32;
        let article = *self.numbers.entry(named.article).or_insert(next);
        if article == next {
            self.others.push((named.article, named.held));
        }
        list.others.push(Place { article, claim: named.claim });
    }

    /// An article of the lists: its id, and whether others are only held against it.
    pub(super) fn other(&self, article: u32) -> (&'a str, bool) {
        self.others[article as usize]
    }

    /// How many claims have a key, if they are not too many to be read.
    pub(super) fn claims(&self, key: Key) -> Option<usize> {
        self.lists.get(&key)?.as_ref().map(|list| list.claims)
    }

    /// The articles that have a key, if they are not too many to be read.
    pub(super) fn articles(&self, key: Key) -> impl Iterator<Item = Listed> {
        let list = self.lists.get(&key).and_then(Option::as_ref);
        list.into_iter().flat_map(|list| {
            let others = list.others.iter().map(|place| Listed::Other(place.article));
            list.own.iter().map(|&article| Listed::Own(article)).chain(others)
        })
    }
}

impl Archive for Lists<'_> {
    type Error = Infallible;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Cow<'_, [Place]>>, Infallible> {
        Ok(match self.lists.get(&key) {
            None => Some(Cow::Borrowed(&[])),
            Some(list) => {
                let others = list.as_ref().map(|list| list.others.as_slice());
                others.filter(|others| others.len() <= most).map(Cow::Borrowed)
            }
        })
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<SmolStr>, Infallible> {
        Ok(articles.iter().map(|&article| self.other(article).0.into()).collect())
    }

    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Infallible> {
        let mut articles: Vec<u32> = ties.iter().flat_map(|tie| tie.articles.iter().copied()).collect();
        articles.sort_unstable_by_key(|&article| (self.other(article).0, article));
        articles.dedup();
        let ranks: NumberMap<u32> = articles.into_iter().map(u64::from).zip(0..).collect();
        let rank = |article: &u32| ranks[&u64::from(*article)];
        Ok(ties.iter().map(|tie| tie.articles.iter().map(rank).collect()).collect())
    }

    fn studies(&self, _: &[u32]) -> Result<Vec<Arc<Study>>, Infallible> {
        Ok(Vec::new())
    }
}
