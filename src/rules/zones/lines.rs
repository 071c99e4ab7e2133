//! Lines that are furniture by their words, and the credits at the end of captions.

use std::collections::HashMap;

use serde::Deserialize;
use toml::Spanned;

use super::{File, Owned, Parts, PatternSet};
use crate::article::Zone;
use crate::rules::{RuleError, RuleFile};

/// A longer line, in bytes, is running text whatever it says.
const LONGEST: usize = 420;
/// A shorter line, in bytes, is no running text.
const PROSE: usize = 40;
/// As many bytes at the end of a line may hold a credit.
const CREDIT: usize = 160;

/// Lines of one kind.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// What such a line is.
    zone: Zone,
    /// Whole lines, as written; case, width of the blanks and a colon at the end don't matter.
    #[serde(default)]
    is: Vec<String>,
    /// Patterns for whole lines.
    #[serde(default)]
    matches: Vec<Spanned<String>>,
    /// The fewest such lines in a row.
    #[serde(default = "one")]
    run: usize,
    /// The line is a heading; this is what follows it.
    opens: Option<Zone>,
    /// The article ends here.
    #[serde(default)]
    closes: bool,
}

fn one() -> usize {
    1
}

/// How captions name where the picture is from, at the end of their line.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credit {
    ends: Vec<Spanned<String>>,
}

/// How running text can be told, whatever else it says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Prose {
    has: Vec<Spanned<String>>,
}

/// What a kind of line says about itself and what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRule {
    /// What the line is.
    pub zone: Zone,
    /// It is only if at least so many such lines stand together.
    pub run: usize,
    /// What the lines under it are, if it is a heading.
    pub opens: Option<Zone>,
    /// Whether the article ends at this line.
    pub closes: bool,
}

/// Lines that are furniture by their words, and the credits at the end of captions.
#[derive(Debug, Default)]
pub struct Lines {
    rules: Vec<LineRule>,
    whole: HashMap<String, usize>,
    patterns: PatternSet,
    credits: PatternSet,
    prose: PatternSet,
}

impl Lines {
    pub(super) fn compile(files: &[RuleFile<File>], parts: &Parts) -> Result<Self, RuleError> {
        let mut lines = Self::default();
        let (mut patterns, mut credits, mut prose) = (Vec::new(), Vec::new(), Vec::new());
        for file in files {
            for entry in &file.content.line {
                let owner = lines.rules.len();
                let Entry { zone, run, opens, closes, .. } = *entry;
                lines.rules.push(LineRule { zone, run, opens, closes });
                for words in &entry.is {
                    lines.whole.entry(key(words)).or_insert(owner);
                }
                patterns.extend(entry.matches.iter().map(|pattern| Owned { owner, file, pattern }));
            }
            let ends = file.content.credit.iter().flat_map(|credit| &credit.ends);
            credits.extend(ends.map(|pattern| Owned { owner: 0, file, pattern }));
            let has = file.content.prose.iter().flat_map(|prose| &prose.has);
            prose.extend(has.map(|pattern| Owned { owner: 0, file, pattern }));
        }
        lines.patterns = parts.set(&patterns, ("^", r"\s*[:：]?$"))?;
        lines.credits = parts.set(&credits, ("", "$"))?;
        lines.prose = parts.set(&prose, ("", ""))?;
        Ok(lines)
    }

    /// The rule for a line that has been trimmed, and a number that lines of one rule share.
    pub fn of(&self, line: &str) -> Option<(usize, LineRule)> {
        if line.is_empty() || line.len() > LONGEST {
            return None;
        }
        let index = self.whole.get(&key(line)).copied().or_else(|| self.by_pattern(line))?;
        Some((index, self.rules[index]))
    }

    /// The rule whose pattern matches. Running text may say what furniture says; a caption is running
    /// text itself.
    fn by_pattern(&self, line: &str) -> Option<usize> {
        let index = self.patterns.first(line)?;
        let is_text = self.rules[index].zone != Zone::Caption && line.len() >= PROSE && self.prose.is_match(line);
        (!is_text).then_some(index)
    }

    /// Whether a line ends, as captions do, with the source of a picture.
    pub fn ends_in_credit(&self, line: &str) -> bool {
        let mut from = line.len().saturating_sub(CREDIT);
        while !line.is_char_boundary(from) {
            from += 1;
        }
        self.credits.is_match(&line[from..])
    }
}

/// How whole lines are compared.
fn key(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().collect();
    words.join(" ").trim_end_matches([':', '：']).trim_end().to_lowercase()
}
