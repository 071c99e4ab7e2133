//! Whom claims meet at a point.
//!
//! Two claims that share several keys meet at the point of the rarest, and nowhere else: whoever has the keys of both
//! knows all that they share. So each point can keep the best partners that a claim has there, and the best of all are
//! among them.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::packed::Damaged;
use super::seeker::{Profile, Seeker, Traits, read_bytes, read_index};
use super::ties::Ties;
use crate::align::block::{keep, suffices, weight};
use crate::align::keys::Aspect;
use crate::align::occasions::Bond;
use crate::ledger::codec::{read_number, write_number};
use crate::text::hash::NumberMap;

/// An article at a point.
#[derive(Clone, Copy, Debug)]
pub struct Guest<'a> {
    /// Its id.
    pub id: &'a str,
    /// Others are only held against it.
    pub held: bool,
    /// What was sent of it: see [`super::Points`].
    pub profile: &'a [u8],
}

/// The best partners at a point of the claims of each article that is not only held against, packed; nothing of those
/// that meet nobody.
///
/// # Errors
/// When a profile is none.
pub fn seek<'a>(guests: &[Guest<'a>]) -> Result<Vec<(&'a str, Vec<u8>)>, Damaged> {
    let profiles = guests.par_iter().map(|guest| Profile::unpack(guest.profile)).collect::<Result<Vec<_>, _>>()?;
    let point = Point { guests, profiles: &profiles, lists: lists(&profiles) };
    let own = (0..guests.len()).into_par_iter().filter(|&at| !guests[at].held);
    Ok(own.filter_map(|at| Some((guests[at].id, point.partners(at)?))).collect())
}

/// A claim at a point: the numbers of its article and of the claim there.
type At = (u32, u32);

fn lists(profiles: &[Profile]) -> NumberMap<Vec<At>> {
    let mut lists: NumberMap<Vec<At>> = NumberMap::default();
    for (guest, profile) in (0..).zip(profiles) {
        for (number, seeker) in (0..).zip(&profile.seekers) {
            for (&(_, sought), listed) in seeker.sought.iter().zip(seeker.listed()) {
                if profile.here.contains(&sought) {
                    lists.entry(listed).or_default().push((guest, number));
                }
            }
        }
    }
    lists
}

struct Point<'a> {
    guests: &'a [Guest<'a>],
    profiles: &'a [Profile],
    lists: NumberMap<Vec<At>>,
}

/// A partner: what it shares weighs so much.
struct Met {
    at: At,
    weight: u32,
    equal: bool,
}

impl Point<'_> {
    /// The best partners of the claims of an article.
    fn partners(&self, guest: usize) -> Option<Vec<u8>> {
        let profile = &self.profiles[guest];
        let met: Vec<_> = profile.seekers.iter().map(|seeker| (seeker, self.best(guest, seeker))).collect();
        let mut articles: BTreeMap<u32, u64> = met.iter().flat_map(|(_, met)| met).map(|met| (met.at.0, 0)).collect();
        articles.values_mut().zip(0..).for_each(|(number, next)| *number = next);
        (!articles.is_empty()).then(|| self.pack(&profile.ties, &articles, &met))
    }

    /// The articles of the partners, then the claims, each with its partners.
    fn pack(&self, ties: &Ties, articles: &BTreeMap<u32, u64>, met: &[(&Seeker, Vec<Met>)]) -> Vec<u8> {
        let mut out = Vec::new();
        let ranks = ties.ranks();
        write_number(&mut out, articles.len() as u64);
        for &article in articles.keys() {
            let guest = self.guests[article as usize];
            let tie = self.profiles[article as usize].ties.with(&ranks, ties);
            Partner { tie, held: guest.held, id: guest.id }.pack(&mut out);
        }
        for (seeker, partners) in met.iter().filter(|(_, partners)| !partners.is_empty()) {
            seeker.traits.write(&mut out, seeker.aspect);
            write_number(&mut out, u64::from(seeker.claim));
            write_number(&mut out, partners.len() as u64);
            for met in partners {
                write_number(&mut out, articles[&met.at.0]);
                write_number(&mut out, u64::from(self.seeker(met.at).claim));
                write_number(&mut out, u64::from(met.weight) << 1 | u64::from(met.equal));
            }
        }
        out
    }

    fn seeker(&self, (guest, number): At) -> &Seeker {
        &self.profiles[guest as usize].seekers[number as usize]
    }

    fn best(&self, guest: usize, seeker: &Seeker) -> Vec<Met> {
        let here = &self.profiles[guest].here;
        let weights: Vec<u32> = seeker.sought[..seeker.read].iter().map(|&(count, _)| weight(count as usize)).collect();
        let mut found = Vec::new();
        for rarest in (0..seeker.read).filter(|&at| here.contains(&seeker.sought[at].1)) {
            let list = self.lists.get(&seeker.sought[rarest].1).into_iter().flatten();
            let may_meet = list.filter(|&&other| self.may_meet(guest, seeker, other));
            found.extend(may_meet.filter_map(|&at| {
                let (weight, equal) = seeker.shared(rarest, self.seeker(at), &weights)?;
                suffices(seeker.aspect, weight, equal).then_some(Met { at, weight, equal })
            }));
        }
        let name = |met: &Met| (self.guests[met.at.0 as usize].id, self.seeker(met.at).claim);
        best(found, keep(seeker.aspect), |met| (met.equal, met.weight), name)
    }

    /// Of the claims of one article only quotations meet, those of its headline and those of its text.
    fn may_meet(&self, guest: usize, seeker: &Seeker, at: At) -> bool {
        let other = self.seeker(at);
        let heads = || seeker.traits.head != other.traits.head;
        (at.0 as usize != guest || (seeker.traits.quote && heads())) && seeker.is_bound(other)
    }
}

