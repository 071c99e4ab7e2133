//! Whom claims meet at a point.
//!
//! Two claims that share several keys meet at the point of the rarest, and nowhere else: whoever has the keys of both
//! knows all that they share. So each point can keep the best partners that a claim has there, and the best of all are
//! among them.

use std::collections::BTreeMap;
use std::mem;
use std::ops::Range;

use rayon::prelude::*;

use super::packed::Damaged;
use super::seeker::{Profile, Seeker, Traits, read_bytes, read_index};
use super::ties::Ties;
use crate::align::block::{keep, suffices, weight};
use crate::align::keys::{Aspect, Key};
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
    let point = Point::new(guests, profiles);
    let own = (0..guests.len()).into_par_iter().filter(|&at| !guests[at].held);
    let partners = own.map_init(|| Tallies::new(point.claims.len()), |tallies, at| (at, point.partners(at, tallies)));
    Ok(partners.filter_map(|(at, packed)| Some((guests[at].id, packed?))).collect())
}

/// The number of a claim at a point.
type Claim = u32;

struct Point<'a> {
    guests: &'a [Guest<'a>],
    ties: Vec<Ties>,
    /// The claims of one guest after the other, with the numbers of these; their keys are small numbers.
    claims: Vec<(u32, Seeker)>,
    /// Which of the claims are those of each guest.
    of_guests: Vec<Range<usize>>,
    /// The claims that are listed under each key.
    lists: Vec<Vec<Claim>>,
    /// Whether those of a key come together here.
    here: Vec<bool>,
}

/// A partner: what it shares weighs so much.
struct Met {
    claim: Claim,
    weight: u32,
    equal: bool,
}

