//! White space and other characters, found by the bytes that they may begin with: nearly all of a text does not.

/// Length of the white space character at byte `at` of `text`, which is a boundary of characters; 0 if
/// there is none.
pub fn blank_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(9..=13 | b' ') => 1,
        Some(0xc2 | 0xe1..=0xe3) => text[at..].chars().next().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8),
        _ => 0,
    }
}

/// Length of the white space that `text` begins with.
pub fn leading_blank(text: &str) -> usize {
    let mut at = 0;
    loop {
        match blank_at(text, at) {
            0 => return at,
            length => at += length,
        }
    }
}

/// Length of what `text` begins with up to white space or the end.
pub fn word_len(text: &str) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        // Neither Hangul nor what is printed of ASCII is blank.
        if !matches!(byte, 0xe4.. | 0x21..0x7f) && blank_at(text, at) > 0 {
            return at;
        }
        at += step(byte);
    }
    at
}

/// The characters whose first byte `may_begin` one that is looked for, each with its place.
pub fn characters(text: &str, may_begin: impl Fn(u8) -> bool) -> impl Iterator<Item = (usize, char)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at;
            let first = *text.as_bytes().get(start)?;
            at += step(first);
            if may_begin(first) {
                return Some((start, text[start..].chars().next()?));
            }
        }
    })
}

/// Length of a character by its first byte.
pub fn step(first: u8) -> usize {
    match first {
        0..0xc0 => 1,
        0xc0..0xe0 => 2,
        0xe0..0xf0 => 3,
        0xf0.. => 4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_white_space_is_seen_and_nothing_else() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(leading_blank(&text) > 0, c.is_whitespace(), "{c:?}");
            assert_eq!(word_len(&text) == 0, c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn a_word_ends_where_white_space_begins() {
        assert_eq!(word_len("서울\u{3000}시"), 6);
        assert_eq!(word_len("서울"), 6);
        assert_eq!(leading_blank("\u{a0} \t서울"), 4);
        assert_eq!((word_len(""), leading_blank("")), (0, 0));
    }
}
