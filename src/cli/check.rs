//! `daejo check`: articles in, one report out.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use daejo::article::Article;
use daejo::ledger::Ledger;
use daejo::policy::Options;
use daejo::reason::Reason;
use daejo::report::{Baseline, Report, View};

use super::args::Check;
use super::changed::Changed;
use super::output::{Terminal, WIDTH};
use super::outputs::{Destination, Output};
use super::progress::Progress;
use super::{Outcome, Session, Stop, all, baseline, file, input};

pub(super) fn run(session: &Session, options: &Check) -> Result<Outcome, Stop> {
    if let (true, Some(ledger)) = (options.archive.all, &options.archive.ledger) {
        return all::run(session, options, ledger);
    }
    let outputs = options.outputs.plan().map_err(|reason| Stop::Usage(session.voice.say(&reason)))?;
    let mut baseline = baseline::read(session, &options.acceptance)?;
    let changed = options.novelty.changed_since.as_deref();
    let changed = changed.map(|revision| Changed::since(revision, &options.input.places())).transpose()?;
    let progress = session.terminal.progress();
    let input = input::Reader::new(session.how(&options.input));
    let mut reading = Reading { session, progress: &progress, input, trouble: false };
    let articles = reading.read(&options.input.paths);
    let (articles, unchanged): (Vec<_>, Vec<_>) = articles.into_iter().partition(|article| match &changed {
        Some(changed) => changed.contains(Path::new(&article.origin.path)),
        None => true,
    });
    let others: Vec<Article> = unchanged.into_iter().chain(reading.read(&options.against)).collect();
    let trouble = reading.trouble;
    let read = Reason::new("run.read").with("new", articles.len()).with("others", others.len());
    progress.aside(|| session.note(&read));
    let policy = |article: &Article| session.settings.policy(&article.origin.path);
    let policies = articles.iter().chain(&others).map(policy).collect();
    let how = Options { policies, ..session.settings.options() };
    let mut report = match &options.archive.ledger {
        Some(path) => {
            let ledger = Ledger::open(path, session.rules, &policy)?;
            daejo::check_with(articles, &ledger, &how, session.rules)?
        }
        None => daejo::check_against(articles, others, &how, session.rules),
    };
    progress.aside(|| note_left_out(session, report.left_out));
    accept(session, &mut report, &baseline);
    drop(progress);
    if baseline::change(session, &options.acceptance, &mut baseline, &report, trouble)? {
        accept(session, &mut report, &baseline);
    }
    let written = write(session, &outputs, options, &report)?;
    Ok(match trouble {
        true => Outcome::Trouble,
        false if written != Outcome::Clean => written,
        false if fails(session, options, &report) => Outcome::Findings,
        false => Outcome::Clean,
    })
}

/// Says how often claims were not looked for, as too many share a key.
pub(super) fn note_left_out(session: &Session, left_out: usize) {
    if left_out > 0 {
        session.note(&Reason::new("run.left-out").with("count", left_out));
    }
}

pub(super) fn accept(session: &Session, report: &mut Report, baseline: &Baseline) {
    report.accept(baseline, session.settings.today, &session.rules.messages);
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
                session.closed.store(out.is_closed(), Ordering::Relaxed);
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

pub(super) fn fails(session: &Session, options: &Check, report: &Report) -> bool {
    let fail_on = session.settings.fail_on.severity().filter(|_| !options.exit_zero);
    fail_on.is_some_and(|least| report.worst() >= Some(least))
}
