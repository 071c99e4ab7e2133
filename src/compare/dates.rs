//! How two dates stand to each other: at the precision, with the hedge and in the zone of each.

use jiff::civil::{Date, DateTime};
use jiff::{SignedDuration, ToSpan};
use rust_decimal::Decimal;

use crate::edtf::{Edtf, Limit, Moment, days_to};
use crate::quantity::slips::{self, Slip};
use crate::reason::Reason;
use crate::resolve::DateValue;

/// How two dates stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateComparison {
    /// The same point or stretch of time.
    Same,
    /// Not equal, yet both can be true: one lies in the other, or in its margin, or zones that
    /// aren't known may lie between them.
    Compatible,
    /// They can't both be true.
    Different {
        /// What may have gone wrong.
        slip: Option<Reason>,
    },
    /// One of them is not resolved.
    Unknown,
}

/// Compares two dates of one event.
pub fn compare(a: &DateValue, b: &DateValue) -> DateComparison {
    let (x, y) = match (a.edtf, b.edtf) {
        (Some(x), Some(y)) => (x, y),
        (None, None) => return without_year(a, b),
        _ => return DateComparison::Unknown,
    };
    match (a.limit, b.limit) {
        // What is told since June 2023 tells of June 2023.
        (Some(limit), None) | (None, Some(limit)) if x == y && limit.includes_the_date() => {
            return DateComparison::Same;
        }
        (Some(limit), None) => return limited((x, limit), y),
        (None, Some(limit)) => return limited((y, limit), x),
        // Where one stretch begins says nothing of where another ends.
        (Some(limit), Some(other)) if limit.is_beginning() != other.is_beginning() => return DateComparison::Unknown,
        _ => {}
    }
    let shift = zone_shift(a, b);
    let (first, second) = (Stretch::of(x), Stretch::of(y).later_by(shift.unwrap_or_default()));
    if x == y && shift.is_none() || first == second && is_timed(x) && is_timed(y) {
        return DateComparison::Same;
    }
    let a_day_may_lie_between = a.day_from_context || b.day_from_context || zone_in_doubt(a, b);
    let compatible = first.contains(second)
        || second.contains(first)
        || shift.is_some() && first.overlaps(second)
        || a.approximate && first.with_margin(margin(x)).contains(second)
        || b.approximate && second.with_margin(margin(y)).contains(first)
        || a_day_may_lie_between && is_a_day_apart(a, b);
    if compatible { DateComparison::Compatible } else { DateComparison::Different { slip: slip(a, b, x, y) } }
}

/// Two dates of texts of which nobody knows when they were written, as far as they say the same parts.
fn without_year(a: &DateValue, b: &DateValue) -> DateComparison {
    let (Some(x), Some(y)) = (a.yearless, b.yearless) else { return DateComparison::Unknown };
    let differ = |one: Option<i8>, other: Option<i8>| one.zip(other).is_some_and(|(one, other)| one != other);
    let of_one_month = x.month.is_some() == y.month.is_some();
    if differ(x.month, y.month) || of_one_month && differ(x.day, y.day) {
        DateComparison::Different { slip: None }
    } else if x == y && a.limit == b.limit && !a.approximate && !b.approximate {
        DateComparison::Same
    } else if differ(x.day, y.day) {
        DateComparison::Unknown
    } else {
        DateComparison::Compatible
    }
}

/// How far two different dates lie apart: `nearby` are two times of one day and two days within a month, `period` two
/// months or quarters within a year and two years within ten, `different` all others, and those of which one is more precise.
pub fn distance(a: &DateValue, b: &DateValue) -> &'static str {
    let (Some(x), Some(y)) = (a.edtf, b.edtf) else { return "nearby" };
    let (x, y) = (Stretch::of(x), Stretch::of(y));
    let (shorter, longer) = (x.length().min(y.length()).as_hours(), x.length().max(y.length()).as_hours());
    let (level, reach) = match longer / 24 {
        0 => ("nearby", 1),
        1..28 => ("nearby", 31),
        28..365 => ("period", 366),
        _ => ("period", 3_653),
    };
    let alike = longer * 10 <= shorter * 12;
    let within = x.start.duration_since(y.start).abs() <= SignedDuration::from_hours(24 * reach);
    if alike && within { level } else { "different" }
}

