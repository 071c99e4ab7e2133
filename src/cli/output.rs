//! Standard output and standard error: colour, width, and readers that stop reading.

use std::io::{self, BufWriter, IsTerminal, Write};

use anstream::{AutoStream, ColorChoice};
use anstyle::AnsiColor;
use daejo::report::{Format, safe};

use super::args::ColorArg;
use super::progress::Progress;

/// Columns where there is no terminal to ask.
pub(super) const WIDTH: u16 = 100;
/// Columns that a report needs to stay readable.
const LEAST_WIDTH: u16 = 60;

/// Clears the screen and goes to its first line.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// How to print.
#[derive(Clone, Copy, Debug)]
pub(super) struct Terminal {
    color: ColorChoice,
    verbosity: Verbosity,
}

/// How much is said besides the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verbosity {
    /// What went wrong.
    Quiet,
    /// Warnings and progress, too.
    Normal,
    /// What is used, too.
    Verbose,
}

impl Terminal {
    pub(super) fn new(color: ColorArg, verbosity: Verbosity) -> Self {
        let color = match color {
            ColorArg::Auto => ColorChoice::Auto,
            ColorArg::Always => ColorChoice::Always,
            ColorArg::Never => ColorChoice::Never,
        };
        Self { color, verbosity }
    }

    /// Standard output, for a report.
    pub(super) fn output(self) -> Output {
        Output { inner: BufWriter::new(AutoStream::new(io::stdout().lock(), self.color)), closed: false }
    }

    /// Standard output, for what is printed in `format`.
    pub(super) fn output_of(self, format: &Format) -> Output {
        if format.styled { self.output() } else { self.data() }
    }

    /// Clears the screen that the report is shown on, if it is one.
    pub(super) fn clear(self) -> io::Result<()> {
        if !io::stdout().is_terminal() {
            return Ok(());
        }
        let mut out = io::stdout().lock();
        out.write_all(CLEAR.as_bytes())?;
        out.flush()
    }

    /// Standard output, for other programs: what is written holds nothing that a terminal obeys, so
    /// nothing is looked for in it.
    pub(super) fn data(self) -> Output {
        Output { inner: BufWriter::new(AutoStream::always_ansi(io::stdout().lock())), closed: false }
    }

    /// Whether a report on standard output has colours.
    pub(super) fn has_colors(self) -> bool {
        let choice = if self.color == ColorChoice::Auto { AutoStream::choice(&io::stdout()) } else { self.color };
        choice != ColorChoice::Never
    }

    /// Columns of the terminal that the report is shown on.
    pub(super) fn width() -> u16 {
        let columns = if io::stdout().is_terminal() { terminal_size::terminal_size() } else { None };
        columns.map_or(WIDTH, |(columns, _)| columns.0).max(LEAST_WIDTH)
    }

    /// Says on standard error what stopped something.
    pub(super) fn complain(self, message: &str) {
        self.say("error", AnsiColor::Red, message);
    }

    /// Says on standard error what is wrong with something that was used all the same.
    pub(super) fn warn(self, message: &str) {
        if self.verbosity > Verbosity::Quiet {
            self.say("warning", AnsiColor::Yellow, message);
        }
    }

    /// Says on standard error what has been done.
    pub(super) fn inform(self, message: &str) {
        if self.verbosity > Verbosity::Quiet {
            let _ = writeln!(AutoStream::new(io::stderr().lock(), self.color), "{}", safe::visible(message));
        }
    }

    /// Says on standard error what is used, to those who asked.
    pub(super) fn note(self, message: &str) {
        if self.verbosity == Verbosity::Verbose {
            self.say("note", AnsiColor::Cyan, message);
        }
    }

    /// Progress, for those who did not ask for quiet.
    pub(super) fn progress(self) -> Progress {
        Progress::start(self.verbosity > Verbosity::Quiet)
    }

    /// If nobody listens there, the exit status still tells.
    fn say(self, level: &str, color: AnsiColor, message: &str) {
        let style = color.on_default().bold();
        let mut err = AutoStream::new(io::stderr().lock(), self.color);
        let _ = writeln!(err, "{style}{level}:{style:#} {}", safe::visible(message));
    }
}

/// Standard output. When its reader has gone (`| head`), writing goes nowhere, quietly.
pub(super) struct Output {
    inner: BufWriter<AutoStream<io::StdoutLock<'static>>>,
    closed: bool,
}

impl Output {
    /// Whether the reader has gone, so that there is nothing left to do.
    pub(super) fn is_closed(&self) -> bool {
        self.closed
    }

    fn quietly<T>(&mut self, result: io::Result<T>, instead: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(instead)
            }
            result => result,
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.quietly(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.quietly(result, ())
    }
}
