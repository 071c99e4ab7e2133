//! Fits the match weights of `rules/weights/` from labelled relations, and says how well they carry over to
//! events that they were not fitted on:
//!
//! ```text
//! cargo run --release --example fit -- weights [ARTICLES.jsonl RELATIONS.jsonl …]
//! cargo run --release --example fit -- validate [ARTICLES.jsonl RELATIONS.jsonl …]
//! cargo run --release --example fit -- show [ARTICLES.jsonl RELATIONS.jsonl …]
//! ```
//!
//! The relations of `corpus/` are always there; others are lines of
//! `{"verdict", "topic", "members": [{"article", "field", "text", "context"}, …]}` beside the articles that they are
//! about. Fellegi & Sunter (1969) add up log2(m/u) over features that they take to be independent; ours are not, so
//! that the weights are fitted together ([`model`]), each held back towards what was believed before any label was
//! seen (`expert/`). The same input gives the same output to the byte.

mod events;
#[path = "../../tests/corpus/expected.rs"]
#[allow(dead_code, reason = "the fit reads less of the annotations than the tests do")]
mod expected;
mod jsonl;
mod model;
#[path = "../../tests/corpus/place.rs"]
mod place;
#[path = "../../tests/corpus/reading.rs"]
mod reading;
mod samples;
mod validate;

use std::error::Error;
use std::path::PathBuf;

use clap::{Parser, Subcommand};
use daejo::rules::Rules;
use daejo::rules::weights::{FILES, Kind, Weights};

use events::Set;
use samples::Sample;

#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    command: Command,
    /// How firmly a weight is held to what the experts believed.
    #[arg(long, global = true, default_value_t = RIDGE)]
    ridge: f64,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the fitted weights to `rules/weights/`.
    Weights { files: Vec<PathBuf> },
    /// Fits on all events but one and checks that one, for each in turn.
    Validate { files: Vec<PathBuf> },
    /// Prints every candidate pair with its label, its levels and its weight under the present rules.
    Show { files: Vec<PathBuf> },
}

/// How firmly by default, in squared bits: cross-validation tells 6 from 10 by no more than a label or two.
const RIDGE: f64 = 8.0;

fn main() -> Result<(), Box<dyn Error>> {
    let args = Args::parse();
    let (Command::Weights { files } | Command::Validate { files } | Command::Show { files }) = &args.command;
    let mut rules = Rules::embedded();
    let sets = sets(files, &rules)?;
    let experts = FILES.into_iter().map(expert).collect::<Result<_, _>>()?;
    let fitting = Fitting { experts, ridge: args.ridge };
    match args.command {
        Command::Weights { .. } => fitting.write(&samples::of(sets.iter().flat_map(|set| &set.events), &rules)),
        Command::Validate { .. } => {
            print!("{}", validate::table(&sets, &fitting, &mut rules));
            Ok(())
        }
        Command::Show { .. } => {
            let samples = samples::of(sets.iter().flat_map(|set| &set.events), &rules);
            samples.iter().for_each(|sample| println!("{}", sample.show(rules.weights.of(sample.kind))));
            Ok(())
        }
    }
}

/// The corpus, and a set for each two files.
fn sets(files: &[PathBuf], rules: &Rules) -> Result<Vec<Set>, Box<dyn Error>> {
    let mut sets = vec![Set::corpus(rules)];
    for pair in files.chunks(2) {
        let [articles, relations] = pair else { return Err("relations belong to every file of articles".into()) };
        sets.push(jsonl::set(articles, relations, rules)?);
    }
    Ok(sets)
}

/// What was believed of a kind before any label was seen.
fn expert(kind: &'static str) -> Result<(&'static str, Kind), Box<dyn Error>> {
    let path = format!("{}/examples/fit/expert/{kind}.toml", env!("CARGO_MANIFEST_DIR"));
    let written = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    Ok((kind, toml::from_str(&written).map_err(|error| format!("{path}: {error}"))?))
}

/// How weights are fitted.
struct Fitting {
    experts: Vec<(&'static str, Kind)>,
    ridge: f64,
}

impl Fitting {
    /// The weights after these samples.
    fn weights<'s>(&self, samples: impl Iterator<Item = &'s Sample> + Clone) -> Weights {
        let fit = |(kind, expert): &(&'static str, Kind)| {
            let rows = samples.clone().filter_map(|sample| Some((sample, sample.importance(kind)?)));
            ((*kind).to_owned(), model::fit(expert, rows, self.ridge))
        };
        self.experts.iter().map(fit).collect()
    }

    /// The files of `rules/weights/`, each with its path.
    fn files(&self, samples: &[Sample]) -> Vec<(String, String)> {
        let weights = self.weights(samples.iter());
        let file = |kind| {
            let path = format!("{}/rules/weights/{kind}.toml", env!("CARGO_MANIFEST_DIR"));
            (path, model::toml(kind, weights.of(kind)))
        };
        FILES.into_iter().map(file).collect()
    }

    fn write(&self, samples: &[Sample]) -> Result<(), Box<dyn Error>> {
        for (path, written) in self.files(samples) {
            std::fs::write(&path, written)?;
            println!("{path}");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The labels that the weights were fitted on besides those of the corpus, where they lie beside the checkout.
    fn labels() -> Vec<PathBuf> {
        let dev = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/dev"));
        let sentences = ["klue_nli_quantity", "vitaminc_quantity"].map(|name| format!("external/{name}"));
        let sentences = sentences.map(|name| [format!("{name}_articles.jsonl"), format!("{name}.jsonl")]);
        let events = ["events_ko", "events_en"].map(|name| ["articles", "gold"].map(|of| format!("{name}/{of}.jsonl")));
        sentences.into_iter().chain(events).flatten().map(|file| dev.join(file)).collect()
    }

    #[test]
    fn the_weights_are_what_the_fit_writes() {
        let labels = labels();
        let Some(absent) = labels.iter().find(|path| !path.exists()) else {
            let rules = Rules::embedded();
            let sets = sets(&labels, &rules).expect("the labels can be read");
            let samples = samples::of(sets.iter().flat_map(|set| &set.events), &rules);
            let experts = FILES.into_iter().map(expert).collect::<Result<_, _>>().expect("the experts can be read");
            for (path, written) in (Fitting { experts, ridge: RIDGE }).files(&samples) {
                assert_eq!(std::fs::read_to_string(&path).expect("a file of weights"), written, "{path}");
            }
            return;
        };
        eprintln!("skipped: {} is not there", absent.display());
    }

    #[test]
    fn an_expert_without_labels_is_believed() {
        let (_, expert) = expert("quantity").expect("the experts can be read");
        let fitted = model::fit(&expert, std::iter::empty(), RIDGE);
        assert_eq!(model::toml("quantity", &fitted), model::toml("quantity", &expert));
    }

    #[test]
    fn labels_move_the_weights_of_their_levels_and_no_others() {
        let (_, expert) = expert("quantity").expect("the experts can be read");
        let sample = Sample::labelled(vec![("value", "near")], true);
        let fitted = model::fit(&expert, std::iter::repeat_n((&sample, 1.0), 20), RIDGE);
        assert!(fitted.weight("value", "near") > expert.weight("value", "near"));
        assert_eq!(fitted.weight("value", "far"), expert.weight("value", "far"));
    }
}