/// A date against a stretch of time that another one ends.
fn limited((end, limit): (Edtf, Limit), date: Edtf) -> DateComparison {
    let (end, date) = (Stretch::of(end), Stretch::of(date));
    let outside = match limit {
        Limit::Before => date.start >= end.start,
        Limit::Until => date.start >= end.end,
        Limit::After => date.end <= end.end,
        Limit::Since => date.end <= end.start,
    };
    if outside { DateComparison::Different { slip: None } } else { DateComparison::Compatible }
}

/// How far the clock of `a` is ahead of that of `b`, when both zones are known and differ.
fn zone_shift(a: &DateValue, b: &DateValue) -> Option<SignedDuration> {
    let (x, y) = (a.offset_minutes?, b.offset_minutes?);
    (x != y).then(|| SignedDuration::from_mins(i64::from(x) - i64::from(y)))
}

/// Whether one of the two is told in a zone of its own, and how that relates to the other is not known.
fn zone_in_doubt(a: &DateValue, b: &DateValue) -> bool {
    let states_zone = |date: &DateValue| date.local || date.offset_minutes.is_some();
    let both_known = a.offset_minutes.is_some() && b.offset_minutes.is_some();
    (states_zone(a) || states_zone(b)) && !both_known
}

/// Whether nothing but the day keeps them apart, and that by one: with a time of day on both sides
/// that is not zoned, the times must be equal.
fn is_a_day_apart(a: &DateValue, b: &DateValue) -> bool {
    let (Some(Edtf::At(x)), Some(Edtf::At(y))) = (a.edtf, b.edtf) else { return false };
    let (Some(day), Some(other)) = (day_of(x), day_of(y)) else { return false };
    let same_time = match (time_of(x), time_of(y)) {
        (Some(time), Some(other)) => time == other || zone_in_doubt(a, b),
        _ => true,
    };
    days_between(day, other) <= 1 && same_time
}

/// A stretch of local time, its end excluded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stretch {
    start: DateTime,
    end: DateTime,
}

impl Stretch {
    fn of(edtf: Edtf) -> Self {
        match edtf {
            Edtf::At(moment) => Self { start: start_of(moment), end: end_of(moment) },
            Edtf::Interval(from, to) => Self { start: start_of(from), end: end_of(to) },
        }
    }

    fn length(self) -> SignedDuration {
        self.end.duration_since(self.start)
    }

    fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    fn later_by(self, by: SignedDuration) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    fn with_margin(self, margin: SignedDuration) -> Self {
        Self { start: self.start.saturating_sub(margin), end: self.end.saturating_add(margin) }
    }
}

fn start_of(moment: Moment) -> DateTime {
    match moment {
        Moment::Hour(day, hour) => day.at(hour, 0, 0, 0),
        Moment::Minute(day, hour, minute) => day.at(hour, minute, 0, 0),
        longer => longer.days().0.at(0, 0, 0, 0),
    }
}

fn end_of(moment: Moment) -> DateTime {
    match moment {
        Moment::Hour(..) => start_of(moment).saturating_add(1.hour()),
        Moment::Minute(..) => start_of(moment).saturating_add(1.minute()),
        longer => longer.days().1.at(0, 0, 0, 0).saturating_add(1.day()),
    }
}

/// How far off a hedged date may be: 9시 32분께 and 9시 40분, 6월 초 and 5월 31일.
fn margin(edtf: Edtf) -> SignedDuration {
    let (Edtf::At(moment) | Edtf::Interval(_, moment)) = edtf;
    match moment {
        Moment::Minute(..) => SignedDuration::from_mins(15),
        Moment::Hour(..) => SignedDuration::from_mins(30),
        Moment::Day(_) => SignedDuration::from_hours(24),
        _ => SignedDuration::from_hours(72),
    }
}

