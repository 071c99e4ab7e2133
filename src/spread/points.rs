//! Where the claims of some keys come together: each key has a point, and an article is sent to the points of its keys
//! with those of its claims that have one of these. How much is sent hangs on the keys of the article alone, however
//! many others there are that have them.

use std::collections::{BTreeMap, BTreeSet};

use super::seeker::{Counts, Profile, Seeker};
use super::ties::Ties;
use crate::align::archive::Entry;
use crate::align::index::handles;
use crate::align::keys::{Aspect, Key};
use crate::policy::GroupBy;
use crate::rules::Rules;

/// So many points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Points(pub u64);

/// What is sent of an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profiles {
    /// By point; see [`super::seek()`].
    pub packed: BTreeMap<u64, Vec<u8>>,
    /// How many times a key of a claim was left out because too many have it.
    pub left_out: usize,
}

impl Points {
    /// The point of a key, which is that of the other side of an event as well.
    fn of(self, key: Key) -> u64 {
        (key >> 1) % self.0.max(1)
    }

    /// What is sent of `entry` if so many claims have its keys.
    pub fn profiles(self, entry: &Entry, counts: &Counts, by: GroupBy, rules: &Rules) -> Profiles {
        let handles = handles(entry, by, rules);
        let of_handle = |handle| Seeker::new(handle, &entry.claims[handle.claim as usize], counts);
        let (seekers, left_out): (Vec<Seeker>, Vec<usize>) = handles.iter().map(of_handle).unzip();
        let tying = seekers.iter().filter(|seeker| seeker.aspect != Aspect::Chronicle);
        let ties = Ties::of(tying.flat_map(|seeker| seeker.sought.iter().copied()));
        let mut points: BTreeMap<u64, Vec<&Seeker>> = BTreeMap::new();
        for seeker in &seekers {
            let of_seeker: BTreeSet<u64> = seeker.sought.iter().map(|&(_, key)| self.of(key)).collect();
            of_seeker.into_iter().for_each(|point| points.entry(point).or_default().push(seeker));
        }
        let pack = |(point, seekers): (u64, Vec<&Seeker>)| {
            (point, Profile::pack(&ties, &seekers, |key| self.of(key) == point))
        };
        Profiles { packed: points.into_iter().map(pack).collect(), left_out: left_out.into_iter().sum() }
    }
}
