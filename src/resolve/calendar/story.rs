//! What an article has said about time so far, so that 이날, 전날, 5일 and 오후 3시 find their day.

use jiff::civil::{Date, DateTime};

use crate::edtf::{Edtf, Moment, days_to};
use crate::extract::dates::{DateMention, Day, Expression, Part, Point, Year};

/// Days this close to publication are the days that news is of, whatever else was told before.
const FRESH: i32 = 1;
/// Days this far from publication are history: they don't become the day that is narrated.
const HISTORY: i32 = 31;

/// How many days are remembered for times of day that name none.
const REMEMBERED: usize = 8;

/// A date that was read before.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub edtf: Edtf,
    /// Index of its sentence.
    pub sentence: usize,
    /// Its paragraph.
    pub paragraph: usize,
    /// Where it ended in the text.
    pub end: usize,
    /// Its year was written, in digits or as 지난해.
    pub names_year: bool,
    /// Its month was written, in digits or as 지난달.
    pub names_month: bool,
    /// Its year was written in digits.
    pub historic: bool,
}

/// The state of the narration.
#[derive(Debug, Default)]
pub(super) struct Story {
    /// The day that 이날 means.
    day: Option<Date>,
    /// A day told in passing, which 이날 means from the next sentence on, and its sentence.
    aside: Option<(Date, usize)>,
    /// The days named last, the latest last.
    days: Vec<Date>,
    /// The last time of day.
    pub clock: Option<(DateTime, usize)>,
    /// The date before this one.
    pub last: Option<Told>,
    /// The last year, month, quarter or half that was named.
    pub period: Option<Edtf>,
}

impl Story {
    /// The day that 이날 means in `sentence`.
    pub(super) fn day(&mut self, sentence: usize) -> Option<Date> {
        if let Some((day, _)) = self.aside.take_if(|(_, told)| *told < sentence) {
            self.day = Some(day);
        }
        self.day
    }

    /// The days named so far, the latest first.
    pub(super) fn days(&self) -> impl Iterator<Item = Date> {
        self.days.iter().rev().copied()
    }

    /// Takes note of a date that was resolved.
    pub(super) fn tell(&mut self, mention: &DateMention, paragraph: usize, edtf: Edtf, published: Option<Date>) {
        let (Expression::At(point) | Expression::Interval(point, _)) = &mention.expression;
        let moment = match edtf {
            Edtf::At(moment) | Edtf::Interval(_, moment) => moment,
        };
        self.last = Some(Told {
            edtf,
            sentence: mention.sentence,
            paragraph,
            end: mention.span.end,
            names_year: point.year.is_some() || matches!(point.part, Some(Part::MonthFromPublication(_))),
            names_month: point.part.is_some(),
            historic: matches!(point.year, Some(Year::Is(_))),
        });
        if point.same_period.is_none() {
            self.period = period(edtf).or(self.period);
        }
        if let Moment::Day(day) | Moment::Hour(day, _) | Moment::Minute(day, ..) = moment {
            self.days.retain(|known| *known != day);
            self.days.push(day);
            self.days.drain(..self.days.len().saturating_sub(REMEMBERED));
            self.narrate(mention, point, day, published);
        }
        if let Moment::Hour(day, hour) | Moment::Minute(day, hour, _) = moment {
            let minute = if let Moment::Minute(_, _, minute) = moment { minute } else { 0 };
            self.clock = Some((day.at(hour, minute, 0, 0), paragraph));
        }
    }

    /// Decides what 이날 means from here on.
    fn narrate(&mut self, mention: &DateMention, point: &Point, day: Date, published: Option<Date>) {
        let stays = point.is_clock() || matches!(point.day, Some(Day::FromNarrated(days)) if days <= 0);
        if stays || mention.background {
            return;
        }
        let off = published.map_or(0, |published| days_to(day, published));
        let in_passing = point.direction.is_some() || !(0..=HISTORY).contains(&off);
        if in_passing {
            self.aside = Some((day, mention.sentence));
        } else {
            self.day = Some(day);
            self.aside = None;
        }
    }

    /// The date before, if this one may leave out what it said: they are joined, stand in one
    /// sentence, or both belong to a tale of the past.
    pub(super) fn carried(&self, mention: &DateMention, paragraph: usize, joined: bool) -> Option<Told> {
        let last = self.last?;
        let near = last.sentence == mention.sentence || (last.paragraph == paragraph && last.historic);
        (joined || near).then_some(last)
    }
}

/// Whether `day` is so close to publication that it is the day of the news.
pub(super) fn is_fresh(day: Date, published: Option<Date>) -> bool {
    published.is_some_and(|published| (0..=FRESH).contains(&days_to(day, published)))
}

/// What 전년 동기 can refer to: a period, not a single day.
fn period(edtf: Edtf) -> Option<Edtf> {
    match edtf {
        Edtf::At(Moment::Day(_) | Moment::Hour(..) | Moment::Minute(..)) => None,
        period => Some(period),
    }
}
