//! Passages that stand twice in a text: a caption printed twice, a body pasted twice.

use xxhash_rust::xxh3::xxh3_128;

use super::Sentence;
use crate::text::hash::{Map, Set};
use crate::text::words::{is_word, letters};

/// Shorter sentences, in letters and digits, may well be said twice.
const SHORTEST: usize = 12;

/// Marks every sentence of the article's own zones whose words stand in an earlier one.
///
/// Nearly all sentences begin like no other one, and are read no further.
pub(super) fn mark(text: &str, sentences: &mut [Sentence]) {
    let mut beginnings: Map<[char; SHORTEST], Beginning> = Map::default();
    beginnings.reserve(sentences.len());
    for at in 0..sentences.len() {
        let sentence = sentences[at];
        let Some(beginning) = beginning(sentence.span.of(text)).filter(|_| sentence.zone.is_own()) else { continue };
        let Some(known) = beginnings.get_mut(&beginning) else {
            beginnings.insert(beginning, Beginning { first: at, wholes: Set::default() });
            continue;
        };
        if known.wholes.is_empty() {
            known.wholes.insert(whole(sentences[known.first].span.of(text)));
        }
        sentences[at].repeated = !known.wholes.insert(whole(sentence.span.of(text)));
    }
}

/// The sentences that begin alike.
struct Beginning {
    /// The first of them.
    first: usize,
    /// What tells them apart, once there are several.
    wholes: Set<u128>,
}

/// The first letters and digits of a sentence, if it has as many.
fn beginning(sentence: &str) -> Option<[char; SHORTEST]> {
    let mut beginning = ['\0'; SHORTEST];
    let mut chars = sentence.chars().filter(|c| is_word(*c));
    for place in &mut beginning {
        *place = chars.next()?;
    }
    Some(beginning)
}

/// A hash of all letters and digits of a sentence.
fn whole(sentence: &str) -> u128 {
    let mut all = String::with_capacity(sentence.len());
    letters(sentence).for_each(|letters| all.push_str(letters));
    xxh3_128(all.as_bytes())
}
