//! W3C Web Annotations (JSON-LD), for annotation tools and archives. Offsets are Unicode code points, as
//! the recommendation's `TextPositionSelector` wants them.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Value, json};

use super::findings::Label;
use super::place::Spot;
use super::{Finding, View, safe};
use crate::position::Point;
use crate::resolve::Claim;

/// How much text before and behind a claim tells where it stands, in characters.
const CONTEXT: usize = 32;

/// Writes one annotation a finding, as one page.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let page = Page {
        context: "http://www.w3.org/ns/anno.jsonld",
        kind: "AnnotationPage",
        items: view
            .report
            .findings
            .iter()
            .filter(|finding| finding.accepted.is_none())
            .map(|finding| annotation(finding, view))
            .collect(),
    };
    safe::write_json(&mut *out, &page)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Page {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<Value>,
}

fn annotation(finding: &Finding, view: &View) -> Value {
    json!({
        "id": format!("urn:daejo:{}", finding.fingerprint),
        "type": "Annotation",
        "motivation": "assessing",
        "body": [
            {
                "type": "TextualBody",
                "value": view.voice.sentences(&finding.message),
                "format": "text/plain",
                "language": view.voice.tag(),
                "purpose": "assessing",
            },
            { "type": "TextualBody", "value": finding.code.to_string(), "purpose": "tagging" },
        ],
        "target": finding.labels.iter().map(|label| target(label, view)).collect::<Vec<_>>(),
    })
}

fn target(label: &Label, view: &View) -> Value {
    let claim = &view.report.claims[label.claim];
    let place = view.places.of(claim);
    let (source, points) = match place.spot {
        Spot::Text { start, end } => (place.uri(), Some([start, end])),
        // An article of a JSONL file has no address; the line is told as RFC 5147 tells it.
        Spot::Line(line) => (format!("{}#line={},{line}", place.uri(), line - 1), Some(view.places.in_field(claim))),
        // The text was taken out of the page: its offsets are not those of the page.
        Spot::File => (view.report.article_of(claim).url.clone().unwrap_or_else(|| place.uri()), None),
    };
    let position = points.map(|points| {
        let [start, end] = points.map(|point: Point| point.offset.chars);
        json!({ "type": "TextPositionSelector", "start": start, "end": end })
    });
    let selectors: Vec<Value> = position.into_iter().chain([quote(claim, view)]).collect();
    json!({ "source": source, "selector": selectors })
}

/// The words of a claim with those around them.
fn quote(claim: &Claim, view: &View) -> Value {
    let text = view.report.article_of(claim).text(claim.field);
    let before = &text[..claim.span.start];
    let prefix = before.char_indices().rev().take(CONTEXT).last().map_or(before, |(at, _)| &before[at..]);
    let suffix: String = text[claim.span.end..].chars().take(CONTEXT).collect();
    json!({ "type": "TextQuoteSelector", "exact": claim.text, "prefix": prefix, "suffix": suffix })
}
