//! What is new: `--changed-since`, `--watch`, standard input under a name.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde_json::Value;

use super::{Desk, ids, text};

const WRONG: &str = "가람시는 저류조 공사비로 3200억 원을 썼다.\n";
const RIGHT: &str = "가람시는 저류조 공사비로 320억 원을 썼다.\n";

#[track_caller]
fn git(desk: &Desk, args: &[&str]) {
    let who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "init.defaultBranch=main"];
    let output = Command::new("git").args(who).args(args).current_dir(desk.path()).output().expect("git runs");
    assert!(output.status.success(), "git {args:?}: {}", text(&output.stderr));
}

/// The articles under check, and the codes of what is found.
#[track_caller]
fn check(desk: &Desk, revision: &str, status: i32) -> (Vec<String>, usize) {
    let out = desk.check(&["check", ".", "--format", "json", "--changed-since", revision], status, "");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let articles = report["articles"].as_array().expect("a list").iter();
    let new = articles.filter(|article| article["under_check"] == true);
    let new = new.map(|article| article["id"].as_str().expect("an id").to_owned()).collect();
    (new, report["findings"].as_array().expect("a list").len())
}

#[test]
fn only_what_changed_in_git_is_new() {
    let desk =
        Desk::new(&[("a.txt", RIGHT.as_bytes()), ("b.txt", WRONG.as_bytes()), ("c/d.txt", "비가 왔다.\n".as_bytes())]);
    git(&desk, &["init", "-q"]);
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "archive"]);
    assert_eq!(check(&desk, "HEAD", 0), (vec![], 0), "an old conflict is no news");
    desk.write("c/d.txt", "눈이 왔다.\n");
    assert_eq!(check(&desk, "HEAD", 0), (vec!["d".to_owned()], 0));
    desk.write("e.txt", WRONG);
    assert_eq!(
        check(&desk, "HEAD", 1),
        (vec!["d".to_owned(), "e".to_owned()], 1),
        "a file that git does not know is new"
    );
    git(&desk, &["switch", "-q", "-c", "draft"]);
    git(&desk, &["add", "."]);
    git(&desk, &["commit", "-q", "-m", "draft"]);
    git(&desk, &["switch", "-q", "main"]);
    desk.write("a.txt", "바람이 불었다.\n");
    git(&desk, &["commit", "-q", "-am", "meanwhile"]);
    git(&desk, &["switch", "-q", "draft"]);
    let since = check(&desk, "main", 1);
    assert_eq!(since, (vec!["d".to_owned(), "e".to_owned()], 1), "what changed on the other branch is not new here");
}

#[test]
fn where_git_cannot_tell_what_is_new_it_is_2() {
    let desk = Desk::new(&[("a.txt", RIGHT.as_bytes())]);
    desk.check(&["check", ".", "--changed-since", "HEAD"], 2, "git");
    git(&desk, &["init", "-q"]);
    desk.check(&["check", ".", "--changed-since", "no-such-branch"], 2, "no-such-branch");
    desk.check(&["check", ".", "--changed-since=--output=x"], 2, "git");
    assert!(!desk.path().join("x").exists(), "a revision is no option");
}

#[test]
fn standard_input_may_have_a_name() {
    let listed = b"[\"new.txt\"]\nid = \"desk-7\"\n";
    let desk = Desk::new(&[("drafts/articles.toml", listed), ("drafts/.keep", b"")]);
    let extract = |name: &str, input: &str| {
        let mut command = desk.command(&["extract", "--format", "jsonl", "--stdin-filename", name, "-"]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("daejo runs");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it reads");
        ids(&text(&child.wait_with_output().expect("it ends").stdout))
    };
    assert_eq!(extract("drafts/new.txt", RIGHT), ["desk-7"]);
    assert_eq!(extract("drafts/other.txt", RIGHT), ["other"]);
    assert_eq!(extract("x.html", &format!("<p>{RIGHT}</p>")), ["x"]);
    assert_eq!(extract("x.jsonl", "{\"id\":\"line\",\"body\":\"5명이 왔다.\"}"), ["line"]);
    assert_eq!(extract("unknown", RIGHT), ["stdin"]);
}

/// The next summary that a watching daejo prints.
#[track_caller]
fn summary(lines: &mpsc::Receiver<String>) -> String {
    loop {
        // Not a measure of speed: only a test that fails must come to an end.
        let line = lines.recv_timeout(Duration::from_secs(120)).expect("another round is printed");
        if line.contains("claim") && line.contains("finding") {
            return line;
        }
    }
}

#[test]
fn watching_checks_again_after_a_change() {
    let desk = Desk::new(&[("news/a.txt", RIGHT.as_bytes()), ("news/b.txt", RIGHT.as_bytes())]);
    let mut command = desk.command(&["check", "news", "--lang", "en", "--watch"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("daejo runs");
    let out = BufReader::new(child.stdout.take().expect("a pipe"));
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    assert!(summary(&lines).contains("0 findings"));
    desk.write("news/b.txt", WRONG);
    // What was read while it was written makes a round of its own.
    while !summary(&lines).contains("1 finding") {}
    desk.write("news/daejo.toml", "[severity]\nvalue-conflict = \"off\"\n");
    while !summary(&lines).contains("0 findings") {}
    child.kill().expect("it still runs");
    child.wait().expect("it ends");
    desk.check(&["check", "-", "--watch"], 2, "error");
}