fn is_timed(edtf: Edtf) -> bool {
    matches!(edtf, Edtf::At(moment) if time_of(moment).is_some())
}

fn day_of(moment: Moment) -> Option<Date> {
    match moment {
        Moment::Day(day) | Moment::Hour(day, _) | Moment::Minute(day, ..) => Some(day),
        _ => None,
    }
}

fn time_of(moment: Moment) -> Option<(i8, i8)> {
    match moment {
        Moment::Hour(_, hour) => Some((hour, 0)),
        Moment::Minute(_, hour, minute) => Some((hour, minute)),
        _ => None,
    }
}

fn days_between(a: Date, b: Date) -> u32 {
    days_to(a, b).unsigned_abs()
}

/// What may have turned one date into the other.
fn slip(a: &DateValue, b: &DateValue, x: Edtf, y: Edtf) -> Option<Reason> {
    if let Some(year) = slips::dates(x, y) {
        return Some(year.reason());
    }
    let (x, y) = match (x, y) {
        (Edtf::At(x), Edtf::At(y)) => (x, y),
        (Edtf::Interval(from, to), Edtf::Interval(other_from, other_to)) => {
            return calendar_slip(from, other_from).filter(|slip| calendar_slip(to, other_to).as_ref() == Some(slip));
        }
        _ => return None,
    };
    half_a_day(x, y).or_else(|| weekday(a, b, x, y)).or_else(|| calendar_slip(x, y))
}

/// 9:32 in the morning and in the evening.
fn half_a_day(x: Moment, y: Moment) -> Option<Reason> {
    let ((hour, minute), (other, other_minute)) = (time_of(x)?, time_of(y)?);
    let same = day_of(x) == day_of(y) && minute == other_minute && hour.abs_diff(other) == 12;
    same.then(|| Reason::new("slip.half-a-day"))
}

/// The weekday beside one of the dates is that of the other.
fn weekday(a: &DateValue, b: &DateValue, x: Moment, y: Moment) -> Option<Reason> {
    let (x, y) = (day_of(x)?, day_of(y)?);
    let speaks_for = |date: &DateValue, own: Date, other: Date| {
        date.weekday.is_some_and(|weekday| weekday != own.weekday() && weekday == other.weekday())
    };
    let [wrong, right] = if speaks_for(a, x, y) {
        [x, y]
    } else if speaks_for(b, y, x) {
        [y, x]
    } else {
        return None;
    };
    Some(Reason::new("slip.weekday").with("wrong", wrong).with("right", right))
}

