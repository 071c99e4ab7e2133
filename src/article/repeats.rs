//! Passages that stand twice in a text: a caption printed twice, a body pasted twice.

use std::collections::HashSet;

use xxhash_rust::xxh3::Xxh3;

use super::Sentence;

/// Shorter sentences, in letters and digits, may well be said twice.
const SHORTEST: usize = 12;

/// Marks every sentence of the article's own zones whose words stand in an earlier one.
pub(super) fn mark(text: &str, sentences: &mut [Sentence]) {
    let mut seen = HashSet::new();
    for sentence in sentences.iter_mut().filter(|s| s.zone.is_own()) {
        if let Some(words) = fingerprint(sentence.span.of(text)) {
            sentence.repeated = !seen.insert(words);
        }
    }
}

/// A hash of the letters and digits, or `None` if there are too few of them.
fn fingerprint(text: &str) -> Option<u128> {
    let mut hash = Xxh3::new();
    let mut count = 0;
    let mut buffer = [0; 4];
    for c in text.chars().filter(|c| c.is_alphanumeric()) {
        count += 1;
        hash.update(c.encode_utf8(&mut buffer).as_bytes());
    }
    (count >= SHORTEST).then(|| hash.digest128())
}
