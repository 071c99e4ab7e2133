//! The `daejo` command.

mod cli;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use daejo::rules::Rules;

#[derive(Parser)]
#[command(version, about)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Prints the claims of articles.
    Extract {
        paths: Vec<PathBuf>,
        #[arg(long, short, default_value = "jsonl")]
        format: String,
    },
    /// Compares articles.
    Check {
        paths: Vec<PathBuf>,
        #[arg(long, short, default_value = "json")]
        format: String,
        #[arg(long)]
        exit_zero: bool,
        #[arg(long)]
        group_by: Option<String>,
    },
}

fn main() {
    let rules = Rules::embedded();
    match Args::parse().command {
        Command::Extract { paths, .. } => {
            for (index, article) in cli::input::read_all(&paths, &rules).iter().enumerate() {
                for claim in daejo::extract(article, index, &rules) {
                    println!("{}", daejo::report::json::claim(&claim, &article.id));
                }
            }
        }
        Command::Check { paths, group_by, .. } => {
            let by = if group_by.is_some() { daejo::GroupBy::Topic } else { daejo::GroupBy::Nothing };
            let report = daejo::check(cli::input::read_all(&paths, &rules), &by, &rules);
            println!("{}", daejo::report::json::report(&report));
        }
    }
}
