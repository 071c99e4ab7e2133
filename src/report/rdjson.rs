//! Reviewdog's diagnostic format (`rdjson`). Columns are UTF-8 bytes, from 1, as its definition says.

use std::io::{self, Write};

use serde::Serialize;

use super::findings::Label;
use super::place::Place;
use super::{Item, View, safe};
use crate::judge::Severity;
use crate::position::Point;

/// Writes the findings as one `DiagnosticResult`.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let result = DiagnosticResult {
        source: Source { name: "daejo" },
        diagnostics: view.open().map(|item| diagnostic(item, view)).collect(),
    };
    safe::write_json(&mut *out, &result)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct DiagnosticResult<'a> {
    source: Source,
    diagnostics: Vec<Diagnostic<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    code: Code,
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code {
    value: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Position>,
}

#[derive(Serialize)]
struct Position {
    line: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

fn diagnostic<'a>(item: Item<'a>, view: &View<'a>) -> Diagnostic<'a> {
    Diagnostic {
        message: view.told(item),
        location: location(view.place(item)),
        severity: match item.severity() {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Note => "INFO",
        },
        code: Code { value: item.code().to_string() },
        related_locations: item.labels().iter().skip(1).map(|label| related(label, view)).collect(),
    }
}

fn related<'a>(label: &Label, view: &View<'a>) -> Related<'a> {
    let location = location(view.places.of(&view.report.claims[label.claim]));
    Related { message: view.elsewhere(label), location }
}

fn location(place: Place<'_>) -> Location<'_> {
    let position = |point: Point| Position { line: point.line, column: Some(point.column.bytes) };
    let range = match (place.points(), place.line()) {
        (Some([start, end]), _) => Some(Range { start: position(start), end: Some(position(end)) }),
        (None, Some(line)) => Some(Range { start: Position { line, column: None }, end: None }),
        (None, None) => None,
    };
    Location { path: place.path, range }
}
