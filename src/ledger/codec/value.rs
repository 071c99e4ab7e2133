//! The values that articles and claims are made of.

use std::sync::Arc;

use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::Offset;
use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::{Damaged, Reader, Stored, Writer, from_zigzag, stored, zigzag};
use crate::edtf::{Edtf, Limit, Moment, Yearless};
use crate::quantity::{Dimension, Direction, Per, Quantity, Unit};
use crate::rules::concepts::ConceptId;
use crate::span::Span;

macro_rules! unsigned {
    ($($type:ty),*) => {$(
        impl Stored for $type {
            #[allow(clippy::cast_lossless)]
            fn write(&self, out: &mut Writer) {
                out.number((*self).try_into().unwrap_or(u64::MAX));
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
                Self::try_from(input.number()?).map_err(|_| Damaged)
            }
        }
    )*};
}

macro_rules! signed {
    ($($type:ty),*) => {$(
        impl Stored for $type {
            fn write(&self, out: &mut Writer) {
                out.number(zigzag(i64::from(*self)));
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
                Self::try_from(from_zigzag(input.number()?)).map_err(|_| Damaged)
            }
        }
    )*};
}

unsigned!(u8, u16, u32, usize);
signed!(i8, i16, i32);

impl Stored for bool {
    fn write(&self, out: &mut Writer) {
        out.byte(u8::from(*self));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(input.byte()? != 0)
    }
}

impl Stored for String {
    fn write(&self, out: &mut Writer) {
        out.text(self);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        input.text().map(str::to_owned)
    }
}

impl Stored for SmolStr {
    fn write(&self, out: &mut Writer) {
        out.name(self);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        input.name()
    }
}

impl<T: Stored> Stored for Option<T> {
    fn write(&self, out: &mut Writer) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        bool::read(input)?.then(|| T::read(input)).transpose()
    }
}

impl<T: Stored, E: Stored> Stored for Result<T, E> {
    fn write(&self, out: &mut Writer) {
        self.is_ok().write(out);
        match self {
            Ok(value) => value.write(out),
            Err(error) => error.write(out),
        }
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(if bool::read(input)? { Ok(T::read(input)?) } else { Err(E::read(input)?) })
    }
}

impl<T: Stored> Stored for Arc<[T]> {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Vec::read(input).map(Self::from)
    }
}

impl<T: Stored> Stored for Vec<T> {
    fn write(&self, out: &mut Writer) {
        self.len().write(out);
        self.iter().for_each(|item| item.write(out));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let length = usize::read(input)?;
        // Every item takes a byte at least: damaged bytes can't claim more memory than there are.
        let mut list = Self::with_capacity(length.min(input.bytes.len()));
        for _ in 0..length {
            list.push(T::read(input)?);
        }
        Ok(list)
    }
}

impl Stored for Decimal {
    fn write(&self, out: &mut Writer) {
        self.scale().write(out);
        let mantissa = self.mantissa();
        (mantissa < 0).write(out);
        let size = mantissa.unsigned_abs();
        out.number(size as u64);
        out.number((size >> 64) as u64);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let (scale, negative) = (u32::read(input)?, bool::read(input)?);
        let (low, high) = (u128::from(input.number()?), u128::from(input.number()?));
        let size = i128::try_from(high << 64 | low).map_err(|_| Damaged)?;
        Self::try_from_i128_with_scale(if negative { -size } else { size }, scale).map_err(|_| Damaged)
    }
}

impl Stored for Date {
    fn write(&self, out: &mut Writer) {
        self.year().write(out);
        self.month().write(out);
        self.day().write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Self::new(i16::read(input)?, i8::read(input)?, i8::read(input)?).map_err(|_| Damaged)
    }
}

impl Stored for DateTime {
    fn write(&self, out: &mut Writer) {
        self.date().write(out);
        [self.hour(), self.minute(), self.second()].iter().for_each(|part| part.write(out));
        self.subsec_nanosecond().write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let date = Date::read(input)?;
        let (hour, minute, second) = (i8::read(input)?, i8::read(input)?, i8::read(input)?);
        let time = jiff::civil::Time::new(hour, minute, second, i32::read(input)?).map_err(|_| Damaged)?;
        Ok(date.to_datetime(time))
    }
}

impl Stored for Offset {
    fn write(&self, out: &mut Writer) {
        self.seconds().write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Self::from_seconds(i32::read(input)?).map_err(|_| Damaged)
    }
}

impl Stored for Weekday {
    fn write(&self, out: &mut Writer) {
        self.to_monday_one_offset().write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Self::from_monday_one_offset(i8::read(input)?).map_err(|_| Damaged)
    }
}

impl Stored for ConceptId {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        u16::read(input).map(Self)
    }
}

stored!(struct Span { start, end });
stored!(enum Moment {
    0 => Decade(year),
    1 => Year(year),
    2 => Half(year, half),
    3 => Quarter(year, quarter),
    4 => Month(year, month),
    5 => Day(date),
    6 => Hour(date, hour),
    7 => Minute(date, hour, minute),
});
stored!(struct Yearless { month, day });
stored!(enum Limit { 0 => Before, 1 => Until, 2 => After, 3 => Since });
stored!(enum Edtf { 0 => At(moment), 1 => Interval(first, last) });
stored!(enum Direction { 0 => Up, 1 => Down });
stored!(struct Unit { code, dimension });
stored!(struct Per { amount, unit });
stored!(struct Quantity {
    lower, upper, lower_open, upper_open, unit, approximate, step, per, direction
});
stored!(enum Dimension {
    0 => Money,
    1 => Percent,
    2 => PercentagePoint,
    3 => Count,
    4 => Rank,
    5 => Ordinal,
    6 => Multiple,
    7 => Fraction,
    8 => Length,
    9 => Area,
    10 => Volume,
    11 => Mass,
    12 => Temperature,
    13 => Time,
    14 => Speed,
    15 => Energy,
    16 => Power,
    17 => Pressure,
    18 => Data,
    19 => DataRate,
    20 => Frequency,
    21 => Angle,
    22 => Concentration,
    23 => Scale,
});
