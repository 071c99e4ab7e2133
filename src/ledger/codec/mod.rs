//! Articles and claims as bytes: compact, quick to read, and safe to read whatever the bytes are.
//!
//! Numbers are written in seven bits a byte, the least first (LEB128), those with a sign in zigzag order. A short
//! string is written where it occurs first and referred to by number from then on. What daejo writes, this version
//! and these rules read: neither fields nor variants carry names.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::resolve::frame::Lexeme;
use crate::text::hash::Map;

mod article;
mod claim;
mod occasion;
mod relation;
mod value;

pub(crate) use article::{decode, encode};
pub(crate) use occasion::{read_occasion, write_occasion};
pub(crate) use relation::{decode_relation, encode_relation};

/// The form of what is written: another number for each form, so that an article that was written in another one is
/// read anew.
pub(super) const FORM: u8 = 3;

/// Bytes that are not what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Something that is written and read back.
pub(super) trait Stored: Sized {
    fn write(&self, out: &mut Writer);

    /// # Errors
    /// When the bytes are not what [`Self::write`] writes.
    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged>;
}

/// Where things are written to.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    strings: Map<SmolStr, u64>,
    /// The words of the sentence that was written last.
    lexemes: Arc<[Lexeme]>,
}

impl Writer {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    pub(super) fn byte(&mut self, byte: u8) {
        self.bytes.push(byte);
    }

    pub(super) fn number(&mut self, number: u64) {
        write_number(&mut self.bytes, number);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// A string that may come again.
    fn name(&mut self, name: &SmolStr) {
        let next = self.strings.len() as u64 + 1;
        match self.strings.get(name) {
            Some(&known) => self.number(known),
            None => {
                self.strings.insert(name.clone(), next);
                self.number(0);
                self.text(name);
            }
        }
    }
}

/// Where things are read from.
#[derive(Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    strings: Vec<SmolStr>,
    /// The words of the sentence that was read last.
    lexemes: Arc<[Lexeme]>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, strings: Vec::new(), lexemes: Arc::default() }
    }

    pub(super) fn byte(&mut self) -> Result<u8, Damaged> {
        let (&byte, rest) = self.bytes.split_first().ok_or(Damaged)?;
        self.bytes = rest;
        Ok(byte)
    }

    pub(super) fn number(&mut self) -> Result<u64, Damaged> {
        read_number(&mut self.bytes)
    }

    /// That nothing is left.
    pub(super) fn end(&self) -> Result<(), Damaged> {
        if self.bytes.is_empty() { Ok(()) } else { Err(Damaged) }
    }

    fn text(&mut self) -> Result<&'a str, Damaged> {
        let length = usize::try_from(self.number()?).map_err(|_| Damaged)?;
        let (text, rest) = self.bytes.split_at_checked(length).ok_or(Damaged)?;
        self.bytes = rest;
        std::str::from_utf8(text).map_err(|_| Damaged)
    }

    fn name(&mut self) -> Result<SmolStr, Damaged> {
        match self.number()? {
            0 => {
                let name = SmolStr::new(self.text()?);
                self.strings.push(name.clone());
                Ok(name)
            }
            known => usize::try_from(known - 1).ok().and_then(|at| self.strings.get(at)).cloned().ok_or(Damaged),
        }
    }
}

/// Writes a number in seven bits a byte.
pub(crate) fn write_number(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads what [`write_number`] wrote.
pub(crate) fn read_number(bytes: &mut &[u8]) -> Result<u64, Damaged> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first().ok_or(Damaged)?;
        *bytes = rest;
        number |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Ok(number);
        }
    }
    Err(Damaged)
}

/// Writes a number with a sign.
pub(crate) fn write_signed(out: &mut Vec<u8>, number: i64) {
    write_number(out, zigzag(number));
}

/// Reads what [`write_signed`] wrote.
pub(crate) fn read_signed(bytes: &mut &[u8]) -> Result<i64, Damaged> {
    read_number(bytes).map(from_zigzag)
}

fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63).cast_unsigned()
}

fn from_zigzag(number: u64) -> i64 {
    (number >> 1).cast_signed() ^ -(number & 1).cast_signed()
}

/// Writes and reads the fields of a structure in this order, or the variants of an enumeration by their numbers.
macro_rules! stored {
    (struct $type:ty { $($field:ident),* $(,)? }) => {
        impl Stored for $type {
            fn write(&self, out: &mut Writer) {
                $(self.$field.write(out);)*
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
                Ok(Self { $($field: Stored::read(input)?),* })
            }
        }
    };
    (enum $type:ty { $($number:literal => $variant:ident $(($($value:ident),*))?),* $(,)? }) => {
        impl Stored for $type {
            fn write(&self, out: &mut Writer) {
                match self {
                    $(Self::$variant $(($($value),*))? => {
                        out.byte($number);
                        $($($value.write(out);)*)?
                    })*
                }
            }

            fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
                match input.byte()? {
                    $($number => {
                        $($(let $value = Stored::read(input)?;)*)?
                        Ok(Self::$variant $(($($value),*))?)
                    })*
                    _ => Err(Damaged),
                }
            }
        }
    };
}

use stored;

#[cfg(test)]
mod tests;
