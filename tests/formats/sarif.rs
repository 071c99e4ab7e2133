//! SARIF, held to the schema of the standard, which the crate `serde-sarif` ships.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::Desk;
use crate::parse::json;

/// The OASIS schema of SARIF 2.1.0.
fn schema() -> Value {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml");
    let compiler = printed(Command::new("rustc").arg("-vV"));
    let host = compiler.lines().find_map(|line| line.strip_prefix("host: ")).expect("it tells its host");
    let mut metadata = Command::new(env!("CARGO"));
    metadata.args(["metadata", "--format-version", "1", "--locked", "--offline", "--filter-platform", host]);
    let metadata = json(&printed(metadata.arg("--manifest-path").arg(manifest)));
    let packages = metadata["packages"].as_array().expect("packages");
    let package = packages.iter().find(|package| package["name"] == "serde-sarif").expect("a dependency");
    let folder = Path::new(package["manifest_path"].as_str().expect("a path")).parent().expect("a folder");
    let schema = std::fs::read_to_string(folder.join("src/schema.json")).expect("the schema is there");
    // The published schema has a bracket too many in the pattern of language tags, which no strict reader takes.
    json(&schema.replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$"))
}

fn printed(command: &mut Command) -> String {
    String::from_utf8(command.output().expect("it runs").stdout).expect("UTF-8")
}

#[track_caller]
pub(crate) fn check(log: &Value) {
    let schema = schema();
    assert!(schema["$id"].as_str().is_some_and(|id| id.ends_with("sarif-schema-2.1.0.json")));
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

#[test]
fn the_corpus_is_valid_sarif() {
    let desk = Desk::new(&[]);
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let output = desk.command(&["check", "-f", "sarif", &corpus.display().to_string()]).output().expect("daejo runs");
    let log = json(&String::from_utf8(output.stdout).expect("UTF-8"));
    check(&log);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = run["tool"]["driver"]["rules"].as_array().expect("rules");
    for result in run["results"].as_array().expect("results") {
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().expect("an index")).expect("small")];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().is_some_and(|help| !help.is_empty()));
        assert!(result["partialFingerprints"]["daejo/v1"].is_string());
        let conflict = result["ruleId"].as_str().is_some_and(|rule| rule.ends_with("-conflict"));
        let related = result["relatedLocations"].as_array().expect("a list");
        assert!(!conflict || !related.is_empty(), "both sides of a conflict are there: {result}");
    }
}

#[test]
fn the_schema_tells_right_from_wrong() {
    let mut log = json(&Desk::with_a_conflict().reports()["sarif"]);
    check(&log);
    log["runs"][0]["columnKind"] = "bytes".into();
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    assert!(!validator.is_valid(&log));
}

/// The results of a check, by code, after some arguments.
#[track_caller]
fn results(desk: &Desk, args: &[&str]) -> Vec<Value> {
    let output = desk.command(&[&["check", ".", "-f", "sarif"], args].concat()).output().expect("daejo runs");
    let log = json(&String::from_utf8(output.stdout).expect("UTF-8"));
    check(&log);
    log["runs"][0]["results"].as_array().expect("results").clone()
}

#[test]
fn what_is_accepted_is_marked_and_not_dropped() {
    let desk = Desk::with_a_conflict();
    let baseline = ["--baseline", "b.toml"];
    assert_eq!(results(&desk, &[])[0]["suppressions"], json("[]"), "nobody accepts it");
    assert!(results(&desk, &[]).iter().all(|result| result.get("baselineState").is_none()), "there is no baseline");
    let [known] = &results(&desk, &[&baseline[..], &["--update-baseline", "--reason", "정정 예정"]].concat())[..]
    else {
        panic!("there is one finding")
    };
    let suppression = json(r#"[{"kind": "external", "status": "accepted", "justification": "정정 예정"}]"#);
    assert_eq!((&known["suppressions"], &known["baselineState"]), (&suppression, &"unchanged".into()));

    let pier = |day: u32, note: &str| {
        format!("---\npublished: 2024-05-0{day}\n---\n{note}물결항 방파제의 길이는 {}m다.\n", 30 * 10_u32.pow(day))
    };
    let note = "daejo: ignore value-conflict reason=\"본사 확인\"\n";
    std::fs::write(desk.path().join("c.txt"), pier(1, "")).expect("files can be written");
    std::fs::write(desk.path().join("d.txt"), pier(2, "")).expect("files can be written");
    let states = |results: &[Value]| {
        results.iter().map(|result| result["baselineState"].as_str().map(str::to_owned)).collect::<Vec<_>>()
    };
    let mut found = states(&results(&desk, &baseline));
    found.sort();
    assert_eq!(found, [Some("new".to_owned()), Some("unchanged".to_owned())]);
    std::fs::write(desk.path().join("d.txt"), pier(2, note)).expect("files can be written");
    let inline = results(&desk, &[]).into_iter().filter(|result| result["suppressions"][0]["kind"] == "inSource");
    let reasons: Vec<Value> = inline.map(|result| result["suppressions"][0]["justification"].clone()).collect();
    assert_eq!(reasons, ["본사 확인"]);
}
