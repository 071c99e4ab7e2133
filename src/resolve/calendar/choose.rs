//! Which of the days that an expression could mean it does mean.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use crate::edtf::Moment;

/// How to choose among the months, days or weekdays of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pick {
    /// The last one that was over before the anchor: 지난 14일, last June.
    Before,
    /// The last one that had begun at the anchor.
    Latest,
    /// The last one that had begun at the anchor, unless the next one is very much nearer.
    Past,
    /// The nearest one, months and dates rather in the year of the anchor.
    Near,
    /// The first one that was not over at the anchor, unless the one before is very much nearer.
    Future,
    /// The first one that was not over at the anchor.
    Next,
    /// The first one that begins after the anchor: 오는 17일.
    After,
}

/// How many times nearer the other way a day must be to outweigh the tense of the sentence: nobody
/// writes 14일 for a day four weeks ago when the day after tomorrow is a 14th.
const MONTHLY_OUTWEIGHED: i32 = 5;
/// The same for what comes once a year.
const YEARLY_OUTWEIGHED: i32 = 6;
/// The farthest, in days, that something of the anchor's own year may lie off to be meant without a hint.
const FAR: i32 = 270;
/// Around the turn of the year, in days, the nearest is meant whatever its year.
const CLOSE: i32 = 45;

/// Chooses among `candidates`, which are in order.
pub(super) fn choose(candidates: impl Iterator<Item = Moment> + Clone, anchor: Date, pick: Pick) -> Option<Moment> {
    let last = || candidates.clone().take_while(|m| m.days().0 <= anchor).last();
    let next = || candidates.clone().find(|m| m.days().1 >= anchor);
    let off = |m: Moment| distance(m, anchor);
    let holds = |meant: Moment, other: Moment| {
        let yearly = meant.days().0.year() != other.days().0.year() && meant.days().0.month() == other.days().0.month();
        let factor = if yearly { YEARLY_OUTWEIGHED } else { MONTHLY_OUTWEIGHED };
        off(meant) <= off(other).saturating_mul(factor)
    };
    match pick {
        Pick::Before => candidates.take_while(|m| m.days().1 < anchor).last(),
        Pick::Latest => last(),
        Pick::Past => last().filter(|&last| next().is_none_or(|next| holds(last, next))).or_else(next),
        Pick::Future => next().filter(|&next| last().is_none_or(|last| holds(next, last))).or_else(last),
        Pick::Next => next(),
        Pick::After => candidates.clone().find(|m| m.days().0 > anchor),
        Pick::Near => candidates.clone().min_by_key(|&m| {
            let other_year = m.days().0.year() != anchor.year();
            (off(m) > FAR, other_year && off(m) > CLOSE, off(m))
        }),
    }
}

/// Days between the moment and the anchor, 0 if it covers it.
fn distance(moment: Moment, anchor: Date) -> i32 {
    let (first, last) = moment.days();
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if anchor < first {
        days(anchor, first)
    } else if last < anchor {
        days(last, anchor)
    } else {
        0
    }
}

/// The 14th of the months around the anchor's.
pub(super) fn days_of_month(day: i8, anchor: Date) -> impl Iterator<Item = Moment> + Clone {
    // Every day of a month comes at least in every second month; for a 31st it takes two steps.
    (-2..=2).filter_map(move |months: i16| {
        let (year, month) = shift_month(anchor.year(), anchor.month(), months)?;
        Date::new(year, month, day).ok().map(Moment::Day)
    })
}

/// The 14th of March, or March, or a quarter, of the years around the anchor's. A 29th of February
/// can be up to eight years off.
pub(super) fn of_years(
    anchor: Date,
    moment: impl Fn(i16) -> Option<Moment> + Clone,
) -> impl Iterator<Item = Moment> + Clone {
    let year = anchor.year();
    (year.saturating_sub(8)..=year.saturating_add(8)).filter_map(moment)
}

/// The weekday in the weeks around the anchor's.
pub(super) fn weekdays(weekday: Weekday, anchor: Date) -> impl Iterator<Item = Moment> + Clone {
    (-1..=1).filter_map(move |weeks| in_week(anchor, weeks, weekday).map(Moment::Day))
}

/// The weekday of the week that lies `weeks` after that of `anchor`; weeks begin on Monday.
pub(super) fn in_week(anchor: Date, weeks: i16, weekday: Weekday) -> Option<Date> {
    let days = i32::from(weekday.to_monday_zero_offset()) - i32::from(anchor.weekday().to_monday_zero_offset());
    anchor.checked_add((i32::from(weeks) * 7 + days).days()).ok()
}

/// The month that lies `months` after the given one.
pub(super) fn shift_month(year: i16, month: i8, months: i16) -> Option<(i16, i8)> {
    let all = i32::from(year) * 12 + i32::from(month) - 1 + i32::from(months);
    Some((i16::try_from(all.div_euclid(12)).ok()?, i8::try_from(all.rem_euclid(12)).ok()? + 1))
}
