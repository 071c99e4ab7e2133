//! What has been worked out about short texts, so that a word that stands in every other sentence is
//! taken apart once.

use std::cell::RefCell;

use thread_local::ThreadLocal;

use super::hash::mix;

/// So many pairs of texts are remembered at a time, by each thread.
const PAIRS: usize = 1 << 12;

/// Remembers what was worked out about short texts, of fewer than 8 `N` bytes, for each thread by itself; a longer
/// text is worked out each time.
///
/// What is remembered must follow from the text alone, so that it makes no difference what was asked
/// before, nor on which thread. The memory is bounded: a text takes the place of one that was asked for
/// less lately. It is kept small, so that what is asked for often stays near the processor.
#[derive(Debug)]
pub struct Memo<V: Send, const N: usize = 3>(ThreadLocal<RefCell<Vec<Pair<V, N>>>>);

/// Two texts with what is known of them, the one that came last before the other, in one line of the processor's cache
/// or side by side in two.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
struct Pair<V, const N: usize>([Option<(Key<N>, V)>; 2]);

impl<V: Send, const N: usize> Default for Memo<V, N> {
    fn default() -> Self {
        Self(ThreadLocal::default())
    }
}

impl<V: Copy + Send, const N: usize> Memo<V, N> {
    /// What is known about `text`, worked out by `work` if it is not remembered.
    pub fn get(&self, text: &str, work: impl FnOnce() -> V) -> V {
        self.here().get(text, work)
    }

    /// What this thread remembers, for those who ask about many texts.
    pub fn here(&self) -> Memory<'_, V, N> {
        Memory(self.0.get_or(|| RefCell::new(vec![Pair([None; 2]); PAIRS])))
    }
}

/// What one thread remembers.
#[derive(Debug)]
pub struct Memory<'a, V, const N: usize = 3>(&'a RefCell<Vec<Pair<V, N>>>);

impl<V: Copy, const N: usize> Memory<'_, V, N> {
    /// What is known about `text`, worked out by `work` if it is not remembered.
    pub fn get(&self, text: &str, work: impl FnOnce() -> V) -> V {
        let Some(key) = Key::of(text.as_bytes()) else { return work() };
        let place = key.hash() as usize % PAIRS;
        for (known, value) in self.0.borrow()[place].0.iter().flatten() {
            if *known == key {
                return *value;
            }
        }
        let value = work();
        let Pair(pair) = &mut self.0.borrow_mut()[place];
        *pair = [Some((key, value)), pair[0]];
        value
    }
}

/// A short text: its bytes, eight at a time, of which the last eight may overlap others, and its length in the last
/// place. The byte that gives way to the length stands before it as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key<const N: usize>([u64; N]);

impl<const N: usize> Key<N> {
    const SHORT: usize = 8 * N;

    fn of(text: &[u8]) -> Option<Self> {
        let length = text.len();
        if length >= Self::SHORT {
            return None;
        }
        let eight = |from: usize| text[from..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
        let four = |from: usize| text[from..].first_chunk().map_or(0, |bytes| u64::from(u32::from_le_bytes(*bytes)));
        let mut words = [0; N];
        match length {
            0..4 => words[0] = text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
            4..8 => words[0] = four(0) << 32 | four(length - 4),
            // Which of these lengths it is is as good as random, so that nothing hangs on it.
            _ => {
                words = std::array::from_fn(|word| eight((8 * word).min(length - 8)));
                words[N - 1] = eight(length - 8) >> 8;
            }
        }
        words[N - 1] |= (length as u64) << 56;
        Some(Self(words))
    }

    fn hash(self) -> u64 {
        let (first, last) = self.0.split_at(N / 2);
        let [first, last] = [first, last].map(|words| words.iter().fold(0, |hash, word| mix(hash, *word)));
        let hash = first ^ last.rotate_left(32);
        hash ^ hash >> 32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_worked_out_once() {
        let memo: Memo<_> = Memo::default();
        assert_eq!(memo.get("서울", || 1), 1);
        assert_eq!(memo.get("서울", || 2), 1);
        assert_eq!(memo.get("부산", || 3), 3);
    }

    #[test]
    fn a_long_text_is_worked_out_each_time() {
        let memo: Memo<_> = Memo::default();
        let long = "가".repeat(8);
        assert_eq!(memo.get(&long, || 1), 1);
        assert_eq!(memo.get(&long, || 2), 2);
    }

    #[test]
    fn every_byte_counts() {
        for length in 0..Key::<3>::SHORT {
            let text = vec![b'a'; length];
            for at in 0..length {
                let mut other = text.clone();
                other[at] = b'b';
                assert_ne!(Key::<3>::of(&text), Key::of(&other), "{length}, {at}");
            }
        }
    }

    #[test]
    fn more_texts_than_there_is_room_for_are_told_apart() {
        let memo: Memo<_> = Memo::default();
        for _ in 0..2 {
            for number in 0..6 * PAIRS {
                assert_eq!(memo.get(&number.to_string(), || number), number);
            }
        }
    }
}
