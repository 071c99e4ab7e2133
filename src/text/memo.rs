//! What has been worked out about short texts, so that a word that stands in every other sentence is
//! taken apart once.

use std::cell::RefCell;

use thread_local::ThreadLocal;

use super::hash::mix;

/// So many pairs of texts are remembered at a time, by each thread.
const PAIRS: usize = 1 << 12;
/// A longer text, in bytes, is worked out each time.
const LONGEST: usize = 32;

/// Remembers what was worked out about short texts, for each thread by itself.
///
/// What is remembered must follow from the text alone, so that it makes no difference what was asked
/// before, nor on which thread. The memory is bounded: a text takes the place of one that was asked for
/// less lately.
#[derive(Debug)]
pub struct Memo<V: Send>(ThreadLocal<RefCell<Vec<Pair<V>>>>);

/// Two texts with what is known of them, the one that came last before the other.
type Pair<V> = [Option<(Key, V)>; 2];

impl<V: Send> Default for Memo<V> {
    fn default() -> Self {
        Self(ThreadLocal::default())
    }
}

impl<V: Copy + Send> Memo<V> {
    /// What is known about `text`, worked out by `work` if it is not remembered.
    pub fn get(&self, text: &str, work: impl FnOnce() -> V) -> V {
        let Some(key) = Key::of(text.as_bytes()) else { return work() };
        let pairs = self.0.get_or(|| RefCell::new(vec![[None; 2]; PAIRS]));
        let place = key.hash() as usize % PAIRS;
        for (known, value) in pairs.borrow()[place].iter().flatten() {
            if *known == key {
                return *value;
            }
        }
        let value = work();
        let pair = &mut pairs.borrow_mut()[place];
        *pair = [Some((key, value)), pair[0]];
        value
    }
}

/// A short text: its length and its bytes, eight at a time, of which the last eight may overlap others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    length: u32,
    bytes: [u64; LONGEST / 8],
}

impl Key {
    fn of(text: &[u8]) -> Option<Self> {
        let eight = |from: usize| text[from..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let four = |from: usize| text[from..].first_chunk().map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
        let bytes = match text.len() {
            0..4 => [text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)), 0, 0, 0],
            4..8 => [four(0) << 32 | four(text.len() - 4), 0, 0, 0],
            // Which of these lengths it is is as good as random, so that nothing hangs on it.
            8..=LONGEST => [0, 8, 16, 24].map(|from: usize| eight(from.min(text.len() - 8))),
            _ => return None,
        };
        Some(Self { length: text.len() as u32, bytes })
    }

    fn hash(self) -> u64 {
        let [a, b, c, d] = self.bytes;
        let (first, last) = (mix(mix(u64::from(self.length), a), b), mix(mix(0, c), d));
        let hash = first ^ last.rotate_left(32);
        hash ^ hash >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_worked_out_once() {
        let memo = Memo::default();
        assert_eq!(memo.get("서울", || 1), 1);
        assert_eq!(memo.get("서울", || 2), 1);
        assert_eq!(memo.get("부산", || 3), 3);
    }

    #[test]
    fn a_long_text_is_worked_out_each_time() {
        let memo = Memo::default();
        let long = "가".repeat(LONGEST);
        assert_eq!(memo.get(&long, || 1), 1);
        assert_eq!(memo.get(&long, || 2), 2);
    }

    #[test]
    fn every_byte_counts() {
        for length in 0..=LONGEST {
            let text = vec![b'a'; length];
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                assert_ne!(Key::of(&text), Key::of(&other), "{length}, {at}");
            }
        }
    }

    #[test]
    fn more_texts_than_there_is_room_for_are_told_apart() {
        let memo = Memo::default();
        for _ in 0..2 {
            for number in 0..6 * PAIRS {
                assert_eq!(memo.get(&number.to_string(), || number), number);
            }
        }
    }
}
