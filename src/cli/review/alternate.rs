//! The terminal's second screen. However the review ends, the first one comes back as it was: when it is left, in a
//! panic, and when a signal ends it.

use std::io;

use ratatui::{CompletedFrame, DefaultTerminal, Frame};

/// The second screen, for as long as this is held.
pub(super) struct Alternate(DefaultTerminal);

impl Alternate {
    pub(super) fn enter() -> io::Result<Self> {
        ratatui::try_init().map(Self)
    }

    pub(super) fn draw(&mut self, draw: impl FnOnce(&mut Frame)) -> io::Result<CompletedFrame<'_>> {
        self.0.draw(draw)
    }
}

impl Drop for Alternate {
    fn drop(&mut self) {
        ratatui::restore();
    }
}

/// Has the signals that end a process bring the first screen back before they do.
#[cfg(unix)]
pub(super) fn leave_on_signals() -> io::Result<()> {
    use signal_hook::consts::TERM_SIGNALS;
    use signal_hook::iterator::Signals;
    use signal_hook::low_level::emulate_default_handler;

    let mut signals = Signals::new(TERM_SIGNALS.iter().chain(&[signal_hook::consts::SIGHUP]))?;
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            ratatui::restore();
            emulate_default_handler(signal)
        } else {
            Ok(())
        }
    });
    Ok(())
}

/// There are no such signals here.
#[cfg(not(unix))]
pub(super) fn leave_on_signals() -> io::Result<()> {
    Ok(())
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::process::Command;

    use super::*;

    /// Tells the test, when it runs itself in a terminal, to panic there.
    const INSIDE: &str = "DAEJO_TEST_PANICS";
    /// What leaves the second screen.
    const LEAVE: &str = "\u{1b}[?1049l";

    #[test]
    fn a_panic_brings_the_first_screen_back() {
        if std::env::var_os(INSIDE).is_some() {
            let _alternate = Alternate::enter().expect("this is a terminal");
            panic!("on the second screen");
        }
        let itself = std::env::current_exe().expect("it has a path").display().to_string();
        let command = format!(
            "'{itself}' --exact --nocapture cli::review::alternate::tests::a_panic_brings_the_first_screen_back"
        );
        let terminal = Command::new("script").args(["-qec", &command, "/dev/null"]).env(INSIDE, "1").output();
        let Ok(terminal) = terminal else { return eprintln!("left out: there is no `script` here") };
        let drawn = String::from_utf8_lossy(&terminal.stdout);
        let (_, after) = drawn.split_once(LEAVE).expect("the screen is left");
        assert!(after.contains("on the second screen"), "what happened can be read: {drawn:?}");
        assert!(!terminal.status.success());
    }
}
