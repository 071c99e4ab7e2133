//! Findings that are accepted: in the text, in a baseline.

use serde_json::Value;

use super::{Desk, TWO_SUMS};

const WRONG: &str = "가람시는 저류조 공사비로 3200억 원을 썼다.";
const RIGHT: &str = "가람시는 저류조 공사비로 320억 원을 썼다.";
const NOTE: &str = "daejo: ignore value-conflict reason=\"정정 예정\"";

/// A draft, `name` and `text`, and an article that it conflicts with.
fn desk(name: &str, text: &str) -> Desk {
    let front = |id: &str, day: u32| format!("---\nid: {id}\npublished: 2024-05-0{day}\n---\n");
    let draft = if name.ends_with("html") { text.to_owned() } else { front("draft", 8) + text };
    Desk::new(&[(name, draft.as_bytes()), ("archive/a.txt", (front("old", 7) + RIGHT).as_bytes())])
}

fn findings(json: &str) -> Vec<Value> {
    let report: Value = serde_json::from_str(json).expect("JSON");
    report["findings"].as_array().expect("a list").clone()
}

#[track_caller]
fn check(name: &str, text: &str, status: i32, codes: &[&str]) -> Vec<Value> {
    let desk = desk(name, text);
    let args = ["check", name, "--against", "archive", "--format", "json", "--fail-on", "warning"];
    let out = desk.check(&[&args[..], &["--today", "2024-05-08"]].concat(), status, "");
    let findings = findings(&out);
    let told = |finding: &Value| {
        let code = finding["code"].as_str().expect("a code").to_owned();
        if finding.get("accepted").is_some() { format!("({code})") } else { code }
    };
    assert_eq!(findings.iter().map(told).collect::<Vec<_>>(), codes, "{text}");
    findings
}

#[test]
fn a_note_in_the_text_accepts() {
    check("a.txt", WRONG, 1, &["value-conflict"]);
    check("a.txt", &format!("{NOTE}\n{WRONG}\n"), 0, &["(value-conflict)"]);
    check("a.md", &format!("# 저류조 공사비\n\n<!-- {NOTE} -->\n\n{WRONG}\n"), 0, &["(value-conflict)"]);
    check("a.md", &format!("{WRONG} <!-- {NOTE} until=2024-05-08 -->\n"), 0, &["(value-conflict)"]);
    let page = |note: &str| {
        let more = "가람시는 비가 많이 오는 여름을 앞두고 물을 가두는 시설을 서둘러 지었다고 밝혔다.";
        format!(
            "<html lang=ko><head><title>저류조 공사비</title></head><body><article><h1>저류조 공사비</h1>\
             <p>{more}</p>{note}<p>{WRONG}</p><p>{more} 시민들은 반겼다.</p></article></body></html>"
        )
    };
    check("a.html", &page(""), 1, &["value-conflict"]);
    check("a.html", &page(&format!("<!-- {NOTE} -->")), 0, &["(value-conflict)"]);
}

#[test]
fn the_report_tells_why_and_where_it_is_accepted() {
    let findings = check("a.txt", &format!("{NOTE} until=2024-06-01\n{WRONG}\n"), 0, &["(value-conflict)"]);
    let accepted = &findings[0]["accepted"];
    let expected = serde_json::json!({ "reason": "정정 예정", "until": "2024-06-01", "source": "inline" });
    assert_eq!(accepted, &expected);
}

#[test]
fn an_acceptance_that_accepts_nothing_or_no_longer_is_a_finding() {
    check("a.txt", &format!("{NOTE}\n{RIGHT}\n"), 1, &["unused-acceptance"]);
    check("a.txt", &format!("{NOTE}\n비가 왔다.\n\n{WRONG}"), 1, &["value-conflict", "unused-acceptance"]);
    let ended = format!("비가 왔다.\n{NOTE} until=2024-05-07\n{WRONG}\n");
    let findings = check("a.txt", &ended, 1, &["value-conflict", "expired-acceptance"]);
    let label = &findings[1]["labels"][0];
    let (start, end) = (label["start"].as_u64().expect("a number"), label["end"].as_u64().expect("a number"));
    let stands = usize::try_from(start).expect("small")..usize::try_from(end).expect("small");
    assert_eq!(&ended[stands], format!("{NOTE} until=2024-05-07"));
}

#[test]
fn a_note_that_is_not_understood_is_2_and_named() {
    let check = |note: &str, place: &str| {
        desk("a.txt", &format!("비가 왔다.\n{note}\n{WRONG}\n")).check(&["check", "a.txt"], 2, place);
    };
    check("daejo: ignore value-conflict", "a.txt:6:1: ");
    check("daejo: ignore value-conflict reason=\"x\" until=later", "`later`");
    check("<!-- daejo: accept value-conflict -->", "accept value-conflict");
}

