//! Regular expressions that are compiled when a text may match them, which is told by its first and last
//! characters and by the words that stand in it: a run needs no more than a handful.

use std::collections::BTreeMap;
use std::iter::successors;
use std::sync::OnceLock;

use regex::Regex;
use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, Hir, HirKind, Look};

use crate::text::finder::Finder;
use crate::text::hash::NumberMap;

/// Of more words than that, one stands in too many texts.
const MOST: usize = 200;
/// With more characters than that, too many texts begin.
const MOST_FIRST: usize = 256;
/// So many characters that stand for one another are words of their own.
const MOST_MARKS: usize = 8;

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

/// What of a line a pattern is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The whole line, if it is a short one.
    Short,
    /// The whole line.
    Whole,
    /// Its end.
    End,
}

/// The longest line, in bytes, that may be a label, button or byline.
pub(super) const SHORT: usize = 120;
/// As many bytes at the end of a line may hold a credit or a date.
const TAIL: usize = 160;

impl Part {
    /// What is put around its patterns.
    pub(super) fn frame(self) -> (&'static str, &'static str) {
        match self {
            Self::Short | Self::Whole => ("^", r"\s{0,3}[:：]?$"),
            Self::End => ("", "$"),
        }
    }

    /// That part of a line, if it has it.
    pub(super) fn of(self, line: &str) -> Option<&str> {
        match self {
            Self::Short => (line.len() <= SHORT).then_some(line),
            Self::Whole => Some(line),
            Self::End => (line.len().saturating_sub(TAIL)..=line.len()).find_map(|start| line.get(start..)),
        }
    }
}

/// A pattern and when it is tried.
#[derive(Debug)]
pub(super) struct Tried {
    pub(super) pattern: Pattern,
    /// The rule that it belongs to.
    pub(super) owner: usize,
    pub(super) part: Part,
    /// Words of which a line must have one; with none, the form of the pattern tells when it is tried.
    pub(super) needs: Vec<String>,
}

/// Patterns for lines, in the order of their rules.
#[derive(Debug, Default)]
pub(super) struct PatternSet {
    patterns: Vec<Tried>,
    sieve: OnceLock<Sieve>,
}

impl PatternSet {
    pub(super) fn new(patterns: Vec<Tried>) -> Self {
        Self { patterns, sieve: OnceLock::new() }
    }

    /// The first rule that has a pattern for the line.
    pub(super) fn first(&self, line: &str) -> Option<usize> {
        let sieve = self.sieve.get_or_init(|| Sieve::of(&self.patterns));
        let mut candidates = sieve.candidates(line).map(|pattern| &self.patterns[pattern]);
        let matches = |tried: &&Tried| tried.part.of(line).is_some_and(|part| tried.pattern.regex().is_match(part));
        candidates.find(matches).map(|tried| tried.owner)
    }

    pub(super) fn is_match(&self, line: &str) -> bool {
        self.first(line).is_some()
    }
}

/// Which lines the patterns of a set may match. Each pattern is in one of `by_first`, `by_word` and `others`.
#[derive(Debug)]
struct Sieve {
    /// Patterns whose matches begin a line with one of a few characters, by the character.
    by_first: NumberMap<Chosen>,
    /// Words of which a line must have one,
    words: Finder,
    /// the patterns that each of them is for,
    by_word: Vec<Chosen>,
    /// and the characters that a line may end with for any of those.
    ends_by_word: ClassUnicode,
    /// Patterns that may match without a word.
    others: Chosen,
    /// By pattern, how a line must be.
    bounds: Vec<Bounds>,
}

impl Sieve {
    fn of(patterns: &[Tried]) -> Self {
        let mut sieve = Self {
            by_first: NumberMap::default(),
            words: Finder::default(),
            by_word: Vec::new(),
            ends_by_word: ClassUnicode::empty(),
            others: Chosen::default(),
            bounds: Vec::new(),
        };
        let mut words: BTreeMap<String, Chosen> = BTreeMap::new();
        for (index, Tried { pattern, needs, .. }) in patterns.iter().enumerate() {
            let Form { first, bounds, needed } = Form::of(&pattern.expression, needs);
            if let Some(first) = first {
                characters(&first).for_each(|c| sieve.by_first.entry(c.into()).or_default().add(index));
            } else if let Some(needed) = needed {
                match &bounds.last {
                    Some(last) => sieve.ends_by_word.union(last),
                    None => sieve.ends_by_word.push(any()),
                }
                needed.into_iter().for_each(|word| words.entry(word).or_default().add(index));
            } else {
                sieve.others.add(index);
            }
            sieve.bounds.push(bounds);
        }
        let (words, by_word) = words.into_iter().unzip();
        Self { words: Finder::overlapping(words), by_word, ..sieve }
    }

