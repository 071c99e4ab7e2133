//! How two values stand to each other, whatever they are about.

use crate::article::Article;
use crate::quantity::compare::{Comparison, Context, clearly_differ, compare};
use crate::quantity::convert::{ImpliedRate, implied_rates};
use crate::resolve::Claim;
use crate::rules::Rules;

pub mod dates;
mod measured;
pub mod names;
pub mod quotes;

pub use measured::Measured;

/// What an article's money is worth in other currencies.
#[derive(Clone, Debug, Default)]
pub struct Rates {
    year: Option<i16>,
    implied: Vec<ImpliedRate>,
}

impl Rates {
    /// The rates that an article uses itself, and the year whose rates hold otherwise; `claims` are all that it has.
    pub fn of(article: &Article, claims: &[Claim]) -> Self {
        Self { year: article.published.map(|published| published.date().year()), implied: implied_rates(claims) }
    }
}

/// Compares figures of two articles, or of one with itself, at the exchange rates that they use.
#[derive(Clone, Copy, Debug)]
pub struct Comparer<'a> {
    rates: [&'a Rates; 2],
    rules: &'a Rules,
}

impl<'a> Comparer<'a> {
    /// For figures of the articles that have these rates, in this order.
    pub fn new(rates: [&'a Rates; 2], rules: &'a Rules) -> Self {
        Self { rates, rules }
    }

    /// For figures of the same articles in the other order.
    #[must_use]
    pub fn reversed(self) -> Self {
        let [a, b] = self.rates;
        Self { rates: [b, a], ..self }
    }

    /// How two figures stand to each other; [`Comparison::Incomparable`] if one is none.
    pub fn quantities(&self, a: &Claim, b: &Claim) -> Comparison {
        Measured::of(a, b).map_or(Comparison::Incomparable, |measured| self.measured(&measured))
    }

    /// The same for two figures that are measured.
    pub fn measured(&self, measured: &Measured<'_>) -> Comparison {
        let [x, y] = measured.sides.each_ref().map(AsRef::as_ref);
        let [a, b] = self.rates;
        let mut implied = Vec::new();
        if x.unit.code != y.unit.code {
            implied.clone_from(&a.implied);
            if !std::ptr::eq(a, b) {
                implied.extend_from_slice(&b.implied);
            }
        }
        measured.temper(compare(x, y, &Context { rules: self.rules, year: a.year.or(b.year), implied: &implied }))
    }

    /// Whether two figures, or two dates, are equal at the precision and the hedge that each states.
    pub fn agree(&self, a: &Claim, b: &Claim) -> bool {
        match (a.date(), b.date()) {
            (Some(x), Some(y)) => dates::compare(x, y) == dates::DateComparison::Same,
            (None, None) => match (a.quantity(), b.quantity()) {
                (Some(x), Some(y)) => !clearly_differ(x, y) && self.quantities(a, b) == Comparison::Agree,
                _ => false,
            },
            _ => false,
        }
    }
}