impl<'a> Point<'a> {
    fn new(guests: &'a [Guest<'a>], profiles: Vec<Profile>) -> Self {
        let mut numbers: NumberMap<Key> = NumberMap::default();
        let mut number = |key: Key| {
            let next = numbers.len() as Key;
            *numbers.entry(key >> 1).or_insert(next) << 1 | key & 1
        };
        let (mut ties, mut claims) = (Vec::new(), Vec::new());
        let (mut of_guests, mut together) = (Vec::new(), Vec::new());
        for (guest, profile) in (0..).zip(profiles) {
            let start = claims.len();
            together.extend(profile.here.into_iter().map(&mut number));
            for mut seeker in profile.seekers {
                seeker.rename(&mut number);
                claims.push((guest, seeker));
            }
            of_guests.push(start..claims.len());
            ties.push(profile.ties);
        }
        let mut lists = vec![Vec::new(); numbers.len() << 1];
        for ((_, seeker), claim) in claims.iter().zip(0..) {
            seeker.listed().for_each(|key| lists[key as usize].push(claim));
        }
        let mut here = vec![false; lists.len()];
        together.into_iter().for_each(|key| here[key as usize] = true);
        Self { guests, ties, claims, of_guests, lists, here }
    }

    /// The best partners of the claims of an article.
    fn partners(&self, guest: usize, tallies: &mut Tallies) -> Option<Vec<u8>> {
        let claims = &self.claims[self.of_guests[guest].clone()];
        let met: Vec<_> = claims.iter().map(|(_, seeker)| (seeker, self.best(guest, seeker, tallies))).collect();
        let mut articles: BTreeMap<u32, u64> =
            met.iter().flat_map(|(_, met)| met).map(|met| (self.guest_of(met.claim), 0)).collect();
        articles.values_mut().zip(0..).for_each(|(number, next)| *number = next);
        (!articles.is_empty()).then(|| self.pack(&self.ties[guest], &articles, &met))
    }

    /// The articles of the partners, then the claims, each with its partners.
    fn pack(&self, ties: &Ties, articles: &BTreeMap<u32, u64>, met: &[(&Seeker, Vec<Met>)]) -> Vec<u8> {
        let mut out = Vec::new();
        let ranks = ties.ranks();
        write_number(&mut out, articles.len() as u64);
        for &article in articles.keys() {
            let guest = self.guests[article as usize];
            let tie = self.ties[article as usize].with(&ranks, ties);
            Partner { tie, held: guest.held, id: guest.id }.pack(&mut out);
        }
        for (seeker, partners) in met.iter().filter(|(_, partners)| !partners.is_empty()) {
            seeker.traits.write(&mut out, seeker.aspect);
            write_number(&mut out, u64::from(seeker.claim));
            write_number(&mut out, partners.len() as u64);
            for met in partners {
                write_number(&mut out, articles[&self.guest_of(met.claim)]);
                write_number(&mut out, u64::from(self.seeker(met.claim).claim));
                write_number(&mut out, u64::from(met.weight) << 1 | u64::from(met.equal));
            }
        }
        out
    }

    fn guest_of(&self, claim: Claim) -> u32 {
        self.claims[claim as usize].0
    }

    fn seeker(&self, claim: Claim) -> &Seeker {
        &self.claims[claim as usize].1
    }

    fn best(&self, guest: usize, seeker: &Seeker, tallies: &mut Tallies) -> Vec<Met> {
        for (place, &(count, key)) in seeker.sought[..seeker.read].iter().enumerate() {
            let here = self.here[key as usize];
            let shared = Tally {
                weight: weight(count as usize),
                here,
                equal: seeker.value == Some(place),
                bond: seeker.bonds[place],
            };
            self.lists[key as usize].iter().for_each(|&claim| tallies.add(claim, shared));
        }
        let found = tallies.take().filter_map(|(claim, shared)| {
            // What asks for nothing but what is at hand comes first: there are thousands of others.
            let meets = shared.here
                && suffices(seeker.aspect, shared.weight, shared.equal)
                && self.may_meet(guest, seeker, claim)
                && shared.bond >= seeker.occasion.asks(self.seeker(claim).occasion);
            meets.then_some(Met { claim, weight: shared.weight, equal: shared.equal })
        });
        let name = |met: &Met| (self.guests[self.guest_of(met.claim) as usize].id, self.seeker(met.claim).claim);
        best(found.collect(), keep(seeker.aspect), |met| (met.equal, met.weight), name)
    }

    /// Of the claims of one article only quotations meet, those of its headline and those of its text.
    fn may_meet(&self, guest: usize, seeker: &Seeker, claim: Claim) -> bool {
        let heads = || seeker.traits.head != self.seeker(claim).traits.head;
        self.guest_of(claim) as usize != guest || (seeker.traits.quote && heads())
    }
}

/// What a claim shares with another one.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// What their common keys weigh, each at least one bit: 0 if they have none.
    weight: u32,
    /// The rarest of these has its point here.
    here: bool,
    /// Their values are equal.
    equal: bool,
    /// The most that they share.
    bond: Bond,
}

/// What one claim shares with each of the others: a table that serves one after the other.
struct Tallies {
    of_claims: Vec<Tally>,
    /// Those that share anything.
    met: Vec<Claim>,
}

impl Tallies {
    fn new(claims: usize) -> Self {
        Self { of_claims: vec![Tally::default(); claims], met: Vec::new() }
    }

    /// Counts a key that is shared with a claim, and no rarer one than those counted before.
    fn add(&mut self, claim: Claim, shared: Tally) {
        let tally = &mut self.of_claims[claim as usize];
        if tally.weight == 0 {
            self.met.push(claim);
            *tally = shared;
            return;
        }
        tally.weight += shared.weight;
        tally.equal |= shared.equal;
        tally.bond = tally.bond.max(shared.bond);
    }

    /// What there is, of each claim once. Nothing is left.
    fn take(&mut self) -> impl Iterator<Item = (Claim, Tally)> + '_ {
        let Self { of_claims, met } = self;
        met.drain(..).map(|claim| (claim, mem::take(&mut of_claims[claim as usize])))
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
