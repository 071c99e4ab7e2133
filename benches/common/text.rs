//! The text that is measured on: the corpus of this repository.

use std::path::Path;

/// The articles of `corpus/` in the order of their paths, one after the other.
pub(crate) fn corpus() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut paths: Vec<_> = ignore::Walk::new(folder).filter_map(Result::ok).map(ignore::DirEntry::into_path).collect();
    paths.sort();
    let text: String = paths.iter().filter_map(|path| bodies(path)).map(|text| text + "\n\n").collect();
    assert!(!text.is_empty(), "corpus/ holds no articles");
    text
}

/// The running text of a text file, or of every line of a JSONL file.
fn bodies(path: &Path) -> Option<String> {
    let text = || std::fs::read_to_string(path).ok();
    match path.extension()?.to_str()? {
        "txt" | "md" => text(),
        "jsonl" => {
            let text = text()?;
            let rows = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            Some(rows.filter_map(|row| Some(row.get("body")?.as_str()?.to_owned() + "\n\n")).collect())
        }
        _ => None,
    }
}
