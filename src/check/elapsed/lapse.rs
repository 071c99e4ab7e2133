//! A stretch of time as stated, and as two dates give it.

use jiff::civil::{Date, DateTime};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::edtf::{Edtf, Moment};
use crate::quantity::Quantity;
use crate::quantity::slips::{self, Slip};
use crate::reason::Reason;

/// What a lapse is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grain {
    Minutes,
    Days,
    Weeks,
    Months,
    Years,
}

/// A stated lapse, in whole grains; a missing bound is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Lapse {
    pub grain: Grain,
    low: Option<i64>,
    high: Option<i64>,
    /// The figure itself, whatever its bound.
    pub point: i64,
}

/// How long it is between two dates, at most and at least, in whole grains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub least: i64,
    pub most: i64,
}

impl Lapse {
    /// The lapse that a quantity of time states. `None` for units that calendars don't count in.
    pub(super) fn of(quantity: &Quantity) -> Option<Self> {
        let (grain, factor) = match quantity.unit.code.as_str() {
            "min" => (Grain::Minutes, 1),
            "h" => (Grain::Minutes, 60),
            "d" => (Grain::Days, 1),
            "wk" => (Grain::Weeks, 1),
            "mo" => (Grain::Months, 1),
            // 3년 2개월 and two and a half years are counted in months.
            "a" if quantity.point()?.fract().is_zero() => (Grain::Years, 1),
            "a" => (Grain::Months, 12),
            _ => return None,
        };
        let whole = |value: Decimal| value.checked_mul(Decimal::from(factor))?.round().to_i64();
        let point = whole(quantity.point()?).filter(|point| *point > 0)?;
        // 다섯 시간 만에 is said of anything near it; 5시간 20분 is not.
        let coarse = factor == 60 && point % 60 == 0;
        let hedge = if quantity.approximate { (point / 10).max(1) } else { 0 };
        let slack = if coarse { hedge.max(40) } else { hedge };
        let (low, high) = match (quantity.lower, quantity.upper) {
            (Some(_), None) => (Some(point), None),
            (None, Some(_)) => (None, Some(point)),
            _ => (Some(point - slack), Some(point + slack)),
        };
        Some(Self { grain, low, high, point })
    }

    /// Whether some length of `span`, give or take, is what is stated.
    pub(super) fn fits(&self, span: Span, give_or_take: i64) -> bool {
        let (least, most) = (span.least - give_or_take, span.most + give_or_take);
        self.low.is_none_or(|low| low <= most) && self.high.is_none_or(|high| least <= high)
    }

    /// The slip that turns a length of `span` into what is stated, if one does. A wrong hour or year beside
    /// minutes or months that are right is one digit.
    pub(super) fn slip_of(&self, span: Span) -> Option<Slip> {
        let slip = |length: i64| if length > 0 { slips::numeric(length.into(), self.point.into()) } else { None };
        let by_part = |size: i64| {
            let (x, y) = (span.least, self.point);
            x > 0 && x / size > 0 && y / size > 0 && (x % size == y % size || x / size == y / size)
        };
        let part = (self.grain == Grain::Minutes && by_part(60)) || (self.grain == Grain::Months && by_part(12));
        slip(span.least).or_else(|| slip(span.most)).or(part.then_some(Slip::OneDigit))
    }

    /// The time between two dates in this lapse's grain; `None` where they are not that precise, or run backwards.
    pub(super) fn between(&self, start: Edtf, end: Edtf) -> Option<Span> {
        let span = match self.grain {
            Grain::Minutes => {
                let minutes = minutes_between(clock(start)?, clock(end)?);
                Span { least: minutes, most: minutes }
            }
            Grain::Days => days(start, end)?,
            Grain::Weeks => {
                let Span { least, most } = days(start, end)?;
                Span { least: (least - 3).div_euclid(7), most: (most + 3).div_euclid(7) }
            }
            Grain::Months => months(start, end)?,
            Grain::Years => years(start, end)?,
        };
        (span.most >= 0).then_some(span)
    }

    /// The message that says how long it really is.
    pub(super) fn in_words(&self, span: Span) -> Reason {
        let length = span.least.max(0);
        let parts = |size: i64, [both, great, small]: [&'static str; 3]| {
            let key = if length < size {
                small
            } else if length % size == 0 {
                great
            } else {
                both
            };
            Reason::new(key).with("great", length / size).with("small", length % size)
        };
        match self.grain {
            Grain::Minutes => {
                parts(60, ["check.elapsed.hours-minutes", "check.elapsed.hours", "check.elapsed.minutes"])
            }
            Grain::Months => parts(12, ["check.elapsed.years-months", "check.elapsed.years", "check.elapsed.months"]),
            Grain::Days => Reason::new("check.elapsed.days").with("great", length),
            Grain::Weeks => Reason::new("check.elapsed.weeks").with("great", length),
            Grain::Years => Reason::new("check.elapsed.years").with("great", length),
        }
    }
}

/// Minutes from one time to another; negative backwards.
pub(super) fn minutes_between(start: DateTime, end: DateTime) -> i64 {
    let of_day = |at: DateTime| i64::from(at.hour()) * 60 + i64::from(at.minute());
    let days = i64::from((end.date() - start.date()).get_days());
    days * 24 * 60 + of_day(end) - of_day(start)
}

/// A time of day; that of an hour alone is its first minute.
pub(super) fn clock(edtf: Edtf) -> Option<DateTime> {
    match edtf {
        Edtf::At(Moment::Minute(date, hour, minute)) => Some(date.at(hour, minute, 0, 0)),
        Edtf::At(Moment::Hour(date, hour)) => Some(date.at(hour, 0, 0, 0)),
        _ => None,
    }
}

/// The one day that a date names.
pub(super) fn day(edtf: Edtf) -> Option<Date> {
    match edtf {
        Edtf::At(Moment::Day(day) | Moment::Hour(day, _) | Moment::Minute(day, ..)) => Some(day),
        _ => None,
    }
}

/// Days from one day to another, without and with the first.
fn days(start: Edtf, end: Edtf) -> Option<Span> {
    let days = i64::from((day(end)? - day(start)?).get_days());
    Some(Span { least: days, most: days + 1 })
}

/// The month that a date lies in, counted from the year 0, and its day if it names one.
fn month(edtf: Edtf) -> Option<(i64, Option<i8>)> {
    let count = |year: i16, month: i8| i64::from(year) * 12 + i64::from(month) - 1;
    match edtf {
        Edtf::At(Moment::Month(year, month)) => Some((count(year, month), None)),
        other => day(other).map(|day| (count(day.year(), day.month()), Some(day.day()))),
    }
}

fn months(start: Edtf, end: Edtf) -> Option<Span> {
    let ((first, from), (last, to)) = (month(start)?, month(end)?);
    let months = last - first;
    let incomplete = matches!((from, to), (Some(from), Some(to)) if to < from);
    let least = months - i64::from(incomplete);
    Some(Span { least, most: least + 1 })
}

fn years(start: Edtf, end: Edtf) -> Option<Span> {
    if let Some(Span { least, most }) = months(start, end) {
        return Some(Span { least: least.div_euclid(12), most: (most + 11).div_euclid(12) });
    }
    let years = i64::from(end.days().0.year()) - i64::from(start.days().0.year());
    Some(Span { least: years, most: years + 1 })
}
