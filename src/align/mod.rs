//! Stage four: claims of different articles → pairs that are about the same thing.
//!
//! *Block* on what two claims must share, *score* each candidate pair as probabilistic record
//! linkage does (Fellegi & Sunter 1969), *assign* one to one between two articles.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use crate::article::{Article, Field, Zone};
use crate::compare::Comparer;
use crate::policy::GroupBy;
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;
use crate::rules::weights::{Kind, Matched, Setting};

pub mod archive;
mod assign;
pub(crate) mod block;
pub(crate) mod chronicles;
mod company;
mod features;
pub(crate) mod gather;
pub(crate) mod index;
pub mod keys;
mod nodes;
pub mod origins;
mod quotes;
mod swap;
mod terms;

use archive::{Archive, Entry, Nothing, Place};
use assign::Candidate;
use block::Met;
use company::Elsewhere;
pub use features::Level;
use features::{Pairing, Values};
pub use gather::Candidates;
use gather::Gathered;
use index::Index;
use nodes::Node;
use terms::{Lexicon, Likeness};

/// One piece of evidence that two claims are, or are not, about the same thing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// Name of the feature and its level: `label/same`, `subject/contradicts`.
    pub feature: SmolStr,
    /// Match weight in bits: log2 of how much likelier the level is among true pairs.
    pub weight: f64,
}

/// Two claims that are about the same thing.
#[derive(Clone, Debug, Default)]
pub struct Pair {
    /// Indices into the claims of the run; `a < b`.
    pub a: usize,
    /// See `a`.
    pub b: usize,
    /// Sum of the match weights, in bits.
    pub weight: f64,
    /// Whether that is enough to believe it of two figures that differ.
    pub firm: bool,
    /// The two figures are one number, but for a slip that does not happen by chance.
    pub slipped: bool,
    /// The one sentence has at least half of the words of the other.
    pub retold: bool,
    /// Whether the article of `a`, and that of `b`, says that the count goes on or as of when it stands.
    pub running: [bool; 2],
    /// What speaks for and against it, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// The pairs of claims that are about the same thing, by position of `a`, then `b`: of `candidates`, and of the
/// title or deck and the body of each article of `own`.
pub fn align(
    articles: &[Article],
    claims: &[Claim],
    candidates: &Candidates,
    own: &[usize],
    rules: &Rules,
) -> Vec<Pair> {
    let lexicon = Lexicon::of(articles.len(), claims);
    let comparer = Comparer::new(articles, claims, rules);
    let scope = Scope { articles, claims, lexicon: &lexicon, comparer: &comparer, rules };
    let mut pairs = scope.across(&candidates.figures);
    pairs.extend(quotes::pairs(claims, &candidates.quotations, rules));
    pairs.par_extend(own.par_iter().flat_map_iter(|&article| scope.within(article)));
    pairs.sort_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    pairs
}

/// What the claims of articles have met among themselves and in `archive`.
pub(crate) fn meet<A: Archive>(entries: &[Entry], archive: &A, by: GroupBy, rules: &Rules) -> Result<Met, A::Error> {
    let claim = |place: Place| &entries[place.article as usize].claims[place.claim as usize];
    let may_meet = |a: Place, b: Place| {
        a.article != b.article || (claim(a).quote().is_some() && is_head(claim(a)) != is_head(claim(b)))
    };
    block::meet(entries, &Index::new(entries, by, rules), archive, may_meet)
}

/// A pair of claims that may be about the same thing, compared but not decided, for fitting weights.
#[derive(Clone, Debug)]
pub struct CandidateLevels {
    /// Indices into the claims of the run; `a < b`.
    pub a: usize,
    /// See `a`.
    pub b: usize,
    /// `quantity` or `date`: the file of `rules/weights/` that weighs them.
    pub kind: &'static str,
    /// Whether the two values can't both be true.
    pub differ: bool,
    /// Features and their levels.
    pub levels: Vec<Level>,
}

/// The figures and dates of some articles that are worth comparing with each other, with the levels of their
/// features.
pub fn candidates(articles: &[Article], claims: &[Claim], rules: &Rules) -> Vec<CandidateLevels> {
    let entry = |(at, article): (usize, &Article)| Entry {
        article: article.clone(),
        claims: claims[range_of(claims, at)].to_vec(),
        policy: Arc::default(),
    };
    let entries: Vec<Entry> = articles.iter().enumerate().map(entry).collect();
    let Ok(met) = meet(&entries, &Nothing, GroupBy::Nothing, rules);
    let Ok(gathered) = Gathered::new(entries, &met, &Nothing);
    levels(articles, claims, &gathered.candidates.figures, rules)
}

fn levels(
    articles: &[Article],
    claims: &[Claim],
    candidates: &[(usize, usize)],
    rules: &Rules,
) -> Vec<CandidateLevels> {
    let lexicon = Lexicon::of(articles.len(), claims);
    let comparer = Comparer::new(articles, claims, rules);
    let scope = Scope { articles, claims, lexicon: &lexicon, comparer: &comparer, rules };
    let levels = |&(a, b): &(usize, usize)| {
        let mut likeness = Likeness::default();
        let mut pairing = scope.pairing(claims[a].article, claims[b].article, &mut likeness);
        let (kind, compared) = (kind(&claims[a])?, pairing.compare(a, b)?);
        let differ = compared.values == Values::Different;
        Some(CandidateLevels { a, b, kind: kind.file(pairing.setting), differ, levels: compared.levels })
    };
    candidates.iter().filter_map(levels).collect()
}

struct Scope<'a> {
    articles: &'a [Article],
    claims: &'a [Claim],
    lexicon: &'a Lexicon,
    comparer: &'a Comparer<'a>,
    rules: &'a Rules,
}

