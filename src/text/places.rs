//! The places of a text where something may stand, told by the bytes there, sixty-four at a time, so that no
//! branch hangs on a byte in which nothing is to be seen.

use std::borrow::Cow;

/// So many bytes are looked at in one go.
const BLOCK: usize = 64;

/// The places of the bytes for which `holds` is true, in order; it is given each byte with the two behind it, which are
/// 0 behind the last.
///
/// It is fast where `holds` has no branches: `|` for `||`, `&` for `&&`.
pub fn places(text: &str, holds: impl Fn([u8; 3]) -> bool) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let (mut start, mut left) = (0, 0_u64);
    let mut behind = 0;
    std::iter::from_fn(move || {
        while left == 0 {
            let rest = bytes.get(behind..).filter(|rest| !rest.is_empty())?;
            (start, left) = (behind, block(rest, &holds));
            behind += BLOCK;
        }
        let at = start + left.trailing_zeros() as usize;
        left &= left - 1;
        Some(at)
    })
}

/// The sum of what the bytes weigh, each given with the two behind it, which are 0 behind the last.
///
/// No sixty-four bytes in a row may weigh more than an `i8` holds.
pub fn sum(text: &str, weight: impl Fn([u8; 3]) -> i8) -> i64 {
    let starts = (0..text.len()).step_by(BLOCK);
    let block = |start: usize| {
        let block = padded(&text.as_bytes()[start..]);
        (0..BLOCK).map(|at| weight([block[at], block[at + 1], block[at + 2]])).fold(0, i8::wrapping_add)
    };
    starts.map(|start| i64::from(block(start))).sum()
}

/// Whether a byte is one of a few, found out without a branch.
pub fn is_one_of<const N: usize>(byte: u8, few: [u8; N]) -> bool {
    few.into_iter().fold(false, |any, one| any | (byte == one))
}

/// A bit for each of the first bytes, the first in the lowest place.
fn block(bytes: &[u8], holds: &impl Fn([u8; 3]) -> bool) -> u64 {
    let beyond = u64::MAX.checked_shl(bytes.len() as u32).unwrap_or_default();
    bits(&padded(bytes), holds) & !beyond
}

/// The first bytes, with 0 for those that are missing.
fn padded(bytes: &[u8]) -> Cow<'_, [u8; BLOCK + 2]> {
    if let Some(block) = bytes.first_chunk() {
        return Cow::Borrowed(block);
    }
    let mut padded = [0; BLOCK + 2];
    padded[..bytes.len()].copy_from_slice(bytes);
    Cow::Owned(padded)
}

fn bits(block: &[u8; BLOCK + 2], holds: &impl Fn([u8; 3]) -> bool) -> u64 {
    let mut flags = [0; BLOCK];
    for at in 0..BLOCK {
        flags[at] = u8::from(holds([block[at], block[at + 1], block[at + 2]]));
    }
    let (eights, _) = flags.as_chunks();
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | packed(*eight))
}

/// Eight bytes that are 0 or 1 as the bits of one.
fn packed(flags: [u8; 8]) -> u64 {
    // Moves the bit of each byte to a place of its own in the highest byte; no two bits meet, so nothing is carried.
    u64::from_le_bytes(flags).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_once() {
        for length in 0..200 {
            let text: String = "a, b;c".chars().cycle().take(length).collect();
            let found: Vec<usize> = places(&text, |[byte, ..]| is_one_of(byte, *b",;")).collect();
            let expected: Vec<usize> = text.match_indices([',', ';']).map(|(at, _)| at).collect();
            assert_eq!(found, expected, "{length}");
            let marks = sum(&text, |[byte, ..]| i8::from(is_one_of(byte, *b",;")));
            assert_eq!(marks, i64::try_from(expected.len()).expect("few marks"), "{length}");
        }
    }

    #[test]
    fn the_bytes_behind_are_seen_across_blocks() {
        let text = format!("{}abc{}abc", "-".repeat(BLOCK - 2), "-".repeat(BLOCK - 2));
        let found: Vec<usize> = places(&text, |bytes| bytes == *b"abc").collect();
        assert_eq!(found, [BLOCK - 2, 2 * BLOCK - 1]);
        assert_eq!(places("ab", |[_, next, after]| (next == 0) & (after == 0)).collect::<Vec<_>>(), [1]);
    }
}
