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
    let progress = Progress::start();
    let input = input::Reader::new(options.input.max_bytes, session.rules);
    let mut reading = Reading { session, progress: &progress, input, trouble: false };
    let articles = reading.read(&options.input.paths);
    let others = reading.read(&options.against);
    let trouble = reading.trouble;
    let group_by = options.group_by.map_or(GroupBy::Nothing, |_| GroupBy::Topic);
    let report = daejo::check_against(articles, others, &group_by, session.rules);
    drop(progress);
    print(session, options, &report)?;
    Ok(match trouble {
        true => Outcome::Trouble,
        false if fails(&report, options) => Outcome::Findings,
        false => Outcome::Clean,
    })
}

/// Reads articles and says what could not be read.
struct Reading<'a> {
    session: &'a Session<'a>,
    progress: &'a Progress,
    input: input::Reader<'a>,
    /// Something could not be read.
    trouble: bool,
}

impl Reading<'_> {
    fn read(&mut self, paths: &[PathBuf]) -> Vec<Article> {
        let mut articles = Vec::new();
        for read in self.input.read(paths) {
            match read {
                Ok(article) => articles.push(article),
                Err(problem) => {
                    self.trouble = true;
                    self.progress.aside(|| self.session.report(&problem));
                }
            }
            self.progress.add(1);
        }
        articles
    }
}

fn print(session: &Session, options: &Check, report: &Report) -> Result<(), Stop> {
    let mut out = match options.format {
        CheckFormat::Json => session.terminal.data(),
        CheckFormat::Full | CheckFormat::Table => session.terminal.output(),
    };
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
