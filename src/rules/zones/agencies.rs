//! News agencies, and how an outlet that prints their text says so.

use std::collections::HashMap;

use crate::rules::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{File, Parts, Pattern, Words};
use crate::rules::{RuleError, RuleFile};
use crate::text::finder::Finder;

/// A news agency.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// What it is called, in every language; the first is its identity.
    names: Vec<String>,
}

/// How a text says whose it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Byline {
    /// Patterns for a part of the first or last lines, with the group `agency`.
    matches: Vec<Spanned<String>>,
}

/// News agencies, and how an outlet that prints their text says so.
#[derive(Debug, Default)]
pub struct Agencies {
    by_name: HashMap<String, usize>,
    names: Words,
    bylines: Vec<Pattern>,
}

/// All names of agencies as one alternation, the longest first.
pub(super) fn alternation(files: &[RuleFile<File>]) -> String {
    let names = files.iter().flat_map(|f| &f.content.agency).flat_map(|a| &a.names);
    let mut names: Vec<String> = names.map(|name| regex::escape(name)).collect();
    names.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    format!("(?:{})", names.join("|"))
}

impl Agencies {
    pub(super) fn compile(files: &[RuleFile<File>], parts: &Parts) -> Result<Self, RuleError> {
        let mut all = Self::default();
        let entries = files.iter().flat_map(|f| &f.content.agency);
        for (index, entry) in entries.enumerate() {
            all.by_name.extend(entry.names.iter().map(|name| (name.to_lowercase(), index)));
        }
        all.names = Words::new(files.iter().flat_map(|f| &f.content.agency).flat_map(|entry| &entry.names));
        for file in files {
            for pattern in file.content.byline.iter().flat_map(|b| &b.matches) {
                all.bylines.push(parts.pattern(file, pattern, ("(?m)", ""))?);
            }
        }
        Ok(all)
    }

    /// What finds their names in a text.
    pub(in crate::rules) fn finder(&self) -> &Finder {
        &self.names.0
    }

    /// The agency of that name.
    pub fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name.trim().to_lowercase()).copied()
    }

    /// The agency that a line credits with the text, if it does.
    pub fn credited(&self, line: &str) -> Option<usize> {
        if !self.names.is_match(line) {
            return None;
        }
        let credit = self.bylines.iter().find_map(|byline| byline.regex().captures(line)?.name("agency"))?;
        self.named(credit.as_str())
    }
}
