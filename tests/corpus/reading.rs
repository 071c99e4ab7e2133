//! The folders of the corpus, read with the library. Whatever is wrong with a file fails the test.

use std::fs;
use std::path::{Path, PathBuf};

use daejo::article::decode::decode;
use daejo::article::draft::Draft;
use daejo::article::metadata::FolderMetadata;
use daejo::article::problem::Problem;
use daejo::article::{Article, html, jsonl, text};
use daejo::rules::Rules;

/// The folders of the stories, by name.
pub(crate) fn story_folders() -> Vec<PathBuf> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    entries(&corpus).into_iter().filter(|path| path.is_dir()).collect()
}

/// The name of a file or folder.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

/// Every article of a folder, by file.
pub(crate) fn articles(folder: &Path, rules: &Rules) -> Vec<Article> {
    let listed = fs::read_to_string(folder.join("articles.toml")).unwrap_or_default();
    let listed = sound("articles.toml", FolderMetadata::parse(&listed, "articles.toml"));
    entries(folder).iter().flat_map(|path| drafts(path, &listed)).map(|draft| article(draft, rules)).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    paths.sort();
    paths
}

fn drafts(path: &Path, listed: &FolderMetadata) -> Vec<Draft> {
    let file = name(path);
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let decoded = || sound(&file, decode(bytes.clone(), None, &file));
    let mut drafts = match path.extension().and_then(|extension| extension.to_str()) {
        Some("jsonl") => jsonl::Lines::new(bytes.as_slice(), &file, u64::MAX).map(|line| sound(&file, line)).collect(),
        Some("html") => vec![sound(&file, html::draft(&decoded().text, &file))],
        Some("txt" | "md") => {
            let (draft, problem) = text::draft(decoded(), &file);
            assert_eq!(problem, None, "{file}");
            vec![sound(&file, draft)]
        }
        _ => Vec::new(),
    };
    for draft in &mut drafts {
        draft.metadata = std::mem::take(&mut draft.metadata).or(listed.of(&file));
        draft.metadata.id.get_or_insert_with(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
    }
    drafts
}

fn article(draft: Draft, rules: &Rules) -> Article {
    let (article, problems) = draft.read(None, rules);
    assert_eq!(problems, [], "{}", article.id);
    article
}

fn sound<T>(file: &str, read: Result<T, Problem>) -> T {
    read.unwrap_or_else(|problem| panic!("{file}: {problem:?}"))
}
