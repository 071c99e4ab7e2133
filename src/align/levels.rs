//! The levels of features that two claims give by themselves, without the articles that they stand in.

use rust_decimal::Decimal;

use crate::quantity::slips::Slip;
use crate::quantity::{Dimension, Quantity};
use crate::resolve::Claim;
use crate::resolve::frame::Role;

/// Whether a count goes on that both may tell, each as of its time.
pub(super) fn moves(a: &Claim, b: &Claim) -> bool {
    let counted =
        |c: &Claim| c.quantity().is_some_and(|q| matches!(q.unit.dimension, Dimension::Count | Dimension::Money));
    counted(a) && counted(b) && (a.frame.running || b.frame.running) && !a.frame.is_of_one_moment(&b.frame)
}

/// The greatest ratio of two figures of one size.
const ONE_SIZE: Decimal = Decimal::TWO;

/// Whether quantities of two dimensions can state the same thing, or slip into each other.
pub(super) fn comparable(a: Dimension, b: Dimension) -> bool {
    use Dimension::{Fraction, Multiple, Percent, PercentagePoint};
    let share = |d| matches!(d, Percent | Fraction);
    a == b
        || (share(a) && share(b))
        || matches!((a, b), (Percent, PercentagePoint | Multiple) | (PercentagePoint | Multiple, Percent))
}

/// How telling it is that two figures are equal, by the one of fewer digits: 5,058 more than 2, and 2 more than second.
pub(super) fn precision(a: &Quantity, b: &Quantity) -> &'static str {
    match a.significant_digits().min(b.significant_digits()) {
        0 | 1 if a.unit.dimension == Dimension::Ordinal => "equal-ordinal",
        0 | 1 => "equal-small",
        2 => "equal-round",
        3 => "equal-precise",
        _ => "equal-exact",
    }
}

/// How far two different figures lie apart: a slip of the pen explains it, they are of one size, or not.
pub(super) fn distance(a: &Quantity, b: &Quantity, slip: Option<Slip>) -> &'static str {
    let value = |q: &Quantity| q.lower.or(q.upper).map(|v| v.abs());
    let of_one_size = || match (value(a), value(b)) {
        (Some(x), Some(y)) => x.max(y).checked_div(x.min(y)).is_some_and(|ratio| ratio <= ONE_SIZE),
        _ => false,
    };
    // The number stays alone.
    let same_number = |slip| matches!(slip, Slip::WrongUnit | Slip::WrongCurrency | Slip::PercentVsPoint);
    // Two unrelated figures show these easily; and a rate turns digits into others, which then meet by chance.
    let by_chance = |slip: &Slip| match slip {
        Slip::DroppedDigit | Slip::OneDigit => true,
        Slip::Direction if value(a) != value(b) => true,
        _ => a.unit.code != b.unit.code && !same_number(*slip),
    };
    let Some(slip) = slip.filter(|slip| !by_chance(slip)) else { return if of_one_size() { "near" } else { "far" } };
    match a.significant_digits().min(b.significant_digits()) {
        digits if same_number(slip) && digits > 1 => "slip-unit",
        digits if digits > 3 => "slip-exact",
        digits if digits > 2 => "slip-precise",
        _ => "slip",
    }
}

/// How the units of two quantities stand to each other.
pub(super) fn unit(a: &Quantity, b: &Quantity) -> &'static str {
    if a.unit.code == b.unit.code {
        "same"
    } else if a.unit.dimension != b.unit.dimension {
        "other-dimension"
    } else if a.unit.dimension == Dimension::Count {
        "other-counter"
    } else {
        "other"
    }
}

/// How the parts stand to each other that two figures play.
pub(super) fn role(a: Role, b: Role, one_number: bool) -> &'static str {
    let based = a == Role::Base || b == Role::Base;
    if a == b {
        "same"
    } else if one_number && (based || a == Role::Actual || b == Role::Actual) {
        // What one article compares with or sums up, another may tell for its own sake.
        "restated"
    } else if based {
        "based"
    } else if a == Role::Actual || b == Role::Actual {
        "one-sided"
    } else {
        "contradicts"
    }
}

/// Whether two counts are parts of one whole: seven of the nine members, 9명 가운데 6명.
pub(super) fn part(a: &Claim, b: &Claim) -> Option<&'static str> {
    let whole = |claim: &Claim| claim.quantity().filter(|q| q.is_count()).and(claim.frame.whole.as_ref()?.exact());
    let (x, y) = (whole(a)?, whole(b)?);
    Some(if x == y { "same" } else { "other" })
}

/// Whether two figures are of one age group.
pub(super) fn age(a: &Claim, b: &Claim) -> &'static str {
    match (&a.frame.ages[..], &b.frame.ages[..]) {
        ([], []) => "none",
        (x, y) if x == y => "same",
        // 18세 이상 1,002명 may well be the 1,002명 of others.
        ([], _) | (_, []) => "one-sided",
        _ => "other",
    }
}

/// Whether the times overlap that two figures are of.
pub(super) fn time(a: &Claim, b: &Claim) -> &'static str {
    let (Some(x), Some(y)) = (a.frame.time, b.frame.time) else { return "missing" };
    let ((x1, x2), (y1, y2)) = (x.days(), y.days());
    if x1 <= y2 && y1 <= x2 { "same" } else { "apart" }
}
