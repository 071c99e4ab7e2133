//! The command as its users and their scripts see it: exit status, messages, streams.

mod acceptance;
mod ledger;
mod manual;
mod news;
mod settings;

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Command, Stdio};

use assert_cmd::prelude::*;
use serde_json::Value;

const TWO_SUMS: &str = "{\"id\":\"first\",\"body\":\"가람시는 저류조 공사비로 320억 원을 썼다.\",\"published\":\"2024-05-07\"}\n\
    {\"id\":\"second\",\"body\":\"가람시는 저류조 공사비로 3200억 원을 썼다.\",\"published\":\"2024-05-08\"}\n";

fn daejo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
    command.env("LANG", "C").env_remove("LC_ALL").env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
    command.stdin(Stdio::null());
    command
}

/// Files in a folder of their own, and the command run there.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, bytes) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
            fs::write(path, bytes).expect("files can be written");
        }
        Self(folder)
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path().join(name), text).expect("files can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = daejo();
        command.args(args).current_dir(&self.0);
        command
    }

    /// Runs the command and holds it to an exit status and to words on standard error (`""` for none).
    #[track_caller]
    fn check(&self, args: &[&str], status: i32, complaint: &str) -> String {
        let assert = self.command(args).assert().code(status);
        let (out, err) = (text(&assert.get_output().stdout), text(&assert.get_output().stderr));
        assert!(err.contains(complaint), "{args:?} says\n{err}");
        assert_eq!(err.is_empty(), complaint.is_empty(), "{args:?} says\n{err}");
        out
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn corpus() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").display().to_string()
}

// Exit status 0, 1 and 2, and 130 for an interrupted run: a test for each row of docs/ci.md.

#[test]
fn nothing_found_is_0() {
    Desk::new(&[("a.txt", "비가 왔다.".as_bytes())]).check(&["check", "a.txt"], 0, "");
}

#[test]
fn findings_are_1() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    let out = desk.check(&["check", "a.jsonl"], 1, "");
    assert!(out.contains("value-conflict"), "{out}");
}

#[test]
fn findings_are_0_where_they_are_accepted() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    for accept in [&["--exit-zero"][..], &["--fail-on", "never"]] {
        let out = desk.check(&[&["check", "a.jsonl"], accept].concat(), 0, "");
        assert!(out.contains("value-conflict"), "they are still shown: {out}");
    }
}

#[test]
fn wrong_usage_is_2_and_suggests_the_nearest() {
    let desk = Desk::new(&[]);
    desk.check(&["chekc"], 2, "'check'");
    desk.check(&["check", "--fromat", "json", "."], 2, "'--format'");
    desk.check(&["check", "--format", "jsn", "."], 2, "'json'");
    desk.check(&["check", "--fail-on", "warnings", "."], 2, "'warning'");
    desk.check(&["explain", "sum-mismach"], 2, "sum-mismatch");
}

#[test]
fn a_missing_path_is_2_and_the_others_are_shown() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    let out = desk.check(&["check", "a.jsonl", "nowhere.txt"], 2, "nowhere.txt");
    assert!(out.contains("value-conflict"), "{out}");
    let out = desk.check(&["extract", "--format", "jsonl", "nowhere.txt", "a.jsonl"], 2, "nowhere.txt");
    assert_eq!(ids(&out), ["first", "second"]);
}

#[test]
fn an_empty_folder_is_2() {
    let desk = Desk::new(&[("empty/.keep", b"")]);
    desk.check(&["check", "empty"], 2, "empty");
    desk.check(&["extract", "empty"], 2, "empty");
}

#[test]
fn a_broken_line_is_2_and_named() {
    let broken = TWO_SUMS.replacen('\n', "\n{\"id\": \"third\", \"bo\n", 1);
    let desk = Desk::new(&[("a.jsonl", broken.as_bytes())]);
    let out = desk.check(&["extract", "--format", "jsonl", "a.jsonl"], 2, "a.jsonl:2");
    assert_eq!(ids(&out), ["first", "second"]);
}

#[test]
fn what_is_no_text_is_2() {
    let desk = Desk::new(&[("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0"), ("b.txt", "5명이 왔다.".as_bytes())]);
    let out = desk.check(&["extract", "--format", "jsonl", "a.txt", "b.txt"], 2, "a.txt");
    assert_eq!(ids(&out), ["b"]);
}

