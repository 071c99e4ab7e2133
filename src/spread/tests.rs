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
use crate::report::findings::FindingCode;
use crate::report::{Report, Results};
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

/// The lists as `own` is given them.
fn known<'a>(own: &'a [Entry], lists: &'a BTreeMap<Key, Vec<Listed>>) -> Lists<'a> {
    let mut known = Lists::for_entries(own);
    for (key, places) in lists {
        let places = places.iter().map(|(article, held, claim)| Named { article, held: *held, claim: *claim });
        known.add(*key, (places.len() <= READ).then_some(places));
    }
    known
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
    let judged_in = Places(blocks as u64);
    let mut bundles: BTreeMap<u64, Vec<OwnedBundle>> = BTreeMap::new();
    for block in 0..blocks {
        let own: Vec<Entry> = own(block).map(through_bytes).collect();
        let known = known(&own, &lists);
        for (place, bundle) in judged_in.bundles(&own, &meet(&own, &known, by, rules)) {
            bundles.entry(place).or_default().push(OwnedBundle::of(&bundle));
        }
    }
    let options = Options { group_by: by, ..Options::default() };
    let judged = bundles.values().map(|bundles| {
        let meetings: Vec<Meeting<'_>> = bundles.iter().flat_map(OwnedBundle::meetings).collect();
        let part = |entry: &Entry| {
            let id = &entry.article.id;
            let home = bundles.iter().any(|bundle| bundle.own.contains(id));
            let wanted = home || bundles.iter().any(|bundle| bundle.articles.contains(id));
            wanted.then(|| Part { entry: through_bytes(entry), held: held(entry), home })
        };
        let parts = entries.iter().filter_map(part).collect();
        told(&judge(parts, &meetings, &options, rules).expect("all are there"))
    });
    judged.flatten().collect()
}

/// A bundle as tables have it.
struct OwnedBundle {
    own: Vec<String>,
    articles: Vec<String>,
    meetings: Vec<u8>,
}

impl OwnedBundle {
    fn of(bundle: &Bundle<'_>) -> Self {
        let owned = |ids: &[&str]| ids.iter().map(|&id| id.to_owned()).collect();
        Self { own: owned(&bundle.own), articles: owned(&bundle.articles), meetings: bundle.meetings.clone() }
    }

    fn meetings(&self) -> Vec<Meeting<'_>> {
        let articles: Vec<&str> = self.articles.iter().map(String::as_str).collect();
        unbundle(&articles, &self.meetings).expect("what was written")
    }
}

fn through_bytes(entry: &Entry) -> Entry {
    unpack(&pack(entry), &entry.article.origin.path, &entry.policy).expect("what was written")
}

