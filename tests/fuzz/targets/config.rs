//! `daejo.toml`: settings, with their globs.

use std::path::Path;

use daejo::config::Loaded;

use super::reading::lossy;

/// Reads settings and looks up what holds for an article.
pub(super) fn parse(data: &[u8]) {
    let Ok(loaded) = Loaded::parse(lossy(data).into_owned(), Path::new("daejo.toml")) else { return };
    if let Ok(overrides) = loaded.overrides() {
        overrides.section(&overrides.matching("news/a.txt"));
    }
}
