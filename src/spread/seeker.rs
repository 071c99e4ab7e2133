//! What a claim looks for others by, and is found by: its keys, and how many claims have each. Packed, for the points
//! where the claims of some keys come together.

use std::collections::HashMap;

use super::packed::Damaged;
use super::ties::Ties;
use crate::align::block::{READ, fitting_of};
use crate::align::chronicles;
use crate::align::is_head;
use crate::align::keys::{Aspect, Handle, Key};
use crate::align::occasions::{Bond, Occasion};
use crate::ledger::codec::{read_number, read_occasion, write_number, write_occasion};
use crate::resolve::Claim;

/// How many claims have a key. One that isn't there is shared with nobody.
pub type Counts = HashMap<Key, u32>;

/// A key, after how many claims have it.
pub(super) type Counted = (u32, Key);

/// By number.
const BONDS: [Bond; 3] = [Bond::Words, Bond::Name, Bond::Number];

/// One claim under one aspect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Seeker {
    /// Its position in its article.
    pub claim: u32,
    pub aspect: Aspect,
    pub traits: Traits,
    /// Where it looks for others, the rarest first; what nobody else has is left out.
    pub sought: Vec<Counted>,
    /// How many of these it reads.
    pub read: usize,
    /// The one of these that those of an equal value are listed under.
    pub value: Option<usize>,
    /// What it shares with those that are listed under each.
    pub bonds: Vec<Bond>,
    /// When it is of.
    pub occasion: Occasion,
}

/// What else is asked of a claim before it meets another one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits {
    /// It is a quotation.
    pub quote: bool,
    /// It stands in the headline or the deck.
    pub head: bool,
    /// It may close a list of events.
    pub closes: bool,
}

impl Seeker {
    /// The claim of a handle, and how many of its keys it leaves out.
    pub(super) fn new(handle: &Handle, claim: &Claim, counts: &Counts) -> (Self, usize) {
        let chronicle = handle.aspect == Aspect::Chronicle;
        let known = |key: Key| counts.get(&key).map(|&count| (count, key));
        let mut sought: Vec<Counted> = handle.sought().filter_map(known).collect();
        sought.sort_unstable();
        let alone = handle.keys.len() - sought.len();
        // A key that nobody else has leads to the claim itself, but for one of the other side of an event.
        let lengths =
            (0..alone).map(|_| usize::from(!chronicle)).chain(sought.iter().map(|&(count, _)| count as usize));
        let fitting = fitting_of(lengths);
        if !chronicle {
            sought.retain(|&(count, _)| count as usize <= READ);
        }
        let value = handle.value.and_then(|value| sought.iter().position(|&(_, key)| key == value));
        let bonds = sought.iter().map(|&(_, key)| handle.bond(key)).collect();
        let traits = Traits {
            quote: claim.quote().is_some(),
            head: is_head(claim),
            closes: chronicle && chronicles::may_close(claim),
        };
        let read = fitting.saturating_sub(alone);
        let Handle { claim, aspect, occasion, .. } = *handle;
        let seeker = Self { claim, aspect, traits, sought, read, value, bonds, occasion };
        (seeker, handle.keys.len() - fitting)
    }

    /// The keys that it is listed under.
    pub(super) fn listed(&self) -> impl Iterator<Item = Key> + '_ {
        let other_side = Key::from(self.aspect == Aspect::Chronicle);
        self.sought.iter().map(move |&(_, key)| key ^ other_side)
    }

    /// Calls the keys something else. The other side of one must stay its other side.
    pub(super) fn rename(&mut self, mut name: impl FnMut(Key) -> Key) {
        self.sought.iter_mut().for_each(|(_, key)| *key = name(*key));
    }
}

/// Some claims of an article, as one point has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Profile {
    /// What brings the article together with others.
    pub ties: Ties,
    pub seekers: Vec<Seeker>,
    /// Those of their keys whose claims come together at the point.
    pub here: Vec<Key>,
}

