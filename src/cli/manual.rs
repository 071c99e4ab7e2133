//! What the arguments tell about themselves: completions for shells, manual pages.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::output::Terminal;
use super::{Outcome, Stop};

/// Prints the script by which `shell` completes daejo's arguments.
pub(super) fn completions(terminal: Terminal, shell: Shell) -> Result<Outcome, Stop> {
    let mut command = Args::command();
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, "daejo", &mut script);
    let mut out = terminal.output();
    out.write_all(&script)?;
    out.flush()?;
    Ok(Outcome::Clean)
}

/// Writes a page for daejo and one for each of its commands into `dir`.
pub(super) fn pages(dir: &Path) -> Result<Outcome, Stop> {
    fs::create_dir_all(dir)?;
    let mut command = Args::command().disable_help_subcommand(true);
    command.build();
    write_pages(&command, dir)?;
    Ok(Outcome::Clean)
}

fn write_pages(command: &clap::Command, dir: &Path) -> io::Result<()> {
    let page = clap_mangen::Man::new(command.clone());
    let mut bytes = Vec::new();
    page.render(&mut bytes)?;
    fs::write(dir.join(page.get_filename()), bytes)?;
    command.get_subcommands().filter(|command| !command.is_hide_set()).try_for_each(|command| write_pages(command, dir))
}
