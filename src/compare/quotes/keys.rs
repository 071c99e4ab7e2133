//! What a quotation is looked up by, so that only likely pairs are compared.

use xxhash_rust::xxh3::xxh3_64;

use super::side::QuoteSide;
use crate::text::fold::folded;

/// Keys of which two wordings of one utterance share at least one: its speaker, two words in a row,
/// long words, figures, glosses, meanings. The caller drops keys that too many quotations have.
///
/// Sorted, without repetition.
pub fn keys(side: &QuoteSide<'_>) -> Vec<u64> {
    let mut keys: Vec<u64> = Vec::new();
    let mut part = String::new();
    let mut add = |kind: &str, text: &str| {
        part.clear();
        part.extend([kind, "\0", text]);
        keys.push(xxh3_64(part.as_bytes()));
    };
    if let Some(speaker) = side.speaker {
        let name: String = folded(speaker).chars().filter(|c| c.is_alphanumeric()).collect();
        add("speaker", &name);
    }
    let content: Vec<&str> = side.tokens.iter().filter(|t| t.content).map(|t| t.stem.as_str()).collect();
    for pair in content.windows(2) {
        add("words", &pair.join(" "));
    }
    for word in content.iter().filter(|w| w.chars().count() > 2 || !w.is_ascii()) {
        add("word", word);
    }
    for gloss in side.glosses {
        add("word", gloss);
    }
    for figure in &side.figures {
        if let Some(value) = figure.exact() {
            add("figure", &value.normalize().to_string());
        }
    }
    for meaning in &side.meanings {
        add("meaning", &meaning.0.to_string());
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
