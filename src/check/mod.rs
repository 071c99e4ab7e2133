//! Checks of one article's own figures. One file a check; its doc comment is its `explain` text.
//!
//! A check says `error` only where the text itself says, by cue words, adjacency and units, that the
//! figures belong together, and the arithmetic fails beyond what rounding allows. Where it holds, it says
//! `ok`, so that an editor sees what was verified. Where several readings of one figure are possible, one
//! that holds silences those that don't.

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::Article;
use crate::judge::{Reason, Severity};
use crate::resolve::Claim;
use crate::rules::Rules;
use scene::Scene;

mod arithmetic;
mod conversions;
mod elapsed;
mod ratios;
mod scene;
mod sums;
mod weekdays;

#[cfg(test)]
mod tests;

/// Which check.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, JsonSchema)]
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
    let scene = Scene::new(article, claims, rules);
    let mut checks = conversions::check(&scene);
    checks.extend(sums::check(&scene));
    checks.extend(ratios::check(&scene));
    checks.extend(weekdays::check(&scene));
    checks.extend(elapsed::check(&scene));
    for check in &mut checks {
        check.claims.iter_mut().for_each(|claim| *claim += offset);
    }
    one_reading_each(checks)
}

/// Of several checks of one kind on the same first claim, one that holds is enough; of errors the first.
fn one_reading_each(mut checks: Vec<Check>) -> Vec<Check> {
    // Those that hold first; the sort is stable, so that the order of the text stays otherwise.
    checks.sort_by_key(|check| (check.kind, check.outcome == Outcome::Error));
    let mut seen = HashSet::new();
    checks.retain(|check| check.claims.first().is_some_and(|first| seen.insert((check.kind, *first))));
    checks.sort_by_key(|check| check.claims.first().copied());
    checks
}

impl Check {
    /// A check with the claim that it is about, usually the one that is most likely wrong, first.
    fn new(kind: Kind, holds: bool, claims: Vec<usize>, message: Reason) -> Self {
        let (outcome, severity) =
            if holds { (Outcome::Ok, Severity::Note) } else { (Outcome::Error, Severity::Warning) };
        Self { kind, outcome, severity, claims, message }
    }
}
