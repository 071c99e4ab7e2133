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
//! | `[hedge]`, `background`, `joins`, `tails`, `titles` | see [`File`] |

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use aho_corasick::{AhoCorasick, Anchored, Input, MatchKind, StartKind};
use jiff::tz::TimeZone;
use serde::Deserialize;
use toml::Spanned;

use super::{RuleError, RuleFile, Table};
use crate::article::Lang;

pub mod form;
mod phrases;
pub mod slot;

use form::{Automaton, Element, State};
pub use phrases::Phrases;
use slot::Slot;

/// A file of `rules/dates/`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    word: BTreeMap<Slot, BTreeMap<String, Spanned<Vec<String>>>>,
    number: BTreeMap<Slot, Vec<String>>,
    part: BTreeMap<String, String>,
    list: BTreeMap<String, Vec<String>>,
    pattern: Vec<PatternRule>,
    zone: BTreeMap<String, Spanned<Vec<String>>>,
    place: BTreeMap<String, Spanned<Vec<String>>>,
    tense: Vec<TenseRule>,
    hedge: HedgeRule,
    /// Words directly before a date that is told as background: 앞서.
    background: Vec<String>,
    /// What may stand between two dates of which the second leaves out what the first has said.
    joins: Vec<String>,
    /// Particles and endings that may follow a date without a space.
    tails: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PatternRule {
    name: String,
    form: Spanned<String>,
    #[serde(default)]
    decoy: bool,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TenseRule {
    is: Option<Tense>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct HedgeRule {
    before: Vec<String>,
    after: Vec<String>,
}

/// Where a sentence looks from the day of its publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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

/// Words that date expressions are made of, compiled.
#[derive(Debug)]
pub struct Dates {
    words: Lexicon<Meaning>,
    suffixes: Lexicon<Meaning>,
    triggers: AhoCorasick,
    /// Where every pattern begins.
    pub(crate) start: State,
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
    /// Words before a date that is told as background.
    pub(crate) background: Phrases,
    joins: Vec<String>,
    tails: Vec<String>,
}

/// What a word, or the unit of a number, can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// What it contributes.
    pub slot: Slot,
    /// How much of it; the number itself for a unit.
    pub value: i32,
    /// The language of the word; none for those that all languages share.
    lang: Option<Lang>,
}

impl Meaning {
    /// Whether it is what an element of a pattern asks for.
    pub(crate) fn fills(self, slot: Slot, lang: Option<Lang>) -> bool {
        self.slot == slot && (self.lang == lang || self.lang.is_none() || lang.is_none())
    }
}

/// Forms with what they mean.
#[derive(Debug)]
pub(crate) struct Lexicon<T> {
    automaton: AhoCorasick,
    meanings: Vec<Vec<T>>,
}

impl<T> Lexicon<T> {
    fn new(entries: impl IntoIterator<Item = (String, T)>, starts: StartKind) -> Self {
        let mut forms: Vec<String> = Vec::new();
        let mut meanings: Vec<Vec<T>> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (form, meaning) in entries {
            let place = *places.entry(form.clone()).or_insert_with(|| {
                forms.push(form);
                meanings.push(Vec::new());
                forms.len() - 1
            });
            meanings[place].push(meaning);
        }
        Self { automaton: automaton(&forms, starts), meanings }
    }

    /// The longest form at `at`: where it ends and what it means.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<(usize, &[T])> {
        let found = self.automaton.find(Input::new(text).range(at..).anchored(Anchored::Yes))?;
        Some((found.end(), &self.meanings[found.pattern()]))
    }

    /// The forms in `text`, in order, none overlapping another.
    pub(crate) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Range<usize>, &'a [T])> {
        self.automaton.find_iter(text).map(|m| (m.range(), &self.meanings[m.pattern()][..]))
    }
}

