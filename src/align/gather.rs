//! The articles at hand, and those of an archive that they have met, brought together.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Pair;
use super::archive::{Archive, Entry, Place};
use super::block::{Met, Partner};
use super::keys::Aspect;
use super::origins::Seen;
use super::study::Study;
use crate::article::Article;
use crate::policy::Policy;
use crate::resolve::Claim;

/// Articles, and which of their claims are worth comparing. Claims are numbered in the order of the articles.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The articles at hand as they came, then those of the archive by id.
    pub studies: Vec<Arc<Study>>,
    /// The number of the first claim of each, and how many there are in all.
    offsets: Vec<usize>,
    /// What is worth comparing.
    pub candidates: Candidates,
}

/// Articles with their claims, and what is to be judged about them.
#[derive(Debug, Default)]
pub(crate) struct Case {
    /// The articles.
    pub articles: Vec<Arc<Article>>,
    /// What holds for each.
    pub policies: Vec<Arc<Policy>>,
    /// What tells the origin of each, if that is known.
    pub seen: Vec<Seen>,
    /// The claims, by article.
    pub claims: Vec<Claim>,
    /// Claims that are about the same thing.
    pub pairs: Vec<Pair>,
    /// Counts of events and lists of them, see [`Candidates`].
    pub chronicles: Vec<(usize, usize)>,
    /// The articles that are to be checked by themselves.
    pub own: Vec<usize>,
}

/// Pairs of claims that are worth comparing, as indices into the claims of a run: the lesser one first, sorted.
#[derive(Clone, Debug, Default)]
pub struct Candidates {
    /// Two figures, or two dates.
    pub figures: Vec<(usize, usize)>,
    /// Two quotations.
    pub quotations: Vec<(usize, usize)>,
    /// A count of events and a complete list of them.
    pub chronicles: Vec<(usize, usize)>,
}

impl Candidates {
    /// The pairs that have met; `index` says where a claim stands in the run, if it does.
    fn of(met: &Met, index: impl Fn(Partner) -> Option<usize>) -> Self {
        Self::new(
            met.meetings.iter().filter_map(|meeting| {
                Some((meeting.aspect, index(Partner::Own(meeting.claim))?, index(meeting.partner)?))
            }),
        )
    }

    /// Pairs of claims by what they are met for, in any order; they may come twice.
    pub(crate) fn new(pairs: impl IntoIterator<Item = (Aspect, usize, usize)>) -> Self {
        let mut candidates = Self::default();
        for (aspect, a, b) in pairs {
            candidates.list(aspect).push((a.min(b), a.max(b)));
        }
        for pairs in [&mut candidates.figures, &mut candidates.quotations, &mut candidates.chronicles] {
            pairs.sort_unstable();
            pairs.dedup();
        }
        candidates
    }

    fn list(&mut self, aspect: Aspect) -> &mut Vec<(usize, usize)> {
        match aspect {
            Aspect::Figure => &mut self.figures,
            Aspect::Quotation => &mut self.quotations,
            Aspect::Chronicle => &mut self.chronicles,
        }
    }
}

impl Gathered {
    /// Fetches from `archive` what the claims of the articles at hand have met there, but for earlier versions of
    /// these articles.
    ///
    /// # Errors
    /// When the archive can't be read.
    pub(crate) fn new<A: Archive>(own: Vec<Arc<Study>>, met: &Met, archive: &A) -> Result<Self, A::Error> {
        let ids: HashSet<String> = own.iter().map(|study| study.entry().article.id.clone()).collect();
        let listed = || met.meetings.iter().filter_map(|meeting| meeting.partner.held());
        let numbers: BTreeSet<u32> = listed().map(|place| place.article).collect();
        let numbers: Vec<u32> = numbers.into_iter().collect();
        let mut fetched: Vec<_> = numbers.iter().zip(archive.studies(&numbers)?).collect();
        fetched.retain(|(_, study)| !ids.contains(&study.entry().article.id));
        fetched.sort_by(|a, b| a.1.entry().article.id.cmp(&b.1.entry().article.id));
        let places: HashMap<u32, usize> =
            fetched.iter().zip(own.len()..).map(|((number, _), place)| (**number, place)).collect();
        let mut gathered = Self::of(own.into_iter().chain(fetched.into_iter().map(|(_, study)| study)).collect());
        let article = |place: Place| places.get(&place.article).copied();
        for place in listed() {
            if article(place).is_some_and(|article| gathered.index(article, place.claim).is_none()) {
                archive.lacks(place)?;
            }
        }
        gathered.candidates = Candidates::of(met, |partner| match partner {
            Partner::Own(place) => gathered.index(place.article as usize, place.claim),
            Partner::Held(place) => gathered.index(article(place)?, place.claim),
        });
        Ok(gathered)
    }

