//! The figures around a figure: how many of its unit there are, and whether those in its sentence are
//! in the other one's sentence too.
//!
//! Both need no words, so that they hold across languages: two sentences that share 1,214경기 and 742타점
//! tell of one thing, and so do the 187 and the 178 home runs beside them.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::article::Field;
use crate::compare::Comparer;
use crate::edtf::{Edtf, Limit};
use crate::quantity::Dimension;
use crate::resolve::Claim;
use crate::text::hash::{Map, NumberMap, Set};

/// So many figures of a sentence are looked at: what has more is a table.
const MOST: usize = 64;

/// The figures and dates of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Company {
    /// How many different values there are of the kind of each claim.
    crowds: Vec<usize>,
    /// The sentence of each claim, by its place in the list of sentences.
    homes: Vec<usize>,
    /// The figures and dates of each sentence that has claims.
    sentences: Vec<Vec<usize>>,
}

impl Company {
    /// That of an article with these claims.
    pub(super) fn of(claims: &[Claim]) -> Self {
        let mut values: Map<Kind, Set<String>> = Map::default();
        let mut company = Self::default();
        let mut homes: BTreeMap<(Field, usize), usize> = BTreeMap::new();
        for (index, claim) in claims.iter().enumerate() {
            let home = *homes.entry((claim.field, claim.sentence)).or_insert(company.sentences.len());
            if home == company.sentences.len() {
                company.sentences.push(Vec::new());
            }
            company.homes.push(home);
            if claim.quote().is_none() {
                let beside = &mut company.sentences[home];
                if beside.len() < MOST {
                    beside.push(index);
                }
                values.entry(kind(claim)).or_default().insert(claim.brief());
            }
        }
        company.crowds = claims.iter().map(|claim| values.get(&kind(claim)).map_or(1, Set::len)).collect();
        company
    }
}

/// A figure or date among those of its article.
#[derive(Clone, Copy)]
pub(super) struct Member<'a> {
    /// All claims of the article.
    pub claims: &'a [Claim],
    /// Which of them it is.
    pub at: usize,
    /// The company of the article.
    pub company: &'a Company,
}

impl<'a> Member<'a> {
    fn claim(self) -> &'a Claim {
        &self.claims[self.at]
    }

    /// All figures and dates of its sentence.
    fn beside(self) -> impl Iterator<Item = &'a Claim> {
        let beside = &self.company.sentences[self.company.homes[self.at]];
        beside.iter().map(move |&other| &self.claims[other])
    }

    /// Those that are no part of it, nor it of them.
    fn others(self) -> impl Iterator<Item = &'a Claim> {
        let claim = self.claim();
        self.beside().filter(move |other| !std::ptr::eq(*other, claim) && !other.span.overlaps(claim.span))
    }
}

/// What figures are counted together: those of one counter, or of one dimension, or all dates.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Counted(SmolStr),
    Measured(Dimension),
    Date,
}

fn kind(claim: &Claim) -> Kind {
    match claim.quantity().map(|q| &q.unit) {
        Some(unit) if unit.dimension == Dimension::Count => Kind::Counted(unit.code.clone()),
        Some(unit) => Kind::Measured(unit.dimension),
        None => Kind::Date,
    }
}

/// How many figures of their kinds the two articles have: the only weight of each is more likely the same
/// thing than one of twenty percentages.
pub(super) fn crowd(a: Member<'_>, b: Member<'_>) -> &'static str {
    let count = |member: Member<'_>| member.company.crowds[member.at];
    match count(a) * count(b) {
        0 | 1 => "only",
        2..=4 => "few",
        5..=20 => "some",
        _ => "many",
    }
}

/// How many of the other figures in the two sentences are equal.
pub(super) fn company(a: Member<'_>, b: Member<'_>, comparer: Comparer<'_>) -> &'static str {
    if a.others().next().is_none() || b.others().next().is_none() {
        return "alone";
    }
    let shared = a.others().filter(|x| b.others().any(|y| equal(x, y, comparer)));
    ["none", "one", "several"][shared.take(2).count()]
}

/// Whether two dates begin or end stretches of time, and whether what stands at the other ends is equal: the second dates
/// of 8월 18일부터 9월 5일까지 and 8월 18일부터 9월 15일까지.
pub(super) fn limit(a: Member<'_>, b: Member<'_>, comparer: Comparer<'_>) -> Option<&'static str> {
    let (x, y) = (a.claim().date()?.limit, b.claim().date()?.limit);
    let level = match (x, y) {
        (None, None) => "none",
        (Some(_), Some(_)) => match (other_end(a), other_end(b)) {
            (Some(x), Some(y)) if equal(x, y, comparer) => "paired",
            _ => "same",
        },
        _ => "one-end",
    };
    Some(level)
}

/// What stands at the other end of the stretch of time that a date begins or ends.
fn other_end(member: Member<'_>) -> Option<&Claim> {
    let begins = |claim: &Claim| claim.date().and_then(|date| date.limit).map(Limit::is_beginning);
    let own = begins(member.claim());
    member.beside().find(|claim| begins(claim).is_some_and(|begins| own == Some(!begins)))
}

/// A figure of so many digits is hardly equal to another one by chance.
const TELLING: usize = 3;

/// Whether two stretches of time are the times of one figure: 3분기 and 2분기 of 62.3%.
pub(super) fn dated(a: Member<'_>, b: Member<'_>, comparer: Comparer<'_>) -> Option<&'static str> {
    let time = |claim: &Claim| claim.date().map(|date| date.edtf.filter(|edtf| edtf.days().0 < edtf.days().1));
    let (x, y) = (time(a.claim())?, time(b.claim())?);
    let of = |time: Option<Edtf>| move |claim: &&Claim| time.is_some() && claim.frame.time == time;
    let telling = |claim: &&Claim| claim.quantity().is_some_and(|q| q.significant_digits() >= TELLING);
    let mut mine = a.beside().filter(of(x)).filter(telling);
    let shared = mine.any(|mine| b.beside().filter(of(y)).any(|theirs| equal(mine, theirs, comparer)));
    Some(if shared { "equal" } else { "none" })
}

/// Which of two different figures have an equal one somewhere in the other's article: a figure that has its
/// like there is hardly the one that the other contradicts.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// By claim of the one article and of the other.
    seen: [NumberMap<bool>; 2],
}

impl Elsewhere {
    pub(super) fn of(&mut self, a: Member<'_>, b: Member<'_>, comparer: Comparer<'_>) -> &'static str {
        let [seen_a, seen_b] = &mut self.seen;
        let has = |seen: &mut NumberMap<bool>, one: Member<'_>, other: Member<'_>, comparer: Comparer<'_>| {
            let claim = one.claim();
            let search =
                || other.claims.iter().any(|other| !std::ptr::eq(claim, other) && equal(claim, other, comparer));
            *seen.entry(one.at as u64).or_insert_with(search)
        };
        match (has(seen_a, a, b, comparer), has(seen_b, b, a, comparer.reversed())) {
            (true, true) => "both",
            (false, false) => "neither",
            _ => "one",
        }
    }
}

fn equal(a: &Claim, b: &Claim, comparer: Comparer<'_>) -> bool {
    let dimension = |claim: &Claim| claim.quantity().map(|q| q.unit.dimension);
    dimension(a) == dimension(b) && comparer.agree(a, b)
}
