//! A claim as JSON.

use std::io;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use smol_str::SmolStr;

use crate::article::{Field, Lang, Zone};
use crate::edtf::Edtf;
use crate::quantity::{self, Dimension, Direction};
use crate::report::safe;
use crate::resolve::{self, Claim, QuoteRole, Role, Status};
use crate::rules::schema::schema_of_output;

/// Writes one claim of the article called `article_id` in one line, with the rules that made it if
/// `explain` is set.
///
/// # Errors
/// When `out` does.
pub fn write_claim(out: &mut impl io::Write, claim: &Claim, article_id: &str, explain: bool) -> io::Result<()> {
    safe::write_json(&mut *out, &self::claim(claim, article_id, explain))?;
    out.write_all(b"\n")
}

/// One claim of the article called `article_id`, to be written in any form, with the rules that made it if `explain`
/// is set.
pub fn claim<'a>(claim: &'a Claim, article_id: &'a str, explain: bool) -> impl Serialize {
    ClaimOut::new(claim, article_id, explain)
}

/// The JSON Schema of one claim.
pub fn claim_schema() -> Schema {
    schema_of_output::<ClaimOut>()
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ClaimOut<'a> {
    id: &'a str,
    article: &'a str,
    kind: &'static str,
    field: Field,
    start: usize,
    end: usize,
    text: &'a str,
    zone: Zone,
    lang: Lang,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<QuantityOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteOut<'a>>,
    subjects: &'a [SmolStr],
    measure: String,
    predicate: Option<&'a str>,
    #[schemars(with = "Option<String>")]
    time: Option<Edtf>,
    role: Role,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'a [SmolStr]>,
}

#[derive(Serialize, JsonSchema)]
struct QuantityOut<'a> {
    lower: Option<String>,
    upper: Option<String>,
    lower_open: bool,
    upper_open: bool,
    unit: &'a str,
    dimension: Dimension,
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<PerOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
}

#[derive(Serialize, JsonSchema)]
struct PerOut<'a> {
    amount: String,
    unit: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct DateOut {
    #[schemars(with = "Option<String>")]
    edtf: Option<Edtf>,
    approximate: bool,
}

#[derive(Serialize, JsonSchema)]
struct QuoteOut<'a> {
    speaker: Option<&'a str>,
    cue: Option<&'a str>,
    direct: bool,
    role: QuoteRole,
    glosses: &'a [String],
}

impl<'a> ClaimOut<'a> {
    pub(super) fn new(claim: &'a Claim, article: &'a str, explain: bool) -> Self {
        Self {
            id: &claim.id,
            article,
            kind: claim.kind(),
            field: claim.field,
            start: claim.span.start,
            end: claim.span.end,
            text: &claim.text,
            zone: claim.zone,
            lang: claim.lang,
            quantity: claim.quantity().map(QuantityOut::new),
            date: claim.date().map(|date| DateOut { edtf: date.edtf, approximate: date.approximate }),
            quote: claim.quote().map(QuoteOut::new),
            subjects: &claim.frame.subjects,
            measure: claim.frame.label(),
            predicate: claim.frame.predicate(),
            time: claim.frame.time,
            role: claim.frame.role,
            status: claim.status,
            rules: explain.then_some(&claim.rules),
        }
    }
}

impl<'a> QuantityOut<'a> {
    fn new(quantity: &'a quantity::Quantity) -> Self {
        let decimal = |value: rust_decimal::Decimal| value.normalize().to_string();
        Self {
            lower: quantity.lower.map(decimal),
            upper: quantity.upper.map(decimal),
            lower_open: quantity.lower_open,
            upper_open: quantity.upper_open,
            unit: &quantity.unit.code,
            dimension: quantity.unit.dimension,
            approximate: quantity.approximate,
            per: quantity.per.as_ref().map(|per| PerOut { amount: decimal(per.amount), unit: &per.unit.code }),
            direction: quantity.direction,
        }
    }
}

impl<'a> QuoteOut<'a> {
    fn new(quote: &'a resolve::Quote) -> Self {
        Self {
            speaker: quote.speaker.as_deref(),
            cue: quote.cue.as_deref(),
            direct: quote.direct,
            role: quote.role,
            glosses: &quote.glosses,
        }
    }
}
