//! Conflicts that hang together → findings.

use std::sync::Arc;

use super::judge::{Missing, Part};
use super::meet::Named;
use super::packed::Damaged;
use crate::align::gather::{Case, Gathered};
use crate::align::study::Study;
use crate::judge::Relation;
use crate::ledger::codec::{decode_relation, encode_relation};
use crate::report::{Report, Results};

/// A relation between two claims that are known by name.
#[derive(Clone, Copy, Debug)]
pub struct Link<'a> {
    /// The claims, in order.
    pub claims: [Named<'a>; 2],
    /// What [`pack_relation`] has made of it.
    pub relation: &'a [u8],
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// A claim isn't there.
    Missing(Missing),
    /// A relation is not what was written.
    Damaged,
}

impl From<Missing> for Unusable {
    fn from(missing: Missing) -> Self {
        Self::Missing(missing)
    }
}

impl From<Damaged> for Unusable {
    fn from(_: Damaged) -> Self {
        Self::Damaged
    }
}

/// A relation as bytes, without its claims.
pub fn pack_relation(relation: &Relation) -> Vec<u8> {
    encode_relation(relation)
}

/// The findings of some conflicts, among which are all that hang together with one of them. Other relations, and groups,
/// have no part in them: who conflicts with most others is told by conflicts alone.
///
/// # Errors
/// When an article is missing, or a relation is damaged.
pub fn report(mut parts: Vec<Part>, conflicts: &[Link<'_>]) -> Result<Report, Unusable> {
    parts.sort_by(|a, b| a.order().cmp(&b.order()));
    let new = parts.partition_point(|part| !part.held);
    let gathered = Gathered::of(parts.into_iter().map(|part| Arc::new(Study::new(part.entry))).collect());
    let mut relations = relations(&gathered, conflicts)?;
    relations.sort_by_key(|relation| (relation.claims, relation.code));
    let Case { articles, policies, claims, seen, .. } = gathered.into_articles();
    let origins: Vec<usize> = (0..articles.len()).collect();
    let results = Results { articles, claims, relations, checks: Vec::new(), policies, seen };
    Ok(Report::new(results, &origins, new))
}

fn relations(gathered: &Gathered, links: &[Link<'_>]) -> Result<Vec<Relation>, Unusable> {
    let find = super::judge::finder(gathered);
    let relation = |link: &Link<'_>| {
        let [a, b] = link.claims;
        Ok(decode_relation(link.relation, [find(a)?, find(b)?])?)
    };
    links.iter().map(relation).collect()
}
