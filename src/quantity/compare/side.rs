//! The bare numbers of a quantity, brought to a unit that both sides share.

use rust_decimal::Decimal;

use super::AROUND;
use crate::quantity::{Dimension, Quantity};

/// A quantity without its unit.
#[derive(Clone, Debug)]
pub(super) struct Side {
    pub(super) low: Option<Decimal>,
    pub(super) high: Option<Decimal>,
    /// Whether `low` itself is excluded, and `high`.
    pub(super) open: [bool; 2],
    /// Whether it is counted to the last one: of more than 119 there are not 119.
    pub(super) counted: bool,
    pub(super) step: Decimal,
    pub(super) hedged: bool,
    /// A fraction names the nearest simple one: 절반 for 53%.
    pub(super) fraction: bool,
}

impl Side {
    pub(super) fn of(q: &Quantity) -> Self {
        Self {
            low: q.lower,
            high: q.upper,
            open: [q.lower_open, q.upper_open],
            counted: q.unit.dimension == Dimension::Count && q.step.abs() == Decimal::ONE && !q.approximate,
            step: q.step.abs(),
            hedged: q.approximate,
            fraction: q.unit.dimension == Dimension::Fraction,
        }
    }

    pub(super) fn point(&self) -> Option<Decimal> {
        self.low.filter(|low| Some(*low) == self.high)
    }

    /// The most that it can be, where nothing else is said: 최대 2억.
    pub(super) fn ceiling(&self) -> Option<Decimal> {
        self.high.filter(|_| self.low.is_none() && !self.open[1])
    }

    pub(super) fn is_unbounded(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }

    /// How far a bound may be off by the hedge that was written.
    pub(super) fn slack(&self, bound: Decimal) -> Decimal {
        if self.hedged { self.step.min(bound.abs().saturating_mul(AROUND)) } else { Decimal::ZERO }
    }

    pub(super) fn map(self, value: impl Fn(Decimal) -> Option<Decimal>, step: Decimal) -> Option<Self> {
        let bound = |b: Option<Decimal>| b.map_or(Some(None), |b| value(b).map(Some));
        Some(Self { low: bound(self.low)?, high: bound(self.high)?, step, ..self })
    }

    /// Scaled by a positive factor.
    pub(super) fn times(self, factor: Decimal) -> Option<Self> {
        let step = self.step.checked_mul(factor)?;
        self.map(|v| v.checked_mul(factor), step)
    }

    pub(super) fn negated(self) -> Self {
        let flip = |bound: Option<Decimal>| bound.map(|b| -b);
        let [low, high] = self.open;
        Self { low: flip(self.high), high: flip(self.low), open: [high, low], ..self }
    }
}
