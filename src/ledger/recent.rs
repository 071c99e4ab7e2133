//! What was read lately, with what was worked out of it: where an archive is held against itself, the same articles and
//! lists are met again and again.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::text::hash::NumberMap;

/// What was read of a ledger in two stretches of time: when the present one has half of the room, it becomes the former one.
#[derive(Debug)]
pub(super) struct Recent<V> {
    /// So many bytes are kept at most.
    room: usize,
    stretches: Mutex<Stretches<V>>,
}

#[derive(Debug)]
struct Stretches<V> {
    present: Stretch<V>,
    former: Stretch<V>,
}

#[derive(Debug)]
struct Stretch<V> {
    kept: NumberMap<Kept<V>>,
    bytes: usize,
}

#[derive(Clone, Debug)]
struct Kept<V> {
    value: V,
    bytes: usize,
}

impl<V: Clone> Recent<V> {
    /// Nothing yet, and room for so many bytes.
    pub(super) fn of(room: usize) -> Self {
        let stretches = Stretches { present: Stretch::default(), former: Stretch::default() };
        Self { room, stretches: Mutex::new(stretches) }
    }

    /// What was kept under some numbers, as far as it is at hand.
    pub(super) fn get(&self, numbers: impl IntoIterator<Item = u64>) -> Vec<Option<V>> {
        let mut stretches = self.lock();
        numbers.into_iter().map(|number| stretches.get(number, self.room)).collect()
    }

    /// Keeps what is so large for some time.
    pub(super) fn keep(&self, number: u64, value: &V, bytes: usize) {
        self.lock().keep(number, Kept { value: value.clone(), bytes }, self.room);
    }

    fn lock(&self) -> MutexGuard<'_, Stretches<V>> {
        self.stretches.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<V: Clone> Stretches<V> {
    fn get(&mut self, number: u64, room: usize) -> Option<V> {
        if let Some(kept) = self.present.kept.get(&number) {
            return Some(kept.value.clone());
        }
        let kept = self.former.kept.get(&number)?.clone();
        let value = kept.value.clone();
        self.keep(number, kept, room);
        Some(value)
    }

    fn keep(&mut self, number: u64, kept: Kept<V>, room: usize) {
        if self.present.bytes > room / 2 {
            self.former = std::mem::take(&mut self.present);
        }
        self.present.bytes += kept.bytes;
        if let Some(twice) = self.present.kept.insert(number, kept) {
            self.present.bytes -= twice.bytes;
        }
    }
}

impl<V> Default for Stretch<V> {
    fn default() -> Self {
        Self { kept: NumberMap::default(), bytes: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: usize = 1000;

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let recent = Recent::of(ROOM);
        recent.keep(1, &"one", ROOM / 4);
        recent.keep(2, &"two", ROOM / 4);
        for number in 3..40 {
            recent.keep(number, &"another", ROOM / 4);
            assert_eq!(recent.get([1]), [Some("one")], "it is asked for all the time, at {number}");
        }
        assert_eq!(recent.get([2]), [None], "it is not");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let recent = Recent::of(ROOM);
        (0..100).for_each(|number| recent.keep(number, &number, ROOM / 10));
        let kept = recent.get(0..100).into_iter().flatten().count();
        assert!((5..=12).contains(&kept), "{kept}");
    }
}
