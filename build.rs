//! Packs the files of `rules/` for the binary: each as it is written, and what it says, in a form that is
//! read many times as fast as TOML.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The keys that every rule file has; `src/rules/mod.rs` reads them apart from the rest.
const HEAD: [&str; 2] = ["description", "example"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("rules");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut list = String::from("&[\n");
    for (number, path) in files(&root)?.iter().enumerate() {
        let name = path.strip_prefix(&root)?.to_str().ok_or("a name is not UTF-8")?.replace('\\', "/");
        let path_text = path.to_str().ok_or("a path is not UTF-8")?;
        let (head, content) = packed(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let (head_file, content_file) = (format!("{number}.head"), format!("{number}.content"));
        fs::write(out.join(&head_file), head)?;
        fs::write(out.join(&content_file), content)?;
        writeln!(
            list,
            "Packed {{ name: {name:?}, text: include_str!({path_text:?}), head: include_bytes!({head_file:?}), \
             content: include_bytes!({content_file:?}) }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("rules.rs"), list)?;
    Ok(())
}

/// The TOML files below a folder, in the order of their paths.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The head of a file, and the rest of it.
fn packed(path: &Path) -> Result<(Vec<u8>, Vec<u8>), Box<dyn Error>> {
    let mut content: toml::Table = fs::read_to_string(path)?.parse()?;
    let head: toml::Table = HEAD.iter().filter_map(|key| content.remove_entry(*key)).collect();
    Ok((rmp_serde::to_vec(&head)?, rmp_serde::to_vec(&content)?))
}
