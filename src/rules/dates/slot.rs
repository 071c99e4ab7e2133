//! What a word or number contributes to a date.

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// What a word or number contributes to a date; rule files name them in kebab-case
/// (`relative-month`). Each carries one whole number, whose meaning is given here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Slot {
    /// The year itself.
    Year,
    /// The last two digits of a year: ’24년.
    ShortYear,
    /// Years after the year of publication: -1 for 지난해.
    RelativeYear,
    /// As [`Slot::RelativeYear`], for words that never stand alone: 올 in 올 1월.
    YearPrefix,
    /// Years after the year that the text spoke of last: 0 for 그해.
    NarratedYear,
    /// First year of a decade: 1990s.
    Decade,
    /// Its last two digits: 90년대.
    ShortDecade,
    /// The period that the text spoke of last, so many years later: -1 for 전년 동기.
    SamePeriod,
    /// Quarters after the quarter that the text spoke of last: -1 for 전분기.
    NarratedQuarter,
    /// Half of a year, 1 or 2.
    Half,
    /// Quarter of a year, 1 to 4.
    Quarter,
    /// Quarters after the one of publication.
    RelativeQuarter,
    /// Month, 1 to 12.
    Month,
    /// Months after the month of publication: -1 for 지난달.
    RelativeMonth,
    /// Months after the month that the text spoke of last: 0 for 같은 달.
    NarratedMonth,
    /// So many months that end with the month that follows: six months to September.
    MonthsUntil,
    /// Weeks after the week of publication, weeks beginning on Monday.
    RelativeWeek,
    /// Weekends after the one of the week of publication.
    RelativeWeekend,
    /// Weekday, 1 for Monday to 7 for Sunday.
    Weekday,
    /// As [`Slot::Weekday`], for forms that say so only in parentheses: (수).
    WeekdayNote,
    /// Day of the month, 1 to 31.
    Day,
    /// Days after publication: -1 for 어제.
    RelativeDay,
    /// Days after the day that the text is narrating: -1 for 전날.
    NarratedDay,
    /// A day with a name: month × 100 + day.
    Holiday,
    /// Where the text looks: -1 for 지난, 0 for 이번, 1 for 오는.
    Direction,
    /// Part of the period before it: -1 for its beginning, 0 for its middle, 1 for its end.
    Edge,
    /// Part of a year: -1 for 연초, 1 for 연말.
    YearEdge,
    /// Part of a day: the first hour of the twelve in which a twelve-hour figure lies, 12 for 오후.
    Daypart,
    /// Hour, 0 to 24.
    Hour,
    /// Minute, 0 to 59.
    Minute,
    /// Second, 0 to 59.
    Second,
    /// A time with a name, in minutes after midnight: 720 for noon.
    Clock,
    /// A zone of the `[zone]` table, by position.
    Zone,
    /// The time of the place that the text speaks of: 현지시간.
    LocalTime,
    /// Between the ends of an interval.
    To,
    /// Between two days, months or years that are listed; see [`super::Pattern::adjacent`].
    And,
    /// A number that belongs to no date: the 4 of 3박 4일. Used in patterns that stand for nothing.
    Other,
}

impl Slot {
    /// The slot that rule files call `name`.
    pub fn named(name: &str) -> Option<Self> {
        let name: StrDeserializer<'_, Error> = name.into_deserializer();
        Self::deserialize(name).ok()
    }

    /// Whether a number of `digits` digits with the unit of the slot can fill it.
    pub fn accepts(self, value: i32, digits: usize) -> bool {
        match self {
            Self::Year => digits == 4 && (1000..3000).contains(&value),
            Self::ShortYear => digits == 2,
            Self::Decade => digits == 4 && (1000..3000).contains(&value) && value % 10 == 0,
            Self::ShortDecade => digits == 2 && value % 10 == 0,
            Self::Half => (1..=2).contains(&value),
            Self::Quarter => (1..=4).contains(&value),
            Self::Month => digits <= 2 && (1..=12).contains(&value),
            Self::Day => digits <= 2 && (1..=31).contains(&value),
            Self::Hour => digits <= 2 && (0..=24).contains(&value),
            Self::Minute | Self::Second => digits <= 2 && (0..60).contains(&value),
            Self::Other => digits <= 2,
            _ => true,
        }
    }

    /// Whether a bare number can fill the slot: minutes take two digits.
    pub fn accepts_bare(self, value: i32, digits: usize) -> bool {
        self.accepts(value, digits) && (digits == 2 || !matches!(self, Self::Minute | Self::Second))
    }
}
