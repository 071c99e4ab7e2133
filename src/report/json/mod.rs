//! JSON, for other programs: the fields of schema `daejo/1`. Decimals are strings, so that no reader
//! rounds them; offsets are UTF-8 bytes.

use std::io::{self, BufWriter, Write};

use schemars::{JsonSchema, Schema};
use serde::Serialize;

use super::acceptance::{Acceptance, Place, Source};
use super::findings::{FindingCode, Label, LabelRole};
use super::place::Stretch;
use super::{Group, Item, View, safe};
use crate::align::Evidence;
use crate::article::{Article, Field};
use crate::check::{Check, Kind, Outcome};
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::resolve::Claim;
use crate::rules::schema::schema_of_output;
use claim::ClaimOut;
pub use claim::{claim, claim_schema, write_claim};

mod claim;
mod list;

/// Writes the whole report as one object.
///
/// # Errors
/// When `out` does.
pub fn write_report(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let report = view.report;
    // Its pieces are many and small, and `out` is far for each of them.
    let mut out = BufWriter::new(out);
    out.write_all(b"{\"schema\":\"daejo/1\",\"articles\":")?;
    list::write(&mut out, &report.articles, |(index, article)| ArticleOut::new(index, article, view))?;
    out.write_all(b",\"claims\":")?;
    list::write(&mut out, &report.claims, |(_, claim)| claim_out(claim, view))?;
    out.write_all(b",\"relations\":")?;
    list::write(&mut out, &report.relations, |(_, relation)| RelationOut::new(relation, view))?;
    out.write_all(b",\"checks\":")?;
    list::write(&mut out, &report.checks, |(_, check)| CheckOut::new(check, view))?;
    out.write_all(b",\"groups\":")?;
    list::write(&mut out, &report.groups, |(_, group)| GroupOut::new(group, view))?;
    out.write_all(b",\"findings\":")?;
    list::write(&mut out, &view.items().collect::<Vec<_>>(), |(_, item)| FindingOut::new(*item, view))?;
    out.write_all(b"}\n")?;
    out.flush()
}

/// The articles of a report, as it lists them.
pub fn articles(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.report.articles.iter().enumerate().map(|(index, article)| ArticleOut::new(index, article, view))
}

/// Its claims, likewise.
pub fn claims(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.report.claims.iter().map(|claim| claim_out(claim, view))
}

fn claim_out<'a>(claim: &'a Claim, view: &View<'a>) -> ClaimOut<'a> {
    ClaimOut::new(claim, &view.report.article_of(claim).id, view.explain)
}

/// Its relations, likewise.
pub fn relations(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.report.relations.iter().map(|relation| RelationOut::new(relation, view))
}

/// Its checks, likewise.
pub fn checks(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.report.checks.iter().map(|check| CheckOut::new(check, view))
}

/// Its groups, likewise.
pub fn groups(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.report.groups.iter().map(|group| GroupOut::new(group, view))
}

/// Its findings, likewise.
pub fn findings(view: &View) -> impl Iterator<Item: Serialize> + Clone {
    view.items().map(|item| FindingOut::new(item, view))
}

fn ids<'a>(claims: &[usize], view: &View<'a>) -> Vec<&'a str> {
    claims.iter().map(|&claim| view.report.claims[claim].id.as_str()).collect()
}

/// Writes one finding a line.
///
/// # Errors
/// When `out` does.
pub fn write_lines(out: &mut dyn Write, view: &View) -> io::Result<()> {
    write_each(out, findings(view))
}

/// Writes one claim a line.
///
/// # Errors
/// When `out` does.
pub fn write_claims(out: &mut dyn Write, view: &View) -> io::Result<()> {
    write_each(out, claims(view))
}

/// Writes one relation a line.
///
/// # Errors
/// When `out` does.
pub fn write_relations(out: &mut dyn Write, view: &View) -> io::Result<()> {
    write_each(out, relations(view))
}

