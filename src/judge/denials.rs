//! Denials: two sentences of mostly the same words that give equal figures, and one of them says no or the opposite.

use std::collections::HashSet;

use rayon::prelude::*;

use super::{Code, Relation, Verdict, severity};
use crate::align::Pair;
use crate::article::{Article, Field};
use crate::compare::quotes::{self, QuoteSide};
use crate::reason::Reason;
use crate::resolve::Claim;
use crate::rules::Rules;

/// Makes a conflict of the first figure on which two sentences agree, where one denies the other.
pub(super) fn find(articles: &[Article], claims: &[Claim], judged: &mut [(&Pair, Relation)], rules: &Rules) {
    let mut met = HashSet::new();
    let first = judged.iter_mut().filter(|(pair, relation)| {
        let agreed = relation.verdict == Verdict::Agree && relation.claims.iter().all(|&c| claims[c].quote().is_none());
        agreed && pair.firm && pair.retold && met.insert(relation.claims.map(|claim| place(&claims[claim])))
    });
    first.collect::<Vec<_>>().into_par_iter().for_each(|(_, relation)| {
        if let Some(reason) = denial(articles, claims, relation.claims, rules) {
            deny(relation, claims, reason);
        }
    });
}

fn deny(relation: &mut Relation, claims: &[Claim], reason: Reason) {
    let [a, b] = relation.claims.map(|claim| &claims[claim]);
    relation.verdict = Verdict::Conflict;
    relation.code = Some(if a.date().is_some() { Code::DateConflict } else { Code::ValueConflict });
    relation.severity = Some(severity(a, b));
    relation.reasons.push(reason);
}

/// What the sentences of two figures deny each other by. What somebody says is judged as what is said.
fn denial(articles: &[Article], claims: &[Claim], pair: [usize; 2], rules: &Rules) -> Option<Reason> {
    if pair.iter().any(|&claim| is_quoted_beside(claims, claim)) {
        return None;
    }
    let [a, b] = pair.map(|claim| {
        let claim = &claims[claim];
        let (_, sentence) = articles[claim.article].sentence(claim.field, claim.sentence)?;
        Some(QuoteSide::new(sentence, claim.lang, rules))
    });
    quotes::denial(&a?, &b?, rules)
}

/// The sentence that a claim stands in.
fn place(claim: &Claim) -> (usize, Field, usize) {
    (claim.article, claim.field, claim.sentence)
}

/// Whether somebody is quoted in the sentence of a claim.
fn is_quoted_beside(claims: &[Claim], claim: usize) -> bool {
    let here = place(&claims[claim]);
    let beside = |other: &&Claim| place(other) == here;
    let (before, behind) = claims.split_at(claim);
    before.iter().rev().take_while(beside).chain(behind.iter().take_while(beside)).any(|other| other.quote().is_some())
}
