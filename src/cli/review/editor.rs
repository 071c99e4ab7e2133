//! The editor that the reviewer opens articles in.

use std::io;
use std::path::Path;
use std::process::Command;

/// The command that the environment names: `VISUAL`, else `EDITOR`.
pub(super) fn named() -> Option<String> {
    let set = |name| std::env::var(name).ok().filter(|command| !command.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR"))
}

/// Opens a file at a line, and waits until it is closed. `command` is a program with its arguments.
///
/// # Errors
/// The program can't be run, or says that something went wrong.
pub(super) fn open(command: &str, path: &Path, line: Option<usize>) -> io::Result<()> {
    let mut words = command.split_whitespace();
    let mut program = Command::new(words.next().unwrap_or_default());
    program.args(words).args(line.map(|line| format!("+{line}"))).arg(path);
    let status = program.status()?;
    if status.success() { Ok(()) } else { Err(io::Error::other(status.to_string())) }
}
