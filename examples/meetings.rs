//! What the check of a whole archive moves between machines, counted in one process by the functions that its tasks call:
//!
//! ```sh
//! cargo run --release --example meetings -- 1000.jsonl 10000.jsonl >counts.json
//! ```
//!
//! Archives come from `--example archive`; `python python/benches/spark.py --draw counts.json candidates.svg` draws the counts.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use daejo::align::archive::Entry;
use daejo::align::keys::Key;
use daejo::config::{Loaded, Settings};
use daejo::input::{How, Reader};
use daejo::policy::GroupBy;
use daejo::rules::Rules;
use daejo::spread::{Listing, Lists, Met, Named, READ, listings, meet, pack, place};
use rayon::prelude::*;
use serde_json::{Value, json};

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// So many articles look for others together, as on Spark.
const TOGETHER: u64 = 4000;

fn main() {
    let rules = Rules::shared();
    let counts: Vec<Value> = std::env::args().skip(1).map(|path| count(&entries(&path, rules), rules)).collect();
    println!("{}", serde_json::to_string_pretty(&counts).expect("numbers are JSON"));
}

/// The articles of a file, in order of their ids.
fn entries(path: &str, rules: &Rules) -> Vec<Entry> {
    let settings = Settings::new(Loaded::default(), jiff::civil::Date::MAX);
    let settings = settings.unwrap_or_else(|_| unreachable!("no settings are no mistake"));
    let mut reader = Reader::new(How { rules, settings: &settings, stdin: None });
    let articles: Vec<_> =
        reader.read(&[path.into()]).map(|article| article.unwrap_or_else(|_| panic!("{path} can't be read"))).collect();
    let entry = |article| {
        let claims = daejo::extract(&article, 0, rules);
        Entry::new(article, claims, Arc::default())
    };
    let mut entries: Vec<Entry> = articles.into_par_iter().map(entry).collect();
    entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    entries
}

fn count(entries: &[Entry], rules: &Rules) -> Value {
    let listed: Vec<Vec<Listing>> = entries.par_iter().map(|entry| listings(entry, GroupBy::Nothing, rules)).collect();
    let mut keys: HashMap<Key, Vec<Named<'_>>> = HashMap::new();
    for (entry, listing) in entries.iter().zip(&listed).flat_map(|(entry, list)| list.iter().map(move |l| (entry, l))) {
        let named = Named { article: &entry.article.id, held: false, claim: listing.claim };
        keys.entry(listing.key).or_default().push(named);
    }
    let mut lists = Lists::for_entries(entries);
    for (&key, list) in &keys {
        lists.add(key, (list.len() <= READ).then(|| list.iter().copied()));
    }
    let met = meet(entries, &lists, GroupBy::Nothing, rules);
    let sent = places(&met);
    let sum = |count: fn(&Entry) -> usize| entries.iter().map(count).sum::<usize>();
    json!({
        "articles": entries.len(),
        "claims": sum(|entry| entry.claims.len()),
        "bytes": sum(|entry| pack(entry).len()),
        "listings": listed.iter().map(Vec::len).sum::<usize>(),
        "candidates": met.meetings.len(),
        "left out": met.left_out,
        "met": couples(&met) * 2,
        "sent": sent.values().sum::<usize>(),
        "sent most often": sent.values().max(),
        "list entries": moved(entries, &listed, &keys),
        "stages": {},
    })
}

/// To how many places each article is sent, if each key has one of its own.
fn places<'a>(met: &Met<'a>) -> HashMap<&'a str, usize> {
    let sides = |(meeting, key): &(daejo::spread::Meeting<'a>, Option<Key>)| {
        key.map(|key| [meeting.home.0, meeting.partner.0].map(|id| (id, key)))
    };
    let sent: HashSet<(&str, Key)> = met.meetings.iter().filter_map(sides).flatten().collect();
    let mut places = HashMap::new();
    sent.into_iter().for_each(|(id, _)| *places.entry(id).or_default() += 1);
    places
}

/// How many couples of articles have met.
fn couples(met: &Met<'_>) -> usize {
    let couple = |(meeting, _): &(daejo::spread::Meeting<'_>, Option<Key>)| {
        let (a, b) = (meeting.home.0, meeting.partner.0);
        (a != b).then(|| (a.min(b).to_owned(), a.max(b).to_owned()))
    };
    met.meetings.iter().filter_map(couple).collect::<HashSet<_>>().len()
}

/// How many entries of lists are moved to the articles that look for others together.
fn moved(entries: &[Entry], listed: &[Vec<Listing>], keys: &HashMap<Key, Vec<Named<'_>>>) -> usize {
    let blocks = (entries.len() as u64).div_ceil(TOGETHER).max(1);
    let mut sought: HashSet<(u64, Key)> = HashSet::new();
    for (entry, listed) in entries.iter().zip(listed) {
        let block = place(&entry.article.id) % blocks;
        sought.extend(listed.iter().map(|listing| (block, listing.sought)));
    }
    let length = |(_, key): &(u64, Key)| keys.get(key).map_or(0, Vec::len);
    sought.iter().map(length).filter(|length| (2..=READ).contains(length)).sum()
}
