//! Completions, manual pages, schemas.

use std::fs;
use std::path::{Path, PathBuf};

use daejo::config::Config;
use daejo::report::{baseline, json};
use daejo::rules::schema::schema;
use schemars::Schema;
use serde_json::Value;

use super::{Desk, corpus};

#[test]
fn every_shell_gets_completions() {
    let desk = Desk::new(&[]);
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.check(&["completions", shell], 0, "");
        for word in ["changed-since", "update-baseline", "extract"] {
            assert!(script.contains(word), "{shell} completes {word}");
        }
    }
    desk.check(&["completions", "fsh"], 2, "'fish'");
}

#[test]
fn every_command_has_a_page() {
    let desk = Desk::new(&[]);
    desk.check(&["man", "pages"], 0, "");
    for (page, word) in [("daejo", "SUBCOMMANDS"), ("daejo-check", "changed"), ("daejo-rules-test", "DIR")] {
        let text = desk.read(&format!("pages/{page}.1"));
        assert!(text.contains(".TH") && text.contains(word), "{page}:\n{text}");
    }
}

fn schema_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema")
}

/// The schemas, each with the file that it is kept in and the command that prints it.
fn schemas() -> Vec<(PathBuf, Vec<String>, Schema)> {
    let file = |(of, schema): (&str, Schema)| {
        (schema_folder().join(format!("{of}.json")), vec!["schema".to_owned(), of.to_owned()], schema)
    };
    let files = [
        ("config", schema::<Config>()),
        ("baseline", baseline::schema()),
        ("report", json::report_schema()),
        ("claim", json::claim_schema()),
    ];
    let rules = daejo::rules::schema::schemas().into_iter().map(|(name, schema)| {
        let command = ["rules", "schema", name].map(str::to_owned).into();
        (schema_folder().join(format!("rules/{name}.json")), command, schema)
    });
    files.map(file).into_iter().chain(rules).collect()
}

fn validator(path: &Path) -> jsonschema::Validator {
    let schema: Value = serde_json::from_str(&fs::read_to_string(path).expect("it is kept")).expect("JSON");
    jsonschema::draft7::options().build(&schema).expect("a schema")
}

#[track_caller]
fn check_valid(validator: &jsonschema::Validator, value: &Value, name: &str) {
    let wrong: Vec<String> =
        validator.iter_errors(value).take(5).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(wrong.is_empty(), "{name}\n{}", wrong.join("\n"));
}

/// With `DAEJO_UPDATE_DOCS=1` they are written anew; what is printed are those kept when daejo was built.
#[test]
fn the_schemas_kept_are_those_of_the_types_and_printed() {
    let desk = Desk::new(&[]);
    let update = std::env::var_os("DAEJO_UPDATE_DOCS").is_some();
    for (path, command, schema) in schemas() {
        let made = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if update {
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
            fs::write(&path, made).expect("schemas can be written");
            continue;
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), made, "{} is out of date", path.display());
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        assert_eq!(desk.check(&command, 0, ""), made);
    }
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules")).expect("the rules are there");
    assert_eq!(folders.count() + 4, schemas().len(), "every folder has a schema");
    desk.check(&["rules", "schema", "unit"], 2, "`units`");
}

#[test]
fn rule_files_follow_their_schemas() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    let mut files = 0;
    for folder in fs::read_dir(rules).expect("the rules are there").map(|entry| entry.expect("readable").path()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let validator = validator(&schema_folder().join(format!("rules/{name}.json")));
        for file in fs::read_dir(&folder).expect("a folder").map(|entry| entry.expect("readable").path()) {
            let text = fs::read_to_string(&file).expect("readable");
            let value: Value = toml::from_str(&text).expect("TOML");
            check_valid(&validator, &value, &file.display().to_string());
            files += 1;
        }
        assert!(!validator.is_valid(&serde_json::json!({})), "{name}: a description is required");
    }
    assert!(files > 50, "there are rule files");
}

#[test]
fn what_daejo_prints_and_writes_follows_the_schemas() {
    let desk = Desk::new(&[]);
    let corpus = corpus();
    let report = desk.check(&["check", &corpus, "--format", "json"], 1, "");
    let report: Value = serde_json::from_str(&report).expect("JSON");
    check_valid(&validator(&schema_folder().join("report.json")), &report, "the report");
    let claim = validator(&schema_folder().join("claim.json"));
    let claims = desk.check(&["extract", &corpus, "--format", "jsonl", "--explain"], 0, "");
    for line in claims.lines() {
        check_valid(&claim, &serde_json::from_str(line).expect("JSON"), line);
    }
    assert!(!claim.is_valid(&serde_json::json!({ "id": "c-1" })));

    desk.check(&["check", &corpus, "--baseline", "b.toml", "--update-baseline", "--reason", "x", "--quiet"], 0, "");
    let baseline = validator(&schema_folder().join("baseline.json"));
    check_valid(&baseline, &toml::from_str(&desk.read("b.toml")).expect("TOML"), "the baseline");
    assert!(!baseline.is_valid(&serde_json::json!({ "accepted": [{ "fingerprint": "1" }] })));

    let shown = desk.check(&["check", "--show-settings"], 0, "");
    let config = validator(&schema_folder().join("config.json"));
    check_valid(&config, &toml::from_str(&shown).expect("TOML"), "the settings");
    assert!(!config.is_valid(&serde_json::json!({ "severity": { "no-such-code": "off" } })));
}
