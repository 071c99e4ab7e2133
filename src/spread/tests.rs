//! The parts, put together in memory: the relations are those of one run, however the articles are divided.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::Arc;

use super::*;
use crate::align::archive::Entry;
use crate::align::keys::{Aspect, Key};
use crate::config::{Loaded, Settings};
use crate::input::{How, Reader};
use crate::judge::{Relation, Verdict};
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

/// How many claims have each key that several articles have, or one article twice.
fn counts(entries: &[Entry], by: GroupBy, rules: &Rules) -> Counts {
    let mut counts: HashMap<Key, (u32, u32)> = HashMap::new();
    for (key, claims) in entries.iter().flat_map(|entry| listings(entry, by, rules)) {
        let (articles, all) = counts.entry(key).or_default();
        (*articles, *all) = (*articles + 1, *all + claims);
    }
    let shared = counts.into_iter().filter(|&(_, (articles, claims))| articles > 1 || claims > 1);
    shared.map(|(key, (_, claims))| (key, claims)).collect()
}

/// What the articles have found at so many points, by their ids.
fn found(
    entries: &[Entry],
    held: impl Fn(&Entry) -> bool,
    points: Points,
    by: GroupBy,
    rules: &Rules,
) -> BTreeMap<String, Vec<Vec<u8>>> {
    let counts = counts(entries, by, rules);
    let mut sent: BTreeMap<u64, Vec<(&Entry, Vec<u8>)>> = BTreeMap::new();
    for entry in entries {
        for (point, profile) in points.profiles(entry, &counts, by, rules).packed {
            sent.entry(point).or_default().push((entry, profile));
        }
    }
    let own = entries.iter().filter(|entry| !held(entry));
    let mut found: BTreeMap<String, Vec<Vec<u8>>> = own.map(|entry| (entry.article.id.clone(), Vec::new())).collect();
    for sent in sent.values() {
        let guest =
            |(entry, profile): &'_ (&'_ Entry, Vec<u8>)| (entry.article.id.clone(), held(entry), profile.clone());
        let guests: Vec<_> = sent.iter().map(guest).collect();
        let guests: Vec<_> = guests.iter().map(|(id, held, profile)| Guest { id, held: *held, profile }).collect();
        for (id, partners) in seek(&guests).expect("what was written") {
            found.get_mut(id).expect("it is not held").push(partners);
        }
    }
    found
}

/// What some articles have met, of what they have found.
fn met(found: &BTreeMap<String, Vec<Vec<u8>>>) -> BTreeMap<&str, Met<'_>> {
    let met = found.iter().map(|(id, found)| {
        let found: Vec<&[u8]> = found.iter().map(Vec::as_slice).collect();
        (id.as_str(), meet(id, &found).expect("what was written"))
    });
    met.collect()
}

