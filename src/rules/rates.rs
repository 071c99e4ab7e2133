//! Exchange rates by year.

use std::collections::BTreeMap;

use crate::rules::Spanned;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{RuleError, RuleFile, Table};

/// What a currency was worth on the average of a year, with how far the days of that year strayed from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Units of the one currency for one unit of the other; positive.
    pub value: Decimal,
    /// How far a day's rate may lie from the average, relative to it: 0.15 for 15 percent.
    pub tolerance: Decimal,
}

/// Exchange rates by year.
#[derive(Debug, Default)]
pub struct Rates {
    /// Won for one unit, by year and currency code.
    won: BTreeMap<(i16, SmolStr), Rate>,
}

/// A file of `rules/rates/`: yearly average rates against one currency.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// ISO 4217 code of the currency that the rates are stated in or for.
    base: Spanned<SmolStr>,
    /// How far a day may lie from its year's average, relative to it, where the year says nothing else.
    tolerance: Decimal,
    #[serde(default)]
    year: Vec<YearRow>,
}

/// One year's averages.
#[derive(Clone, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct YearRow {
    year: i16,
    /// For a year in which rates moved further.
    #[serde(skip_serializing_if = "Option::is_none")]
    tolerance: Option<Decimal>,
    /// Units of the base for one unit of the currency.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    price: BTreeMap<SmolStr, Spanned<Decimal>>,
    /// Units of the currency for one unit of the base.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    buys: BTreeMap<SmolStr, Spanned<Decimal>>,
}

const WON: &str = "KRW";

impl Table for Rates {
    const FOLDER: &'static str = "rates";
    type File = File;

    fn compile(mut files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut rates = Self::default();
        // The won's own prices come first: the other files are brought to won through them.
        files.sort_by_key(|file| file.content.base.get_ref() != WON);
        for file in &files {
            rates.add(file)?;
        }
        Ok(rates)
    }
}

impl Rates {
    /// Adds the rates of another file; they replace those of the same years and currencies.
    ///
    /// # Errors
    /// The first rate that makes no sense, with its place.
    pub fn add(&mut self, file: &RuleFile<File>) -> Result<(), RuleError> {
        file.content.year.iter().try_for_each(|row| self.add_year(file, row))
    }

    fn add_year(&mut self, file: &RuleFile<File>, row: &YearRow) -> Result<(), RuleError> {
        let tolerance = row.tolerance.unwrap_or(file.content.tolerance);
        let base = &file.content.base;
        let base_rate = self
            .rate(row.year, base.get_ref())
            .ok_or_else(|| file.error(base.span(), format!("no rate of {} in won for {}", base.get_ref(), row.year)))?;
        let prices = row.price.iter().map(|(code, given)| (code, given, base_rate.value.checked_mul(*given.get_ref())));
        let bought = row.buys.iter().map(|(code, given)| (code, given, base_rate.value.checked_div(*given.get_ref())));
        for (code, given, won) in prices.chain(bought) {
            match won {
                Some(value) if value > Decimal::ZERO => {
                    self.won.insert((row.year, code.clone()), Rate { value, tolerance });
                }
                _ => return Err(file.error(given.span(), "expected a positive decimal")),
            }
        }
        Ok(())
    }

    /// Won for one unit of the currency `code` (ISO 4217) on the average of `year`.
    pub fn rate(&self, year: i16, code: &str) -> Option<Rate> {
        if code == WON {
            return Some(Rate { value: Decimal::ONE, tolerance: Decimal::ZERO });
        }
        self.won.get(&(year, SmolStr::new(code))).copied()
    }

    /// Units of `to` for one unit of `from` on the average of `year`, through the won.
    pub fn cross(&self, year: i16, from: &str, to: &str) -> Option<Rate> {
        let (from, to) = (self.rate(year, from)?, self.rate(year, to)?);
        Some(Rate { value: from.value.checked_div(to.value)?, tolerance: from.tolerance.max(to.tolerance) })
    }

    /// Least and greatest units of `to` for one unit of `from`: within the tolerance of `year` where its
    /// average is known, otherwise over all years that are.
    pub fn range(&self, year: Option<i16>, from: &str, to: &str) -> Option<(Decimal, Decimal)> {
        let bounds = |rate: Rate| {
            let stray = rate.value.checked_mul(rate.tolerance)?;
            Some((rate.value.checked_sub(stray)?, rate.value.checked_add(stray)?))
        };
        if let Some(rate) = year.and_then(|year| self.cross(year, from, to)) {
            return bounds(rate);
        }
        let mut years: Vec<i16> = self.won.keys().map(|(year, _)| *year).collect();
        years.dedup();
        let all = years.into_iter().filter_map(|year| bounds(self.cross(year, from, to)?));
        all.reduce(|(low, high), (l, h)| (low.min(l), high.max(h)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[test]
    fn a_year_and_a_cross() {
        let rates = &Rules::shared().rates;
        let dollar = rates.rate(2024, "USD").unwrap();
        assert_eq!(dollar.value.round(), Decimal::from(1364));
        let euro_in_dollars = rates.cross(2024, "EUR", "USD").unwrap().value;
        assert_eq!(euro_in_dollars.round_dp(2), Decimal::new(108, 2));
        let dollar_in_hongkong = rates.cross(2020, "USD", "HKD").unwrap().value;
        assert_eq!(dollar_in_hongkong.round_dp(1), Decimal::new(78, 1));
        assert_eq!(rates.rate(2024, "XYZ"), None);
    }

    #[test]
    fn an_unknown_year_spans_all() {
        let rates = &Rules::shared().rates;
        let (low, high) = rates.range(None, "USD", "KRW").unwrap();
        assert!(low < Decimal::from(900) && high > Decimal::from(1500));
        let (low, high) = rates.range(Some(2024), "USD", "KRW").unwrap();
        assert!(low > Decimal::from(1100) && high < Decimal::from(1600));
    }
}