/// What one run comes to.
fn at_once(own: Vec<Entry>, others: Vec<Entry>, by: GroupBy, rules: &Rules) -> BTreeSet<String> {
    let options = Options { group_by: by, ..Options::default() };
    let report = crate::check_extracted(own, others, &options, rules);
    let crate::report::Report { articles, claims, relations, checks, policies, .. } = report;
    told(&Results { seen: Vec::new(), articles, claims, relations, checks, policies })
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
fn what_two_articles_have_met_for_is_in_one_place_whoever_looks() {
    let rules = Rules::shared();
    let entries = corpus(rules);
    let lists = lists(&entries, |_| false, GroupBy::Nothing, rules);
    let mut ties: BTreeMap<[String; 2], BTreeSet<Option<Key>>> = BTreeMap::new();
    let mut told = 0;
    for own in entries.chunks(1) {
        let known = known(own, &lists);
        for (meeting, tie) in meet(own, &known, GroupBy::Nothing, rules).meetings {
            if meeting.aspect != Aspect::Chronicle {
                let couple = [meeting.home.0.to_owned(), meeting.partner.0.to_owned()];
                ties.entry(couple).or_default().insert(tie);
                told += 1;
            }
        }
    }
    assert!(ties.values().all(|ties| ties.len() == 1 && !ties.contains(&None)), "{ties:?}");
    assert!(told > 2 * ties.len(), "{told} meetings of {} couples", ties.len());
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

/// Groups and conflicts, each as it is known wherever it is found; a fingerprint that comes again has a number.
fn reported(report: &Report) -> BTreeSet<String> {
    let name = |claim: usize| {
        let claim = &report.claims[claim];
        format!("{}/{}", report.article_of(claim).id, claim.id)
    };
    let groups = report.groups.iter().map(|group| {
        let claims: Vec<String> = group.claims.iter().map(|&claim| name(claim)).collect();
        format!("{} {:?} {} {claims:?}", group.id, group.verdict, group.origins)
    });
    let conflicts = report.findings.iter().filter(|finding| matches!(finding.code, FindingCode::Conflict(_)));
    let findings = conflicts.map(|finding| {
        let labels: Vec<_> = finding.labels.iter().map(|label| (label.role, name(label.claim))).collect();
        let fingerprint = finding.fingerprint.split('-').next();
        format!("{:?} {:?} {:?} {fingerprint:?} {labels:?}", finding.code, finding.severity, finding.message)
    });
    groups.chain(findings).collect()
}

/// What comes of the relations of `whole`, those that hang together in one part, in `parts` parts.
fn reported_in_parts(whole: &Report, parts: usize, rules: &Rules) -> BTreeSet<String> {
    let groups = whole.groups.iter().enumerate().flat_map(|(at, group)| group.claims.iter().map(move |&c| (c, at)));
    let groups: BTreeMap<usize, usize> = groups.collect();
    let origins = crate::align::origins::origins(&whole.articles, rules);
    let names: Vec<String> = origins.iter().map(|origin| whole.articles[*origin].id.clone()).collect();
    let named = |claim: usize| {
        let article = whole.claims[claim].article;
        let first = crate::resolve::range_of(&whole.claims, article).start;
        (whole.articles[article].id.as_str(), u32::try_from(claim - first).expect("few claims"))
    };
    let report_of = |part: usize| {
        let relations = whole.relations.iter().filter(|relation| groups[&relation.claims[0]] % parts == part);
        let packed: Vec<_> = relations.map(|relation| (relation.claims.map(named), pack_relation(relation))).collect();
        let links: Vec<Link<'_>> = packed.iter().map(|(claims, relation)| Link { claims: *claims, relation }).collect();
        let needed: BTreeSet<&str> = links.iter().flat_map(|link| link.claims.map(|(article, _)| article)).collect();
        let articles = (0..whole.articles.len()).filter(|&at| needed.contains(whole.articles[at].id.as_str()));
        let entry = |at: usize| Entry {
            article: whole.articles[at].clone(),
            claims: whole.claims[crate::resolve::range_of(&whole.claims, at)].to_vec(),
            policy: Arc::clone(&whole.policies[at]),
        };
        let part = |at| (Part { entry: entry(at), held: false, home: false }, names[at].as_str());
        reported(&report(articles.map(part).collect(), &links).expect("all are there"))
    };
    (0..parts).flat_map(report_of).collect()
}

#[test]
fn relations_that_hang_together_give_the_groups_and_findings_of_one_run() {
    let rules = Rules::shared();
    let whole = crate::check_extracted(corpus(rules), Vec::new(), &Options::default(), rules);
    let expected = reported(&whole);
    assert!(expected.len() > 100, "{} groups and findings", expected.len());
    for parts in [1, 5] {
        assert_eq!(reported_in_parts(&whole, parts, rules), expected, "{parts} parts");
    }
}

#[test]
fn what_is_no_relation_is_said() {
    let claims = [("a", 0), ("b", 0)];
    let missing = report(Vec::new(), &[Link { claims, relation: b"" }]).err();
    assert_eq!(missing, Some(Unusable::Missing(Missing { article: "a".to_owned(), claim: 0 })));
    let rules = Rules::shared();
    let article = |id: &str| {
        let article = crate::article::read::plain("Rents rose 3%.", None, None, rules);
        let claims = crate::extract(&article, 0, rules);
        let entry = Entry::new(crate::article::Article { id: id.to_owned(), ..article }, claims, Arc::default());
        (Part { entry, held: false, home: false }, "origin")
    };
    let damaged = report(vec![article("a"), article("b")], &[Link { claims, relation: b"?" }]).err();
    assert_eq!(damaged, Some(Unusable::Damaged));
}

#[test]
fn an_article_that_is_missing_is_said() {
    let meeting = Meeting { aspect: Aspect::Figure, home: ("a", 0), partner: ("b", 1) };
    let missing = judge(Vec::new(), &[meeting], &Options::default(), Rules::shared()).expect_err("nobody is there");
    assert_eq!(missing, Missing { article: "a".to_owned(), claim: 0 });
}

#[test]
fn other_bytes_are_no_bundle() {
    let meeting = Meeting { aspect: Aspect::Quotation, home: ("a", 300), partner: ("b", 1) };
    let met = Met { meetings: vec![(meeting, Some(7))], left_out: 0 };
    let bundles = Places(5).bundles(&[], &met);
    let bundle = &bundles[&2];
    assert_eq!((bundles.len(), unbundle(&bundle.articles, &bundle.meetings)), (1, Ok(vec![meeting])));
    for end in 1..bundle.meetings.len() {
        assert_eq!(unbundle(&bundle.articles, &bundle.meetings[..end]), Err(Damaged), "cut at {end}");
    }
    assert_eq!(unbundle(&["a"], &bundle.meetings), Err(Damaged));
    assert_eq!(unbundle(&bundle.articles, &[9, 0, 0, 1, 0]), Err(Damaged));
}

#[test]
fn other_bytes_are_damage() {
    assert_eq!(unpack(b"\x07daejo", "a", &Arc::default()).err(), Some(Damaged));
}
