//! The rules that the binary carries hold: every example, every message.

use std::fs;
use std::path::{Path, PathBuf};

use daejo::check::Kind;
use daejo::judge::{Code, Verdict};
use daejo::rules::{Rules, examples};
use regex::Regex;

const CODES: [Code; 5] =
    [Code::ValueConflict, Code::DateConflict, Code::QuoteAltered, Code::QuoteMisattributed, Code::TimelineConflict];
const CHECKS: [Kind; 5] =
    [Kind::ConversionMismatch, Kind::SumMismatch, Kind::RatioMismatch, Kind::WeekdayMismatch, Kind::ElapsedMismatch];
const VERDICTS: [Verdict; 5] =
    [Verdict::Agree, Verdict::Compatible, Verdict::Update, Verdict::Variant, Verdict::Conflict];

#[test]
fn examples_hold() {
    let (count, failures) = examples::run(&Rules::checked(&[]).expect("the embedded rules compile"));
    let failures: Vec<String> = failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{} of {count} examples fail\n\n{}", failures.len(), failures.join("\n\n"));
    assert!(count > 0, "there are examples");
}

#[test]
fn every_code_and_verdict_has_its_words() {
    let rules = Rules::shared();
    let name = |value: serde_json::Value| value.as_str().expect("a name").to_owned();
    let codes = CODES.map(|code| name(serde_json::to_value(code).expect("a name")));
    let checks = CHECKS.map(|check| name(serde_json::to_value(check).expect("a name")));
    let verdicts = VERDICTS.map(|verdict| name(serde_json::to_value(verdict).expect("a name")));
    let keys = codes.iter().flat_map(|code| [format!("code.{code}"), format!("finding.{code}")]);
    let keys = keys.chain(checks.iter().map(|check| format!("code.{check}")));
    let keys = keys.chain(verdicts.iter().map(|verdict| format!("verdict.{verdict}")));
    let missing: Vec<String> = keys.filter(|key| !rules.messages.has(key)).collect();
    assert!(missing.is_empty(), "no message for {missing:?}");
    let stale = ["unused-acceptance", "expired-acceptance"].map(str::to_owned);
    let mut explained: Vec<String> = codes.into_iter().chain(checks).chain(stale).collect();
    explained.sort();
    assert_eq!(rules.messages.keys_below("code."), explained, "explain knows the codes and no others");
}

#[test]
fn what_is_weighed_has_its_words() {
    let rules = Rules::shared();
    let mut missing = Vec::new();
    for (feature, levels) in ["quantity", "date"].iter().flat_map(|kind| &rules.weights.of(kind).feature) {
        let keys = levels.keys().map(|level| format!("level.{level}")).chain([format!("evidence.{feature}")]);
        missing.extend(keys.filter(|key| !rules.messages.has(key)));
    }
    assert!(missing.is_empty(), "no message for {missing:?}");
}

/// Keys are written where they are used; each must be in the table. Tests use keys of their own.
#[test]
fn every_key_in_the_code_has_a_message() {
    let rules = Rules::shared();
    let key = Regex::new(r#"(?:Reason::new|\.word|\.around)\(\s*"([^"]+)""#).expect("a pattern");
    let problem = Regex::new(r#"Problem::(?:error|warning)\([^"]*,\s*"([^"]+)"\)"#).expect("a pattern");
    let mut missing = Vec::new();
    let mut seen = 0;
    for path in sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&path).expect("readable");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let problems = problem.captures_iter(code).map(|found| format!("reading.{}", &found[1]));
        for found in key.captures_iter(code).map(|found| found[1].to_owned()).chain(problems) {
            seen += 1;
            if !rules.messages.has(&found) {
                missing.push(format!("{}: {found}", path.display()));
            }
        }
    }
    assert!(missing.is_empty(), "no message for\n{}", missing.join("\n"));
    assert!(seen > 20, "the pattern still finds keys");
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("readable").path());
    let (folders, files): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let files = files.into_iter().filter(|path| {
        path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") && !path.ends_with("sample.rs")
    });
    files.chain(folders.iter().flat_map(|folder| sources(folder))).collect()
}

/// A rule file that breaks, and what daejo says about it.
#[track_caller]
fn check_broken(name: &str, text: &str, expected: &str) {
    let house = tempfile::tempdir().expect("a temporary folder");
    let path = house.path().join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    fs::write(&path, text).expect("files can be written");
    let error = Rules::load(&[house.path().to_owned()]).expect_err("the file is broken").to_string();
    assert_eq!(error.strip_prefix(&path.display().to_string()), Some(expected), "{error}");
}

#[test]
fn broken_files_are_shown_where_they_break() {
    check_broken("messages/x.toml", "message = []\n", ":1:1: expected `description = \"…\"`: what the file is for");
    check_broken(
        "messages/x.toml",
        "description = \"x\"\nmesage = []\n",
        ":2:1: unknown field `mesage`, expected one of `message`, `particle`, `sound`",
    );
    check_broken("messages/x.toml", "description = \"x\"\nmessage = [\n", ":2:12: unclosed array, expected `]`");
    check_broken(
        "messages/x.toml",
        "description = \"x\"\n\n[[message]]\nkey = \"a\"\nko = \"{n:을/은}\"\nen = \"{n}\"\n",
        ":5:6: unknown pair of particles `을/은`; expected one of 은/는, 이/가, 을/를, 과/와, 으로/로, 이나/나, 이라/라, \
         이라고/라고, 이라는/라는, 이란/란, 이며/며, 이고/고, 이지만/지만, 이어서/여서, 이었/였",
    );
    check_broken("pots/x.toml", "description = \"x\"\n", ": lies in no folder that daejo reads rules from");
}

#[test]
fn a_pattern_that_is_broken_is_shown_before_it_is_used() {
    let house = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(house.path().join("zones")).expect("folders can be made");
    for (kind, line) in [("[[line]]\nzone = \"chrome\"", 4), ("[[byline]]", 3), ("[[dateline]]", 3)] {
        let text = format!("description = \"x\"\n{kind}\nmatches = ['(a']\n");
        fs::write(house.path().join("zones/x.toml"), text).expect("files can be written");
        let error = Rules::load(&[house.path().to_owned()]).expect_err("the pattern is broken").to_string();
        assert!(error.contains(&format!("x.toml:{line}:12: ")) && error.contains("unclosed group"), "{error}");
    }
}

#[test]
fn a_house_file_of_the_same_name_replaces_the_embedded_one() {
    let house = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(house.path().join("messages")).expect("folders can be made");
    let text = "description = \"None\"\n";
    fs::write(house.path().join("messages/codes.toml"), text).expect("files can be written");
    let rules = Rules::load(&[house.path().to_owned()]).expect("a valid file");
    assert!(!rules.messages.has("code.value-conflict"));
    assert!(Rules::embedded().messages.has("code.value-conflict"));
}
