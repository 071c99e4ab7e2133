//! Bases of comparison: the figures and dates that others are held against, 전년 동기(2조1천억원) 대비, from
//! 2,000 to 3,500. They are not what is so now.

use super::Claim;
use super::frame::{NEIGHBOURS, parenthesis};
use crate::quantity::Dimension;
use crate::rules::judgement::{Base, Cues};
use crate::span::Span;

/// Which of the claims of a field are bases, by position.
pub(super) fn find(text: &str, sentence: impl Fn(&Claim) -> Span, claims: &[Claim], cues: &Cues) -> Vec<bool> {
    let mut bases: Vec<bool> = (0..claims.len()).map(|at| is_base(text, &sentence, claims, at, cues)).collect();
    for at in 0..claims.len().saturating_sub(1) {
        // 1년 전 10.5%에서: the date of a base is one as well.
        let gap = || text.get(claims[at].span.end..claims[at + 1].span.start).unwrap_or("-");
        if claims[at].date().is_some() && bases[at + 1] && gap().trim().trim_end_matches('(').is_empty() {
            bases[at] = true;
        }
    }
    bases
}

fn is_base(text: &str, sentence: &impl Fn(&Claim) -> Span, claims: &[Claim], at: usize, cues: &Cues) -> bool {
    let claim = &claims[at];
    // more than 85: a bound, not something to compare with.
    if claim.quote().is_some() || claim.quantity().is_some_and(|q| q.lower != q.upper) {
        return false;
    }
    let whole = sentence(claim);
    let before = text.get(whole.start..claim.span.start).unwrap_or_default();
    let behind = past_parenthesis(text.get(claim.span.end..whole.end).unwrap_or_default());
    match cues.base(before, behind) {
        Some(Base::Compared) => true,
        Some(Base::Start) => leads_elsewhere(claims, at),
        None => false,
    }
}

/// What stands behind a figure, or behind the parenthesis that it closes or that explains it.
fn past_parenthesis(behind: &str) -> &str {
    let rest = &behind[parenthesis(behind).unwrap_or(0)..];
    rest.strip_prefix(')').unwrap_or(rest)
}

/// Whether another figure of the sentence says what it came to: 2,000대에서 3,500대로, 10.5%에서 2.6%포인트.
fn leads_elsewhere(claims: &[Claim], at: usize) -> bool {
    let dimension = |claim: &Claim| {
        claim.quantity().map(|q| match q.unit.dimension {
            Dimension::PercentagePoint => Dimension::Percent,
            other => other,
        })
    };
    let Some(mine) = dimension(&claims[at]) else { return false };
    let same_sentence = |c: &&Claim| c.field == claims[at].field && c.sentence == claims[at].sentence;
    let moves = |c: &Claim| {
        dimension(c) == Some(mine) || (mine != Dimension::Percent && dimension(c) == Some(Dimension::Percent))
    };
    let before = claims[..at].iter().rev().take(NEIGHBOURS).take_while(same_sentence);
    let behind = claims[at + 1..].iter().take(NEIGHBOURS).take_while(same_sentence);
    before.chain(behind).any(moves)
}
