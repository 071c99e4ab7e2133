//! Articles at hand that others are held against.

use std::borrow::Cow;
use std::convert::Infallible;

use crate::align::archive::{Archive, Entry, Place};
use crate::align::index::Index;
use crate::align::keys::Key;
use crate::policy::GroupBy;
use crate::rules::Rules;

/// Articles with their claims, by id.
#[derive(Debug)]
pub(crate) struct Shelf {
    entries: Vec<Entry>,
    index: Index,
}

impl Shelf {
    /// Puts articles on a shelf, to be found by those of their group.
    pub(crate) fn new(mut entries: Vec<Entry>, by: GroupBy, rules: &Rules) -> Self {
        entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let index = Index::new(&entries, by, rules);
        Self { entries, index }
    }
}

impl Archive for Shelf {
    type Error = Infallible;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Cow<'_, [Place]>>, Infallible> {
        let listed = self.index.listed(key);
        Ok((listed.len() <= most).then_some(Cow::Borrowed(listed)))
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<Cow<'_, str>>, Infallible> {
        Ok(articles.iter().map(|&article| Cow::Borrowed(&*self.entries[article as usize].article.id)).collect())
    }

    fn entries(&self, articles: &[u32]) -> Result<Vec<Entry>, Infallible> {
        Ok(articles.iter().map(|&article| self.entries[article as usize].clone()).collect())
    }
}