    /// The patterns that may match a line, in order.
    fn candidates(&self, line: &str) -> impl Iterator<Item = usize> {
        let mut chars = line.chars();
        let first = chars.next();
        let last = chars.next_back().or(first);
        let ends = move |class: &ClassUnicode| last.is_some_and(|c| holds(class, c));
        let length = line.len();
        let mut chosen = self.others.clone();
        if let Some(by_first) = first.and_then(|c| self.by_first.get(&c.into())) {
            chosen.add_all(by_first);
        }
        if ends(&self.ends_by_word) {
            let found = self.words.get().find_overlapping_iter(line);
            found.for_each(|found| chosen.add_all(&self.by_word[found.pattern()]));
        }
        chosen.into_iter().filter(move |pattern| {
            let Bounds { longest, last } = &self.bounds[*pattern];
            longest.is_none_or(|longest| length <= longest) && last.as_ref().is_none_or(ends)
        })
    }
}

/// Some of the patterns of a set: a bit for each.
#[derive(Clone, Debug, Default)]
struct Chosen(Vec<u64>);

impl Chosen {
    fn add(&mut self, pattern: usize) {
        self.0.resize(self.0.len().max(pattern / 64 + 1), 0);
        self.0[pattern / 64] |= 1 << (pattern % 64);
    }

    fn add_all(&mut self, others: &Self) {
        self.0.resize(self.0.len().max(others.0.len()), 0);
        self.0.iter_mut().zip(&others.0).for_each(|(word, other)| *word |= other);
    }

    /// Their positions, in order.
    fn into_iter(self) -> impl Iterator<Item = usize> {
        let without_lowest = |rest: &u64| Some(rest & rest.wrapping_sub(1));
        let bits = move |word: u64| successors(Some(word), without_lowest).take_while(|rest| *rest != 0);
        let words = self.0.into_iter().enumerate();
        words.flat_map(move |(at, word)| bits(word).map(move |rest| 64 * at + rest.trailing_zeros() as usize))
    }
}

/// What a line must be like for a pattern to match it.
struct Form {
    /// The few characters that it may begin with.
    first: Option<ClassUnicode>,
    bounds: Bounds,
    /// Words of which it must have one.
    needed: Option<Vec<String>>,
}

/// How long a line may be for a pattern to match it, in bytes, and with which characters it may end.
#[derive(Debug)]
struct Bounds {
    longest: Option<usize>,
    last: Option<ClassUnicode>,
}

impl Form {
    /// The form of an expression for lines that have one of the words `needs`, if there are any.
    fn of(expression: &str, needs: &[String]) -> Self {
        let hir = regex_syntax::parse(expression).expect("the embedded patterns are tested");
        let whole = Side::Start.binds(&hir) && Side::End.binds(&hir);
        let longest = hir.properties().maximum_len().filter(|_| whole);
        let bounds = Bounds { longest, last: Side::End.characters(&hir) };
        if !needs.is_empty() {
            return Self { first: None, bounds, needed: Some(needs.to_vec()) };
        }
        let first = Side::Start.characters(&hir).filter(|class| characters(class).nth(MOST_FIRST).is_none());
        Self { first, bounds, needed: needed(&hir).filter(|words| words.len() <= MOST && shortest(words) > 0) }
    }
}

/// One of the two ends of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

impl Side {
    /// The characters that a text may have at this end for the expression to match it, if the match is
    /// bound to be there and not empty.
    fn characters(self, hir: &Hir) -> Option<ClassUnicode> {
        let mut class = ClassUnicode::empty();
        (self.binds(hir) && !self.collect(hir, &mut class)).then_some(class)
    }

    /// Whether a match is bound to be at this end of the text.
    fn binds(self, hir: &Hir) -> bool {
        match self {
            Self::Start => hir.properties().look_set_prefix().contains(Look::Start),
            Self::End => hir.properties().look_set_suffix().contains(Look::End),
        }
    }

