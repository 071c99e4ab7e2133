//! Swapped subjects: two figures of one article, each of which is the other article's figure for the
//! other thing.

use std::collections::HashMap;

use super::{Code, Reason, Relation};
use crate::quantity::Quantity;
use crate::resolve::Claim;

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

fn same(claims: &[Claim], a: usize, b: usize) -> bool {
    let value = |c: usize| claims[c].quantity().map(|q: &Quantity| (q.exact(), &q.unit));
    value(a).is_some_and(|v| v.0.is_some()) && value(a) == value(b)
}
