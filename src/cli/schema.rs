//! `daejo schema`, `daejo rules schema`: JSON Schemas, for editors that complete and check what is written.

use std::io::Write;

use daejo::config::Config;
use daejo::reason::Reason;
use daejo::report::{baseline, json};
use daejo::rules::schema::{schema, schemas};
use daejo::text::nearest::nearest;
use schemars::Schema;

use super::args::SchemaOf;
use super::output::Terminal;
use super::{Outcome, Session, Stop};

/// The schema of a file that is no rule file.
pub(super) fn of_file(terminal: Terminal, of: SchemaOf) -> Result<Outcome, Stop> {
    print(
        terminal,
        &match of {
            SchemaOf::Config => schema::<Config>(),
            SchemaOf::Baseline => baseline::schema(),
            SchemaOf::Report => json::report_schema(),
            SchemaOf::Claim => json::claim_schema(),
        },
    )
}

/// The schema of the files of one folder of `rules/`.
pub(super) fn of_rules(session: &Session, folder: &str) -> Result<Outcome, Stop> {
    let all = schemas();
    if let Some((_, schema)) = all.iter().find(|(name, _)| *name == folder) {
        return print(session.terminal, schema);
    }
    let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
    let reason = match nearest(folder, names.iter().copied()) {
        Some(nearest) => Reason::new("run.folder-near").with("nearest", nearest),
        None => Reason::new("run.folder"),
    };
    Err(Stop::Usage(session.voice.say(&reason.with("folder", folder).with("folders", names.join(", ")))))
}

fn print(terminal: Terminal, schema: &Schema) -> Result<Outcome, Stop> {
    let mut out = terminal.output();
    serde_json::to_writer_pretty(&mut out, schema).map_err(std::io::Error::from)?;
    writeln!(out)?;
    out.flush()?;
    Ok(Outcome::Clean)
}
