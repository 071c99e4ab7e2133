//! What a date expression says, before the calendar is asked which day that is.

use jiff::civil::Weekday;

use crate::rules::dates::slot::Slot;

/// A date expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// One point, at whatever precision.
    At(Point),
    /// From one point to another; each may leave out what the other says.
    Interval(Point, Point),
}

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Year {
    /// The year itself.
    Is(i16),
    /// Its last two digits.
    Short(i16),
    /// So many years after publication.
    FromPublication(i16),
    /// So many years after the year that the text spoke of last.
    FromNarrated(i16),
}

/// A month, or a quarter or half of a year, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A month, 1 to 12.
    Month(i8),
    /// So many months after publication.
    MonthFromPublication(i16),
    /// So many months after the month that the text spoke of last.
    MonthFromNarrated(i16),
    /// A quarter, 1 to 4.
    Quarter(i8),
    /// So many quarters after publication.
    QuarterFromPublication(i16),
    /// So many quarters after the one that the text spoke of last.
    QuarterFromNarrated(i16),
    /// A half, 1 or 2.
    Half(i8),
}

/// A day, week or weekend as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    /// Day of a month, 1 to 31.
    Is(i8),
    /// So many days after publication.
    FromPublication(i16),
    /// So many days after the day that the text is narrating.
    FromNarrated(i16),
    /// The weekday of a week, counted from the week of publication; without a week the nearest one
    /// that the sentence allows.
    Weekday(Weekday, Option<i16>),
    /// The weekend of a week, counted from the week of publication.
    Weekend(i16),
    /// The whole week, counted from the week of publication.
    Week(i16),
}

/// A time of day as written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// First hour of the twelve in which a twelve-hour figure lies.
    pub daypart: Option<i8>,
    /// Hour, 0 to 24.
    pub hour: Option<i8>,
    /// Minute, 0 to 59.
    pub minute: Option<i8>,
}

impl Clock {
    /// A time with a name, in minutes after midnight.
    fn named(minutes: i32) -> Self {
        let [hour, minute] = [minutes / 60, minutes % 60].map(|n| i8::try_from(n).ok());
        Self { daypart: hour.map(|hour| hour / 12 * 12), hour, minute: minute.filter(|minute| *minute != 0) }
    }
}

/// One point in time as written: what is not said is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Point {
    pub year: Option<Year>,
    /// The first year of a decade, or its last two digits.
    pub decade: Option<i16>,
    pub part: Option<Part>,
    pub day: Option<Day>,
    pub clock: Clock,
    /// The weekday written beside a day.
    pub weekday: Option<Weekday>,
    /// -1 for the past (지난), 0 for the present (이번), 1 for the future (오는).
    pub direction: Option<i8>,
    /// -1 for the beginning of the period, 0 for its middle, 1 for its end.
    pub edge: Option<i8>,
    /// 연초 and 연말 instead of a month.
    pub year_edge: Option<i8>,
    /// The period that the text spoke of last, so many years later.
    pub same_period: Option<i16>,
    /// So many months that end with the month given.
    pub months_until: Option<i16>,
}

impl Point {
    /// Whether only a time of day is written.
    pub fn is_clock(&self) -> bool {
        self.clock.hour.is_some() && self.day.is_none() && self.part.is_none() && self.year.is_none()
    }

    /// The end of an interval with what it leaves to `start` to say: the 11th of 다음 달 10~11일.
    #[must_use]
    pub fn after(&self, start: &Self) -> Self {
        let mut all = self.clone();
        if self.clock.hour.is_some() {
            all.clock.daypart = self.clock.daypart.or(start.clock.daypart);
            all.day = self.day.or(start.day);
        }
        if matches!(all.day, Some(Day::Is(_))) {
            all.part = self.part.or(start.part);
        }
        if all.part.is_some() {
            all.year = self.year.or(start.year);
        }
        all
    }

    /// The start of an interval with what it leaves to `end` to say: the 10th of 10 to 12 March.
    /// Not where that would turn them about: 28일~6월 2일.
    #[must_use]
    pub fn before(&self, end: &Self) -> Self {
        let mut all = self.clone();
        if self.clock.hour.is_some() {
            all.clock.daypart = self.clock.daypart.or(end.clock.daypart);
        }
        if let (Some(Day::Is(day)), Some(Day::Is(last)), None, Some(Part::Month(_))) =
            (self.day, end.day, self.part, end.part)
            && day <= last
        {
            all.part = end.part;
            all.year = self.year.or(end.year);
        }
        if let (Some(Part::Month(month)), Some(Part::Month(last)), None) = (self.part, end.part, self.year)
            && month <= last
        {
            all.year = end.year;
        }
        all
    }

