//! Two articles, or the headline and the body of one: which of their figures, and of their dates, are about the same
//! thing.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::Arc;

use super::assign::{self, Candidate};
use super::company::Elsewhere;
use super::features::{self, Compared, Pairing, Side, Valued, Values};
use super::nodes::{Node, Nodes};
use super::occasions::Occasions;
use super::scale::{Scale, Scales};
use super::study::Study;
use super::terms::{self, Likeness};
use super::{Pair, is_head, swap};
use crate::resolve::Claim;
use crate::rules::weights::{Kind, Matched, Setting};

/// The kinds of claims that are aligned here.
const KINDS: [Matched; 2] = [Matched::Figure, Matched::Date];

/// The kind of a claim, if it is aligned here.
pub(super) fn kind(claim: &Claim) -> Option<Matched> {
    if claim.quantity().is_some() { Some(Matched::Figure) } else { claim.is_dated().then_some(Matched::Date) }
}

/// What the comparison of two articles needs to know.
pub(super) fn pairing<'a>(
    a: &'a Study,
    b: &'a Study,
    likeness: &'a mut Likeness,
    scales: &'a Scales<'a>,
) -> Pairing<'a> {
    let (setting, story) = story(a, b);
    let side = |study: &'a Study| Side { claims: &study.entry().claims, traits: study.traits() };
    let occasions = Occasions::of(&a.entry().article, &b.entry().article);
    Pairing { a: side(a), b: side(b), scales, likeness, elsewhere: Elsewhere::default(), setting, story, occasions }
}

/// Which weights hold for two articles, and whether they tell one story, judged by their words if they are of one
/// language. A sentence or two are no story: whoever holds them against others takes them to be about the same thing.
fn story(a: &Study, b: &Study) -> (Setting, &'static str) {
    let [one, other] = [a, b].map(|study| &study.entry().article);
    let brief = !std::ptr::eq(a, b) && one.is_brief() && other.is_brief();
    match (brief, one.lang != other.lang) {
        (true, true) => (Setting::Articles, "brief-untranslated"),
        (true, false) => (Setting::Notes, "brief"),
        (false, true) => (Setting::Articles, "untranslated"),
        (false, false) => {
            let kinship = terms::kinship(&a.traits().vocabulary, &b.traits().vocabulary);
            (Setting::Articles, features::story(kinship))
        }
    }
}

/// The mentions in one article that state one figure each, or one date.
pub(super) fn nodes(study: &Study, scales: &Scales<'_>) -> [Nodes; 2] {
    let mut likeness = Likeness::default();
    let mut pairing = pairing(study, study, &mut likeness, scales);
    let all: Vec<usize> = (0..study.entry().claims.len()).collect();
    KINDS.map(|kind| nodes_among(&all, kind, &mut pairing))
}

/// Those among some claims of an article.
fn nodes_among(claims: &[usize], of: Matched, pairing: &mut Pairing<'_>) -> Nodes {
    let of_kind = claims.iter().copied().filter(|&claim| kind(&pairing.a.claims[claim]) == Some(of));
    let members: Vec<usize> = of_kind.collect();
    let scale = pairing.scale(of);
    Nodes::of(&members, pairing, scale)
}

/// The pairs of two articles, by the positions of the claims in these; of `candidates`, whose first claim is one of `a`.
pub(super) fn pairs(
    [a, b]: [&Study; 2],
    candidates: &[(usize, usize)],
    likeness: &mut Likeness,
    scales: &Scales<'_>,
) -> Vec<Pair> {
    let mut pairing = pairing(a, b, likeness, scales);
    let aligned = KINDS.into_iter().enumerate().filter_map(|(at, k)| {
        let of_kind = |&&(x, y): &&(usize, usize)| {
            [&pairing.a.claims[x], &pairing.b.claims[y]].into_iter().all(|claim| kind(claim) == Some(k))
        };
        let candidates: Vec<(usize, usize)> = candidates.iter().filter(of_kind).copied().collect();
        let nodes = || [a, b].map(|study| &study.nodes(scales)[at]);
        let scale = pairing.scale(k);
        let mut scores = score(&candidates, nodes, &mut pairing, scale);
        // Most articles that meet have nothing in common, and need not be taken apart any further.
        (!scores.is_empty()).then(|| {
            swap::recognise(&mut scores, scale.kind);
            Aligned::new(scores, nodes(), scale.kind)
        })
    });
    let aligned = aligned.collect();
    settle(aligned, &pairing)
}

