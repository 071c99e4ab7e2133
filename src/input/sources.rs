//! Where articles lie: files given by name, folders walked in the order of their paths, standard
//! input.

use std::collections::{HashSet, VecDeque};
use std::path::{Path, PathBuf};

use crate::article::problem::Problem;
use ignore::{DirEntry, Walk, WalkBuilder};

/// The path that stands for standard input.
const STDIN: &str = "-";

/// A form of input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Plain text or Markdown, with or without front matter.
    Text,
    /// A page.
    Html,
    /// An article a line.
    Jsonl,
}

impl Form {
    /// The form that a file's name tells.
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "txt" | "md" => Some(Self::Text),
            "html" | "htm" => Some(Self::Html),
            "jsonl" => Some(Self::Jsonl),
            _ => None,
        }
    }
}

/// The files below `paths` that articles are read from, each once. What is wrong with a path is told when it
/// is read.
pub fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut sources = Sources::default();
    sources.add(paths);
    let found = std::iter::from_fn(|| sources.next());
    let file = |source| if let Ok(Source::File(path, _)) = source { Some(path) } else { None };
    found.filter_map(file).collect()
}

/// How many bytes the files below `paths` have; `None` where standard input is among them.
pub fn size(paths: &[PathBuf]) -> Option<u64> {
    let size = |path: PathBuf| path.metadata().map_or(0, |file| file.len());
    (!paths.iter().any(|path| path == Path::new(STDIN))).then(|| files(paths).into_iter().map(size).sum())
}

/// Something that articles are read from.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Source {
    Stdin,
    File(PathBuf, Form),
}

/// The sources below the paths that were added, each once.
#[derive(Default)]
pub(super) struct Sources {
    paths: VecDeque<PathBuf>,
    folder: Option<Folder>,
    seen: HashSet<PathBuf>,
}

struct Folder {
    path: PathBuf,
    walk: Walk,
    /// Nothing to read has been found in it yet.
    empty: bool,
}

impl Sources {
    pub(super) fn add(&mut self, paths: &[PathBuf]) {
        self.paths.extend(paths.iter().cloned());
    }

    /// The next source, or what is wrong with it.
    pub(super) fn next(&mut self) -> Option<Result<Source, Problem>> {
        loop {
            let next =
                if self.folder.is_some() { self.in_folder() } else { self.at_path(self.paths.front().cloned()?) };
            match next {
                Some(Ok(Source::File(path, _))) if !self.is_new(&path) => {}
                Some(next) => return Some(next),
                None => {}
            }
        }
    }

    /// Whether no way has led to this file yet.
    fn is_new(&mut self, path: &Path) -> bool {
        self.seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
    }

    fn at_path(&mut self, path: PathBuf) -> Option<Result<Source, Problem>> {
        self.paths.pop_front();
        if path == Path::new(STDIN) {
            return Some(Ok(Source::Stdin));
        }
        let name = path.display().to_string();
        match path.metadata() {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(Err(Problem::error(name, "missing"))),
            Err(error) => Some(Err(Problem::error(name, "unreadable").with("detail", error))),
            Ok(metadata) if metadata.is_dir() => {
                let walk = walk(&path);
                self.folder = Some(Folder { path, walk, empty: true });
                None
            }
            Ok(_) => Some(match Form::of(&path) {
                Some(form) => Ok(Source::File(path, form)),
                None => Err(Problem::error(name, "extension")),
            }),
        }
    }

    fn in_folder(&mut self) -> Option<Result<Source, Problem>> {
        let folder = self.folder.as_mut()?;
        match folder.walk.next() {
            Some(Ok(entry)) => {
                let source = source(entry)?;
                folder.empty = false;
                Some(Ok(source))
            }
            Some(Err(error)) => {
                folder.empty = false;
                Some(Err(Problem::error(folder.path.display().to_string(), "unreadable").with("detail", error)))
            }
            None => {
                let folder = self.folder.take()?;
                let name = folder.path.display().to_string();
                folder.empty.then(|| Err(Problem::error(name, "no-articles")))
            }
        }
    }
}

/// Walks a folder in the order of the paths. What `.gitignore` names is left out, in a repository or
/// not; the settings of the user's own git are not looked at, so that the walk is the same everywhere.
fn walk(path: &Path) -> Walk {
    WalkBuilder::new(path).require_git(false).git_global(false).sort_by_file_path(Path::cmp).build()
}

fn source(entry: DirEntry) -> Option<Source> {
    let form = Form::of(entry.path())?;
    entry.path().is_file().then(|| Source::File(entry.into_path(), form))
}
