//! Claims prepared for comparison: words as numbers, with how often each occurs.

use std::collections::{HashMap, HashSet};
use std::hash::BuildHasherDefault;

use smol_str::SmolStr;
use xxhash_rust::xxh3::xxh3_64;

use crate::resolve::Claim;
use crate::resolve::frame::{Place, Term};
use crate::text::bigrams;
use crate::text::hash::{NumberHasher, NumberMap};
use crate::text::romanise;

/// A word or concept as a number, the same in every article.
pub(super) type Key = u64;

const CONCEPT: Key = 1 << 63;

/// A word of a claim's frame.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub key: Key,
    pub spelling: Spelling,
    pub name: bool,
    /// 1 next to the figure, less further away.
    pub nearness: f64,
}

/// A stem, and what tells that it is not like another one.
#[derive(Clone, Debug)]
pub(super) struct Spelling {
    pub key: Key,
    stem: SmolStr,
    is_hangul: bool,
    bits: u64,
}

impl Spelling {
    fn of(stem: &SmolStr) -> Self {
        let key = xxh3_64(stem.as_bytes()) & !CONCEPT;
        Self { key, stem: stem.clone(), is_hangul: is_hangul(stem), bits: bigrams::bits(stem) }
    }
}

/// What a claim is compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The words that the figure hangs on.
    pub near: Vec<Word>,
    /// The rest of its sentence.
    pub rest: Vec<Word>,
    /// Its subjects.
    pub subjects: Vec<Spelling>,
}

impl Profile {
    /// What `claim` is compared by.
    pub(super) fn of(claim: &Claim) -> Self {
        let mut profile = Self::default();
        for term in claim.frame.terms.iter() {
            let spelling = Spelling::of(term.stem);
            let word = Word {
                key: term.concept.map_or(spelling.key, |concept| CONCEPT | Key::from(concept.0)),
                spelling,
                name: term.name,
                nearness: nearness(&term),
            };
            let list = if term.place == Place::Sentence { &mut profile.rest } else { &mut profile.near };
            if !list.iter().any(|w: &Word| w.key == word.key) {
                list.push(word);
            }
        }
        profile.subjects = claim.frame.subjects.iter().map(Spelling::of).collect();
        profile
    }
}

impl Profile {
    /// The words right beside the figure.
    pub(super) fn heads(&self) -> impl Iterator<Item = &Word> {
        self.near.iter().filter(|word| word.nearness == 1.0)
    }

    /// The names in its sentence.
    pub(super) fn names(&self) -> impl Iterator<Item = &Word> {
        self.near.iter().chain(&self.rest).filter(|word| word.name)
    }
}

fn nearness(term: &Term<'_>) -> f64 {
    1.0 / (1.0 + 0.4 * f64::from(term.distance - 1))
}

/// What is known of an article's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// In how many claims a word occurs.
    pub frequency: NumberMap<u32>,
    /// How many claims there are.
    pub claims: u32,
    /// Everything that is a subject in the article.
    pub subjects: HashSet<Key, BuildHasherDefault<NumberHasher>>,
    /// The claims that stand right beside a word.
    pub heads: NumberMap<Vec<usize>>,
}

impl Vocabulary {
    /// That of an article whose claims have these profiles.
    pub(super) fn of(profiles: &[Profile]) -> Self {
        let mut vocabulary = Self { claims: profiles.len() as u32, ..Self::default() };
        for (index, profile) in profiles.iter().enumerate() {
            vocabulary.subjects.extend(profile.subjects.iter().map(|subject| subject.key));
            for word in profile.heads() {
                vocabulary.heads.entry(word.key).or_default().push(index);
            }
            let mut seen: Vec<Key> = profile.near.iter().chain(&profile.rest).map(|w| w.key).collect();
            seen.sort_unstable();
            seen.dedup();
            for key in seen {
                *vocabulary.frequency.entry(key).or_default() += 1;
            }
        }
        vocabulary
    }
}

/// How much a word tells in the claims of two articles: little if it stands in most of them.
pub(super) fn rarity(key: Key, a: &Vocabulary, b: &Vocabulary) -> f64 {
    let count = |v: &Vocabulary| v.frequency.get(&key).copied().unwrap_or(0);
    let frequency = f64::from(count(a) + count(b)).max(1.0);
    (1.0 + f64::from(a.claims + b.claims) / frequency).ln()
}

/// What share of the words of the smaller vocabulary the other one has, from 0 to 1: whether two
/// articles tell one story.
pub(super) fn kinship(a: &Vocabulary, b: &Vocabulary) -> f64 {
    let (small, large) = if a.frequency.len() <= b.frequency.len() { (a, b) } else { (b, a) };
    let shared = small.frequency.keys().filter(|key| large.frequency.contains_key(key)).count();
    if small.frequency.is_empty() { 0.0 } else { shared as f64 / small.frequency.len() as f64 }
}

/// Sounds and spellings that were compared before.
#[derive(Default)]
pub(super) struct Likeness {
    /// By the two spellings, the second of which tells in its first bit whether one of them is a name.
    seen: HashMap<(Key, Key), f64, BuildHasherDefault<NumberHasher>>,
}

impl Likeness {
    /// How alike two words are, from 0 to 1: one meaning, one stem, one inside the other, or one
    /// name in two alphabets.
    pub(super) fn of(&mut self, a: &Word, b: &Word) -> f64 {
        if a.key == b.key {
            return 1.0;
        }
        if a.key & b.key & CONCEPT != 0 && a.spelling.key != b.spelling.key {
            return 0.0;
        }
        self.of_spellings(&a.spelling, &b.spelling, a.name || b.name)
    }

    /// How alike two stems are; of two names, in any alphabets.
    pub(super) fn of_spellings(&mut self, a: &Spelling, b: &Spelling, name: bool) -> f64 {
        match (a.is_hangul, b.is_hangul) {
            _ if a.key == b.key => 1.0,
            (true, true) if a.bits & b.bits != 0 => self.seen(a, b, false, similar),
            (true, false) if name => self.seen(a, b, true, transcribed),
            (false, true) if name => self.seen(b, a, true, transcribed),
            _ => 0.0,
        }
    }

    fn seen(&mut self, a: &Spelling, b: &Spelling, name: bool, alike: fn(&str, &str) -> f64) -> f64 {
        let (first, second) = (a.key.min(b.key), a.key.max(b.key));
        let second = if name { second | CONCEPT } else { second };
        *self.seen.entry((first, second)).or_insert_with(|| alike(&a.stem, &b.stem))
    }
}

/// Least likeness in sound of two spellings of one name.
const SAME_NAME: f64 = 0.75;

/// How alike a name in Hangul and one in other letters are.
fn transcribed(hangul: &str, other: &str) -> f64 {
    if romanise::similarity(hangul, other) >= SAME_NAME { 1.0 } else { 0.0 }
}

/// How alike two stems in Hangul are.
fn similar(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.chars().count() >= 2 && (long.starts_with(short) || long.ends_with(short)) {
        return 0.8;
    }
    let dice = bigrams::dice(a, b);
    if dice >= 0.5 { dice } else { 0.0 }
}

fn is_hangul(word: &str) -> bool {
    word.chars().any(|c| ('가'..='힣').contains(&c))
}
