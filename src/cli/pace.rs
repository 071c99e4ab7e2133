//! How fast a run goes through its input, and how long it has yet to go.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use daejo::input::{self, Meter};
use daejo::reason::Reason;
use daejo::report::Voice;

use super::progress::Progress;

/// How often it is told.
const OFTEN: Duration = Duration::from_millis(100);

/// Tells those who wait for a run how fast it goes.
pub(super) struct Pace<'a> {
    progress: &'a Progress,
    voice: Voice<'a>,
    paths: &'a [PathBuf],
    meter: Meter,
    /// Bytes of all that is to be read, found out once there is somebody to tell; `None` where nobody can know.
    all: OnceCell<Option<u64>>,
    begun: Instant,
    told: Instant,
    articles: usize,
}

impl<'a> Pace<'a> {
    /// Begins with the first article; the files at `paths` are read, and `meter` says how far.
    pub(super) fn new(progress: &'a Progress, voice: Voice<'a>, paths: &'a [PathBuf], meter: Meter) -> Self {
        let now = Instant::now();
        Self { progress, voice, paths, meter, all: OnceCell::new(), begun: now, told: now, articles: 0 }
    }

    /// `count` more articles are through.
    pub(super) fn add(&mut self, count: usize) {
        self.articles += count;
        if self.told.elapsed() < OFTEN || !self.progress.is_shown() {
            return;
        }
        self.told = Instant::now();
        let all = *self.all.get_or_init(|| input::size(self.paths));
        let read = self.meter.bytes();
        let words = self.voice.say(&pace(self.articles, self.begun.elapsed(), all.map(|all| (read, all))));
        self.progress.reach(read, all, words);
    }
}

/// What there is to say about so many articles in such a time, `read` bytes of all having been read.
fn pace(articles: usize, elapsed: Duration, read: Option<(u64, u64)>) -> Reason {
    let rate = articles as f64 / elapsed.as_secs_f64().max(f64::EPSILON);
    let left = read.filter(|(read, _)| *read > 0).map(|(read, all)| {
        let part = all.saturating_sub(read) as f64 / read as f64;
        elapsed.mul_f64(part)
    });
    let key = if left.is_some() { "run.pace-left" } else { "run.pace" };
    let reason = Reason::new(key).with("articles", articles).with("rate", format!("{rate:.0}"));
    reason.with("left", left.map(clock).unwrap_or_default())
}

/// Hours, minutes and seconds as a clock shows them: `1:02:03`, `0:07`.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_takes_as_long_as_what_was_read() {
        let reason = pace(500, Duration::from_secs(10), Some((100, 400)));
        assert_eq!(reason, Reason::new("run.pace-left").with("articles", 500).with("rate", "50").with("left", "0:30"));
    }

    #[test]
    fn nothing_is_said_about_the_end_of_what_has_none() {
        for read in [None, Some((0, 400))] {
            let reason = pace(3, Duration::ZERO, read);
            assert_eq!(reason.key, "run.pace");
        }
    }

    #[test]
    fn clocks() {
        for (seconds, shown) in [(7, "0:07"), (65, "1:05"), (3723, "1:02:03")] {
            assert_eq!(clock(Duration::from_secs(seconds)), shown);
        }
    }
}