impl Seeker {
    /// Whether it shares as much with another claim as it must.
    fn is_bound(&self, other: &Self) -> bool {
        let asked = self.occasion.asks(other.occasion);
        let holds = |at: usize| self.bonds[at] >= asked && other.is_listed(self.sought[at].1);
        asked == Bond::Words || (0..self.read).any(holds)
    }

    /// What the keys weigh that it shares with another claim, and whether its value is one of them; nothing unless
    /// `rarest` is the first of them.
    fn shared(&self, rarest: usize, other: &Self, weights: &[u32]) -> Option<(u32, bool)> {
        let has = |at: usize| other.is_listed(self.sought[at].1);
        if (0..rarest).any(has) {
            return None;
        }
        let further = (rarest + 1..self.read).filter(|&at| has(at));
        let add = |(weight, equal), at| (weight + weights[at], equal | (self.value == Some(at)));
        Some(further.fold((weights[rarest], self.value == Some(rarest)), add))
    }
}

/// The best of the partners of an equal value, and of the others: those of the greatest weight, of equal ones those of
/// the first names. `told` tells whether the value is equal, and the weight.
pub(super) fn best<T, N: Ord>(
    found: Vec<T>,
    keep: usize,
    told: impl Fn(&T) -> (bool, u32),
    name: impl Fn(&T) -> N,
) -> Vec<T> {
    let (equal, other): (Vec<T>, Vec<T>) = found.into_iter().partition(|one| told(one).0);
    let of_these = |mut found: Vec<T>| {
        if found.len() > keep {
            found.select_nth_unstable_by(keep, |a, b| (told(b).1.cmp(&told(a).1)).then_with(|| name(a).cmp(&name(b))));
            found.truncate(keep);
        }
        found
    };
    let mut best = of_these(equal);
    best.extend(of_these(other));
    best
}

/// What [`seek`] has found for an article at a point.
#[derive(Debug)]
pub(super) struct Found<'a> {
    /// The articles of the partners.
    pub articles: Vec<Partner<'a>>,
    /// The claims, under their aspects, each with its partners.
    pub claims: Vec<(Aspect, Traits, u32, Vec<Choice>)>,
}

/// An article of a partner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Partner<'a> {
    /// What brings it together with the other article.
    pub tie: u32,
    /// Others are only held against it.
    pub held: bool,
    pub id: &'a str,
}

/// A claim that another one may be compared with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// The number of its article.
    pub article: usize,
    pub claim: u32,
    pub weight: u32,
    pub equal: bool,
}

impl<'a> Found<'a> {
    /// What [`seek`] has packed.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub(super) fn unpack(mut bytes: &'a [u8]) -> Result<Self, Damaged> {
        let input = &mut bytes;
        let articles = (0..read_number(input)?).map(|_| Partner::unpack(input)).collect::<Result<Vec<_>, _>>()?;
        let mut claims = Vec::new();
        while !input.is_empty() {
            let (aspect, traits) = Traits::read(input)?;
            let claim = read_claim(input)?;
            let choices = (0..read_number(input)?).map(|_| Choice::unpack(input, articles.len()));
            claims.push((aspect, traits, claim, choices.collect::<Result<_, _>>()?));
        }
        Ok(Self { articles, claims })
    }
}

impl<'a> Partner<'a> {
    fn pack(self, out: &mut Vec<u8>) {
        out.extend(self.tie.to_le_bytes());
        write_number(out, (self.id.len() as u64) << 1 | u64::from(self.held));
        out.extend(self.id.as_bytes());
    }

    fn unpack(input: &mut &'a [u8]) -> Result<Self, Damaged> {
        let tie = u32::from_le_bytes(read_bytes(input)?);
        let length = read_index(input)?;
        let (id, rest) = input.split_at_checked(length >> 1).ok_or(Damaged)?;
        *input = rest;
        let id = std::str::from_utf8(id).map_err(|_| Damaged)?;
        Ok(Self { tie, held: length & 1 == 1, id })
    }
}

impl Choice {
    fn unpack(input: &mut &[u8], articles: usize) -> Result<Self, Damaged> {
        let (article, claim, weight) = (read_index(input)?, read_claim(input)?, read_number(input)?);
        if article >= articles {
            return Err(Damaged);
        }
        Ok(Self { article, claim, weight: u32::try_from(weight >> 1).map_err(|_| Damaged)?, equal: weight & 1 == 1 })
    }
}

fn read_claim(input: &mut &[u8]) -> Result<u32, Damaged> {
    u32::try_from(read_number(input)?).map_err(|_| Damaged)
}
