//! Dates as Extended Date/Time Format (EDTF, ISO 8601-2:2019): as precise as the text, never more.

use std::fmt;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};

/// A point or a stretch of time at the precision that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Moment {
    /// The ten years from this one on: `199X`.
    Decade(i16),
    /// `2015`
    Year(i16),
    /// A half of a year, 1 or 2: `2024-40`, `2024-41`.
    Half(i16, i8),
    /// A quarter, 1 to 4: `2024-33` to `2024-36`.
    Quarter(i16, i8),
    /// Month 1 to 12: `2024-01`
    Month(i16, i8),
    /// `2024-03-14`
    Day(Date),
    /// `2024-06-10T09:00`; EDTF has no hour without minutes.
    Hour(Date, i8),
    /// `2024-06-10T09:30`
    Minute(Date, i8, i8),
}

/// An EDTF date or interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Edtf {
    /// One moment.
    At(Moment),
    /// From one moment to another, both included: `2023-06/2024-01`.
    Interval(Moment, Moment),
}

/// A date whose year the text leaves open, as level 2 of EDTF writes it: `XXXX-06`, `XXXX-06-20`, `XXXX-XX-20`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Yearless {
    /// Month, 1 to 12.
    pub month: Option<i8>,
    /// Day of the month, 1 to 31.
    pub day: Option<i8>,
}

/// How a date ends a stretch of time that is meant instead of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Limit {
    /// Sooner than the date: before.
    Before,
    /// No later than it: 이전.
    Until,
    /// Later than it: after.
    After,
    /// No sooner than it: 이후.
    Since,
}

impl Limit {
    /// Whether the stretch begins with the date, and does not end with it.
    pub fn is_beginning(self) -> bool {
        matches!(self, Self::After | Self::Since)
    }

    /// Whether the date itself is part of the stretch.
    pub fn includes_the_date(self) -> bool {
        matches!(self, Self::Until | Self::Since)
    }
}

impl Moment {
    /// First and last day that the moment covers.
    pub fn days(self) -> (Date, Date) {
        let month_range = |year: i16, first: i8, last: i8| {
            let start = Date::new(year, first, 1).unwrap_or(Date::MIN);
            let end = Date::new(year, last, 1).map_or(Date::MAX, Date::last_of_month);
            (start, end)
        };
        match self {
            Self::Decade(y) => (month_range(y, 1, 12).0, month_range(y.saturating_add(9), 1, 12).1),
            Self::Year(y) => month_range(y, 1, 12),
            Self::Half(y, h) => month_range(y, 6 * h - 5, 6 * h),
            Self::Quarter(y, q) => month_range(y, 3 * q - 2, 3 * q),
            Self::Month(y, m) => month_range(y, m, m),
            Self::Day(d) | Self::Hour(d, _) | Self::Minute(d, ..) => (d, d),
        }
    }
}

impl Edtf {
    /// Whether it names a time of day.
    pub fn is_moment(self) -> bool {
        matches!(self, Self::At(Moment::Hour(..) | Moment::Minute(..)))
    }

    /// First and last day that the expression covers.
    pub fn days(self) -> (Date, Date) {
        match self {
            Self::At(m) => m.days(),
            Self::Interval(a, b) => (a.days().0, b.days().1),
        }
    }
}

/// How many days lie from one date to another; fewer than none if it is earlier.
pub(crate) fn days_to(from: Date, to: Date) -> i32 {
    from.until(to).map_or(i32::MAX, |span| span.get_days())
}

impl fmt::Display for Yearless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |number: Option<i8>| number.map_or_else(|| "XX".to_owned(), |number| format!("{number:02}"));
        write!(f, "XXXX-{}", part(self.month))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Decade(y) => write!(f, "{:03}X", y / 10),
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Half(y, h) => write!(f, "{y:04}-{}", 39 + h),
            Self::Quarter(y, q) => write!(f, "{y:04}-{}", 32 + q),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Day(d) => write!(f, "{d}"),
            Self::Hour(d, h) => write!(f, "{d}T{h:02}:00"),
            Self::Minute(d, h, m) => write!(f, "{d}T{h:02}:{m:02}"),
        }
    }
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(m) => m.fmt(f),
            Self::Interval(a, b) => write!(f, "{a}/{b}"),
        }
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