#[test]
fn a_duplicate_id_is_2() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.replace("second", "first").as_bytes())]);
    desk.check(&["check", "a.jsonl"], 2, "first");
}

#[test]
fn broken_rules_are_2_and_shown_where_they_break() {
    let desk = Desk::new(&[("house/units/pots.toml", b"description = \"Pots\"\nunits = 3\n")]);
    desk.check(&["--rules", "house", "check", "."], 2, "house/units/pots.toml:2:");
    desk.check(&["rules", "test", "house"], 2, "house/units/pots.toml:2:");
    desk.check(&["rules", "test", "nowhere"], 2, "nowhere");
}

#[test]
fn examples_that_fail_are_1_and_those_that_hold_0() {
    let example = |fact: &str| {
        format!("description = \"Particles\"\n[[example]]\ntext = \"물\"\nfinds = [\"particle: {fact}\"]\n")
            .into_bytes()
    };
    let desk = Desk::new(&[("right/messages/x.toml", &example("물은")), ("wrong/messages/x.toml", &example("물는"))]);
    desk.check(&["rules", "test", "right"], 0, "");
    let out = desk.check(&["rules", "test", "wrong", "--lang", "en"], 1, "");
    for words in ["wrong/messages/x.toml", "expected particle: 물는", "1 of"] {
        assert!(out.contains(words), "{out}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_2() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    for args in [
        &["check", "a.jsonl"][..],
        &["check", "a.jsonl", "--format", "json"],
        &["extract", "a.jsonl"],
        &["rules", "list"],
        &["explain", "sum-mismatch"],
        &["schema", "config"],
        &["completions", "bash"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
        let output = desk.command(args).stdout(full).output().expect("daejo runs");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).starts_with("error: "), "{args:?}");
    }
}

#[test]
fn broken_settings_are_2_and_shown_where_they_break() {
    let desk = Desk::new(&[("daejo.toml", b"fail_on = \"error\"\n"), ("a.txt", "비가 왔다.".as_bytes())]);
    for args in
        [&["check", "a.txt"][..], &["extract", "a.txt"], &["rules", "list"], &["check", "a.txt", "--show-settings"]]
    {
        let out = desk.check(args, 2, "daejo.toml:1:1: ");
        assert_eq!(out, "", "{args:?}");
    }
    desk.check(&["check", "a.txt", "--isolated"], 0, "");
    fs::write(desk.path().join("form.toml"), "tolerance = \"little\"\n").expect("files can be written");
    desk.check(&["check", "a.txt", "--config", "form.toml"], 2, "form.toml:1:13: `little` 대신 `0.5%`");
    desk.check(&["check", "a.txt", "--config", "nowhere.toml"], 2, "nowhere.toml");
}

#[test]
fn a_large_article_is_2_and_named() {
    let long = format!("{}3명이 왔다.", "가".repeat(3_400_000));
    let desk = Desk::new(&[("long.txt", long.as_bytes()), ("b.txt", "5명이 왔다.".as_bytes())]);
    let out = desk.check(&["extract", "--format", "jsonl", "long.txt", "b.txt"], 2, "10000000");
    assert_eq!(ids(&out), ["b"]);
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_run_ends_by_the_signal() {
    use std::os::unix::process::ExitStatusExt;
    let desk = Desk::new(&[("a.txt", "비가 왔다.".as_bytes())]);
    // Who runs the tests may have them ignore the signal.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT", env!("CARGO_BIN_EXE_daejo"), "check", "a.txt", "--watch"]);
    let mut child = command.current_dir(desk.path()).stdout(Stdio::piped()).spawn().expect("daejo runs");
    let mut first = String::new();
    BufReader::new(child.stdout.as_mut().expect("a pipe")).read_line(&mut first).expect("a line");
    let interrupt = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill runs");
    assert!(interrupt.success());
    assert_eq!(child.wait().expect("it ends").signal(), Some(2), "a shell tells this as 130");
}

#[cfg(unix)]
#[test]
fn findings_are_1_even_if_nobody_reads_them() {
    let lines: String =
        (0..60).map(|n| TWO_SUMS.replace("first", &format!("a{n}")).replace("second", &format!("b{n}"))).collect();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    let mut child = desk.command(&["check", "a.jsonl", "--format", "json"]);
    let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("daejo runs");
    drop(child.stdout.take());
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), err.as_str()), (Some(1), ""));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let lines: String = (0..20_000).map(|n| format!("{{\"id\":\"a{n}\",\"body\":\"{n}명이 왔다.\"}}\n")).collect();
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes())]);
    let mut command = daejo();
    command.args(["extract", "--format", "jsonl", "a.jsonl"]).current_dir(&desk.0);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("daejo runs");
    let mut first = String::new();
    let mut out = BufReader::new(child.stdout.take().expect("a pipe"));
    out.read_line(&mut first).expect("a line");
    drop(out);
    let mut err = String::new();
    child.stderr.take().expect("a pipe").read_to_string(&mut err).expect("UTF-8");
    assert_eq!((child.wait().expect("it ends").code(), err.as_str()), (Some(0), ""));
    assert!(first.starts_with('{'), "{first}");
}

