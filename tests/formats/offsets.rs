//! Each format counts lines, columns and offsets in its own unit: Hangul, an emoji outside the Basic
//! Multilingual Plane, decomposed Hangul and a tab stand before the claim.

use std::collections::HashMap;
use std::sync::LazyLock;

use daejo::report::format::FORMATS;
use serde_json::Value;

use crate::Desk;
use crate::parse::{csv, json, markdown, xml};

const SUM: &str = "3200억 원";
const FRONT: &str = "---\nid: here\noutlet: 물결신문\npublished: 2024-05-08\n---\n";
const BODY: &str =
    "가람시가 저류조를 지었다 😀.\n\n\t😀 \u{1112}\u{1161}\u{11ab} 구, 가람시는 저류조 공사비로 3200억 원을 썼다.\n";
const THERE: &str = "{\"id\":\"there\",\"outlet\":\"마루통신\",\"published\":\"2024-05-07\",\"body\":\"가람시는 저류조 공사비로 320억 원을 썼다.\"}\n";

/// The report on the file `here.txt`, which conflicts with line 1 of `there.jsonl`.
fn report(format: &str) -> &'static str {
    static REPORTS: LazyLock<HashMap<&str, String>> =
        LazyLock::new(|| Desk::new(&[("here.txt", &format!("{FRONT}{BODY}")), ("there.jsonl", THERE)]).reports());
    &REPORTS[format]
}

/// The line of the sum in the file, and what stands before it on that line, both found in the plainest way.
fn place() -> (usize, &'static str) {
    let at = BODY.find(SUM).expect("it is there");
    let start = BODY[..at].rfind('\n').expect("a line before") + 1;
    (FRONT.lines().count() + BODY[..at].lines().count(), &BODY[start..at])
}

fn characters() -> usize {
    place().1.chars().count() + 1
}

fn number(value: &Value) -> usize {
    usize::try_from(value.as_u64().expect("a number")).expect("it fits")
}

#[test]
fn every_format_counts_in_its_own_unit() {
    for format in FORMATS {
        match format.name {
            "json" | "jsonl" => json_has_bytes_of_the_field_and_characters_of_the_line(),
            "sarif" => sarif_counts_characters(),
            "rdjson" => rdjson_counts_bytes(),
            "web-annotation" => web_annotations_count_characters_of_the_file(),
            "full" | "concise" | "html" | "junit" | "markdown" => lines_for_people_count_characters(format.name),
            "github" => github_has_lines_and_characters(),
            "gitlab" => gitlab_has_lines(),
            "csv" => csv_has_lines_and_characters(),
            "table" => assert!(!report("table").contains("here.txt"), "it tells no place"),
            other => panic!("{other} is held to no unit"),
        }
    }
}

#[test]
fn the_units_differ_here() {
    let (line, before) = place();
    assert_eq!(line, 8);
    let units = [before.len(), before.chars().count(), before.encode_utf16().count()];
    assert!(units[0] > units[2] && units[2] > units[1], "{units:?}");
}

fn json_has_bytes_of_the_field_and_characters_of_the_line() {
    let all = json(report("json"));
    let line = json(report("jsonl").lines().next().expect("a line"));
    assert_eq!(all["findings"][0], line);
    let label = &line["labels"][0];
    let [start, end] = ["start", "end"].map(|name| number(&label[name]));
    assert_eq!(&BODY[start..end], SUM);
    assert_eq!([number(&label["line"]), number(&label["column"])], [place().0, characters()]);
    let other = &line["labels"][1];
    assert_eq!((number(&other["line"]), &other["column"], &other["path"]), (1, &Value::Null, &"there.jsonl".into()));
}

fn sarif_counts_characters() {
    let log = json(report("sarif"));
    crate::sarif::check(&log);
    let result = &log["runs"][0]["results"][0];
    let region = &result["locations"][0]["physicalLocation"]["region"];
    let told = ["startLine", "startColumn", "endLine", "endColumn"].map(|name| number(&region[name]));
    assert_eq!(told, [place().0, characters(), place().0, characters() + SUM.chars().count()]);
    assert_eq!(region["snippet"]["text"], SUM);
    let related = &result["relatedLocations"][0]["physicalLocation"];
    assert_eq!(
        (&related["artifactLocation"]["uri"], number(&related["region"]["startLine"])),
        (&"there.jsonl".into(), 1)
    );
}

