//! What holds for an article, by its path.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use crate::article::Lang;
use crate::article::problem::Problem;
use crate::policy::Policy;
use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::validate::place;
use super::{Loaded, Section};

/// The sections of a configuration and the paths that they are for.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    base: Section,
    /// In the order of the file.
    special: Vec<(GlobSet, Section)>,
    /// The folder that globs count from.
    folder: PathBuf,
}

impl Overrides {
    pub(super) fn new(loaded: &Loaded) -> Result<Self, Vec<Problem>> {
        let Some(source) = &loaded.source else { return Ok(Self::default()) };
        let mut problems = Vec::new();
        let mut special = Vec::new();
        for given in &loaded.config.overrides {
            let mut globs = GlobSetBuilder::new();
            for path in &given.paths {
                match glob(path.get_ref()) {
                    Ok(glob) => drop(globs.add(glob)),
                    Err(error) => {
                        let problem = Problem::error(source.path.display().to_string(), "config-glob");
                        let problem = problem.with("glob", path.get_ref()).with("detail", error.kind());
                        problems.push(place(problem, &source.text, path.span().start));
                    }
                }
            }
            match globs.build() {
                Ok(globs) => special.push((globs, given.section.clone())),
                Err(error) => {
                    let problem = Problem::error(source.path.display().to_string(), "config");
                    problems.push(problem.with("detail", error));
                }
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let folder = canonical(&source.path).parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { base: loaded.config.section.clone(), special, folder })
    }

    /// The numbers, from 0, of the overrides for the file at `path`.
    pub fn matching(&self, path: &str) -> Vec<usize> {
        let path = canonical(Path::new(path));
        let path = path.strip_prefix(&self.folder).unwrap_or(&path);
        (0..self.special.len()).filter(|&at| self.special[at].0.is_match(path)).collect()
    }

    /// What holds for a file that these overrides are for.
    pub fn section(&self, matching: &[usize]) -> Section {
        matching.iter().fold(self.base.clone(), |section, &at| section.with(&self.special[at].1))
    }

    /// The language of the articles at `path` that don't tell theirs.
    pub fn lang(&self, path: &str) -> Option<Lang> {
        if self.special.is_empty() {
            return self.base.article_lang;
        }
        self.section(&self.matching(path)).article_lang
    }

    /// What holds for the articles of the file at `path`.
    fn policy(&self, path: &str) -> Policy {
        let matching = if self.special.is_empty() { Vec::new() } else { self.matching(path) };
        self.section(&matching).policy()
    }
}

/// What holds for the articles of files, worked out once a file.
#[derive(Debug, Default)]
pub struct Policies {
    overrides: Overrides,
    known: Mutex<HashMap<String, Arc<Policy>>>,
}

impl Policies {
    /// What these overrides make of each file.
    pub fn new(overrides: Overrides) -> Self {
        Self { overrides, known: Mutex::default() }
    }

    /// What holds for the articles of the file at `path`.
    pub fn of(&self, path: &str) -> Arc<Policy> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(policy) = known.get(path) {
            return Arc::clone(policy);
        }
        let policy = Arc::new(self.overrides.policy(path));
        known.insert(path.to_owned(), Arc::clone(&policy));
        policy
    }
}

/// A glob as in .gitignore: `*` stays within a folder, and one without a slash fits a name in any folder.
fn glob(pattern: &str) -> Result<Glob, globset::Error> {
    let anywhere = if pattern.contains('/') { "" } else { "**/" };
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    GlobBuilder::new(&format!("{anywhere}{pattern}")).literal_separator(true).build()
}

fn canonical(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    absolute.canonicalize().unwrap_or(absolute)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, fitting: &[&str], others: &[&str]) {
        let glob = glob(pattern).expect("a glob").compile_matcher();
        fitting.iter().for_each(|path| assert!(glob.is_match(path), "{pattern} fits {path}"));
        others.iter().for_each(|path| assert!(!glob.is_match(path), "{pattern} does not fit {path}"));
    }

    #[test]
    fn globs_are_those_of_gitignore() {
        check("archive/**", &["archive/a.txt", "archive/2024/a.txt"], &["a.txt", "old/archive/a.txt"]);
        check("*.jsonl", &["a.jsonl", "x/y/a.jsonl"], &["a.jsonl/b.txt"]);
        check("./drafts/*.txt", &["drafts/a.txt"], &["drafts/x/a.txt"]);
    }
}
