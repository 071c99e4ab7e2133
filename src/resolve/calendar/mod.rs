//! Date mentions → dates, against the publication date and the dates already read in the article.

mod choose;
mod clock;
mod place;
mod story;
#[cfg(test)]
mod tests;

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Weekday};

use super::DateValue;
use crate::article::{Article, Field, Sentence, Zone};
use crate::edtf::{Edtf, Moment, Yearless};
use crate::extract::dates::{DateMention, Day, Expression, Part, Point, WrittenZone, Year};
use crate::rules::Rules;
use crate::rules::dates::Tense;
use choose::{Pick, choose, days_of_month, in_week, of_years, shift_month, weekdays};
use story::{Story, Told, is_fresh};

/// Resolves the dates of one field, in the order of the text: one value for each mention.
/// Nothing is resolved that text and publication date don't determine.
pub fn resolve(article: &Article, field: Field, mentions: &[DateMention], rules: &Rules) -> Vec<DateValue> {
    let mut reader = Reader {
        text: article.text(field),
        sentences: article.field(field).map_or(&[], |f| &f.sentences),
        published: article.published.map(|p| p.date()),
        now: article.published.and_then(|p| p.has_time.then_some(p.local)),
        rules,
        story: Story::default(),
    };
    mentions.iter().map(|mention| reader.value(mention)).collect()
}

/// Reads the dates of a field one after the other.
struct Reader<'a> {
    text: &'a str,
    sentences: &'a [Sentence],
    published: Option<Date>,
    /// Time of publication, if known.
    now: Option<DateTime>,
    rules: &'a Rules,
    story: Story,
}

/// What is known where one point is read.
#[derive(Clone, Copy)]
struct Setting {
    pick: Pick,
    /// The day that 지난, next and bare days are counted from.
    anchor: Option<Date>,
    sentence: usize,
    paragraph: usize,
    /// The date before, where this one may leave out what it said.
    carried: Option<Told>,
    /// The date before stands in one phrase with this one.
    joined: bool,
    tense: Option<Tense>,
}

/// What an expression says but for the year.
fn yearless(expression: &Expression) -> Option<Yearless> {
    let Expression::At(point) = expression else { return None };
    let month = match point.part {
        Some(Part::Month(month)) => Some(month),
        None => None,
        Some(_) => return None,
    };
    let day = match point.day {
        Some(Day::Is(day)) => Some(day),
        None => None,
        Some(_) => return None,
    };
    let said = month.is_some() || day.is_some();
    (said && point.year.is_none()).then_some(Yearless { month, day })
}

