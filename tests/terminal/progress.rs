//! The progress bar: at a terminal, once a run takes longer than half a second, and only there. The run waits for a
//! named pipe, so that it takes as long as the test wants.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::{DAEJO, Terminal};

/// Longer than a run may take without a word.
const LONG: Duration = Duration::from_millis(1500);
/// What only a progress bar draws.
const BAR: char = '░';

/// A folder with a named pipe `late`, and what will be written into it as an article.
fn late() -> Option<tempfile::TempDir> {
    let place = tempfile::tempdir().expect("a temporary folder");
    let made = Command::new("mkfifo").arg("late").current_dir(place.path()).status();
    made.is_ok_and(|status| status.success()).then_some(place)
}

fn arrives(place: &Path) {
    fs::write(place.join("late"), "{\"id\":\"a\",\"body\":\"5명이 왔다.\"}\n").expect("it is read");
}

const CHECK: &str = "cat late | daejo check - --stdin-filename a.jsonl --lang en";

#[test]
fn who_waits_at_a_terminal_sees_it() {
    let Some(place) = late() else { return };
    let Some(terminal) = Terminal::start(place.path(), CHECK) else { return };
    let waiting = terminal.shows(&[&BAR.to_string()]);
    assert!(!waiting.contains("article"), "{waiting}");
    arrives(place.path());
    let done = terminal.shows(&["1 article", "status 0"]);
    assert!(!done.contains(BAR), "{done}");
}

#[test]
fn it_has_no_colours_and_keeps_quiet_when_told() {
    let Some(place) = late() else { return };
    let Some(terminal) = Terminal::start(place.path(), &CHECK.replace("daejo", "NO_COLOR=1 daejo")) else { return };
    terminal.shows(&[&BAR.to_string()]);
    let screen = terminal.screen(&["-e"]);
    assert!(!screen.contains("\u{1b}[3"), "{screen:?}");
    arrives(place.path());
    terminal.shows(&["status 0"]);

    let quiet = Terminal::start(place.path(), &format!("{CHECK} --quiet")).expect("tmux runs");
    thread::sleep(LONG);
    assert!(!quiet.screen(&[]).contains(BAR));
    arrives(place.path());
    quiet.shows(&["status 0"]);
}

#[test]
fn what_is_no_terminal_gets_none() {
    let Some(place) = late() else { return };
    let mut command = Command::new("sh");
    command.args(["-c", &CHECK.replace("daejo", DAEJO)]).current_dir(place.path());
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("daejo runs");
    thread::sleep(LONG);
    arrives(place.path());
    let mut said = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut said).expect("UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), said.as_str()), (Some(0), ""));
}

#[test]
fn an_index_tells_how_fast_it_goes_and_how_long_it_has_yet_to_go() {
    let Some(place) = late() else { return };
    // What is read first is known to be a third of it all.
    let lines = |names: std::ops::Range<usize>| -> String {
        names.map(|name| format!("{{\"id\":\"{name}\",\"body\":\"5명이 왔다.\"}}\n")).collect()
    };
    fs::write(place.path().join("a.jsonl"), lines(1000..2000)).expect("a file");
    fs::write(place.path().join("z.jsonl"), lines(2000..4000)).expect("a file");
    let index = "daejo index a.jsonl late.jsonl z.jsonl --ledger x.daejo --lang en";
    fs::rename(place.path().join("late"), place.path().join("late.jsonl")).expect("a pipe");
    let Some(terminal) = Terminal::start(place.path(), index) else { return };
    thread::sleep(LONG);
    let mut late = fs::OpenOptions::new().write(true).open(place.path().join("late.jsonl")).expect("a pipe");
    std::io::Write::write_all(&mut late, lines(0..1000).as_bytes()).expect("it is read");
    let shown = terminal.shows(&[" a second", " left"]);
    assert!(shown.contains(" articles · "), "{shown}");
    drop(late);
    let done = terminal.shows(&["4000 articles written", "status 0"]);
    assert!(!done.contains(BAR) && !done.contains(" left"), "{done}");
}
