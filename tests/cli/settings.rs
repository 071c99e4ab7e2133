//! `daejo.toml`: found, laid under the command line, applied by path.

use serde_json::Value;

use super::{Desk, text};

const A: &str = "가람시는 저류조 공사비로 321억 원을 썼다.\n";
const B: &str = "가람시는 저류조 공사비로 324억 원을 썼다.\n";

fn article(id: &str, outlet: &str, published: &str, topic: &str, body: &str) -> String {
    format!("---\nid: {id}\noutlet: {outlet}\npublished: {published}\ntopic: {topic}\n---\n{body}")
}

/// Two articles that conflict, in two folders, and settings above them.
fn desk(settings: &str) -> Desk {
    let a = article("a", "가람일보", "2024-05-07", "x", A);
    let b = article("b", "물결신문", "2024-05-30", "y", B);
    Desk::new(&[("old/a.txt", a.as_bytes()), ("new/b.txt", b.as_bytes()), ("daejo.toml", settings.as_bytes())])
}

/// What is found under these settings: code, severity and article of each.
#[track_caller]
fn check(settings: &str, args: &[&str], expected: &[&str]) {
    let output =
        desk(settings).command(&[&["check", ".", "--format", "json"], args].concat()).output().expect("it runs");
    assert_eq!(text(&output.stderr), "", "{settings}");
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let told = |finding: &Value| {
        let field = |value: &Value| value.as_str().expect("a string").to_owned();
        [field(&finding["code"]), field(&finding["severity"]), field(&finding["labels"][0]["article"])].join(" ")
    };
    let found: Vec<String> = report["findings"].as_array().expect("a list").iter().map(told).collect();
    assert_eq!(found, expected, "{settings}");
    let fails = expected.iter().any(|finding| finding.contains(" error "));
    assert_eq!(output.status.code(), Some(i32::from(fails)), "{settings}");
}

#[test]
fn each_setting_does_what_it_says() {
    let conflict = ["value-conflict error b"];
    check("", &[], &conflict);
    check("severity = { value-conflict = \"note\" }", &[], &["value-conflict note b"]);
    check("severity = { value-conflict = \"off\" }", &[], &[]);
    check("tolerance = \"1%\"", &[], &[]);
    check("tolerance = \"0.5%\"", &[], &conflict);
    check("trusted-outlets = [\"물결신문\"]", &[], &["value-conflict error a"]);
    check("zones = [\"title\"]", &[], &[]);
    check("compare.group-by = \"topic\"", &[], &[]);
    check("compare.within-days = 22", &[], &[]);
    check("compare.within-days = 23", &[], &conflict);
}

#[test]
fn the_command_line_goes_before_the_settings() {
    let conflict = ["value-conflict error b"];
    check("compare.within-days = 7", &["--within-days", "60"], &conflict);
    check("severity = { value-conflict = \"off\" }", &["--isolated"], &conflict);
    let desk = desk("fail-on = \"never\"\nlang = \"en\"\n");
    assert!(desk.check(&["check", "."], 0, "").contains("2 articles"));
    assert!(desk.check(&["check", ".", "--fail-on", "error", "--lang", "ko"], 1, "").contains("기사 2건"));
}

#[test]
fn an_override_holds_below_its_paths() {
    let over = |paths: &str, what: &str| format!("[[override]]\npaths = [{paths}]\n{what}\n");
    let off = "severity = { value-conflict = \"off\" }";
    check(&over("\"new/**\"", off), &[], &[]);
    check(&over("\"old/**\"", off), &[], &["value-conflict error b"]);
    check(&over("\"b.txt\"", off), &[], &[]);
    let later = over("\"new/**\"", off) + &over("\"*.txt\"", "severity = { value-conflict = \"warning\" }");
    check(&later, &[], &["value-conflict warning b"]);
    check(&over("\"new/*\"", "tolerance = \"1%\""), &["--against", "old"], &["value-conflict error b"]);
    desk(&over("\"[\"", off)).check(&["check", "."], 2, "daejo.toml:2:");
}

#[test]
fn the_tolerance_is_that_of_the_article_under_check() {
    let desk = desk("[[override]]\npaths = [\"new/**\"]\ntolerance = \"1%\"\n");
    desk.check(&["check", "new", "--against", "old"], 0, "");
    desk.check(&["check", "old", "--against", "new"], 1, "");
}

#[test]
fn settings_are_found_above_all_the_paths() {
    let desk = desk("severity = { value-conflict = \"off\" }");
    desk.write("new/daejo.toml", "severity = { value-conflict = \"warning\" }");
    desk.check(&["check", "new", "old"], 0, "");
    desk.check(&["check", "new", "--against", "old", "--fail-on", "warning"], 1, "");
    desk.check(&["check", "new", "old", "--fail-on", "warning", "-c", "new/daejo.toml"], 1, "");
}

#[test]
fn the_language_of_articles_and_the_zones_follow_their_paths() {
    let desk = Desk::new(&[
        ("a.txt", b"GDP 3%"),
        ("b/a.txt", b"GDP 3%"),
        ("daejo.toml", b"[[override]]\npaths = [\"b/**\"]\narticle-lang = \"ko\"\nzones = [\"chrome\"]\n"),
    ]);
    let claims = |args: &[&str]| desk.check(&[&["extract", "--format", "jsonl"], args].concat(), 0, "");
    assert!(claims(&["a.txt"]).contains("\"lang\":\"en\""));
    assert_eq!(claims(&["b/a.txt"]), "");
    assert!(claims(&["b/a.txt", "--zone", "body"]).contains("\"lang\":\"ko\""));
}

