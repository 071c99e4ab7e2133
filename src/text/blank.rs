//! White space and other characters, found by the bytes that they may begin with: nearly all of a text does not.

use super::places::{is_one_of, places};

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

/// Whether white space may begin with a byte.
pub fn may_be_blank(byte: u8) -> bool {
    (byte.wrapping_sub(9) < 5) | is_one_of(byte, *b" \xc2\xe1\xe2\xe3")
}

/// Where white space stands in `text`, character by character.
pub fn blanks(text: &str) -> impl Iterator<Item = usize> {
    places(text, |byte, _| may_be_blank(byte)).filter(|at| blank_at(text, *at) > 0)
}

/// The characters whose first byte `may_begin` one that is looked for, each with its place.
pub fn characters(text: &str, may_begin: impl Fn(u8) -> bool) -> impl Iterator<Item = (usize, char)> {
    places(text, move |byte, _| may_begin(byte)).filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_white_space_is_seen_and_nothing_else() {
        for c in '\0'..=char::MAX {
            let text = c.to_string();
            assert_eq!(leading_blank(&text) > 0, c.is_whitespace(), "{c:?}");
            assert_eq!(blanks(&text).eq([0]), c.is_whitespace(), "{c:?}");
        }
    }

    #[test]
    fn white_space_is_found_in_its_place() {
        assert_eq!(blanks("서울\u{3000}시 \t").collect::<Vec<_>>(), [6, 12, 13]);
        assert_eq!(leading_blank("\u{a0} \t서울"), 4);
        assert_eq!(leading_blank(""), 0);
    }
}