impl Reader<'_> {
    fn value(&mut self, mention: &DateMention) -> DateValue {
        let sentence = self.sentences.get(mention.sentence);
        let paragraph = sentence.map_or(0, |s| s.paragraph);
        let edtf = self.edtf(mention, paragraph);
        if let Some(edtf) = edtf
            && sentence.is_some_and(|s| matches!(s.zone, Zone::Title | Zone::Deck | Zone::Body))
        {
            self.story.tell(mention, paragraph, edtf, self.published);
        }
        let (Expression::At(point) | Expression::Interval(point, _)) = &mention.expression;
        DateValue {
            edtf,
            yearless: (edtf.is_none() && self.published.is_none()).then(|| yearless(&mention.expression)).flatten(),
            limit: mention.limit,
            offset_minutes: place::offset(self.text, mention, edtf, &self.rules.dates),
            local: mention.zone == Some(WrittenZone::Local),
            weekday: point.weekday.filter(|_| !matches!(point.day, Some(Day::Weekday(..)))),
            approximate: mention.approximate,
            day_from_context: point.is_clock(),
        }
    }

    fn edtf(&mut self, mention: &DateMention, paragraph: usize) -> Option<Edtf> {
        let joined = self.is_joined(mention);
        let setting = |point: &Point| Setting {
            pick: pick(point, mention.tense),
            anchor: self.published,
            sentence: mention.sentence,
            paragraph,
            carried: self.story.carried(mention, paragraph, joined),
            joined,
            tense: mention.tense,
        };
        match &mention.expression {
            Expression::At(point) => {
                let setting = setting(point);
                self.point(point, &setting)
            }
            Expression::Interval(from, to) => {
                let (from, to) = (from.before(to), to.after(from));
                let setting = setting(&from);
                let start = match self.point(&from, &setting)? {
                    Edtf::At(start) | Edtf::Interval(start, _) => start,
                };
                let behind = Setting { pick: Pick::Next, anchor: Some(start.days().0), carried: None, ..setting };
                let end = match self.point(&to, &behind)? {
                    Edtf::At(end) | Edtf::Interval(_, end) => clock::not_before(start, end)?,
                };
                Some(Edtf::Interval(start, end))
            }
        }
    }

    /// Whether only a joining word stands between the date before and this one: 3일과 5일.
    fn is_joined(&self, mention: &DateMention) -> bool {
        self.story.last.is_some_and(|last| {
            let between = self.text.get(last.end..mention.span.start);
            between.is_some_and(|between| between.len() < 40 && self.rules.dates.joins(between))
        })
    }

    fn point(&mut self, point: &Point, setting: &Setting) -> Option<Edtf> {
        if let Some(years) = point.same_period {
            return same_period(self.story.period?, years);
        }
        if let Some(months) = point.months_until {
            return self.months_until(point, months, setting);
        }
        if point.is_clock() {
            return clock::in_context(point.clock, &mut self.story, self.published, self.now, setting).map(Edtf::At);
        }
        let Some(day) = point.day else { return self.period(point, setting).map(Edtf::At) };
        match day {
            Day::Weekend(weeks) => self.days_of_week(weeks, Weekday::Saturday),
            Day::Week(weeks) => self.days_of_week(weeks, Weekday::Monday),
            _ => {
                let day = self.day(day, point, setting)?;
                clock::at(day, point.clock).map(Edtf::At)
            }
        }
    }

    /// From the weekday of a week to its Sunday.
    fn days_of_week(&self, weeks: i16, from: Weekday) -> Option<Edtf> {
        let day = |weekday| in_week(self.published?, weeks, weekday).map(Moment::Day);
        Some(Edtf::Interval(day(from)?, day(Weekday::Sunday)?))
    }

    fn months_until(&self, point: &Point, months: i16, setting: &Setting) -> Option<Edtf> {
        let last = self.period(point, &Setting { carried: None, ..*setting })?;
        let Moment::Month(year, month) = last else { return None };
        let (year, month) = shift_month(year, month, 1 - months)?;
        Some(Edtf::Interval(Moment::Month(year, month), last))
    }

    fn day(&mut self, day: Day, point: &Point, setting: &Setting) -> Option<Date> {
        match day {
            Day::Is(number) => self.day_of_month(number, point, setting),
            Day::FromPublication(days) => self.published?.checked_add(i32::from(days).days()).ok(),
            Day::FromNarrated(days) => {
                let told = self.story.day(setting.sentence).or(self.published)?;
                told.checked_add(i32::from(days).days()).ok()
            }
            Day::Weekday(weekday, Some(week)) => in_week(self.published?, week, weekday),
            Day::Weekday(weekday, None) => {
                let anchor = setting.anchor?;
                first_day(choose(weekdays(weekday, anchor), anchor, weekday_pick(setting.pick))?)
            }
            Day::Weekend(_) | Day::Week(_) => None,
        }
    }

    fn day_of_month(&self, number: i8, point: &Point, setting: &Setting) -> Option<Date> {
        if let Some(Part::Month(month)) = point.part {
            let in_year = |year| Date::new(year, month, number).ok();
            if let Some(year) = self.year(point, month, setting) {
                return in_year(year);
            }
            let anchor = setting.anchor?;
            return choose(of_years(anchor, |y| in_year(y).map(Moment::Day)), anchor, setting.pick).and_then(first_day);
        }
        if let Some(part) = point.part {
            let (year, month) = self.month(part)?;
            return Date::new(year, month, number).ok();
        }
        let anchor = setting.anchor?;
        let chosen = choose(days_of_month(number, anchor), anchor, setting.pick).and_then(first_day);
        self.carried_day(number, chosen, point, setting).or(chosen)
    }

    /// A bare day in the month of the date before, where that is what the text means.
    fn carried_day(&self, number: i8, otherwise: Option<Date>, point: &Point, setting: &Setting) -> Option<Date> {
        let told = setting.carried.filter(|_| point.direction.is_none())?;
        let fresh = otherwise.is_some_and(|day| is_fresh(day, self.published));
        if !setting.joined && (fresh || !told.names_month) {
            return None;
        }
        let before = told.edtf.days().1;
        let day = Date::new(before.year(), before.month(), number).ok()?;
        if day >= told.edtf.days().0 {
            Some(day)
        } else {
            choose(days_of_month(number, before), before, Pick::Next).and_then(first_day)
        }
    }

    /// A month that is counted from another one.
    fn month(&self, part: Part) -> Option<(i16, i8)> {
        match part {
            Part::MonthFromPublication(months) => {
                let published = self.published?;
                shift_month(published.year(), published.month(), months)
            }
            Part::MonthFromNarrated(months) => {
                let told = self.story.last?.edtf.days().0;
                shift_month(told.year(), told.month(), months)
            }
            _ => None,
        }
    }

    /// The year that is written, or that the date before hands on.
    fn year(&self, point: &Point, month: i8, setting: &Setting) -> Option<i16> {
        match point.year {
            Some(Year::Is(year)) => Some(year),
            Some(Year::Short(short)) => self.full_year(short),
            Some(Year::FromPublication(years)) => self.published?.year().checked_add(years),
            Some(Year::FromNarrated(years)) => {
                let told = self.story.last.map(|last| last.edtf.days().0).or(self.published)?;
                told.year().checked_add(years)
            }
            None => {
                let told = setting.carried.filter(|told| told.names_year && (told.names_month || setting.joined))?;
                if point.direction.is_some() {
                    return None;
                }
                let before = told.edtf.days().1;
                let wraps = setting.joined && month < before.month() && told.names_month;
                before.year().checked_add(i16::from(wraps))
            }
        }
    }

    /// 24 → 2024 and 98 → 1998: the last such year that is not far in the future.
    fn full_year(&self, short: i16) -> Option<i16> {
        let horizon = self.published?.year().checked_add(20)?;
        let century = horizon.div_euclid(100) * 100;
        let year = century + short;
        Some(if year > horizon { year - 100 } else { year })
    }

    /// A year or a part of one.
    fn period(&self, point: &Point, setting: &Setting) -> Option<Moment> {
        if let Some(first) = point.decade {
            return self.decade(first);
        }
        if let Some(edge) = point.year_edge {
            return self.year_edge(edge, point, setting);
        }
        let whole: fn(i16, i8) -> Moment;
        let number = match point.part {
            None => {
                let year = self.year(point, 1, setting)?;
                // The end of a year is its December; its beginning has no such bounds.
                return Some(if point.edge == Some(1) { Moment::Month(year, 12) } else { Moment::Year(year) });
            }
            Some(Part::Month(month)) => {
                whole = Moment::Month;
                month
            }
            Some(Part::Quarter(quarter)) => {
                whole = Moment::Quarter;
                quarter
            }
            Some(Part::Half(half)) => {
                whole = Moment::Half;
                half
            }
            Some(Part::QuarterFromPublication(quarters)) => return Self::quarter(self.published?, quarters),
            Some(Part::QuarterFromNarrated(quarters)) => {
                let told = self.story.period.map(|period| period.days().1).or(self.published)?;
                return Self::quarter(told, quarters);
            }
            Some(part) => return self.month(part).map(|(year, month)| Moment::Month(year, month)),
        };
        let month = whole(1, number).days().0.month();
        if let Some(year) = self.year(point, month, setting) {
            return Some(whole(year, number));
        }
        let anchor = setting.anchor?;
        choose(of_years(anchor, |year| Some(whole(year, number))), anchor, setting.pick)
    }

    fn decade(&self, first: i16) -> Option<Moment> {
        if first >= 100 {
            return Some(Moment::Decade(first));
        }
        let year = self.published?.year();
        let decade = year.div_euclid(100) * 100 + first;
        Some(Moment::Decade(if decade > year { decade - 100 } else { decade }))
    }

    /// 연말 is December: of this year, unless a new year has hardly begun and the text looks back.
    /// 연초 has no such bounds.
    fn year_edge(&self, edge: i8, point: &Point, setting: &Setting) -> Option<Moment> {
        let otherwise = || {
            let published = self.published?;
            let looks_back = match setting.pick {
                Pick::Before => true,
                Pick::Past => published.month() <= 3,
                _ => false,
            };
            published.year().checked_sub(i16::from(looks_back && edge > 0))
        };
        let year = self.year(point, 12, setting).or_else(otherwise)?;
        Some(if edge > 0 { Moment::Month(year, 12) } else { Moment::Year(year) })
    }

    /// The quarter that lies `quarters` after that of a day.
    fn quarter(day: Date, quarters: i16) -> Option<Moment> {
        let (year, month) = shift_month(day.year(), day.month(), quarters.checked_mul(3)?)?;
        Some(Moment::Quarter(year, (month - 1) / 3 + 1))
    }
}

