//! Articles that others are held against, wherever they are kept.

use std::convert::Infallible;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::article::Article;
use crate::policy::Policy;
use crate::resolve::Claim;

use super::keys::{Handle, Key};
use super::occasions::Occasion;
use super::study::Study;

/// A claim in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The number of its article in the archive.
    pub article: u32,
    /// Its position in the article.
    pub claim: u32,
    /// When it is of.
    pub occasion: Occasion,
}

impl Hash for Place {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // When it is of hangs on these.
        state.write_u64(u64::from(self.article) << 32 | u64::from(self.claim));
    }
}

impl Place {
    /// That of a claim of an article of this number.
    pub(crate) fn of(article: u32, handle: &Handle) -> Self {
        Self { article, claim: handle.claim, occasion: handle.occasion }
    }
}

/// An article of an archive, with what a run needs of it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The article.
    pub article: Arc<Article>,
    /// Its claims; [`Claim::article`] is yet to be set.
    pub claims: Vec<Claim>,
    /// What holds for it.
    pub policy: Arc<Policy>,
}

impl Entry {
    /// An article with those of its claims that its policy is about.
    pub fn new(article: Article, claims: Vec<Claim>, policy: Arc<Policy>) -> Self {
        Self { claims: policy.retain(claims), article: Arc::new(article), policy }
    }
}

/// The claims that are listed under a key.
#[derive(Clone, Debug)]
pub enum Listed<'a> {
    /// Where the archive has them.
    There(&'a [Place]),
    /// The first so many of a list that others may read as well.
    Read(Arc<[Place]>, usize),
}

impl Deref for Listed<'_> {
    type Target = [Place];

    fn deref(&self) -> &[Place] {
        match self {
            Self::There(places) => places,
            Self::Read(places, count) => &places[..*count],
        }
    }
}

/// Articles of which some are kept: those of the first ids.
#[derive(Clone, Debug)]
pub struct Tie {
    /// Their numbers; one that has several claims that tie stands there several times.
    pub articles: Vec<u32>,
    /// How many there is room for.
    pub room: usize,
}

/// Articles whose claims are found by key.
pub trait Archive: Sync {
    /// What can go wrong when it is read.
    type Error: Send;

    /// The claims that are listed under `key`, in any order; `None` if they are more than `most`.
    ///
    /// # Errors
    /// When the archive can't be read.
    fn listed(&self, key: Key, most: usize) -> Result<Option<Listed<'_>>, Self::Error>;

    /// The ids of some articles, in the order in which they are asked for; no two articles have the same.
    ///
    /// # Errors
    /// When the archive can't be read.
    fn ids(&self, articles: &[u32]) -> Result<Vec<SmolStr>, Self::Error>;

    /// Where the articles of ties stand in the order of their ids. Those that are not among the first of a tie, as many as
    /// there is room for, may all stand behind the others.
    ///
    /// # Errors
    /// When the archive can't be read.
    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Self::Error>;

    /// Some articles, in the order in which they are asked for.
    ///
    /// # Errors
    /// When the archive can't be read.
    fn studies(&self, articles: &[u32]) -> Result<Vec<Arc<Study>>, Self::Error>;

    /// What it means that a claim is listed which its article hasn't: nothing where the lists are made of the articles.
    ///
    /// # Errors
    /// When the lists were read, and say so wrongly.
    fn lacks(&self, _: Place) -> Result<(), Self::Error> {
        Ok(())
    }
}

/// An archive that holds nothing.
#[derive(Clone, Copy, Debug)]
pub struct Nothing;

impl Archive for Nothing {
    type Error = Infallible;

    fn listed(&self, _: Key, _: usize) -> Result<Option<Listed<'_>>, Infallible> {
        Ok(Some(Listed::There(&[])))
    }

    fn ids(&self, _: &[u32]) -> Result<Vec<SmolStr>, Infallible> {
        Ok(Vec::new())
    }

    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Infallible> {
        Ok(ties.iter().map(|_| Vec::new()).collect())
    }

    fn studies(&self, _: &[u32]) -> Result<Vec<Arc<Study>>, Infallible> {
        Ok(Vec::new())
    }
}