/// Day and month exchanged, digits transposed, or one off.
fn calendar_slip(x: Moment, y: Moment) -> Option<Reason> {
    if time_of(x).zip(time_of(y)).is_some_and(|(time, other)| time != other) {
        return None;
    }
    let (x, y) = (day_of(x)?, day_of(y)?);
    let (months, days) = (x.month().abs_diff(y.month()), days_between(x, y));
    if x.year() != y.year() {
        return (days == 1).then(|| Reason::new("slip.day-off-by-one"));
    }
    let transposed = || {
        let number = |day: Date| Decimal::from(day.day());
        months == 0 && slips::numeric(number(x), number(y)) == Some(Slip::TransposedDigits)
    };
    if x.month() == y.day() && x.day() == y.month() {
        Some(Reason::new("slip.day-for-month"))
    } else if days == 1 {
        Some(Reason::new("slip.day-off-by-one"))
    } else if x.day() == y.day() && months == 1 {
        Some(Reason::new("slip.month-off-by-one"))
    } else if transposed() {
        Some(Slip::TransposedDigits.reason())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edtf::Yearless;
    use jiff::civil::Weekday;
    use jiff::civil::date;

    fn at(moment: Moment) -> DateValue {
        DateValue { edtf: Some(Edtf::At(moment)), ..DateValue::default() }
    }

    fn day(month: i8, day: i8) -> DateValue {
        at(Moment::Day(date(2024, month, day)))
    }

    fn time(day: i8, hour: i8, minute: i8) -> DateValue {
        at(Moment::Minute(date(2024, 5, day), hour, minute))
    }

    /// The comparison, which must be the same both ways.
    fn both_ways(a: &DateValue, b: &DateValue) -> DateComparison {
        let one = compare(a, b);
        assert_eq!(one, compare(b, a), "{a:?} {b:?}");
        one
    }

    fn slip_key(a: &DateValue, b: &DateValue) -> Option<String> {
        match both_ways(a, b) {
            DateComparison::Different { slip } => slip.map(|reason| reason.key.to_string()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_coarser_contains_the_finer() {
        let june = at(Moment::Month(2024, 6));
        assert_eq!(both_ways(&june, &day(6, 10)), DateComparison::Compatible);
        assert_eq!(both_ways(&june, &at(Moment::Year(2024))), DateComparison::Compatible);
        assert_eq!(both_ways(&june, &at(Moment::Half(2024, 1))), DateComparison::Compatible);
        assert_eq!(both_ways(&day(5, 13), &time(13, 9, 32)), DateComparison::Compatible);
        assert_eq!(both_ways(&at(Moment::Hour(date(2024, 5, 13), 9)), &time(13, 9, 32)), DateComparison::Compatible);
        assert_eq!(slip_key(&june, &day(7, 1)), None);
        assert_eq!(both_ways(&june, &june.clone()), DateComparison::Same);
    }

    #[test]
    fn intervals_that_only_overlap_differ() {
        let days = |from, to| DateValue {
            edtf: Some(Edtf::Interval(Moment::Day(date(2024, 9, from)), Moment::Day(date(2024, 9, to)))),
            ..DateValue::default()
        };
        assert_eq!(slip_key(&days(7, 8), &days(8, 9)).as_deref(), Some("slip.day-off-by-one"));
        assert_eq!(slip_key(&days(7, 8), &days(8, 10)), None);
        assert_eq!(both_ways(&days(6, 8), &days(7, 8)), DateComparison::Compatible);
        assert_eq!(both_ways(&days(7, 8), &day(9, 8)), DateComparison::Compatible);
    }

    #[test]
    fn a_hedge_widens() {
        let about = |date: DateValue| DateValue { approximate: true, ..date };
        assert_eq!(both_ways(&about(time(13, 9, 32)), &time(13, 9, 40)), DateComparison::Compatible);
        assert_eq!(slip_key(&time(13, 9, 32), &time(13, 9, 40)), None);
        assert_eq!(slip_key(&about(time(13, 9, 32)), &time(13, 6, 32)), None);
        assert_eq!(both_ways(&about(at(Moment::Month(2024, 6))), &day(5, 30)), DateComparison::Compatible);
    }

    #[test]
    fn known_zones_are_converted() {
        let in_zone = |date: DateValue, hours: i16| DateValue { offset_minutes: Some(hours * 60), ..date };
        let seoul = in_zone(time(12, 5, 0), 9);
        let new_york = in_zone(time(11, 16, 0), -4);
        assert_eq!(both_ways(&seoul, &new_york), DateComparison::Same);
        assert_eq!(slip_key(&in_zone(time(12, 5, 0), 9), &in_zone(time(11, 15, 0), -4)), None);
        assert_eq!(both_ways(&in_zone(day(5, 12), 9), &in_zone(day(5, 11), -4)), DateComparison::Compatible);
        assert_eq!(slip_key(&in_zone(day(5, 12), 9), &in_zone(day(5, 13), -4)).as_deref(), Some("slip.day-off-by-one"));
    }

    #[test]
    fn a_stated_zone_against_none_may_be_a_day_off() {
        let local = DateValue { local: true, ..day(3, 14) };
        assert_eq!(both_ways(&local, &day(3, 15)), DateComparison::Compatible);
        assert_eq!(slip_key(&local, &day(3, 16)), None);
        assert_eq!(slip_key(&day(3, 14), &day(3, 15)).as_deref(), Some("slip.day-off-by-one"));
    }

    #[test]
    fn a_day_from_the_context_may_be_the_next() {
        let clock = DateValue { day_from_context: true, ..time(14, 14, 52) };
        assert_eq!(both_ways(&clock, &time(13, 14, 52)), DateComparison::Compatible);
        assert_eq!(slip_key(&clock, &time(13, 13, 52)), None);
    }

    #[test]
    fn slips_are_named() {
        let slip = |a: &DateValue, b: &DateValue| slip_key(a, b).unwrap_or_default();
        assert_eq!(slip(&at(Moment::Year(2023)), &at(Moment::Year(2024))), "slip.year-off-by-one");
        assert_eq!(slip(&time(13, 9, 32), &time(13, 21, 32)), "slip.half-a-day");
        assert_eq!(slip(&day(5, 12), &day(5, 21)), "slip.transposed-digits");
        assert_eq!(slip(&day(3, 5), &day(5, 3)), "slip.day-for-month");
        assert_eq!(slip(&day(4, 30), &day(5, 1)), "slip.day-off-by-one");
        assert_eq!(slip(&day(4, 12), &day(5, 12)), "slip.month-off-by-one");
        // 4 August 2024 is a Sunday, the 3rd a Saturday.
        let saturday = DateValue { weekday: Some(Weekday::Saturday), ..day(8, 4) };
        assert_eq!(slip(&saturday, &day(8, 3)), "slip.weekday");
    }

    #[test]
    fn a_limit_is_met_by_what_lies_on_its_side() {
        let limited = |limit, date: DateValue| DateValue { limit: Some(limit), ..date };
        let different = DateComparison::Different { slip: None };
        let before = limited(Limit::Before, at(Moment::Year(2015)));
        assert_eq!(both_ways(&before, &at(Moment::Month(2014, 12))), DateComparison::Compatible);
        assert_eq!(both_ways(&before, &at(Moment::Month(2015, 1))), different);
        let since = limited(Limit::Since, day(5, 14));
        assert_eq!(both_ways(&since, &day(5, 14)), DateComparison::Same);
        assert_eq!(both_ways(&since, &day(5, 20)), DateComparison::Compatible);
        assert_eq!(both_ways(&since, &day(5, 13)), different);
        assert_eq!(both_ways(&limited(Limit::After, day(5, 14)), &day(5, 14)), different);
        assert_eq!(both_ways(&limited(Limit::Until, day(5, 14)), &day(5, 15)), different);
        assert_eq!(both_ways(&before, &before), DateComparison::Same);
    }

    #[test]
    fn dates_without_a_year_differ_by_the_parts_that_both_tell() {
        let date = |month, day| DateValue { yearless: Some(Yearless { month, day }), ..DateValue::default() };
        let different = DateComparison::Different { slip: None };
        assert_eq!(both_ways(&date(Some(6), None), &date(Some(5), None)), different);
        assert_eq!(both_ways(&date(None, Some(20)), &date(None, Some(19))), different);
        assert_eq!(both_ways(&date(Some(6), Some(20)), &date(Some(6), None)), DateComparison::Compatible);
        assert_eq!(both_ways(&date(Some(6), Some(20)), &date(None, Some(19))), DateComparison::Unknown);
        assert_eq!(both_ways(&date(None, Some(20)), &date(None, Some(20))), DateComparison::Same);
        assert_eq!(both_ways(&date(None, Some(20)), &day(3, 14)), DateComparison::Unknown);
    }

    #[test]
    fn an_unresolved_date_says_nothing() {
        assert_eq!(both_ways(&DateValue::default(), &day(3, 14)), DateComparison::Unknown);
    }
}
