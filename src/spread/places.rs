//! Where what is to be compared is brought together.
//!
//! What two articles have met for is judged in the place of what ties them (`ties.rs`), so that each article is sent to
//! few places, however large the archive. A list of events is judged with all counts of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use super::meet::{Meeting, Met};
use super::packed::Damaged;
use super::seeker::aspect;
use crate::ledger::codec::{read_number, write_number};

/// A number of 63 bits for an article of this id.
fn place(id: &str) -> u64 {
    xxh3_64(id.as_bytes()) >> 1
}

/// So many places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Places(pub u64);

/// What is judged in one place, of what some articles have met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle<'a> {
    /// Those of the articles that are checked themselves here.
    pub own: Vec<&'a str>,
    /// All articles of the meetings.
    pub articles: Vec<&'a str>,
    /// The meetings, packed: see [`unbundle`].
    pub meetings: Vec<u8>,
}

impl Places {
    fn of(self, meeting: &Meeting<'_>, tie: Option<u32>) -> u64 {
        tie.map_or_else(|| place(meeting.home.0), u64::from) % self.0.max(1)
    }

    /// What some articles of these ids have met, by the number of the place where it is judged.
    pub fn bundles<'a>(self, met: &BTreeMap<&'a str, Met<'a>>) -> BTreeMap<u64, Bundle<'a>> {
        let mut meetings: BTreeMap<u64, BTreeSet<Meeting<'a>>> = BTreeMap::new();
        for (meeting, tie) in met.values().flat_map(|met| &met.meetings) {
            meetings.entry(self.of(meeting, *tie)).or_default().insert(*meeting);
        }
        let mut bundles: BTreeMap<u64, Bundle<'a>> = BTreeMap::new();
        let mut homes: HashMap<&str, u64> = HashMap::new();
        for (place, meetings) in meetings {
            let bundle = bundles.entry(place).or_default();
            bundle.add(&meetings);
            bundle.articles.iter().for_each(|id| _ = homes.entry(id).or_insert(place));
        }
        for &id in met.keys() {
            let home = homes.get(id).copied().unwrap_or_else(|| place(id) % self.0.max(1));
            bundles.entry(home).or_default().own.push(id);
        }
        bundles
    }
}

impl<'a> Bundle<'a> {
    fn add(&mut self, meetings: &BTreeSet<Meeting<'a>>) {
        let articles: BTreeSet<&str> = meetings.iter().flat_map(|met| [met.home.0, met.partner.0]).collect();
        self.articles = articles.into_iter().collect();
        let numbers: HashMap<&str, u64> = self.articles.iter().copied().zip(0..).collect();
        for meeting in meetings {
            write_number(&mut self.meetings, meeting.aspect as u64);
            for (article, claim) in [meeting.home, meeting.partner] {
                write_number(&mut self.meetings, numbers[article]);
                write_number(&mut self.meetings, u64::from(claim));
            }
        }
    }
}

/// The meetings of a bundle, of whose articles these are the ids.
///
/// # Errors
/// When the bytes are something else.
pub fn unbundle<'a>(articles: &[&'a str], mut bytes: &[u8]) -> Result<Vec<Meeting<'a>>, Damaged> {
    let mut meetings = Vec::new();
    while !bytes.is_empty() {
        let aspect = aspect(read_number(&mut bytes)?)?;
        let mut claim = || {
            let article = usize::try_from(read_number(&mut bytes)?).map_err(|_| Damaged)?;
            let claim = u32::try_from(read_number(&mut bytes)?).map_err(|_| Damaged)?;
            Ok((*articles.get(article).ok_or(Damaged)?, claim))
        };
        meetings.push(Meeting { aspect, home: claim()?, partner: claim()? });
    }
    Ok(meetings)
}
