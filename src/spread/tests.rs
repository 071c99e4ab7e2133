//! The parts, put together in memory: the relations are those of one run, however the articles are divided.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::align::archive::Entry;
use crate::align::keys::{Aspect, Key};
use crate::config::{Loaded, Settings};
use crate::input::{How, Reader};
use crate::policy::{GroupBy, Options};
use crate::report::Results;
use crate::rules::Rules;

/// The articles of the corpus with their claims, in order of their ids.
fn corpus(rules: &Rules) -> Vec<Entry> {
    let settings = Settings::new(Loaded::default(), jiff::civil::date(2026, 1, 1)).expect("settings");
    let how = How { rules, settings: &settings, stdin: None };
    let paths = [PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))];
    let mut entries: Vec<Entry> = Reader::new(how)
        .read(&paths)
        .filter_map(Result::ok)
        .map(|article| {
            let claims = crate::extract(&article, 0, rules);
            Entry::new(article, claims, Arc::default())
        })
        .collect();
    entries.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    entries
}

/// Relations and checks, each as it is known wherever it is found.
fn told(results: &Results) -> BTreeSet<String> {
    let ids = |claims: &[usize]| -> Vec<_> { claims.iter().map(|&claim| results.claims[claim].id.clone()).collect() };
    let relations = results.relations.iter().map(|relation| {
        let (ids, evidence) = (ids(&relation.claims), &relation.evidence);
        format!(
            "{ids:?} {:?} {:?} {} {evidence:?} {:?}",
            relation.verdict, relation.code, relation.score, relation.reasons
        )
    });
    let checks =
        results.checks.iter().map(|check| format!("{:?} {:?} {:?}", check.kind, ids(&check.claims), check.message));
    relations.chain(checks).collect()
}

/// A claim that is listed: its article, whether that is only held against, its position there.
type Listed = (String, bool, u32);

/// A claim by the id of its article and its position there.
type Owned = (String, u32);

/// The claims of each key.
fn lists(entries: &[Entry], held: impl Fn(&Entry) -> bool, by: GroupBy, rules: &Rules) -> BTreeMap<Key, Vec<Listed>> {
    let mut lists: BTreeMap<Key, Vec<Listed>> = BTreeMap::new();
    for entry in entries {
        for listing in listings(entry, by, rules) {
            lists.entry(listing.key).or_default().push((entry.article.id.clone(), held(entry), listing.claim));
        }
    }
    lists
}

/// What comes of `entries`, of which every `blocks`-th goes into one block, if those for which `held` holds are only
/// held against.
fn in_parts(
    entries: &[Entry],
    held: impl Fn(&Entry) -> bool,
    blocks: usize,
    by: GroupBy,
    rules: &Rules,
) -> BTreeSet<String> {
    let lists = lists(entries, &held, by, rules);
    let own = |block: usize| entries.iter().skip(block).step_by(blocks).filter(|entry| !held(entry));
    let mut met: Vec<(Aspect, Owned, Owned)> = Vec::new();
    for block in 0..blocks {
        let own: Vec<Entry> = own(block).map(through_bytes).collect();
        let mut known = Lists::for_entries(&own);
        for (key, places) in &lists {
            let places = places.iter().map(|(article, held, claim)| Named { article, held: *held, claim: *claim });
            known.add(*key, (places.len() <= READ).then_some(places));
        }
        let found = meet(&own, &known, by, rules);
        let owned = |(id, claim): (&str, u32)| (id.to_owned(), claim);
        met.extend(found.meetings.iter().map(|m| (m.aspect, owned(m.home), owned(m.partner))));
    }
    let options = Options { group_by: by, ..Options::default() };
    let homes: BTreeMap<&str, usize> =
        entries.iter().enumerate().map(|(at, entry)| (entry.article.id.as_str(), at % blocks)).collect();
    let judged = (0..blocks).map(|block| {
        let meetings: Vec<Meeting<'_>> = met
            .iter()
            .filter(|(_, home, _)| homes[home.0.as_str()] == block)
            .map(|(aspect, home, partner)| Meeting {
                aspect: *aspect,
                home: (&home.0, home.1),
                partner: (&partner.0, partner.1),
            })
            .collect();
        let needed: BTreeSet<&str> = meetings.iter().flat_map(|m| [m.home.0, m.partner.0]).collect();
        let part = |entry: &Entry| {
            let home = !held(entry) && homes[entry.article.id.as_str()] == block;
            let wanted = home || needed.contains(entry.article.id.as_str());
            wanted.then(|| Part { entry: through_bytes(entry), held: held(entry), home })
        };
        let parts = entries.iter().filter_map(part).collect();
        told(&judge(parts, &meetings, &options, rules).expect("all are there"))
    });
    judged.flatten().collect()
}

fn through_bytes(entry: &Entry) -> Entry {
    unpack(&pack(entry), &entry.article.origin.path, &entry.policy).expect("what was written")
}

/// What one run comes to.
fn at_once(own: Vec<Entry>, others: Vec<Entry>, by: GroupBy, rules: &Rules) -> BTreeSet<String> {
    let options = Options { group_by: by, ..Options::default() };
    let report = crate::check_extracted(own, others, &options, rules);
    let crate::report::Report { articles, claims, relations, checks, policies, .. } = report;
    told(&Results { articles, claims, relations, checks, policies })
}

#[test]
fn parts_give_what_one_run_gives() {
    let rules = Rules::shared();
    let entries = corpus(rules);
    for by in [GroupBy::Nothing, GroupBy::Topic] {
        let whole = at_once(entries.clone(), Vec::new(), by, rules);
        assert!(whole.len() > 100, "{} relations and checks", whole.len());
        for blocks in [1, 3, 40] {
            assert_eq!(in_parts(&entries, |_| false, blocks, by, rules), whole, "{blocks} blocks");
        }
    }
}

#[test]
fn some_are_only_held_against() {
    let rules = Rules::shared();
    let entries = corpus(rules);
    let held = |entry: &Entry| entry.article.id.len().is_multiple_of(2);
    let (others, own): (Vec<_>, Vec<_>) = entries.clone().into_iter().partition(held);
    let whole = at_once(own, others, GroupBy::Nothing, rules);
    assert!(whole.len() > 20, "{} relations and checks", whole.len());
    for blocks in [1, 7] {
        assert_eq!(in_parts(&entries, held, blocks, GroupBy::Nothing, rules), whole, "{blocks} blocks");
    }
}

#[test]
fn an_article_that_is_missing_is_said() {
    let meeting = Meeting { aspect: Aspect::Figure, home: ("a", 0), partner: ("b", 1) };
    let missing = judge(Vec::new(), &[meeting], &Options::default(), Rules::shared()).expect_err("nobody is there");
    assert_eq!(missing, Missing { article: "a".to_owned(), claim: 0 });
}

#[test]
fn other_bytes_are_damage() {
    assert_eq!(unpack(b"\x07daejo", "a", &Arc::default()).err(), Some(Damaged));
}
