//! How two values stand to each other, whatever they are about.

use crate::article::Article;
use crate::quantity::compare::{Comparison, Context, compare};
use crate::quantity::convert::{ImpliedRate, implied_rates};
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;

pub mod dates;
pub mod names;
pub mod quotes;

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
        let (Some(x), Some(y)) = (a.quantity(), b.quantity()) else { return Comparison::Incomparable };
        let year = self.years[a.article].or(self.years[b.article]);
        if x.unit.code == y.unit.code {
            return compare(x, y, &Context { rules: self.rules, year, implied: &[] });
        }
        let mut implied = self.implied[a.article].clone();
        if a.article != b.article {
            implied.extend_from_slice(&self.implied[b.article]);
        }
        compare(x, y, &Context { rules: self.rules, year, implied: &implied })
    }

    /// Whether two figures, or two dates, are equal at the precision and the hedge that each states.
    pub fn agree(&self, a: &Claim, b: &Claim) -> bool {
        match (a.date(), b.date()) {
            (Some(x), Some(y)) => dates::compare(x, y) == dates::DateComparison::Same,
            (None, None) => self.quantities(a, b) == Comparison::Agree,
            _ => false,
        }
    }
}