/// How many pairs of articles are compared in one go, and so know what the others have found alike.
const PAIRS_TOGETHER: usize = 64;

/// The kinds of claims that are aligned here.
const KINDS: [Matched; 2] = [Matched::Figure, Matched::Date];

fn kind(claim: &Claim) -> Option<Matched> {
    if claim.quantity().is_some() { Some(Matched::Figure) } else { claim.is_dated().then_some(Matched::Date) }
}

impl Scope<'_> {
    /// Pairs of figures, or of dates, of different articles.
    fn across(&self, candidates: &[(usize, usize)]) -> Vec<Pair> {
        let mut by_articles: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
        for &(a, b) in candidates {
            by_articles.entry((self.claims[a].article, self.claims[b].article)).or_default().push((a, b));
        }
        let met: BTreeSet<usize> = by_articles.keys().flat_map(|&(a, b)| [a, b]).collect();
        let nodes: HashMap<usize, [Vec<Node>; 2]> =
            met.into_par_iter().map(|article| (article, self.nodes(article))).collect();
        let by_articles: Vec<_> = by_articles.into_iter().collect();
        let pairs = by_articles.par_chunks(PAIRS_TOGETHER).flat_map_iter(|together| {
            let mut likeness = Likeness::default();
            let pair_up = |((a, b), candidates): &((usize, usize), Vec<(usize, usize)>)| {
                self.pair_up((*a, *b), candidates, [&nodes[a], &nodes[b]], &mut likeness)
            };
            together.iter().flat_map(pair_up).collect::<Vec<_>>()
        });
        pairs.collect()
    }

    fn nodes(&self, article: usize) -> [Vec<Node>; 2] {
        let mut likeness = Likeness::default();
        let mut pairing = self.pairing(article, article, &mut likeness);
        KINDS.map(|k| {
            let own = range_of(self.claims, article).filter(|&c| kind(&self.claims[c]) == Some(k));
            let weights = pairing.weights(k);
            nodes::nodes(self.claims, &own.collect::<Vec<_>>(), &mut pairing, weights)
        })
    }

    fn pairing<'s>(&'s self, a: usize, b: usize, likeness: &'s mut Likeness) -> Pairing<'s> {
        let (setting, story) = self.story(a, b);
        Pairing {
            claims: self.claims,
            lexicon: self.lexicon,
            rules: self.rules,
            comparer: self.comparer,
            a: &self.lexicon.vocabularies[a],
            b: &self.lexicon.vocabularies[b],
            likeness,
            elsewhere: Elsewhere::default(),
            setting,
            story,
        }
    }

    /// Which weights hold for two articles, and whether they tell one story, judged by their words if they are of one
    /// language. A sentence or two are no story: whoever holds them against others takes them to be about the same thing.
    fn story(&self, a: usize, b: usize) -> (Setting, &'static str) {
        let brief = a != b && [a, b].iter().all(|&article| self.articles[article].is_brief());
        let translated = self.articles[a].lang != self.articles[b].lang;
        match (brief, translated) {
            (true, true) => (Setting::Articles, "brief-untranslated"),
            (true, false) => (Setting::Notes, "brief"),
            (false, true) => (Setting::Articles, "untranslated"),
            (false, false) => {
                let kinship = terms::kinship(&self.lexicon.vocabularies[a], &self.lexicon.vocabularies[b]);
                (Setting::Articles, features::story(kinship))
            }
        }
    }

    fn pair_up(
        &self,
        (a, b): (usize, usize),
        candidates: &[(usize, usize)],
        [nodes_a, nodes_b]: [&[Vec<Node>; 2]; 2],
        likeness: &mut Likeness,
    ) -> Vec<Pair> {
        let mut pairing = self.pairing(a, b, likeness);
        let aligned = KINDS.into_iter().zip(nodes_a.iter().zip(nodes_b)).map(|(k, (nodes_a, nodes_b))| {
            let weights = pairing.weights(k);
            let mut scores = score(candidates, nodes_a, nodes_b, &mut pairing, weights);
            swap::recognise(&mut scores, weights);
            Aligned::new(scores, [nodes_a, nodes_b], weights)
        });
        settle(aligned.collect(), &mut pairing)
    }

    /// Pairs of an article's title or deck with its body.
    fn within(&self, article: usize) -> Vec<Pair> {
        let own = range_of(self.claims, article);
        let (head, body): (Vec<usize>, Vec<usize>) = own.partition(|&c| is_head(&self.claims[c]));
        let mut likeness = Likeness::default();
        let mut pairing = self.pairing(article, article, &mut likeness);
        let nodes = KINDS.map(|k| {
            let weights = pairing.weights(k);
            [&head, &body].map(|part| {
                let of_kind = part.iter().copied().filter(|&c| kind(&self.claims[c]) == Some(k));
                nodes::nodes(self.claims, &of_kind.collect::<Vec<_>>(), &mut pairing, weights)
            })
        });
        let aligned = KINDS.into_iter().zip(&nodes).map(|(k, [head, body])| {
            let weights = pairing.weights(k);
            let all: Vec<(usize, usize)> =
                head.iter().flatten().flat_map(|&x| body.iter().flatten().map(move |&y| (x, y))).collect();
            Aligned::new(score(&all, head, body, &mut pairing, weights), [head, body], weights)
        });
        settle(aligned.collect(), &mut pairing)
    }
}

