//! Relations, but for the claims that they are between, which every run numbers anew.

use super::{Damaged, Reader, Stored, Writer, stored};
use crate::align::Evidence;
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::reason::Reason;

stored!(enum Verdict { 0 => Agree, 1 => Compatible, 2 => Update, 3 => Variant, 4 => Conflict });
stored!(enum Code {
    0 => ValueConflict,
    1 => DateConflict,
    2 => QuoteAltered,
    3 => QuoteMisattributed,
    4 => TimelineConflict,
});
stored!(enum Severity { 0 => Note, 1 => Warning, 2 => Error });
stored!(struct Evidence { feature, weight });
stored!(struct Reason { key, args });

/// The bits of a weight or a probability.
impl Stored for f64 {
    fn write(&self, out: &mut Writer) {
        out.number(self.to_bits());
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        input.number().map(Self::from_bits)
    }
}

impl<A: Stored, B: Stored> Stored for (A, B) {
    fn write(&self, out: &mut Writer) {
        self.0.write(out);
        self.1.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok((A::read(input)?, B::read(input)?))
    }
}

/// A relation as bytes, without its claims.
pub(crate) fn encode_relation(relation: &Relation) -> Vec<u8> {
    let mut out = Writer::default();
    relation.id.write(&mut out);
    relation.verdict.write(&mut out);
    relation.code.write(&mut out);
    relation.severity.write(&mut out);
    relation.score.write(&mut out);
    relation.evidence.write(&mut out);
    relation.reasons.write(&mut out);
    out.into_bytes()
}

/// What [`encode_relation`] has written, between `claims`.
///
/// # Errors
/// When the bytes are something else.
pub(crate) fn decode_relation(bytes: &[u8], claims: [usize; 2]) -> Result<Relation, Damaged> {
    let input = &mut Reader::new(bytes);
    let relation = Relation {
        claims,
        id: Stored::read(input)?,
        verdict: Stored::read(input)?,
        code: Stored::read(input)?,
        severity: Stored::read(input)?,
        score: Stored::read(input)?,
        evidence: Stored::read(input)?,
        reasons: Stored::read(input)?,
    };
    input.end()?;
    Ok(relation)
}
