//! A progress bar on standard error, for those who wait at a terminal.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How long a run may take before it shows progress.
const PATIENCE: Duration = Duration::from_millis(500);

/// How it looks with something to say.
const SPEAKING: &str = "{wide_bar} {msg}";

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

    /// Whether somebody sees it.
    pub(super) fn is_shown(&self) -> bool {
        !self.bar.is_hidden()
    }

    /// `done` of `all` is through, if it is known how much that is, and there is something to say about it.
    pub(super) fn reach(&self, done: u64, all: Option<u64>, words: String) {
        if let Some(all) = all {
            self.bar.set_length(all);
            self.bar.set_position(done);
        }
        self.bar.set_style(ProgressStyle::with_template(SPEAKING).expect("a template that indicatif knows"));
        self.bar.set_message(words);
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
