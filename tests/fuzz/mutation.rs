//! Inputs made of others: the same for the same number.

use xxhash_rust::xxh3::xxh3_64_with_seed;

/// What has its own meaning somewhere.
const TELLING: [&str; 20] = [
    "“",
    "”",
    "'",
    "(",
    ")",
    "만",
    "억",
    "명",
    "%",
    "99999999999999999999999999999",
    "-",
    "~",
    ".",
    "\u{feff}",
    "\u{200b}",
    "\0",
    "\r\n",
    "½",
    "{\"",
    "[[",
];

/// The most bytes of an input.
const MOST: usize = 20_000;

/// Numbers as good as random, which follow from the first one.
pub(super) struct Chance(u64);

impl Chance {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 = xxh3_64_with_seed(b"next", self.0);
        (self.0 % limit.max(1) as u64) as usize
    }

    /// A stretch of some bytes, mostly a short one.
    fn stretch(&mut self, length: usize) -> std::ops::Range<usize> {
        let start = self.below(length);
        let most = if self.below(4) == 0 { length } else { 32 };
        start..start + self.below((length - start).min(most) + 1)
    }
}

/// One of `seeds`, changed in some places.
pub(super) fn input(seeds: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[chance.below(seeds.len())].clone();
    for _ in 0..=chance.below(4) {
        change(&mut bytes, &seeds[chance.below(seeds.len())], chance);
    }
    bytes.truncate(MOST);
    bytes
}

fn change(bytes: &mut Vec<u8>, other: &[u8], chance: &mut Chance) {
    let at = chance.below(bytes.len() + 1);
    match chance.below(6) {
        0 if at < bytes.len() => bytes[at] = chance.below(256) as u8,
        1 => drop(bytes.drain(chance.stretch(bytes.len()))),
        2 => {
            let again = bytes[chance.stretch(bytes.len())].to_vec();
            bytes.splice(at..at, again);
        }
        3 => {
            bytes.truncate(at);
            bytes.extend_from_slice(&other[chance.below(other.len() + 1)..]);
        }
        4 => drop(bytes.splice(at..at, other[chance.stretch(other.len())].to_vec())),
        _ => drop(bytes.splice(at..at, TELLING[chance.below(TELLING.len())].bytes())),
    }
}
