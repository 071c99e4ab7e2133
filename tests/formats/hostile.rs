//! Articles that try to be obeyed: markup, scripts, terminal sequences, changes of direction, formulas,
//! workflow commands, null bytes. Each format is read back by a parser of its kind.

use serde_json::json;

use crate::Desk;
use crate::parse::{self, csv, markdown, xml};

/// What is tried, in one string each, without a character that only some formats can hold.
const ATTEMPTS: [&str; 9] = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</script><!--",
    "]]>&lt;&amp;",
    "[x](javascript:alert(1)) `b` **c** <https://example.com>",
    "@everyone #1 www.example.com",
    "=HYPERLINK(\"http://example.com\")",
    "::error file=a::b%0A::set-output",
    "| a | $x$ {0} \\ '",
];

/// What a terminal or a reader obeys: sequences, direction, null, separators, no characters at all.
const CONTROLS: &str = "\u{1b}[31m\u{1b}]0;t\u{7}\u{9b}2J\u{202e}\u{2066}\u{0}\u{2028}\u{fffe}\r";

fn desk() -> Desk {
    let evil = format!("{} {CONTROLS}", ATTEMPTS.join(" "));
    let article = |id: &str, sum: &str| {
        let body = format!(
            "=1+1 {evil}\n\n가람시는 저류조 공사비로 {sum}을 썼다 {evil}.\n윤 구청장은 “{evil} 물길 {sum}을 살려야 한다”고 말했다."
        );
        let title = format!("=가람시 {evil} {sum}");
        json!({ "id": format!("{evil}{id}"), "outlet": evil, "title": title, "body": body, "published": "2024-05-07",
            "url": format!("javascript:alert(1)//{evil}"), "topic": evil })
        .to_string()
    };
    let lines = [article("a", "320억 원"), article("b", "3200억 원")];
    Desk::new(&[("<img src=x onerror=alert(1)>,:%0A'.jsonl", &(lines.join("\n") + "\n"))])
}

#[test]
fn nothing_is_obeyed_in_any_format() {
    for (format, report) in desk().reports() {
        for bad in ['\u{1b}', '\u{7}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{0}', '\u{2028}'] {
            assert!(!report.contains(bad), "{format} prints {bad:?}");
        }
        assert!(report.contains("3200억 원"), "{format} shows the claim");
        parse(format, &report);
    }
}

/// Reads a report as a program would that is made for it.
fn parse(format: &str, report: &str) {
    match format {
        "full" | "concise" | "table" => {}
        "json" | "gitlab" => drop(parse::json(report)),
        "rdjson" => crate::rdjson::check(&parse::json(report)),
        "jsonl" => report.lines().for_each(|line| {
            let text = parse::json(line)["labels"][0]["article"].to_string();
            assert!(text.contains("<script>"), "what was there is there: {text}");
        }),
        "sarif" => crate::sarif::check(&parse::json(report)),
        "web-annotation" => {
            let page = parse::json(report);
            let source = page["items"][0]["target"][0]["source"].as_str().expect("a source");
            assert!(source.is_ascii() && !source.contains(['<', ' ']), "{source}");
        }
        "html" => {
            assert!(!report.contains("<img") && !report.contains("href=\"javascript"), "markup is shown, not used");
            assert_eq!(report.matches("<script>").count(), 1, "the page has one script, its own");
            assert!(report.contains("&lt;script&gt;alert(1)"), "what was there is there");
        }
        "csv" => {
            for (column, cell) in csv(report).iter().flatten() {
                let number = cell.parse::<f64>().is_ok();
                assert!(number || !cell.starts_with(['=', '+', '-', '@']), "{column} is a formula: {cell}");
            }
        }
        "junit" => {
            let (names, text) = xml(report);
            let known = ["testsuites", "testsuite", "properties", "property", "testcase", "failure"];
            names.iter().for_each(|name| assert!(known.contains(&name.as_str()), "<{name}> is no element of JUnit"));
            ATTEMPTS[..4].iter().for_each(|attempt| assert!(text.contains(attempt), "{attempt} is missing"));
        }
        "markdown" => {
            let text = markdown(report, &["value-conflict", "quote-altered"]);
            ATTEMPTS[..4].iter().for_each(|attempt| assert!(text.contains(attempt), "{attempt} is missing in {text}"));
        }
        "github" => report.lines().for_each(|line| {
            assert!(line.starts_with("::error title=") || line.starts_with("::warning title="), "{line}");
            let properties = line[2..].split("::").next().expect("a command");
            assert!(properties.contains("file=<img src=x onerror=alert(1)>%2C%3A%250A'.jsonl,line=2"), "{line}");
        }),
        other => panic!("{other} has no parser here: what is printed must be read back"),
    }
}
