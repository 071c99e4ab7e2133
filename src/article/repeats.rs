//! Passages that stand twice in a text: a caption printed twice, a body pasted twice.

use xxhash_rust::xxh3::xxh3_128;

use super::Sentence;
use crate::text::hash::Set;
use crate::text::words::letters;

/// Shorter sentences, in letters and digits, may well be said twice.
const SHORTEST: usize = 12;

/// Marks every sentence of the article's own zones whose words stand in an earlier one.
pub(super) fn mark(text: &str, sentences: &mut [Sentence]) {
    let mut seen = Set::default();
    let mut words = String::new();
    for sentence in sentences.iter_mut().filter(|s| s.zone.is_own()) {
        words.clear();
        letters(sentence.span.of(text)).for_each(|letters| words.push_str(letters));
        if words.chars().nth(SHORTEST - 1).is_some() {
            sentence.repeated = !seen.insert(xxh3_128(words.as_bytes()));
        }
    }
}
