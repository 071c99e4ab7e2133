//! SARIF 2.1.0 (OASIS), for code scanning services. Columns are Unicode code points, as `columnKind`
//! declares; offsets in properties are UTF-8 bytes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactContent, ArtifactLocation, Location, LogicalLocation, Message, MultiformatMessageString, PhysicalLocation,
    PropertyBag, Region, ReportingDescriptor, Result as Entry, ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use super::findings::Label;
use super::place::Spot;
use super::{Finding, View, name_of, safe};
use crate::judge::Severity;
use crate::resolve::Claim;

/// Where the standard's schema is published.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Name of our fingerprints; the number goes up when they are made in another way.
const FINGERPRINT: &str = "daejo/v1";

/// Writes the findings as one run.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let codes = view.voice.codes();
    let driver = ToolComponent::builder()
        .name("daejo")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .language(view.voice.tag())
        .rules(codes.iter().map(|code| rule(code, view)).collect::<Vec<_>>())
        .build();
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .language(view.voice.tag())
        .column_kind("unicodeCodePoints")
        .results(view.report.findings.iter().map(|finding| entry(finding, &codes, view)).collect::<Vec<_>>())
        .build();
    let log = Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs(vec![run]).build();
    safe::write_json(&mut *out, &log)?;
    out.write_all(b"\n")
}

/// What a code means: the first sentence, the first paragraph, and all of it.
fn rule(code: &str, view: &View) -> ReportingDescriptor {
    let text = view.voice.word(&format!("code.{code}"));
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let sentence = paragraph.find(". ").map_or(paragraph, |end| &paragraph[..=end]);
    let string = |text: &str| MultiformatMessageString::builder().text(text).build();
    ReportingDescriptor::builder()
        .id(code)
        .short_description(string(sentence))
        .full_description(string(paragraph))
        .help(string(&text))
        .build()
}

fn entry(finding: &Finding, codes: &[&str], view: &View) -> Entry {
    let code = finding.code.to_string();
    let rule = codes.iter().position(|known| *known == code);
    let level = match finding.severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Note => ResultLevel::Note,
    };
    let (primary, related) = finding.labels.split_at(1);
    let related = related.iter().enumerate().map(|(at, label)| related_location(at + 1, label, view));
    Entry::builder()
        .rule_id(code)
        .rule_index(rule.map_or(-1, integer))
        .level(level)
        .message(message(&view.voice.sentences(&finding.message)))
        .locations(primary.iter().map(|label| location(&view.report.claims[label.claim], view)).collect::<Vec<_>>())
        .related_locations(related.collect::<Vec<_>>())
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), finding.fingerprint.clone())]))
        .build()
}

/// What the finding is held against, with its source and its words.
fn related_location(id: usize, label: &Label, view: &View) -> Location {
    let claim = &view.report.claims[label.claim];
    let said = format!("{}: {}", view.source(view.report.article_of(claim)), claim.text);
    Location { id: Some(integer(id)), message: Some(message(&said)), ..location(claim, view) }
}

fn location(claim: &Claim, view: &View) -> Location {
    let place = view.places.of(claim);
    let artifact = ArtifactLocation::builder().uri(place.uri()).build();
    let snippet = ArtifactContent::builder().text(claim.text.as_str()).build();
    let region = match place.spot {
        Spot::Text { start, end } => Some(
            Region::builder()
                .start_line(integer(start.line))
                .start_column(integer(start.column.chars))
                .end_line(integer(end.line))
                .end_column(integer(end.column.chars))
                .snippet(snippet)
                .build(),
        ),
        Spot::Line(line) => Some(Region::builder().start_line(integer(line)).build()),
        Spot::File => None,
    };
    let article = &view.report.article_of(claim).id;
    let logical = LogicalLocation::builder().name(article.as_str()).kind("article").build();
    let properties = BTreeMap::from([
        ("article".to_owned(), json!(article)),
        ("field".to_owned(), json!(claim.field)),
        ("start".to_owned(), json!(claim.span.start)),
        ("end".to_owned(), json!(claim.span.end)),
        ("value".to_owned(), json!(view.voice.value(claim))),
        ("status".to_owned(), json!(name_of(&claim.status))),
    ]);
    Location::builder()
        .physical_location(PhysicalLocation {
            region,
            ..PhysicalLocation::builder().artifact_location(artifact).build()
        })
        .logical_locations(vec![logical])
        .properties(PropertyBag::builder().additional_properties(properties).build())
        .build()
}

/// Plain text as a message, in which brackets would make a link (SARIF 2.1.0, 3.11.6).
fn message(text: &str) -> Message {
    Message::builder().text(text.replace('[', "\\[").replace(']', "\\]")).build()
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
