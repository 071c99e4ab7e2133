//! The texts that are measured on.

use std::path::Path;

/// The articles of `corpus/`, in the order of their paths.
pub(crate) fn corpus() -> Vec<String> {
    articles(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
}

/// The articles of a folder, likewise.
pub(crate) fn articles(folder: &Path) -> Vec<String> {
    let mut paths: Vec<_> = ignore::Walk::new(folder).filter_map(Result::ok).map(ignore::DirEntry::into_path).collect();
    paths.sort();
    let articles: Vec<String> = paths.iter().flat_map(|path| bodies(path)).collect();
    assert!(!articles.is_empty(), "{} holds no articles", folder.display());
    articles
}

/// The running text of a text file, or of each line of a JSONL file.
fn bodies(path: &Path) -> Vec<String> {
    let text = || std::fs::read_to_string(path).unwrap_or_default();
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("txt" | "md") => vec![text()],
        Some("jsonl") => {
            let text = text();
            let rows = text.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
            rows.filter_map(|row| Some(row.get("body")?.as_str()?.to_owned())).collect()
        }
        _ => Vec::new(),
    }
}
