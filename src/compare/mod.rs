//! How two values stand to each other, whatever they are about.

use crate::article::Article;
use crate::quantity::compare::{Comparison, Context, clearly_differ, compare};
use crate::quantity::convert::{ImpliedRate, implied_rates};
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;

pub mod dates;
mod measured;
pub mod names;
pub mod quotes;

pub use measured::Measured;

/// Compares figures of the articles of a run, at the exchange rates that the articles use themselves.
pub struct Comparer<'a> {
    rules: &'a Rules,
    years: Vec<Option<i16>>,
    implied: Vec<Vec<ImpliedRate>>,
}

impl<'a> Comparer<'a> {
    /// Reads the rates off the claims, which are sorted by article.
    pub fn new(articles: &[Article], claims: &[Claim], rules: &'a Rules) -> Self {
        let of_article = |article: usize| implied_rates(&claims[range_of(claims, article)]);
        Self {
            rules,
            years: articles.iter().map(|a| a.published.map(|p| p.date().year())).collect(),
            implied: (0..articles.len()).map(of_article).collect(),
        }
    }

    /// How two figures stand to each other; [`Comparison::Incomparable`] if one is none.
    pub fn quantities(&self, a: &Claim, b: &Claim) -> Comparison {
        Measured::of(a, b).map_or(Comparison::Incomparable, |measured| self.measured(a, b, &measured))
    }

    /// The same for two figures that are measured.
    pub fn measured(&self, a: &Claim, b: &Claim, measured: &Measured<'_>) -> Comparison {
        let [x, y] = measured.sides.each_ref().map(AsRef::as_ref);
        let year = self.years[a.article].or(self.years[b.article]);
        let mut implied = Vec::new();
        if x.unit.code != y.unit.code {
            implied.clone_from(&self.implied[a.article]);
            if a.article != b.article {
                implied.extend_from_slice(&self.implied[b.article]);
            }
        }
        measured.temper(compare(x, y, &Context { rules: self.rules, year, implied: &implied }))
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
