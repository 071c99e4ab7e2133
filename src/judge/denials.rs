//! Denials: two sentences of mostly the same words that give equal figures, and one of them says no or the opposite.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Code, Relation, Verdict, severity};
use crate::align::Pair;
use crate::article::{Article, Field, Lang};
use crate::compare::quotes::{self, Statement};
use crate::reason::Reason;
use crate::resolve::Claim;
use crate::rules::Rules;

/// Makes a conflict of the first figure on which two sentences agree, where one denies the other.
pub(super) fn find(articles: &[Arc<Article>], claims: &[Claim], judged: &mut [(&Pair, Relation)], rules: &Rules) {
    let mut met = HashSet::new();
    let mut agreed: Vec<(&mut Relation, [Sentence<'_>; 2])> = Vec::new();
    for (pair, relation) in judged {
        let is_figure = relation.claims.iter().all(|&claim| claims[claim].quote().is_none());
        let may_deny = relation.verdict == Verdict::Agree && is_figure && pair.firm && pair.retold;
        // What somebody says is judged as what is said.
        if may_deny
            && met.insert(relation.claims.map(|claim| place(&claims[claim])))
            && !relation.claims.iter().any(|&claim| is_quoted_beside(claims, claim))
            && let [Some(a), Some(b)] = relation.claims.map(|claim| Sentence::of(articles, &claims[claim]))
            && a != b
        {
            agreed.push((relation, [a, b]));
        }
    }
    // A sentence that many tell again is read once.
    let sentences: HashSet<Sentence<'_>> = agreed.iter().flat_map(|(_, pair)| *pair).collect();
    let statements: HashMap<Sentence<'_>, Statement<'_>> = sentences
        .into_par_iter()
        .map(|sentence| (sentence, Statement::new(sentence.text, sentence.lang, rules)))
        .collect();
    agreed.into_par_iter().for_each(|(relation, [a, b])| {
        if let Some(reason) = quotes::denial(&statements[&a], &statements[&b], rules) {
            deny(relation, claims, reason);
        }
    });
}

/// A sentence as it was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Sentence<'a> {
    text: &'a str,
    lang: Lang,
}

impl<'a> Sentence<'a> {
    /// The one that a claim stands in.
    fn of(articles: &'a [Arc<Article>], claim: &Claim) -> Option<Self> {
        let (_, text) = articles[claim.article].sentence(claim.field, claim.sentence)?;
        Some(Self { text, lang: claim.lang })
    }
}

fn deny(relation: &mut Relation, claims: &[Claim], reason: Reason) {
    let [a, b] = relation.claims.map(|claim| &claims[claim]);
    relation.verdict = Verdict::Conflict;
    relation.code = Some(if a.date().is_some() { Code::DateConflict } else { Code::ValueConflict });
    relation.severity = Some(severity(a, b));
    relation.reasons.push(reason);
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
