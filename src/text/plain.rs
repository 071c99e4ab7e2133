//! Text in plain characters: whole ones where it is written in parts (decomposed Hangul, letters with separate
//! accents), narrow ones where it is written in full width. Rules are written so, and texts are read so; offsets are
//! those of what was written.

use std::borrow::Cow;

use memchr::{memchr_iter, memchr3_iter};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

use crate::span::Span;

/// A text in plain characters, and where what it is made of was written.
#[derive(Clone, Debug)]
pub struct Plain {
    text: String,
    /// Places in the plain text and in what was written, ascending. What lies between two of them is either the same
    /// in both, or one character that was written in another way.
    joints: Vec<(usize, usize)>,
}

impl Plain {
    /// `text` in plain characters; `None` if that is how it is written.
    pub fn of(text: &str) -> Option<Self> {
        is_odd(text).then(|| Self::new(text)).filter(|plain| plain.joints.len() > 1)
    }

    fn new(text: &str) -> Self {
        let mut plain = Self { text: String::with_capacity(text.len()), joints: vec![(0, 0)] };
        let mut start = 0;
        while start < text.len() {
            let end = start + character(&text[start..]);
            plain.push(&text[start..end], end);
            start = end;
        }
        plain
    }

    /// Adds a character that ends at `end` as written.
    fn push(&mut self, written: &str, end: usize) {
        let before = self.text.len();
        match written.chars().next() {
            Some(c) if is_wide(c) => self.text.extend(written.nfkc()),
            _ if written.len() == 1 => self.text.push_str(written),
            _ => self.text.extend(written.nfc()),
        }
        if self.text[before..] != *written {
            let joint = (before, end - written.len());
            if self.joints.last() != Some(&joint) {
                self.joints.push(joint);
            }
            self.joints.push((self.text.len(), end));
        }
    }

    /// The plain text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where what stands at `span` in the plain text was written, in whole characters.
    pub fn written(&self, span: Span) -> Span {
        self.moved(span, |joint| joint)
    }

    /// Where what was written at `span` stands in the plain text, in whole characters.
    pub fn read(&self, span: Span) -> Span {
        self.moved(span, |(plain, written)| (written, plain))
    }

    /// A span moved from one side of the joints, as `sides` names them, to the other.
    fn moved(&self, span: Span, sides: impl Fn((usize, usize)) -> (usize, usize)) -> Span {
        // The ends of the stretch that `at` lies in, or that begins there.
        let stretch = |at: usize| {
            let next = self.joints.partition_point(|&joint| sides(joint).0 <= at);
            (sides(self.joints[next - 1]), self.joints.get(next).map(|&joint| sides(joint)))
        };
        let place = |at: usize, is_end: bool| match stretch(at) {
            ((from, to), Some((next, end))) if at > from && next - from != end - to => {
                if is_end {
                    end
                } else {
                    to
                }
            }
            ((from, to), _) => to + (at - from),
        };
        Span::new(place(span.start, false), place(span.end, true))
    }
}

/// `text` in plain characters.
pub fn plain(text: &str) -> Cow<'_, str> {
    Plain::of(text).map_or(Cow::Borrowed(text), |plain| Cow::Owned(plain.text))
}

/// Bytes of the first character, with what is written in parts behind it.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices();
    chars.next();
    chars.find(|&(_, c)| !is_part(c)).map_or(text.len(), |(end, _)| end)
}

/// Whether some character is written in parts or in full width. Few texts have the bytes that one begins with.
fn is_odd(text: &str) -> bool {
    let bytes = text.as_bytes();
    let begins_odd = |at: usize| text[at..].chars().next().is_some_and(|c| is_part(c) || is_wide(c));
    memchr3_iter(0xCC, 0xCD, 0xE1, bytes).any(begins_odd) || memchr_iter(0xEF, bytes).any(begins_odd)
}

/// Whether it belongs to the character before it: accents, the vowels and finals of Hangul.
fn is_part(c: char) -> bool {
    match c {
        '\0'..'\u{300}' => false,
        '\u{1161}'..='\u{1175}' | '\u{11a8}'..='\u{11c2}' => true,
        c => canonical_combining_class(c) != 0,
    }
}

/// Whether it is a full-width form of a character (Unicode block `FF00`, without Japanese and Korean letters).
fn is_wide(c: char) -> bool {
    matches!(c, '\u{ff01}'..='\u{ff5e}' | '\u{ffe0}'..='\u{ffe6}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text}");
    }

    #[test]
    fn characters_are_whole_and_narrow() {
        check("그대로 320억 원 é", "그대로 320억 원 é");
        check("\u{1112}\u{1161}\u{11ab}국 e\u{301}t\u{e9}", "한국 \u{e9}t\u{e9}");
        check("３２０억 ￦（５％）", "320억 ₩(5%)");
        check("\u{301}a", "\u{301}a");
    }

    #[test]
    fn spans_find_what_was_written() {
        let text = "가 \u{1112}\u{1161}\u{11ab}강 ３．５％ 끝";
        let plain = Plain::of(text).expect("it is odd");
        assert_eq!(plain.text(), "가 한강 3.5% 끝");
        for word in ["가", "한강", "한", "3.5%", ".5", "끝"] {
            let at = plain.text().find(word).expect("it is there");
            let written = plain.written(Span::new(at, at + word.len()));
            assert_eq!(super::plain(written.of(text)), word);
            assert_eq!(plain.read(written), Span::new(at, at + word.len()));
        }
    }

    proptest! {
        #[test]
        fn every_span_lies_between_characters(text in "[가-나a\u{1100}-\u{1112}\u{1161}-\u{1175}\u{301}\u{ff10}-\u{ff19} ]{0,40}") {
            let Some(plain) = Plain::of(&text) else { return Ok(()) };
            prop_assert_eq!(super::plain(plain.text()), plain.text());
            let boundaries: Vec<usize> = (0..=plain.text().len()).filter(|&at| plain.text().is_char_boundary(at)).collect();
            for pair in boundaries.windows(2) {
                let written = plain.written(Span::new(pair[0], pair[1]));
                prop_assert!(text.get(written.start..written.end).is_some_and(|written| !written.is_empty()));
            }
        }
    }
}
