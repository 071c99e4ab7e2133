//! Stage six: everything found out → groups and findings, and those → something to read. One file a
//! format.

use std::sync::Arc;

use serde::Serialize;

use crate::align::origins::Seen;
use crate::article::Article;
use crate::check::{Check, Outcome};
use crate::judge::Relation;
use crate::policy::Policy;
use crate::resolve::Claim;

pub mod acceptance;
pub mod annotation;
pub mod baseline;
#[cfg(feature = "arrow")]
pub mod columns;
pub mod csv;
pub mod explain;
pub mod findings;
pub mod format;
pub mod github;
pub mod gitlab;
pub mod groups;
pub mod html;
pub mod items;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod place;
pub mod rdjson;
pub mod safe;
#[cfg(test)]
mod sample;
pub mod sarif;
pub mod sides;
mod snippet;
mod stories;
pub mod table;
pub mod terminal;
pub mod view;
pub mod voice;

pub use acceptance::{Acceptance, Stale};
pub use baseline::Baseline;
pub use findings::Finding;
pub use format::Format;
pub use groups::Group;
pub use items::Item;
pub use place::Places;
pub use sides::Side;
pub use view::View;
pub use voice::Voice;

/// Everything that a run found out.
#[derive(Clone, Debug)]
pub struct Report {
    /// The articles: those under check first, then those that they were held against.
    pub articles: Vec<Arc<Article>>,
    /// How many of the articles are under check.
    pub new: usize,
    /// Their claims, by article, field and position.
    pub claims: Vec<Claim>,
    /// Relations between them.
    pub relations: Vec<Relation>,
    /// Checks within one article.
    pub checks: Vec<Check>,
    /// Claims that are about the same thing.
    pub groups: Vec<Group>,
    /// What an editor should look at, by article and position.
    pub findings: Vec<Finding>,
    /// Acceptances that accept nothing, or no longer; see [`Report::accept`].
    pub stale: Vec<Stale>,
    /// For each article, what holds for it.
    pub policies: Vec<Arc<Policy>>,
    /// How many times claims were not looked for under a key because too many have it.
    pub left_out: usize,
}

/// What the stages before this one found out.
#[derive(Clone, Debug)]
pub struct Results {
    /// See [`Report::articles`].
    pub articles: Vec<Arc<Article>>,
    /// See [`Report::claims`].
    pub claims: Vec<Claim>,
    /// See [`Report::relations`].
    pub relations: Vec<Relation>,
    /// See [`Report::checks`].
    pub checks: Vec<Check>,
    /// For each article, what holds for it.
    pub policies: Vec<Arc<Policy>>,
    /// For each article, what tells its origin, if that is known.
    pub(crate) seen: Vec<Seen>,
}

impl Report {
    /// The report on `results`, of whose articles the first `new` are under check. `origins` has, for each article,
    /// the number of the independent origin that its text comes from.
    pub fn new(results: Results, origins: &[usize], new: usize) -> Self {
        let Results { articles, claims, relations, checks, policies, .. } = results;
        let groups = groups::groups(&claims, &relations, origins);
        let context = findings::Context { articles: &articles, new, claims: &claims, policies: &policies };
        let findings = context.findings(&relations, &checks);
        Self { articles, new, claims, relations, checks, groups, findings, stale: Vec::new(), policies, left_out: 0 }
    }

    /// The report, of a run that has left out so much; see [`Report::left_out`].
    #[must_use]
    pub(crate) fn having_left_out(self, left_out: usize) -> Self {
        Self { left_out, ..self }
    }

    /// The checks that hold.
    pub fn verified(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| check.outcome == Outcome::Ok)
    }

    /// The article that a claim stands in.
    pub fn article_of(&self, claim: &Claim) -> &Article {
        &self.articles[claim.article]
    }
}

impl Results {
    /// What involves one of the first `new` articles.
    #[must_use]
    pub fn involving(mut self, new: usize) -> Self {
        if new >= self.articles.len() {
            return self;
        }
        let is_new = |claim: &usize| self.claims[*claim].article < new;
        self.relations.retain(|relation| relation.claims.iter().any(is_new));
        self.checks.retain(|check| check.claims.iter().any(is_new));
        let mut keep: Vec<bool> = (0..self.articles.len()).map(|article| article < new).collect();
        for &claim in self.relations.iter().flat_map(|relation| &relation.claims) {
            keep[self.claims[claim].article] = true;
        }
        self.keep_articles(&keep);
        self
    }

    /// Keeps some articles with all their claims. Relations and checks of others must be gone.
    fn keep_articles(&mut self, keep: &[bool]) {
        let keep_claim: Vec<bool> = self.claims.iter().map(|claim| keep[claim.article]).collect();
        let (article_places, claim_places) = (places(keep), places(&keep_claim));
        retain(&mut self.articles, keep);
        retain(&mut self.policies, keep);
        retain(&mut self.seen, keep);
        retain(&mut self.claims, &keep_claim);
        for claim in &mut self.claims {
            claim.article = article_places[claim.article];
        }
        let indices = self.relations.iter_mut().flat_map(|r| r.claims.iter_mut());
        for index in indices.chain(self.checks.iter_mut().flat_map(|c| c.claims.iter_mut())) {
            *index = claim_places[*index];
        }
    }
}

/// The name of a plain value in JSON: `value-conflict`, `asserted`.
pub(crate) fn name_of(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

fn retain<T>(list: &mut Vec<T>, keep: &[bool]) {
    let mut keep = keep.iter();
    list.retain(|_| keep.next().is_some_and(|&k| k));
}

/// For each index, how many before it are kept: its place in the list of the kept.
fn places(keep: &[bool]) -> Vec<usize> {
    let count = |next: &mut usize, &kept: &bool| {
        let place = *next;
        *next += usize::from(kept);
        Some(place)
    };
    keep.iter().scan(0, count).collect()
}