// What is printed.

/// The article of each claim, each once, in order.
fn ids(jsonl: &str) -> Vec<String> {
    let article =
        |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["article"].as_str().map(str::to_owned);
    let mut ids: Vec<String> = jsonl.lines().filter_map(article).collect();
    ids.dedup();
    ids
}

#[test]
fn standard_input_is_read() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    let file = fs::File::open(desk.0.path().join("a.jsonl")).expect("it is there");
    let output = daejo().args(["extract", "--format", "jsonl", "-"]).stdin(file).output().expect("daejo runs");
    assert_eq!(ids(&text(&output.stdout)), ["first", "second"], "{}", text(&output.stderr));
}

#[test]
fn the_output_does_not_depend_on_threads() {
    let corpus = corpus();
    for args in [
        ["extract", "--format", "jsonl", &corpus],
        ["extract", "--format", "table", &corpus],
        ["check", "--format", "json", &corpus],
        ["check", "--explain", "--format=full", &corpus],
    ] {
        let one = daejo().args(args).args(["-j", "1"]).output().expect("daejo runs");
        let many = daejo().args(args).args(["-j", "7"]).output().expect("daejo runs");
        assert!(!one.stdout.is_empty(), "{args:?} prints something");
        assert!(one.stdout == many.stdout, "{args:?} prints the same");
    }
}

#[test]
fn articles_are_held_against_others() {
    let (first, second) = TWO_SUMS.split_once('\n').expect("two lines");
    let third = first.replace("first", "third");
    let desk =
        Desk::new(&[("draft.jsonl", second.as_bytes()), ("archive/a.jsonl", format!("{first}\n{third}\n").as_bytes())]);
    let out = desk.check(&["check", "--format", "json", "draft.jsonl", "--against", "archive"], 1, "");
    let report: Value = serde_json::from_str(&out).expect("JSON");
    let relations = report["relations"].as_array().expect("a list");
    let claims = report["claims"].as_array().expect("a list");
    let article = |id: &Value| &claims.iter().find(|claim| claim["id"] == *id).expect("the claim is there")["article"];
    assert!(!relations.is_empty());
    for relation in relations {
        let articles = relation["claims"].as_array().expect("a list").iter().map(article).collect::<Vec<_>>();
        assert!(articles.iter().any(|id| **id == "second"), "{relation}");
    }
    desk.check(&["check", "archive", "--against", "archive"], 0, "");
}

#[test]
fn json_has_what_programs_rely_on() {
    let output = daejo().args(["check", "--format", "json", "--exit-zero", &corpus()]).output().expect("daejo runs");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(report["schema"], "daejo/1");
    let fields = |list: &str, names: &[&str]| {
        let items = report[list].as_array().expect("a list");
        assert!(!items.is_empty(), "there are {list}");
        for item in items {
            names.iter().for_each(|name| assert!(item.get(name).is_some(), "{name} is missing in {item}"));
        }
    };
    fields("articles", &["id", "outlet", "published", "title", "topic"]);
    fields(
        "claims",
        &[
            "id", "article", "kind", "field", "start", "end", "text", "zone", "lang", "subjects", "measure", "time",
            "status",
        ],
    );
    fields("relations", &["id", "verdict", "code", "severity", "claims", "score", "why"]);
    fields("checks", &["check", "verdict", "severity", "claims", "message"]);
    fields("groups", &["id", "claims", "verdict", "origins"]);
    fields("findings", &["code", "severity", "message", "fingerprint", "labels"]);
    for finding in report["findings"].as_array().expect("a list") {
        for label in finding["labels"].as_array().expect("a list") {
            ["article", "field", "start", "end", "role"]
                .iter()
                .for_each(|name| assert!(label.get(name).is_some(), "{label}"));
        }
    }
    let prints: Vec<&Value> =
        report["findings"].as_array().expect("a list").iter().map(|f| &f["fingerprint"]).collect();
    let distinct: std::collections::BTreeSet<String> = prints.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), prints.len(), "no two findings share a fingerprint");
}

