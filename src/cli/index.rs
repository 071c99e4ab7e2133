//! `daejo index`: an archive in, its ledger out. One thread writes what all others extract.

use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use daejo::article::problem::{Problem, Severity};
use daejo::input::{Named, Reader, chunk, meanwhile};
use daejo::ledger::{Error, Extractor, Indexer, Known, Migration, Row, Summary};
use daejo::reason::Reason;
use rayon::prelude::*;

use super::args::Index;
use super::pace::Pace;
use super::progress::Progress;
use super::{Outcome, Session, Stop};

/// So many rows wait for the writer at most.
const WAITING: usize = 8192;
/// Problems for which it is not known what was there: what they may have hidden is not taken out of the ledger.
const HIDING: [&str; 3] = ["reading.missing", "reading.unreadable", "reading.no-articles"];

pub(super) fn run(session: &Session, options: &Index) -> Result<Outcome, Stop> {
    let indexer = Indexer::open(&options.ledger, session.rules)?;
    if let Some(migrated) = migrated(indexer.migration(), &options.ledger) {
        session.terminal.inform(&session.voice.say(&migrated));
    }
    let known = indexer.known()?;
    let progress = session.terminal.progress();
    let how = session.how(options.input.stdin_filename.as_deref());
    let extractor = Extractor::new(&indexer, how);
    let reader = Reader::new(how);
    let pace = Pace::new(&progress, session.voice, &options.input.paths, reader.meter());
    let mut reading =
        Reading { session, extractor, progress: &progress, pace, known, outcome: Outcome::Clean, complete: true };
    let (send, receive) = sync_channel(WAITING);
    let indexer = thread::scope(|scope| {
        let writer = scope.spawn(|| write(indexer, receive));
        reading.run(reader, options, send);
        writer.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })?;
    let Reading { known, outcome, complete, .. } = reading;
    let summary = indexer.finish(&known, complete)?;
    drop(progress);
    session.terminal.inform(&session.voice.say(&told(summary)));
    Ok(outcome)
}

/// Writes rows until no more come.
fn write(mut indexer: Indexer, rows: Receiver<Row>) -> Result<Indexer, Error> {
    for row in rows {
        indexer.add(row)?;
    }
    indexer.commit()?;
    Ok(indexer)
}

/// That a ledger is of another version than it was.
fn migrated(migration: Migration, ledger: &Path) -> Option<Reason> {
    let reason = Reason::new("ledger.migrated").with("file", ledger.display());
    migration.is_any().then(|| reason.with("from", migration.from).with("to", migration.to))
}

fn told(summary: Summary) -> Reason {
    let Summary { written, unchanged, removed, claims } = summary;
    let reason = Reason::new("ledger.indexed").with("written", written).with("claims", claims);
    reason.with("unchanged", unchanged).with("removed", removed)
}

/// An article that was read, after what tells it from others.
type Stamped = (u128, Named);

/// Reads an archive and passes on what the ledger does not know yet.
struct Reading<'a> {
    session: &'a Session<'a>,
    extractor: Extractor<'a>,
    progress: &'a Progress,
    pace: Pace<'a>,
    known: Known,
    outcome: Outcome,
    /// Nothing that may hold articles could not be read.
    complete: bool,
}

impl Reading<'_> {
    fn run(&mut self, mut reader: Reader<'_>, options: &Index, rows: SyncSender<Row>) {
        let extractor = self.extractor;
        let mut drafts = reader.drafts(&options.input.paths);
        let rows_of = |read: Result<Stamped, Problem>| match read {
            Ok((stamp, named)) => extractor.rows(stamp, named),
            Err(problem) => vec![Err(problem)],
        };
        let mut next = self.unknown(&mut drafts);
        while !next.is_empty() {
            let chunk = std::mem::take(&mut next);
            let count = chunk.len();
            let extract = || chunk.into_par_iter().map(rows_of).collect::<Vec<_>>();
            let extracted;
            (extracted, next) = meanwhile(extract, || self.unknown(&mut drafts));
            for row in extracted.into_iter().flatten() {
                match row {
                    // The writer has stopped, and will say why.
                    Ok(row) => {
                        if rows.send(row).is_err() {
                            return;
                        }
                    }
                    Err(problem) => self.report(&problem),
                }
            }
            self.pace.add(count);
        }
    }

    /// The next articles that the ledger does not know, and what is wrong with the input.
    fn unknown(&mut self, drafts: &mut impl Iterator<Item = Result<Named, Problem>>) -> Vec<Result<Stamped, Problem>> {
        let extractor = self.extractor;
        let stamped = drafts.map(|read| read.map(|named| (extractor.stamp(&named.draft), named)));
        let mut unknown =
            stamped.filter(|read| !read.as_ref().is_ok_and(|(stamp, named)| self.is_known(*stamp, named)));
        chunk(&mut unknown, |(_, named)| named.draft.body.len())
    }

    fn is_known(&mut self, stamp: u128, named: &Named) -> bool {
        let is_known = self.known.recognise(stamp, &named.draft.origin);
        if is_known {
            self.pace.add(1);
        }
        is_known
    }

    fn report(&mut self, problem: &Problem) {
        self.outcome = Outcome::Trouble;
        self.complete &= problem.severity == Severity::Warning || !HIDING.contains(&problem.reason.key.as_str());
        self.progress.aside(|| self.session.report(problem));
    }
}