    /// Adds the characters that a match may have at this end; whether it may be empty.
    fn collect(self, hir: &Hir, class: &mut ClassUnicode) -> bool {
        match hir.kind() {
            HirKind::Empty | HirKind::Look(_) => true,
            HirKind::Literal(literal) => {
                let chars = str::from_utf8(&literal.0).map(str::chars).ok();
                class.push(self.of(chars).map_or_else(any, |c| ClassUnicodeRange::new(c, c)));
                false
            }
            HirKind::Class(Class::Unicode(own)) => {
                class.union(own);
                false
            }
            HirKind::Class(Class::Bytes(_)) => {
                class.push(any());
                false
            }
            HirKind::Repetition(repeated) => self.collect(&repeated.sub, class) || repeated.min == 0,
            HirKind::Capture(group) => self.collect(&group.sub, class),
            // Every choice adds its own, also behind one that may be empty.
            HirKind::Alternation(choices) => choices.iter().filter(|choice| self.collect(choice, class)).count() > 0,
            HirKind::Concat(parts) => {
                let mut parts = parts.iter();
                std::iter::from_fn(|| self.of(Some(&mut parts))).all(|hir| self.collect(hir, class))
            }
        }
    }

    /// What a sequence has at this end.
    fn of<T>(self, sequence: Option<impl DoubleEndedIterator<Item = T>>) -> Option<T> {
        let mut sequence = sequence?;
        if self == Self::Start { sequence.next() } else { sequence.next_back() }
    }
}

/// Every character.
fn any() -> ClassUnicodeRange {
    ClassUnicodeRange::new('\0', char::MAX)
}

fn characters(class: &ClassUnicode) -> impl Iterator<Item = char> {
    class.iter().flat_map(|range| range.start()..=range.end())
}

fn holds(class: &ClassUnicode, c: char) -> bool {
    let at = class.ranges().partition_point(|range| range.end() < c);
    class.ranges().get(at).is_some_and(|range| range.start() <= c)
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
        _ => letters(hir).map(|word| vec![word]).or_else(|| marks(hir)),
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

/// The few characters that an expression stands for, each by itself, if they are none that stand in most texts.
fn marks(hir: &Hir) -> Option<Vec<String>> {
    let HirKind::Class(Class::Unicode(class)) = hir.kind() else { return None };
    let rare = |c: char| !c.is_ascii_alphanumeric() && !c.is_whitespace();
    let few = characters(class).nth(MOST_MARKS).is_none() && characters(class).all(rare);
    few.then(|| characters(class).map(String::from).collect())
}

/// Length of the shortest word, in bytes.
fn shortest(words: &[String]) -> usize {
    words.iter().map(String::len).min().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn needs(expression: &str) -> Option<Vec<String>> {
        needed(&regex_syntax::parse(expression).unwrap()).filter(|words| shortest(words) > 0)
    }

    #[test]
    fn words_that_a_match_must_have() {
        for (expression, expected) in [
            ("(?i)^(?:share on .+)$", "share on "),
            ("(?i)^(?:[0-9]+ ?(?:views?|comments))$", "view comments"),
            ("(?i)^(?:기자 ?[가-힣]+|촬영)$", "기자 촬영"),
            ("(?i)^(?:(?:무단 )?전재[0-9])$", "전재"),
            ("(?i)^[가-힣]{1,8}(?:\\s?[>›|] ?[가-힣]{1,10}){1,4}$", "> | ›"),
        ] {
            assert_eq!(needs(expression).unwrap().join(" "), expected, "{expression}");
        }
        assert_eq!(needs("(?i)^[0-9]+[a-z]?$"), None);
        assert_eq!(needs("(?i)^(?:a|비)?$"), None);
    }

    #[test]
    fn the_first_pattern_that_matches_gives_its_rule() {
        let patterns = [("(?i)^no \\d+$", 7), ("^\\d+$", 8), ("(?i)^no.*$", 9)].map(|(text, owner)| Tried {
            pattern: Pattern::new(text.to_owned()),
            owner,
            part: Part::Whole,
            needs: Vec::new(),
        });
        let set = PatternSet::new(patterns.into());
        assert_eq!(set.first("NO 5"), Some(7));
        assert_eq!(set.first("5"), Some(8));
        assert_eq!(set.first("No way"), Some(9));
        assert!(set.first("yes").is_none() && !set.is_match(""));
    }

    #[test]
    fn ends_that_a_match_must_have() {
        let ends = |expression: &str| {
            let hir = regex_syntax::parse(expression).unwrap();
            [Side::Start, Side::End].map(|side| {
                let chars = side.characters(&hir).filter(|class| characters(class).nth(MOST_FIRST).is_none());
                chars.map(|class| characters(&class).collect::<String>())
            })
        };
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(ends("^(?:가?나|다)[0-3]*(?:라|마+)$"), [some("가나다"), some("라마")]);
        assert_eq!(ends("(?i)^a(?:b|c?)$"), [some("Aa"), some("ABCabc")]);
        assert_eq!(ends("가나"), [None, None]);
        assert_eq!(ends("^.*가?$"), [None, None]);
        assert_eq!(ends("^[가-힣]나$"), [None, some("나")]);
    }
}
