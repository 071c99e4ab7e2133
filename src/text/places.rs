//! The places of a text where something may stand, told by the bytes there, sixty-four at a time, so that no
//! branch hangs on a byte in which nothing is to be seen.

/// So many bytes are looked at in one go.
const BLOCK: usize = 64;

/// The places of the bytes for which `holds` is true, in order; it is given each byte with the one behind it, which
/// is 0 behind the last.
///
/// It is fast where `holds` has no branches: `|` for `||`, `&` for `&&`.
pub fn places(text: &str, holds: impl Fn(u8, u8) -> bool) -> impl Iterator<Item = usize> {
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

/// Whether a byte is one of a few, found out without a branch.
pub fn is_one_of<const N: usize>(byte: u8, few: [u8; N]) -> bool {
    few.into_iter().fold(false, |any, one| any | (byte == one))
}

/// A bit for each of the first bytes, the first in the lowest place.
fn block(bytes: &[u8], holds: &impl Fn(u8, u8) -> bool) -> u64 {
    if let Some(block) = bytes.first_chunk() {
        return bits(block, holds);
    }
    let mut padded = [0; BLOCK + 1];
    padded[..bytes.len()].copy_from_slice(bytes);
    let beyond = u64::MAX.checked_shl(bytes.len() as u32).unwrap_or_default();
    bits(&padded, holds) & !beyond
}

fn bits(block: &[u8; BLOCK + 1], holds: &impl Fn(u8, u8) -> bool) -> u64 {
    let mut flags = [0; BLOCK];
    for at in 0..BLOCK {
        flags[at] = u8::from(holds(block[at], block[at + 1]));
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
            let found: Vec<usize> = places(&text, |byte, _| is_one_of(byte, *b",;")).collect();
            let expected: Vec<usize> = text.match_indices([',', ';']).map(|(at, _)| at).collect();
            assert_eq!(found, expected, "{length}");
        }
    }

    #[test]
    fn the_byte_behind_is_seen_across_blocks() {
        let text = format!("{}ab{}ab", "-".repeat(BLOCK - 1), "-".repeat(BLOCK - 2));
        let found: Vec<usize> = places(&text, |byte, next| (byte == b'a') & (next == b'b')).collect();
        assert_eq!(found, [BLOCK - 1, 2 * BLOCK - 1]);
        assert_eq!(places("a", |_, next| next == 0).count(), 1);
    }
}
