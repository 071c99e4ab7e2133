//! The `daejo` command: arguments → run → exit status.

mod cli;

use std::process::ExitCode;

use clap::Parser;

/// Claims are made of many small pieces; this allocator hands them out in a third of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::run(&cli::args::Args::parse())
}
