//! Passages that stand twice in a text: a caption printed twice, a body pasted twice.

use std::collections::HashSet;

use xxhash_rust::xxh3::xxh3_128;

use super::Sentence;

/// Shorter sentences, in letters and digits, may well be said twice.
const SHORTEST: usize = 12;

/// Marks every sentence of the article's own zones whose words stand in an earlier one.
pub(super) fn mark(text: &str, sentences: &mut [Sentence]) {
    let mut seen = HashSet::new();
    let mut words = String::new();
    for sentence in sentences.iter_mut().filter(|s| s.zone.is_own()) {
        words.clear();
        words.extend(sentence.span.of(text).chars().filter(|c| is_letter(*c)));
        if words.chars().nth(SHORTEST - 1).is_some() {
            sentence.repeated = !seen.insert(xxh3_128(words.as_bytes()));
        }
    }
}

/// A letter or digit; the syllables and letters that nearly all text is made of are told at once.
fn is_letter(c: char) -> bool {
    matches!(c, '가'..='힣' | 'a'..='z' | 'A'..='Z' | '0'..='9') || c.is_alphanumeric()
}
