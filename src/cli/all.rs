//! `daejo check --ledger FILE --all`: every article of a ledger against those indexed before it. Memory is bounded,
//! and what is found is printed as it comes, in the order of the articles, whatever the number of threads.

use std::io::{self, Write};
use std::path::Path;

use daejo::input::meanwhile;
use daejo::ledger::{Error, Ledger};
use daejo::policy::GroupBy;
use daejo::report::{Format, Report, View};
use rayon::prelude::*;

use super::args::Check;
use super::output::{Output as Printed, Terminal};
use super::{Outcome, Session, Stop, baseline, check};

/// So many articles are checked before what was found is printed, while the next ones are.
const TOGETHER: usize = 64;

pub(super) fn run(session: &Session, options: &Check, path: &Path) -> Result<Outcome, Stop> {
    let format = format(session, options)?;
    let baseline = baseline::of_run(session, &options.acceptance)?;
    let ledger = session.ledger(path)?;
    let mut out = session.terminal.output_of(format);
    let (mut outcome, mut left_out) = (Outcome::Clean, 0);
    each(session, &ledger, &mut out, report, |out, mut report| {
        check::accept(session, &mut report, &baseline);
        left_out += report.left_out;
        if check::fails(session, options, &report) {
            outcome = Outcome::Findings;
        }
        let view = View { width: Terminal::width(), explain: options.explain, ..View::new(&report, session.voice) };
        (format.write)(out, &view)
    })?;
    check::note_left_out(session, left_out);
    Ok(outcome)
}

/// Makes a report on each article of a ledger and shows it, as long as somebody reads it.
pub(super) fn each(
    session: &Session,
    ledger: &Ledger,
    out: &mut Printed,
    make: impl Fn(&Session, &Ledger, u32) -> Result<Report, Error> + Sync,
    mut show: impl FnMut(&mut Printed, Report) -> io::Result<()>,
) -> Result<(), Stop> {
    let progress = session.terminal.progress();
    let mut show = |reports: Vec<Result<Report, Error>>| -> Result<bool, Stop> {
        let count = reports.len();
        for report in reports {
            let report = report?;
            progress.aside(|| show(out, report))?;
        }
        out.flush()?;
        progress.add(count);
        Ok(!out.is_closed())
    };
    let mut reports = Vec::new();
    for numbers in ledger.numbers()?.chunks(TOGETHER) {
        let next = || numbers.par_iter().map(|&number| make(session, ledger, number)).collect();
        let go_on;
        (reports, go_on) = meanwhile(next, || show(std::mem::take(&mut reports)));
        if !go_on? {
            return Ok(());
        }
    }
    show(reports)?;
    Ok(())
}

/// How findings are printed, if they can be printed as they come.
fn format(session: &Session, options: &Check) -> Result<&'static Format, Stop> {
    let usage = |key: &str| Stop::Usage(session.voice.word(key));
    match (session.settings.options().group_by, options.outputs.streaming()) {
        (GroupBy::Topic, _) => Err(usage("run.all-topic")),
        (GroupBy::Nothing, format) => format.ok_or_else(|| usage("run.all-format")),
    }
}

/// What is found about one article.
pub(super) fn report(session: &Session, ledger: &Ledger, number: u32) -> Result<Report, Error> {
    let before = ledger.before(number);
    daejo::check_studies(before.article()?, &before, &session.settings.options(), session.rules)
}