#[test]
fn rates_and_house_rules_are_used() {
    let body = "예산은 100만달러(약 20억원)다.\n";
    let desk = |settings: &str| {
        let house = "description = \"Pots\"\ndimension = \"count\"\n[[unit]]\ncode = \"{pot}\"\n\
            name = { ko = \"꿀단지\", en = \"pots\" }\nko = [\"꿀단지\"]\n";
        Desk::new(&[
            ("n/a.txt", article("a", "x", "2026-05-07", "x", body).as_bytes()),
            ("n/b.txt", "오늘은 7꿀단지를 팔았다.".as_bytes()),
            ("n/daejo.toml", settings.as_bytes()),
            ("n/house/units/pots.toml", house.as_bytes()),
        ])
    };
    let rates =
        "[[rates]]\nbase = \"KRW\"\ntolerance = \"0.05\"\nyear = [{ year = 2026, price = { USD = \"2000\" } }]\n";
    desk("").check(&["check", "n/a.txt", "--fail-on", "warning", "--today", "2026-06-01"], 1, "");
    desk(rates).check(&["check", "n/a.txt", "--fail-on", "warning", "--today", "2026-06-01"], 0, "");
    desk(&rates.replace("2000", "-1")).check(&["check", "n/a.txt"], 2, "daejo.toml:4:");
    let extract = ["extract", "--format", "jsonl", "n/b.txt"];
    assert!(!desk("").check(&extract, 0, "").contains("{pot}"));
    assert!(desk("rules = [\"house\"]").check(&extract, 0, "").contains("{pot}"), "the folder counts from the file");
}

#[test]
fn the_settings_shown_are_the_settings() {
    let settings = "tolerance = \"1.5%\"\nrules = [\"house\"]\n[severity]\nsum-mismatch = \"off\"\n[[override]]\n\
        paths = [\"new/**\"]\nzones = [\"title\"]\n[[rates]]\nbase = \"KRW\"\ntolerance = \"0.05\"\n\
        year = [{ year = 2026, price = { USD = \"1400\" } }]\n";
    let desk = desk(settings);
    std::fs::create_dir(desk.path().join("house")).expect("folders can be made");
    let shown = desk.check(&["check", "--show-settings", ".", "--fail-on", "note", "--lang", "en"], 0, "");
    for line in ["fail-on = \"note\"", "lang = \"en\"", "tolerance = \"1.5%\"", "max-bytes = 10000000", "USD"] {
        assert!(shown.contains(line), "{line} is missing in\n{shown}");
    }
    desk.write("shown.toml", &shown);
    let again = desk.check(&["check", "--show-settings", ".", "--config", "shown.toml"], 0, "");
    let body = |shown: &str| shown.split_once('\n').map(|(_, rest)| rest.to_owned());
    assert_eq!(body(&again), body(&shown), "what is shown can be used as settings");
    let of_file = desk.check(&["check", "--show-settings", "new/b.txt"], 0, "");
    assert!(of_file.contains("# new/b.txt") && of_file.contains("# zones = [\"title\"]"), "{of_file}");
    assert!(desk.check(&["extract", "--show-settings", "--isolated"], 0, "").starts_with("lang = "));
}

#[test]
fn init_writes_settings_that_can_be_used() {
    for lang in ["ko", "en"] {
        let desk = Desk::new(&[]);
        desk.check(&["init", "--lang", lang], 0, "");
        desk.check(&["init", "--lang", lang], 2, "daejo.toml");
        let commented = desk.read("daejo.toml");
        let shown = desk.check(&["check", "--show-settings", "--lang", lang], 0, "");
        assert_eq!(shown.split_once('\n').map(|(_, rest)| rest.to_owned()), {
            Some(desk.check(&["check", "--show-settings", "--lang", lang, "--isolated"], 0, ""))
        });
        let setting = |line: &str| line.starts_with("# [") || line.starts_with("# ") && line.contains(" = ");
        let bare = |line: &str| if setting(line) { line[2..].to_owned() } else { line.to_owned() };
        desk.write("daejo.toml", &commented.lines().map(bare).collect::<Vec<_>>().join("\n"));
        std::fs::create_dir_all(desk.path().join("house")).expect("folders can be made");
        let shown = desk.check(&["check", "--show-settings"], 0, "");
        for key in
            ["article-lang", "trusted-outlets", "within-days", "override", "rates", "baseline", "elapsed-mismatch"]
        {
            assert!(shown.contains(key), "{key} is missing in\n{shown}");
        }
    }
}

#[test]
fn quiet_and_verbose() {
    let desk = desk("");
    desk.check(&["check", ".", "-v", "--lang", "en"], 1, "note: settings: ");
    let late = article("z", "x", "2999-01-01", "x", A);
    desk.write("z.txt", &late);
    desk.check(&["check", "z.txt", "--lang", "en"], 2, "warning: z.txt:4");
    let output = desk.command(&["check", "z.txt", "-q"]).output().expect("daejo runs");
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(2)));
    desk.check(&["check", "nowhere.txt", "-q"], 2, "nowhere.txt");
}
