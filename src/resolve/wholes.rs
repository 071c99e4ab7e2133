//! What a share or a count is a part of, where the text says so right beside it: 1,200명의 25%, 25% of the 1,200
//! employees, 9명 가운데 7명.

use super::Claim;
use crate::quantity::Quantity;
use crate::rules::judgement::{Cues, Order};

/// The whole that the claim at `at`, one of a field in the order of its text, is a share or a part of.
pub(super) fn find(text: &str, claims: &[Claim], at: usize, cues: &Cues) -> Option<Quantity> {
    let part = &claims[at];
    let before = at.checked_sub(1).map(|before| (&claims[before], Order::WholeFirst));
    let behind = claims.get(at + 1).map(|behind| (behind, Order::ShareFirst));
    let mut beside = before.into_iter().chain(behind);
    let whole = beside.find_map(|(whole, order)| {
        let (of, amount) = (part.quantity()?, whole.quantity()?);
        let fits = part.sentence == whole.sentence && (is_share_of(of, amount) || is_part_of(of, amount));
        (fits && joined(text, part, whole, order, cues)).then_some(amount)
    });
    whole.cloned()
}

/// 25% of 1,200 employees.
fn is_share_of(share: &Quantity, whole: &Quantity) -> bool {
    share.is_share() && whole.is_amount()
}

/// Seven of the nine members.
fn is_part_of(part: &Quantity, whole: &Quantity) -> bool {
    let counts = part.is_count() && whole.is_count() && part.unit == whole.unit;
    counts && part.point().zip(whole.point()).is_some_and(|(part, whole)| part < whole)
}

/// Whether what stands between a part and a figure beside it says that the figure is its whole.
fn joined(text: &str, part: &Claim, whole: &Claim, order: Order, cues: &Cues) -> bool {
    let (first, second) = match order {
        Order::WholeFirst => (whole, part),
        Order::ShareFirst => (part, whole),
    };
    let between = text.get(first.span.end..second.span.start).unwrap_or_default();
    // The hedge of the second one stands before it: 1,200명의 약 25%.
    let hedged = second.quantity().is_some_and(|q| q.approximate || q.lower != q.upper);
    cues.join_share(between, order, usize::from(hedged))
}