fn automaton(forms: &[String], starts: StartKind) -> AhoCorasick {
    let mut builder = AhoCorasick::builder();
    builder.match_kind(MatchKind::LeftmostLongest).start_kind(starts);
    builder.build(forms).expect("the forms fit an automaton")
}

impl Dates {
    /// The longest word at `at`: where it ends and what it can mean.
    pub(crate) fn word(&self, text: &str, at: usize) -> Option<(usize, &[Meaning])> {
        self.words.at(text, at).filter(|&(end, _)| !cuts_latin(text, end))
    }

    /// The longest unit of a number at `at`.
    pub(crate) fn suffix(&self, text: &str, at: usize) -> Option<(usize, &[Meaning])> {
        self.suffixes.at(text, at).filter(|&(end, _)| !cuts_latin(text, end))
    }

    /// Where a date may begin.
    pub(crate) fn triggers<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> {
        self.triggers.find_iter(text).map(|m| m.start())
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

/// Whether `at` lies between two Latin letters.
fn cuts_latin(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes.get(at).is_some_and(u8::is_ascii_alphabetic) && bytes[..at].last().is_some_and(u8::is_ascii_alphabetic)
}

/// Whether the character is a Hangul syllable.
pub(crate) fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

impl Table for Dates {
    const FOLDER: &'static str = "dates";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut compiler = Compiler::default();
        for file in &files {
            compiler.words(file)?;
            compiler.zones(file)?;
        }
        for file in &files {
            compiler.patterns(file)?;
        }
        let all = |of: fn(&File) -> &Vec<String>| files.iter().flat_map(move |f| of(&f.content).clone());
        let tense = |of: fn(&TenseRule) -> &Vec<String>| {
            let rules = files.iter().flat_map(|f| &f.content.tense);
            let forms = rules.flat_map(move |rule| of(rule).iter().map(|form| (form.clone(), rule.is)));
            Lexicon::new(forms, StartKind::Unanchored)
        };
        let mut tails: Vec<String> = all(|f| &f.tails).collect();
        tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
        Ok(Self {
            triggers: compiler.triggers(),
            words: Lexicon::new(compiler.words, StartKind::Anchored),
            suffixes: Lexicon::new(compiler.suffixes, StartKind::Anchored),
            start: compiler.start,
            automaton: compiler.automaton,
            patterns: compiler.patterns,
            zones: compiler.zones,
            places: Lexicon::new(compiler.places, StartKind::Unanchored),
            tense_before: tense(|t| &t.before),
            tense_after: tense(|t| &t.after),
            hedges_before: all(|f| &f.hedge.before).collect(),
            hedges_after: all(|f| &f.hedge.after).collect(),
            background: all(|f| &f.background).collect(),
            joins: all(|f| &f.joins).collect(),
            tails,
        })
    }
}

#[derive(Default)]
struct Compiler {
    words: Vec<(String, Meaning)>,
    suffixes: Vec<(String, Meaning)>,
    zones: Vec<TimeZone>,
    places: Vec<(String, usize)>,
    automaton: Automaton,
    start: State,
    patterns: Vec<Pattern>,
}

impl Compiler {
    fn words(&mut self, file: &RuleFile<File>) -> Result<(), RuleError> {
        let lang = lang_of(file.stem());
        for (&slot, values) in &file.content.word {
            for (value, forms) in values {
                let value = value
                    .parse()
                    .map_err(|_| file.error(forms.span(), format!("the value `{value}` is no whole number")))?;
                let meaning = Meaning { slot, value, lang };
                self.words.extend(forms.get_ref().iter().flat_map(|f| spellings(f)).map(|f| (f, meaning)));
            }
        }
        for (&slot, suffixes) in &file.content.number {
            self.suffixes.extend(suffixes.iter().map(|suffix| (suffix.clone(), Meaning { slot, value: 0, lang })));
        }
        Ok(())
    }

