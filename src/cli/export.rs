//! `daejo ledger export`: the claims of a ledger, or their relations, one a line or a row, in bounded memory.

use std::io::{self, Write};
use std::path::Path;

use daejo::align::archive::Nothing;
use daejo::ledger::{Error, Ledger};
use daejo::report::{Report, View, csv, json};

use super::args::{ExportFormat, Exported};
use super::{Outcome, Session, Stop, all};

pub(super) fn run(session: &Session, path: &Path, what: Exported, format: ExportFormat) -> Result<Outcome, Stop> {
    let ledger = session.ledger(path)?;
    let mut out = session.terminal.data();
    match (what, format) {
        (Exported::Claims, ExportFormat::Csv) => csv::write_columns(&mut out)?,
        (Exported::Relations, ExportFormat::Csv) => csv::write_relation_columns(&mut out)?,
        (_, ExportFormat::Jsonl) => {}
    }
    match what {
        Exported::Claims => all::each(session, &ledger, &mut out, claims, |out, report| {
            let view = View::new(&report, session.voice);
            match format {
                ExportFormat::Csv => csv::write_rows(out, &view),
                ExportFormat::Jsonl => claim_lines(out, &report),
            }
        })?,
        Exported::Relations => all::each(session, &ledger, &mut out, all::report, |out, report| {
            let view = View::new(&report, session.voice);
            match format {
                ExportFormat::Csv => csv::write_relation_rows(out, &view),
                ExportFormat::Jsonl => json::write_relations(out, &view),
            }
        })?,
    }
    Ok(Outcome::Clean)
}

/// An article with its claims, held against nothing.
fn claims(session: &Session, ledger: &Ledger, number: u32) -> Result<Report, Error> {
    let Ok(report) =
        daejo::check_entries(ledger.article(number)?, &Nothing, &session.settings.options(), session.rules);
    Ok(report)
}

fn claim_lines(out: &mut impl Write, report: &Report) -> io::Result<()> {
    report.claims.iter().try_for_each(|claim| json::write_claim(out, claim, &report.article_of(claim).id, false))
}
