//! What the parts of a page look like, where sentences end, and which agencies sell their text.

use std::collections::{BTreeMap, HashMap};

use crate::rules::Spanned;
use crate::text::finder::Finder;
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use patterns::{Part, Pattern, PatternSet, Tried};

pub mod agencies;
pub mod boundaries;
pub mod datelines;
pub mod lines;
mod patterns;

/// What the parts of a page look like.
#[derive(Debug, Default)]
pub struct Zones {
    /// Lines that are furniture by their words, and the credits at the end of captions.
    pub lines: lines::Lines,
    /// How a page states when it was published.
    pub datelines: datelines::Datelines,
    /// Where sentences end.
    pub boundaries: boundaries::Boundaries,
    /// News agencies and their credits.
    pub agencies: agencies::Agencies,
}

/// A file of `rules/zones/`.
///
/// Its patterns are regular expressions that match without regard to case; `{name}` in a pattern
/// stands for the part of that name, from any file of the folder.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    parts: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    line: Vec<lines::Entry>,
    #[serde(default)]
    credit: Vec<lines::Credit>,
    #[serde(default)]
    prose: Vec<lines::Prose>,
    #[serde(default)]
    dateline: Vec<datelines::Entry>,
    #[serde(default)]
    clock: Vec<datelines::Clock>,
    #[serde(default)]
    sentences: Vec<boundaries::Entry>,
    #[serde(default)]
    agency: Vec<agencies::Entry>,
    #[serde(default)]
    byline: Vec<agencies::Byline>,
}

impl Table for Zones {
    const FOLDER: &'static str = "zones";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let parts = Parts::new(&files)?;
        Ok(Self {
            lines: lines::Lines::compile(&files, &parts)?,
            datelines: datelines::Datelines::compile(&files, &parts)?,
            boundaries: boundaries::Boundaries::compile(&files)?,
            agencies: agencies::Agencies::compile(&files, &parts)?,
        })
    }
}

/// The named parts that patterns are put together from.
struct Parts {
    by_name: HashMap<String, String>,
}

impl Parts {
    fn new(files: &[RuleFile<File>]) -> Result<Self, RuleError> {
        let mut by_name = HashMap::new();
        by_name.insert("agency".to_owned(), agencies::alternation(files));
        for file in files {
            for (name, pattern) in &file.content.parts {
                if by_name.insert(name.clone(), format!("(?:{})", pattern.get_ref())).is_some() {
                    return Err(file.error(pattern.span(), format!("a part named `{name}` exists already")));
                }
            }
        }
        Ok(Self { by_name })
    }

    /// The pattern with its parts filled in.
    fn fill(&self, file: &RuleFile<File>, pattern: &Spanned<String>) -> Result<String, RuleError> {
        let mut filled = String::new();
        let mut rest = pattern.get_ref().as_str();
        while let Some((before, name, after)) = placeholder(rest) {
            let Some(part) = self.by_name.get(name) else {
                return Err(file.error(pattern.span(), format!("no file of this folder has a part named `{name}`")));
            };
            filled.push_str(before);
            filled.push_str(part);
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The pattern, without regard to case, `frame` put around it, ready to be compiled; one of a file that is not
    /// trusted is, at once.
    fn pattern(
        &self,
        file: &RuleFile<File>,
        pattern: &Spanned<String>,
        frame: (&str, &str),
    ) -> Result<Pattern, RuleError> {
        let expression = format!("(?i){}(?:{}){}", frame.0, self.fill(file, pattern)?, frame.1);
        if !file.source.is_trusted() {
            Regex::new(&expression).map_err(|e| file.error(pattern.span(), e.to_string()))?;
        }
        Ok(Pattern::new(expression))
    }

    /// Patterns for lines as one set.
    fn set(&self, patterns: &[Written<'_>]) -> Result<PatternSet, RuleError> {
        let tried = |written: &Written<'_>| {
            let &Written { owner, file, pattern, part, needs } = written;
            let pattern = self.pattern(file, pattern, part.frame())?;
            Ok(Tried { pattern, owner, part, needs: needs.to_vec() })
        };
        Ok(PatternSet::new(patterns.iter().map(tried).collect::<Result<_, _>>()?))
    }
}

/// A pattern as its file has it.
#[derive(Clone, Copy)]
struct Written<'a> {
    /// The rule that it belongs to.
    owner: usize,
    file: &'a RuleFile<File>,
    pattern: &'a Spanned<String>,
    part: Part,
    /// Words of which a line must have one before it is tried.
    needs: &'a [String],
}

/// Splits at the first `{name}`; a repetition such as `{2,8}` is none.
fn placeholder(pattern: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(open) = pattern[from..].find('{').map(|at| at + from) {
        let close = open + pattern[open..].find('}')?;
        let name = &pattern[open + 1..close];
        // `\p{L}` is a character class.
        let class = pattern[..open].ends_with("\\p") || pattern[..open].ends_with("\\P");
        if !class && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_') {
            return Some((&pattern[..open], name, &pattern[close + 1..]));
        }
        from = close + 1;
    }
    None
}

/// A search for any of several words, without regard to the case of Latin letters.
#[derive(Debug, Default)]
struct Words(Finder);

impl Words {
    fn new<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        Self(Finder::overlapping(words.into_iter().cloned().collect()))
    }

    fn is_match(&self, text: &str) -> bool {
        !self.0.is_empty() && self.0.get().is_match(text)
    }
}
