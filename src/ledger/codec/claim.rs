//! Claims. What the article tells (text, language, part of the page) is not written again.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{Damaged, Reader, Stored, Writer, stored};
use crate::article::Article;
use crate::resolve::frame::{Lexeme, Place, Stand, Terms};
use crate::resolve::{Claim, Content, DateValue, Frame, Quote, QuoteRole, Resolved, Role, Status};
use crate::rules::concepts::ConceptId;

stored!(enum Status {
    0 => Asserted,
    1 => Reported,
    2 => Rumoured,
    3 => Denied,
    4 => Planned,
    5 => Asked,
});
stored!(enum Role {
    0 => Actual,
    1 => Target,
    2 => Plan,
    3 => Forecast,
    4 => Cumulative,
    5 => Limit,
    6 => Base,
});
stored!(enum QuoteRole { 0 => Statement, 1 => Question });
stored!(struct DateValue { edtf, yearless, limit, offset_minutes, local, weekday, approximate, day_from_context });
stored!(struct Quote { speaker, affiliation, cue, direct, role, glosses });
stored!(enum Content { 0 => Quantity(quantity), 1 => Date(date), 2 => Quote(quote) });
stored!(struct Frame { terms, subjects, holder, inherited, time, ages, running, role, whole });

/// What is known of a word: it says something, it means something, it looks like a name.
const SAYS: u8 = 1;
const MEANS: u8 = 2;
const NAMES: u8 = 4;

impl Stored for Lexeme {
    fn write(&self, out: &mut Writer) {
        let flag = |holds: bool, flag: u8| if holds { flag } else { 0 };
        let says = !self.stem.is_empty();
        out.byte(flag(says, SAYS) | flag(self.concept.is_some(), MEANS) | flag(self.name, NAMES));
        if says {
            self.stem.write(out);
        }
        self.concept.iter().for_each(|concept| concept.write(out));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let flags = input.byte()?;
        let stem = if flags & SAYS == 0 { SmolStr::default() } else { SmolStr::read(input)? };
        let concept = (flags & MEANS != 0).then(|| ConceptId::read(input)).transpose()?;
        Ok(Self { stem, concept, name: flags & NAMES != 0 })
    }
}

const PLACES: [Place; 3] = [Place::Before, Place::After, Place::Sentence];

/// Place and distance are one number.
impl Stored for Stand {
    fn write(&self, out: &mut Writer) {
        out.byte(self.lexeme);
        out.number(u64::from(self.distance) * PLACES.len() as u64 + self.place as u64);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let lexeme = input.byte()?;
        let number = usize::read(input)?;
        let distance = u8::try_from(number / PLACES.len()).ok().filter(|distance| *distance > 0).ok_or(Damaged)?;
        Ok(Self { lexeme, place: PLACES[number % PLACES.len()], distance })
    }
}

/// The words of a sentence are written with the first of its claims, and those around each by their numbers.
impl Stored for Terms {
    fn write(&self, out: &mut Writer) {
        self.stands().len().write(out);
        if self.stands().is_empty() {
            return;
        }
        let same = Arc::ptr_eq(self.lexemes(), &out.lexemes);
        same.write(out);
        if !same {
            out.lexemes = Arc::clone(self.lexemes());
            self.lexemes().write(out);
        }
        self.stands().iter().for_each(|stand| stand.write(out));
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        let count = usize::read(input)?;
        if count == 0 {
            return Ok(Self::default());
        }
        if !bool::read(input)? {
            input.lexemes = Stored::read(input)?;
        }
        let stands: Result<_, _> = (0..count).map(|_| Stand::read(input)).collect();
        Self::new(Arc::clone(&input.lexemes), stands?).ok_or(Damaged)
    }
}

/// Writes the claims of one article.
pub(super) fn write(claims: &[Claim], out: &mut Writer) {
    claims.len().write(out);
    for claim in claims {
        claim.id.write(out);
        claim.field.write(out);
        claim.span.write(out);
        claim.sentence.write(out);
        claim.content.write(out);
        claim.frame.write(out);
        claim.status.write(out);
        claim.converts.write(out);
        claim.rules.write(out);
    }
}

/// Reads the claims of `article`.
pub(super) fn read(article: &Article, input: &mut Reader<'_>) -> Result<Vec<Claim>, Damaged> {
    let count = usize::read(input)?;
    (0..count).map(|_| claim(article, input)).collect()
}

fn claim(article: &Article, input: &mut Reader<'_>) -> Result<Claim, Damaged> {
    let id = Stored::read(input)?;
    let field = Stored::read(input)?;
    let span: crate::span::Span = Stored::read(input)?;
    let sentence = Stored::read(input)?;
    let within = article.field(field).ok_or(Damaged)?;
    let resolved = Resolved {
        id,
        field,
        span,
        sentence,
        zone: within.sentences.get(sentence).ok_or(Damaged)?.zone,
        lang: article.lang,
        text: within.text.get(span.start..span.end).ok_or(Damaged)?.to_owned(),
        content: Stored::read(input)?,
        frame: Arc::new(Stored::read(input)?),
        status: Stored::read(input)?,
        converts: Stored::read(input)?,
        rules: Stored::read(input)?,
    };
    Ok(Claim::new(0, resolved))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_at_no_distance_is_damage() {
        let read = |distance| {
            let mut out = Writer::default();
            Stand { lexeme: 3, place: Place::After, distance }.write(&mut out);
            Stand::read(&mut Reader::new(&out.into_bytes())).map(|stand| (stand.lexeme, stand.place, stand.distance))
        };
        assert_eq!(read(0), Err(Damaged));
        assert_eq!(read(1), Ok((3, Place::After, 1)));
        assert_eq!(read(u8::MAX), Ok((3, Place::After, u8::MAX)));
    }
}
