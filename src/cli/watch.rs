//! `--watch`: what a check depends on, and when it has changed.

use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::Stop;

/// Editors write a file in several steps; what happens within this time is one change.
const SETTLED: Duration = Duration::from_millis(150);

/// Files and folders that are watched. A change is noticed from the moment that they are added.
pub(super) struct Watch {
    watcher: RecommendedWatcher,
    changes: Receiver<notify::Result<Event>>,
    paths: BTreeSet<PathBuf>,
    folders: BTreeSet<PathBuf>,
}

impl Watch {
    /// Nothing, as yet.
    pub(super) fn new() -> Result<Self, Stop> {
        let (sender, changes) = mpsc::channel();
        let watcher = notify::recommended_watcher(sender)?;
        Ok(Self { watcher, changes, paths: BTreeSet::new(), folders: BTreeSet::new() })
    }

    /// Watches more; what is not there is left out, and what is watched already is not watched twice.
    pub(super) fn add<'a>(&mut self, paths: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), Stop> {
        for path in paths.into_iter().filter_map(|path| path.canonicalize().ok()) {
            // A file that is saved is often replaced: its folder tells of both.
            let folder = if path.is_dir() { &path } else { path.parent().unwrap_or(&path) };
            if self.folders.insert(folder.to_owned()) {
                let deep = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                self.watcher.watch(folder, deep)?;
            }
            self.paths.insert(path);
        }
        Ok(())
    }

    /// Waits until something has changed and all is quiet again.
    pub(super) fn wait(&self) -> Result<(), Stop> {
        // The watcher holds the other end as long as this runs.
        while let Ok(event) = self.changes.recv() {
            if self.matters(&event?) {
                while self.changes.recv_timeout(SETTLED).is_ok() {}
                break;
            }
        }
        Ok(())
    }

    /// Whether an event is a change of something that is watched and not hidden: reading is none.
    fn matters(&self, event: &Event) -> bool {
        let hidden = |part: Component| part.as_os_str().to_string_lossy().starts_with('.');
        let shown = |path: &Path| {
            let below = self.paths.iter().filter_map(|watched| path.strip_prefix(watched).ok());
            below.into_iter().any(|below| !below.components().any(hidden))
        };
        !event.kind.is_access() && event.paths.iter().any(|path| shown(path))
    }
}
