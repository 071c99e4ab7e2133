//! Where `daejo.toml` is looked for.

use std::io;
use std::path::{Path, PathBuf};

use super::NAME;

/// The configuration that holds for `paths`: the one in the deepest folder that holds them all, or in the
/// nearest folder above it. Without paths, from the current folder.
///
/// # Errors
/// The current folder can't be told.
pub fn find(paths: &[PathBuf]) -> io::Result<Option<PathBuf>> {
    let mut common: Option<PathBuf> = None;
    for path in paths {
        let folder = folder(path)?;
        common = Some(match common {
            None => folder,
            Some(common) => shared(&common, &folder),
        });
    }
    let here = std::env::current_dir()?;
    let start = common.unwrap_or_else(|| here.clone());
    let found = start.ancestors().map(|folder| folder.join(NAME)).find(|path| path.is_file());
    // Messages name it as the user would.
    Ok(found.map(|path| path.strip_prefix(&here).map_or_else(|_| path.clone(), Path::to_owned)))
}

/// The folder that a path is, or lies in.
fn folder(path: &Path) -> io::Result<PathBuf> {
    let path = std::path::absolute(path)?;
    let path = path.canonicalize().unwrap_or(path);
    Ok(if path.is_dir() { path } else { path.parent().map_or_else(|| path.clone(), Path::to_owned) })
}

/// The deepest folder above both.
fn shared(a: &Path, b: &Path) -> PathBuf {
    a.components().zip(b.components()).take_while(|(x, y)| x == y).map(|(x, _)| x).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_found_above_all_the_paths() {
        let place = tempfile::tempdir().expect("a temporary folder");
        let root = place.path().canonicalize().expect("it is there");
        std::fs::create_dir_all(root.join("a/b")).expect("folders can be made");
        for file in ["a/b/x.txt", "a/y.txt", "a/daejo.toml", "a/b/daejo.toml", "z.txt"] {
            std::fs::write(root.join(file), "").expect("files can be written");
        }
        let found = |paths: &[&str]| {
            let paths: Vec<PathBuf> = paths.iter().map(|path| root.join(path)).collect();
            let found = find(&paths).expect("the current folder is there");
            found.and_then(|path| path.strip_prefix(&root).ok().map(Path::to_owned))
        };
        assert_eq!(found(&["a/b/x.txt"]), Some("a/b/daejo.toml".into()));
        assert_eq!(found(&["a/b", "a/y.txt"]), Some("a/daejo.toml".into()));
        assert_eq!(found(&["a/b/missing.txt"]), Some("a/b/daejo.toml".into()));
        assert_eq!(found(&["a", "z.txt"]), None);
    }
}
