//! Where terms are looked up: by the hash of their characters, in runs of bytes that are searched as they lie.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ConceptId;
use super::characters::{Units, is_east_asian};

/// All that terms begin with.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Index<'a> {
    /// A bit for each hash, which few others share: small enough to stay near the processor.
    #[serde(borrow)]
    hint: Cow<'a, [u8]>,
    /// The hashes lie in groups by their size: the number of the first one of each group, and how many there are.
    #[serde(borrow)]
    groups: Cow<'a, [u8]>,
    /// Each hash, and the number of the first term that has it, or [`NONE`].
    #[serde(borrow)]
    begun: Cow<'a, [u8]>,
    /// The terms, those with the same hash behind each other.
    #[serde(borrow)]
    terms: Cow<'a, [u8]>,
}

/// Characters that terms begin with.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// The first term with just these characters.
    first: u32,
}

/// A form in which a concept is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// What it stands for.
    pub concept: ConceptId,
    /// What may follow.
    pub shape: Shape,
    /// How it must be capitalised.
    pub case: Case,
}

/// What may follow a term in its word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Anything (사망+자), in Latin letters nothing.
    Word,
    /// Nothing but particles: a noun of one syllable.
    Syllable,
    /// An ending.
    Stem,
    /// An ending, a particle, or nothing.
    Inflected,
}

/// How a term in Latin letters must be capitalised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// As one likes.
    Any,
    /// As a name: Turkey, but not turkey.
    Initial,
    /// As an abbreviation: US, but not us.
    All,
}

/// What is wrong with a term.
#[derive(Debug)]
pub struct Unclear(pub String);

/// The number of no term.
const NONE: u32 = u32::MAX;

/// Bits of the hint for each hash, at least.
const HINTS: usize = 16;

/// Hashes in a group, about.
const GROUP: usize = 4;

/// A hash and the number of a term.
const BEGUN: usize = 12;

/// A term in bytes: the number of its concept, its shape and case, and whether it is the last of its characters.
const TERM: usize = 4;

const SHAPES: [Shape; 4] = [Shape::Word, Shape::Syllable, Shape::Stem, Shape::Inflected];
const CASES: [Case; 3] = [Case::Any, Case::Initial, Case::All];

impl Index<'_> {
    /// What begins with the characters that have this hash, if any term does.
    pub fn get(&self, hash: u64) -> Option<Begun> {
        let (byte, bit) = hint(hash, self.hint.len());
        if self.hint.get(byte)? & bit == 0 {
            return None;
        }
        let groups = self.groups.as_chunks().0;
        let group = group(hash, groups.len() - 1);
        let [from, to] = [group, group + 1].map(|group| u32::from_le_bytes(groups[group]) as usize);
        self.begun.as_chunks::<BEGUN>().0.get(from..to)?.iter().find_map(|begun| {
            let (known, first) = begun.split_first_chunk()?;
            (u64::from_le_bytes(*known) == hash).then_some(Begun { first: u32::from_le_bytes(*first.first_chunk()?) })
        })
    }

    /// The terms with just these characters, in the order of their files.
    pub fn terms(&self, begun: Begun) -> impl Iterator<Item = Term> {
        let terms = self.terms.as_chunks::<TERM>().0.get(begun.first as usize..).unwrap_or_default();
        let count = terms.iter().position(|term| term[3] != 0).map_or(0, |last| last + 1);
        terms[..count].iter().map(|&[low, high, form, _]| Term {
            concept: ConceptId(u16::from_le_bytes([low, high])),
            shape: SHAPES[usize::from(form) % SHAPES.len()],
            case: CASES[usize::from(form) / SHAPES.len() % CASES.len()],
        })
    }
}

/// The byte and the bit of a hash in a hint of so many bytes, which are a power of two.
fn hint(hash: u64, bytes: usize) -> (usize, u8) {
    let place = (hash >> 32) as usize;
    ((place / 8) & bytes.wrapping_sub(1), 1 << (place % 8))
}

/// Which of so many groups a hash is in; a larger one is in no earlier group.
fn group(hash: u64, groups: usize) -> usize {
    ((u128::from(hash) * groups as u128) >> 64) as usize
}

/// Terms as they are put together.
#[derive(Debug, Default)]
pub struct Builder(BTreeMap<u64, Vec<Term>>);

