//! The command line: the only place that reads files, writes files or prints.

use std::io;
use std::process::ExitCode;

use daejo::article::problem::{Problem, Severity};
use daejo::report::Voice;
use daejo::rules::{RuleError, Rules};

pub(crate) mod args;
mod check;
mod explain;
mod extract;
mod file;
mod input;
mod output;
mod outputs;
mod progress;
mod rules;

use args::{Args, Command};
use output::Terminal;

/// What a run comes to; the exit status says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// Nothing at or above the level that fails.
    Clean = 0,
    /// Findings, or examples that don't hold.
    Findings = 1,
    /// Input, output or rules that could not be used; what could be was still shown.
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
    Usage(String),
}

/// What every command needs: the rules, how to speak, where to print.
struct Session<'a> {
    rules: &'a Rules,
    voice: Voice<'a>,
    terminal: Terminal,
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
}

/// Runs the command and says how it ended.
pub(crate) fn run(args: &Args) -> ExitCode {
    let terminal = Terminal::new(args.color);
    let outcome = try_run(args, terminal).unwrap_or_else(|stop| {
        terminal.complain(&stop.to_string());
        Outcome::Trouble
    });
    ExitCode::from(outcome as u8)
}

fn try_run(args: &Args, terminal: Terminal) -> Result<Outcome, Stop> {
    rayon::ThreadPoolBuilder::new().num_threads(args.jobs).build_global()?;
    let tested = match &args.command {
        Command::Rules { command: args::RulesCommand::Test { dir } } => dir.as_slice(),
        _ => &[],
    };
    let rules = Rules::load(&[&args.rules, tested].concat())?;
    let voice = Voice::new(&rules, args.lang());
    let session = Session { rules: &rules, voice, terminal };
    match &args.command {
        Command::Extract(options) => extract::run(&session, options),
        Command::Check(options) => check::run(&session, options),
        Command::Rules { command: args::RulesCommand::Test { .. } } => rules::test(&session),
        Command::Rules { command: args::RulesCommand::List } => rules::list(&session),
        Command::Explain { code } => explain::run(&session, code),
    }
}
