//! What the parts of a page look like, where sentences end, and which agencies sell their text.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::rules::Spanned;
use aho_corasick::AhoCorasick;
use regex::{Regex, RegexSet, RegexSetBuilder};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};

pub mod agencies;
pub mod boundaries;
pub mod datelines;
pub mod lines;

/// The largest that the patterns of a kind may get, in bytes.
const SET_SIZE: usize = 1 << 26;
/// The memory for the automaton that a matcher builds as it goes, in bytes.
const CACHE: usize = 1 << 24;

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

    /// The regular expression of a pattern: without regard to case, `frame` put around it.
    fn expression(
        &self,
        file: &RuleFile<File>,
        pattern: &Spanned<String>,
        frame: (&str, &str),
    ) -> Result<String, RuleError> {
        Ok(format!("(?i){}(?:{}){}", frame.0, self.fill(file, pattern)?, frame.1))
    }

    /// The pattern, ready to be compiled; one of a file that is not trusted is, at once.
    fn pattern(
        &self,
        file: &RuleFile<File>,
        pattern: &Spanned<String>,
        frame: (&str, &str),
    ) -> Result<Pattern, RuleError> {
        let expression = self.expression(file, pattern, frame)?;
        if !file.source.trusted {
            Regex::new(&expression).map_err(|e| file.error(pattern.span(), e.to_string()))?;
        }
        Ok(Pattern { expression, regex: OnceLock::new() })
    }

    /// Patterns as one set that remembers which rule each belongs to, compiled at once if one of them
    /// is of a file that is not trusted.
    fn set(&self, patterns: &[Owned<'_>], frame: (&str, &str)) -> Result<PatternSet, RuleError> {
        let expressions =
            patterns.iter().map(|p| self.expression(p.file, p.pattern, frame)).collect::<Result<_, _>>()?;
        let owners = patterns.iter().map(|p| p.owner).collect();
        let set = PatternSet { expressions, owners, set: OnceLock::new() };
        if patterns.iter().any(|p| !p.file.source.trusted) && set.compile().is_err() {
            return Err(self.culprit(patterns, frame));
        }
        Ok(set)
    }

    /// Which of the patterns can't be compiled.
    fn culprit(&self, patterns: &[Owned<'_>], frame: (&str, &str)) -> RuleError {
        let broken = patterns.iter().find_map(|p| self.pattern(p.file, p.pattern, frame).err());
        broken.unwrap_or_else(|| match patterns.last() {
            Some(last) => {
                last.file.error(last.pattern.span(), "the patterns of this folder are too many for one matcher")
            }
            None => unreachable!("an empty set compiles"),
        })
    }
}

/// A pattern and the rule that it belongs to.
struct Owned<'a> {
    owner: usize,
    file: &'a RuleFile<File>,
    pattern: &'a Spanned<String>,
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

/// A regular expression, compiled when it is first asked for: few runs need all of them.
#[derive(Debug)]
struct Pattern {
    expression: String,
    regex: OnceLock<Regex>,
}

impl Pattern {
    fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.expression).expect("the embedded patterns are tested"))
    }
}

/// The regular expressions of a rule kind as one set that remembers which rule each belongs to,
/// compiled when it is first asked for.
#[derive(Debug, Default)]
struct PatternSet {
    expressions: Vec<String>,
    owners: Vec<usize>,
    set: OnceLock<RegexSet>,
}

impl PatternSet {
    /// The first rule, in the order of the files, that matches.
    fn first(&self, text: &str) -> Option<usize> {
        // Most texts match nothing, which is told sooner than what does.
        let set = Some(self.set()).filter(|set| set.is_match(text))?;
        set.matches(text).iter().next().map(|pattern| self.owners[pattern])
    }

    fn is_match(&self, text: &str) -> bool {
        self.set().is_match(text)
    }

    fn set(&self) -> &RegexSet {
        self.set.get_or_init(|| self.compile().expect("the embedded patterns are tested"))
    }

    fn compile(&self) -> Result<RegexSet, regex::Error> {
        RegexSetBuilder::new(&self.expressions).size_limit(SET_SIZE).dfa_size_limit(CACHE).build()
    }
}

/// A search for any of several words, without regard to the case of Latin letters.
#[derive(Debug, Default)]
struct Words(Option<AhoCorasick>);

impl Words {
    fn new<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        Self(AhoCorasick::builder().ascii_case_insensitive(true).build(words).ok())
    }

    fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.0.iter().flat_map(move |words| words.find_overlapping_iter(text)).map(|found| found.pattern().as_usize())
    }

    fn is_match(&self, text: &str) -> bool {
        self.0.as_ref().is_some_and(|words| words.is_match(text))
    }
}
