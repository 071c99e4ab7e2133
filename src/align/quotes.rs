//! Quotations: which of two articles, or of a headline and its body, are one utterance.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;

use super::gather::Gathered;
use super::occasions::Occasion;
use super::{Evidence, Pair};
use crate::compare::quotes::{QuoteComparison, QuoteSide, Verdict, compare};
use crate::rules::Rules;

/// Match weight in bits of a pair as like as can be; likeness scales it.
const MOST: f64 = 12.0;

/// The pairs of quotations that are one utterance, of those among the candidates.
pub(super) fn pairs(gathered: &Gathered, rules: &Rules) -> Vec<Pair> {
    let candidates = &gathered.candidates.quotations;
    let quotes: BTreeSet<usize> = candidates.iter().flat_map(|&(a, b)| [a, b]).collect();
    let side = |quote: usize| {
        let (article, claim) = gathered.place(quote);
        Some((quote, QuoteSide::of(&gathered.studies[article].entry().claims, claim, rules)?))
    };
    let sides: HashMap<usize, QuoteSide<'_>> = quotes.into_par_iter().filter_map(side).collect();
    let occasion = |quote: usize| {
        let (article, claim) = gathered.place(quote);
        let entry = gathered.studies[article].entry();
        Occasion::of(&entry.article, &entry.claims[claim])
    };
    let compare = |&(a, b): &(usize, usize)| {
        let outcome = compare(sides.get(&a)?, sides.get(&b)?, rules)?;
        // Who says something else on another occasion isn't misquoted.
        let anew = outcome.verdict == Verdict::Altered && occasion(a).is_apart(occasion(b));
        (!anew).then_some(Compared { a, b, outcome })
    };
    let compared: Vec<Compared> = candidates.par_iter().filter_map(compare).collect();
    let article_of = |quote| gathered.place(quote).0;
    settle(compared, article_of).into_iter().map(Compared::into_pair).collect()
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
        let evidence = Arc::new([Evidence { feature: "words/alike".into(), weight }]);
        Pair { a: self.a, b: self.b, weight, firm: true, evidence, ..Pair::default() }
    }

    fn holds(&self) -> bool {
        matches!(self.outcome.verdict, Verdict::Agree | Verdict::Variant)
    }
}

/// A quotation that the other article has unaltered is not held against another one there.
fn settle(compared: Vec<Compared>, article_of: impl Fn(usize) -> usize) -> Vec<Compared> {
    let mut settled: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    for found in compared.iter().filter(|c| c.holds()) {
        for (quote, other) in [(found.a, found.b), (found.b, found.a)] {
            let best = settled.entry((quote, article_of(other))).or_insert(0.0);
            *best = best.max(found.outcome.likeness);
        }
    }
    let partner = |quote: usize, other: usize| settled.get(&(quote, article_of(other))).copied().unwrap_or(0.0);
    let free = |c: &Compared| partner(c.a, c.b).max(partner(c.b, c.a)) < c.outcome.likeness;
    compared.into_iter().filter(|c| c.holds() || free(c)).collect()
}
