//! `daejo check`: articles in, one report out.

use std::io::Write;
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

use daejo::article::Article;
use daejo::input;
use daejo::policy::Options;
use daejo::reason::Reason;
use daejo::report::{Baseline, Report, View};

use super::args::{Check, Input};
use super::changed::Changed;
use super::output::{Terminal, WIDTH};
use super::outputs::{Destination, Output};
use super::progress::Progress;
use super::{Outcome, Session, Stop, all, baseline, file};

pub(super) fn run(session: &Session, options: &Check) -> Result<Outcome, Stop> {
    if let (true, Some(ledger)) = (options.archive.all, &options.archive.ledger) {
        return all::run(session, options, ledger);
    }
    let outputs = options.outputs.plan().map_err(|reason| Stop::Usage(session.voice.say(&reason)))?;
    let mut baseline = baseline::of_run(session, &options.acceptance)?;
    let changed = options.novelty.changed_since.as_deref();
    let changed = changed.map(|revision| Changed::since(revision, &options.input.places())).transpose()?;
    let against = options.archive.ledger.as_deref().map_or(Against::Places(&options.against), Against::Ledger);
    let Checked { mut report, trouble } = check(session, &options.input, against, changed.as_ref())?;
    accept(session, &mut report, &baseline);
    if baseline::change(session, &options.acceptance, &mut baseline, &report, trouble)? {
        accept(session, &mut report, &baseline);
    }
    let written = write(session, &outputs, options, &report)?;
    let outcome = match trouble {
        true => Outcome::Trouble,
        false if written != Outcome::Clean => written,
        false if fails(session, options, &report) => Outcome::Findings,
        false => Outcome::Clean,
    };
    if !options.novelty.watch {
        // The process ends here, and gives back all memory at once.
        mem::forget(report);
    }
    Ok(outcome)
}

/// What articles are held against besides each other.
pub(super) enum Against<'a> {
    /// Files and folders.
    Places(&'a [PathBuf]),
    /// The articles that a ledger remembers.
    Ledger(&'a Path),
}

/// What a check found.
pub(super) struct Checked {
    pub(super) report: Report,
    /// Something could not be read, and that was said.
    pub(super) trouble: bool,
}

/// Reads the articles of `input` and holds them against each other and against others; of the former only those
/// that have `changed`, if that is asked.
pub(super) fn check(
    session: &Session,
    input: &Input,
    against: Against<'_>,
    changed: Option<&Changed>,
) -> Result<Checked, Stop> {
    let progress = session.terminal.progress();
    let reader = input::Reader::new(session.how(input.stdin_filename.as_deref()));
    let mut reading = Reading { session, progress: &progress, input: reader, trouble: false };
    let is_new = |article: &Article| changed.is_none_or(|changed| changed.contains(Path::new(&article.origin.path)));
    let (articles, mut others): (Vec<_>, Vec<_>) = reading.read(&input.paths).into_iter().partition(is_new);
    if let Against::Places(places) = against {
        others.extend(reading.read(places));
    }
    let trouble = reading.trouble;
    let read = Reason::new("run.read").with("new", articles.len()).with("others", others.len());
    progress.aside(|| session.note(&read));
    let policy = |article: &Article| session.settings.policy(&article.origin.path);
    let policies = articles.iter().chain(&others).map(policy).collect();
    let how = Options { policies, ..session.settings.options() };
    let report = match against {
        Against::Ledger(path) => daejo::check_with(articles, &session.ledger(path)?, &how, session.rules)?,
        Against::Places(_) => daejo::check_against(articles, others, &how, session.rules),
    };
    progress.aside(|| note_left_out(session, report.left_out));
    Ok(Checked { report, trouble })
}

/// Says how often claims were not looked for, as too many share a key.
pub(super) fn note_left_out(session: &Session, left_out: usize) {
    if left_out > 0 {
        session.note(&Reason::new("run.left-out").with("count", left_out));
    }
}

/// Marks what is accepted.
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
                let mut out = session.terminal.output_of(format);
                (format.write)(&mut out, &view(Terminal::width()))?;
                out.flush()?;
                session.closed.store(out.is_closed(), Ordering::Relaxed);
            }
            Destination::File(path) => {
                let written = file::write(path, format.styled, |out| (format.write)(out, &view(WIDTH)));
                if let Err(error) = written {
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
    let fail_on = session.settings.fail_on().severity().filter(|_| !options.exit_zero);
    fail_on.is_some_and(|least| report.worst() >= Some(least))
}
