//! `daejo ledger export`: the claims of a ledger, or their relations, one a line or a row, in bounded memory.

use std::io::{self, Write};
use std::path::Path;

use daejo::align::archive::Nothing;
use daejo::ledger::{Error, Ledger};
#[cfg(feature = "parquet")]
use daejo::report::columns::{parquet, schema};
use daejo::report::{Report, View, csv, json};

use super::args::{ExportFormat, Exported};
use super::{Outcome, Session, Stop, all};

pub(super) fn run(session: &Session, path: &Path, what: Exported, format: ExportFormat) -> Result<Outcome, Stop> {
    let ledger = session.ledger(path)?;
    let mut out = session.terminal.data();
    let make = match what {
        Exported::Claims => claims,
        Exported::Relations => all::report,
    };
    let mut sheet = Sheet::begin(what, format, &mut out)?;
    all::each(session, &ledger, &mut out, make, |out, report| sheet.add(&View::new(&report, session.voice), out))?;
    sheet.finish(&mut out)?;
    Ok(Outcome::Clean)
}

/// An article with its claims, held against nothing.
fn claims(session: &Session, ledger: &Ledger, number: u32) -> Result<Report, Error> {
    let Ok(report) =
        daejo::check_entries(ledger.entries(&[number])?, &Nothing, &session.settings.options(), session.rules);
    Ok(report)
}

/// A table that is written article by article.
enum Sheet {
    Jsonl(Exported),
    Csv(Exported),
    #[cfg(feature = "parquet")]
    Parquet(Exported, Box<parquet::Writer>),
}

impl Sheet {
    fn begin(what: Exported, format: ExportFormat, out: &mut dyn Write) -> io::Result<Self> {
        match (format, what) {
            (ExportFormat::Jsonl, _) => return Ok(Self::Jsonl(what)),
            (ExportFormat::Csv, Exported::Claims) => csv::write_columns(out)?,
            (ExportFormat::Csv, Exported::Relations) => csv::write_relation_columns(out)?,
            #[cfg(feature = "parquet")]
            (ExportFormat::Parquet, _) => return Ok(Self::Parquet(what, Box::new(parquet_of(what)?))),
        }
        Ok(Self::Csv(what))
    }

    fn add(&mut self, view: &View, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Jsonl(Exported::Claims) => json::write_claims(out, view),
            Self::Jsonl(Exported::Relations) => json::write_relations(out, view),
            Self::Csv(Exported::Claims) => csv::write_rows(out, view),
            Self::Csv(Exported::Relations) => csv::write_relation_rows(out, view),
            #[cfg(feature = "parquet")]
            Self::Parquet(Exported::Claims, file) => file.add(&json::claims(view).collect::<Vec<_>>(), out),
            #[cfg(feature = "parquet")]
            Self::Parquet(Exported::Relations, file) => file.add(&json::relations(view).collect::<Vec<_>>(), out),
        }
    }

    fn finish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Jsonl(_) | Self::Csv(_) => {}
            #[cfg(feature = "parquet")]
            Self::Parquet(_, file) => file.finish(out)?,
        }
        out.flush()
    }
}

#[cfg(feature = "parquet")]
fn parquet_of(what: Exported) -> io::Result<parquet::Writer> {
    let table = match what {
        Exported::Claims => "claims",
        Exported::Relations => "relations",
    };
    let schema = schema::of_table(table).ok_or_else(|| io::Error::other(table))?;
    parquet::Writer::new(schema)
}