impl Profile {
    /// Some claims of an article as bytes: its ties; their keys, each once, and whether it is one of the point; the
    /// claims.
    pub(super) fn pack(ties: &Ties, seekers: &[&Seeker], here: impl Fn(Key) -> bool) -> Vec<u8> {
        let mut keys: Vec<Counted> = seekers.iter().flat_map(|seeker| seeker.sought.iter().copied()).collect();
        keys.sort_unstable();
        keys.dedup();
        let numbers: HashMap<Counted, u64> = keys.iter().copied().zip(0..).collect();
        let mut out = Vec::new();
        ties.write(&mut out);
        write_number(&mut out, keys.len() as u64);
        for &(count, key) in &keys {
            write_number(&mut out, u64::from(count) << 1 | u64::from(here(key)));
            out.extend(key.to_le_bytes());
        }
        for seeker in seekers {
            seeker.traits.write(&mut out, seeker.aspect);
            write_occasion(&mut out, seeker.occasion, 0);
            let value = seeker.value.map_or(0, |value| value as u64 + 1);
            let sought = seeker.sought.iter().zip(&seeker.bonds).map(|(key, bond)| numbers[key] << 2 | *bond as u64);
            let counts = [u64::from(seeker.claim), value, seeker.read as u64, seeker.sought.len() as u64];
            counts.into_iter().chain(sought).for_each(|number| write_number(&mut out, number));
        }
        out
    }

    /// What [`Self::pack`] has written.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub(super) fn unpack(mut bytes: &[u8]) -> Result<Self, Damaged> {
        let input = &mut bytes;
        let ties = Ties::read(input)?;
        let (mut keys, mut here) = (Vec::new(), Vec::new());
        for _ in 0..read_number(input)? {
            let count = read_number(input)?;
            let key = Key::from_le_bytes(read_bytes(input)?);
            keys.push((u32::try_from(count >> 1).map_err(|_| Damaged)?, key));
            if count & 1 == 1 {
                here.push(key);
            }
        }
        let mut seekers = Vec::new();
        while !input.is_empty() {
            seekers.push(Seeker::unpack(input, &keys)?);
        }
        Ok(Self { ties, seekers, here })
    }
}

impl Seeker {
    fn unpack(input: &mut &[u8], keys: &[Counted]) -> Result<Self, Damaged> {
        let (aspect, traits) = Traits::read(input)?;
        let occasion = read_occasion(input, 0)?;
        let claim = u32::try_from(read_number(input)?).map_err(|_| Damaged)?;
        let value = read_index(input)?.checked_sub(1);
        let read = read_index(input)?;
        let (mut sought, mut bonds) = (Vec::new(), Vec::new());
        for _ in 0..read_number(input)? {
            let number = read_index(input)?;
            sought.push(*keys.get(number >> 2).ok_or(Damaged)?);
            bonds.push(*BONDS.get(number & 3).ok_or(Damaged)?);
        }
        if read > sought.len() || value.is_some_and(|value| value >= sought.len()) {
            return Err(Damaged);
        }
        Ok(Self { claim, aspect, traits, sought, read, value, bonds, occasion })
    }
}

impl Traits {
    /// One byte, with the aspect.
    pub(super) fn write(self, out: &mut Vec<u8>, aspect: Aspect) {
        let bits = [self.quote, self.head, self.closes].into_iter().rev();
        out.push(bits.fold(0, |byte, bit| byte << 1 | u8::from(bit)) << 2 | aspect as u8);
    }

    /// What [`Self::write`] has written.
    ///
    /// # Errors
    /// When the bytes are something else.
    pub(super) fn read(input: &mut &[u8]) -> Result<(Aspect, Self), Damaged> {
        let [byte] = read_bytes(input)?;
        let bit = |at: u8| byte >> at & 1 == 1;
        let aspect = aspect(u64::from(byte & 3))?;
        Ok((aspect, Self { quote: bit(2), head: bit(3), closes: bit(4) }))
    }
}

/// The aspect of a number.
///
/// # Errors
/// When it is no such number.
pub(super) fn aspect(number: u64) -> Result<Aspect, Damaged> {
    match number {
        0 => Ok(Aspect::Figure),
        1 => Ok(Aspect::Quotation),
        2 => Ok(Aspect::Chronicle),
        _ => Err(Damaged),
    }
}

/// Reads a position or a length.
///
/// # Errors
/// When there is none.
pub(super) fn read_index(input: &mut &[u8]) -> Result<usize, Damaged> {
    usize::try_from(read_number(input)?).map_err(|_| Damaged)
}

/// Reads so many bytes.
///
/// # Errors
/// When there are fewer.
pub(super) fn read_bytes<const N: usize>(input: &mut &[u8]) -> Result<[u8; N], Damaged> {
    let (&bytes, rest) = input.split_first_chunk().ok_or(Damaged)?;
    *input = rest;
    Ok(bytes)
}
