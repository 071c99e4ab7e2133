//! JSON, for other programs: the fields of schema `daejo/1`. Decimals are strings, so that no reader
//! rounds them; offsets are UTF-8 bytes.

use std::io::{self, Write};

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};

use super::acceptance::{Acceptance, Place, Source};
use super::findings::{FindingCode, Label, LabelRole};
use super::place::Stretch;
use super::{Item, View, safe};
use crate::align::Evidence;
use crate::article::Field;
use crate::check::{Kind, Outcome};
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::rules::schema::schema_of_output;
use claim::ClaimOut;
pub use claim::{claim_schema, write_claim};

mod claim;

/// Writes the whole report as one object.
///
/// # Errors
/// When `out` does.
pub fn write_report(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let View { report, voice, explain, .. } = view;
    let id = |claim: &usize| report.claims[*claim].id.as_str();
    let object = ReportOut {
        schema: "daejo/1",
        articles: each(report.articles.iter().enumerate(), |(index, article)| ArticleOut {
            id: &article.id,
            outlet: article.outlet.as_deref(),
            published: article.published.map(|p| p.to_string()),
            title: article.title.as_deref(),
            topic: article.topic.as_deref(),
            url: article.url.as_deref(),
            under_check: index < report.new,
        }),
        claims: each(report.claims.iter(), |c| ClaimOut::new(c, &report.article_of(c).id, *explain)),
        relations: each(report.relations.iter(), |relation| RelationOut::new(relation, view)),
        checks: each(report.checks.iter(), |check| CheckOut {
            check: check.kind,
            verdict: check.outcome,
            severity: check.severity,
            claims: check.claims.iter().map(id).collect(),
            message: voice.say(&check.message),
        }),
        groups: each(report.groups.iter(), |group| GroupOut {
            id: &group.id,
            claims: group.claims.iter().map(id).collect(),
            verdict: group.verdict,
            origins: group.origins,
        }),
        findings: each(view.items(), |item| FindingOut::new(item, view)),
    };
    safe::write_json(&mut *out, &object)?;
    out.write_all(b"\n")
}

/// Writes one finding a line.
///
/// # Errors
/// When `out` does.
pub fn write_lines(out: &mut dyn Write, view: &View) -> io::Result<()> {
    for item in view.items() {
        safe::write_json(&mut *out, &FindingOut::new(item, view))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Writes one relation a line.
///
/// # Errors
/// When `out` does.
pub fn write_relations(out: &mut dyn Write, view: &View) -> io::Result<()> {
    for relation in &view.report.relations {
        safe::write_json(&mut *out, &RelationOut::new(relation, view))?;
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

/// A list that is made while it is written, so that a large report is never in memory twice.
fn each<I: Iterator + Clone, T: Serialize>(items: I, make: impl Fn(I::Item) -> T) -> impl Serialize {
    struct Each<I, F>(I, F);
    impl<I: Iterator + Clone, T: Serialize, F: Fn(I::Item) -> T> Serialize for Each<I, F> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            let mut list = serializer.serialize_seq(None)?;
            for item in self.0.clone() {
                list.serialize_element(&self.1(item))?;
            }
            list.end()
        }
    }
    Each(items, make)
}

#[derive(Serialize, JsonSchema)]
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
            claims: relation.claims.iter().map(|&claim| view.report.claims[claim].id.as_str()).collect(),
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

#[derive(Serialize, JsonSchema)]
struct GroupOut<'a> {
    id: &'a str,
    claims: Vec<&'a str>,
    verdict: Verdict,
    origins: usize,
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
