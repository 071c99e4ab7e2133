//! Times of day: the twelve-hour clock, and the day that a time alone belongs to.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

use super::Setting;
use super::story::Story;
use crate::edtf::Moment;
use crate::extract::dates::Clock;
use crate::rules::dates::Tense;

/// A day at a time of day; the day alone if no hour is written. A figure without a part of the day
/// counts on the 24-hour clock.
pub(super) fn at(day: Date, clock: Clock) -> Option<Moment> {
    let Some(hour) = clock.hour else { return Some(Moment::Day(day)) };
    moment(day, hour_of_day(hour, clock.daypart), clock.minute)
}

/// A time of day alone: on the day named last, unless the article could not know of it yet.
pub(super) fn in_context(
    clock: Clock,
    story: &mut Story,
    published: Option<Date>,
    now: Option<DateTime>,
    setting: &Setting,
) -> Option<Moment> {
    let told = story.day(setting.sentence);
    let hour = clock.hour?;
    let resolve = |day: Date| {
        let hour = match clock.daypart {
            None => carry(hour, clock.minute, day, story, setting.paragraph),
            daypart => hour_of_day(hour, daypart),
        };
        moment(day, hour, clock.minute)
    };
    let known = |moment: &Moment| {
        setting.tense != Some(Tense::Past) || now.is_none_or(|now| start(*moment).is_some_and(|start| start <= now))
    };
    let mut days = story.days().chain(told).chain(published);
    let first = days.next()?;
    let moment = resolve(first)?;
    if known(&moment) {
        return Some(moment);
    }
    let earlier = days.filter(|day| *day < first).filter_map(resolve).find(known);
    earlier.or(Some(moment))
}

/// The hour of the 24-hour clock; 24 and more belong to the next day.
fn hour_of_day(hour: i8, daypart: Option<i8>) -> i8 {
    match daypart {
        Some(first) if hour <= 12 => {
            let hour = hour % 12;
            if hour < first { hour + if hour + 12 < first { 24 } else { 12 } } else { hour }
        }
        _ => hour,
    }
}

/// The hour of a figure without a part of the day: the first such time after the one before it, as
/// in 오후 7시 40분 … 8시 27분.
fn carry(hour: i8, minute: Option<i8>, day: Date, story: &Story, paragraph: usize) -> i8 {
    let before = story.clock.filter(|(time, told)| *told == paragraph && time.date() == day);
    let Some((before, _)) = before else { return hour };
    let later = (before.hour(), before.minute()) > (hour, minute.unwrap_or(0));
    if hour < 12 && later && before.hour() >= 12 { hour + 12 } else { hour }
}

fn moment(day: Date, hour: i8, minute: Option<i8>) -> Option<Moment> {
    let day = if hour >= 24 { day.tomorrow().ok()? } else { day };
    let hour = hour % 24;
    Some(minute.map_or(Moment::Hour(day, hour), |minute| Moment::Minute(day, hour, minute)))
}

/// The end of an interval, a day later if it is a time of day that came before its start.
pub(super) fn not_before(from: Moment, to: Moment) -> Option<Moment> {
    let (Some(begins), Some(ends)) = (start(from), start(to)) else {
        return (from.days().0 <= to.days().1).then_some(to);
    };
    if begins <= ends {
        return Some(to);
    }
    let next = |day: Date| day.checked_add(1.day()).ok();
    match to {
        Moment::Hour(day, hour) => Some(Moment::Hour(next(day)?, hour)),
        Moment::Minute(day, hour, minute) => Some(Moment::Minute(next(day)?, hour, minute)),
        _ => None,
    }
}

/// When a time of day begins; nothing for anything longer than an hour.
fn start(moment: Moment) -> Option<DateTime> {
    match moment {
        Moment::Hour(day, hour) => Some(day.at(hour, 0, 0, 0)),
        Moment::Minute(day, hour, minute) => Some(day.at(hour, minute, 0, 0)),
        _ => None,
    }
}
