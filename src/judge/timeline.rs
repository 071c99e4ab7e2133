//! Timeline conflicts: a count of events that the dated events of another article contradict.
//!
//! An article that says that this is the third visit, and dates the two before it, has told the whole
//! list. Another one that counts two visits within the last six months can be held against it.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;
use jiff::{Span as Elapsed, ToSpan};
use rust_decimal::prelude::ToPrimitive;

use super::{Code, Judgement, Reason, Relation};
use crate::align::Pair;
use crate::article::Article;
use crate::edtf::Edtf;
use crate::quantity::{Dimension, Quantity};
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;
use crate::rules::concepts::{ConceptId, Kind};

/// A complete list of the events of one kind, as one article tells it.
struct Chronicle {
    /// The ordinal that closes the list: 이번이 세 번째.
    claim: usize,
    event: ConceptId,
    /// Dates of the events before this one.
    dates: Vec<Edtf>,
    /// When the last event, the one that is told, takes place at the earliest.
    told: Date,
}

/// Counts of events that a chronicle of the same group contradicts, the earliest one for each chronicle:
/// those that repeat it agree with it. `groups` as in [`crate::align::align`].
pub(super) fn conflicts(articles: &[Article], claims: &[Claim], groups: &[usize], rules: &Rules) -> Vec<Relation> {
    let chronicles: Vec<Chronicle> = (0..claims.len()).filter_map(|c| chronicle(articles, claims, c, rules)).collect();
    let mut counts: Vec<usize> = (0..claims.len()).filter(|&c| claims[c].quantity().is_some_and(is_count)).collect();
    counts.sort_by_key(|&c| (articles[claims[c].article].published.map(|p| p.local), c));
    let mut by_group: HashMap<usize, Vec<usize>> = HashMap::new();
    for count in counts {
        by_group.entry(groups[claims[count].article]).or_default().push(count);
    }
    let told = |chronicle: &Chronicle| {
        let home = claims[chronicle.claim].article;
        let mut rivals = by_group.get(&groups[home])?.iter().filter(|&&c| claims[c].article != home);
        rivals.find_map(|&c| contradicted(articles, claims, c, chronicle, rules))
    };
    chronicles.iter().filter_map(told).collect()
}

/// Whether a figure counts how many times something happened.
fn is_count(quantity: &Quantity) -> bool {
    quantity.unit.code == "{time}"
}

/// The chronicle that an ordinal closes, if the article dates every event before it.
fn chronicle(articles: &[Article], claims: &[Claim], index: usize, rules: &Rules) -> Option<Chronicle> {
    let claim = &claims[index];
    let quantity = claim.quantity().filter(|q| q.unit.dimension == Dimension::Ordinal)?;
    let ordinal = quantity.exact()?.to_usize().filter(|&n| n >= 2)?;
    let told = articles[claim.article].published?.date();
    events(claim, rules).into_iter().find_map(|event| {
        let mut dates: Vec<Edtf> = claims[range_of(claims, claim.article)]
            .iter()
            .filter(|c| events(c, rules).contains(&event))
            .filter_map(|c| c.date()?.edtf)
            .filter(|edtf| edtf.days().1 < told)
            .collect();
        dates.sort_unstable();
        dates.dedup();
        (dates.len() == ordinal - 1).then_some(Chronicle { claim: index, event, dates, told })
    })
}

/// The relation between a count within a stated window and a chronicle that makes it another.
fn contradicted(
    articles: &[Article],
    claims: &[Claim],
    index: usize,
    chronicle: &Chronicle,
    rules: &Rules,
) -> Option<Relation> {
    let claim = &claims[index];
    let stated = claim.quantity()?.exact()?.to_usize()?;
    if !events(claim, rules).contains(&chronicle.event) {
        return None;
    }
    let until = articles[claim.article].published?.date();
    if until > chronicle.told {
        return None;
    }
    let since = until.checked_sub(window(claims, index)?).ok()?;
    // An event that touches the window counts: the list may only be too short, never too long.
    let counted = chronicle.dates.iter().filter(|d| d.days().1 >= since && d.days().0 <= until).count();
    if counted == stated {
        return None;
    }
    let pair = Pair {
        a: index.min(chronicle.claim),
        b: index.max(chronicle.claim),
        weight: 0.0,
        running: [false; 2],
        evidence: Vec::new(),
    };
    let reason = Reason::new("timeline.count").with("counted", counted).with("stated", &claim.text);
    Some(Judgement::conflict(Code::TimelineConflict).because(reason).of(claims, &pair))
}

/// The span of time that a count is of: 지난 6개월간 두 번.
fn window(claims: &[Claim], index: usize) -> Option<Elapsed> {
    let claim = &claims[index];
    let same = |c: &&Claim| c.article == claim.article && c.field == claim.field && c.sentence == claim.sentence;
    let duration = claims[..index]
        .iter()
        .rev()
        .take_while(same)
        .find(|c| c.quantity().is_some_and(|q| q.unit.dimension == Dimension::Time))?;
    let quantity = duration.quantity()?;
    let amount = quantity.exact()?.to_i64()?;
    match quantity.unit.code.as_str() {
        "a" => Some(amount.years()),
        "mo" => Some(amount.months()),
        "wk" => Some(amount.weeks()),
        "d" => Some(amount.days()),
        _ => None,
    }
}

/// The events that the sentence of a claim speaks of.
fn events(claim: &Claim, rules: &Rules) -> HashSet<ConceptId> {
    let concepts = claim.frame.terms.iter().filter_map(|t| t.concept);
    concepts.filter(|&c| rules.concepts.kind(c) == Some(Kind::Event)).collect()
}