/// Whether a claim stands in the headline or the deck.
fn is_head(claim: &Claim) -> bool {
    claim.field == Field::Title || matches!(claim.zone, Zone::Title | Zone::Deck)
}

/// The best member pair of two nodes.
#[derive(Clone)]
struct Scored {
    values: Values,
    levels: Vec<Level>,
    weight: f64,
}

fn score(
    candidates: &[(usize, usize)],
    a: &[Node],
    b: &[Node],
    pairing: &mut Pairing<'_>,
    weights: &Kind,
) -> BTreeMap<(usize, usize), Scored> {
    let place = |nodes: &[Node]| -> HashMap<usize, usize> {
        nodes.iter().enumerate().flat_map(|(n, node)| node.iter().map(move |&c| (c, n))).collect()
    };
    let (in_a, in_b) = (place(a), place(b));
    let mut scores: BTreeMap<(usize, usize), Scored> = BTreeMap::new();
    for &(x, y) in candidates {
        let (Some(&n), Some(&m)) = (in_a.get(&x), in_b.get(&y)) else { continue };
        let Some(compared) = pairing.compare(x, y) else { continue };
        let weight = features::weigh(&compared.levels, weights);
        let scored = Scored { values: compared.values, levels: compared.levels, weight };
        scores
            .entry((n, m))
            .and_modify(|best| {
                if scored.weight > best.weight {
                    *best = scored.clone();
                }
            })
            .or_insert(scored);
    }
    scores
}

