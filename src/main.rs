//! The `daejo` command: arguments → run → exit status.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(&cli::args::Args::parse())
}
