//! SARIF 2.1.0 (OASIS), for code scanning services. Columns are Unicode code points, as `columnKind`
//! declares; offsets in properties are UTF-8 bytes.

use std::collections::BTreeMap;
use std::io::{self, Write};

use serde_json::json;
use serde_sarif::sarif::{
    ArtifactContent, ArtifactLocation, Location, LogicalLocation, Message, MultiformatMessageString, PhysicalLocation,
    PropertyBag, Region, ReportingDescriptor, Result as Entry, ResultLevel, Run, Sarif, Suppression, Tool,
    ToolComponent,
};

use super::acceptance::{Acceptance, Source};
use super::findings::Label;
use super::place::{Place, Spot};
use super::{Item, View, name_of, safe};
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
    // Whether there is a baseline at all; only then can a result be new.
    let baselined = view.items().any(known);
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
        .results(view.items().map(|item| entry(item, &codes, baselined, view)).collect::<Vec<_>>())
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

fn entry<'a>(item: Item<'a>, codes: &[&str], baselined: bool, view: &View<'a>) -> Entry {
    let code = item.code().to_string();
    let rule = codes.iter().position(|known| *known == code);
    let level = match item.severity() {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Note => ResultLevel::Note,
    };
    let primary = match item.labels().first() {
        Some(label) => location(&view.report.claims[label.claim], view),
        None => Location::builder().physical_location(physical(view.place(item), None)).build(),
    };
    let related = item.labels().iter().enumerate().skip(1).map(|(at, label)| related_location(at, label, view));
    let entry = Entry::builder()
        .rule_id(code)
        .rule_index(rule.map_or(-1, integer))
        .level(level)
        .message(message(&item.said(&view.voice)))
        .locations(vec![primary])
        .related_locations(related.collect::<Vec<_>>())
        .partial_fingerprints(BTreeMap::from([(FINGERPRINT.to_owned(), item.fingerprint().to_owned())]))
        .build();
    Entry {
        suppressions: Some(item.accepted().map(suppression).into_iter().collect()),
        baseline_state: baselined.then(|| json!(if known(item) { "unchanged" } else { "new" })),
        ..entry
    }
}

/// Whether the baseline has the item.
fn known(item: Item) -> bool {
    item.accepted().is_some_and(|accepted| accepted.source == Source::Baseline)
}

/// Why somebody accepts a finding, and where that is written. The standard wants an empty list where
/// nobody does.
fn suppression(accepted: &Acceptance) -> Suppression {
    let kind = match accepted.source {
        Source::Inline => "inSource",
        Source::Baseline => "external",
    };
    Suppression::builder().kind(kind).status("accepted").justification(accepted.reason.as_str()).build()
}

/// What the finding is held against, with its source and its words.
fn related_location(id: usize, label: &Label, view: &View) -> Location {
    let claim = &view.report.claims[label.claim];
    let said = format!("{}: {}", view.source(view.report.article_of(claim)), claim.text);
    Location { id: Some(integer(id)), message: Some(message(&said)), ..location(claim, view) }
}

fn location(claim: &Claim, view: &View) -> Location {
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
        .physical_location(physical(view.places.of(claim), Some(&claim.text)))
        .logical_locations(vec![logical])
        .properties(PropertyBag::builder().additional_properties(properties).build())
        .build()
}

fn physical(place: Place, text: Option<&str>) -> PhysicalLocation {
    let artifact = ArtifactLocation::builder().uri(place.uri()).build();
    let region = match place.spot {
        Spot::Text { start, end } => Some(Region {
            snippet: text.map(|text| ArtifactContent::builder().text(text).build()),
            ..Region::builder()
                .start_line(integer(start.line))
                .start_column(integer(start.column.chars))
                .end_line(integer(end.line))
                .end_column(integer(end.column.chars))
                .build()
        }),
        Spot::Line(line) => Some(Region::builder().start_line(integer(line)).build()),
        Spot::File => None,
    };
    PhysicalLocation { region, ..PhysicalLocation::builder().artifact_location(artifact).build() }
}

/// Plain text as a message, in which brackets would make a link (SARIF 2.1.0, 3.11.6).
fn message(text: &str) -> Message {
    Message::builder().text(text.replace('[', "\\[").replace(']', "\\]")).build()
}

fn integer(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