/// The pairs of an article's title or deck with its body.
pub(super) fn pairs_within(study: &Study, scales: &Scales<'_>) -> Vec<Pair> {
    let claims = &study.entry().claims;
    let (head, body): (Vec<usize>, Vec<usize>) = (0..claims.len()).partition(|&claim| is_head(&claims[claim]));
    if head.is_empty() {
        return Vec::new();
    }
    let mut likeness = Likeness::default();
    let mut pairing = pairing(study, study, &mut likeness, scales);
    let nodes = KINDS.map(|kind| [&head, &body].map(|part| nodes_among(part, kind, &mut pairing)));
    let aligned = KINDS.into_iter().zip(&nodes).map(|(k, [head, body])| {
        let scale = pairing.scale(k);
        let all: Vec<(usize, usize)> =
            head.list.iter().flatten().flat_map(|&x| body.list.iter().flatten().map(move |&y| (x, y))).collect();
        Aligned::new(score(&all, || [head, body], &mut pairing, scale), [head, body], scale.kind)
    });
    settle(aligned.collect(), &pairing)
}

/// The best of `candidates`, which are of one kind, for each two nodes, but for those that weigh too little to be a pair. The
/// nodes are asked for only if there is any.
fn score<'n>(
    candidates: &[(usize, usize)],
    nodes: impl Fn() -> [&'n Nodes; 2],
    pairing: &mut Pairing<'_>,
    scale: &Scale<'_>,
) -> BTreeMap<(usize, usize), Compared> {
    let homes = |(x, y): (usize, usize)| {
        let [a, b] = nodes();
        Some((a.home(x)?, b.home(y)?))
    };
    let valued = candidates.iter().filter_map(|&(x, y)| Some(((x, y), pairing.values(x, y)?)));
    let valued: Vec<((usize, usize), Valued)> = valued.collect();
    let swaps = swap::possible(valued.iter().map(|&(claims, valued)| (claims, valued.values)), homes);
    let mut scores: BTreeMap<(usize, usize), Compared> = BTreeMap::new();
    for ((x, y), valued) in valued {
        let least = if swaps.may_take((x, y)) { f64::NEG_INFINITY } else { scale.least };
        let Some(compared) = pairing.compare(x, y, valued, scale, least) else { continue };
        let Some(nodes) = homes((x, y)) else { continue };
        match scores.entry(nodes) {
            Entry::Vacant(entry) => _ = entry.insert(compared),
            Entry::Occupied(mut best) if compared.weight > best.get().weight => _ = best.insert(compared),
            Entry::Occupied(_) => {}
        }
    }
    scores
}

/// Nodes of one kind of two texts, and those that are taken to be about the same thing.
struct Aligned<'n> {
    nodes: [&'n Nodes; 2],
    chosen: Vec<(Candidate, Compared)>,
    weights: &'n Kind,
}

/// The pairs of two texts, of all kinds. Where the texts tell of two instances, what differs in them is no pair.
fn settle(mut aligned: Vec<Aligned<'_>>, pairing: &Pairing<'_>) -> Vec<Pair> {
    if two_instances(&aligned) {
        aligned.iter_mut().for_each(|kind| kind.chosen.retain(|(_, scored)| !scored.differs_without_slip()));
    }
    aligned.into_iter().flat_map(|kind| kind.pairs(pairing)).collect()
}