    /// Fills in what one word or number says.
    fn fill(&mut self, slot: Slot, value: i32) {
        let wide = i16::try_from(value).unwrap_or(0);
        let small = i8::try_from(value).unwrap_or(0);
        match slot {
            Slot::Year => self.year = Some(Year::Is(wide)),
            Slot::ShortYear => self.year = Some(Year::Short(wide)),
            Slot::RelativeYear | Slot::YearPrefix => self.year = Some(Year::FromPublication(wide)),
            Slot::NarratedYear => self.year = Some(Year::FromNarrated(wide)),
            Slot::Decade | Slot::ShortDecade => self.decade = Some(wide),
            Slot::SamePeriod => self.same_period = Some(wide),
            Slot::Half => self.part = Some(Part::Half(small)),
            Slot::Quarter => self.part = Some(Part::Quarter(small)),
            Slot::RelativeQuarter => self.part = Some(Part::QuarterFromPublication(wide)),
            Slot::NarratedQuarter => self.part = Some(Part::QuarterFromNarrated(wide)),
            Slot::Month => self.part = Some(Part::Month(small)),
            Slot::RelativeMonth => self.part = Some(Part::MonthFromPublication(wide)),
            Slot::NarratedMonth => self.part = Some(Part::MonthFromNarrated(wide)),
            Slot::MonthsUntil => self.months_until = Some(wide),
            Slot::RelativeWeek => self.day = Some(self.in_week(wide)),
            Slot::RelativeWeekend => self.day = Some(Day::Weekend(wide)),
            Slot::Weekday | Slot::WeekdayNote => self.fill_weekday(small),
            Slot::Day => self.day = Some(Day::Is(small)),
            Slot::RelativeDay => self.day = Some(Day::FromPublication(wide)),
            Slot::NarratedDay => self.day = Some(Day::FromNarrated(wide)),
            Slot::Holiday => {
                self.part = Some(Part::Month(i8::try_from(value / 100).unwrap_or(0)));
                self.day = Some(Day::Is(i8::try_from(value % 100).unwrap_or(0)));
            }
            Slot::Direction => self.direction = Some(small),
            Slot::Edge => self.edge = Some(small),
            Slot::YearEdge => self.year_edge = Some(small),
            Slot::Daypart => self.clock.daypart = Some(small),
            Slot::Hour => self.clock.hour = Some(small),
            Slot::Minute => self.clock.minute = Some(small),
            Slot::Clock => self.clock = Clock::named(value),
            Slot::Second | Slot::Zone | Slot::LocalTime | Slot::To | Slot::And | Slot::Other => {}
        }
    }

    /// A week, unless its weekday has been read.
    fn in_week(&self, week: i16) -> Day {
        self.weekday.map_or(Day::Week(week), |weekday| Day::Weekday(weekday, Some(week)))
    }

    fn fill_weekday(&mut self, number: i8) {
        let Ok(weekday) = Weekday::from_monday_one_offset(number) else { return };
        self.weekday = Some(weekday);
        if let Some(Day::Week(week)) = self.day {
            self.day = Some(Day::Weekday(weekday, Some(week)));
        }
    }

    /// A weekday with no date beside it is the day itself.
    fn settle(mut self) -> Self {
        if self.day.is_none()
            && self.part.is_none()
            && let Some(weekday) = self.weekday
        {
            self.day = Some(Day::Weekday(weekday, None));
        }
        self
    }
}

impl Expression {
    /// Puts together what the words and numbers of an expression say, in the order of the text.
    pub(super) fn read(slots: impl Iterator<Item = (Slot, i32)>) -> Self {
        let mut points = [Point::default(), Point::default()];
        let mut last = 0;
        for (slot, value) in slots {
            match slot {
                Slot::To | Slot::And => last = 1,
                _ => points[last].fill(slot, value),
            }
        }
        let [from, to] = points.map(Point::settle);
        if last == 0 { Self::At(from) } else { Self::Interval(from, to) }
    }
}
