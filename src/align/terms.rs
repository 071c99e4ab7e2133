//! Claims prepared for comparison: words as numbers, with how often each occurs.

use smol_str::SmolStr;

use super::company::Company;
use crate::resolve::Claim;
use crate::resolve::frame::{Place, Term};
use crate::text::bigrams::Bigrams;
use crate::text::hash::{Map, NumberMap, Set};
use crate::text::romanise;

/// A word or concept, interned.
pub(super) type Key = u32;

const CONCEPT: Key = 1 << 31;

/// A word of a claim's frame.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub key: Key,
    /// Its stem, interned.
    pub spelling: Key,
    pub stem: SmolStr,
    pub name: bool,
    /// 1 next to the figure, less further away.
    pub nearness: f64,
}

/// What a claim is compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// The words that the figure hangs on.
    pub near: Vec<Word>,
    /// The rest of its sentence.
    pub rest: Vec<Word>,
    /// Keys of its subjects, and the subjects.
    pub subjects: Vec<(Key, SmolStr)>,
}

/// What is known of an article's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    /// In how many claims a word occurs.
    pub frequency: Map<Key, u32>,
    /// How many claims there are.
    pub claims: u32,
    /// Everything that is a subject in the article.
    pub subjects: Set<Key>,
    /// The claims that stand right beside a word.
    pub heads: Map<Key, Vec<usize>>,
}

/// The profiles of all claims and the vocabularies of all articles.
pub(super) struct Lexicon {
    pub profiles: Vec<Profile>,
    pub vocabularies: Vec<Vocabulary>,
    /// The figures of each article.
    pub companies: Vec<Company>,
}

impl Lexicon {
    pub(super) fn of(articles: usize, claims: &[Claim]) -> Self {
        let mut interner = Map::default();
        let profiles: Vec<Profile> = claims.iter().map(|c| profile(c, &mut interner)).collect();
        let mut vocabularies = vec![Vocabulary::default(); articles];
        for (index, (claim, profile)) in claims.iter().zip(&profiles).enumerate() {
            let vocabulary = &mut vocabularies[claim.article];
            vocabulary.claims += 1;
            vocabulary.subjects.extend(profile.subjects.iter().map(|s| s.0));
            for word in profile.near.iter().filter(|w| w.nearness == 1.0) {
                vocabulary.heads.entry(word.key).or_default().push(index);
            }
            let mut seen: Vec<Key> = profile.near.iter().chain(&profile.rest).map(|w| w.key).collect();
            seen.sort_unstable();
            seen.dedup();
            for key in seen {
                *vocabulary.frequency.entry(key).or_default() += 1;
            }
        }
        Self { profiles, vocabularies, companies: Company::of(articles, claims) }
    }
}

fn profile(claim: &Claim, interner: &mut Map<SmolStr, Key>) -> Profile {
    let mut profile = Profile::default();
    for term in &claim.frame.terms {
        let word = Word {
            key: key(term, interner),
            spelling: intern(&term.stem, interner),
            stem: term.stem.clone(),
            name: term.name,
            nearness: 1.0 / (1.0 + 0.4 * f64::from(term.distance - 1)),
        };
        let list = if term.place == Place::Sentence { &mut profile.rest } else { &mut profile.near };
        if !list.iter().any(|w: &Word| w.key == word.key) {
            list.push(word);
        }
    }
    profile.subjects = claim.frame.subjects.iter().map(|s| (intern(s, interner), s.clone())).collect();
    profile
}

fn key(term: &Term, interner: &mut Map<SmolStr, Key>) -> Key {
    term.concept.map_or_else(|| intern(&term.stem, interner), |c| CONCEPT | Key::from(c.0))
}

fn intern(stem: &SmolStr, interner: &mut Map<SmolStr, Key>) -> Key {
    let next = Key::try_from(interner.len()).unwrap_or(CONCEPT - 1).min(CONCEPT - 1);
    *interner.entry(stem.clone()).or_insert(next)
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
    /// By the two spellings, and whether one of them is a name.
    seen: NumberMap<f64>,
}

impl Likeness {
    /// How alike two words are, from 0 to 1: one meaning, one stem, one inside the other, or one
    /// name in two alphabets.
    pub(super) fn of(&mut self, a: &Word, b: &Word) -> f64 {
        if a.key == b.key {
            return 1.0;
        }
        if (a.key | b.key) & CONCEPT != 0 && a.stem != b.stem && a.key & b.key & CONCEPT != 0 {
            return 0.0;
        }
        self.of_spellings((a.spelling, &a.stem), (b.spelling, &b.stem), a.name || b.name)
    }

    /// Likewise for two subjects.
    pub(super) fn of_subjects(&mut self, a: &(Key, SmolStr), b: &(Key, SmolStr)) -> f64 {
        if a.0 == b.0 {
            return 1.0;
        }
        self.of_spellings((a.0, &a.1), (b.0, &b.1), true)
    }

    fn of_spellings(&mut self, a: (Key, &str), b: (Key, &str), name: bool) -> f64 {
        let (first, second) = (u64::from(a.0.min(b.0)), u64::from(a.0.max(b.0)));
        // Spellings are numbered below 2^31, so that all of it has room.
        let pair = first << 33 | second << 1 | u64::from(name);
        *self.seen.entry(pair).or_insert_with(|| spelled_alike(a.1, b.1, name))
    }
}

/// Least likeness in sound of two spellings of one name.
const SAME_NAME: f64 = 0.75;

fn spelled_alike(a: &str, b: &str, name: bool) -> f64 {
    if a == b {
        return 1.0;
    }
    match (is_hangul(a), is_hangul(b)) {
        (true, false) if name && romanise::similarity(a, b) >= SAME_NAME => 1.0,
        (false, true) if name && romanise::similarity(b, a) >= SAME_NAME => 1.0,
        (true, true) => {
            let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
            if short.chars().count() >= 2 && (long.starts_with(short) || long.ends_with(short)) {
                return 0.8;
            }
            let unweighted = |_| 1.0;
            let dice = Bigrams::from_iter([a]).overlap(&Bigrams::from_iter([b]), unweighted).dice();
            if dice >= 0.5 { dice } else { 0.0 }
        }
        _ => 0.0,
    }
}

fn is_hangul(word: &str) -> bool {
    word.chars().any(|c| ('가'..='힣').contains(&c))
}
