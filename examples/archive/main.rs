//! Makes archives of any size out of `corpus/`, with planted conflicts, and counts how many of those a
//! report has found:
//!
//! ```text
//! cargo run --release --example archive -- make --articles 1000 --group 10 --truth truth.jsonl >archive.jsonl
//! daejo check archive.jsonl --group-by topic --format json --exit-zero >report.json
//! cargo run --release --example archive -- recall truth.jsonl report.json
//! ```
//!
//! Every group of articles tells one event: a story of the corpus, retold with other names and other
//! figures, the same ones in the whole group. Each article takes some of the sentences of one of the
//! story's articles, with words exchanged for others that say the same (`wordings.toml`). In one article
//! of ten a figure is changed once more: that is the planted conflict. The same seed gives the same
//! bytes.

mod making;
mod recall;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use clap::Parser;
use daejo::rules::Rules;
use making::Plan;

#[derive(Parser)]
enum Command {
    /// Writes an archive to standard output, one article a line.
    Make {
        /// How many articles.
        #[arg(long, default_value_t = 1000)]
        articles: usize,
        /// How many of them tell one event.
        #[arg(long, default_value_t = 10)]
        group: usize,
        /// Over how many years the events are spread: the news of an archive twice as large may be of twice the time.
        #[arg(long, default_value_t = 10)]
        years: usize,
        /// What all choices depend on.
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// Where to write the planted conflicts, one a line.
        #[arg(long)]
        truth: Option<PathBuf>,
    },
    /// Counts the planted conflicts that a report in JSON has found.
    Recall {
        /// What `make --truth` wrote.
        truth: PathBuf,
        /// What `daejo check --format json` wrote.
        report: PathBuf,
    },
}

fn main() -> Result<(), Box<dyn Error>> {
    match Command::parse() {
        Command::Make { articles, group, years, seed, truth } => {
            make(&Plan { articles, group: group.max(1), years: years.max(1), seed }, truth)
        }
        Command::Recall { truth, report } => {
            println!("{}", recall::recall(&truth, &report)?);
            Ok(())
        }
    }
}

fn make(plan: &Plan, truth: Option<PathBuf>) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut truth = truth.map(File::create).transpose()?.map(BufWriter::new);
    let (mut claims, mut planted) = (0, 0);
    making::make(plan, Rules::shared(), |_, article| {
        claims += article.claims;
        writeln!(out, "{}", article.row)?;
        if let Some(conflict) = article.planted {
            planted += 1;
            truth.as_mut().map(|truth| writeln!(truth, "{conflict}")).transpose()?;
        }
        Ok(())
    })?;
    out.flush()?;
    truth.as_mut().map(Write::flush).transpose()?;
    let Plan { articles, group, years, .. } = plan;
    eprintln!(
        "{articles} articles in groups of {group} over {years} years, about {claims} claims, {planted} planted conflicts"
    );
    Ok(())
}
