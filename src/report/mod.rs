//! Stage six: everything found → something to read. One file a format.

use crate::article::Article;
use crate::check::Check;
use crate::judge::Relation;
use crate::resolve::Claim;

pub mod json;

/// Everything that a run found out.
#[derive(Clone, Debug)]
pub struct Report {
    /// The articles, in the order they were read.
    pub articles: Vec<Article>,
    /// Their claims, by article, field and position.
    pub claims: Vec<Claim>,
    /// Relations between them.
    pub relations: Vec<Relation>,
    /// Checks within one article.
    pub checks: Vec<Check>,
}