fn write_each(out: &mut dyn Write, rows: impl Iterator<Item: Serialize>) -> io::Result<()> {
    for row in rows {
        safe::write_json(&mut *out, &row)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The JSON Schema of the whole report.
pub fn report_schema() -> Schema {
    type Whole<'a> = ReportOut<
        Vec<ArticleOut<'a>>,
        Vec<ClaimOut<'a>>,
        Vec<RelationOut<'a>>,
        Vec<CheckOut<'a>>,
        Vec<GroupOut<'a>>,
        Vec<FindingOut<'a>>,
    >;
    schema_of_output::<Whole>()
}

/// A report: the articles, their claims, how these stand to each other, and what is to be looked at.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "its fields are written one by one")]
struct ReportOut<A, C, R, K, G, F> {
    schema: &'static str,
    articles: A,
    claims: C,
    relations: R,
    checks: K,
    groups: G,
    findings: F,
}

#[derive(Serialize, JsonSchema)]
struct ArticleOut<'a> {
    id: &'a str,
    outlet: Option<&'a str>,
    published: Option<String>,
    title: Option<&'a str>,
    topic: Option<&'a str>,
    url: Option<&'a str>,
    under_check: bool,
}

impl<'a> ArticleOut<'a> {
    fn new(index: usize, article: &'a Article, view: &View) -> Self {
        Self {
            id: &article.id,
            outlet: article.outlet.as_deref(),
            published: article.published.map(|p| p.to_string()),
            title: article.title.as_deref(),
            topic: article.topic.as_deref(),
            url: article.url.as_deref(),
            under_check: index < view.report.new,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct RelationOut<'a> {
    id: &'a str,
    verdict: Verdict,
    code: Option<Code>,
    severity: Option<Severity>,
    claims: Vec<&'a str>,
    score: f64,
    why: Vec<String>,
    evidence: &'a [Evidence],
}

impl<'a> RelationOut<'a> {
    fn new(relation: &'a Relation, view: &View<'a>) -> Self {
        Self {
            id: &relation.id,
            verdict: relation.verdict,
            code: relation.code,
            severity: relation.severity,
            claims: ids(&relation.claims, view),
            score: relation.score,
            why: relation.reasons.iter().map(|reason| view.voice.say(reason)).collect(),
            evidence: &relation.evidence,
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct CheckOut<'a> {
    check: Kind,
    verdict: Outcome,
    severity: Severity,
    claims: Vec<&'a str>,
    message: String,
}

impl<'a> CheckOut<'a> {
    fn new(check: &Check, view: &View<'a>) -> Self {
        Self {
            check: check.kind,
            verdict: check.outcome,
            severity: check.severity,
            claims: ids(&check.claims, view),
            message: view.voice.say(&check.message),
        }
    }
}

#[derive(Serialize, JsonSchema)]
struct GroupOut<'a> {
    id: &'a str,
    claims: Vec<&'a str>,
    verdict: Verdict,
    origins: usize,
}

impl<'a> GroupOut<'a> {
    fn new(group: &'a Group, view: &View<'a>) -> Self {
        Self { id: &group.id, claims: ids(&group.claims, view), verdict: group.verdict, origins: group.origins }
    }
}

#[derive(Serialize, JsonSchema)]
struct FindingOut<'a> {
    code: FindingCode,
    severity: Severity,
    message: String,
    fingerprint: &'a str,
    labels: Vec<LabelOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    accepted: Option<AcceptedOut<'a>>,
    /// For an acceptance of the baseline that is stale.
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline_line: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
struct AcceptedOut<'a> {
    reason: &'a str,
    until: Option<String>,
    source: Source,
}

#[derive(Serialize, JsonSchema)]
struct LabelOut<'a> {
    article: &'a str,
    field: Field,
    start: usize,
    end: usize,
    role: LabelRole,
    #[serde(skip_serializing_if = "Option::is_none")]
    claim: Option<&'a str>,
    text: &'a str,
    path: &'a str,
    line: Option<usize>,
    column: Option<usize>,
}

impl<'a> FindingOut<'a> {
    fn new(item: Item<'a>, view: &View<'a>) -> Self {
        let (labels, baseline_line) = match item {
            Item::Finding(finding) => (finding.labels.iter().map(|label| LabelOut::of(label, view)).collect(), None),
            Item::Stale(stale) => match stale.place {
                Place::Article { field, span } => {
                    let stretch = Stretch { article: stale.article, field, span };
                    (vec![LabelOut::new(stretch, LabelRole::Primary, None, view)], None)
                }
                Place::Baseline { line, .. } => (Vec::new(), Some(line)),
            },
        };
        Self {
            code: item.code(),
            severity: item.severity(),
            message: item.said(&view.voice),
            fingerprint: item.fingerprint(),
            labels,
            accepted: item.accepted().map(AcceptedOut::new),
            baseline_line,
        }
    }
}

impl<'a> AcceptedOut<'a> {
    fn new(accepted: &'a Acceptance) -> Self {
        let until = accepted.until.map(|until| until.to_string());
        Self { reason: &accepted.reason, until, source: accepted.source }
    }
}

impl<'a> LabelOut<'a> {
    fn of(label: &Label, view: &View<'a>) -> Self {
        let claim = &view.report.claims[label.claim];
        Self::new(claim.into(), label.role, Some(&claim.id), view)
    }

    fn new(stretch: Stretch, role: LabelRole, claim: Option<&'a str>, view: &View<'a>) -> Self {
        let article = &view.report.articles[stretch.article];
        let place = view.places.of(stretch);
        Self {
            article: &article.id,
            field: stretch.field,
            start: stretch.span.start,
            end: stretch.span.end,
            role,
            claim,
            text: stretch.span.of(article.text(stretch.field)),
            path: place.path,
            line: place.line(),
            column: place.points().map(|[start, _]| start.column.chars),
        }
    }
}