impl Builder {
    /// Adds a form of a term.
    ///
    /// # Errors
    /// It has a mark that is no part of a term.
    pub fn add(&mut self, text: &str, shape: Shape, concept: ConceptId) -> Result<(), Unclear> {
        let mut last = None;
        for unit in Units::new(text) {
            self.0.entry(unit.hash).or_default();
            last = Some(unit);
        }
        let Some(last) = last.filter(|unit| unit.ends) else {
            return Err(Unclear(format!("{text:?} is no term; a term is made of letters and digits")));
        };
        if last.end < text.len() {
            return Err(Unclear(format!("{text:?} has a mark that separates words in a text: write two terms")));
        }
        self.0.entry(last.hash).or_default().push(Term { concept, shape, case: case(text) });
        Ok(())
    }

    /// Lays them out.
    pub fn index(self) -> Index<'static> {
        let (hints, count) = ((self.0.len() * HINTS / 8).next_power_of_two(), self.0.len() / GROUP + 1);
        let mut index = Index { hint: vec![0; hints].into(), ..Index::default() };
        let mut groups = vec![0_u32; count + 1];
        for (hash, terms) in self.0 {
            let (byte, bit) = hint(hash, hints);
            index.hint.to_mut()[byte] |= bit;
            groups[group(hash, count) + 1] += 1;
            index.add(hash, &terms);
        }
        let starts = groups.iter().scan(0, |all, group| {
            *all += group;
            Some(*all)
        });
        index.groups = starts.flat_map(u32::to_le_bytes).collect();
        index
    }
}

impl Index<'_> {
    /// Adds a hash, larger than those before, and its terms.
    fn add(&mut self, hash: u64, terms: &[Term]) {
        let number = u32::try_from(self.terms.len() / TERM).expect("the terms fit in memory");
        let first = if terms.is_empty() { NONE } else { number };
        self.begun.to_mut().extend(hash.to_le_bytes().into_iter().chain(first.to_le_bytes()));
        for (left, term) in (0..terms.len()).rev().zip(terms) {
            let [low, high] = term.concept.0.to_le_bytes();
            let form = term.shape as usize + term.case as usize * SHAPES.len();
            self.terms.to_mut().extend([low, high, form as u8, u8::from(left == 0)]);
        }
    }
}

/// What the capitals of a term, as its file has it, ask of a text.
fn case(term: &str) -> Case {
    let letters = |c: &char| !is_east_asian(*c) && c.is_alphabetic();
    let mut capitals = term.chars().filter(letters).map(char::is_uppercase);
    match capitals.next() {
        Some(true) if capitals.clone().next().is_some() && capitals.all(|c| c) => Case::All,
        Some(true) => Case::Initial,
        _ => Case::Any,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hash(text: &str) -> u64 {
        Units::new(text).last().expect("a term").hash
    }

    #[test]
    fn terms_and_their_beginnings_are_found() {
        let mut builder = Builder::default();
        for (concept, (text, shape)) in
            (0..).zip([("시장", Shape::Word), ("시장 점유율", Shape::Word), ("US", Shape::Word), ("시장", Shape::Stem)])
        {
            builder.add(text, shape, ConceptId(concept)).expect("a term");
        }
        let index = builder.index();
        let found =
            |text| index.get(hash(text)).map(|begun| index.terms(begun).map(|t| t.concept.0).collect::<Vec<_>>());
        assert_eq!(found("시장"), Some(vec![0, 3]));
        assert_eq!(found("시"), Some(vec![]));
        assert_eq!(found("시장 점유율"), Some(vec![1]));
        assert_eq!(found("장"), None);
        let us: Vec<Term> = index.get(hash("us")).map(|begun| index.terms(begun).collect()).unwrap_or_default();
        assert_eq!(us, [Term { concept: ConceptId(2), shape: Shape::Word, case: Case::All }]);
    }

    #[test]
    fn an_empty_index_has_nothing() {
        assert!(Index::default().get(1).is_none() && Builder::default().index().get(1).is_none());
    }

    #[test]
    fn marks_that_part_words_are_no_terms() {
        let mut builder = Builder::default();
        for (text, wrong) in [("", "is no term"), ("시장(", "separates words")] {
            let Err(Unclear(said)) = builder.add(text, Shape::Word, ConceptId(0)) else { panic!("{text}") };
            assert!(said.contains(wrong), "{said}");
        }
    }
}
