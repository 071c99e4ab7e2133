//! Numeral words and scales of the languages, and what holds figures together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::text::hash::Set;
use crate::text::trie::{CharSet, Trie};

/// What a numeral word contributes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Word {
    /// Nothing: the placeholder of an entry not yet filled.
    #[default]
    Nothing,
    /// A Sino-Korean digit: 일, 구.
    Digit(u8),
    /// 십, 백, 천, as a power of ten; multiplies what stands before it within a group.
    Small(u32),
    /// 만, 억, 조, as a power of ten; closes a group.
    Large(u32),
    /// 열, 스물: a native ten, which a native unit may follow.
    NativeTen(u32),
    /// 한, 두, 두세: a native unit, or a range of two.
    Native(u32, u32),
    /// 수, 몇 before a scale, from … to below ….
    Some(u32, u32),
    /// 점, point: digits follow.
    Point,
    /// 여 behind a numeral: a little more.
    About,
    /// one … nineteen
    Cardinal(u32),
    /// twenty … ninety
    Ten(u32),
    /// hundred, million, as a power of ten
    Scale(u32),
    /// bn, m: a power of ten behind digits.
    Abbreviation(u32),
    /// dozen, score: multiplies.
    Multiple(u32),
    /// dozens, hundreds of thousands: from 2 × … to below 10 × …
    Vague(u64, u64),
    /// a, an: one, before a scale.
    Article,
    /// half before a scale.
    Half,
}

/// A word that joins two figures into a range.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    /// With the white space it takes: `~`, ` to `.
    pub text: String,
    /// Has to stand before the first figure: between … and.
    #[serde(default)]
    pub lead: Vec<String>,
    /// The first figure has no unit of its own: 1, 2위.
    #[serde(default)]
    pub bare_only: bool,
    /// The second number is the next one after the first: 1, 2위 but not 1, 5위.
    #[serde(default)]
    pub successive: bool,
}

/// Numeral words and scales of the languages.
#[derive(Debug, Default)]
pub struct Numerals {
    pub(crate) words: Trie<Word>,
    /// What numeral words begin with.
    pub(crate) starts: CharSet,
    /// Phrases that begin like a figure and are none: 만세, 구조대.
    pub(crate) idioms: Trie<()>,
    /// Numerals of one syllable that mean something else before a noun: 이, 한.
    pub(crate) determiners: Vec<String>,
    /// What may follow a unit within its word, from its beginning: particles, 당, 간.
    pub(crate) tails: Trie<()>,
    /// What before a figure (reversed) says that it is a name or a number in a row: 제, No.
    pub(crate) names: Trie<()>,
    /// What joins two figures into a range.
    pub(crate) connectors: Trie<Option<Connector>>,
    /// 분의, between denominator and numerator.
    pub(crate) over: Vec<String>,
    /// 중, 가운데; in, out of: between a whole and its part.
    pub(crate) among: Vec<String>,
    /// in, out of: between a part and its whole.
    pub(crate) out_of: Vec<String>,
    /// Phrases that add a half to what stands before: 반, and a half.
    pub(crate) and_a_half: Vec<String>,
    /// What turns a figure into the base of another one: 당.
    pub(crate) per_behind: Vec<String>,
    /// per, a, an: before the base of a rate.
    pub(crate) per_before: Vec<String>,
    /// What follows a large round number that counts people without saying so: 돌파.
    pub(crate) milestones: Vec<String>,
    /// Words for a difference between percentages: gap, 격차.
    pub(crate) gaps: Vec<String>,
    /// Between the two sides of a score, and behind it: 3-1로.
    pub(crate) score_joints: Vec<String>,
    pub(crate) score_behind: Vec<String>,
    /// Between a counter and the noun behind it: 14개의 나라.
    pub(crate) genitive: Vec<String>,
    /// Between a figure and its subunit: six hours and 30 minutes.
    pub(crate) and: Vec<String>,
    /// Between an English numeral and the noun phrase that it takes a part of: of the.
    pub(crate) of: Vec<String>,
    /// Before and behind the number of an edition: 제, and 회, 차.
    pub(crate) edition_before: Vec<String>,
    pub(crate) editions: Vec<String>,
    /// Words behind and before a number of 억 or 조 that leaves its won unsaid: 20억 차익.
    pub(crate) money_behind: Vec<String>,
    pub(crate) money_before: Vec<String>,
    /// What follows a bare number that goes on counting what was counted before: more.
    pub(crate) carried: Vec<String>,
    /// Between a noun before a bare number (reversed) and the number that it came to: rose to.
    pub(crate) moves: Trie<()>,
    /// Between a noun for how many there are and the number: of.
    pub(crate) levels: Trie<()>,
    /// English words between a numeral and its noun that end the noun phrase: of, and, in.
    pub(crate) stops: Trie<()>,
    /// English plurals that don't end as plurals do: people.
    pub(crate) plurals: Set<String>,
}

