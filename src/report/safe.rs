//! Text of articles and names of files, made safe for a terminal: nothing that a terminal would obey
//! reaches it, and nothing disappears either.

use std::borrow::Cow;
use std::io;

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::text::blank::characters;
use crate::text::places::is_one_of;

/// `text` on one line, with control characters and changes of writing direction made visible, each by
/// one character: `␛` for ESC, `�` for a right-to-left override. White space becomes a plain space.
pub fn visible(text: &str) -> Cow<'_, str> {
    if unsafe_chars(text).next().is_none() {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible_char).collect())
}

/// The same for several lines, each kept a line.
pub fn visible_lines(text: &str) -> String {
    text.chars().map(|c| if c == '\n' { c } else { visible_char(c) }).collect()
}

fn visible_char(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '\u{2421}',
        c if is_unsafe(c) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// `value` as JSON in one line, control characters and direction changes escaped.
///
/// # Errors
/// When `writer` does.
pub fn write_json(writer: impl io::Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut serde_json::Serializer::with_formatter(writer, Escaping)).map_err(io::Error::from)
}

/// The same as text.
pub fn to_json(value: &impl Serialize) -> String {
    let mut out = Vec::new();
    let written = write_json(&mut out, value).ok().and_then(|()| String::from_utf8(out).ok());
    written.unwrap_or_default()
}

/// C0 and C1 controls, DEL, line and paragraph separators, and what changes the writing direction
/// (Unicode Standard Annex #9, explicit formatting characters and marks).
fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether an unsafe character may begin with a byte.
fn may_be_unsafe(byte: u8) -> bool {
    (byte < 0x20) | is_one_of(byte, [0x7f, 0xc2, 0xd8, 0xe2])
}

/// The unsafe characters of a text and where they stand.
fn unsafe_chars(text: &str) -> impl Iterator<Item = (usize, char)> {
    characters(text, may_be_unsafe).filter(|(_, c)| is_unsafe(*c))
}

/// Compact JSON that also escapes what JSON would allow raw.
struct Escaping;

impl Formatter for Escaping {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly all fragments are safe, which is told sooner than what is not.
        if !fragment.bytes().fold(false, |any, byte| any | may_be_unsafe(byte)) {
            return writer.write_all(fragment.as_bytes());
        }
        let mut start = 0;
        for (at, c) in unsafe_chars(fragment) {
            writer.write_all(&fragment.as_bytes()[start..at])?;
            start = at + c.len_utf8();
            write!(writer, "\\u{:04x}", u32::from(c))?;
        }
        writer.write_all(&fragment.as_bytes()[start..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn controls_are_shown_and_not_obeyed() {
        assert_eq!(visible("붉은 \u{1b}[31m글씨\u{7}"), "붉은 ␛[31m글씨␇");
        assert_eq!(visible("a\u{202e}b\u{9b}c\u{2028}d"), "a�b�c�d");
        assert_eq!(visible("줄\n바꿈\t칸"), "줄 바꿈 칸");
        assert_eq!(visible_lines("줄\n바\r꿈"), "줄\n바 꿈");
        assert!(matches!(visible("그대로"), Cow::Borrowed(_)));
    }

    #[test]
    fn every_unsafe_character_is_found() {
        for c in ('\0'..=char::MAX).filter(|c| is_unsafe(*c)) {
            assert_eq!(unsafe_chars(&format!("가{c}“")).collect::<Vec<_>>(), [(3, c)]);
        }
    }

    #[test]
    fn json_escapes_what_a_terminal_obeys_and_keeps_the_value() {
        let text = "\u{1b}[2J\u{9b}31m\u{202e}거꾸로\u{7f}\n";
        let mut out = Vec::new();
        write_json(&mut out, &text).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert!(!out.contains(is_unsafe), "{out}");
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), text);
    }
}
