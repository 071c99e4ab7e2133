//! What fuzzing has found stays mended: every case in `cases/TARGET` is tried again, and so are the inputs that
//! fuzzing begins with. `fuzz/run.sh` looks for more.

mod targets;

use std::fs;
use std::path::{Path, PathBuf};

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
