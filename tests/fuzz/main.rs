//! What fuzzing has found stays mended: every case in `cases/TARGET` is tried again, and so are the inputs that
//! fuzzing begins with, and some made of them, the same in every run. `fuzz/run.sh` looks for more.

mod mutation;
mod targets;

use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use targets::TARGETS;

/// The files of a folder, and of those below it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("readable").path()).collect();
    paths.sort();
    paths.into_iter().flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn what_once_did_harm_does_none() {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/cases");
    for (name, target) in TARGETS {
        let found = files(&cases.join(name));
        assert!(!found.is_empty(), "{name} has a case to begin with");
        for case in found {
            eprintln!("{}", case.display());
            target(&fs::read(case).expect("readable"));
        }
    }
}

#[test]
fn the_corpus_does_no_harm_cut_anywhere() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    for file in files(&corpus) {
        let bytes = fs::read(file).expect("readable");
        for length in (0..bytes.len()).step_by(bytes.len() / 7 + 1) {
            TARGETS[..6].iter().for_each(|(_, target)| target(&bytes[..length]));
        }
    }
}

/// How many inputs are made for each target: `DAEJO_FUZZ` of them, else so many.
const ROUNDS: u64 = 150;

#[test]
fn what_is_made_of_cases_and_corpus_does_no_harm() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rounds = std::env::var("DAEJO_FUZZ").map_or(ROUNDS, |rounds| rounds.parse().expect("a number of inputs"));
    TARGETS.par_iter().enumerate().for_each(|(at, (name, target))| {
        let mut paths = files(&root.join("tests/fuzz/cases").join(name));
        if at < 6 {
            paths.extend(files(&root.join("corpus")));
        }
        let seeds: Vec<Vec<u8>> = paths.iter().map(|path| fs::read(path).expect("readable")).collect();
        for round in 0..rounds {
            let input = mutation::input(&seeds, &mut mutation::Chance::new(round << 8 | at as u64));
            if std::panic::catch_unwind(|| target(&input)).is_err() {
                let place = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{round}"));
                fs::write(&place, &input).expect("there is room");
                panic!("{} does harm to {name}", place.display());
            }
        }
    });
}
