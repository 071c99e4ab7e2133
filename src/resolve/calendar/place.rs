//! The UTC offset of a date whose zone, or whose place, the text states.

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::edtf::{Edtf, Moment};
use crate::extract::dates::{DateMention, WrittenZone, char_boundary};
use crate::rules::dates::Dates;

/// How many bytes around a date are searched for the place whose time it is given in.
const REACH: usize = 240;

/// The offset in minutes, where zone and day are known.
pub(super) fn offset(text: &str, mention: &DateMention, edtf: Option<Edtf>, dates: &Dates) -> Option<i16> {
    let zone = match mention.zone? {
        WrittenZone::Named(index) => dates.zone(index)?,
        WrittenZone::Local => nearest_place(text, mention, dates)?,
    };
    let start = match edtf? {
        Edtf::At(moment) | Edtf::Interval(moment, _) => moment,
    };
    let (day, hour, minute) = match start {
        Moment::Day(day) => (day, 12, 0),
        Moment::Hour(day, hour) => (day, hour, 0),
        Moment::Minute(day, hour, minute) => (day, hour, minute),
        _ => return None,
    };
    minutes(zone, day, hour, minute)
}

fn minutes(zone: &TimeZone, day: Date, hour: i8, minute: i8) -> Option<i16> {
    let time = day.at(hour, minute, 0, 0).to_zoned(zone.clone()).ok()?;
    i16::try_from(time.offset().seconds() / 60).ok()
}

/// The zone of the place named nearest to the date in its line.
fn nearest_place<'r>(text: &'r str, mention: &DateMention, dates: &'r Dates) -> Option<&'r TimeZone> {
    let from = char_boundary(text, mention.span.start.saturating_sub(REACH));
    let to = char_boundary(text, mention.span.end + REACH);
    let line = text[from..mention.span.start].rfind('\n').map_or(from, |at| from + at + 1);
    let end = text[mention.span.end..to].find('\n').map_or(to, |at| mention.span.end + at);
    let (head, tail) = (&text[line..mention.span.start], &text[mention.span.end..end]);
    let before = dates.places(head).last().map(|(range, zone)| (head.len() - range.end, zone));
    let after = dates.places(tail).next().map(|(range, zone)| (range.start, zone));
    before.into_iter().chain(after).min_by_key(|(distance, _)| *distance).map(|(_, zone)| zone)
}
