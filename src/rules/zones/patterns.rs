//! Regular expressions that are compiled when a text may match them: a run over a few articles needs no more
//! than a handful. One over many has them all compiled as one automaton, which takes long and is faster.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use regex::{Regex, RegexSet, RegexSetBuilder};
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::text::finder::Finder;

/// A word of fewer bytes stands in too many texts.
const SHORTEST: usize = 2;
/// Of more words than that, one stands in too many texts.
const MOST: usize = 200;

/// So many texts are looked at before a set is compiled as a whole: about as many as make up for it.
const FEW: usize = 1 << 14;
/// The largest that the patterns of a set may get, in bytes.
const SET_SIZE: usize = 1 << 26;
/// The memory for the automaton that a set builds as it goes, in bytes.
const CACHE: usize = 1 << 24;

/// A regular expression, compiled when it is first asked for.
#[derive(Debug)]
pub(super) struct Pattern {
    expression: String,
    regex: OnceLock<Regex>,
}

impl Pattern {
    pub(super) fn new(expression: String) -> Self {
        Self { expression, regex: OnceLock::new() }
    }

    pub(super) fn regex(&self) -> &Regex {
        self.regex.get_or_init(|| Regex::new(&self.expression).expect("the embedded patterns are tested"))
    }
}

/// The regular expressions of a rule kind, with the rule that each belongs to.
#[derive(Debug, Default)]
pub(super) struct PatternSet {
    patterns: Vec<Pattern>,
    owners: Vec<usize>,
    /// How many texts have been looked at.
    asked: AtomicUsize,
    needs: OnceLock<Needs>,
    /// All of them as one automaton, unless that would be too large.
    whole: OnceLock<Option<RegexSet>>,
}

/// Which texts the patterns of a set may match.
#[derive(Debug, Default)]
struct Needs {
    /// Words of which a text must have one.
    words: Finder,
    /// The pattern that each of them is for.
    patterns: Vec<usize>,
    /// Patterns that may match without a word.
    others: Vec<usize>,
}

impl PatternSet {
    pub(super) fn new(patterns: Vec<Pattern>, owners: Vec<usize>) -> Self {
        Self { patterns, owners, ..Self::default() }
    }

    /// The first rule, in the order of the files, that matches.
    pub(super) fn first(&self, text: &str) -> Option<usize> {
        let few = self.asked.fetch_add(1, Ordering::Relaxed) < FEW;
        let whole = if few { None } else { self.whole() };
        let found = match whole {
            Some(whole) => first_of(whole, text),
            None => self.first_by_words(text),
        };
        found.map(|pattern| self.owners[pattern])
    }

    /// The first pattern that matches, of those whose words stand in the text.
    fn first_by_words(&self, text: &str) -> Option<usize> {
        let needs = self.needs.get_or_init(|| Needs::of(&self.patterns));
        let mut candidates = needs.others.clone();
        candidates.extend(needs.words.get().find_overlapping_iter(text).map(|m| needs.patterns[m.pattern()]));
        candidates.sort_unstable();
        candidates.dedup();
        candidates.into_iter().find(|pattern| self.patterns[*pattern].regex().is_match(text))
    }

