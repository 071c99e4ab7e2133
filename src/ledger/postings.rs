//! Lists of claims by key, in blocks of a page each.
//!
//! A block is a sequence of runs, by key. A run has the key (as the difference to the one before it), how many
//! entries that key has from here on, how many bytes the run takes, and those of its entries that fit, by article
//! and claim, and when each is of (articles and their days of publication as differences). A list that does not fit goes
//! on in the next block.

use super::codec::{Damaged, read_number, read_occasion, write_number, write_occasion};
use crate::align::archive::Place;
use crate::align::keys::Key;

/// The most bytes of a block: with the header of its row it fills a page of 4,096.
const BLOCK: usize = 4000;
/// Room that a run is begun in at least.
const LEAST: usize = 40;

/// A block, and the first key in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) first: Key,
    pub(super) bytes: Vec<u8>,
}

/// Puts lists into blocks.
#[derive(Debug, Default)]
pub(super) struct Packer {
    /// The blocks that are full.
    full: Vec<Block>,
    first: Key,
    last: Key,
    bytes: Vec<u8>,
    run: Vec<u8>,
}

impl Packer {
    /// Adds the list of `key`, which is greater than the ones before; `places` ascend.
    pub(super) fn add(&mut self, key: Key, places: &[Place]) {
        let mut rest = places;
        while !rest.is_empty() {
            if self.bytes.len() + LEAST > BLOCK {
                self.close();
            }
            rest = self.add_run(key, rest);
        }
    }

    /// Adds as much of a list as fits, and gives back what doesn't.
    fn add_run<'p>(&mut self, key: Key, places: &'p [Place]) -> &'p [Place] {
        if self.bytes.is_empty() {
            (self.first, self.last) = (key, key);
        }
        let room = BLOCK - self.bytes.len() - LEAST / 2;
        self.run.clear();
        let (mut before, mut published) = (0, 0);
        let mut taken = 0;
        for place in places {
            let end = self.run.len();
            write_number(&mut self.run, u64::from(place.article - before));
            write_number(&mut self.run, u64::from(place.claim));
            write_occasion(&mut self.run, place.occasion, published);
            if self.run.len() > room {
                self.run.truncate(end);
                break;
            }
            (before, published) = (place.article, place.occasion.published);
            taken += 1;
        }
        write_number(&mut self.bytes, key - self.last);
        write_number(&mut self.bytes, places.len() as u64);
        write_number(&mut self.bytes, self.run.len() as u64);
        self.bytes.extend_from_slice(&self.run);
        self.last = key;
        &places[taken..]
    }

    fn close(&mut self) {
        if !self.bytes.is_empty() {
            self.full.push(Block { first: self.first, bytes: std::mem::take(&mut self.bytes) });
        }
    }

    /// The blocks that have been filled since the last call.
    pub(super) fn take(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.full)
    }

    /// The blocks that are left.
    pub(super) fn finish(mut self) -> Vec<Block> {
        self.close();
        self.full
    }
}

/// A run of a block.
pub(super) struct Run<'a> {
    pub(super) key: Key,
    /// How many entries the key has from here on.
    pub(super) left: u64,
    entries: &'a [u8],
}

impl Run<'_> {
    /// Adds the entries of the run to `places`.
    pub(super) fn read(&self, places: &mut Vec<Place>) -> Result<(), Damaged> {
        let mut bytes = self.entries;
        let (mut before, mut published) = (0_u32, 0);
        while !bytes.is_empty() {
            let number = |bytes: &mut &[u8]| u32::try_from(read_number(bytes)?).map_err(|_| Damaged);
            let article = before.checked_add(number(&mut bytes)?).ok_or(Damaged)?;
            let claim = number(&mut bytes)?;
            let occasion = read_occasion(&mut bytes, published)?;
            places.push(Place { article, claim, occasion });
            (before, published) = (article, occasion.published);
        }
        Ok(())
    }
}

/// The runs of a block, in order.
pub(super) struct Runs<'a> {
    bytes: &'a [u8],
    key: Key,
}

impl<'a> Runs<'a> {
    pub(super) fn new(first: Key, bytes: &'a [u8]) -> Self {
        Self { bytes, key: first }
    }

    fn read(&mut self) -> Result<Run<'a>, Damaged> {
        self.key = self.key.checked_add(read_number(&mut self.bytes)?).ok_or(Damaged)?;
        let left = read_number(&mut self.bytes)?;
        let length = usize::try_from(read_number(&mut self.bytes)?).map_err(|_| Damaged)?;
        let (entries, rest) = self.bytes.split_at_checked(length).ok_or(Damaged)?;
        self.bytes = rest;
        Ok(Run { key: self.key, left, entries })
    }
}

impl<'a> Iterator for Runs<'a> {
    type Item = Result<Run<'a>, Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.bytes.is_empty() {
            return None;
        }
        let run = self.read();
        if run.is_err() {
            self.bytes = &[];
        }
        Some(run)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::occasions::Occasion;

    /// All lists of some blocks.
    fn unpack(blocks: &[Block]) -> Vec<(Key, Vec<Place>)> {
        let mut lists: Vec<(Key, Vec<Place>)> = Vec::new();
        for block in blocks {
            for run in Runs::new(block.first, &block.bytes) {
                let run = run.expect("a run");
                if lists.last().is_none_or(|(key, _)| *key != run.key) {
                    lists.push((run.key, Vec::new()));
                }
                let (_, places) = lists.last_mut().expect("one was pushed");
                run.read(places).expect("entries");
            }
        }
        lists
    }

    proptest! {
        #[test]
        fn lists_come_back(lists in prop::collection::btree_map(any::<u64>(), prop::collection::btree_set((0..u32::MAX, 0..1000_u32, any::<(i32, (i16, i16))>()), 1..60), 0..80)) {
            let place = |(article, claim, (published, times))| {
                Place { article, claim, occasion: Occasion { published, times } }
            };
            let lists: Vec<(Key, Vec<Place>)> = lists
                .into_iter()
                .map(|(key, places)| (key, places.into_iter().map(place).collect()))
                .collect();
            let mut packer = Packer::default();
            lists.iter().for_each(|(key, places)| packer.add(*key, places));
            let blocks = packer.finish();
            prop_assert!(blocks.iter().all(|block| block.bytes.len() <= BLOCK));
            prop_assert_eq!(unpack(&blocks), lists);
        }

        #[test]
        fn other_bytes_are_damage_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            for run in Runs::new(0, &bytes).flatten() {
                let _ = run.read(&mut Vec::new());
            }
        }
    }

    #[test]
    fn a_long_list_goes_on_in_the_next_block() {
        let occasion = Occasion::UNKNOWN;
        let places: Vec<Place> = (0..20_000).map(|article| Place { article, claim: article % 7, occasion }).collect();
        let mut packer = Packer::default();
        packer.add(5, &places);
        packer.add(u64::MAX, &places[..2]);
        let blocks = packer.finish();
        assert!(blocks.len() > 9, "{} blocks", blocks.len());
        assert_eq!(unpack(&blocks), [(5, places.clone()), (u64::MAX, places[..2].to_vec())]);
    }
}
