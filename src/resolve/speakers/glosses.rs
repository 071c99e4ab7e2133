//! Glosses in parentheses that survive translation: 희망한다(hopefully).

use crate::text::hangul;

/// The Latin words in parentheses behind a Hangul syllable, abbreviations left out.
pub(super) fn of(quotation: &str) -> Vec<String> {
    let behind_hangul = |at: usize| quotation[..at].ends_with(hangul::is_syllable);
    let opened = quotation.match_indices('(').filter(|(at, _)| behind_hangul(*at));
    let inside = opened.filter_map(|(at, _)| quotation[at + 1..].split_once(')')).map(|(gloss, _)| gloss.trim());
    let words = |g: &&str| {
        g.len() > 1
            && g.starts_with(|c: char| c.is_ascii_lowercase())
            && g.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b'-' | b'\''))
    };
    inside.filter(words).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn latin_words_in_parentheses() {
        assert_eq!(
            of("바라건대(hopefully) 그럴 것 (두 회사를) AI(ai) 인공지능(AI) 말이다(you know)"),
            ["hopefully", "you know"]
        );
        assert!(of("(A").is_empty());
    }
}
