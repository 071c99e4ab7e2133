//! Each format counts lines, columns and offsets in its own unit: Hangul, an emoji outside the Basic
//! Multilingual Plane, decomposed Hangul and a tab stand before the claim.

use serde_json::Value;

use crate::Desk;
use crate::parse::{csv, json, markdown, xml};

const SUM: &str = "3200억 원";
const FRONT: &str = "---\nid: here\noutlet: 물결신문\npublished: 2024-05-08\n---\n";
const BODY: &str =
    "가람시가 저류조를 지었다 😀.\n\n\t😀 \u{1112}\u{1161}\u{11ab} 구, 가람시는 저류조 공사비로 3200억 원을 썼다.\n";
const THERE: &str = "{\"id\":\"there\",\"outlet\":\"마루통신\",\"published\":\"2024-05-07\",\"body\":\"가람시는 저류조 공사비로 320억 원을 썼다.\"}\n";

/// The file `here.txt`, which conflicts with line 1 of `there.jsonl`.
fn desk() -> Desk {
    Desk::new(&[("here.txt", &format!("{FRONT}{BODY}")), ("there.jsonl", THERE)])
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
fn the_units_differ_here() {
    let (line, before) = place();
    assert_eq!(line, 8);
    let units = [before.len(), before.chars().count(), before.encode_utf16().count()];
    assert!(units[0] > units[2] && units[2] > units[1], "{units:?}");
}

#[test]
fn json_has_bytes_of_the_field_and_characters_of_the_line() {
    let report = json(&desk().report("json"));
    let line = json(desk().report("jsonl").lines().next().expect("a line"));
    assert_eq!(report["findings"][0], line);
    let label = &line["labels"][0];
    let [start, end] = ["start", "end"].map(|name| number(&label[name]));
    assert_eq!(&BODY[start..end], SUM);
    assert_eq!([number(&label["line"]), number(&label["column"])], [place().0, characters()]);
    let other = &line["labels"][1];
    assert_eq!((number(&other["line"]), &other["column"], &other["path"]), (1, &Value::Null, &"there.jsonl".into()));
}

#[test]
fn sarif_counts_characters() {
    let log = json(&desk().report("sarif"));
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

#[test]
fn rdjson_counts_bytes() {
    let result = json(&desk().report("rdjson"));
    let location = &result["diagnostics"][0]["location"];
    let column = place().1.len() + 1;
    let told = ["start", "end"].map(|end| ["line", "column"].map(|name| number(&location["range"][end][name])));
    assert_eq!(told, [[place().0, column], [place().0, column + SUM.len()]]);
    let related = &result["diagnostics"][0]["relatedLocations"][0]["location"];
    assert_eq!((&related["path"], number(&related["range"]["start"]["line"])), (&"there.jsonl".into(), 1));
}

#[test]
fn web_annotations_count_characters_of_the_file() {
    let page = json(&desk().report("web-annotation"));
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

#[test]
fn lines_for_people_count_characters() {
    let place = format!("here.txt:{}:{}", place().0, characters());
    let concise = desk().report("concise");
    assert!(concise.starts_with(&format!("{place}: value-conflict ")), "{concise}");
    assert!(concise.contains("there.jsonl:1 body:1:15"), "the other place is told too: {concise}");
    for format in ["full", "junit", "markdown"] {
        let report = match format {
            "junit" => xml(&desk().report(format)).1,
            "markdown" => markdown(&desk().report(format), &["value-conflict"]),
            _ => desk().report(format),
        };
        assert!(report.contains(&place), "{format}:\n{report}");
    }
}

#[test]
fn annotations_of_ci_services_have_lines_and_characters() {
    let (line, column) = (place().0, characters());
    let end = column + SUM.chars().count();
    let github = desk().report("github");
    let place = format!("file=here.txt,line={line},col={column},endLine={line},endColumn={end}::");
    assert!(github.contains(&place), "{github}");
    let gitlab = json(&desk().report("gitlab"));
    let location = &gitlab[0]["location"];
    assert_eq!((text(&location["path"]), number(&location["lines"]["begin"])), ("here.txt", line));
}

#[test]
fn csv_has_lines_and_characters() {
    let rows = csv(&desk().report("csv"));
    let row = rows.iter().find(|row| row["text"] == SUM).expect("the claim is a row");
    let told = ["path", "line", "column", "lower", "unit", "findings", "verdict"].map(|name| row[name].as_str());
    let (line, column) = (place().0.to_string(), characters().to_string());
    assert_eq!(told, ["here.txt", &line, &column, "320000000000", "KRW", "value-conflict", "conflict"]);
}
