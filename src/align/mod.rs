//! Stage four: claims of different articles → pairs that are about the same thing.
//!
//! *Block* on what two claims must share, *score* each candidate pair as probabilistic record
//! linkage does (Fellegi & Sunter 1969), *assign* one to one between two articles.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use crate::article::{Article, Field, Zone};
use crate::policy::GroupBy;
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;

pub mod archive;
mod assign;
mod best;
pub(crate) mod block;
pub(crate) mod chronicles;
mod company;
mod couple;
mod features;
pub(crate) mod gather;
pub(crate) mod index;
pub mod keys;
mod levels;
mod nodes;
pub mod occasions;
pub mod origins;
mod quotes;
mod scale;
pub mod study;
mod swap;
mod terms;

use archive::{Archive, Entry, Nothing, Place};
use block::Met;
pub use features::Level;
use features::Values;
pub use gather::Candidates;
use gather::Gathered;
use index::Index;
use keys::Handle;
use scale::Scales;
use study::Study;
use terms::Likeness;

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
    pub evidence: Arc<[Evidence]>,
}

impl Pair {
    /// The same of claims that stand so much further behind, the lesser one first.
    fn shifted(self, [a, b]: [usize; 2]) -> Self {
        let (a, b) = (self.a + a, self.b + b);
        let [first, second] = self.running;
        if a < b { Self { a, b, ..self } } else { Self { a: b, b: a, running: [second, first], ..self } }
    }
}

/// How many pairs of articles are compared in one go, and so know what the others have found alike.
const PAIRS_TOGETHER: usize = 64;

/// The pairs of claims that are about the same thing, by position of `a`, then `b`: of the candidates, and of the
/// title or deck and the body of each article of `own`.
pub(crate) fn align(gathered: &Gathered, own: &[usize], rules: &Rules) -> Vec<Pair> {
    let scales = Scales::of(rules);
    let mut pairs = across(gathered, &scales);
    pairs.extend(quotes::pairs(gathered, rules));
    let within = |&article: &usize| {
        let offset = gathered.offset(article);
        let found = couple::pairs_within(&gathered.studies[article], &scales);
        found.into_iter().map(move |pair| pair.shifted([offset, offset]))
    };
    pairs.par_extend(own.par_iter().flat_map_iter(within));
    pairs.sort_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    pairs
}

/// Pairs of figures, or of dates, of different articles.
fn across(gathered: &Gathered, scales: &Scales<'_>) -> Vec<Pair> {
    let mut by_articles: BTreeMap<[usize; 2], Vec<(usize, usize)>> = BTreeMap::new();
    for &(a, b) in &gathered.candidates.figures {
        let ((one, a), (other, b)) = (gathered.place(a), gathered.place(b));
        by_articles.entry([one, other]).or_default().push((a, b));
    }
    let by_articles: Vec<_> = by_articles.into_iter().collect();
    let pairs = by_articles.par_chunks(PAIRS_TOGETHER).flat_map_iter(|together| {
        let mut likeness = Likeness::default();
        let pairs = |(articles, candidates): &([usize; 2], Vec<(usize, usize)>)| {
            let studies = articles.map(|article| &*gathered.studies[article]);
            let offsets = articles.map(|article| gathered.offset(article));
            let found = couple::pairs(studies, candidates, &mut likeness, scales);
            found.into_iter().map(move |pair| pair.shifted(offsets))
        };
        together.iter().flat_map(pairs).collect::<Vec<_>>()
    });
    pairs.collect()
}

/// What the claims of articles have met among themselves and in `archive`.
pub(crate) fn meet<A: Archive>(entries: &[&Entry], archive: &A, by: GroupBy, rules: &Rules) -> Result<Met, A::Error> {
    meet_by(&Index::new(entries, by, rules), entries, archive)
}

/// What the claims of articles that are listed in an index have met.
fn meet_by<A: Archive>(index: &Index, entries: &[&Entry], archive: &A) -> Result<Met, A::Error> {
    let claim = |place: Place| &entries[place.article as usize].claims[place.claim as usize];
    let may_meet = |a: Place, b: Place| {
        a.article != b.article || (claim(a).quote().is_some() && is_head(claim(a)) != is_head(claim(b)))
    };
    block::meet(entries, index, archive, may_meet)
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
pub fn candidates(articles: &[Arc<Article>], claims: &[Claim], rules: &Rules) -> Vec<CandidateLevels> {
    let entry = |(at, article): (usize, &Arc<Article>)| Entry {
        article: Arc::clone(article),
        claims: claims[range_of(claims, at)].to_vec(),
        policy: Arc::default(),
    };
    let entries: Vec<Entry> = articles.iter().enumerate().map(entry).collect();
    // What lies too far apart in time tells as well what else sets two stories apart.
    let handles = |entry| index::handles(entry, GroupBy::Nothing, rules).into_iter().map(Handle::of_any_time).collect();
    let index = Index::of(entries.iter().map(handles).collect());
    let Ok(met) = meet_by(&index, &entries.iter().collect::<Vec<_>>(), &Nothing);
    let studies = entries.into_iter().map(|entry| Arc::new(Study::new(entry))).collect();
    let Ok(gathered) = Gathered::new(studies, &met, &Nothing);
    let scales = Scales::of(rules);
    gathered.candidates.figures.iter().filter_map(|&pair| levels(&gathered, pair, &scales)).collect()
}

fn levels(gathered: &Gathered, (a, b): (usize, usize), scales: &Scales<'_>) -> Option<CandidateLevels> {
    let mut likeness = Likeness::default();
    let ((one, first), (other, second)) = (gathered.place(a), gathered.place(b));
    let mut pairing = couple::pairing(&gathered.studies[one], &gathered.studies[other], &mut likeness, scales);
    // As in [`candidates`].
    pairing.occasions = None;
    let kind = couple::kind(&pairing.a.claims[first])?;
    let valued = pairing.values(first, second)?;
    let compared = pairing.compare(first, second, valued, pairing.scale(kind), f64::NEG_INFINITY)?;
    let differ = compared.values == Values::Different;
    Some(CandidateLevels { a, b, kind: kind.file(pairing.setting), differ, levels: compared.levels })
}

/// Whether a claim stands in the headline or the deck.
pub(crate) fn is_head(claim: &Claim) -> bool {
    claim.field == Field::Title || matches!(claim.zone, Zone::Title | Zone::Deck)
}
