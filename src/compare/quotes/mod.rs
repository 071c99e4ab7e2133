//! Two quotations: the same utterance or not, and if so, whether its meaning and its speaker held.
//!
//! | the two | outcome |
//! | --- | --- |
//! | the same letters, the same speaker | [`Verdict::Agree`] |
//! | one utterance in other words: translated, shortened, reordered, with other endings | [`Verdict::Variant`] |
//! | one utterance, and a negation, number, condition or modality stands on one side only | [`Verdict::Altered`] |
//! | nearly the same words, two speakers | [`Verdict::Misattributed`] |
//! | two remarks | nothing |
//!
//! Likeness is the containment of character bigrams of particle-stripped words: of the pairs
//! measured, wordings of one utterance reach .43, unrelated remarks stay under .31. The bar is lower
//! for two remarks of one speaker and much higher for a misattribution, where two people may have
//! said much the same. A clause that one side leaves out is a shortening; a condition that it leaves
//! out while it keeps what the condition holds for is an alteration.

use crate::judge::Reason;
use crate::rules::Rules;
use crate::span::Span;

mod alignment;
mod anchors;
mod denial;
mod keys;
mod meaning;
mod side;
mod speakers;
#[cfg(test)]
mod tests;

use alignment::Alignment;
pub use denial::{Statement, denial};
pub use keys::keys;
pub use meaning::{Alteration, AlterationKind};
pub use side::QuoteSide;
use speakers::Speakers;

/// Containment from which two remarks of one speaker are one utterance.
const SAME_SPEAKER: f64 = 0.43;
/// The same where it is not known whether the speaker is one.
const UNKNOWN_SPEAKER: f64 = 0.55;
/// Dice coefficient from which remarks of two speakers are one, given to the wrong one.
const TWO_SPEAKERS: f64 = 0.8;
/// Bigrams that two wordings must share at least; one less where they are most of the shorter one.
const SHARED: f64 = 3.0;
/// Bigrams that a remark must have before two speakers can't both have made it.
const TELLING: f64 = 6.0;
/// Containment from which a difference in meaning is trusted to be one of the same words.
const ALTERED: f64 = 0.6;

/// What two quotations are to each other.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteComparison {
    /// The outcome.
    pub verdict: Verdict,
    /// How alike the words are, from 0 to 1.
    pub likeness: f64,
    /// What differs, for an alteration.
    pub alteration: Option<Alteration>,
    /// The outcome in words.
    pub reasons: Vec<Reason>,
}

/// The outcome of a comparison of two wordings of one utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Word for word.
    Agree,
    /// In other words.
    Variant,
    /// The meaning differs.
    Altered,
    /// The speaker differs.
    Misattributed,
}