    fn whole(&self) -> Option<&RegexSet> {
        let compile = || {
            let expressions = self.patterns.iter().map(|pattern| &pattern.expression);
            RegexSetBuilder::new(expressions).size_limit(SET_SIZE).dfa_size_limit(CACHE).build().ok()
        };
        self.whole.get_or_init(compile).as_ref()
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
}

/// The first pattern of a set that matches.
fn first_of(set: &RegexSet, text: &str) -> Option<usize> {
    // Most texts match nothing, which is told sooner than what does.
    Some(set).filter(|set| set.is_match(text))?.matches(text).iter().next()
}

impl Needs {
    fn of(patterns: &[Pattern]) -> Self {
        let mut needs = Self::default();
        let mut words = Vec::new();
        for (index, pattern) in patterns.iter().enumerate() {
            let hir = regex_syntax::parse(&pattern.expression).expect("the embedded patterns are tested");
            match needed(&hir).filter(|words| words.len() <= MOST && shortest(words) >= SHORTEST) {
                Some(needed) => {
                    needs.patterns.extend(needed.iter().map(|_| index));
                    words.extend(needed);
                }
                None => needs.others.push(index),
            }
        }
        needs.words = Finder::overlapping(words);
        needs
    }
}

/// Words of which a text must have one, in any case, for the expression to match, as far as its form tells.
fn needed(hir: &Hir) -> Option<Vec<String>> {
    match hir.kind() {
        HirKind::Capture(group) => needed(&group.sub),
        HirKind::Repetition(repeated) if repeated.min > 0 => needed(&repeated.sub),
        HirKind::Alternation(choices) => {
            let words: Option<Vec<_>> = choices.iter().map(needed).collect();
            words.map(|words| words.concat())
        }
        HirKind::Concat(parts) => runs(parts).into_iter().max_by_key(|words| shortest(words)),
        _ => letters(hir).map(|word| vec![word]),
    }
}

/// The words that each part of a sequence needs, letters that follow each other put together.
fn runs(parts: &[Hir]) -> Vec<Vec<String>> {
    let mut runs: Vec<Vec<String>> = Vec::new();
    let mut run = String::new();
    for part in parts {
        match letters(part) {
            Some(letters) => run.push_str(&letters),
            None => {
                runs.push(vec![std::mem::take(&mut run)]);
                runs.extend(needed(part));
            }
        }
    }
    runs.push(vec![run]);
    runs
}

/// The characters that an expression stands for, letters in lower case for both cases.
fn letters(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => Some(str::from_utf8(&literal.0).ok()?.to_ascii_lowercase()),
        HirKind::Class(Class::Unicode(class)) => {
            let chars = || class.iter().flat_map(|range| range.start()..=range.end());
            let letter = chars().find(char::is_ascii_alphabetic)?.to_ascii_lowercase();
            let same = |c: char| c.to_lowercase().eq([letter]) || c.to_uppercase().eq([letter.to_ascii_uppercase()]);
            chars().all(same).then(|| letter.into())
        }
        _ => None,
    }
}

/// Length of the shortest word, in bytes.
fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(expression: &str) -> Option<Vec<String>> {
        needed(&regex_syntax::parse(expression).unwrap()).filter(|words| shortest(words) >= SHORTEST)
    }

    #[test]
    fn words_that_a_match_must_have() {
        for (expression, expected) in [
            ("(?i)^(?:share on .+)$", "share on "),
            ("(?i)^(?:[0-9]+ ?(?:views?|comments))$", "view comments"),
            ("(?i)^(?:기자 ?[가-힣]+|촬영)$", "기자 촬영"),
            ("(?i)^(?:(?:무단 )?전재[0-9])$", "전재"),
        ] {
            assert_eq!(needs(expression).unwrap().join(" "), expected, "{expression}");
        }
        assert_eq!(needs("(?i)^[0-9]+[a-z]?$"), None);
        assert_eq!(needs("(?i)^(?:a|비)?$"), None);
    }

    #[test]
    fn the_first_pattern_that_matches_gives_its_rule() {
        let patterns = ["(?i)^no \\d+$", "^\\d+$", "(?i)^no.*$"].map(|text| Pattern::new(text.to_owned()));
        let set = PatternSet::new(patterns.into(), vec![7, 8, 9]);
        assert_eq!(set.first("NO 5"), Some(7));
        assert_eq!(set.first("5"), Some(8));
        assert_eq!(set.first("No way"), Some(9));
        assert!(set.first("yes").is_none() && !set.is_match(""));
        for text in ["NO 5", "5", "No way", "yes", ""] {
            assert_eq!(set.first_by_words(text), first_of(set.whole().unwrap(), text), "{text}");
        }
    }
}
