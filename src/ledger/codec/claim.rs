//! Claims. What the article tells (text, language, part of the page) is not written again.

use std::sync::Arc;

use super::{Damaged, Reader, Stored, Writer, stored};
use crate::article::Article;
use crate::resolve::frame::{Place, Term};
use crate::resolve::{Claim, Content, DateValue, Frame, Quote, QuoteRole, Role, Status};

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
stored!(enum Place { 0 => Before, 1 => After, 2 => Sentence });
stored!(struct Term { stem, concept, place, distance, name });
stored!(struct Frame { terms, subjects, holder, inherited, time, ages, running, role, whole });

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
    let claim = Claim {
        id,
        article: 0,
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
    Ok(claim)
}
