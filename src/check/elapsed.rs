//! A stated lapse of time matches its two dates: 26분 만인 오전 9시 58분, 2017년 3월부터 2021년 11월까지
//! 4년 8개월간, 2019년 이후 5년 만에, 개봉 12일 만에, 33 days to go.
//!
//! Days may be counted with or without the first, months and years to the precision of the dates. A lapse
//! is an error where its start and its end are tied to it by the words around it, or where the true lapse
//! differs from it by one slip (74분 for 47분); any pair of dates that fits silences the rest.

use super::scene::{DateOf, Figure, Scene};
use super::{Check, Kind};
use crate::quantity::Dimension;
use crate::reason::Reason;

mod anchors;
mod clock;
mod countdown;
mod intervals;
mod lapse;

use lapse::Lapse;

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

/// A lapse held against one or two dates of the article; the end may be the day of publication.
fn outcome(scene: &Scene, holds: bool, stated: Figure, dates: &[DateOf], computed: &str) -> Check {
    let text = |claim: usize| scene.claims[claim].text.as_str();
    let published = scene.article.published.map(|p| p.date().to_string()).unwrap_or_default();
    let moment = |date: Option<&DateOf>| {
        date.and_then(|d| d.date.edtf).map_or_else(|| published.clone(), |edtf| edtf.to_string())
    };
    let message = Reason::new(if holds { "check.elapsed.ok" } else { "check.elapsed.error" })
        .with("from", moment(dates.first()))
        .with("to", moment(dates.get(1)))
        .with("computed", computed)
        .with("stated", text(stated.claim));
    let claims = std::iter::once(stated.claim).chain(dates.iter().map(|d| d.claim)).collect();
    Check::new(Kind::ElapsedMismatch, holds, claims, message)
}
