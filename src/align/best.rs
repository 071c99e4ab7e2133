//! Of the claims that one has met, those that it is compared with.

use std::cmp::Reverse;

use smol_str::SmolStr;

use super::archive::Tie;
use super::block::Partner;
use crate::text::hash::NumberMap;

/// The partners of a claim that weigh most.
pub(super) struct Best {
    /// Those that are kept in any case.
    sure: Vec<Partner>,
    /// Those that weigh less, and one as much as the other,
    pub tied: Vec<Partner>,
    /// and for how many of them there is room.
    room: usize,
}

impl Best {
    /// The `keep` partners of the greatest weight.
    pub(super) fn of(mut partners: Vec<(Partner, u32)>, keep: usize) -> Self {
        let mut tied = Vec::new();
        if partners.len() > keep {
            let (_, &mut (_, least), _) = partners.select_nth_unstable_by_key(keep, |&(_, weight)| Reverse(weight));
            tied = partners.iter().filter(|partner| partner.1 == least).map(|partner| partner.0).collect();
            partners.retain(|&(_, weight)| weight > least);
        }
        let room = keep.saturating_sub(partners.len());
        tied.truncate(if room == 0 { 0 } else { tied.len() });
        Self { sure: partners.into_iter().map(|(partner, _)| partner).collect(), tied, room }
    }

    /// The articles of those that weigh as much as one another, if all of them are in the archive.
    pub(super) fn tie(&self) -> Option<Tie> {
        let articles: Option<Vec<u32>> =
            self.tied.iter().map(|partner| partner.held().map(|place| place.article)).collect();
        Some(Tie { articles: articles?, room: self.room })
    }

    /// Those that are kept: of equal ones those whose articles come first in the order of `ranks`.
    pub(super) fn settled(self, ranks: Vec<u32>) -> impl Iterator<Item = Partner> {
        let mut tied: Vec<(u32, Partner)> = ranks.into_iter().zip(self.tied).collect();
        if tied.len() > self.room {
            // One at hand comes before what is known as the same.
            tied.select_nth_unstable_by_key(self.room, |&(rank, partner)| (rank, partner.place().claim, partner));
        }
        self.sure.into_iter().chain(tied.into_iter().take(self.room).map(|(_, partner)| partner))
    }
}

/// The articles of some partners, each once.
pub(super) struct Homes {
    own: Vec<u32>,
    /// Those in the archive, by number.
    pub held: Vec<u32>,
}

impl Homes {
    pub(super) fn of<'p>(partners: impl Iterator<Item = &'p Partner>) -> Self {
        let (mut own, mut held) = (Vec::new(), Vec::new());
        partners.for_each(|partner| match partner {
            Partner::Own(place) => own.push(place.article),
            Partner::Held(place) => held.push(place.article),
        });
        for articles in [&mut own, &mut held] {
            articles.sort_unstable();
            articles.dedup();
        }
        Self { own, held }
    }

    /// Where they stand in the order of their ids: those at hand as `id` knows them, those in the archive as listed.
    pub(super) fn ranked(self, id: impl Fn(u32) -> SmolStr, held: Vec<SmolStr>) -> Ranks {
        let own = self.own.into_iter().map(|article| (id(article), (false, article)));
        let held = held.into_iter().zip(self.held.into_iter().map(|article| (true, article)));
        let mut named: Vec<(SmolStr, (bool, u32))> = own.chain(held).collect();
        named.sort_unstable();
        let mut ranks = Ranks::default();
        for (of_one_id, rank) in named.chunk_by(|a, b| a.0 == b.0).zip(0..) {
            for &(_, (held, article)) in of_one_id {
                let ranks = if held { &mut ranks.held } else { &mut ranks.own };
                ranks.insert(article.into(), rank);
            }
        }
        ranks
    }
}

/// Where articles stand in the order of their ids.
#[derive(Default)]
pub(super) struct Ranks {
    own: NumberMap<u32>,
    held: NumberMap<u32>,
}

impl Ranks {
    /// Where the article of a partner stands.
    pub(super) fn of(&self, partner: Partner) -> u32 {
        match partner {
            Partner::Own(place) => self.own[&u64::from(place.article)],
            Partner::Held(place) => self.held[&u64::from(place.article)],
        }
    }
}
