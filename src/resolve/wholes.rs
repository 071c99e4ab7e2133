//! What a share is a share of, where the text says so right beside it: 1,200명의 25%, 25% of the 1,200 employees.

use super::Claim;
use crate::quantity::Quantity;
use crate::rules::judgement::{Cues, Order};

/// The whole that the claim at `at`, one of a field in the order of its text, is a share of.
pub(super) fn find(text: &str, claims: &[Claim], at: usize, cues: &Cues) -> Option<Quantity> {
    let share = Some(&claims[at]).filter(|claim| claim.quantity().is_some_and(Quantity::is_share))?;
    let before = at.checked_sub(1).map(|before| (&claims[before], Order::WholeFirst));
    let behind = claims.get(at + 1).map(|behind| (behind, Order::ShareFirst));
    let mut beside = before.into_iter().chain(behind);
    beside
        .find(|&(whole, order)| is_of(text, share, whole, order, cues))
        .and_then(|(whole, _)| whole.quantity().cloned())
}

/// Whether what stands between a share and a figure beside it says that the figure is its whole.
fn is_of(text: &str, share: &Claim, whole: &Claim, order: Order, cues: &Cues) -> bool {
    let (first, second) = match order {
        Order::WholeFirst => (whole, share),
        Order::ShareFirst => (share, whole),
    };
    let between = text.get(first.span.end..second.span.start).unwrap_or_default();
    // The hedge of the second one stands before it: 1,200명의 약 25%.
    let hedged = second.quantity().is_some_and(|q| q.approximate || q.lower != q.upper);
    first.sentence == second.sentence
        && whole.quantity().is_some_and(Quantity::is_amount)
        && cues.join_share(between, order, usize::from(hedged))
}
