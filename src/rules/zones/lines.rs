//! Lines that are furniture by their words, and the credits at the end of captions.
//!
//! Nearly all that is read is running text, so that is told first, and cheaply; patterns are for the
//! lines that are left, and most of them for short ones.

use crate::rules::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{File, Owned, Parts, Pattern, PatternSet, Words};
use crate::article::Zone;
use crate::rules::{RuleError, RuleFile};
use crate::text::hash::Map;
use crate::text::trie::CharSet;

/// The longest line, in bytes, that may be a label, button or byline.
const SHORT: usize = 120;
/// A longer line, in bytes, is running text whatever it says.
const LONGEST: usize = 420;
/// A shorter line, in bytes, is no running text.
const PROSE: usize = 40;
/// As many bytes at the end of a line may hold a credit or a date.
const TAIL: usize = 160;

/// Lines of one kind.
#[derive(Debug, Deserialize, JsonSchema)]
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
    /// Patterns for the end of a line.
    #[serde(default)]
    ends: Vec<Spanned<String>>,
    /// Words of which a line must have one before `matches` is tried.
    #[serde(default)]
    needs: Vec<String>,
    /// `matches` is for long lines as well: it tells by the first few characters.
    #[serde(default)]
    long: bool,
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
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Credit {
    /// Words of which the end of the line must have one.
    needs: Vec<String>,
    /// Patterns for the end of the line.
    ends: Vec<Spanned<String>>,
}

/// How running text can be told, whatever else it says.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Prose {
    /// It ends with one of these,
    ends: Vec<String>,
    /// but with none of these,
    #[serde(default)]
    unless: Vec<String>,
    /// and has one of these, if there are any.
    #[serde(default)]
    has: Vec<String>,
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

/// What a line says about itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The rule that it follows, with a number that lines of one rule share.
    pub rule: Option<(usize, LineRule)>,
    /// It ends, as captions do, with the source of a picture.
    pub credit: bool,
}

/// Lines that are furniture by their words, and the credits at the end of captions.
#[derive(Debug, Default)]
pub struct Lines {
    rules: Vec<LineRule>,
    whole: Map<String, usize>,
    /// What the lines of `whole` begin with.
    starts: CharSet,
    /// For short lines.
    short: PatternSet,
    /// For lines of any length.
    long: PatternSet,
    /// For the ends of lines.
    ends: PatternSet,
    /// For lines that have certain words.
    needing: Needing,
    credits: PatternSet,
    credit_words: Words,
    prose: Vec<(Prose, Words)>,
}

/// Patterns that are tried only where their words stand.
#[derive(Debug, Default)]
struct Needing {
    words: Words,
    /// The pattern that each word is for.
    patterns: Vec<usize>,
    /// With the rule that each belongs to.
    regexes: Vec<(usize, Pattern)>,
}

impl Lines {
    pub(super) fn compile(files: &[RuleFile<File>], parts: &Parts) -> Result<Self, RuleError> {
        let mut lines = Self::default();
        let (mut short, mut long, mut ends, mut needing) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (file, entry) in files.iter().flat_map(|file| file.content.line.iter().map(move |entry| (file, entry))) {
            let owner = lines.rules.len();
            let Entry { zone, run, opens, closes, .. } = *entry;
            lines.rules.push(LineRule { zone, run, opens, closes });
            for words in &entry.is {
                let key = key(words);
                lines.starts.add_first_of(&key);
                lines.whole.entry(key).or_insert(owner);
            }
            let owned = |pattern| Owned { owner, file, pattern };
            ends.extend(entry.ends.iter().map(owned));
            let matches = entry.matches.iter().map(owned);
            match (entry.needs.is_empty(), entry.long) {
                (false, _) => needing.extend(matches.map(|pattern| (pattern, &entry.needs))),
                (true, true) => long.extend(matches),
                (true, false) => short.extend(matches),
            }
        }
        lines.short = parts.set(&short, WHOLE)?;
        lines.long = parts.set(&long, WHOLE)?;
        lines.ends = parts.set(&ends, END)?;
        lines.needing = Needing::compile(&needing, parts)?;
        lines.compile_text(files, parts)?;
        Ok(lines)
    }

