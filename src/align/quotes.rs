//! Quotations: which of two articles, or of a headline and its body, are one utterance.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::{Evidence, Pair};
use crate::compare::quotes::{QuoteComparison, QuoteSide, Verdict, compare, keys};
use crate::resolve::Claim;
use crate::rules::Rules;

/// How many quotations of one group may share a key before the key is cut.
const CAP: usize = 64;

/// Match weight in bits of a pair as like as can be; likeness scales it.
const MOST: f64 = 12.0;

/// The pairs of quotations of one group that are one utterance; `members` are its claims.
pub(super) fn pairs(claims: &[Claim], members: &[usize], rules: &Rules) -> Vec<Pair> {
    let quotes: Vec<usize> = members.iter().copied().filter(|&c| claims[c].quote().is_some()).collect();
    let sides: HashMap<usize, QuoteSide<'_>> =
        quotes.par_iter().filter_map(|&c| Some((c, QuoteSide::of(claims, c, rules)?))).collect();
    let candidates: Vec<(usize, usize)> = candidates(claims, &quotes, &sides).into_iter().collect();
    let compared: Vec<Compared> = candidates
        .into_par_iter()
        .filter_map(|(a, b)| Some(Compared { a, b, outcome: compare(&sides[&a], &sides[&b], rules)? }))
        .collect();
    settle(claims, compared).into_iter().map(Compared::into_pair).collect()
}

/// Two quotations that are one utterance.
struct Compared {
    a: usize,
    b: usize,
    outcome: QuoteComparison,
}

impl Compared {
    fn into_pair(self) -> Pair {
        let weight = MOST * self.outcome.likeness;
        let evidence = vec![Evidence { feature: "words/alike".into(), weight }];
        Pair { a: self.a, b: self.b, weight, running: [false; 2], evidence }
    }

    fn holds(&self) -> bool {
        matches!(self.outcome.verdict, Verdict::Agree | Verdict::Variant)
    }
}

/// Quotations of different articles, or of a headline and its body, that share a key.
fn candidates(claims: &[Claim], quotes: &[usize], sides: &HashMap<usize, QuoteSide<'_>>) -> BTreeSet<(usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    for &quote in quotes {
        for key in sides.get(&quote).map(keys).unwrap_or_default() {
            index.entry(key).or_default().push(quote);
        }
    }
    let mut pairs = BTreeSet::new();
    for list in index.into_values().filter(|list| list.len() <= CAP) {
        for (at, &a) in list.iter().enumerate() {
            pairs.extend(list[at + 1..].iter().filter(|&&b| may_meet(&claims[a], &claims[b])).map(|&b| (a, b)));
        }
    }
    pairs
}

fn may_meet(a: &Claim, b: &Claim) -> bool {
    a.article != b.article || super::is_head(a) != super::is_head(b)
}

/// A quotation that the other article has unaltered is not held against another one there.
fn settle(claims: &[Claim], compared: Vec<Compared>) -> Vec<Compared> {
    let mut settled: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for found in compared.iter().filter(|c| c.holds()) {
        for (quote, other) in [(found.a, found.b), (found.b, found.a)] {
            let best = settled.entry((quote, claims[other].article)).or_insert(0.0);
            *best = best.max(found.outcome.likeness);
        }
    }
    let partner = |quote: usize, other: usize| settled.get(&(quote, claims[other].article)).copied().unwrap_or(0.0);
    let free = |c: &Compared| partner(c.a, c.b).max(partner(c.b, c.a)) < c.outcome.likeness;
    compared.into_iter().filter(|c| c.holds() || free(c)).collect()
}
