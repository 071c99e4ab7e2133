//! Names and words as they are compared: whatever their case and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case without accents; Hangul stays composed.
pub fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.chars()
        .flat_map(|c| {
            let latin = u32::from(c) < 0x0250;
            let parts: Vec<char> = if latin { c.nfd().filter(|c| !is_combining_mark(*c)).collect() } else { vec![c] };
            parts.into_iter().flat_map(char::to_lowercase)
        })
        .collect()
}
