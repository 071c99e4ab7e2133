//! GitLab's Code Quality report.

use std::io::{self, Write};

use serde::Serialize;

use super::{Item, View, safe};
use crate::judge::Severity;

/// Writes the findings as one list.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let issues: Vec<Issue> = view.open().map(|item| issue(item, view)).collect();
    safe::write_json(&mut *out, &issues)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Issue<'a> {
    description: String,
    check_name: String,
    fingerprint: &'a str,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
}

fn issue<'a>(item: Item<'a>, view: &View<'a>) -> Issue<'a> {
    let place = view.place(item);
    Issue {
        description: view.told(item),
        check_name: item.code().to_string(),
        fingerprint: item.fingerprint(),
        severity: match item.severity() {
            Severity::Error => "major",
            Severity::Warning => "minor",
            Severity::Note => "info",
        },
        location: Location { path: place.path, lines: Lines { begin: place.line().unwrap_or(1) } },
    }
}
