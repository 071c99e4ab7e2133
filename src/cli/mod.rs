//! The command line: the only place that reads files, writes files or prints.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use daejo::article::problem::{Problem, Severity};
use daejo::config::{self, Settings};
use daejo::input::How;
use daejo::ledger::Ledger;
use daejo::reason::Reason;
use daejo::report::Voice;
use daejo::rules::{RuleError, Rules};

mod all;
pub(crate) mod args;
mod baseline;
mod changed;
mod check;
mod explain;
mod export;
mod extract;
mod file;
mod index;
mod init;
mod ledger;
mod lsp;
mod manual;
mod output;
mod outputs;
mod pace;
mod progress;
mod review;
mod rules;
mod schema;
mod settings;
mod watch;

use args::{Args, Command, RulesCommand};
use output::{Terminal, Verbosity};
use watch::Watch;

/// What a run comes to; the exit status says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above the level that fails.
    Clean = 0,
    /// Findings, examples that don't hold, or an editor that left without saying so.
    Findings = 1,
    /// Input, output, settings or rules that could not be used; what could be was still shown.
    Trouble = 2,
}

/// What stops a run.
#[derive(Debug, thiserror::Error)]
enum Stop {
    #[error("{0}")]
    Rules(#[from] RuleError),
    #[error("{0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
    #[error("{0}")]
    Output(#[from] io::Error),
    #[error("{0}")]
    Watch(#[from] notify::Error),
    #[error("{0}")]
    Ledger(#[from] daejo::ledger::Error),
    #[error("{0}")]
    Usage(String),
    /// A fault of daejo itself, which the panic has told of.
    #[error("internal error")]
    Fault,
    /// Files that can't be used, each with its place.
    #[error("{} problems", .0.len())]
    Input(Vec<Problem>),
}

/// What every command needs: the rules, the settings, how to speak, where to print.
struct Session<'a> {
    rules: &'a Rules,
    settings: &'a Settings,
    voice: Voice<'a>,
    terminal: Terminal,
    /// The reader of standard output has gone.
    closed: AtomicBool,
}

impl Session<'_> {
    /// Says what is wrong with the input. Whatever it is, the run ends in [`Outcome::Trouble`].
    fn report(&self, problem: &Problem) {
        let words = self.voice.problem(problem);
        match problem.severity {
            Severity::Warning => self.terminal.warn(&words),
            Severity::Error => self.terminal.complain(&words),
        }
    }

    /// Says what is used, to those who asked.
    fn note(&self, reason: &Reason) {
        self.terminal.note(&self.voice.say(reason));
    }

    /// The ledger at `path`, its articles under the policies of the settings.
    fn ledger(&self, path: &Path) -> Result<Ledger<'_>, daejo::ledger::Error> {
        Ledger::open(path, self.rules, |article| self.settings.policy(&article.origin.path))
    }

    /// How articles are read; `stdin` is the name that standard input would have as a file.
    fn how<'a>(&'a self, stdin: Option<&'a Path>) -> How<'a> {
        How { rules: self.rules, settings: self.settings, stdin }
    }
}

/// Runs the command and says how it ended.
pub(crate) fn run(args: &Args) -> ExitCode {
    let verbosity = match (args.quiet, args.verbose) {
        (true, _) => Verbosity::Quiet,
        (false, false) => Verbosity::Normal,
        (false, true) => Verbosity::Verbose,
    };
    let terminal = Terminal::new(args.color, verbosity);
    let outcome = unbroken(|| try_run(args, terminal)).unwrap_or_else(|stop| {
        complain(args, terminal, &stop);
        Outcome::Trouble
    });
    ExitCode::from(outcome as u8)
}

/// What `work` comes to, a panic being one more reason to stop.
fn unbroken<T>(work: impl FnOnce() -> Result<T, Stop>) -> Result<T, Stop> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(Stop::Fault))
}

/// Says what stopped a run before it had rules of its own.
fn complain(args: &Args, terminal: Terminal, stop: &Stop) {
    told(args, stop).iter().for_each(|words| terminal.complain(words));
}

/// What there is to say on it.
fn told(args: &Args, stop: &Stop) -> Vec<String> {
    let rules = Rules::embedded();
    let voice = Voice::new(&rules, config::spoken(args.lang()));
    match stop {
        Stop::Input(problems) => problems.iter().map(|problem| voice.problem(problem)).collect(),
        Stop::Fault => vec![voice.word("run.fault")],
        stop => vec![stop.to_string()],
    }
}

