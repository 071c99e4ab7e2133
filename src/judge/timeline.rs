//! Timeline conflicts: a count of events that the dated events of another article contradict.
//!
//! An article that says that this is the third visit, and dates the two before it, has told the whole
//! list. Another one that counts two visits within the last six months can be held against it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rust_decimal::prelude::ToPrimitive;

use super::{Code, Judgement, Reason, Relation};
use crate::align::Pair;
use crate::align::chronicles::{self, Chronicle};
use crate::article::Article;
use crate::resolve::{Claim, range_of};
use crate::rules::Rules;

/// Counts of events that a chronicle of another article contradicts, the earliest one for each chronicle: those that
/// repeat it agree with it. `met` are the pairs of a chronicle and a count of its events that may contradict it, in
/// any order.
pub(super) fn conflicts(
    articles: &[Arc<Article>],
    claims: &[Claim],
    met: &[(usize, usize)],
    rules: &Rules,
) -> Vec<Relation> {
    let mut rivals: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(a, b) in met {
        for (one, other) in [(a, b), (b, a)] {
            rivals.entry(one).or_default().push(other);
        }
    }
    let articles_met: BTreeSet<usize> = rivals.keys().map(|&claim| claims[claim].article).collect();
    let mut found = Vec::new();
    for article in articles_met {
        let own = range_of(claims, article);
        for chronicle in chronicles::chronicles(&articles[article], &claims[own.clone()], rules) {
            let closes = own.start + chronicle.claim;
            let mut rivals = rivals.get(&closes).cloned().unwrap_or_default();
            rivals.sort_by_key(|&count| (articles[claims[count].article].published.map(|p| p.local), count));
            found
                .extend(rivals.into_iter().find_map(|count| contradicted(articles, claims, count, &chronicle, closes)));
        }
    }
    found
}

/// The relation between a count within a stated window and a chronicle that makes it another; `closes` is the ordinal
/// that closes the chronicle.
fn contradicted(
    articles: &[Arc<Article>],
    claims: &[Claim],
    count: usize,
    chronicle: &Chronicle,
    closes: usize,
) -> Option<Relation> {
    let claim = &claims[count];
    let stated = claim.quantity()?.exact()?.to_usize()?;
    let until = articles[claim.article].published?.date();
    if until > chronicle.told {
        return None;
    }
    let own = range_of(claims, claim.article);
    let since = until.checked_sub(chronicles::window(&claims[own.clone()], count - own.start)?).ok()?;
    // An event that touches the window counts: the list may only be too short, never too long.
    let counted = chronicle.dates.iter().filter(|d| d.days().1 >= since && d.days().0 <= until).count();
    if counted == stated {
        return None;
    }
    let (a, b) = (count.min(closes), count.max(closes));
    let pair = Pair { a, b, firm: true, ..Pair::default() };
    let reason = Reason::new("timeline.count").with("counted", counted).with("stated", &claim.text);
    Some(Judgement::conflict(Code::TimelineConflict).because(reason).of(claims, &pair))
}
