//! Particles, endings, inflection, stop words, and where clauses end.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::text::affixes::Suffixes;
use crate::text::clauses::Sign;
use crate::text::hash::Set;
use crate::text::memo::Memo;
use crate::text::words::Facts;

/// What the words of both languages are made of.
#[derive(Debug, Default)]
pub struct Words {
    /// Korean particles.
    pub particles: Suffixes<Particle>,
    /// Korean nouns that merely end like a noun with a particle.
    pub keep: Suffixes<Kept>,
    /// Endings of verbs and adjectives.
    pub endings: Suffixes<()>,
    /// Stems of the verbs that make a verb of a noun, before an ending: 하, 했, 됐.
    pub light: Suffixes<()>,
    /// Whole forms of them: 한, 된.
    pub light_forms: Suffixes<()>,
    /// Syllables of the past tense that are no part of the stem: 었, 았, 였.
    pub past: Suffixes<()>,
    /// How English words are inflected.
    pub english: English,
    /// Where clauses end.
    pub clauses: Clauses,
    stop: Set<Box<str>>,
    /// What is known of single words.
    pub(crate) facts: Memo<Facts>,
}

/// How a particle behaves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Particle {
    /// Which sounds it may follow.
    pub after: Sound,
    /// Another particle may stand behind it (서울에서는).
    pub inner: bool,
    /// After a digit it is a unit (5만, 30도).
    pub unit: bool,
}

/// What a word must end in for a particle to follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sound {
    /// Anything.
    #[default]
    Any,
    /// A consonant.
    Consonant,
    /// A consonant, but not ㄹ.
    ConsonantButLiquid,
    /// A vowel.
    Vowel,
    /// A vowel, or ㄹ (서울로).
    VowelOrLiquid,
}

/// Where a word that keeps its ending may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// By itself only.
    Whole,
    /// At the end of a compound, too (국무회의).
    Tail,
}

/// How English words are inflected: for each list, the first rule that fits is applied.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct English {
    /// Words left as they are, in lower case.
    pub keep: Set<Box<str>>,
    /// Endings of the possessive.
    pub possessive: Vec<Inflection>,
    /// Endings of plurals, past forms, participles.
    pub inflection: Vec<Inflection>,
    /// Endings of base forms that inflected forms lack.
    pub base: Vec<Inflection>,
    /// The last letters of all of them.
    #[serde(skip)]
    pub last_letters: String,
}

/// An ending of English words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Inflection {
    /// The ending, in lower case.
    pub ends: Box<str>,
    /// What is left of it.
    #[serde(default)]
    pub left: Box<str>,
    /// How many bytes must stand before it.
    pub leave: usize,
    /// What may not stand before it.
    #[serde(default)]
    pub not_after: Box<str>,
    /// Doubled consonants that are halved after the cut.
    #[serde(default)]
    pub double: Box<str>,
}

/// Where clauses end.
#[derive(Debug, Default)]
pub struct Clauses {
    /// Korean endings after which a clause is over.
    pub connectives: Suffixes<()>,
    /// Those that need a comma to end it.
    pub with_comma: Suffixes<()>,
    /// Words that merely end like one.
    pub nouns: Suffixes<()>,
    /// Endings that look like a connective and are none, as of what somebody says (다고).
    pub others: Suffixes<()>,
    /// Beginnings of words that go on with the verb before them.
    pub auxiliaries: Vec<Box<str>>,
    /// Words and phrases that end a clause.
    pub after: Suffixes<()>,
    /// The last words of these.
    pub(crate) after_ends: Suffixes<()>,
    /// English words before which a clause may start.
    pub before: Set<Box<str>>,
    /// Those before which it may start after a comma only.
    pub before_with_comma: Set<Box<str>>,
    /// English verb forms that make a clause.
    pub finite: Set<Box<str>>,
    /// The ending of regular ones.
    pub past: Box<str>,
    /// What single words say.
    pub(crate) signs: Memo<Sign, 4>,
}

