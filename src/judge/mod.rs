//! Stage five: pairs that are about the same thing → relations: do they agree, and if not, how.

use serde::Serialize;
use smol_str::SmolStr;

use crate::align::{Evidence, Pair};
use crate::article::Article;
use crate::resolve::Claim;
use crate::rules::Rules;

/// How two claims about the same thing stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Equal at the precision and the hedge that each states.
    Agree,
    /// Not equal, yet both can be true.
    Compatible,
    /// A later state of the same thing.
    Update,
    /// The same utterance in other words.
    Variant,
    /// They can't both be true.
    Conflict,
}

/// What kind of conflict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Two values for one quantity.
    ValueConflict,
    /// Two dates for one event.
    DateConflict,
    /// One utterance, and its meaning changed.
    QuoteAltered,
    /// One utterance, two speakers.
    QuoteMisattributed,
    /// A count or ordinal of events that the dated events of the other articles contradict.
    TimelineConflict,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// To be settled before printing.
    Error,
}

/// Two claims about the same thing, judged.
#[derive(Clone, Debug)]
pub struct Relation {
    /// `r-` and eight hexadecimal digits, stable for the same two claims.
    pub id: SmolStr,
    /// Indices into the claims of the run.
    pub claims: [usize; 2],
    /// The verdict.
    pub verdict: Verdict,
    /// For a conflict, its kind.
    pub code: Option<Code>,
    /// For a conflict, how bad.
    pub severity: Option<Severity>,
    /// Probability that the two are about the same thing, 0 to 1, from the match weight.
    pub score: f64,
    /// Why they were matched.
    pub evidence: Vec<Evidence>,
    /// What differs and the likely slip, as (message key, arguments); see `rules/messages`.
    pub reasons: Vec<Reason>,
}

/// A sentence of an explanation: a key of `rules/messages/<lang>.toml` with its arguments, so that
/// the same judgement can be told in Korean and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// Key of the message: `slip.transposed-digits`.
    pub key: SmolStr,
    /// Named arguments for the placeholders `{name}`.
    pub args: Vec<(SmolStr, String)>,
}

impl Reason {
    /// A reason with no arguments yet.
    pub fn new(key: impl Into<SmolStr>) -> Self {
        Self { key: key.into(), args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: impl Into<SmolStr>, value: impl ToString) -> Self {
        self.args.push((name.into(), value.to_string()));
        self
    }
}

/// Judges every pair.
pub fn judge(articles: &[Article], claims: &[Claim], pairs: &[Pair], rules: &Rules) -> Vec<Relation> {
    let _ = (articles, claims, pairs, rules);
    Vec::new()
}