#[test]
fn nothing_that_a_terminal_obeys_reaches_it() {
    let evil = "\u{1b}[2J\u{1b}]0;제목\u{7}\u{202e}\u{9b}31m";
    let body = format!("가람시는 {evil} 저류조 공사비로 320억 원을 썼다{evil}.");
    let other = body.replace("320억", "3200억");
    let article = |id: &str, body: &str| {
        serde_json::json!({"id": format!("{id}{evil}"), "outlet": evil, "title": format!("{evil}공사비 320억 원"), "body": body}).to_string()
    };
    let lines = format!("{}\n{}\n", article("a", &body), article("b", &other));
    let desk = Desk::new(&[("a.jsonl", lines.as_bytes()), ("\u{1b}[1mb.jsonl", b"{")]);
    for args in [
        &["check", "--color", "never", "--explain"][..],
        &["check", "--color", "never", "--format", "table"],
        &["check", "--color", "never", "--format", "json"],
        &["extract", "--color", "never", "--format", "table"],
        &["extract", "--color", "never", "--format", "jsonl"],
    ] {
        let output = desk.command(&[args, &["a.jsonl", "\u{1b}[1mb.jsonl"]].concat()).output().expect("daejo runs");
        for bad in ['\u{1b}', '\u{7}', '\u{202e}', '\u{9b}'] {
            assert!(!text(&output.stdout).contains(bad), "{args:?} prints {bad:?}");
            assert!(!text(&output.stderr).contains(bad), "{args:?} says {bad:?}");
        }
        assert!(text(&output.stdout).contains("320억 원"), "{args:?} prints the claims");
    }
}

#[test]
fn colour_comes_where_it_is_asked_for() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes())]);
    let colourful = |args: &[&str], environment: &[(&str, &str)]| {
        let output =
            daejo().args(args).envs(environment.iter().copied()).current_dir(&desk.0).output().expect("daejo runs");
        text(&output.stdout).contains('\u{1b}')
    };
    assert!(!colourful(&["check", "a.jsonl"], &[]), "a pipe gets none");
    assert!(colourful(&["check", "a.jsonl", "--color", "always"], &[]));
    assert!(colourful(&["check", "a.jsonl"], &[("CLICOLOR_FORCE", "1")]));
    assert!(!colourful(&["check", "a.jsonl", "--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_language_is_that_of_the_locale_unless_asked() {
    let explain = |locale: &str, args: &[&str]| {
        let mut command = daejo();
        command.args(["explain", "sum-mismatch"]).args(args).env("LANG", locale);
        text(&command.output().expect("daejo runs").stdout)
    };
    assert!(explain("en_US.UTF-8", &[]).contains("The parts"));
    assert!(explain("ko_KR.UTF-8", &[]).contains("합계"));
    assert!(explain("C", &[]).contains("합계"), "Korean where the locale doesn't tell");
    assert!(explain("ko_KR.UTF-8", &["--lang", "en"]).contains("The parts"));
}

#[test]
fn zones_are_left_out_unless_asked_for() {
    let page = "가람시, 저류조 완공\n\n저류조 공사비는 320억 원이다.\n\n댓글 12개\n";
    let desk = Desk::new(&[("a.txt", page.as_bytes())]);
    let zones = |args: &[&str]| {
        let out = desk.check(&[&["extract", "--format", "jsonl", "a.txt"], args].concat(), 0, "");
        let zone = |line: &str| serde_json::from_str::<Value>(line).expect("JSON")["zone"].as_str().map(str::to_owned);
        out.lines().filter_map(zone).collect::<std::collections::BTreeSet<_>>()
    };
    assert!(zones(&[]).contains("body"));
    assert!(!zones(&["--zone", "title"]).contains("body"));
    assert!(zones(&["--zone", "chrome,listing"]).iter().all(|zone| zone == "chrome" || zone == "listing"));
}
