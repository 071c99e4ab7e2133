//! `daejo.toml`, which belongs to the command and not to the library.

use super::reading::lossy;

#[path = "../../../src/cli"]
mod cli {
    use std::path::Path;

    #[allow(dead_code, unused_imports)]
    mod config;

    /// Reads settings and looks up what holds for an article.
    pub(super) fn settings(text: String) {
        let Ok(loaded) = config::Loaded::parse(text, Path::new("daejo.toml")) else { return };
        if let Ok(overrides) = loaded.overrides() {
            overrides.section(&overrides.matching("news/a.txt"));
        }
    }
}

/// Settings, with their globs.
pub(super) fn parse(data: &[u8]) {
    cli::settings(lossy(data).into_owned());
}
