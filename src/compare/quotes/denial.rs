//! Two sentences of mostly the same words, of which one denies the other.

use super::alignment::Alignment;
use super::meaning::{self, AlterationKind};
use super::side::QuoteSide;
use super::{ALTERED, altered};
use crate::article::Lang;
use crate::judge::Reason;
use crate::rules::Rules;
use crate::rules::utterances::Pole;

/// A sentence, with what tells whether it may deny another one.
#[derive(Clone, Debug)]
pub struct Statement<'a> {
    side: QuoteSide<'a>,
    /// How often it says no.
    negations: usize,
    /// What its words say that have opposites.
    poles: Vec<Pole>,
}

impl<'a> Statement<'a> {
    /// A sentence in a language.
    pub fn new(text: &'a str, lang: Lang, rules: &Rules) -> Self {
        let side = QuoteSide::new(text, lang, rules);
        let meaning = rules.utterances.of(lang);
        let mut poles: Vec<Pole> = side.tokens.iter().flat_map(|token| meaning.poles(&token.stem)).collect();
        poles.sort_unstable();
        poles.dedup();
        Self { negations: meaning::negations(&side, rules), poles, side }
    }

    /// What would make it deny the other sentence.
    fn denies_by(&self, other: &Self) -> Option<AlterationKind> {
        match (self.negations, other.negations) {
            (0, 0) => {
                let opposed = self.poles.iter().any(|pole| other.poles.contains(&pole.opposite()));
                opposed.then_some(AlterationKind::Opposite)
            }
            (0, 1) | (1, 0) => Some(AlterationKind::Negation),
            // Two of them may say what none says.
            _ => None,
        }
    }
}

/// What makes the one of two sentences in one language deny the other, if they are mostly of the same words.
pub fn denial(a: &Statement<'_>, b: &Statement<'_>, rules: &Rules) -> Option<Reason> {
    let expected = a.denies_by(b)?;
    let (a, b) = (&a.side, &b.side);
    let alike = a.lang == b.lang && a.bigrams.overlap(&b.bigrams, |_| 1.0).containment() >= ALTERED;
    let alteration = alike.then(|| meaning::alteration(a, b, &Alignment::of(&a.tokens, &b.tokens), rules)).flatten()?;
    (alteration.kind == expected).then(|| altered(a, b, alteration))
}
