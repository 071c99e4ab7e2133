//! A stated percentage, multiple or change follows from the figures beside it: rose 20% to $360 million
//! from $300 million, 지난해(60억원)의 1.5배, 250명 중 80명(32%), 120억원의 3분의 2, 1인당 평균 200만원.
//!
//! The base is the figure that the text compares with (보다, 대비, from, 의, of the), the value the one that
//! it arrives at. The quotient is computed as an interval, since each figure may have been rounded; it is
//! an error only where the text ties the three together and the quotient is off, yet near enough that
//! nothing else can have been meant.

use rust_decimal::Decimal;

use super::arithmetic::{Interval, is_near_miss, percent, relative};
use super::scene::{Figure, Scene};
use super::{Check, Kind};
use crate::quantity::{Dimension, Quantity, grouped};
use crate::reason::Reason;

mod averages;
mod changes;
mod shares;

/// Every ratio of the article.
pub(super) fn check(scene: &Scene) -> Vec<Check> {
    let mut checks = Vec::new();
    for at in 0..scene.lines.len() {
        changes::check(scene, at, &mut checks);
        shares::check(scene, at, &mut checks);
        averages::check(scene, at, &mut checks);
    }
    checks
}

/// A share or multiple as a plain factor, give or take its rounding: 62% → 0.615 to 0.625, 두 배 → 1.5 to 2.5.
fn factor(scene: &Scene, stated: &Figure) -> Option<Interval> {
    let quantity = stated.quantity;
    match quantity.unit.dimension {
        Dimension::Percent => scene.interval(stated).map(|v| v.checked_div(Decimal::ONE_HUNDRED)),
        Dimension::Multiple => Some(scene.interval(stated)),
        // A simple fraction stands for what is near it.
        Dimension::Fraction => {
            let near = percent(5);
            let widened = |bound: Option<Decimal>, by: Decimal| bound.and_then(|b| b.checked_mul(Decimal::ONE + by));
            Some(Interval { low: widened(quantity.lower, -near), high: widened(quantity.upper, near) })
        }
        _ => None,
    }
}

/// The stated figure as a plain factor without its rounding.
fn nominal(quantity: &Quantity) -> Option<Decimal> {
    let point = quantity.point()?;
    if quantity.unit.dimension == Dimension::Percent { point.checked_div(Decimal::ONE_HUNDRED) } else { Some(point) }
}

/// How near a stated share must be to the computed one to be a slip of it, rather than a share of something else.
const MEANT: Decimal = percent(40);
/// How far off a share must be to be wrong and not merely cut off or rounded twice.
const OFF: Decimal = percent(4);

/// How surely three figures belong together.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// They may: the share can be verified, never refuted.
    Loose,
    /// By a word: a share that is [`MEANT`] is refuted.
    Word,
    /// By a word, and no other figure is near: so is one up to this much further off.
    Alone,
}

impl Tie {
    fn word(tied: bool) -> Self {
        if tied { Self::Word } else { Self::Loose }
    }

    /// Whether a share that is off must have been meant for these figures.
    fn refutes(self, computed: Decimal, expected: Decimal) -> bool {
        match self {
            Self::Loose => false,
            Self::Word => is_near_miss(computed, expected, MEANT),
            Self::Alone => is_near_miss(computed, expected, percent(60)),
        }
    }
}

/// Holds a stated factor against value ÷ base.
fn share(scene: &Scene, stated: Figure, value: Figure, base: Figure, tie: Tie) -> Option<Check> {
    let (x, y) = (value.quantity.point()?, base.quantity.point()?);
    let computed = x.checked_div(y)?;
    let possible = scene.interval(&value).divided_by(scene.interval(&base))?;
    let expected = nominal(stated.quantity)?;
    let off = relative(expected, computed)?;
    let holds = possible.meets(factor(scene, &stated)?) || (off <= OFF && stated.quantity.exact().is_some());
    // 두 배가 넘는 fits every large figure: only one that is near is meant by it.
    let meant = stated.quantity.exact().is_some() || off <= MEANT;
    if !(holds && meant) && !tie.refutes(computed, expected) {
        return None;
    }
    let computed = in_unit_of(stated.quantity, computed)?;
    Some(outcome(scene, holds, "check.ratio", [stated, value, base], &computed))
}

/// A factor in the unit of the stated figure, rounded to be read.
fn in_unit_of(stated: &Quantity, factor: Decimal) -> Option<String> {
    Some(match stated.unit.dimension {
        Dimension::Percent | Dimension::Fraction => {
            let percent = factor.checked_mul(Decimal::ONE_HUNDRED)?;
            format!("{}%", grouped(percent.round_sf(3)?))
        }
        _ => grouped(factor.round_sf(3)?),
    })
}

fn outcome(scene: &Scene, holds: bool, key: &str, [stated, value, base]: [Figure; 3], computed: &str) -> Check {
    let message = Reason::new(format!("{key}.{}", if holds { "ok" } else { "error" }))
        .with("value", scene.text(&value))
        .with("base", scene.text(&base))
        .with("computed", computed)
        .with("stated", scene.text(&stated));
    Check::new(Kind::RatioMismatch, holds, vec![stated.claim, value.claim, base.claim], message)
}