/// How to choose, from the words of direction and the tense of the sentence.
fn pick(point: &Point, tense: Option<Tense>) -> Pick {
    match (point.direction, tense) {
        (Some(-1), _) => Pick::Before,
        (Some(1), _) => Pick::After,
        (Some(_), _) => Pick::Next,
        (None, Some(Tense::Future)) => Pick::Future,
        (None, Some(Tense::Past)) => Pick::Past,
        (None, None) => Pick::Near,
    }
}

/// A weekday without a hint is past; the tense is right about it however near the other one is.
fn weekday_pick(pick: Pick) -> Pick {
    match pick {
        Pick::Near | Pick::Past => Pick::Latest,
        Pick::Future => Pick::Next,
        other => other,
    }
}

fn first_day(moment: Moment) -> Option<Date> {
    match moment {
        Moment::Day(day) => Some(day),
        _ => None,
    }
}

/// The same period of another year.
fn same_period(period: Edtf, years: i16) -> Option<Edtf> {
    Some(match period {
        Edtf::At(moment) => Edtf::At(shift_years(moment, years)?),
        Edtf::Interval(from, to) => Edtf::Interval(shift_years(from, years)?, shift_years(to, years)?),
    })
}

fn shift_years(moment: Moment, years: i16) -> Option<Moment> {
    let shifted = |year: i16| year.checked_add(years);
    Some(match moment {
        Moment::Decade(year) => Moment::Decade(shifted(year)?),
        Moment::Year(year) => Moment::Year(shifted(year)?),
        Moment::Half(year, half) => Moment::Half(shifted(year)?, half),
        Moment::Quarter(year, quarter) => Moment::Quarter(shifted(year)?, quarter),
        Moment::Month(year, month) => Moment::Month(shifted(year)?, month),
        Moment::Day(day) | Moment::Hour(day, _) | Moment::Minute(day, ..) => {
            Moment::Day(Date::new(shifted(day.year())?, day.month(), day.day()).ok()?)
        }
    })
}
