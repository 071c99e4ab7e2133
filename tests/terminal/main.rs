//! What daejo does in a real terminal, which tmux is.
//!
//! Where tmux is not installed this is passed over, and said; `.ci/run` installs it.

mod progress;
mod review;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

pub(crate) const DAEJO: &str = env!("CARGO_BIN_EXE_daejo");
/// How often the screen is looked at, and how often at most: only a test that fails must come to an end.
pub(crate) const PAUSE: Duration = Duration::from_millis(50);
const LOOKS: usize = 2400;

/// A terminal with a shell command in it.
pub(crate) struct Terminal {
    socket: String,
}

impl Terminal {
    /// Runs `command` in `place`; `None` where there is no tmux. When it has ended, its status is shown.
    pub(crate) fn start(place: &Path, command: &str) -> Option<Self> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        if Command::new("tmux").arg("-V").stdout(Stdio::null()).status().is_err() {
            eprintln!("left out: tmux does not run here");
            return None;
        }
        let socket = format!("daejo-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let terminal = Self { socket };
        let program: PathBuf = Path::new(DAEJO).parent().expect("a folder").to_owned();
        let script = format!("PATH={}:$PATH; {command}; echo \"status $?\"; exec sleep 600", program.display());
        let status = terminal
            .tmux()
            .args(["-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", &script])
            .current_dir(place)
            .status();
        assert!(status.is_ok_and(|status| status.success()), "tmux starts");
        Some(terminal)
    }

    pub(crate) fn tmux(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-u", "-L", &self.socket]).env("LANG", "C.UTF-8").env("DAEJO_TODAY", "2024-05-10");
        for name in ["TMUX", "NO_COLOR", "CLICOLOR_FORCE", "LC_ALL", "VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command
    }

    /// Presses keys, as tmux calls them.
    pub(crate) fn press(&self, keys: &[&str]) {
        assert!(self.tmux().arg("send-keys").args(keys).status().is_ok_and(|status| status.success()));
    }

    pub(crate) fn screen(&self, options: &[&str]) -> String {
        let output = self.tmux().args(["capture-pane", "-p"]).args(options).output().expect("tmux runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// The screen once all these words are on it and it is drawn to the end: two looks show the same.
    #[track_caller]
    pub(crate) fn shows(&self, words: &[&str]) -> String {
        let mut screen = String::new();
        for _ in 0..LOOKS {
            screen = self.screen(&[]);
            thread::sleep(PAUSE);
            if words.iter().all(|words| screen.contains(words)) && screen == self.screen(&[]) {
                return screen;
            }
        }
        panic!("{words:?} are not all in\n{screen}");
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        let _ = self.tmux().arg("kill-server").stderr(Stdio::null()).status();
    }
}