/// Compares two quotations; `None` if nothing says that they are one utterance.
pub fn compare(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> Option<QuoteComparison> {
    if a.question != b.question {
        return None;
    }
    let speakers = speakers::compare(a, b, rules);
    if a.lang == b.lang { in_one_language(a, b, speakers, rules) } else { across_languages(a, b, speakers, rules) }
}

fn in_one_language(a: &QuoteSide<'_>, b: &QuoteSide<'_>, speakers: Speakers, rules: &Rules) -> Option<QuoteComparison> {
    let overlap = a.bigrams.overlap(&b.bigrams, |_| 1.0);
    let equal = a.letters() == b.letters();
    let containment = if equal { 1.0 } else { overlap.containment() };
    let gloss = a.glosses.iter().any(|g| b.glosses.contains(g));
    let enough = equal || overlap.shared >= SHARED || (overlap.shared >= SHARED - 1.0 && containment >= ALTERED);
    let same = match speakers {
        Speakers::Same => (containment >= SAME_SPEAKER && enough) || gloss || retold(a, b, rules),
        Speakers::Unknown => (containment >= UNKNOWN_SPEAKER && enough) || (gloss && containment >= SAME_SPEAKER),
        Speakers::Different => {
            let telling = overlap.left.min(overlap.right) >= TELLING;
            let close = overlap.dice() >= TWO_SPEAKERS || (containment >= SAME_SPEAKER && matches(a, b, rules));
            telling && (equal || close)
        }
    };
    if !same {
        return None;
    }
    // what is asked is put in many ways; a question states nothing that could be altered
    let alteration = (!equal && !a.question && containment >= ALTERED)
        .then(|| meaning::alteration(a, b, &Alignment::of(&a.tokens, &b.tokens), rules))
        .flatten();
    let verdict = match (speakers, alteration) {
        // two people who said opposite things said two things
        (Speakers::Different, Some(_)) => return None,
        (Speakers::Different, None) => Verdict::Misattributed,
        (_, Some(_)) => Verdict::Altered,
        _ if equal => Verdict::Agree,
        _ => Verdict::Variant,
    };
    Some(outcome(a, b, verdict, containment, alteration))
}

/// Whether two wordings in one language say the same in other words, as two translations do.
fn retold(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> bool {
    let anchors = anchors::anchors(a, b, rules);
    anchors.shared >= ANCHORS_TWO_SPEAKERS && anchors.likeness >= ANCHORED
}

/// Whether two wordings in one language share nearly every meaning, figure and name.
fn matches(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> bool {
    let anchors = anchors::anchors(a, b, rules);
    anchors.shared > ANCHORS_TWO_SPEAKERS && anchors.likeness >= MATCHING
}

/// Share of anchors from which remarks of two speakers in one language are one.
const MATCHING: f64 = 0.9;

/// Anchors that two remarks of one speaker must share in translation.
const ANCHORS: usize = 2;
/// The share of the anchors of the shorter one that they must be.
const ANCHORED: f64 = 0.4;
/// The same for remarks of two speakers.
const ANCHORS_TWO_SPEAKERS: usize = 3;
/// See [`ANCHORS_TWO_SPEAKERS`].
const ANCHORED_TWO_SPEAKERS: f64 = 0.75;

fn across_languages(
    a: &QuoteSide<'_>,
    b: &QuoteSide<'_>,
    speakers: Speakers,
    rules: &Rules,
) -> Option<QuoteComparison> {
    let anchors = anchors::anchors(a, b, rules);
    let (least, share, verdict) = match speakers {
        Speakers::Same => (ANCHORS, ANCHORED, Verdict::Variant),
        Speakers::Unknown => (ANCHORS_TWO_SPEAKERS, ANCHORED_TWO_SPEAKERS, Verdict::Variant),
        Speakers::Different => (ANCHORS_TWO_SPEAKERS, ANCHORED_TWO_SPEAKERS, Verdict::Misattributed),
    };
    let same = anchors.shared >= least && anchors.likeness >= share;
    same.then(|| outcome(a, b, verdict, anchors.likeness.min(1.0), None))
}

fn outcome(
    a: &QuoteSide<'_>,
    b: &QuoteSide<'_>,
    verdict: Verdict,
    likeness: f64,
    alteration: Option<Alteration>,
) -> QuoteComparison {
    let reason = match (verdict, alteration) {
        (Verdict::Agree, _) => Reason::new("quote.agree"),
        (Verdict::Variant, _) if a.lang == b.lang => Reason::new("quote.variant"),
        (Verdict::Variant, _) => Reason::new("quote.translated"),
        (Verdict::Altered, Some(alteration)) => altered(a, b, alteration),
        (Verdict::Altered | Verdict::Misattributed, _) => Reason::new("quote.misattributed")
            .with("left", a.speaker.unwrap_or_default())
            .with("right", b.speaker.unwrap_or_default()),
    };
    QuoteComparison { verdict, likeness, alteration, reasons: vec![reason] }
}

/// What was gained or lost, with the words on both sides.
fn altered(a: &QuoteSide<'_>, b: &QuoteSide<'_>, alteration: Alteration) -> Reason {
    let key = match alteration.kind {
        AlterationKind::Negation => "quote.negation",
        AlterationKind::Opposite => "quote.opposite",
        AlterationKind::Number => "quote.number",
        AlterationKind::Condition if alteration.right.is_empty() => "quote.condition-lost",
        AlterationKind::Condition => "quote.condition-gained",
        AlterationKind::Possibility => "quote.possibility",
        AlterationKind::Obligation => "quote.obligation",
        AlterationKind::Hedge => "quote.hedge",
    };
    let words = |side: &QuoteSide<'_>, span: Span| span.of(&side.text).to_owned();
    Reason::new(key).with("left", words(a, alteration.left)).with("right", words(b, alteration.right))
}
