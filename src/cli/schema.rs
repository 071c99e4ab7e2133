//! `daejo schema`, `daejo rules schema`: JSON Schemas, for editors that complete and check what is written.
//!
//! They are made from the types that are read and written, kept in `docs/schema/`, and printed as they lie there: what
//! makes them is no part of the program.

use std::io::Write;

use daejo::reason::Reason;
use daejo::text::nearest::nearest;

use super::args::SchemaOf;
use super::output::Terminal;
use super::{Outcome, Session, Stop};

/// The schemas by their names.
const SCHEMAS: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

/// The folder of those of rule files.
const RULES: &str = "rules/";

/// The schema of a file that is no rule file.
pub(super) fn of_file(terminal: Terminal, of: SchemaOf) -> Result<Outcome, Stop> {
    let name = match of {
        SchemaOf::Config => "config",
        SchemaOf::Baseline => "baseline",
        SchemaOf::Report => "report",
        SchemaOf::Claim => "claim",
    };
    let (_, schema) = SCHEMAS.iter().find(|(kept, _)| *kept == name).expect("a test holds that all are kept");
    print(terminal, schema)
}

/// The schema of the files of one folder of `rules/`.
pub(super) fn of_rules(session: &Session, folder: &str) -> Result<Outcome, Stop> {
    let all = || SCHEMAS.iter().filter_map(|(name, schema)| Some((name.strip_prefix(RULES)?, *schema)));
    if let Some((_, schema)) = all().find(|(name, _)| *name == folder) {
        return print(session.terminal, schema);
    }
    let names: Vec<&str> = all().map(|(name, _)| name).collect();
    let reason = match nearest(folder, names.iter().copied()) {
        Some(nearest) => Reason::new("run.folder-near").with("nearest", nearest),
        None => Reason::new("run.folder"),
    };
    Err(Stop::Usage(session.voice.say(&reason.with("folder", folder).with("folders", names.join(", ")))))
}

fn print(terminal: Terminal, schema: &str) -> Result<Outcome, Stop> {
    let mut out = terminal.output();
    out.write_all(schema.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Clean)
}
