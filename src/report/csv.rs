//! CSV (RFC 4180, UTF-8 with a byte order mark, so that spreadsheets read Korean), for tables of one's
//! own: one row a claim. A cell that a spreadsheet would take for a formula begins with an apostrophe.

use std::collections::HashMap;
use std::io::{self, Write};

use super::{Item, View, name_of, safe, snippet};
use crate::judge::Relation;
use crate::resolve::Claim;

/// The columns. Their names stay the same in every language, so that scripts can rely on them.
const COLUMNS: [&str; 27] = [
    "claim",
    "group",
    "verdict",
    "origins",
    "findings",
    "message",
    "accepted",
    "article",
    "outlet",
    "published",
    "title",
    "path",
    "line",
    "column",
    "field",
    "kind",
    "text",
    "value",
    "lower",
    "upper",
    "unit",
    "speaker",
    "about",
    "time",
    "role",
    "status",
    "zone",
];

/// The columns of relations, likewise.
const RELATION_COLUMNS: [&str; 14] = [
    "relation",
    "verdict",
    "code",
    "severity",
    "score",
    "why",
    "claim",
    "article",
    "text",
    "value",
    "other claim",
    "other article",
    "other text",
    "other value",
];

/// Writes one row a claim.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    write_columns(out)?;
    write_rows(out, view)
}

/// Writes the names of the columns of claims.
///
/// # Errors
/// When `out` does.
pub fn write_columns(out: &mut dyn Write) -> io::Result<()> {
    write_head(out, &COLUMNS)
}

/// Writes one row a claim, without the names of the columns.
///
/// # Errors
/// When `out` does.
pub fn write_rows(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let mut rows = writer(out);
    let context = Context::new(view);
    for (index, claim) in view.report.claims.iter().enumerate() {
        rows.write_record(context.row(index, claim))?;
    }
    rows.flush()
}

/// Writes the names of the columns of relations.
///
/// # Errors
/// When `out` does.
pub fn write_relation_columns(out: &mut dyn Write) -> io::Result<()> {
    write_head(out, &RELATION_COLUMNS)
}

/// Writes one row a relation, without the names of the columns.
///
/// # Errors
/// When `out` does.
pub fn write_relation_rows(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let mut rows = writer(out);
    for relation in &view.report.relations {
        rows.write_record(relation_row(relation, view))?;
    }
    rows.flush()
}

fn write_head(out: &mut dyn Write, columns: &[&str]) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut rows = writer(out);
    rows.write_record(columns)?;
    rows.flush()
}

fn writer(out: &mut dyn Write) -> csv::Writer<&mut dyn Write> {
    csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out)
}

fn relation_row(relation: &Relation, view: &View) -> Vec<String> {
    let report = view.report;
    let why: Vec<String> = relation.reasons.iter().map(|reason| view.voice.say(reason)).collect();
    let sides = relation.claims.into_iter().flat_map(|claim| {
        let claim = &report.claims[claim];
        let article = &report.article_of(claim).id;
        [claim.id.to_string(), cell(article), cell(&claim.text), cell(&view.voice.value(claim))]
    });
    let judged = [
        relation.id.to_string(),
        name_of(&relation.verdict),
        relation.code.map(|code| name_of(&code)).unwrap_or_default(),
        relation.severity.map(|severity| name_of(&severity)).unwrap_or_default(),
        relation.score.to_string(),
        cell(&why.join("; ")),
    ];
    judged.into_iter().chain(sides).collect()
}

/// What a row needs to know of the rest of the report.
struct Context<'a, 'v> {
    view: &'a View<'v>,
    /// The group of each claim that has one.
    groups: HashMap<usize, usize>,
    /// The findings of each claim that has some.
    findings: HashMap<usize, Vec<usize>>,
}

impl<'a, 'v> Context<'a, 'v> {
    fn new(view: &'a View<'v>) -> Self {
        let groups = view.report.groups.iter().enumerate();
        let groups = groups.flat_map(|(group, of)| of.claims.iter().map(move |&claim| (claim, group))).collect();
        let mut findings: HashMap<usize, Vec<usize>> = HashMap::new();
        for (index, finding) in view.report.findings.iter().enumerate() {
            findings.entry(finding.primary()).or_default().push(index);
        }
        Self { view, groups, findings }
    }

    /// The cells, in the order of [`COLUMNS`].
    fn row(&self, index: usize, claim: &Claim) -> Vec<String> {
        let Self { view, groups, findings } = self;
        let report = view.report;
        let article = report.article_of(claim);
        let group = groups.get(&index).map(|&group| &report.groups[group]);
        let findings = || findings.get(&index).into_iter().flatten().map(|&finding| &report.findings[finding]);
        let place = view.places.of(claim);
        let start = place.points().map(|[start, _]| start);
        let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        let text = |text: &str| cell(text);
        let quantity = claim.quantity();
        let bound = |value: Option<rust_decimal::Decimal>| value.map(|v| v.normalize().to_string()).unwrap_or_default();
        vec![
            claim.id.to_string(),
            group.map(|group| group.id.to_string()).unwrap_or_default(),
            group.map(|group| name_of(&group.verdict)).unwrap_or_default(),
            number(group.map(|group| group.origins)),
            findings().map(|finding| finding.code.to_string()).collect::<Vec<_>>().join(" "),
            text(&findings().map(|finding| view.told(Item::Finding(finding))).collect::<Vec<_>>().join("; ")),
            text(&findings().filter_map(|f| Some(f.accepted.as_ref()?.reason.as_str())).collect::<Vec<_>>().join("; ")),
            text(&article.id),
            text(article.outlet.as_deref().unwrap_or_default()),
            article.published.map(|published| published.to_string()).unwrap_or_default(),
            text(article.title.as_deref().unwrap_or_default()),
            text(place.path),
            number(place.line()),
            number(start.map(|start| start.column.chars)),
            name_of(&claim.field),
            claim.kind().to_owned(),
            text(&claim.text),
            text(&view.voice.value(claim)),
            bound(quantity.and_then(|quantity| quantity.lower)),
            bound(quantity.and_then(|quantity| quantity.upper)),
            text(quantity.map(|quantity| quantity.unit.code.as_str()).unwrap_or_default()),
            text(claim.quote().and_then(|quote| quote.speaker.as_deref()).unwrap_or_default()),
            text(&snippet::around(article, claim)),
            claim.frame.time.map(|time| time.to_string()).unwrap_or_default(),
            name_of(&claim.frame.role),
            name_of(&claim.status),
            name_of(&claim.zone),
        ]
    }
}

/// Text as a cell: on one line, nothing in it that a terminal obeys, and no formula (OWASP, "CSV
/// injection"), whether typed with ASCII or full-width characters.
fn cell(text: &str) -> String {
    let text = safe::visible(text);
    let formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if formula { format!("'{text}") } else { text.into_owned() }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_formula_is_text() {
        for formula in ["=1+1", "+82", "-3%", "@SUM(A1)", " =1", "\t=1", "＝1"] {
            assert!(cell(formula).starts_with('\''), "{formula}");
        }
        assert_eq!(cell("3%\n증가"), "3% 증가");
    }
}
