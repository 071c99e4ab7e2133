//! Workflow commands of GitHub Actions, which show findings on the lines of a pull request. Columns are
//! characters.

use std::io::{self, Write};

use super::{Item, View, safe};
use crate::judge::Severity;

/// Writes one command a finding.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    view.open().try_for_each(|item| write_command(out, item, view))
}

fn write_command<'a>(out: &mut dyn Write, item: Item<'a>, view: &View<'a>) -> io::Result<()> {
    let command = match item.severity() {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = view.place(item);
    write!(out, "::{command} title={},file={}", property(&item.code().to_string()), property(place.path))?;
    if let Some([start, end]) = place.points() {
        write!(out, ",line={},col={},endLine={}", start.line, start.column.chars, end.line)?;
        // A stretch of several lines has no columns of its own there.
        if start.line == end.line {
            write!(out, ",endColumn={}", end.column.chars)?;
        }
    } else if let Some(line) = place.line() {
        write!(out, ",line={line}")?;
    }
    writeln!(out, "::{}", data(&view.told(item)))
}

/// The text of a command.
fn data(text: &str) -> String {
    safe::visible(text).replace('%', "%25")
}

/// The value of a property, where separators are escaped too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
