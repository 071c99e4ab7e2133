//! What survives when an utterance is translated, once from Korean to English or twice from English:
//! figures, names, glosses and the meanings of the words.

use super::side::QuoteSide;
use crate::quantity::Quantity;
use crate::quantity::compare::{Comparison, Context, compare as compare_figures};
use crate::rules::Rules;

/// What two quotations in two languages have in common.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Anchors {
    /// How many glosses, names, figures and meanings they share.
    pub(super) shared: usize,
    /// The share of the anchors of the side with fewer of them, from 0 to 1.
    pub(super) likeness: f64,
}

/// Counts the anchors of two quotations.
pub(super) fn anchors(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> Anchors {
    let context = Context { rules, year: None, implied: &[] };
    let equal = |x: &Quantity, y: &Quantity| {
        matches!(compare_figures(x, y, &context), Comparison::Agree | Comparison::Compatible(_))
    };
    let found = |from: &QuoteSide<'_>, to: &QuoteSide<'_>| {
        from.figures.iter().filter(|x| to.figures.iter().any(|y| equal(x, y))).count()
    };
    // Two figures of the one may both be like a single one of the other.
    let figures = found(a, b).min(found(b, a));
    let meanings = a.meanings.iter().filter(|m| b.meanings.binary_search(m).is_ok()).count();
    let (ours, theirs) = (latin(a), latin(b));
    let names = shared(&ours, &theirs).min(shared(&theirs, &ours));
    let size = |side: &QuoteSide<'_>, latin: usize| side.figures.len() + side.meanings.len() + latin;
    let names_of = |side: &QuoteSide<'_>, words: &[&str]| match side.lang {
        crate::article::Lang::Ko => words.len(),
        crate::article::Lang::En => names,
    };
    let least = size(a, names_of(a, &ours)).min(size(b, names_of(b, &theirs)));
    let shared = figures + meanings + names;
    let likeness = if least == 0 { 0.0 } else { shared as f64 / least as f64 };
    Anchors { shared, likeness }
}

/// How many of some words are among others.
fn shared(words: &[&str], others: &[&str]) -> usize {
    words.iter().filter(|word| others.contains(word)).count()
}

/// The Latin words and glosses of a quotation, in lower case.
fn latin<'a>(side: &'a QuoteSide<'_>) -> Vec<&'a str> {
    let words = side.tokens.iter().filter(|t| t.content && t.stem.starts_with(|c: char| c.is_ascii_alphabetic()));
    words.map(|t| t.stem.as_str()).chain(side.glosses.iter().map(String::as_str)).collect()
}
