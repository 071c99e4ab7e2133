//! A progress bar on standard error, for those who wait at a terminal.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget};

/// How long a run may take before it shows progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// Counts articles, visibly once the run takes longer than [`PATIENCE`].
pub(super) struct Progress {
    bar: ProgressBar,
    done: Option<mpsc::Sender<()>>,
    waiter: Option<JoinHandle<()>>,
}

impl Progress {
    /// Counts, and shows it if it may be `visible`.
    pub(super) fn start(visible: bool) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        let (done, over) = mpsc::channel();
        let shown = bar.clone();
        let waiter = thread::spawn(move || {
            if visible && over.recv_timeout(PATIENCE) == Err(RecvTimeoutError::Timeout) {
                shown.set_draw_target(ProgressDrawTarget::stderr());
                shown.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Self { bar, done: Some(done), waiter: Some(waiter) }
    }

    /// `count` more articles are through.
    pub(super) fn add(&self, count: usize) {
        self.bar.inc(count as u64);
    }

    /// Runs `print` while the bar is off the screen.
    pub(super) fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        self.bar.suspend(print)
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(waiter) = self.waiter.take() {
            let _ = waiter.join();
        }
        self.bar.finish_and_clear();
    }
}
