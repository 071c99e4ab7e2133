//! Articles at hand that others are held against.

use std::convert::Infallible;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::align::archive::{Archive, Entry, Listed, Tie};
use crate::align::index::Index;
use crate::align::keys::Key;
use crate::align::study::Study;
use crate::policy::GroupBy;
use crate::rules::Rules;

/// Articles with their claims, by id.
#[derive(Debug)]
pub(crate) struct Shelf {
    studies: Vec<Arc<Study>>,
    index: Index,
}

impl Shelf {
    /// Puts articles on a shelf, to be found by those of their group.
    pub(crate) fn new(mut entries: Vec<Entry>, by: GroupBy, rules: &Rules) -> Self {
        entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let index = Index::new(&entries.iter().collect::<Vec<_>>(), by, rules);
        Self { studies: entries.into_iter().map(|entry| Arc::new(Study::new(entry))).collect(), index }
    }

    fn id(&self, article: u32) -> &str {
        &self.studies[article as usize].entry().article.id
    }
}

impl Archive for Shelf {
    type Error = Infallible;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Listed<'_>>, Infallible> {
        let listed = self.index.listed(key);
        Ok((listed.len() <= most).then_some(Listed::There(listed)))
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<SmolStr>, Infallible> {
        Ok(articles.iter().map(|&article| self.id(article).into()).collect())
    }

    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Infallible> {
        // They are numbered in this order.
        Ok(ties.iter().map(|tie| tie.articles.clone()).collect())
    }

    fn studies(&self, articles: &[u32]) -> Result<Vec<Arc<Study>>, Infallible> {
        Ok(articles.iter().map(|&article| Arc::clone(&self.studies[article as usize])).collect())
    }
}
