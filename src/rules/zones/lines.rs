//! Lines that are furniture by their words, and the credits at the end of captions.
//!
//! Nearly all that is read is running text, so that is told first, and cheaply; patterns are for the
//! lines that are left, and most of them for short ones.

use crate::rules::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

use super::patterns::{Part, PatternSet, SHORT};
use super::{File, Parts, Words, Written};
use crate::article::Zone;
use crate::rules::{RuleError, RuleFile};
use crate::text::hash::Map;
use crate::text::memo::Memo;
use crate::text::trie::CharSet;

/// A longer line, in bytes, is running text whatever it says.
const LONGEST: usize = 420;
/// A shorter line, in bytes, is no running text.
const PROSE: usize = 40;

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

/// A rule that a line follows, with a number that lines of one rule share.
pub type Told = (usize, LineRule);

/// Lines that are furniture by their words, and the credits at the end of captions.
#[derive(Debug, Default)]
pub struct Lines {
    rules: Vec<LineRule>,
    whole: Map<String, usize>,
    /// What the lines of `whole` begin with.
    starts: CharSet,
    patterns: PatternSet,
    /// Those of them that are for lines of any length,
    long: PatternSet,
    /// and those of them that running text may match: captions.
    captions: PatternSet,
    credits: PatternSet,
    credit_words: Words,
    prose: Vec<(Prose, Words)>,
    /// What short lines have said: the pages of an outlet have one and the same furniture.
    known: Memo<Option<Told>, 8>,
}

impl Lines {
    pub(super) fn compile(files: &[RuleFile<File>], parts: &Parts) -> Result<Self, RuleError> {
        let mut lines = Self::default();
        let mut patterns = Vec::new();
        for (file, entry) in files.iter().flat_map(|file| file.content.line.iter().map(move |entry| (file, entry))) {
            let owner = lines.rules.len();
            let Entry { zone, run, opens, closes, .. } = *entry;
            lines.rules.push(LineRule { zone, run, opens, closes });
            for words in &entry.is {
                let key = key(words);
                lines.starts.add_first_of(&key);
                lines.whole.entry(key).or_insert(owner);
            }
            let part = if entry.long || !entry.needs.is_empty() { Part::Whole } else { Part::Short };
            let written = |pattern, part, needs| Written { owner, file, pattern, part, needs };
            patterns.extend(entry.matches.iter().map(|pattern| written(pattern, part, &entry.needs)));
            patterns.extend(entry.ends.iter().map(|pattern| written(pattern, Part::End, &[])));
        }
        lines.patterns = parts.set(&patterns)?;
        patterns.retain(|written| written.part == Part::Whole && written.needs.is_empty());
        lines.long = parts.set(&patterns)?;
        patterns.retain(|written| lines.rules[written.owner].zone == Zone::Caption);
        lines.captions = parts.set(&patterns)?;
        lines.compile_text(files, parts)?;
        Ok(lines)
    }

    fn compile_text(&mut self, files: &[RuleFile<File>], parts: &Parts) -> Result<(), RuleError> {
        let credits = || files.iter().flat_map(|file| file.content.credit.iter().map(move |credit| (file, credit)));
        let end = |file, pattern| Written { owner: 0, file, pattern, part: Part::End, needs: &[] };
        let ends = credits().flat_map(|(file, credit)| credit.ends.iter().map(move |pattern| end(file, pattern)));
        self.credits = parts.set(&ends.collect::<Vec<_>>())?;
        self.credit_words = Words::new(credits().flat_map(|(_, credit)| &credit.needs));
        let prose = files.iter().flat_map(|file| &file.content.prose);
        self.prose = prose.map(|prose| (prose.clone(), Words::new(&prose.has))).collect();
        // Those that ask for no word are told at once.
        self.prose.sort_by_key(|(prose, _)| !prose.has.is_empty());
        Ok(())
    }

    /// The rule that a line, which has been trimmed, follows by what it says.
    pub fn of(&self, line: &str) -> Option<Told> {
        self.known.get(line, || self.rule_of(line).map(|index| (index, self.rules[index])))
    }

    fn rule_of(&self, line: &str) -> Option<usize> {
        if line.is_empty() || line.len() > LONGEST {
            None
        } else if self.is_prose(line) {
            let first = self.captions.is_match(line).then(|| self.long.first(line)).flatten();
            first.filter(|index| self.rules[*index].zone == Zone::Caption)
        } else {
            self.in_table(line).or_else(|| self.patterns.first(line))
        }
    }

    fn in_table(&self, line: &str) -> Option<usize> {
        let first = line.chars().next().and_then(|c| c.to_lowercase().next());
        let may_be = line.len() <= SHORT && first.is_some_and(|c| self.starts.may_contain(c));
        if may_be { self.whole.get(&key(line)).copied() } else { None }
    }

    fn is_prose(&self, line: &str) -> bool {
        let ends = |ends: &[String]| ends.iter().any(|end| line.ends_with(end.as_str()));
        let is = |(prose, words): &(Prose, Words)| {
            ends(&prose.ends) && !ends(&prose.unless) && (prose.has.is_empty() || words.is_match(line))
        };
        line.len() >= PROSE && self.prose.iter().any(is)
    }

    /// Whether a line ends, as captions do, with the source of a picture.
    pub fn ends_in_credit(&self, line: &str) -> bool {
        let has_word = |end| self.credit_words.is_match(end);
        !self.is_prose(line) && Part::End.of(line).is_some_and(has_word) && self.credits.is_match(line)
    }
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
