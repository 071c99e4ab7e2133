//! The words around a claim. Claims of one sentence have them from one list, each its own way.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::resolve::reading::Token;
use crate::rules::concepts::ConceptId;

/// Where a word stands, seen from the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// Before it, nothing between that separates.
    Before,
    /// Behind it, likewise.
    After,
    /// Elsewhere in the sentence.
    Sentence,
}

/// A content word, seen from a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Term<'a> {
    /// The word without particles or inflection.
    pub stem: &'a SmolStr,
    /// What it means, where the rules know it in both languages.
    pub concept: Option<ConceptId>,
    /// It looks like a name: capitalised in English, written in Latin letters in Korean, or of the cast.
    pub name: bool,
    /// Where it stands.
    pub place: Place,
    /// How many words away, from 1.
    pub distance: u8,
}

/// A word by itself; one that says nothing about what is talked of has no stem.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lexeme {
    pub(crate) stem: SmolStr,
    pub(crate) concept: Option<ConceptId>,
    pub(crate) name: bool,
}

impl Lexeme {
    fn of(token: &Token) -> Self {
        match token.content {
            true => Self { stem: token.stem.clone(), concept: token.concept, name: token.name },
            false => Self::default(),
        }
    }
}

/// Where a word of the list stands, seen from a claim.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stand {
    pub(crate) lexeme: u8,
    pub(crate) place: Place,
    pub(crate) distance: u8,
}

/// The most words of a list that claims share.
const MOST: usize = 1 << 8;

/// The words around a claim: those before, those behind, the rest; each nearest first.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    lexemes: Arc<[Lexeme]>,
    stands: Vec<Stand>,
}

impl PartialEq for Terms {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Terms {
    /// Words of a list; `None` if one of them is not in it.
    pub(crate) fn new(lexemes: Arc<[Lexeme]>, stands: Vec<Stand>) -> Option<Self> {
        let known = stands.iter().all(|stand| usize::from(stand.lexeme) < lexemes.len());
        known.then_some(Self { lexemes, stands })
    }

    /// The words, those before first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Term<'_>> {
        self.stands.iter().map(|&Stand { lexeme, place, distance }| {
            let Lexeme { stem, concept, name } = &self.lexemes[usize::from(lexeme)];
            Term { stem, concept: *concept, name: *name, place, distance }
        })
    }

    /// The list that the words are from.
    pub(crate) fn lexemes(&self) -> &Arc<[Lexeme]> {
        &self.lexemes
    }

    /// Which of them, and where they stand.
    pub(crate) fn stands(&self) -> &[Stand] {
        &self.stands
    }
}

/// The words of a sentence, from which those around each of its claims are taken.
pub(super) struct Sentence<'a> {
    tokens: &'a [Token],
    /// All of them, for a sentence that has not too many.
    shared: Option<Arc<[Lexeme]>>,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        let shared = (tokens.len() <= MOST).then(|| tokens.iter().map(Lexeme::of).collect());
        Self { tokens, shared }
    }

    pub(super) fn tokens(&self) -> &'a [Token] {
        self.tokens
    }

    /// Of the words at `places`, each with its place and how far away it is, those with content.
    pub(super) fn terms(&self, places: &[(usize, Place, usize)]) -> Terms {
        let told = places.iter().filter(|(at, ..)| self.tokens[*at].content);
        let stand = |lexeme: usize, place: Place, distance: usize| Stand {
            lexeme: lexeme as u8,
            place,
            distance: u8::try_from(distance + 1).unwrap_or(u8::MAX),
        };
        match &self.shared {
            Some(shared) => {
                let stands = told.map(|&(at, place, distance)| stand(at, place, distance)).collect();
                Terms { lexemes: Arc::clone(shared), stands }
            }
            None => {
                let own = told.clone().map(|(at, ..)| Lexeme::of(&self.tokens[*at])).collect();
                let stands = told.enumerate().map(|(n, &(_, place, distance))| stand(n, place, distance)).collect();
                Terms { lexemes: own, stands }
            }
        }
    }
}