impl<'n> Aligned<'n> {
    fn new(mut scores: BTreeMap<(usize, usize), Compared>, nodes: [&'n Nodes; 2], weights: &'n Kind) -> Self {
        let likely = scores.iter().filter(|(_, s)| s.weight >= threshold(s, weights));
        let candidates = likely.map(|(&(a, b), s)| Candidate { a, b, weight: s.weight }).collect();
        let assigned = assign::one_to_one(candidates).into_iter();
        let chosen = assigned.filter_map(|c| Some((c, scores.remove(&(c.a, c.b))?))).collect();
        Self { nodes, chosen, weights }
    }

    fn pairs(self, pairing: &Pairing<'_>) -> Vec<Pair> {
        let Self { nodes: [Nodes { list: a, .. }, Nodes { list: b, .. }], chosen, weights } = self;
        let mut pairs = Vec::new();
        for (chosen, scored) in chosen {
            let evidence = features::evidence(&scored.levels, weights);
            let runs = |claims: &[Claim], node: &Node| node.iter().any(|&claim| claims[claim].frame.running);
            let running = [runs(pairing.a.claims, &a[chosen.a]), runs(pairing.b.claims, &b[chosen.b])];
            for &x in &a[chosen.a] {
                for &y in &b[chosen.b] {
                    if joined(pairing, (x, &a[chosen.a]), (y, &b[chosen.b])) {
                        pairs.push(Pair {
                            a: x,
                            b: y,
                            weight: scored.weight,
                            firm: scored.weight >= weights.conflict_at,
                            slipped: scored.is_at("value", |level| level.starts_with("slip-")),
                            retold: scored.is_at("whole", |level| matches!(level, "copied" | "most" | "half")),
                            running,
                            evidence: Arc::clone(&evidence),
                        });
                    }
                }
            }
        }
        pairs
    }
}

/// Whether two claims of two nodes are to be held against each other. Of 300 km (180 miles) and 300 km (180 miles)
/// the kilometres are equal, and what rounding makes of kilometres against miles says no more.
fn joined(pairing: &Pairing<'_>, (x, beside_x): (usize, &Node), (y, beside_y): (usize, &Node)) -> bool {
    let Some(values) = pairing.values(x, y).map(|valued| valued.values) else { return false };
    let (in_a, in_b) = (pairing.a.claims, pairing.b.claims);
    let of_one_unit = |x: usize, y: usize| in_a[x].quantity().map(|x| &x.unit) == in_b[y].quantity().map(|y| &y.unit);
    if values != Values::Different || of_one_unit(x, y) {
        return true;
    }
    let equal = |one: usize, other: usize| {
        of_one_unit(one, other) && pairing.values(one, other).is_some_and(|valued| valued.values != Values::Different)
    };
    !beside_x.iter().any(|&twin| equal(twin, y)) && !beside_y.iter().any(|&twin| equal(x, twin))
}

impl Compared {
    /// The figures differ, and no slip of the pen explains how.
    fn differs_without_slip(&self) -> bool {
        self.values == Values::Different && !self.is_at("value", |level| level.starts_with("slip"))
    }

    /// Whether a feature is at one of the levels that are asked for.
    fn is_at(&self, feature: &str, asked: impl Fn(&str) -> bool) -> bool {
        self.levels.iter().any(|&(of, level)| of == feature && asked(level))
    }
}

/// Whether two texts tell of two instances of one kind of thing, two polls or two quarters: most of the figures and dates
/// that look alike differ, and more than one of a kind.
fn two_instances(aligned: &[Aligned<'_>]) -> bool {
    let differ = |kind: &Aligned<'_>| kind.chosen.iter().filter(|(_, scored)| scored.differs_without_slip()).count();
    let all: usize = aligned.iter().map(|kind| kind.chosen.len()).sum();
    let differing: usize = aligned.iter().map(differ).sum();
    differing * 2 > all && aligned.iter().any(|kind| differ(kind) >= 2)
}

/// Equal values help two claims to find each other; unequal ones must be matched by everything else.
fn threshold(scored: &Compared, weights: &Kind) -> f64 {
    match scored.values {
        Values::Equal | Values::Compatible => weights.match_at,
        Values::Different if scored.levels.contains(&("value", "moved")) => weights.update_at,
        Values::Different => weights.conflict_at,
    }
}