#[test]
fn a_note_is_no_text_of_the_article() {
    let claims = |text: &str| -> Vec<(String, String)> {
        let desk = Desk::new(&[("a.txt", text.as_bytes())]);
        let out = desk.check(
            &["extract", "--format", "jsonl", "--zone", "title,deck,body,caption,listing,chrome", "a.txt"],
            0,
            "",
        );
        let claim = |line: &str| {
            let claim: Value = serde_json::from_str(line).expect("JSON");
            let at = |key: &str| usize::try_from(claim[key].as_u64().expect("a number")).expect("small");
            let field = |key: &str| claim[key].as_str().unwrap_or_default().to_owned();
            assert_eq!(&text[at("start")..at("end")], field("text"), "offsets are those of the file");
            (field("text"), field("measure"))
        };
        out.lines().map(claim).collect()
    };
    let note = "daejo: ignore sum-mismatch reason=\"5월 3일 “3명이라고 밝혔다”는 뜻\" until=2027-01-31";
    let texts =
        ["가람시 저류조 준공", "저류조에는 물 12만 톤이 들어간다고 시는 “넉넉하다”며 밝혔다.", "5월 7일 문을 열었다."];
    let plain = claims(&texts.join("\n\n"));
    assert!(plain.len() > 2, "{plain:?}");
    for noted in [
        texts.join(&format!("\n\n{note}\n\n")),
        texts.join(&format!("\n\n<!-- {note} -->\n\n")),
        format!("{}\n\n{} <!-- {note} -->\n\n{}", texts[0], texts[1], texts[2]),
    ] {
        assert_eq!(claims(&noted), plain, "{noted}");
    }
}

const UPDATE: [&str; 4] = ["--update-baseline", "--reason", "지난 기사", "--quiet"];

#[test]
fn a_baseline_is_made_survives_edits_and_lets_new_findings_through() {
    let draft = format!("{WRONG}\n");
    let desk = desk("a.txt", &draft);
    let check = ["check", "a.txt", "--against", "archive", "--fail-on", "warning", "--baseline", "base.toml"];
    desk.check(&check, 2, "base.toml");
    desk.check(&[&check[..], &UPDATE].concat(), 0, "");
    desk.check(&check, 0, "");
    let made = desk.read("base.toml");
    assert!(made.contains("reason = \"지난 기사\"") && made.contains("article = \"draft\""), "{made}");
    desk.check(&[&check[..], &UPDATE].concat(), 0, "");
    assert_eq!(desk.read("base.toml"), made, "nothing new, nothing changed");

    let front = "---\nid: draft\npublished: 2024-05-08\n---\n";
    desk.write("a.txt", &format!("{front}첫 문단이 새로 왔다.\n\n{WRONG} 뒤에도 한 문장이 왔다.\n"));
    desk.check(&check, 0, "");
    let out = desk.check(&[&check[..], &["--lang", "en"]].concat(), 0, "");
    assert!(out.contains("0 findings") && out.contains("1 accepted"), "{out}");

    desk.write("a.txt", &format!("{front}{}\n", WRONG.replace("3200억", "32억")));
    let out = desk.check(&check, 1, "");
    assert!(
        out.contains("value-conflict") && out.contains("unused-acceptance") && out.contains("base.toml:4"),
        "{out}"
    );
    desk.check(&[&check[..], &["--prune-baseline"]].concat(), 1, "");
    assert!(!desk.read("base.toml").contains("[[accepted]]"));
}

#[test]
fn the_baseline_is_left_alone_where_something_could_not_be_read() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes()), ("base.toml", b"# empty\n")]);
    let args = [&["check", "a.jsonl", "nowhere.txt", "--baseline", "base.toml"][..], &UPDATE].concat();
    desk.check(&args, 2, "nowhere.txt");
    assert_eq!(desk.read("base.toml"), "# empty\n");
}

#[test]
fn a_baseline_that_cannot_be_used_is_2() {
    let desk = Desk::new(&[("a.jsonl", TWO_SUMS.as_bytes()), ("b.toml", b"[[accepted]]\nfingerprint = 3\n")]);
    desk.check(&["check", "a.jsonl", "--baseline", "b.toml"], 2, "b.toml:2:");
    desk.check(&[&["check", "a.jsonl"][..], &UPDATE].concat(), 2, "--baseline");
    desk.check(&["check", "a.jsonl", "--baseline", "c.toml", "--update-baseline"], 2, "--reason");
    desk.check(&[&["check", "a.jsonl", "--baseline", "no/c.toml"][..], &UPDATE].concat(), 2, "error");
}

#[test]
fn the_day_can_be_set() {
    let desk = desk("a.txt", &format!("{NOTE} until=2024-05-08\n{WRONG}\n"));
    let args = ["check", "a.txt", "--against", "archive", "--format", "json"];
    let status = |day: &str| desk.command(&args).env("DAEJO_TODAY", day).output().expect("daejo runs").status.code();
    assert_eq!((status("2024-05-08"), status("2024-05-09")), (Some(0), Some(1)));
    assert_eq!(desk.command(&args).output().expect("daejo runs").status.code(), Some(1), "today is later");
    desk.check(&[&args[..], &["--today", "tomorrow"]].concat(), 2, "like 2027-01-31");
}
