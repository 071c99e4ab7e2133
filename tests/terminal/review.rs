//! `daejo review`: what is shown, what the keys do, what is left behind.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread;

use crate::{DAEJO, PAUSE, Terminal};

fn article(id: &str, outlet: &str, day: u8, sum: &str, length: &str) -> String {
    format!(
        "---\nid: {id}\noutlet: {outlet}\npublished: 2024-05-{day:02}\n---\n\
         가람시는 저류조 공사비로 {sum}을 썼다.\n\n저류조의 길이는 {length}다.\n"
    )
}

/// Two articles that differ in two figures.
fn news() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(place.path().join("news")).expect("folders can be made");
    let [a, b] = [("a", "마루통신", 7, "320억 원", "340m"), ("b", "물결신문", 8, "3200억 원", "430m")]
        .map(|(id, outlet, day, sum, length)| article(id, outlet, day, sum, length));
    fs::write(place.path().join("news/a.txt"), a).expect("files can be written");
    fs::write(place.path().join("news/b.txt"), b).expect("files can be written");
    place
}

#[test]
fn findings_are_walked_through_accepted_and_taken_back() {
    let place = news();
    let baseline = || fs::read_to_string(place.path().join("daejo-baseline.toml")).unwrap_or_default();
    let Some(terminal) = Terminal::start(place.path(), "daejo review news --lang en") else { return };
    let first = terminal.shows(&["1/2 error[value-conflict]", "320억 원", "3200억 원"]);
    for words in
        ["물결신문 2024-05-08", "마루통신 2024-05-07", "news/b.txt:6:15", "= 32,000,000,000 won", "factor of 10"]
    {
        assert!(first.contains(words), "{words} is missing in\n{first}");
    }
    terminal.press(&["?"]);
    terminal.shows(&["accept, with a reason"]);
    terminal.press(&["x", "a"]);
    terminal.shows(&["Reason:"]);
    terminal.press(&["Enter"]);
    terminal.shows(&["a reason is needed"]);
    terminal.press(&["-l", "정정 예정입니"]);
    terminal.press(&["BSpace", "BSpace", "Enter"]);
    terminal.shows(&["2/2 error[value-conflict]", "340m", "430m"]);
    assert!(baseline().contains("reason = \"정정 예정\""), "{}", baseline());
    terminal.press(&["s"]);
    terminal.shows(&["that was the last one"]);
    terminal.press(&["p"]);
    terminal.shows(&["1/2", "accepted: 정정 예정"]);
    terminal.press(&["n"]);
    terminal.shows(&["2/2"]);
    terminal.press(&["u"]);
    assert!(!terminal.shows(&["1/2"]).contains("정정 예정"));
    assert!(!baseline().contains("[[accepted]]"), "{}", baseline());
    terminal.press(&["u"]);
    terminal.shows(&["nothing to take back"]);
    terminal.press(&["a"]);
    terminal.press(&["-l", "본사 확인"]);
    terminal.press(&["Enter"]);
    terminal.shows(&["2/2"]);
    terminal.press(&["q"]);
    terminal.shows(&["1 accepted (daejo-baseline.toml), 1 left", "status 0"]);

    let mut check = Command::new(DAEJO);
    let out = check.args(["check", "news", "--baseline", "daejo-baseline.toml", "-f", "concise"]);
    let out = out.current_dir(place.path()).output().expect("daejo runs").stdout;
    assert_eq!(String::from_utf8_lossy(&out).lines().count(), 1, "the other one is accepted");
}

#[test]
fn an_article_is_opened_at_its_line_and_checked_again() {
    let place = news();
    fs::write(place.path().join("edit.sh"), "echo \"$@\" > opened; sed -i 's/3200억/320억/' news/b.txt\n")
        .expect("files can be written");
    let command = "EDITOR='sh edit.sh --wait' daejo review news --lang en";
    let Some(terminal) = Terminal::start(place.path(), command) else { return };
    terminal.shows(&["1/2"]);
    terminal.press(&["e"]);
    terminal.shows(&["1/1", "430m"]);
    let opened = fs::read_to_string(place.path().join("opened")).expect("the editor was run");
    assert_eq!(opened.trim(), "--wait +6 news/b.txt");

    let terminal = Terminal::start(place.path(), "daejo review news --lang en").expect("tmux runs");
    terminal.shows(&["1/1"]);
    terminal.press(&["e"]);
    terminal.shows(&["no editor is known"]);
}

