//! `daejo rules`: the rule files, listed or put to the test.

use std::io::Write;

use daejo::reason::Reason;
use daejo::report::safe;
use daejo::rules::examples;

use super::{Outcome, Session, Stop};

/// Runs every example and prints the failures as test runners do.
pub(super) fn test(session: &Session) -> Result<Outcome, Stop> {
    let mut out = session.terminal.output();
    let (count, failures) = examples::run(session.rules);
    let start = Reason::new("rules.running").with("examples", count).with("files", session.rules.files.len());
    writeln!(out, "{}", session.voice.say(&start))?;
    for failure in &failures {
        writeln!(out)?;
        for line in failure.to_string().lines() {
            writeln!(out, "{}", safe::visible(line))?;
        }
    }
    let key = if failures.is_empty() { "rules.passed" } else { "rules.failed" };
    let end = Reason::new(key).with("failed", failures.len()).with("examples", count);
    writeln!(out, "\n{}", session.voice.say(&end))?;
    out.flush()?;
    Ok(if failures.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Lists the rule files, how many examples each has, and what each is for.
pub(super) fn list(session: &Session) -> Result<Outcome, Stop> {
    let mut out = session.terminal.output();
    let name = |path: &std::path::Path| safe::visible(&path.display().to_string()).into_owned();
    let names: Vec<String> = session.rules.files.iter().map(|file| name(&file.path)).collect();
    let width = names.iter().map(|name| name.chars().count()).max().unwrap_or_default();
    for (name, (_, head)) in names.iter().zip(session.rules.heads()) {
        let description = safe::visible(&head.description);
        writeln!(out, "{name:width$} {:>5}  {description}", head.examples.len())?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}
