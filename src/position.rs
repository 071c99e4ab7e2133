//! Points in a text, in every unit that somebody asks for: lines, and columns and offsets in bytes,
//! characters (Unicode code points) or UTF-16 units.

/// Bytes between two entries of an [`Index`]: what is counted anew for each lookup, at most.
const STEP: usize = 1024;

/// A length or an offset in three units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// UTF-8 bytes.
    pub bytes: usize,
    /// Unicode code points.
    pub chars: usize,
    /// UTF-16 code units.
    pub utf16: usize,
}

/// A point in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The line, from 1; lines end with LF.
    pub line: usize,
    /// The column, from 1.
    pub column: Count,
    /// The offset from the start of the text, from 0.
    pub offset: Count,
}

/// Counts of a text at every `STEP` bytes, and its lines: a lookup costs the same on a line of 100 MB.
#[derive(Debug)]
pub struct Index<'a> {
    text: &'a str,
    steps: Vec<Count>,
    lines: Vec<usize>,
}

impl Point {
    /// The same point, seen from the start of a file in which so many lines come before the text.
    #[must_use]
    pub fn behind(self, lines: usize, length: Count) -> Self {
        Self { line: self.line + lines, offset: self.offset.plus(length), ..self }
    }
}

impl Count {
    /// The length of a text.
    pub fn of(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// What the characters that begin in `bytes` come to, and those bytes.
    fn of_bytes(bytes: &[u8]) -> Self {
        let chars = bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count();
        let wide = bytes.iter().filter(|&&byte| byte >= 0xF0).count();
        Self { bytes: bytes.len(), chars, utf16: chars + wide }
    }

    fn plus(self, other: Self) -> Self {
        Self { bytes: self.bytes + other.bytes, chars: self.chars + other.chars, utf16: self.utf16 + other.utf16 }
    }

    /// The column, from 1, at this offset in a line that begins at `start`.
    fn column_from(self, start: Self) -> Self {
        let column = |at: usize, start: usize| at - start + 1;
        Self {
            bytes: column(self.bytes, start.bytes),
            chars: column(self.chars, start.chars),
            utf16: column(self.utf16, start.utf16),
        }
    }
}

impl<'a> Index<'a> {
    /// The index of `text`, made in one pass.
    pub fn new(text: &'a str) -> Self {
        let sums = text.as_bytes().chunks(STEP).scan(Count::default(), |sum, chunk| {
            let before = *sum;
            *sum = sum.plus(Count::of_bytes(chunk));
            Some(before)
        });
        let steps = sums.chain(text.is_empty().then(Count::default)).collect();
        let lines = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1)).collect();
        Self { text, steps, lines }
    }

    fn count(&self, at: usize) -> Count {
        let step = (at / STEP).min(self.steps.len() - 1);
        self.steps[step].plus(Count::of_bytes(&self.text.as_bytes()[step * STEP..at]))
    }

    /// The point at a byte offset, which lies on a character boundary.
    pub fn point(&self, at: usize) -> Point {
        let line = self.lines.partition_point(|&start| start <= at);
        let offset = self.count(at);
        Point { line, column: offset.column_from(self.count(self.lines[line - 1])), offset }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_point_is_told_in_every_unit() {
        // Hangul, an emoji outside the BMP, NFD Hangul (three code points), a tab.
        let text = "가나\n\t😀 \u{1112}\u{1161}\u{11ab} 12명";
        let at = text.find("12명").unwrap();
        let point = Index::new(text).point(at);
        assert_eq!(point.line, 2);
        assert_eq!(point.column, Count { bytes: 17, chars: 8, utf16: 9 });
        assert_eq!(point.offset, Count { bytes: 23, chars: 10, utf16: 11 });
        assert_eq!(&text.encode_utf16().collect::<Vec<_>>()[11..], "12명".encode_utf16().collect::<Vec<_>>());
    }

    proptest! {
        #[test]
        fn the_index_counts_as_counting_does(text in "[가-힣a\n😀\u{301}]{0,2000}", at in any::<proptest::sample::Index>()) {
            let boundaries: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
            let at = *at.get(&boundaries);
            let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
            let point = Index::new(&text).point(at);
            prop_assert_eq!(point.offset, Count::of(&text[..at]));
            prop_assert_eq!(point.line, text[..at].matches('\n').count() + 1);
            prop_assert_eq!(point.column.chars, text[line_start..at].chars().count() + 1);
            prop_assert_eq!(point.column.utf16, text[line_start..at].encode_utf16().count() + 1);
        }
    }
}