#[test]
fn any_size_and_no_colours_will_do() {
    let place = news();
    let Some(terminal) = Terminal::start(place.path(), "daejo review news --lang en") else { return };
    terminal.shows(&["1/2"]);
    let colour = |terminal: &Terminal| terminal.screen(&["-e"]).contains("38;5;");
    assert!(colour(&terminal), "{}", terminal.screen(&["-e"]));
    for (columns, lines) in [("40", "12"), ("1", "1"), ("140", "40")] {
        assert!(terminal.tmux().args(["resize-window", "-x", columns, "-y", lines]).status().is_ok());
        thread::sleep(PAUSE);
    }
    terminal.shows(&["1/2", "3200억 원", "= 32,000,000,000 won"]);
    let plain = Terminal::start(place.path(), "NO_COLOR=1 daejo review news --lang en").expect("tmux runs");
    plain.shows(&["1/2"]);
    assert!(!colour(&plain), "{}", plain.screen(&["-e"]));
}

#[test]
fn nothing_in_an_article_is_obeyed() {
    let place = news();
    let evil = "\u{1b}[2J\u{1b}]0;title\u{7}\u{9b}31m\u{202e}";
    let article = |id: &str, sum: &str| {
        let body = format!("{evil}가람시는 저류조 공사비로 {sum}을 썼다{evil}.");
        serde_json::json!({"id": id, "outlet": format!("{id}{evil}"), "body": body}).to_string() + "\n"
    };
    fs::write(place.path().join("evil.jsonl"), article("a", "320억 원") + &article("b", "3200억 원"))
        .expect("files can be written");
    let Some(terminal) = Terminal::start(place.path(), "daejo review evil.jsonl --lang en") else { return };
    let screen = terminal.shows(&["1/1", "␛[2J␛]0;title␇", "3200억 원"]);
    assert!(!screen.contains('\u{202e}'));
    let title = terminal.tmux().args(["display-message", "-p", "#{pane_title}"]).output().expect("tmux runs");
    assert!(!String::from_utf8_lossy(&title.stdout).starts_with("title"));
}

#[test]
fn a_signal_brings_the_terminal_back() {
    let place = news();
    let command = "sh -c 'echo $$ > pid; exec daejo review news --lang en'";
    for (signal, status) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let Some(terminal) = Terminal::start(place.path(), command) else { return };
        terminal.shows(&["1/2"]);
        let kill = format!("kill -{signal} $(cat pid)");
        let killed = Command::new("sh").args(["-c", &kill]).current_dir(place.path()).status();
        assert!(killed.is_ok_and(|status| status.success()));
        let screen = terminal.shows(&[&format!("status {status}")]);
        assert!(!screen.contains("1/2"), "the first screen is back:\n{screen}");
        let modes = terminal.tmux().args(["display-message", "-p", "#{alternate_on}"]).output().expect("tmux runs");
        assert_eq!(String::from_utf8_lossy(&modes.stdout).trim(), "0");
    }
}

#[test]
fn without_a_terminal_it_is_2() {
    let place = news();
    let output = Command::new(DAEJO).args(["review", "news", "--lang", "en"]).current_dir(place.path()).output();
    let output = output.expect("daejo runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("needs a terminal"));
    assert!(output.stdout.is_empty(), "nothing is drawn");
}

/// Where the documentation shows the screen.
const SHOWN: (&str, &str) = ("<!-- daejo review corpus/budget -->\n```text\n", "```\n");

#[test]
fn the_documentation_shows_the_screen_as_it_is() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let place = tempfile::tempdir().expect("a temporary folder");
    let baseline = place.path().join("none.toml");
    let command = format!("daejo review corpus/budget --baseline {} --lang en", baseline.display());
    let Some(terminal) = Terminal::start(root, &command) else { return };
    let screen = terminal.shows(&["1/4", "quit"]);
    let screen: String = screen.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect();
    let path = root.join("README.md");
    let readme = fs::read_to_string(&path).expect("the document is there");
    let (before, rest) = readme.split_once(SHOWN.0).expect("it shows the screen");
    let (shown, after) = rest.split_once(SHOWN.1).expect("the block ends");
    if std::env::var_os("DAEJO_UPDATE_DOCS").is_some() {
        fs::write(&path, [before, SHOWN.0, &screen, SHOWN.1, after].concat()).expect("the document can be written");
    } else {
        assert_eq!(shown, screen, "README.md shows what the screen no longer is");
    }
}
