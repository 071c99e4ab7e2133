//! Two figures in one measure: 25% of 1,200 people against 300 people.

use std::borrow::Cow;

use crate::quantity::compare::Comparison;
use crate::quantity::{Quantity, grouped};
use crate::reason::Reason;
use crate::resolve::Claim;

/// Two figures as they are held against each other.
#[derive(Clone, Debug)]
pub struct Measured<'a> {
    /// Each in its unit; a share of a stated whole as the amount that it comes to, where the other is an amount.
    pub sides: [Cow<'a, Quantity>; 2],
    /// The share that is told as an amount, and its whole.
    share: Option<(&'a Claim, &'a Quantity)>,
}

impl<'a> Measured<'a> {
    /// `None` if one of the claims is no figure, or one is itself the whole that the other is a share of.
    pub fn of(a: &'a Claim, b: &'a Claim) -> Option<Self> {
        let (x, y) = (a.quantity()?, b.quantity()?);
        if let Some(whole) = whole_for(a, y) {
            let amount = portion(x, whole, y)?;
            return Some(Self { sides: [Cow::Owned(amount), Cow::Borrowed(y)], share: Some((a, whole)) });
        }
        if let Some(whole) = whole_for(b, x) {
            let amount = portion(y, whole, x)?;
            return Some(Self { sides: [Cow::Borrowed(x), Cow::Owned(amount)], share: Some((b, whole)) });
        }
        Some(Self { sides: [Cow::Borrowed(x), Cow::Borrowed(y)], share: None })
    }

    /// How a share became an amount, if one did.
    pub fn told(&self) -> Option<Reason> {
        let (share, whole) = self.share?;
        let amount = self.sides.iter().find(|side| matches!(side, Cow::Owned(_)))?;
        let number = |quantity: &Quantity| quantity.point().map(grouped).unwrap_or_default();
        let reason = Reason::new("compare.share").with("share", &share.text);
        Some(reason.with("whole", number(whole)).with("amount", number(amount)))
    }

    /// What is computed agrees with nothing to the letter.
    pub(super) fn temper(&self, comparison: Comparison) -> Comparison {
        match (comparison, self.told()) {
            (Comparison::Agree | Comparison::Compatible(_), Some(told)) => Comparison::Compatible(told),
            (comparison, _) => comparison,
        }
    }
}

/// What `claim` is a share of, if `other` may be such a share told as an amount.
fn whole_for<'a>(claim: &'a Claim, other: &Quantity) -> Option<&'a Quantity> {
    let whole = claim.frame.whole.as_ref().filter(|_| claim.quantity().is_some_and(Quantity::is_share))?;
    (other.is_amount() && other.unit.dimension == whole.unit.dimension).then_some(whole)
}

/// The amount that `share` of `whole` comes to, unless `other` is that whole.
fn portion(share: &Quantity, whole: &Quantity, other: &Quantity) -> Option<Quantity> {
    let is_whole = other.unit == whole.unit && (other.lower == whole.lower || other.upper == whole.upper);
    if is_whole { None } else { share.of(whole) }
}
