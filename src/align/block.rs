//! Blocking: which claims of different articles are worth comparing.
//!
//! Claims meet in the index under the words that their figures hang on, the words of their
//! sentences, their exact values, their digits whatever their order, and their unit. A key that very
//! many claims share tells nothing, and is cut, so that the cost grows with the number of claims and
//! not with its square.

use std::hash::Hash;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::terms::Lexicon;
use crate::quantity::Dimension;
use crate::resolve::{Claim, Content};
use crate::text::hash::{Map, Set};

/// How many claims of one group may share a key before the key is cut.
const CAP: usize = 256;

/// What two claims must share one of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Word(Family, u32),
    Value(Family, String),
    /// Sorted, without the zeros at the end: what transposed digits and a wrong power of ten leave alone.
    Digits(Family, String),
    Unit(SmolStr),
}

/// Claims of different families are never about the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Family {
    Share,
    Quantity(Dimension),
    Date,
}

/// Pairs of claims of different articles of one group that share a key, sorted; `members` are the
/// claims of the group.
pub(super) fn candidates(claims: &[Claim], members: &[usize], lexicon: &Lexicon) -> Vec<(usize, usize)> {
    let mut index: Map<Key, Vec<usize>> = Map::default();
    for &claim in members {
        for key in keys(claims, claim, lexicon) {
            index.entry(key).or_default().push(claim);
        }
    }
    let mut pairs = Set::default();
    for list in index.into_values().filter(|list| list.len() <= CAP) {
        for (at, &a) in list.iter().enumerate() {
            pairs.extend(
                list[at + 1..]
                    .iter()
                    .filter(|&&b| claims[a].article != claims[b].article)
                    .map(|&b| (a.min(b), a.max(b))),
            );
        }
    }
    let mut pairs: Vec<(usize, usize)> = pairs.into_iter().collect();
    pairs.sort_unstable();
    pairs
}

fn keys(claims: &[Claim], index: usize, lexicon: &Lexicon) -> Vec<Key> {
    let claim = &claims[index];
    let Some(family) = family(claim) else { return Vec::new() };
    let profile = &lexicon.profiles[index];
    let mut keys: Vec<Key> = profile.near.iter().chain(&profile.rest).map(|w| Key::Word(family, w.key)).collect();
    match &claim.content {
        Content::Quantity(q) => {
            keys.push(Key::Unit(q.unit.code.clone()));
            if let Some(value) = q.point().map(|v| v.abs().normalize()) {
                keys.push(Key::Value(family, value.to_string()));
                keys.extend(digits(value).map(|digits| Key::Digits(family, digits)));
            }
        }
        Content::Date(d) => keys.extend(d.edtf.map(|e| Key::Value(family, e.days().0.to_string()))),
        Content::Quote(_) => {}
    }
    keys
}

/// The digits of a figure in ascending order; one alone tells nothing.
fn digits(value: Decimal) -> Option<String> {
    let written = value.mantissa().to_string();
    let mut digits: Vec<char> = written.trim_end_matches('0').chars().collect();
    digits.sort_unstable();
    (digits.len() > 1).then(|| digits.into_iter().collect())
}

fn family(claim: &Claim) -> Option<Family> {
    use Dimension::{Fraction, Multiple, Percent, PercentagePoint};
    match &claim.content {
        Content::Quantity(q) => Some(match q.unit.dimension {
            Percent | PercentagePoint | Fraction | Multiple => Family::Share,
            other => Family::Quantity(other),
        }),
        Content::Date(d) => d.edtf.map(|_| Family::Date),
        Content::Quote(_) => None,
    }
}
