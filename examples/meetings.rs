//! What the check of a whole archive moves between machines, counted in one process by the functions that its tasks call:
//!
//! ```sh
//! cargo run --release --example meetings -- 1000.jsonl 10000.jsonl >counts.json
//! ```
//!
//! Archives come from `--example archive`; `python python/benches/spark.py --draw counts.json candidates.svg` draws the counts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use daejo::align::archive::Entry;
use daejo::align::keys::Key;
use daejo::config::{Loaded, Settings};
use daejo::input::{How, Reader};
use daejo::policy::GroupBy;
use daejo::rules::Rules;
use daejo::spread::{Counts, Guest, Meeting, Met, Places, Points, READ, listings, meet, pack, seek};
use rayon::prelude::*;
use serde_json::{Value, json};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// There is a point for so many articles, as on Spark.
const MEETING_TOGETHER: usize = 4000;
/// There is a place for so many articles, as on Spark.
const JUDGED_TOGETHER: usize = 100;

fn main() {
    let rules = Rules::shared();
    let counts: Vec<Value> = std::env::args().skip(1).map(|path| Archive::read(&path, rules).count(&path)).collect();
    println!("{}", serde_json::to_string_pretty(&counts).expect("numbers are JSON"));
}

/// An archive, and how many claims have each key.
struct Archive<'a> {
    rules: &'a Rules,
    entries: Vec<Entry>,
    listed: Vec<BTreeMap<Key, u32>>,
    counts: Counts,
}

/// What was sent of articles.
#[derive(Default)]
struct Sent {
    /// How many rows, and bytes, were sent to points.
    profiles: usize,
    profile_bytes: usize,
    /// And of what was found there.
    found: usize,
    found_bytes: usize,
    /// What each article has found.
    partners: BTreeMap<String, Vec<Vec<u8>>>,
}

impl<'a> Archive<'a> {
    /// The articles of a file, in order of their ids.
    fn read(path: &str, rules: &'a Rules) -> Self {
        let settings = Settings::new(Loaded::default(), jiff::civil::Date::MAX);
        let settings = settings.unwrap_or_else(|_| unreachable!("no settings are no mistake"));
        let mut reader = Reader::new(How { rules, settings: &settings, stdin: None });
        let articles: Vec<_> = reader
            .read(&[path.into()])
            .map(|article| article.unwrap_or_else(|_| panic!("{path} can't be read")))
            .collect();
        let entry = |article| {
            let claims = daejo::extract(&article, 0, rules);
            Entry::new(article, claims, Arc::default())
        };
        let mut entries: Vec<Entry> = articles.into_par_iter().map(entry).collect();
        entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
        let listed: Vec<_> = entries.par_iter().map(|entry| listings(entry, GroupBy::Nothing, rules)).collect();
        let mut counts: HashMap<Key, [u32; 2]> = HashMap::new();
        for (key, claims) in listed.iter().flatten() {
            let [articles, all] = counts.entry(*key).or_default();
            (*articles, *all) = (*articles + 1, *all + claims);
        }
        let shared = counts.into_iter().filter(|(_, counts)| *counts.iter().max().unwrap_or(&0) > 1);
        Self { rules, entries, listed, counts: shared.map(|(key, [_, claims])| (key, claims)).collect() }
    }

    fn count(&self, path: &str) -> Value {
        let articles = self.entries.len();
        let points = articles.div_ceil(MEETING_TOGETHER).max(1) as u64;
        let sent = self.send(points);
        let met = sent.met();
        let [alone, spread] =
            [u64::MAX, articles.div_ceil(JUDGED_TOGETHER).max(1) as u64].map(|places| in_places(&met, places));
        eprintln!("{path}: met");
        let apart = self.send(u64::MAX);
        let sum = |count: fn(&Entry) -> usize| self.entries.iter().map(count).sum::<usize>();
        json!({
            "articles": articles,
            "claims": sum(|entry| entry.claims.len()),
            "bytes": sum(|entry| pack(entry).len()),
            "keys": self.listed.iter().map(BTreeMap::len).sum::<usize>(),
            "keys that are read": self.readable(),
            "points": sent.told(),
            "points, one for each key": apart.told(),
            "candidates": met.values().flat_map(|met| &met.meetings).collect::<BTreeSet<_>>().len(),
            "met": couples(&met) * 2,
            "places, one for each tie": alone,
            "places": spread,
            "sent": spread["sent"],
            "stages": {},
        })
    }