    fn compile_text(&mut self, files: &[RuleFile<File>], parts: &Parts) -> Result<(), RuleError> {
        let credits = || files.iter().flat_map(|file| file.content.credit.iter().map(move |credit| (file, credit)));
        let ends = credits().flat_map(|(file, c)| c.ends.iter().map(move |pattern| Owned { owner: 0, file, pattern }));
        self.credits = parts.set(&ends.collect::<Vec<_>>(), END)?;
        self.credit_words = Words::new(credits().flat_map(|(_, credit)| &credit.needs));
        let prose = files.iter().flat_map(|file| &file.content.prose);
        self.prose = prose.map(|prose| (prose.clone(), Words::new(&prose.has))).collect();
        Ok(())
    }

    /// What a line, which has been trimmed, says about itself.
    pub fn of(&self, line: &str) -> Told {
        let prose = self.is_prose(line);
        let rule = self.rule_of(line, prose).map(|index| (index, self.rules[index]));
        Told { rule, credit: !prose && self.ends_in_credit(line) }
    }

    fn rule_of(&self, line: &str, prose: bool) -> Option<usize> {
        if line.is_empty() || line.len() > LONGEST {
            None
        } else if prose {
            // Captions are running text, too.
            self.long.first(line).filter(|index| self.rules[*index].zone == Zone::Caption)
        } else {
            self.in_table(line).or_else(|| self.by_pattern(line))
        }
    }

    fn in_table(&self, line: &str) -> Option<usize> {
        let first = line.chars().next().and_then(|c| c.to_lowercase().next());
        let may_be = line.len() <= SHORT && first.is_some_and(|c| self.starts.may_contain(c));
        if may_be { self.whole.get(&key(line)).copied() } else { None }
    }

    /// The first rule, in the order of the files, that has a pattern for the line.
    fn by_pattern(&self, line: &str) -> Option<usize> {
        let short = if line.len() > SHORT { None } else { self.short.first(line) };
        let found = [short, self.long.first(line), self.needing.first(line), self.ends.first(tail(line))];
        found.into_iter().flatten().min()
    }

    fn is_prose(&self, line: &str) -> bool {
        let ends = |ends: &[String]| ends.iter().any(|end| line.ends_with(end.as_str()));
        let is = |(prose, words): &(Prose, Words)| {
            ends(&prose.ends) && !ends(&prose.unless) && (prose.has.is_empty() || words.is_match(line))
        };
        line.len() >= PROSE && self.prose.iter().any(is)
    }

    fn ends_in_credit(&self, line: &str) -> bool {
        let tail = tail(line);
        self.credits.is_match(tail) && self.credit_words.is_match(tail)
    }
}

/// What is put around patterns for whole lines,
const WHOLE: (&str, &str) = ("^", r"\s*[:：]?$");
/// and around those for ends.
const END: (&str, &str) = ("", "$");

impl Needing {
    fn compile(patterns: &[(Owned<'_>, &Vec<String>)], parts: &Parts) -> Result<Self, RuleError> {
        let compile = |(owned, _): &(Owned<'_>, _)| Ok((owned.owner, parts.pattern(owned.file, owned.pattern, WHOLE)?));
        let numbered =
            || patterns.iter().enumerate().flat_map(|(n, (_, words))| words.iter().map(move |word| (n, word)));
        Ok(Self {
            words: Words::new(numbered().map(|(_, word)| word)),
            patterns: numbered().map(|(n, _)| n).collect(),
            regexes: patterns.iter().map(compile).collect::<Result<_, _>>()?,
        })
    }

    fn first(&self, line: &str) -> Option<usize> {
        let mut candidates: Vec<usize> = self.words.find(line).map(|word| self.patterns[word]).collect();
        candidates.sort_unstable();
        candidates.dedup();
        let mut regexes = candidates.into_iter().map(|pattern| &self.regexes[pattern]);
        regexes.find(|(_, pattern)| pattern.regex().is_match(line)).map(|(owner, _)| *owner)
    }
}

/// The end of a line.
fn tail(line: &str) -> &str {
    let mut from = line.len().saturating_sub(TAIL);
    while !line.is_char_boundary(from) {
        from += 1;
    }
    &line[from..]
}

/// How whole lines are compared.
fn key(line: &str) -> String {
    let mut key = String::with_capacity(line.len());
    for word in line.split_whitespace() {
        if !key.is_empty() {
            key.push(' ');
        }
        for c in word.chars() {
            match c {
                '\0'..='\x7f' => key.push(c.to_ascii_lowercase()),
                '가'..='힣' => key.push(c),
                _ => key.extend(c.to_lowercase()),
            }
        }
    }
    key.truncate(key.trim_end_matches([':', '：']).trim_end().len());
    key
}
