//! The text that is measured on: the corpus of this repository.

use std::path::Path;

/// The articles of `corpus/`, in the order of their paths, one after the other.
pub(crate) fn corpus() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = ignore::Walk::new(folder).filter_map(Result::ok).map(ignore::DirEntry::into_path).collect();
    paths.sort();
    let texts = paths.iter().filter(|p| p.extension().is_some_and(|e| e == "txt" || e == "md"));
    let text: String = texts.filter_map(|p| std::fs::read_to_string(p).ok()).map(|text| text + "\n\n").collect();
    assert!(!text.is_empty(), "corpus/ holds no articles");
    text
}
