//! `daejo check`: articles in, one report out.

use std::io::Write;
use std::path::PathBuf;

use daejo::GroupBy;
use daejo::article::Article;
use daejo::report::terminal::View;
use daejo::report::{Report, json, terminal};

use super::args::{Check, CheckFormat};
use super::output::Terminal;
use super::progress::Progress;
use super::{Outcome, Session, Stop, input};

pub(super) fn run(session: &Session, options: &Check) -> Result<Outcome, Stop> {
    let mut reading = Reading { session, max_bytes: options.input.max_bytes, articles: Vec::new(), trouble: false };
    let progress = Progress::start();
    reading.read(&options.input.paths, &progress);
    let new = reading.articles.len();
    reading.read(&options.against, &progress);
    let Reading { articles, trouble, .. } = reading;
    let group_by = options.group_by.map_or(GroupBy::Nothing, |_| GroupBy::Topic);
    let report = daejo::check(articles, new, &group_by, session.rules);
    drop(progress);
    print(session, options, &report)?;
    Ok(match trouble {
        true => Outcome::Trouble,
        false if fails(&report, options) => Outcome::Findings,
        false => Outcome::Clean,
    })
}

/// The articles read so far.
struct Reading<'a> {
    session: &'a Session<'a>,
    max_bytes: u64,
    articles: Vec<Article>,
    /// Something could not be read.
    trouble: bool,
}

impl Reading<'_> {
    fn read(&mut self, paths: &[PathBuf], progress: &Progress) {
        for read in input::read(paths, self.max_bytes, self.session.rules) {
            match read {
                Ok(article) => self.articles.push(article),
                Err(problem) => {
                    self.trouble = true;
                    progress.aside(|| self.session.terminal.complain(&problem.to_string()));
                }
            }
            progress.add(1);
        }
    }
}

fn print(session: &Session, options: &Check, report: &Report) -> Result<(), Stop> {
    let mut out = session.terminal.output();
    let view = View { voice: session.voice, width: Terminal::width(), explain: options.explain };
    match options.format {
        CheckFormat::Full => terminal::write_report(&mut out, report, &view)?,
        CheckFormat::Table => terminal::write_tables(&mut out, report, &view)?,
        CheckFormat::Json => json::write_report(&mut out, report, &session.voice, options.explain)?,
    }
    Ok(out.flush()?)
}

fn fails(report: &Report, options: &Check) -> bool {
    let fail_on = options.fail_on.severity().filter(|_| !options.exit_zero);
    fail_on.is_some_and(|least| report.findings.iter().any(|finding| finding.severity >= least))
}
