//! Maps and sets that hash faster than the standard library's: of anything, and, by one multiplication,
//! of keys that are small numbers, as characters and positions are.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A map with keys of any kind.
pub type Map<K, V> = HashMap<K, V, foldhash::fast::RandomState>;

/// A set of anything.
pub type Set<T> = HashSet<T, foldhash::fast::RandomState>;

/// A map with keys of 64 bits.
pub type NumberMap<V> = HashMap<u64, V, BuildHasherDefault<NumberHasher>>;

/// The hash of a sequence, one number further on; it starts with 0.
pub fn mix(hash: u64, next: u64) -> u64 {
    (hash.rotate_left(5) ^ next).wrapping_mul(0x517C_C1B7_2722_0A95)
}

/// Spreads the bits of one number.
#[derive(Clone, Copy, Debug, Default)]
pub struct NumberHasher(u64);

impl Hasher for NumberHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.write_u64(u64::from(byte)));
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = mix(self.0, key);
    }
}
