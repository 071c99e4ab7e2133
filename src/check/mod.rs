//! Checks of one article's own figures. One file a check; its doc comment is its `explain` text.

use serde::Serialize;

use crate::article::Article;
use crate::judge::{Reason, Severity};
use crate::resolve::Claim;
use crate::rules::Rules;

/// Which check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Two sides of a conversion don't fit each other.
    ConversionMismatch,
    /// The parts don't add up to the stated total.
    SumMismatch,
    /// A stated percentage, multiple or change doesn't follow from the figures beside it.
    RatioMismatch,
    /// The weekday isn't that date's.
    WeekdayMismatch,
    /// A stated lapse of time doesn't match the two dates.
    ElapsedMismatch,
}

/// What a check found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// It holds.
    Ok,
    /// It doesn't.
    Error,
}

/// One check carried out on one article.
#[derive(Clone, Debug)]
pub struct Check {
    /// Which check.
    pub kind: Kind,
    /// What came out.
    pub outcome: Outcome,
    /// How bad, if it failed.
    pub severity: Severity,
    /// Indices into the claims of the run; the one that is most likely wrong first.
    pub claims: Vec<usize>,
    /// What was computed.
    pub message: Reason,
}

/// Runs every check on one article. `offset` is the index of `claims[0]` among the claims of the run.
pub fn run(article: &Article, claims: &[Claim], offset: usize, rules: &Rules) -> Vec<Check> {
    let _ = (article, claims, offset, rules);
    Vec::new()
}
