//! A stated lapse of time matches its two dates: 42분 만인 오후 3시 52분, 2015년 5월부터 2018년 7월까지
//! 3년 2개월간, 2019년 이후 5년 만에, 개장 9일 만에, 36 days to go.
//!
//! Days may be counted with or without the first, months and years to the precision of the dates. A lapse
//! is an error where its start and its end are tied to it by the words around it, or where the true lapse
//! differs from it by one slip (24분 for 42분); any pair of dates that fits silences the rest.

use super::scene::{DateOf, Figure, Scene};
use super::{Check, Kind};
use crate::edtf::{Edtf, Moment};
use crate::quantity::Dimension;
use crate::reason::Reason;

mod anchors;
mod clock;
mod countdown;
mod intervals;
mod lapse;

use lapse::{Lapse, Span};

/// Every lapse of the article.
pub(super) fn check(scene: &Scene) -> Vec<Check> {
    let mut checks = Vec::new();
    for at in 0..scene.lines.len() {
        for figure in &scene.lines[at].figures {
            if figure.quantity.unit.dimension != Dimension::Time || figure.quantity.per.is_some() {
                continue;
            }
            let Some(lapse) = Lapse::of(figure.quantity) else { continue };
            checks.extend(intervals::check(scene, at, *figure, &lapse));
            checks.extend(clock::check(scene, at, *figure, &lapse));
            checks.extend(anchors::check(scene, at, *figure, &lapse));
            checks.extend(countdown::check(scene, at, *figure, &lapse));
        }
    }
    checks
}

/// One end of a lapse: a date of the article, one end of an interval, or the day of publication.
#[derive(Clone, Copy)]
struct End<'a> {
    /// The claim that it is of, if the article writes it.
    claim: Option<usize>,
    at: Edtf,
    /// As written, where the day of a time is only presumed.
    text: Option<&'a str>,
}

impl<'a> End<'a> {
    /// A date of the article.
    fn of(scene: &Scene<'a>, date: &DateOf) -> Option<Self> {
        let text = date.date.day_from_context.then(|| scene.claims[date.claim].text.as_str());
        Some(Self { claim: Some(date.claim), at: date.date.edtf?, text })
    }

    /// One end of an interval that is written as one date.
    fn within(date: &DateOf, at: Moment) -> Self {
        Self { claim: Some(date.claim), at: Edtf::At(at), text: None }
    }

    /// The day of publication.
    fn published(scene: &Scene) -> Option<Self> {
        let published = scene.article.published?;
        Some(Self { claim: None, at: Edtf::At(Moment::Day(published.date())), text: None })
    }

    fn written(&self) -> String {
        self.text.map_or_else(|| self.at.to_string(), str::to_owned)
    }
}

/// A lapse held against its start and its end.
fn outcome(scene: &Scene, holds: bool, stated: Figure, lapse: &Lapse, [start, end]: [End; 2], span: Span) -> Check {
    let message = if holds { Reason::new("check.elapsed.ok") } else { lapse.in_words(span) };
    let message = message.with("from", start.written()).with("to", end.written()).with("stated", scene.text(&stated));
    let mut claims: Vec<usize> = [Some(stated.claim), start.claim, end.claim].into_iter().flatten().collect();
    claims.dedup();
    Check::new(Kind::ElapsedMismatch, holds, claims, message)
}