fn try_run(args: &Args, terminal: Terminal) -> Result<Outcome, Stop> {
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs).build_global()?;
    match &args.command {
        Command::Completions { shell } => manual::completions(terminal, *shell),
        Command::Man { dir } => manual::pages(dir),
        Command::Schema { of } => schema::of_file(terminal, *of),
        Command::Check(options) if options.novelty.watch => watched(args, options, terminal),
        Command::Lsp { folders, .. } => lsp::run(args, folders, terminal),
        _ => once(args, &args.places(), terminal, |session| perform(&args.command, session)),
    }
}

/// Reads the settings for `places` and the rules, and has `perform` use them.
fn once<T>(
    args: &Args,
    places: &[PathBuf],
    terminal: Terminal,
    perform: impl FnOnce(&Session) -> Result<T, Stop>,
) -> Result<T, Stop> {
    let settings = settings::of_run(args, places).map_err(Stop::Input)?;
    let rules = match &args.command {
        Command::Rules { command: RulesCommand::Test { dir } } => settings.checked_rules(dir)?,
        _ => settings.rules()?,
    };
    let voice = Voice::new(&rules, settings.lang());
    let session = Session { rules: &rules, settings: &settings, voice, terminal, closed: AtomicBool::new(false) };
    if let Some(path) = settings.source() {
        session.note(&Reason::new("run.config").with("path", path));
    }
    perform(&session)
}

fn perform(command: &Command, session: &Session) -> Result<Outcome, Stop> {
    if let Some(input) = command.input().filter(|input| input.show_settings) {
        settings::show(session.settings, &mut session.terminal.output(), input)?;
        return Ok(Outcome::Clean);
    }
    let outcome = match command {
        Command::Extract(options) => extract::run(session, options),
        Command::Check(options) => check::run(session, options),
        Command::Index(options) => index::run(session, options),
        Command::Ledger { command } => ledger::run(session, command),
        Command::Rules { command: RulesCommand::Test { .. } } => rules::test(session),
        Command::Rules { command: RulesCommand::List } => rules::list(session),
        Command::Rules { command: RulesCommand::Schema { folder } } => schema::of_rules(session, folder),
        Command::Review(options) => review::run(session, options),
        Command::Explain { code } => explain::run(session, code),
        Command::Init { dir } => init::run(session, dir),
        Command::Completions { .. } | Command::Man { .. } | Command::Schema { .. } | Command::Lsp { .. } => {
            Ok(Outcome::Clean)
        }
    };
    outcome.or_else(|stop| match stop {
        Stop::Input(problems) => {
            problems.iter().for_each(|problem| session.report(problem));
            Ok(Outcome::Trouble)
        }
        Stop::Ledger(error) => {
            session.terminal.complain(&session.voice.say(&error.reason()));
            Ok(Outcome::Trouble)
        }
        stop => Err(stop),
    })
}

/// Checks now and after every change, until it is interrupted or nobody reads what it prints. Whatever
/// keeps one round from coming to an end is said, and the next one waited for.
fn watched(args: &Args, options: &args::Check, terminal: Terminal) -> Result<Outcome, Stop> {
    if options.input.paths.iter().any(|path| path == Path::new("-")) {
        return once(args, &args.places(), terminal, |session| Err(Stop::Usage(session.voice.word("run.watch-stdin"))));
    }
    let mut watch = Watch::new()?;
    watch.add(options.input.paths.iter().chain(&options.against).chain(&args.config).chain(&args.rules))?;
    loop {
        terminal.clear()?;
        let round = once(args, &args.places(), terminal, |session| {
            watch.add(&session.settings.files())?;
            perform(&args.command, session)?;
            Ok(session.closed.load(Ordering::Relaxed))
        });
        match round {
            Ok(true) => return Ok(Outcome::Clean),
            Ok(false) => {}
            Err(Stop::Output(error)) => return Err(Stop::Output(error)),
            Err(stop) => complain(args, terminal, &stop),
        }
        watch.wait()?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_of_daejo_itself_is_2() {
        let broken = unbroken(|| rayon::join(|| Ok(Outcome::Clean), || panic!("on whatever thread")).0);
        assert!(matches!(broken, Err(Stop::Fault)));
        assert_eq!(Outcome::Trouble as u8, 2);
    }
}
