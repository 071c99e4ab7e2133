//! Rule files → tables.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::rules::Spanned;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Deserialize;

use super::form::{Builder, Element, Starts};
use super::lexicon::{Lexicon, Meaning};
use super::slot::Slot;
use super::{Dates, LimitWords, Pattern, Tense, is_hangul};
use crate::article::Lang;
use crate::edtf::Limit;
use crate::rules::{RuleError, RuleFile, Table};
use crate::text::affixes::Prefixes;
use crate::text::memo::Memo;
use crate::text::trie::CharSet;

/// A file of `rules/dates/`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
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
    limit: Vec<LimitRule>,
    /// Words directly before a date that is told as background: 앞서.
    background: Vec<String>,
    /// What may stand between two dates of which the second leaves out what the first has said.
    joins: Vec<String>,
    /// Particles and endings that may follow a date without a space.
    tails: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PatternRule {
    name: String,
    form: Spanned<String>,
    #[serde(default)]
    decoy: bool,
    #[serde(default)]
    adjacent: bool,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    unless_after: Vec<String>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    unless_before: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct TenseRule {
    is: Option<Tense>,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct HedgeRule {
    before: Vec<String>,
    after: Vec<String>,
}

/// Words beside a date that make it the end of a stretch of time instead.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct LimitRule {
    is: Limit,
    /// Words directly before the date: before.
    #[serde(default)]
    before: Vec<String>,
    /// Words directly behind it: 이후.
    #[serde(default)]
    after: Vec<String>,
    /// Words before it that only end like those of `before`: shortly before.
    #[serde(default)]
    unless_before: Vec<String>,
}

impl LimitRule {
    fn compile(&self) -> LimitWords {
        let phrases = |words: &[String]| words.iter().cloned().collect();
        LimitWords {
            is: self.is,
            before: phrases(&self.before),
            after: phrases(&self.after),
            unless_before: phrases(&self.unless_before),
        }
    }
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
            Lexicon::new(forms)
        };
        let mut tails: Vec<String> = all(|f| &f.tails).collect();
        tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
        let starts = compiler.starts();
        let slots = compiler.starts_of_slots();
        Ok(Self {
            starts,
            barren: Memo::default(),
            words: by_form(compiler.words),
            suffixes: by_form(compiler.suffixes),
            automaton: compiler.automaton.finish(slots),
            patterns: compiler.patterns,
            zones: compiler.zones,
            places: Lexicon::new(compiler.places),
            tense_before: tense(|t| &t.before),
            tense_after: tense(|t| &t.after),
            hedges_before: all(|f| &f.hedge.before).collect(),
            hedges_after: all(|f| &f.hedge.after).collect(),
            limits: files.iter().flat_map(|f| &f.content.limit).map(LimitRule::compile).collect(),
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
    automaton: Builder,
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
                if forms.get_ref().iter().any(String::is_empty) {
                    return Err(file.error(forms.span(), "a form is empty"));
                }
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
            self.automaton.add(form, parts, lang, self.patterns.len()).map_err(error)?;
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
                adjacent: rule.adjacent,
                after: list(&rule.after)?,
                unless_after: list(&rule.unless_after)?,
                before: list(&rule.before)?,
                unless_before: list(&rule.unless_before)?,
            });
        }
        Ok(())
    }

    /// What a pattern can begin with.
    fn starts(&self) -> CharSet {
        let mut starts = CharSet::default();
        ('0'..='9').for_each(|digit| starts.add(digit));
        for element in self.automaton.first_elements() {
            match element {
                Element::Literal(text) => cases(text).iter().for_each(|text| starts.add_first_of(text)),
                Element::Bare(_) => {}
                Element::Word(slot, lang) => {
                    let words = self.words.iter().filter(|(_, meaning)| meaning.fills(*slot, *lang));
                    words.for_each(|(form, _)| starts.add_first_of(form));
                }
            }
        }
        starts
    }

    /// What the words, or the numbers with their units, begin with that fill a slot.
    fn starts_of_slots(&self) -> impl Fn(Slot, Option<Lang>) -> Starts + use<> {
        let mut starts: BTreeMap<(Slot, Option<Lang>), Starts> = BTreeMap::new();
        for (form, meaning) in &self.words {
            starts.entry((meaning.slot, meaning.lang)).or_default().add_first_of(form);
        }
        for (_, meaning) in &self.suffixes {
            starts.entry((meaning.slot, meaning.lang)).or_default().add_all(Starts::DIGITS);
        }
        move |slot, lang| {
            let mut all = Starts::default();
            let filling = starts
                .iter()
                .filter(|((other, own), _)| Meaning { slot: *other, value: 0, lang: *own }.fills(slot, lang));
            filling.for_each(|(_, starts)| all.add_all(*starts));
            all
        }
    }
}

/// What each form can mean.
fn by_form(entries: Vec<(String, Meaning)>) -> Prefixes<Vec<Meaning>> {
    let mut forms = Prefixes::<Vec<Meaning>>::default();
    for (form, meaning) in entries {
        forms.entry(&form).into_iter().for_each(|means| means.push(meaning));
    }
    forms
}

/// A form with each space of Korean and without, each apostrophe straight and curly, and as at the
/// start of a sentence.
fn spellings(form: &str) -> Vec<String> {
    let spaces_vary = form.contains(is_hangul);
    let mut all = vec![String::new()];
    for c in form.chars() {
        let ways: &[&str] = match c {
            ' ' if spaces_vary => &[" ", ""],
            '\'' => &["'", "’"],
            _ => {
                for spelling in &mut all {
                    spelling.push(c);
                }
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
