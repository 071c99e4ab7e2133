//! `--changed-since REV`: which files git knows to be new.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use daejo::article::problem::Problem;

use super::Stop;

/// Files that differ from those of a revision.
pub(super) struct Changed {
    files: HashSet<PathBuf>,
}

impl Changed {
    /// What has changed in the repositories of `places` since the branch left `revision`, committed or not,
    /// and what git does not know yet.
    pub(super) fn since(revision: &str, places: &[PathBuf]) -> Result<Self, Stop> {
        let mut files = HashSet::new();
        let mut seen = HashSet::new();
        for place in places {
            let folder = if place.is_dir() { place } else { place.parent().unwrap_or(Path::new("")) };
            let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
            if !folder.is_dir() {
                continue; // said when it is read
            }
            let root = git(folder, ["rev-parse", "--show-toplevel"])?;
            let root = PathBuf::from(root.trim_end_matches(['\n', '\r']));
            if seen.insert(root.clone()) {
                let diff =
                    ["diff", "--name-only", "--no-renames", "-z", "--merge-base", "--end-of-options", revision, "--"];
                let names = git(&root, diff)? + &git(&root, ["ls-files", "--others", "--exclude-standard", "-z"])?;
                let names = names.split('\0').filter(|name| !name.is_empty());
                files.extend(names.map(|name| canonical(&root.join(name))));
            }
        }
        Ok(Self { files })
    }

    /// Whether the file at `path` is one of them. What is no file, standard input, is always new.
    pub(super) fn contains(&self, path: &Path) -> bool {
        !path.is_file() || self.files.contains(&canonical(path))
    }
}

fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

/// What git prints.
fn git<S: AsRef<OsStr>>(folder: &Path, args: impl IntoIterator<Item = S>) -> Result<String, Stop> {
    let failed = |detail: String| {
        let problem = Problem::error(folder.display().to_string(), "git").with("detail", detail);
        Stop::Input(vec![problem])
    };
    let mut command = Command::new("git");
    // Hooks and aliases of the user must not decide what is new, nor the variables that git sets for its hooks.
    command.arg("-C").arg(folder).args(args).env_remove("GIT_DIR").env_remove("GIT_INDEX_FILE").env("LC_ALL", "C");
    let output = command.output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(failed(said.lines().next().unwrap_or_default().to_owned()));
    }
    String::from_utf8(output.stdout).map_err(|error| failed(error.to_string()))
}