    fn zones(&mut self, file: &RuleFile<File>) -> Result<(), RuleError> {
        for (name, forms) in &file.content.zone {
            let zone = self.zone(file, name, forms.span())?;
            let value = i32::try_from(zone).expect("few zones");
            let meaning = Meaning { slot: Slot::Zone, value, lang: None };
            self.words.extend(forms.get_ref().iter().flat_map(|f| spellings(f)).map(|f| (f, meaning)));
        }
        for (name, forms) in &file.content.place {
            let zone = self.zone(file, name, forms.span())?;
            self.places.extend(forms.get_ref().iter().map(|form| (form.clone(), zone)));
        }
        Ok(())
    }

    fn zone(&mut self, file: &RuleFile<File>, name: &str, at: Range<usize>) -> Result<usize, RuleError> {
        let zone = TimeZone::get(name).map_err(|e| file.error(at, e.to_string()))?;
        Ok(self.zones.iter().position(|z| *z == zone).unwrap_or_else(|| {
            self.zones.push(zone);
            self.zones.len() - 1
        }))
    }

    fn patterns(&mut self, file: &RuleFile<File>) -> Result<(), RuleError> {
        for rule in &file.content.pattern {
            let error = |message| file.error(rule.form.span(), message);
            let (form, parts, lang) = (rule.form.get_ref(), &file.content.part, lang_of(file.stem()));
            let start = self.automaton.add(form, parts, lang, self.patterns.len()).map_err(error)?;
            self.start.edges.extend(start.edges);
            let list = |names: &[String]| {
                let lists = names.iter().map(|name| {
                    let list = file.content.list.get(name);
                    list.ok_or_else(|| error(format!("`{}`: there is no list called `{name}`", rule.name)))
                });
                let words = lists.collect::<Result<Vec<_>, _>>()?;
                Ok((!words.is_empty()).then(|| words.into_iter().flatten().cloned().collect()))
            };
            self.patterns.push(Pattern {
                name: smol_str::format_smolstr!("{}/{}", file.stem(), rule.name),
                lang,
                decoy: rule.decoy,
                after: list(&rule.after)?,
                unless_after: list(&rule.unless_after)?,
                before: list(&rule.before)?,
                unless_before: list(&rule.unless_before)?,
            });
        }
        Ok(())
    }

    /// Finds what a pattern can begin with.
    fn triggers(&self) -> AhoCorasick {
        let mut forms: Vec<String> = ('0'..='9').map(String::from).collect();
        for (element, _) in &self.start.edges {
            match element {
                Element::Literal(text) => forms.extend(cases(text)),
                Element::Bare(_) => {}
                Element::Word(slot, lang) => {
                    let words = self.words.iter().filter(|(_, meaning)| meaning.fills(*slot, *lang));
                    forms.extend(words.map(|(form, _)| form.clone()));
                }
            }
        }
        forms.sort_unstable();
        forms.dedup();
        automaton(&forms, StartKind::Unanchored)
    }
}

/// A form with each space and without, each apostrophe straight and curly, and as at the start of a sentence.
fn spellings(form: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for c in form.chars() {
        let ways: &[&str] = match c {
            ' ' => &[" ", ""],
            '\'' => &["'", "’"],
            _ => {
                all.iter_mut().for_each(|s| s.push(c));
                continue;
            }
        };
        all = all.iter().flat_map(|s| ways.iter().map(move |way| format!("{s}{way}"))).collect();
    }
    all.iter().flat_map(|s| cases(s)).collect()
}

/// A form as it is, and with a capital.
fn cases(form: &str) -> Vec<String> {
    let mut capital = form.to_owned();
    if let Some(first) = capital.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if capital == form { vec![capital] } else { vec![form.to_owned(), capital] }
}

/// The language of the words in a file; none for a file that is named after no language.
fn lang_of(stem: &str) -> Option<Lang> {
    match stem {
        "ko" => Some(Lang::Ko),
        "en" => Some(Lang::En),
        _ => None,
    }
}