    /// How many keys of the articles others have too, but not too many.
    fn readable(&self) -> usize {
        let readable = |key: &&Key| self.counts.get(*key).is_some_and(|&claims| claims as usize <= READ);
        self.listed.iter().map(|keys| keys.keys().filter(readable).count()).sum()
    }

    /// What is sent, and found, if there are so many points.
    fn send(&self, points: u64) -> Sent {
        let profiles =
            |entry: &Entry| Points(points).profiles(entry, &self.counts, GroupBy::Nothing, self.rules).packed;
        let sent: Vec<_> = self.entries.par_iter().map(profiles).collect();
        let mut guests: HashMap<u64, Vec<Guest<'_>>> = HashMap::new();
        for (entry, sent) in self.entries.iter().zip(&sent) {
            for (&point, profile) in sent {
                guests.entry(point).or_default().push(Guest { id: &entry.article.id, held: false, profile });
            }
        }
        let mut told = Sent::default();
        for guests in guests.values() {
            let found = seek(guests).unwrap_or_else(|_| unreachable!("these were profiles"));
            told.profiles += guests.len();
            told.profile_bytes += guests.iter().map(|guest| guest.id.len() + guest.profile.len()).sum::<usize>();
            told.found += found.len();
            told.found_bytes += found.iter().map(|(id, partners)| id.len() + partners.len()).sum::<usize>();
            for (id, partners) in found {
                told.partners.entry(id.to_owned()).or_default().push(partners);
            }
        }
        told
    }
}

impl Sent {
    fn met(&self) -> BTreeMap<&str, Met<'_>> {
        let met = self.partners.iter().map(|(id, partners)| {
            let partners: Vec<&[u8]> = partners.iter().map(Vec::as_slice).collect();
            (id.as_str(), meet(id, &partners).unwrap_or_else(|_| unreachable!("these were partners")))
        });
        met.collect()
    }

    fn told(&self) -> Value {
        let Self { profiles, profile_bytes, found, found_bytes, .. } = self;
        json!({ "sent": profiles, "sent bytes": profile_bytes, "found": found, "found bytes": found_bytes })
    }
}

/// To how many of so many places articles are sent.
fn in_places(met: &BTreeMap<&str, Met<'_>>, places: u64) -> Value {
    let bundles = Places(places).bundles(met);
    let mut sent: HashMap<&str, usize> = HashMap::new();
    bundles.values().flat_map(|bundle| &bundle.articles).for_each(|&id| *sent.entry(id).or_default() += 1);
    json!({
        "places": bundles.len(),
        "sent": sent.values().sum::<usize>(),
        "sent most often": sent.values().max(),
        "articles in the largest": bundles.values().map(|bundle| bundle.articles.len()).max(),
        "bytes of meetings": bundles.values().map(|bundle| bundle.meetings.len()).sum::<usize>(),
    })
}

/// How many couples of articles have met.
fn couples(met: &BTreeMap<&str, Met<'_>>) -> usize {
    let couple = |(Meeting { home, partner, .. }, _): &(Meeting<'_>, _)| {
        (home.0.min(partner.0).to_owned(), home.0.max(partner.0).to_owned())
    };
    let couples: HashSet<_> = met.values().flat_map(|met| &met.meetings).map(couple).filter(|(a, b)| a != b).collect();
    couples.len()
}
