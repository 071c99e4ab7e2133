//! How a page states when it was published: "입력 2024.03.18 04:30", "Published: March 3, 2024".

use std::collections::HashMap;

use crate::rules::Spanned;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;
use regex::Captures;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{File, Parts, Pattern};
use crate::article::Published;
use crate::rules::{RuleError, RuleFile};

/// One way of stating it.
///
/// The named groups are `year`, `month` (a number or a name), `day`, and, where given, `hour`,
/// `minute`, `second`, `half` (of the day) and `zone`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    matches: Vec<Spanned<String>>,
    /// Says only a date, not that it is the day of publication: taken if nothing says more.
    #[serde(default)]
    bare: bool,
}

/// The words of dates and clocks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Clock {
    /// The first three letters of the twelve months, in order.
    #[serde(default)]
    months: Vec<String>,
    /// Words for the half of the day that begins at noon.
    #[serde(default)]
    afternoon: Vec<String>,
    /// Words for the half that begins at midnight.
    #[serde(default)]
    morning: Vec<String>,
    /// Time zones, in hours east of Greenwich.
    #[serde(default)]
    zones: HashMap<String, i8>,
}

/// How a page states when it was published.
#[derive(Debug, Default)]
pub struct Datelines {
    labelled: Vec<Pattern>,
    bare: Vec<Pattern>,
    months: HashMap<String, i8>,
    /// Hours that the half of the day adds at one o'clock.
    halves: HashMap<String, i8>,
    zones: HashMap<String, i8>,
}

impl Datelines {
    pub(super) fn compile(files: &[RuleFile<File>], parts: &Parts) -> Result<Self, RuleError> {
        let mut all = Self::default();
        for file in files {
            for entry in &file.content.dateline {
                for pattern in &entry.matches {
                    let compiled = parts.pattern(file, pattern, ("(?m)", ""))?;
                    if entry.bare { all.bare.push(compiled) } else { all.labelled.push(compiled) }
                }
            }
            for clock in &file.content.clock {
                let months = clock.months.iter().map(|name| name.to_lowercase());
                all.months.extend(months.zip(1..));
                all.halves.extend(clock.morning.iter().map(|word| (word.to_lowercase(), 0)));
                all.halves.extend(clock.afternoon.iter().map(|word| (word.to_lowercase(), 12)));
                all.zones.extend(clock.zones.iter().map(|(name, hours)| (name.to_lowercase(), *hours)));
            }
        }
        Ok(all)
    }

    /// The publication time that the furniture of a page states, a labelled one first.
    pub fn find(&self, furniture: &str) -> Option<Published> {
        let search = |patterns: &[Pattern]| {
            let mut stamps =
                patterns.iter().flat_map(|p| p.regex().captures_iter(furniture)).filter_map(|c| self.published(&c));
            stamps.next()
        };
        search(&self.labelled).or_else(|| search(&self.bare))
    }

    /// A date as pages write it, when it is all that the text says: "2024.03.18 04:30".
    pub fn parse(&self, text: &str) -> Option<Published> {
        let text = text.trim();
        let whole = |c: &Captures<'_>| c.get_match().len() == text.len();
        self.bare.iter().filter_map(|p| p.regex().captures(text)).filter(whole).find_map(|c| self.published(&c))
    }

    fn published(&self, stamp: &Captures<'_>) -> Option<Published> {
        let number = |name: &str| stamp.name(name).and_then(|m| m.as_str().parse::<i8>().ok());
        let word = |name: &str| stamp.name(name).map(|m| m.as_str().to_lowercase());
        let year = stamp.name("year")?.as_str().parse().ok()?;
        let month = number("month").or_else(|| self.months.get(word("month")?.get(..3)?).copied())?;
        let date = Date::new(year, month, number("day")?).ok()?;
        let half = word("half").and_then(|w| self.halves.get(&w).copied());
        let time = number("hour").and_then(|hour| {
            let hour = half.map_or(hour, |noon| hour % 12 + noon);
            Time::new(hour, number("minute").unwrap_or(0), number("second").unwrap_or(0), 0).ok()
        });
        let zone = word("zone").and_then(|w| self.zones.get(&w).copied());
        Some(Published {
            local: DateTime::from_parts(date, time.unwrap_or(Time::midnight())),
            has_time: time.is_some(),
            offset: time.and(zone).and_then(|hours| Offset::from_hours(hours).ok()),
        })
    }
}
