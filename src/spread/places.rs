//! Where what is to be compared is brought together.
//!
//! Articles are in buckets, by their ids, and judged two buckets at a time, so that each is sent to few places and taken
//! apart few times. What two articles have met for is judged in one place, and so is a list of events with all counts
//! of them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use xxhash_rust::xxh3::xxh3_64;

use super::meet::{Meeting, Met};
use super::packed::Damaged;
use crate::align::archive::Entry;
use crate::align::keys::Aspect;
use crate::ledger::codec::{read_number, write_number};

/// A bucket is held against so many parts of the archive. Where these are larger than a bucket, only those articles of
/// them are sent along that it has met.
const COLUMNS: u64 = 128;

/// What the bucket of an article is made from: 63 bits.
pub fn place(id: &str) -> u64 {
    xxh3_64(id.as_bytes()) >> 1
}

/// So many buckets of articles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Buckets(pub u64);

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

impl Buckets {
    fn of(self, id: &str) -> u64 {
        place(id) % self.0.max(1)
    }

    /// Where articles of two buckets are judged.
    fn block(self, a: &str, b: &str) -> u64 {
        let (a, b) = (self.of(a), self.of(b));
        a.min(b) * COLUMNS + a.max(b) % COLUMNS
    }

    fn block_of(self, meeting: &Meeting<'_>) -> u64 {
        let home = meeting.home.0;
        self.block(home, if meeting.aspect == Aspect::Chronicle { home } else { meeting.partner.0 })
    }

    /// What some articles have met, by the number of the place where it is judged.
    pub fn bundles<'a>(self, entries: &'a [Entry], met: &Met<'a>) -> BTreeMap<u64, Bundle<'a>> {
        let mut bundles: BTreeMap<u64, Bundle<'a>> = BTreeMap::new();
        for entry in entries {
            let id = entry.article.id.as_str();
            bundles.entry(self.block(id, id)).or_default().own.push(id);
        }
        let mut meetings: BTreeMap<u64, Vec<&Meeting<'a>>> = BTreeMap::new();
        for meeting in &met.meetings {
            meetings.entry(self.block_of(meeting)).or_default().push(meeting);
        }
        for (block, meetings) in meetings {
            bundles.entry(block).or_default().add(&meetings);
        }
        bundles
    }
}

impl<'a> Bundle<'a> {
    fn add(&mut self, meetings: &[&Meeting<'a>]) {
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
        let aspect = match read_number(&mut bytes)? {
            0 => Aspect::Figure,
            1 => Aspect::Quotation,
            2 => Aspect::Chronicle,
            _ => return Err(Damaged),
        };
        let mut claim = || {
            let article = usize::try_from(read_number(&mut bytes)?).map_err(|_| Damaged)?;
            let claim = u32::try_from(read_number(&mut bytes)?).map_err(|_| Damaged)?;
            Ok((*articles.get(article).ok_or(Damaged)?, claim))
        };
        meetings.push(Meeting { aspect, home: claim()?, partner: claim()? });
    }
    Ok(meetings)
}
