//! Swapped subjects: two figures of one article, each of which is the other article's figure for the
//! other thing.

use std::collections::HashMap;

use super::{Code, Reason, Relation};
use crate::align::Pair;
use crate::compare::names::{self, Names};
use crate::quantity::Quantity;
use crate::resolve::{Claim, range_of};

/// Names the slip in every pair of conflicts that a swap explains.
pub(super) fn name_swaps(claims: &[Claim], relations: &mut [Relation]) {
    let mut by_articles: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    for (index, relation) in relations.iter().enumerate() {
        if relation.code == Some(Code::ValueConflict) {
            let [a, b] = relation.claims;
            by_articles.entry((claims[a].article, claims[b].article)).or_default().push(index);
        }
    }
    let swapped =
        |x: &Relation, y: &Relation| same(claims, x.claims[0], y.claims[1]) && same(claims, y.claims[0], x.claims[1]);
    let mut found: Vec<(usize, usize)> = Vec::new();
    for list in by_articles.values() {
        for (at, &x) in list.iter().enumerate() {
            found.extend(list[at + 1..].iter().filter(|&&y| swapped(&relations[x], &relations[y])).map(|&y| (x, y)));
        }
    }
    for (x, y) in found {
        for (one, other) in [(x, y), (y, x)] {
            let text = claims[relations[other].claims[0]].text.clone();
            relations[one].reasons.insert(0, Reason::new("slip.swapped").with("other", text));
        }
    }
}

/// Whether two equal figures are given to two people, both of whom either article gives figures to: one of
/// them has the wrong name. A figure of few digits may be that of both.
pub(super) fn is_given_to_another(claims: &[Claim], pair: &Pair) -> bool {
    let (a, b) = (&claims[pair.a], &claims[pair.b]);
    let (Some(x), Some(y)) = (&a.frame.holder, &b.frame.holder) else { return false };
    let telling = a.quantity().is_some_and(|q| q.significant_digits() >= TELLING);
    let holds = |article: usize, name: &str| {
        claims[range_of(claims, article)]
            .iter()
            .any(|c| c.frame.holder.as_ref().is_some_and(|holder| names::compare(holder, name) == Names::Same))
    };
    let different = names::compare(x, y) == Names::Different;
    telling && different && holds(a.article, y) && holds(b.article, x)
}

/// Whom the two articles give one figure to.
pub(super) fn another(a: &Claim, b: &Claim) -> Reason {
    let holder = |claim: &Claim| claim.frame.holder.clone().unwrap_or_default();
    Reason::new("slip.another-person").with("one", holder(a)).with("other", holder(b))
}

/// Significant digits from which a figure belongs to one person.
const TELLING: usize = 3;

fn same(claims: &[Claim], a: usize, b: usize) -> bool {
    let value = |c: usize| claims[c].quantity().map(|q: &Quantity| (q.exact(), &q.unit));
    value(a).is_some_and(|v| v.0.is_some()) && value(a) == value(b)
}
