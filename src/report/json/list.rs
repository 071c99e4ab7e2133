//! Long lists, of which many items are made into text at the same time.

use std::io::{self, Write};

use rayon::prelude::*;
use serde::Serialize;

use crate::report::safe;

/// So many items are text before they are written, so that a large report is never in memory twice.
const TOGETHER: usize = 1 << 12;
/// So many of them are made into text by one thread in one go.
const PART: usize = 1 << 6;

/// Writes a list of what `row` makes of each item and its place.
pub(super) fn write<'a, T: Sync, R: Serialize>(
    out: &mut impl Write,
    items: &'a [T],
    row: impl Fn((usize, &'a T)) -> R + Sync,
) -> io::Result<()> {
    let part = |(nth, items): (usize, &'a [T])| {
        let mut text = Vec::new();
        for (place, item) in (nth * PART..).zip(items) {
            text.extend_from_slice(if place == 0 { b"" } else { b"," });
            safe::write_json(&mut text, &row((place, item)))?;
        }
        Ok(text)
    };
    out.write_all(b"[")?;
    let parts: Vec<(usize, &[T])> = items.chunks(PART).enumerate().collect();
    for together in parts.chunks(TOGETHER / PART) {
        let texts: Vec<io::Result<Vec<u8>>> = together.par_iter().copied().map(part).collect();
        texts.into_iter().try_for_each(|text| out.write_all(&text?))?;
    }
    out.write_all(b"]")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_serde_writes_however_long() {
        for length in [0, 1, PART, PART + 1, TOGETHER, TOGETHER + 2 * PART + 3] {
            let items: Vec<usize> = (0..length).map(|item| item * 3).collect();
            let mut out = Vec::new();
            write(&mut out, &items, |(place, item)| (place, *item)).expect("memory takes all");
            let whole: Vec<(usize, usize)> = items.iter().copied().enumerate().collect();
            assert_eq!(String::from_utf8(out).expect("JSON"), safe::to_json(&whole), "{length} items");
        }
    }
}