/// A file of `rules/numerals/`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct File {
    pub digits: BTreeMap<String, u8>,
    pub small: BTreeMap<String, u32>,
    pub large: BTreeMap<String, u32>,
    pub native_tens: BTreeMap<String, u32>,
    pub native_units: BTreeMap<String, u32>,
    pub native_ranges: BTreeMap<String, [u32; 2]>,
    pub some: BTreeMap<String, [u32; 2]>,
    pub cardinals: BTreeMap<String, u32>,
    pub tens: BTreeMap<String, u32>,
    pub scales: BTreeMap<String, u32>,
    pub abbreviations: BTreeMap<String, u32>,
    pub multiples: BTreeMap<String, u32>,
    pub vague: BTreeMap<String, [u64; 2]>,
    pub point: Vec<String>,
    pub about: Vec<String>,
    pub article: Vec<String>,
    pub half: Vec<String>,
    pub and_a_half: Vec<String>,
    pub over: Vec<String>,
    pub among: Vec<String>,
    pub out_of: Vec<String>,
    pub per_behind: Vec<String>,
    pub per_before: Vec<String>,
    pub milestones: Vec<String>,
    pub carried: Vec<String>,
    pub gaps: Vec<String>,
    pub score_joints: Vec<String>,
    pub score_behind: Vec<String>,
    pub genitive: Vec<String>,
    pub and: Vec<String>,
    pub moves: Vec<String>,
    pub levels: Vec<String>,
    pub of: Vec<String>,
    pub edition_before: Vec<String>,
    pub editions: Vec<String>,
    pub money_behind: Vec<String>,
    pub money_before: Vec<String>,
    pub determiners: Vec<String>,
    pub idioms: Vec<String>,
    pub tails: Vec<String>,
    pub names: Vec<String>,
    pub stops: Vec<String>,
    pub plurals: Vec<String>,
    pub connector: Vec<Connector>,
}

impl Table for Numerals {
    const FOLDER: &'static str = "numerals";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut numerals = Self::default();
        for file in files {
            numerals.add(file.content);
        }
        Ok(numerals)
    }
}

impl Numerals {
    fn add(&mut self, file: File) {
        self.add_words(&file);
        for (list, set) in
            [(&file.idioms, &mut self.idioms), (&file.tails, &mut self.tails), (&file.stops, &mut self.stops)]
        {
            for text in list {
                set.entry(text.to_ascii_lowercase().bytes());
            }
        }
        for (list, set) in
            [(&file.names, &mut self.names), (&file.moves, &mut self.moves), (&file.levels, &mut self.levels)]
        {
            for text in list {
                set.entry(text.to_ascii_lowercase().bytes().rev());
            }
        }
        for connector in file.connector {
            if let Some(entry) = self.connectors.entry(connector.text.bytes()) {
                *entry = Some(connector);
            }
        }
        self.plurals.extend(file.plurals);
        self.over.extend(file.over);
        self.among.extend(file.among);
        self.out_of.extend(file.out_of);
        self.and_a_half.extend(file.and_a_half);
        self.per_behind.extend(file.per_behind);
        self.per_before.extend(file.per_before);
        self.milestones.extend(file.milestones);
        self.determiners.extend(file.determiners);
        self.gaps.extend(file.gaps);
        self.score_joints.extend(file.score_joints);
        self.score_behind.extend(file.score_behind);
        self.genitive.extend(file.genitive);
        self.and.extend(file.and);
        self.of.extend(file.of);
        self.edition_before.extend(file.edition_before);
        self.editions.extend(file.editions);
        self.money_behind.extend(file.money_behind);
        self.money_before.extend(file.money_before);
        self.carried.extend(file.carried);
    }

    fn add_words(&mut self, file: &File) {
        let mut add = |text: &str, word: Word| {
            self.words.entry(text.bytes()).into_iter().for_each(|entry| *entry = word);
            self.starts.add_first_of(text);
            self.starts.add_first_of(&text.to_ascii_uppercase());
        };
        file.digits.iter().for_each(|(text, &n)| add(text, Word::Digit(n)));
        file.small.iter().for_each(|(text, &n)| add(text, Word::Small(n)));
        file.large.iter().for_each(|(text, &n)| add(text, Word::Large(n)));
        file.native_tens.iter().for_each(|(text, &n)| add(text, Word::NativeTen(n)));
        file.native_units.iter().for_each(|(text, &n)| add(text, Word::Native(n, n)));
        file.native_ranges.iter().for_each(|(text, &[low, high])| add(text, Word::Native(low, high)));
        file.some.iter().for_each(|(text, &[low, high])| add(text, Word::Some(low, high)));
        file.cardinals.iter().for_each(|(text, &n)| add(text, Word::Cardinal(n)));
        file.tens.iter().for_each(|(text, &n)| add(text, Word::Ten(n)));
        file.scales.iter().for_each(|(text, &n)| add(text, Word::Scale(n)));
        file.abbreviations.iter().for_each(|(text, &n)| add(text, Word::Abbreviation(n)));
        file.multiples.iter().for_each(|(text, &n)| add(text, Word::Multiple(n)));
        file.vague.iter().for_each(|(text, &[low, high])| add(text, Word::Vague(low, high)));
        for (list, word) in [
            (&file.point, Word::Point),
            (&file.about, Word::About),
            (&file.article, Word::Article),
            (&file.half, Word::Half),
        ] {
            list.iter().for_each(|text| add(text, word));
        }
    }
}