    /// Articles none of which has met another yet.
    pub(crate) fn of(studies: Vec<Arc<Study>>) -> Self {
        let mut offsets = vec![0];
        offsets.extend(studies.iter().scan(0, |all, study| {
            *all += study.entry().claims.len();
            Some(*all)
        }));
        Self { studies, offsets, candidates: Candidates::default() }
    }

    /// The number of the claim at a position of an article; `None` if the article hasn't as many, as whoever writes to
    /// an archive's file can have it.
    pub(crate) fn index(&self, article: usize, claim: u32) -> Option<usize> {
        let claims = self.offsets.get(article + 1)? - self.offsets[article];
        ((claim as usize) < claims).then_some(self.offsets[article] + claim as usize)
    }

    /// The number of the first claim of an article.
    pub(super) fn offset(&self, article: usize) -> usize {
        self.offsets[article]
    }

    /// The article of a claim, and its position there.
    pub(super) fn place(&self, claim: usize) -> (usize, usize) {
        let article = self.offsets.partition_point(|&offset| offset <= claim) - 1;
        (article, claim - self.offsets[article])
    }

    /// What is to be judged: `pairs` and lists of events, the checks of the articles of `own`, and the first `new`
    /// articles. Others are left out.
    pub(crate) fn into_case(self, new: usize, own: &[usize], mut pairs: Vec<Pair>) -> Case {
        let mut chronicles = self.candidates.chronicles.clone();
        let mut keep: Vec<bool> = (0..self.studies.len()).map(|article| article < new).collect();
        own.iter().for_each(|&article| keep[article] = true);
        let met = pairs.iter().flat_map(|pair| [pair.a, pair.b]);
        met.chain(chronicles.iter().flat_map(|&(a, b)| [a, b])).for_each(|claim| keep[self.place(claim).0] = true);
        // How many claims before those of an article are left out.
        let gone: Vec<usize> = (self.offsets.windows(2).zip(&keep))
            .scan(0, |gone, (ends, keep)| {
                let before = *gone;
                *gone += if *keep { 0 } else { ends[1] - ends[0] };
                Some(before)
            })
            .collect();
        let renumber = |claim: &mut usize| *claim -= gone[self.place(*claim).0];
        pairs.iter_mut().flat_map(|pair| [&mut pair.a, &mut pair.b]).for_each(renumber);
        chronicles.iter_mut().flat_map(|(a, b)| [a, b]).for_each(renumber);
        let own = own.iter().map(|&article| keep[..article].iter().filter(|keep| **keep).count()).collect();
        let mut case = Case { pairs, chronicles, own, ..Case::default() };
        // What was worked out of an article is taken apart wherever there is time.
        let entry = |(study, keep): (Arc<Study>, bool)| {
            let seen = Arc::clone(study.seen());
            let entry = || Arc::try_unwrap(study).map_or_else(|shared| shared.entry().clone(), Study::into_entry);
            keep.then(|| (entry(), seen))
        };
        let entries: Vec<Option<(Entry, Seen)>> = self.studies.into_par_iter().zip(keep).map(entry).collect();
        entries.into_iter().flatten().for_each(|(entry, seen)| case.add(entry, seen));
        case
    }

    /// All articles, to be reported on as they are.
    pub(crate) fn into_articles(self) -> Case {
        let all = self.studies.len();
        self.into_case(all, &[], Vec::new())
    }
}

impl Case {
    fn add(&mut self, entry: Entry, seen: Seen) {
        let article = self.articles.len();
        self.seen.push(seen);
        self.articles.push(entry.article);
        self.policies.push(entry.policy);
        self.claims.extend(entry.claims.into_iter().map(|claim| claim.of(article)));
    }
}