/// What comes of `entries`, whose claims meet at so many points, if those for which `held` holds are only held against.
fn in_parts(
    entries: &[Entry],
    held: impl Fn(&Entry) -> bool,
    parts: u64,
    by: GroupBy,
    rules: &Rules,
) -> BTreeSet<String> {
    let packed: Vec<Entry> = entries.iter().map(through_bytes).collect();
    let found = found(&packed, &held, Points(parts), by, rules);
    let mut bundles: BTreeMap<u64, Vec<OwnedBundle>> = BTreeMap::new();
    for (id, met) in met(&found) {
        for (place, bundle) in Places(parts).bundles(&BTreeMap::from([(id, met)])) {
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
    let found = found(&corpus(rules), |_| false, Points(u64::MAX), GroupBy::Nothing, rules);
    let mut ties: BTreeMap<[&str; 2], BTreeSet<Option<u32>>> = BTreeMap::new();
    let mut told = 0;
    for (meeting, tie) in met(&found).values().flat_map(|met| &met.meetings) {
        if meeting.aspect != Aspect::Chronicle {
            ties.entry([meeting.home.0, meeting.partner.0]).or_default().insert(*tie);
            told += 1;
        }
    }
    assert!(ties.values().all(|ties| ties.len() == 1 && !ties.contains(&None)), "{ties:?}");
    assert!(told > 2 * ties.len(), "{told} meetings of {} couples", ties.len());
}

#[test]
fn other_bytes_are_no_profile_and_no_partners() {
    let rules = Rules::shared();
    let entries = corpus(rules);
    let counts = counts(&entries, GroupBy::Nothing, rules);
    let profiles = |entry: &Entry| Points(1).profiles(entry, &counts, GroupBy::Nothing, rules).packed;
    let packed: Vec<Vec<u8>> = entries.iter().flat_map(|entry| profiles(entry).into_values()).collect();
    let guest = |profile: &'_ [u8]| seek(&[Guest { id: "a", held: false, profile }]).map(|_| ());
    assert_eq!(guest(&packed[0]), Ok(()));
    let cut = (1..packed[0].len()).filter(|&end| guest(&packed[0][..end]).is_err()).count();
    assert!(cut > packed[0].len() / 2, "{cut} of {} cuts are seen", packed[0].len());
    let two = [&packed[0], &packed[1]].map(Vec::as_slice);
    let guests = [("a", two[0]), ("b", two[0])].map(|(id, profile)| Guest { id, held: false, profile });
    let found = seek(&guests).expect("what was written");
    assert!(!meet("a", &[&found[0].1]).expect("what was written").meetings.is_empty());
    assert_eq!(meet("a", &[&found[0].1[..3]]), Err(Damaged));
    assert_eq!(meet("a", &[b"\x00\x03"]), Err(Damaged));
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

/// A claim wherever it is found.
fn name(report: &Report, claim: usize) -> String {
    let claim = &report.claims[claim];
    format!("{}/{}", report.article_of(claim).id, claim.id)
}

/// Conflicts, each as it is known wherever it is found; a fingerprint that comes again has a number.
fn conflicts(report: &Report) -> BTreeSet<String> {
    let conflicts = report.findings.iter().filter(|finding| matches!(finding.code, FindingCode::Conflict(_)));
    let findings = conflicts.map(|finding| {
        let labels: Vec<_> = finding.labels.iter().map(|label| (label.role, name(report, label.claim))).collect();
        let fingerprint = finding.fingerprint.split('-').next();
        format!("{:?} {:?} {:?} {fingerprint:?} {labels:?}", finding.code, finding.severity, finding.message)
    });
    findings.collect()
}

/// A claim by the id of its article and its position there.
fn named(report: &Report, claim: usize) -> (&str, u32) {
    let article = report.claims[claim].article;
    let first = crate::resolve::range_of(&report.claims, article).start;
    (report.articles[article].id.as_str(), u32::try_from(claim - first).expect("few claims"))
}

/// For each claim the least one that these relations connect it with.
fn labels<'r>(relations: impl Iterator<Item = &'r Relation> + Clone) -> BTreeMap<usize, usize> {
    let mut labels: BTreeMap<usize, usize> =
        relations.clone().flat_map(|r| r.claims).map(|claim| (claim, claim)).collect();
    loop {
        let before = labels.clone();
        for relation in relations.clone() {
            let least = relation.claims.iter().map(|claim| labels[claim]).min().expect("two");
            relation.claims.iter().for_each(|claim| _ = labels.insert(*claim, least));
        }
        if labels == before {
            return labels;
        }
    }
}

/// The findings of the conflicts of `whole`, those that hang together in one part, in so many parts.
fn conflicts_in_parts(whole: &Report, parts: usize) -> BTreeSet<String> {
    let conflicts = whole.relations.iter().filter(|relation| relation.verdict == Verdict::Conflict);
    let labels = labels(conflicts.clone());
    let report_of = |part: usize| {
        let relations = conflicts.clone().filter(|relation| labels[&relation.claims[0]] % parts == part);
        let packed: Vec<_> = relations
            .map(|relation| (relation.claims.map(|claim| named(whole, claim)), pack_relation(relation)))
            .collect();
        let links: Vec<Link<'_>> = packed.iter().map(|(claims, relation)| Link { claims: *claims, relation }).collect();
        let needed: BTreeSet<&str> = links.iter().flat_map(|link| link.claims.map(|(article, _)| article)).collect();
        let articles = (0..whole.articles.len()).filter(|&at| needed.contains(whole.articles[at].id.as_str()));
        let entry = |at: usize| Entry {
            article: whole.articles[at].clone(),
            claims: whole.claims[crate::resolve::range_of(&whole.claims, at)].to_vec(),
            policy: Arc::clone(&whole.policies[at]),
        };
        let part = |at| Part { entry: entry(at), held: false, home: false };
        self::conflicts(&report(articles.map(part).collect(), &links).expect("all are there"))
    };
    (0..parts).flat_map(report_of).collect()
}

#[test]
fn conflicts_that_hang_together_give_the_findings_of_one_run() {
    let rules = Rules::shared();
    let whole = crate::check_extracted(corpus(rules), Vec::new(), &Options::default(), rules);
    let expected = conflicts(&whole);
    assert!(expected.len() > 20, "{} findings", expected.len());
    for parts in [1, 5] {
        assert_eq!(conflicts_in_parts(&whole, parts), expected, "{parts} parts");
    }
}

#[test]
fn claims_that_hang_together_are_the_groups_of_one_run() {
    let rules = Rules::shared();
    let whole = crate::check_extracted(corpus(rules), Vec::new(), &Options::default(), rules);
    let origins = crate::align::origins::origins(&whole.articles, rules);
    let labels = labels(whole.relations.iter());
    let member = |&claim: &usize| {
        let (article, position) = named(&whole, claim);
        let origin = whole.articles[origins[whole.claims[claim].article]].id.as_str();
        Member { held: false, article, position, id: &whole.claims[claim].id, origin }
    };
    let of_label = |label: usize| {
        let claims = labels.iter().filter(|(_, of)| **of == label).map(|(claim, _)| claim);
        let relations = whole.relations.iter().filter(|relation| labels[&relation.claims[0]] == label);
        group(claims.map(member).collect(), relations.map(|relation| relation.verdict)).expect("there are relations")
    };
    let found: Vec<Grouped<'_>> = labels.values().copied().collect::<BTreeSet<_>>().into_iter().map(of_label).collect();
    let expected = whole.groups.iter().map(|group| Grouped {
        id: group.id.clone(),
        members: group.claims.iter().map(member).collect(),
        verdict: group.verdict,
        origins: group.origins,
    });
    assert_eq!(found, expected.collect::<Vec<_>>());
    assert!(found.len() > 50 && found.iter().any(|group| group.origins < group.members.len()), "{found:?}");
    assert_eq!(group(BTreeSet::new(), std::iter::empty()), None);
    assert_eq!((verdict("update"), verdict("Update")), (Some(Verdict::Update), None));
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
        Part { entry, held: false, home: false }
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
    let met = Met { meetings: vec![(meeting, Some(7))] };
    let bundles = Places(5).bundles(&BTreeMap::from([("a", met)]));
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
