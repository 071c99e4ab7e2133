//! The articles at hand, and those of an archive that they have met, brought together.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::archive::{Archive, Entry};
use super::block::{Met, Partner};
use super::keys::Aspect;
use crate::article::Article;
use crate::policy::Policy;
use crate::resolve::Claim;

/// Articles, their claims, and which of them are worth comparing.
#[derive(Debug, Default)]
pub(crate) struct Gathered {
    /// The articles at hand as they came, then those of the archive by id.
    pub articles: Vec<Article>,
    /// What holds for each.
    pub policies: Vec<Arc<Policy>>,
    /// The claims, by article.
    pub claims: Vec<Claim>,
    /// What is worth comparing.
    pub candidates: Candidates,
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
    pub(crate) fn new<A: Archive>(entries: Vec<Entry>, met: &Met, archive: &A) -> Result<Self, A::Error> {
        let ids: HashSet<String> = entries.iter().map(|entry| entry.article.id.clone()).collect();
        let held: BTreeSet<u32> = met.meetings.iter().filter_map(|meeting| held(meeting.partner)).collect();
        let held: Vec<u32> = held.into_iter().collect();
        let mut fetched: Vec<_> = held.iter().zip(archive.entries(&held)?).collect();
        fetched.retain(|(_, entry)| !ids.contains(&entry.article.id));
        fetched.sort_by(|a, b| a.1.article.id.cmp(&b.1.article.id));
        let places: HashMap<u32, usize> =
            fetched.iter().zip(entries.len()..).map(|((number, _), place)| (**number, place)).collect();
        let (gathered, offsets) = Self::of(entries.into_iter().chain(fetched.into_iter().map(|(_, entry)| entry)));
        let index = |partner| {
            let (article, claim) = match partner {
                Partner::Own(place) => (place.article as usize, place.claim),
                Partner::Held(place) => (*places.get(&place.article)?, place.claim),
            };
            gathered.index(&offsets, article, claim)
        };
        let candidates = Candidates::of(met, index);
        Ok(Self { candidates, ..gathered })
    }

    /// Articles none of which has met another yet, and where the claims of each begin.
    pub(crate) fn of(entries: impl IntoIterator<Item = Entry>) -> (Self, Vec<usize>) {
        let mut gathered = Self::default();
        let offset = |entry| {
            let offset = gathered.claims.len();
            gathered.add(entry);
            offset
        };
        let offsets = entries.into_iter().map(offset).collect();
        (gathered, offsets)
    }

    /// Where the claim at a position of an article stands, `offsets` being where those of each begin; `None` if the
    /// article hasn't as many, as whoever writes to an archive's file can have it.
    pub(crate) fn index(&self, offsets: &[usize], article: usize, claim: u32) -> Option<usize> {
        let index = offsets.get(article)? + claim as usize;
        self.claims.get(index).filter(|claim| claim.article == article).map(|_| index)
    }

    fn add(&mut self, entry: Entry) {
        let article = self.articles.len();
        self.articles.push(entry.article);
        self.policies.push(entry.policy);
        self.claims.extend(entry.claims.into_iter().map(|claim| Claim { article, ..claim }));
    }
}

fn held(partner: Partner) -> Option<u32> {
    match partner {
        Partner::Own(_) => None,
        Partner::Held(place) => Some(place.article),
    }
}
