//! The figures around a figure: how many of its unit there are, and whether those in its sentence are
//! in the other one's sentence too.
//!
//! Both need no words, so that they hold across languages: two sentences that share 1,214경기 and 742타점
//! tell of one thing, and so do the 187 and the 178 home runs beside them.

use std::collections::{BTreeMap, HashMap, HashSet};

use smol_str::SmolStr;

use super::features::Level;
use crate::article::Field;
use crate::compare::Comparer;
use crate::edtf::{Edtf, Limit};
use crate::quantity::Dimension;
use crate::resolve::{Claim, range_of};

/// So many figures of a sentence are looked at: what has more is a table.
const MOST: usize = 64;

/// The figures and dates of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Company {
    /// How many different values there are of a kind.
    values: HashMap<Kind, usize>,
    /// The figures and dates of a sentence.
    sentences: BTreeMap<(Field, usize), Vec<usize>>,
}

impl Company {
    /// That of each article.
    pub(super) fn of(articles: usize, claims: &[Claim]) -> Vec<Self> {
        let mut all = vec![Self::default(); articles];
        let mut seen: HashSet<(usize, Kind, String)> = HashSet::new();
        for (index, claim) in claims.iter().enumerate().filter(|(_, c)| c.quote().is_none()) {
            let company = &mut all[claim.article];
            let beside = company.sentences.entry((claim.field, claim.sentence)).or_default();
            if beside.len() < MOST {
                beside.push(index);
            }
            if seen.insert((claim.article, kind(claim), claim.brief())) {
                *company.values.entry(kind(claim)).or_default() += 1;
            }
        }
        all
    }

    fn beside(&self, claim: &Claim) -> &[usize] {
        self.sentences.get(&(claim.field, claim.sentence)).map_or(&[], Vec::as_slice)
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
pub(super) fn crowd(first: (&Claim, &Company), second: (&Claim, &Company)) -> Level {
    let count = |(claim, company): (&Claim, &Company)| company.values.get(&kind(claim)).copied().unwrap_or(1);
    let level = match count(first) * count(second) {
        0 | 1 => "only",
        2..=4 => "few",
        5..=20 => "some",
        _ => "many",
    };
    ("crowd", level)
}

/// How many of the other figures in the two sentences are equal.
pub(super) fn company(
    claims: &[Claim],
    (a, of_a): (usize, &Company),
    (b, of_b): (usize, &Company),
    comparer: &Comparer<'_>,
) -> Level {
    let (mine, theirs) = (of_a.beside(&claims[a]), of_b.beside(&claims[b]));
    let others = |list: &[usize], own: usize| {
        list.iter().copied().filter(|&c| c != own && !claims[c].span.overlaps(claims[own].span)).collect::<Vec<_>>()
    };
    let (mine, theirs) = (others(mine, a), others(theirs, b));
    if mine.is_empty() || theirs.is_empty() {
        return ("company", "alone");
    }
    let shared = mine.iter().filter(|&&x| theirs.iter().any(|&y| equal(&claims[x], &claims[y], comparer))).count();
    ("company", ["none", "one", "several"][shared.min(2)])
}

/// Whether two dates begin or end stretches of time, and whether what stands at the other ends is equal: the second dates
/// of 8월 18일부터 9월 5일까지 and 8월 18일부터 9월 15일까지.
pub(super) fn limit(
    claims: &[Claim],
    (a, of_a): (usize, &Company),
    (b, of_b): (usize, &Company),
    comparer: &Comparer<'_>,
) -> Option<Level> {
    let (x, y) = (claims[a].date()?.limit, claims[b].date()?.limit);
    let other_end = |own: usize, company: &Company| {
        let begins = |claim: usize| claims[claim].date().and_then(|date| date.limit).map(Limit::is_beginning);
        company.beside(&claims[own]).iter().copied().find(|&c| begins(c).is_some_and(|end| begins(own) == Some(!end)))
    };
    let level = match (x, y) {
        (None, None) => "none",
        (Some(_), Some(_)) => match (other_end(a, of_a), other_end(b, of_b)) {
            (Some(x), Some(y)) if equal(&claims[x], &claims[y], comparer) => "paired",
            _ => "same",
        },
        _ => "one-end",
    };
    Some(("limit", level))
}

/// A figure of so many digits is hardly equal to another one by chance.
const TELLING: usize = 3;

/// Whether two stretches of time are the times of one figure: 3분기 and 2분기 of 62.3%.
pub(super) fn dated(
    claims: &[Claim],
    (a, of_a): (usize, &Company),
    (b, of_b): (usize, &Company),
    comparer: &Comparer<'_>,
) -> Option<Level> {
    let time = |claim: &Claim| claim.date().map(|date| date.edtf.filter(|edtf| edtf.days().0 < edtf.days().1));
    let (x, y) = (time(&claims[a])?, time(&claims[b])?);
    let of = |time: Option<Edtf>| move |claim: &&usize| time.is_some() && claims[**claim].frame.time == time;
    let telling = |claim: &&usize| claims[**claim].quantity().is_some_and(|q| q.significant_digits() >= TELLING);
    let mut mine = of_a.beside(&claims[a]).iter().filter(of(x)).filter(telling);
    let shared = mine.any(|&mine| {
        let mut theirs = of_b.beside(&claims[b]).iter().filter(of(y));
        theirs.any(|&theirs| equal(&claims[mine], &claims[theirs], comparer))
    });
    Some(("dated", if shared { "equal" } else { "none" }))
}

/// Which of two different figures have an equal one somewhere in the other's article: a figure that has its
/// like there is hardly the one that the other contradicts.
#[derive(Default)]
pub(super) struct Elsewhere {
    /// By claim, for one pair of articles.
    seen: HashMap<usize, bool>,
}

impl Elsewhere {
    pub(super) fn of(&mut self, claims: &[Claim], [a, b]: [usize; 2], comparer: &Comparer<'_>) -> Level {
        let mut has = |claim: usize, other: usize| {
            let search = || {
                let others = range_of(claims, claims[other].article).filter(|&c| c != claim);
                others.into_iter().any(|c| equal(&claims[claim], &claims[c], comparer))
            };
            *self.seen.entry(claim).or_insert_with(search)
        };
        let level = match (has(a, b), has(b, a)) {
            (true, true) => "both",
            (false, false) => "neither",
            _ => "one",
        };
        ("elsewhere", level)
    }
}

fn equal(a: &Claim, b: &Claim, comparer: &Comparer<'_>) -> bool {
    let dimension = |claim: &Claim| claim.quantity().map(|q| q.unit.dimension);
    dimension(a) == dimension(b) && comparer.agree(a, b)
}
