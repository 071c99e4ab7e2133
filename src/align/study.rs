//! An article with what it is compared by, worked out once, however many others it meets.

use std::sync::OnceLock;

use super::archive::Entry;
use super::company::Company;
use super::couple;
use super::nodes::Nodes;
use super::origins::Seen;
use super::scale::Scales;
use super::terms::{Profile, Vocabulary};
use crate::compare::Rates;

/// An article of a run. All that is asked of it must be asked with the same rules.
#[derive(Debug)]
pub struct Study {
    entry: Entry,
    traits: OnceLock<Traits>,
    nodes: OnceLock<[Nodes; 2]>,
    seen: Seen,
}

/// What the claims of an article are compared by, which is the same whatever it meets.
#[derive(Debug)]
pub(super) struct Traits {
    /// The words of each claim.
    pub profiles: Vec<Profile>,
    /// The words of the article.
    pub vocabulary: Vocabulary,
    /// Its figures.
    pub company: Company,
    /// What its money is worth.
    pub rates: Rates,
}

impl Study {
    /// An article of which nothing is worked out yet.
    pub fn new(entry: Entry) -> Self {
        Self { entry, traits: OnceLock::new(), nodes: OnceLock::new(), seen: Seen::default() }
    }

    /// The article and its claims.
    pub fn entry(&self) -> &Entry {
        &self.entry
    }

    /// The article and its claims, to be kept.
    pub(super) fn into_entry(self) -> Entry {
        self.entry
    }

    pub(super) fn traits(&self) -> &Traits {
        self.traits.get_or_init(|| Traits::of(&self.entry))
    }

    /// What tells its origin, once that has been looked for.
    pub(super) fn seen(&self) -> &Seen {
        &self.seen
    }

    /// The mentions that state one figure each, by kind of claim.
    pub(super) fn nodes(&self, scales: &Scales<'_>) -> &[Nodes; 2] {
        self.nodes.get_or_init(|| couple::nodes(self, scales))
    }
}

impl Traits {
    fn of(Entry { article, claims, .. }: &Entry) -> Self {
        let profiles: Vec<Profile> = claims.iter().map(Profile::of).collect();
        Self {
            vocabulary: Vocabulary::of(&profiles),
            company: Company::of(claims),
            rates: Rates::of(article, claims),
            profiles,
        }
    }
}
