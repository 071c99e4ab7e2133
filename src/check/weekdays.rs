//! A weekday that is written beside a date is the weekday of that date: 5월 4일(토), Saturday, May 4.

use jiff::civil::{Date, Weekday};

use super::scene::{DateOf, Scene};
use super::{Check, Kind};
use crate::edtf::{Edtf, Moment};
use crate::reason::Reason;

/// Every date of the article that carries a weekday.
pub(super) fn check(scene: &Scene) -> Vec<Check> {
    scene.lines.iter().flat_map(|line| &line.dates).filter_map(|date| weekday(scene, date)).collect()
}

fn weekday(scene: &Scene, at: &DateOf) -> Option<Check> {
    let stated = at.date.weekday?;
    let day = single_day(at.date.edtf?)?;
    let text = &scene.claims[at.claim].text;
    // A weekday alone (on Friday) has made the date; there is nothing to hold it against.
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let holds = day.weekday() == stated;
    let key = if holds { "check.weekday.ok" } else { actual(day.weekday()) };
    let message = Reason::new(key).with("stated", text).with("date", day);
    Some(Check::new(Kind::WeekdayMismatch, holds, vec![at.claim], message))
}

/// The message that names the weekday that it really is.
fn actual(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "check.weekday.monday",
        Weekday::Tuesday => "check.weekday.tuesday",
        Weekday::Wednesday => "check.weekday.wednesday",
        Weekday::Thursday => "check.weekday.thursday",
        Weekday::Friday => "check.weekday.friday",
        Weekday::Saturday => "check.weekday.saturday",
        Weekday::Sunday => "check.weekday.sunday",
    }
}

fn single_day(edtf: Edtf) -> Option<Date> {
    match edtf {
        Edtf::At(Moment::Day(day) | Moment::Hour(day, _) | Moment::Minute(day, ..)) => Some(day),
        _ => None,
    }
}
