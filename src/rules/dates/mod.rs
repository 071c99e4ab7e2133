//! Words that date expressions are made of, and the patterns they are put together by.
//!
//! A file of `rules/dates` has these tables, all optional:
//!
//! | table | holds |
//! | --- | --- |
//! | `[word.<slot>]` | value → forms; a space in a form may be missing in the text |
//! | `[number]` | slot → what directly follows its number |
//! | `[part]` | name → form, for use in other forms (see [`form`]) |
//! | `[list]` | name → words that a pattern wants, or does not want, beside it |
//! | `[[pattern]]` | what is a date, or a decoy that only looks like one |
//! | `[zone]`, `[place]` | time zone of the IANA database → names of the zone, of places in it |
//! | `[[tense]]` | forms that say that a sentence looks back or ahead |
//! | `[[limit]]` | words that make of a date the end of a stretch of time: before, 이후 |
//! | `[hedge]`, `background`, `joins`, `tails` | see [`File`] |

use std::ops::Range;

use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::article::Lang;
use crate::edtf::Limit;
use crate::text::affixes::Prefixes;
use crate::text::memo::Memo;
use crate::text::trie::CharSet;
use crate::text::words;

mod compile;
pub mod form;
mod lexicon;
mod phrases;
pub mod slot;

pub use compile::File;
use form::Automaton;
pub(crate) use lexicon::{Lexicon, Meaning};
pub use phrases::Phrases;

/// Where a sentence looks from the day of its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tense {
    /// Back: 밝혔다, said.
    Past,
    /// Ahead: 예정이다, will.
    Future,
}

/// A kind of date expression.
#[derive(Debug)]
pub struct Pattern {
    /// Its name, `ko/` or `en/` before it.
    pub name: smol_str::SmolStr,
    /// Its language; none for notations that all languages share.
    pub lang: Option<Lang>,
    /// Only looks like a date.
    pub decoy: bool,
    /// What it lists must follow one on the other, so that it is an interval: Sunday and Monday, 7·8일.
    pub adjacent: bool,
    after: Option<Phrases>,
    unless_after: Option<Phrases>,
    before: Option<Phrases>,
    unless_before: Option<Phrases>,
}

impl Pattern {
    /// Whether what stands around the range allows the pattern there.
    pub fn fits(&self, text: &str, range: Range<usize>) -> bool {
        let (head, tail) = (&text[..range.start], &text[range.end..]);
        self.after.as_ref().is_none_or(|p| p.end(head))
            && self.before.as_ref().is_none_or(|p| p.start(tail))
            && !self.unless_after.as_ref().is_some_and(|p| p.end(head))
            && !self.unless_before.as_ref().is_some_and(|p| p.start(tail))
    }
}

/// What makes of a date the end of a stretch of time.
#[derive(Debug)]
struct LimitWords {
    is: Limit,
    before: Phrases,
    after: Phrases,
    unless_before: Phrases,
}

/// Words that date expressions are made of, compiled.
#[derive(Debug)]
pub struct Dates {
    words: Prefixes<Vec<Meaning>>,
    suffixes: Prefixes<Vec<Meaning>>,
    /// What a date may begin with.
    starts: CharSet,
    /// Runs of letters and digits with which none begins.
    barren: Memo<bool>,
    /// What the patterns are made of.
    pub(crate) automaton: Automaton,
    /// The patterns, the stronger first.
    pub(crate) patterns: Vec<Pattern>,
    zones: Vec<TimeZone>,
    places: Lexicon<usize>,
    /// What looks back or ahead, read from the text before a date.
    pub(crate) tense_before: Lexicon<Option<Tense>>,
    /// What looks back or ahead, read from the text behind a date.
    pub(crate) tense_after: Lexicon<Option<Tense>>,
    /// Hedges before a date: about.
    pub(crate) hedges_before: Phrases,
    /// Hedges behind a date: 께.
    pub(crate) hedges_after: Phrases,
    limits: Vec<LimitWords>,
    /// Words before a date that is told as background.
    pub(crate) background: Phrases,
    joins: Vec<String>,
    tails: Vec<String>,
}

impl Dates {
    /// The limit that a date between `head` and `tail` sets, by the words beside it.
    pub(crate) fn limit(&self, head: &str, tail: &str) -> Option<Limit> {
        let sets =
            |words: &&LimitWords| words.after.start(tail) || words.before.end(head) && !words.unless_before.end(head);
        self.limits.iter().find(sets).map(|words| words.is)
    }

    /// The longest word at `at`: where it ends and what it can mean.
    pub(crate) fn word(&self, text: &str, at: usize) -> Option<(usize, &[Meaning])> {
        longest(&self.words, text, at)
    }

    /// The longest unit of a number at `at`.
    pub(crate) fn suffix(&self, text: &str, at: usize) -> Option<(usize, &[Meaning])> {
        longest(&self.suffixes, text, at)
    }

    /// Whether a date may stand where `text` begins, as far as its first word tells.
    pub(crate) fn may_start(&self, text: &str) -> bool {
        let first = text.chars().next();
        first.is_some_and(|c| self.starts.may_contain(c) && !(is_hangul(c) && self.is_barren(words::leading(text))))
    }

    /// Whether no date begins with a run of letters and digits of which the first is Hangul, whatever follows it.
    fn is_barren(&self, run: &str) -> bool {
        self.barren.get(run, || !self.words.meet(run) && !self.automaton.states[0].literals_meet(run))
    }

    /// The zone at a position of the `[zone]` table.
    pub fn zone(&self, index: usize) -> Option<&TimeZone> {
        self.zones.get(index)
    }

    /// The places named in `text` with their zones, in order.
    pub fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a TimeZone)> {
        self.places.all(text).filter_map(|(range, zones)| Some((range, self.zone(*zones.first()?)?)))
    }

    /// Whether `between` joins two dates of which the second leaves out what the first has said.
    pub fn joins(&self, between: &str) -> bool {
        let between = between.trim();
        self.joins.iter().any(|join| join == between)
    }

    /// Whether only particles stand between the start of `text` and the end of its first word.
    pub(crate) fn ends_word(&self, text: &str) -> bool {
        let mut rest = text;
        while rest.chars().next().is_some_and(is_hangul) {
            let Some(tail) = self.tails.iter().find(|tail| rest.starts_with(tail.as_str())) else { return false };
            rest = &rest[tail.len()..];
        }
        true
    }
}

/// The longest form at `at`, if it is no part of a longer Latin word.
fn longest<'a>(forms: &'a Prefixes<Vec<Meaning>>, text: &str, at: usize) -> Option<(usize, &'a [Meaning])> {
    let (length, means) = forms.of(&text[at..]).last()?;
    (!cuts_latin(text, at + length)).then_some((at + length, means.as_slice()))
}

/// Whether `at` lies between two Latin letters.
fn cuts_latin(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes[..at].last().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether the character is a Hangul syllable.
pub(crate) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}