/// A file of `rules/words/`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    particles: Option<ParticleLists>,
    keep: Option<KeepLists>,
    verbs: Option<VerbLists>,
    stop: Option<StopList>,
    english: Option<English>,
    clauses: Option<ClauseLists>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ParticleLists {
    inner: Vec<String>,
    last: Vec<String>,
    units: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KeepLists {
    whole: Vec<String>,
    tail: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct VerbLists {
    endings: Vec<String>,
    light: Vec<String>,
    forms: Vec<String>,
    past: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StopList {
    words: Vec<Box<str>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct ClauseLists {
    connectives: Vec<String>,
    with_comma: Vec<String>,
    nouns: Vec<String>,
    others: Vec<String>,
    auxiliaries: Vec<Box<str>>,
    after: Vec<String>,
    before: Set<Box<str>>,
    before_with_comma: Set<Box<str>>,
    finite: Set<Box<str>>,
    past: Box<str>,
}

impl Table for Words {
    const FOLDER: &'static str = "words";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut words = Self::default();
        for file in files {
            words.add(file.content);
        }
        Ok(words)
    }
}

impl Words {
    /// Whether a stem, in lower case, says nothing about what is talked of.
    pub fn is_stop(&self, stem: &str) -> bool {
        self.stop.contains(stem)
    }

    fn add(&mut self, file: File) {
        if let Some(lists) = file.particles {
            self.add_particles(&lists);
        }
        if let Some(lists) = file.keep {
            lists.whole.iter().for_each(|word| self.keep.insert(word, Kept::Whole));
            lists.tail.iter().for_each(|word| self.keep.insert(word, Kept::Tail));
        }
        if let Some(lists) = file.verbs {
            self.endings = Suffixes::from_list(lists.endings);
            self.light = Suffixes::from_list(lists.light);
            self.light_forms = Suffixes::from_list(lists.forms);
            self.past = Suffixes::from_list(lists.past);
        }
        if let Some(list) = file.stop {
            self.stop.extend(list.words);
        }
        if let Some(english) = file.english {
            let rules = english.possessive.iter().chain(&english.inflection).chain(&english.base);
            let last_letters = rules.filter_map(|rule| rule.ends.chars().next_back()).collect();
            self.english = English { last_letters, ..english };
        }
        if let Some(lists) = file.clauses {
            self.clauses = Clauses::from(lists);
        }
    }

    fn add_particles(&mut self, lists: &ParticleLists) {
        let both = lists.inner.iter().map(|p| (p, true)).chain(lists.last.iter().map(|p| (p, false)));
        for (written, inner) in both {
            let unit = lists.units.contains(written);
            let particle = |after| Particle { after, inner, unit };
            let Some((consonant, vowel)) = written.split_once('/') else {
                self.particles.insert(written, particle(Sound::Any));
                continue;
            };
            let (after_consonant, after_vowel) = match consonant.starts_with('으') {
                true => (Sound::ConsonantButLiquid, Sound::VowelOrLiquid),
                false => (Sound::Consonant, Sound::Vowel),
            };
            if !consonant.is_empty() {
                self.particles.insert(consonant, particle(after_consonant));
            }
            self.particles.insert(vowel, particle(after_vowel));
        }
    }
}

impl From<ClauseLists> for Clauses {
    fn from(lists: ClauseLists) -> Self {
        Self {
            connectives: Suffixes::from_list(lists.connectives),
            with_comma: Suffixes::from_list(lists.with_comma),
            nouns: Suffixes::from_list(lists.nouns),
            others: Suffixes::from_list(lists.others),
            auxiliaries: lists.auxiliaries,
            after_ends: Suffixes::from_list(lists.after.iter().filter_map(|phrase| phrase.rsplit(' ').next())),
            after: Suffixes::from_list(lists.after),
            before: lists.before,
            before_with_comma: lists.before_with_comma,
            finite: lists.finite,
            past: lists.past,
            signs: Memo::default(),
        }
    }
}
