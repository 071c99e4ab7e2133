//! Packs the files of `rules/` for the binary: each as it is written, and what it says, in a form that is
//! read many times as fast as TOML. Concepts are compiled, so that daejo has nothing to do but look them up. The JSON
//! Schemas of `docs/schema/` are listed, for daejo to print.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs};

use rmp_serde::Serializer;
use rmp_serde::config::BytesMode;
use rules::table::file;
use serde::Serialize;

/// What daejo does with texts, of which compiling takes a part.
#[allow(dead_code, unreachable_pub)]
#[path = "src/text"]
mod text {
    pub mod character;
    pub mod conjugate;
    pub mod hangul;
    pub mod hash;
    pub mod inflect;
}

/// How concepts are compiled, the same as in daejo.
#[allow(dead_code, unreachable_pub)]
#[path = "src/rules"]
mod rules {
    mod spanned;
    #[path = "concepts/table/mod.rs"]
    pub mod table;

    pub use spanned::Spanned;
}

/// The keys that every rule file has; `src/rules/mod.rs` reads them apart from the rest.
const HEAD: [&str; 2] = ["description", "example"];

/// The folders whose tables are compiled here.
const COMPILED: [&str; 2] = ["concepts", "lexicon"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    println!("cargo::rerun-if-changed=docs/schema");
    let project = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let out = PathBuf::from(env::var("OUT_DIR")?);
    pack_rules(&project.join("rules"), &out)?;
    fs::write(out.join("schemas.rs"), schemas(&project.join("docs/schema"))?)?;
    Ok(())
}

/// The schemas, each by its path without the ending.
fn schemas(root: &Path) -> Result<String, Box<dyn Error>> {
    let mut list = String::from("&[\n");
    for path in files(root, "json")? {
        let name = path.with_extension("");
        let name = name.strip_prefix(root)?.to_str().ok_or("a name is not UTF-8")?.replace('\\', "/");
        writeln!(list, "({name:?}, include_str!({:?})),", path.to_str().ok_or("a path is not UTF-8")?)?;
    }
    list.push(']');
    Ok(list)
}

fn pack_rules(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    let mut list = String::from("&[\n");
    let mut compiled: BTreeMap<&str, Files> = BTreeMap::new();
    let paths = files(root, "toml")?;
    for (number, path) in paths.iter().enumerate() {
        let name = path.strip_prefix(root)?.to_str().ok_or("a name is not UTF-8")?.replace('\\', "/");
        let path_text = path.to_str().ok_or("a path is not UTF-8")?;
        let (head, content) = packed(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let (head_file, content_file) = (format!("{number}.head"), format!("{number}.content"));
        fs::write(out.join(&head_file), head)?;
        let content = match COMPILED.into_iter().find(|folder| path.starts_with(root.join(folder))) {
            Some(folder) => {
                let content =
                    rmp_serde::from_slice(&content).map_err(|error| format!("{}: {error}", path.display()))?;
                compiled.entry(folder).or_default().push((path, content));
                "None".to_owned()
            }
            None => {
                fs::write(out.join(&content_file), content)?;
                format!("Some(include_bytes!({content_file:?}))")
            }
        };
        writeln!(
            list,
            "Packed {{ name: {name:?}, text: include_str!({path_text:?}), head: include_bytes!({head_file:?}), \
             content: {content} }},"
        )?;
    }
    list.push(']');
    fs::write(out.join("rules.rs"), list)?;
    for (folder, files) in compiled {
        fs::write(out.join(format!("{folder}.table")), table(&files)?)?;
    }
    Ok(())
}

/// Files of concepts, each with its path.
type Files<'a> = Vec<(&'a Path, file::File)>;

/// The table of some files, its runs of bytes as they are.
fn table(files: &Files) -> Result<Vec<u8>, Box<dyn Error>> {
    let contents: Vec<_> = files.iter().map(|(_, content)| content).collect();
    let at_file = |wrong: file::Wrong| format!("{}: {}", files[wrong.file].0.display(), wrong.message);
    let table = file::compile(&contents).map_err(at_file)?;
    let mut bytes = Vec::new();
    table.serialize(&mut Serializer::new(&mut bytes).with_bytes(BytesMode::ForceAll))?;
    Ok(bytes)
}

/// The files below a folder whose names end like that, in the order of their paths.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path, ending)?);
        } else if path.extension().is_some_and(|extension| extension == ending) {
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