fn rdjson_counts_bytes() {
    let result = json(report("rdjson"));
    let location = &result["diagnostics"][0]["location"];
    let column = place().1.len() + 1;
    let told = ["start", "end"].map(|end| ["line", "column"].map(|name| number(&location["range"][end][name])));
    assert_eq!(told, [[place().0, column], [place().0, column + SUM.len()]]);
    let related = &result["diagnostics"][0]["related_locations"][0]["location"];
    assert_eq!((&related["path"], number(&related["range"]["start"]["line"])), (&"there.jsonl".into(), 1));
}

fn web_annotations_count_characters_of_the_file() {
    let page = json(report("web-annotation"));
    let target = &page["items"][0]["target"][0];
    let position = &target["selector"][0];
    let [start, end] = ["start", "end"].map(|name| number(&position[name]));
    let file = format!("{FRONT}{BODY}");
    let selected: String = file.chars().skip(start).take(end - start).collect();
    assert_eq!((selected.as_str(), &target["selector"][1]["exact"]), (SUM, &SUM.into()));
    let around = format!("{}{SUM}{}", text(&target["selector"][1]["prefix"]), text(&target["selector"][1]["suffix"]));
    assert!(BODY.contains(&around), "{around}");
    assert_eq!(page["items"][0]["target"][1]["source"], "there.jsonl#line=0,1");
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn lines_for_people_count_characters(format: &str) {
    let place = format!("here.txt:{}:{}", place().0, characters());
    let report = match format {
        "junit" => xml(report(format)).1,
        "markdown" => markdown(report(format), &["value-conflict"]),
        _ => report(format).to_owned(),
    };
    assert!(report.contains(&place), "{format}:\n{report}");
    if format == "concise" {
        assert!(report.starts_with(&format!("{place}: value-conflict ")), "{report}");
        assert!(report.contains("there.jsonl:1 body:1:15"), "the other place is told too: {report}");
    }
}

fn github_has_lines_and_characters() {
    let (line, column) = (place().0, characters());
    let end = column + SUM.chars().count();
    let place = format!("file=here.txt,line={line},col={column},endLine={line},endColumn={end}::");
    assert!(report("github").contains(&place), "{}", report("github"));
}

fn gitlab_has_lines() {
    let location = &json(report("gitlab"))[0]["location"];
    assert_eq!((text(&location["path"]), number(&location["lines"]["begin"])), ("here.txt", place().0));
}

fn csv_has_lines_and_characters() {
    let rows = csv(report("csv"));
    let row = rows.iter().find(|row| row["text"] == SUM).expect("the claim is a row");
    let told = ["path", "line", "column", "lower", "unit", "findings", "verdict"].map(|name| row[name].as_str());
    let (line, column) = (place().0.to_string(), characters().to_string());
    assert_eq!(told, ["here.txt", &line, &column, "320000000000", "KRW", "value-conflict", "conflict"]);
}

/// The same article as a page: its text was taken out of the file, so that no format tells a line or a column of it.
#[test]
fn in_a_page_there_are_no_lines() {
    let body: String = BODY.split("\n\n").map(|paragraph| format!("<p>{paragraph}</p>\n")).collect();
    let page = format!(
        "<html lang=ko><head><title>저류조</title><meta property=og:site_name content=물결신문>\n\
         <meta property=article:published_time content=2024-05-08></head>\n<body><article>\n{body}</article></body></html>\n"
    );
    let reports = Desk::new(&[("here.html", &page), ("there.jsonl", THERE)]).reports();
    let of = |format: &str| json(&reports[format]);
    let label = &of("jsonl")["labels"][0];
    assert_eq!((&label["path"], &label["line"], &label["column"]), (&"here.html".into(), &Value::Null, &Value::Null));
    let physical = &of("sarif")["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
    assert_eq!((&physical["artifactLocation"]["uri"], &physical["region"]), (&"here.html".into(), &Value::Null));
    let location = &of("rdjson")["diagnostics"][0]["location"];
    assert_eq!((&location["path"], &location["range"]), (&"here.html".into(), &Value::Null));
    assert!(reports["github"].contains("file=here.html::"), "{}", reports["github"]);
    assert_eq!(of("gitlab")[0]["location"]["lines"]["begin"], 1, "GitLab wants a line: the first one is the file");
    let selectors = of("web-annotation")["items"][0]["target"][0]["selector"].to_string();
    assert!(selectors.contains("TextQuoteSelector") && !selectors.contains("Position"), "{selectors}");
    let rows = csv(&reports["csv"]);
    let row = rows.iter().find(|row| row["text"] == SUM).expect("the claim is a row");
    assert_eq!(["path", "line", "column"].map(|name| row[name].as_str()), ["here.html", "", ""]);
    for format in ["full", "concise", "html", "junit", "markdown"] {
        assert!(reports[format].contains("here.html body:"), "{format} says that it counts in the text of the page");
    }
}
