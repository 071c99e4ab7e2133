//! How claims and relations came about: rule names and match weights.

use super::{Report, Voice, safe};
use crate::judge::Relation;
use crate::reason::Reason;
use crate::resolve::Claim;

/// The rules that made a claim, in the order they fired: `c-5f0d8b1c: numerals/ko › units/money`.
pub fn claim(claim: &Claim, voice: &Voice) -> String {
    let rules = if claim.rules.is_empty() { voice.word("explain.no-rules") } else { claim.rules.join(" › ") };
    let reason = Reason::new("explain.claim")
        .with("text", safe::visible(&claim.text))
        .with("brief", safe::visible(&claim.brief()))
        .with("rules", rules);
    voice.say(&reason)
}

/// Why two claims were held to be about the same thing: the match weights as a waterfall, the sum,
/// and the probability that it stands for.
pub fn relation(relation: &Relation, voice: &Voice) -> Vec<String> {
    let mut sum = 0.0;
    let mut lines: Vec<String> = Vec::with_capacity(relation.evidence.len() + 1);
    for evidence in &*relation.evidence {
        sum += evidence.weight;
        lines.push(format!("{:>+7.2} {:>+7.2}  {}", evidence.weight, sum, voice.evidence(evidence)));
    }
    let total = Reason::new("explain.total")
        .with("weight", format!("{sum:+.2}"))
        .with("score", format!("{:.3}", relation.score));
    lines.push(voice.say(&total));
    lines
}

/// One line that names a relation: its claims, as written, and its verdict.
pub fn headline(report: &Report, relation: &Relation, voice: &Voice) -> String {
    let [a, b] = relation.claims.map(|claim| &report.claims[claim]);
    let said = |claim: &Claim| {
        format!("{} ({})", super::snippet::clip(&claim.text, 40), safe::visible(&report.article_of(claim).id))
    };
    let reason = Reason::new("explain.relation")
        .with("verdict", voice.verdict(relation.verdict))
        .with("a", said(a))
        .with("b", said(b));
    voice.say(&reason)
}
