//! Stage five: pairs that are about the same thing → relations: do they agree, and if not, how.

use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::align::{Evidence, Pair};
use crate::article::Article;
use crate::compare::dates::DateComparison;
use crate::compare::quotes::{self, QuoteComparison, QuoteSide};
use crate::compare::{self, Comparer, Measured, Rates};
use crate::quantity::compare::Comparison;
use crate::quantity::slips::Slip;
pub use crate::reason::Reason;
use crate::resolve::{Claim, Content, Role, Status, range_of};
use crate::rules::Rules;

mod denials;
mod sayings;
mod swaps;
mod timeline;
mod updates;

/// How two claims about the same thing stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
    pub evidence: Arc<[Evidence]>,
    /// What differs and the likely slip, as (message key, arguments); see `rules/messages`.
    pub reasons: Vec<Reason>,
}

/// Judges every pair, and holds counts of events against dated ones; `chronicles` are the pairs of these, see
/// [`crate::align::Candidates`].
pub fn judge(
    articles: &[Arc<Article>],
    claims: &[Claim],
    pairs: &[Pair],
    chronicles: &[(usize, usize)],
    rules: &Rules,
) -> Vec<Relation> {
    let rates = |(at, article): (usize, &Arc<Article>)| Rates::of(article, &claims[range_of(claims, at)]);
    let rates: Vec<Rates> = articles.iter().enumerate().map(rates).collect();
    let comparer = |pair: &Pair| Comparer::new([pair.a, pair.b].map(|claim| &rates[claims[claim].article]), rules);
    let judge = |pair| Some((pair, relation(articles, claims, pair, comparer(pair), rules)?));
    let mut judged: Vec<(&Pair, Relation)> = pairs.par_iter().filter_map(judge).collect();
    denials::find(articles, claims, &mut judged, rules);
    let mut relations: Vec<Relation> = judged.into_iter().map(|(_, relation)| relation).collect();
    swaps::name_swaps(claims, &mut relations);
    relations.extend(timeline::conflicts(articles, claims, chronicles, rules));
    relations.sort_by_key(|r| (r.claims, r.code));
    relations
}

fn relation(
    articles: &[Arc<Article>],
    claims: &[Claim],
    pair: &Pair,
    comparer: Comparer<'_>,
    rules: &Rules,
) -> Option<Relation> {
    let (a, b) = (&claims[pair.a], &claims[pair.b]);
    let judgement = match (&a.content, &b.content) {
        (Content::Quantity(_), Content::Quantity(_)) => {
            let measured = Measured::of(a, b)?;
            match comparer.measured(&measured) {
                Comparison::Agree if swaps::is_given_to_another(claims, pair) => {
                    if !pair.firm {
                        return None;
                    }
                    Judgement::conflict(Code::ValueConflict).because(swaps::another(a, b))
                }
                Comparison::Agree => Judgement::new(Verdict::Agree),
                Comparison::Compatible(reason) => Judgement::new(Verdict::Compatible).because(reason),
                Comparison::Different(slip) => {
                    different(articles, claims, pair, slip.map(Slip::reason).into_iter().chain(measured.told()))?
                }
                Comparison::Incomparable => return None,
            }
        }
        (Content::Date(x), Content::Date(y)) => match compare::dates::compare(x, y) {
            DateComparison::Same => Judgement::new(Verdict::Agree),
            DateComparison::Compatible => Judgement::new(Verdict::Compatible),
            DateComparison::Different { .. } if sayings::are_each_of_its_day(articles, a, b, rules) => {
                Judgement::new(Verdict::Compatible).because(Reason::new("date.said-on-each-day"))
            }
            DateComparison::Different { slip } => Judgement::conflict(Code::DateConflict).because_all(slip),
            DateComparison::Unknown => return None,
        },
        (Content::Quote(_), Content::Quote(_)) => {
            let (one, other) = (QuoteSide::of(claims, pair.a, rules)?, QuoteSide::of(claims, pair.b, rules)?);
            quotation(compare::quotes::compare(&one, &other, rules)?)
        }
        _ => return None,
    };
    Some(judgement.of(claims, pair))
}

fn quotation(comparison: QuoteComparison) -> Judgement {
    let judgement = match comparison.verdict {
        quotes::Verdict::Agree => Judgement::new(Verdict::Agree),
        quotes::Verdict::Variant => Judgement::new(Verdict::Variant),
        quotes::Verdict::Altered => Judgement::conflict(Code::QuoteAltered),
        quotes::Verdict::Misattributed => Judgement::conflict(Code::QuoteMisattributed),
    };
    judgement.because_all(comparison.reasons)
}

/// Two different figures for one thing: a later state of it, or a conflict, which takes more to be believed.
fn different(
    articles: &[Arc<Article>],
    claims: &[Claim],
    pair: &Pair,
    reasons: impl Iterator<Item = Reason>,
) -> Option<Judgement> {
    // Nobody's count moves by just two digits that change places.
    if !pair.slipped && updates::is_update(articles, claims, pair) {
        return Some(Judgement::new(Verdict::Update));
    }
    pair.firm.then(|| Judgement::conflict(Code::ValueConflict).because_all(reasons))
}

/// What a pair comes to, before it is written down.
struct Judgement {
    verdict: Verdict,
    code: Option<Code>,
    reasons: Vec<Reason>,
}

impl Judgement {
    fn new(verdict: Verdict) -> Self {
        Self { verdict, code: None, reasons: Vec::new() }
    }

    fn conflict(code: Code) -> Self {
        Self { verdict: Verdict::Conflict, code: Some(code), reasons: Vec::new() }
    }

    fn because(mut self, reason: Reason) -> Self {
        self.reasons.push(reason);
        self
    }

    fn because_all(mut self, reasons: impl IntoIterator<Item = Reason>) -> Self {
        self.reasons.extend(reasons);
        self
    }

    fn of(self, claims: &[Claim], pair: &Pair) -> Relation {
        let (a, b) = (&claims[pair.a], &claims[pair.b]);
        let key = format!("{}\0{}", a.id, b.id);
        Relation {
            id: smol_str::format_smolstr!("r-{:08x}", xxhash_rust::xxh3::xxh3_64(key.as_bytes()) >> 32),
            claims: [pair.a, pair.b],
            verdict: self.verdict,
            code: self.code,
            severity: self.code.map(|_| severity(a, b)),
            score: probability(pair.weight),
            evidence: Arc::clone(&pair.evidence),
            reasons: self.reasons,
        }
    }
}

/// An error where both sides state a fact; a warning where one of them hedges or stands back from it.
fn severity(a: &Claim, b: &Claim) -> Severity {
    let soft = |c: &Claim| {
        matches!(c.status, Status::Rumoured | Status::Denied | Status::Asked)
            || matches!(c.frame.role, Role::Forecast)
            || c.quantity().is_some_and(|q| q.approximate)
            || c.date().is_some_and(|d| d.approximate)
    };
    if soft(a) || soft(b) { Severity::Warning } else { Severity::Error }
}

/// The probability that belongs to a match weight of so many bits, to four places.
fn probability(weight: f64) -> f64 {
    let p = 1.0 / (1.0 + (-weight).exp2());
    (p * 1e4).round() / 1e4
}
