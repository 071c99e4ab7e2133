//! Chronicles: complete lists of the events of one kind, and the counts of such events that can be held
//! against them.
//!
//! An article that says that this is the third visit, and dates the two before it, has told the whole list.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span as Elapsed;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::keys::{self, Key};
use crate::article::Article;
use crate::edtf::Edtf;
use crate::quantity::{Dimension, Quantity};
use crate::resolve::Claim;
use crate::rules::Rules;
use crate::rules::concepts::{ConceptId, Kind};

/// How many claims before a count are looked at for the span of time that it is of.
const NEIGHBOURS: usize = 64;

/// A complete list of the events of one kind, as one article tells it.
pub(crate) struct Chronicle {
    /// Position in the article of the ordinal that closes the list: 이번이 세 번째.
    pub(crate) claim: usize,
    /// What kind of event.
    pub(crate) event: ConceptId,
    /// Dates of the events before this one.
    pub(crate) dates: Vec<Edtf>,
    /// When the last event, the one that is told, takes place at the earliest.
    pub(crate) told: Date,
}

/// The chronicles of an article: the lists that date every event before the last one. `claims` are its claims.
pub(crate) fn chronicles(article: &Article, claims: &[Claim], rules: &Rules) -> Vec<Chronicle> {
    let Some(told) = article.published.map(|published| published.date()) else { return Vec::new() };
    let ordinals: Vec<(usize, usize)> =
        claims.iter().enumerate().filter_map(|(at, claim)| Some((at, ordinal(claim)?))).collect();
    if ordinals.is_empty() {
        return Vec::new();
    }
    let dated = dated(claims, told, rules);
    let close = |(claim, ordinal): (usize, usize)| {
        let complete = |event: &ConceptId| dated.get(event).is_some_and(|dates| dates.len() == ordinal - 1);
        let event = events(&claims[claim], rules).into_iter().find(complete)?;
        Some(Chronicle { claim, event, dates: dated[&event].iter().copied().collect(), told })
    };
    ordinals.into_iter().filter_map(close).collect()
}

/// Which event of its kind a claim says that this is, the second one or a later one.
fn ordinal(claim: &Claim) -> Option<usize> {
    let quantity = claim.quantity().filter(|q| q.unit.dimension == Dimension::Ordinal)?;
    quantity.exact()?.to_usize().filter(|&n| n >= 2)
}

/// Whether a claim may close a list of events: the other side of its meetings are counts of them.
pub(crate) fn may_close(claim: &Claim) -> bool {
    ordinal(claim).is_some()
}

/// The dates before `told` of each kind of event.
fn dated(claims: &[Claim], told: Date, rules: &Rules) -> BTreeMap<ConceptId, BTreeSet<Edtf>> {
    let mut dated: BTreeMap<ConceptId, BTreeSet<Edtf>> = BTreeMap::new();
    for claim in claims {
        let Some(edtf) = claim.date().and_then(|date| date.edtf).filter(|edtf| edtf.days().1 < told) else { continue };
        for event in events(claim, rules) {
            dated.entry(event).or_default().insert(edtf);
        }
    }
    dated
}

/// The span of time that a count of events is of: 지난 6개월간 두 번. `claims` are those of the article.
pub(crate) fn window(claims: &[Claim], index: usize) -> Option<Elapsed> {
    let claim = &claims[index];
    claim.quantity().filter(|quantity| counts_events(quantity))?;
    let same = |c: &&Claim| c.field == claim.field && c.sentence == claim.sentence;
    let duration = claims[..index]
        .iter()
        .rev()
        .take(NEIGHBOURS)
        .take_while(same)
        .find(|c| c.quantity().is_some_and(|q| q.unit.dimension == Dimension::Time))?;
    let quantity = duration.quantity()?;
    let amount = quantity.exact()?.to_i32()?;
    match quantity.unit.code.as_str() {
        "a" => Elapsed::new().try_years(amount).ok(),
        "mo" => Elapsed::new().try_months(amount).ok(),
        "wk" => Elapsed::new().try_weeks(amount).ok(),
        "d" => Elapsed::new().try_days(amount).ok(),
        _ => None,
    }
}

/// What the counts of events and the ordinals that close a list of them are met under, by claim.
pub(super) fn event_keys(article: &Article, claims: &[Claim], rules: &Rules) -> Vec<(usize, Vec<Key>)> {
    let chronicles = chronicles(article, claims, rules);
    let told = chronicles.into_iter().map(|c| (c.claim, vec![keys::event(c.event, true)]));
    let count = |at: usize| {
        window(claims, at)?;
        Some((at, events(&claims[at], rules).into_iter().map(|event| keys::event(event, false)).collect()))
    };
    told.chain((0..claims.len()).filter_map(count)).collect()
}

/// The events that the sentence of a claim speaks of.
pub(crate) fn events(claim: &Claim, rules: &Rules) -> BTreeSet<ConceptId> {
    let concepts = claim.frame.terms.iter().filter_map(|t| t.concept);
    concepts.filter(|&c| rules.concepts.kind(c) == Some(Kind::Event)).collect()
}

/// Whether a figure counts how many times something happened.
fn counts_events(quantity: &Quantity) -> bool {
    quantity.unit.code == "{time}"
}
