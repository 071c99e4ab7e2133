//! `daejo check`: articles in, one report out.

use std::io::Write;
use std::path::PathBuf;

use daejo::article::Article;
use daejo::policy::{GroupBy, Options};
use daejo::reason::Reason;
use daejo::report::{Baseline, Report, View};

use super::args::Check;
use super::output::{Terminal, WIDTH};
use super::outputs::{Destination, Output};
use super::progress::Progress;
use super::{Outcome, Session, Stop, file, input};

pub(super) fn run(session: &Session, options: &Check) -> Result<Outcome, Stop> {
    let outputs = options.outputs.plan().map_err(|reason| Stop::Usage(session.voice.say(&reason)))?;
    let progress = Progress::start();
    let input = input::Reader::new(options.input.max_bytes, session.rules);
    let mut reading = Reading { session, progress: &progress, input, trouble: false };
    let articles = reading.read(&options.input.paths);
    let others = reading.read(&options.against);
    let trouble = reading.trouble;
    let group_by = options.group_by.map_or(GroupBy::Nothing, |_| GroupBy::Topic);
    let how = Options { group_by, ..Options::default() };
    let mut report = daejo::check_against(articles, others, &how, session.rules);
    report.accept(&Baseline::default(), jiff::Zoned::now().date(), &session.rules.messages);
    drop(progress);
    let written = write(session, &outputs, options, &report)?;
    Ok(match trouble {
        true => Outcome::Trouble,
        false if written != Outcome::Clean => written,
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

/// Writes every report that was asked for; one that can't be written doesn't keep the others from it.
fn write(session: &Session, outputs: &[Output], options: &Check, report: &Report) -> Result<Outcome, Stop> {
    let view = |width| View { width, explain: options.explain, ..View::new(report, session.voice) };
    let mut outcome = Outcome::Clean;
    for Output { format, to } in outputs {
        match to {
            Destination::Stdout => {
                let mut out = session.terminal.output();
                (format.write)(&mut out, &view(Terminal::width()))?;
                out.flush()?;
            }
            Destination::File(path) => {
                if let Err(error) = file::write(path, |out| (format.write)(out, &view(WIDTH))) {
                    let reason = Reason::new("output.failed").with("file", path.display()).with("detail", error);
                    session.terminal.complain(&session.voice.say(&reason));
                    outcome = Outcome::Trouble;
                }
            }
        }
    }
    Ok(outcome)
}

fn fails(report: &Report, options: &Check) -> bool {
    let fail_on = options.fail_on.severity().filter(|_| !options.exit_zero);
    fail_on.is_some_and(|least| report.worst() >= Some(least))
}
