//! Updates: two figures that differ because time went by between them.

use crate::align::Pair;
use crate::article::Article;
use crate::quantity::Dimension;
use crate::resolve::{Claim, range_of};

/// Whether the later article tells a later state of the same thing.
///
/// A later publication is not enough: one of the two must say as of when it stands, or that the
/// count has moved (오후 1시 현재, 늘어, so far), or both articles must do so of other counts. And the one
/// that says so can't be the earlier one while the count goes back.
pub(super) fn is_update(articles: &[Article], claims: &[Claim], pair: &Pair) -> bool {
    let (a, b) = (&claims[pair.a], &claims[pair.b]);
    let (Some(x), Some(y)) = (&articles[a.article].published, &articles[b.article].published) else { return false };
    if a.article == b.article || x.local == y.local {
        return false;
    }
    let a_is_earlier = x.local < y.local;
    let (earlier, later) = if a_is_earlier { (a, b) } else { (b, a) };
    let later_says_so = if a_is_earlier { pair.running[1] } else { pair.running[0] };
    let earlier_says_so = if a_is_earlier { pair.running[0] } else { pair.running[1] };
    later_says_so || (grows(earlier, later) && (earlier_says_so || both_develop(claims, a, b)))
}

/// Whether both articles tell their counts as of some time: then what else they count grows as well.
fn both_develop(claims: &[Claim], a: &Claim, b: &Claim) -> bool {
    let counted = |c: &Claim| c.quantity().is_some_and(|q| q.unit.dimension == Dimension::Count);
    let develops = |article: usize| claims[range_of(claims, article)].iter().any(|c| c.frame.running);
    counted(a) && counted(b) && develops(a.article) && develops(b.article)
}

fn grows(earlier: &Claim, later: &Claim) -> bool {
    match (earlier.quantity().and_then(|q| q.lower), later.quantity().and_then(|q| q.lower)) {
        (Some(before), Some(after)) => after > before,
        _ => false,
    }
}
