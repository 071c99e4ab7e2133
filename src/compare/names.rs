//! Whether two names are of one person or body, in one alphabet or in two.

use crate::article::{Lang, language};
use crate::text::fold::folded;
use crate::text::romanise;

/// From here on, a name in Hangul and one in Latin letters are taken for the same.
const SOUNDS_ALIKE: f64 = 0.6;
/// Below this, they are taken for two.
const SOUNDS_OTHER: f64 = 0.4;

/// What two names are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// Of one bearer.
    Same,
    /// Neither alike nor clearly not.
    Unknown,
    /// Of two.
    Different,
}

/// Compares two names: 김모씨 and 김모 씨, Étienne Dufour and Dufour, 조너선 하딩 and Jonathan Harding.
pub fn compare(x: &str, y: &str) -> Names {
    let (a, b) = (folded(x), folded(y));
    let tight = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if tight(&a) == tight(&b) || shares_words(&a, &b) {
        return Names::Same;
    }
    match sounds(x, y) {
        Some(alike) if alike >= SOUNDS_ALIKE => Names::Same,
        Some(alike) if alike >= SOUNDS_OTHER => Names::Unknown,
        _ => Names::Different,
    }
}

/// How alike a name in Hangul and one in Latin letters sound.
fn sounds(x: &str, y: &str) -> Option<f64> {
    match (language::detect(x), language::detect(y)) {
        (Lang::Ko, Lang::En) => Some(romanise::similarity(x, y)),
        (Lang::En, Lang::Ko) => Some(romanise::similarity(y, x)),
        _ => None,
    }
}

/// Whether all words of one name stand in the other.
fn shares_words(a: &str, b: &str) -> bool {
    let has_all = |a: &str, b: &str| a.split(' ').all(|word| b.split(' ').any(|other| other == word));
    has_all(a, b) || has_all(b, a)
}