/// Nodes of one kind of two texts, and those that are taken to be about the same thing.
struct Aligned<'n> {
    nodes: [&'n [Node]; 2],
    chosen: Vec<(Candidate, Scored)>,
    weights: &'n Kind,
}

/// The pairs of two texts, of all kinds. Where the texts tell of two instances, what differs in them is no pair.
fn settle(mut aligned: Vec<Aligned<'_>>, pairing: &mut Pairing<'_>) -> Vec<Pair> {
    if two_instances(&aligned) {
        aligned.iter_mut().for_each(|kind| kind.chosen.retain(|(_, scored)| !scored.differs_without_slip()));
    }
    aligned.into_iter().flat_map(|kind| kind.pairs(pairing)).collect()
}

impl<'n> Aligned<'n> {
    fn new(mut scores: BTreeMap<(usize, usize), Scored>, nodes: [&'n [Node]; 2], weights: &'n Kind) -> Self {
        let likely = scores.iter().filter(|(_, s)| s.weight >= threshold(s, weights));
        let candidates = likely.map(|(&(a, b), s)| Candidate { a, b, weight: s.weight }).collect();
        let assigned = assign::one_to_one(candidates).into_iter();
        let chosen = assigned.filter_map(|c| Some((c, scores.remove(&(c.a, c.b))?))).collect();
        Self { nodes, chosen, weights }
    }

    fn pairs(self, pairing: &mut Pairing<'_>) -> Vec<Pair> {
        let Self { nodes: [a, b], chosen, weights } = self;
        let mut pairs = Vec::new();
        for (chosen, scored) in chosen {
            let evidence = features::evidence(&scored.levels, weights);
            let running =
                [&a[chosen.a], &b[chosen.b]].map(|node| node.iter().any(|&c| pairing.claims[c].frame.running));
            for &x in &a[chosen.a] {
                for &y in &b[chosen.b] {
                    if joined(pairing, (x, &a[chosen.a]), (y, &b[chosen.b])) {
                        let running = if x < y { running } else { [running[1], running[0]] };
                        pairs.push(Pair {
                            a: x.min(y),
                            b: x.max(y),
                            weight: scored.weight,
                            firm: scored.weight >= weights.conflict_at,
                            slipped: scored.is_at("value", |level| level.starts_with("slip-")),
                            retold: scored.is_at("whole", |level| matches!(level, "copied" | "most" | "half")),
                            running,
                            evidence: evidence.clone(),
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
fn joined(pairing: &mut Pairing<'_>, (x, beside_x): (usize, &Node), (y, beside_y): (usize, &Node)) -> bool {
    let Some(compared) = pairing.compare(x, y) else { return false };
    let claims = pairing.claims;
    let unit = |claim: usize| claims[claim].quantity().map(|quantity| &quantity.unit);
    if compared.values != Values::Different || unit(x) == unit(y) {
        return true;
    }
    let mut equal = |one: usize, other: usize| {
        unit(one) == unit(other) && pairing.compare(one, other).is_some_and(|found| found.values != Values::Different)
    };
    !beside_x.iter().any(|&twin| equal(twin, y)) && !beside_y.iter().any(|&twin| equal(x, twin))
}

impl Scored {
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
fn threshold(scored: &Scored, weights: &Kind) -> f64 {
    match scored.values {
        Values::Equal | Values::Compatible => weights.match_at,
        Values::Different if scored.levels.contains(&("value", "moved")) => weights.update_at,
        Values::Different => weights.conflict_at,
    }
}
