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
    pub(super) fn of(met: &Met, index: impl Fn(Partner) -> Option<usize>) -> Self {
        let mut candidates = Self::default();
        for meeting in &met.meetings {
            let (Some(a), Some(b)) = (index(Partner::Own(meeting.claim)), index(meeting.partner)) else { continue };
            candidates.list(meeting.aspect).push((a.min(b), a.max(b)));
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
        let mut gathered = Self::default();
        let mut offsets = Vec::with_capacity(entries.len() + fetched.len());
        for entry in entries.into_iter().chain(fetched.into_iter().map(|(_, entry)| entry)) {
            offsets.push(gathered.claims.len());
            gathered.add(entry);
        }
        gathered.candidates = Candidates::of(met, |partner| match partner {
            Partner::Own(place) => Some(offsets[place.article as usize] + place.claim as usize),
            Partner::Held(place) => Some(offsets[*places.get(&place.article)?] + place.claim as usize),
        });
        Ok(gathered)
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
