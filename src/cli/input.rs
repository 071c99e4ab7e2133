//! Paths → articles.

use std::path::Path;

use daejo::article::{Article, Field, Origin, Zone, read};
use daejo::rules::Rules;

/// Stub until the reader lands.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub(crate) struct Problem(pub(crate) String);

/// Stub until the reader lands.
pub(crate) fn read(
    paths: &[std::path::PathBuf],
    _max: u64,
    rules: &Rules,
) -> impl Iterator<Item = Result<Article, Problem>> {
    let missing: Vec<_> = paths
        .iter()
        .filter(|p| !p.exists())
        .map(|p| Err(Problem(format!("{}: no such file or folder", p.display()))))
        .collect();
    missing.into_iter().chain(read_all(paths, rules).into_iter().map(Ok))
}

/// Reads every article below `paths`.
pub(crate) fn read_all(paths: &[std::path::PathBuf], rules: &Rules) -> Vec<Article> {
    let mut articles = Vec::new();
    for path in paths {
        let mut files: Vec<_> =
            ignore::Walk::new(path).filter_map(Result::ok).map(ignore::DirEntry::into_path).collect();
        files.sort();
        for file in files {
            match file.extension().and_then(|e| e.to_str()) {
                Some("txt") => articles.push(text(&file, rules)),
                Some("jsonl") => articles.extend(lines(&file, rules)),
                _ => {}
            }
        }
    }
    articles
}

fn text(path: &Path, rules: &Rules) -> Article {
    let body = std::fs::read_to_string(path).unwrap_or_default();
    let meta = path.with_file_name("articles.toml");
    let meta: toml::Table = std::fs::read_to_string(meta).ok().and_then(|t| t.parse().ok()).unwrap_or_default();
    let get = |key: &str| {
        let name = path.file_name()?.to_str()?;
        Some(meta.get(name)?.get(key)?.as_str()?.to_owned())
    };
    let mut article = read::plain(&body, None, get("published").as_deref(), rules);
    article.id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    article.outlet = get("outlet");
    article.origin = Origin { path: path.display().to_string(), line: None, body_offset: Some(0) };
    article
}

fn lines(path: &Path, rules: &Rules) -> Vec<Article> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let rows = text
        .lines()
        .enumerate()
        .filter_map(|(n, line)| Some((n, serde_json::from_str::<serde_json::Value>(line).ok()?)));
    rows.map(|(n, row)| {
        let get = |key: &str| row.get(key).and_then(|v| v.as_str()).map(str::to_owned);
        let mut article = read::plain(&get("body").unwrap_or_default(), None, get("published").as_deref(), rules);
        article.id = get("id").unwrap_or_default();
        article.outlet = get("outlet");
        article.title = get("title");
        article.topic = get("topic");
        article.url = get("url");
        if get("lang").as_deref() == Some("en") {
            article.lang = daejo::article::Lang::En;
        }
        if let Some(title) = get("title") {
            article
                .fields
                .insert(0, read::structure(Field::Title, title, None, daejo::article::zones::Layout::Text, rules));
        }
        debug_assert!(
            article.fields.iter().all(|f| f.field != Field::Title || f.sentences.iter().all(|s| s.zone == Zone::Title))
        );
        article.origin = Origin { path: path.display().to_string(), line: Some(n + 1), body_offset: None };
        article
    })
    .collect()
}
