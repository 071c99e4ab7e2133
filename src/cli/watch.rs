//! `--watch`: the check, again and again, whenever something that it reads has changed.

use std::collections::BTreeSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use notify::{Event, RecursiveMode, Watcher};

use super::Stop;

/// Editors write a file in several steps; what happens within this time is one change.
const SETTLED: Duration = Duration::from_millis(150);
/// Clears the screen and goes to its first line.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// What one round of the check comes to.
pub(super) struct Round {
    /// Files and folders whose changes make the next round.
    pub(super) depends_on: Vec<PathBuf>,
    /// Nobody reads what is printed.
    pub(super) closed: bool,
}

/// Runs `check` now and after every change, until it is interrupted or nobody reads what it prints.
pub(super) fn run(mut check: impl FnMut() -> Result<Round, Stop>) -> Result<(), Stop> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender)?;
    let mut watched = BTreeSet::new();
    loop {
        if io::stdout().is_terminal() {
            io::stdout().write_all(CLEAR.as_bytes())?;
        }
        let round = check()?;
        if round.closed {
            return Ok(());
        }
        let paths: Vec<PathBuf> = round.depends_on.iter().filter_map(|path| path.canonicalize().ok()).collect();
        for path in &paths {
            // A file that is saved is often replaced: its folder tells of both.
            let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
            if watched.insert(folder.to_owned()) {
                let deep = if path.is_dir() { RecursiveMode::Recursive } else { RecursiveMode::NonRecursive };
                watcher.watch(folder, deep)?;
            }
        }
        wait(&changes, &paths)?;
    }
}

/// Waits until one of `paths` has changed and all is quiet again.
fn wait(changes: &Receiver<notify::Result<Event>>, paths: &[PathBuf]) -> Result<(), Stop> {
    // The watcher holds the other end as long as this runs.
    while let Ok(event) = changes.recv() {
        if matters(&event?, paths) {
            while changes.recv_timeout(SETTLED).is_ok() {}
            break;
        }
    }
    Ok(())
}

/// Whether an event is a change of something below `paths` that is not hidden: reading is none.
fn matters(event: &Event, paths: &[PathBuf]) -> bool {
    let shown = |path: &Path| {
        let below = paths.iter().find_map(|watched| path.strip_prefix(watched).ok());
        let hidden = |part: Component| part.as_os_str().to_string_lossy().starts_with('.');
        below.is_some_and(|below| !below.components().any(hidden))
    };
    !event.kind.is_access() && event.paths.iter().any(|path| shown(path))
}
