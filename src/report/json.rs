//! JSON, for other programs: the fields of schema `daejo/1`. Decimals are strings, so that no reader
//! rounds them; offsets are UTF-8 bytes.

use std::io;

use schemars::{JsonSchema, Schema};
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use smol_str::SmolStr;

use super::acceptance::{Place, Source};
use super::findings::{Finding, FindingCode, Label, LabelRole};
use super::{Report, Stale, Voice, safe};
use crate::align::Evidence;
use crate::article::{Field, Lang, Zone};
use crate::check::{Kind, Outcome};
use crate::edtf::Edtf;
use crate::judge::{Code, Severity, Verdict};
use crate::quantity::{self, Dimension, Direction};
use crate::resolve::{self, Claim, Content, QuoteRole, Role, Status};
use crate::rules::schema::schema_of_output;

/// Writes one claim of the article called `article_id` in one line, with the rules that made it if
/// `explain` is set.
///
/// # Errors
/// When `out` does.
pub fn write_claim(out: &mut impl io::Write, claim: &Claim, article_id: &str, explain: bool) -> io::Result<()> {
    safe::write_json(&mut *out, &ClaimOut::new(claim, article_id, explain))?;
    out.write_all(b"\n")
}

/// Writes the whole report as one object.
///
/// # Errors
/// When `out` does.
pub fn write_report(out: &mut impl io::Write, report: &Report, voice: &Voice, explain: bool) -> io::Result<()> {
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
        claims: each(report.claims.iter(), |c| ClaimOut::new(c, &report.article_of(c).id, explain)),
        relations: each(report.relations.iter(), |relation| RelationOut {
            id: &relation.id,
            verdict: relation.verdict,
            code: relation.code,
            severity: relation.severity,
            claims: relation.claims.iter().map(id).collect(),
            score: relation.score,
            why: relation.reasons.iter().map(|reason| voice.say(reason)).collect(),
            evidence: &relation.evidence,
        }),
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
        findings: each(findings(report), |finding| finding.out(report, voice)),
    };
    safe::write_json(&mut *out, &object)?;
    out.write_all(b"\n")
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

/// The JSON Schema of one claim.
pub fn claim_schema() -> Schema {
    schema_of_output::<ClaimOut>()
}

/// What the list of findings holds.
#[derive(Clone, Copy)]
enum Listed<'a> {
    Finding(&'a Finding),
    Stale(&'a Stale),
}

fn findings(report: &Report) -> impl Iterator<Item = Listed<'_>> + Clone {
    report.findings.iter().map(Listed::Finding).chain(report.stale.iter().map(Listed::Stale))
}

impl<'a> Listed<'a> {
    fn out(self, report: &'a Report, voice: &Voice) -> FindingOut<'a> {
        match self {
            Self::Finding(finding) => FindingOut {
                code: finding.code,
                severity: finding.severity,
                message: voice.sentences(&finding.message),
                fingerprint: &finding.fingerprint,
                labels: finding.labels.iter().map(|label| LabelOut::of_claim(report, label)).collect(),
                accepted: finding.accepted.as_ref().map(|accepted| AcceptedOut {
                    reason: &accepted.reason,
                    until: accepted.until.map(|until| until.to_string()),
                    source: accepted.source,
                }),
                baseline_line: None,
            },
            Self::Stale(stale) => FindingOut {
                code: stale.code,
                severity: stale.severity,
                message: voice.say(&stale.message),
                fingerprint: &stale.fingerprint,
                labels: LabelOut::of_stale(report, stale).into_iter().collect(),
                accepted: None,
                baseline_line: match stale.place {
                    Place::Article { .. } => None,
                    Place::Baseline { line, .. } => Some(line),
                },
            },
        }
    }
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
}

impl<'a> LabelOut<'a> {
    fn of_claim(report: &'a Report, label: &Label) -> Self {
        let claim = &report.claims[label.claim];
        let Claim { field, span, id, .. } = claim;
        let (article, claim) = (&report.article_of(claim).id, Some(id.as_str()));
        Self { article, field: *field, start: span.start, end: span.end, role: label.role, claim }
    }

    /// Where an acceptance stands, if that is in an article.
    fn of_stale(report: &'a Report, stale: &Stale) -> Option<Self> {
        let Place::Article { field, span } = stale.place else { return None };
        let article = &report.articles[stale.article].id;
        Some(Self { article, field, start: span.start, end: span.end, role: LabelRole::Primary, claim: None })
    }
}

#[derive(Serialize, JsonSchema)]
struct ClaimOut<'a> {
    id: &'a str,
    article: &'a str,
    kind: &'static str,
    field: Field,
    start: usize,
    end: usize,
    text: &'a str,
    zone: Zone,
    lang: Lang,
    #[serde(skip_serializing_if = "Option::is_none")]
    quantity: Option<QuantityOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<DateOut>,
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<QuoteOut<'a>>,
    subjects: &'a [SmolStr],
    measure: String,
    predicate: Option<&'a str>,
    #[schemars(with = "Option<String>")]
    time: Option<Edtf>,
    role: Role,
    status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    rules: Option<&'a [SmolStr]>,
}

#[derive(Serialize, JsonSchema)]
struct QuantityOut<'a> {
    lower: Option<String>,
    upper: Option<String>,
    lower_open: bool,
    upper_open: bool,
    unit: &'a str,
    dimension: Dimension,
    approximate: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    per: Option<PerOut<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<Direction>,
}

#[derive(Serialize, JsonSchema)]
struct PerOut<'a> {
    amount: String,
    unit: &'a str,
}

#[derive(Serialize, JsonSchema)]
struct DateOut {
    #[schemars(with = "Option<String>")]
    edtf: Option<Edtf>,
    approximate: bool,
}

#[derive(Serialize, JsonSchema)]
struct QuoteOut<'a> {
    speaker: Option<&'a str>,
    cue: Option<&'a str>,
    direct: bool,
    role: QuoteRole,
    glosses: &'a [String],
}

impl<'a> ClaimOut<'a> {
    fn new(claim: &'a Claim, article: &'a str, explain: bool) -> Self {
        let kind = match claim.content {
            Content::Quantity(_) => "quantity",
            Content::Date(_) => "date",
            Content::Quote(_) => "quote",
        };
        Self {
            id: &claim.id,
            article,
            kind,
            field: claim.field,
            start: claim.span.start,
            end: claim.span.end,
            text: &claim.text,
            zone: claim.zone,
            lang: claim.lang,
            quantity: claim.quantity().map(QuantityOut::new),
            date: claim.date().map(|date| DateOut { edtf: date.edtf, approximate: date.approximate }),
            quote: claim.quote().map(QuoteOut::new),
            subjects: &claim.frame.subjects,
            measure: claim.frame.label(),
            predicate: claim.frame.predicate(),
            time: claim.frame.time,
            role: claim.frame.role,
            status: claim.status,
            rules: explain.then_some(&claim.rules),
        }
    }
}

impl<'a> QuantityOut<'a> {
    fn new(quantity: &'a quantity::Quantity) -> Self {
        let decimal = |value: rust_decimal::Decimal| value.normalize().to_string();
        Self {
            lower: quantity.lower.map(decimal),
            upper: quantity.upper.map(decimal),
            lower_open: quantity.lower_open,
            upper_open: quantity.upper_open,
            unit: &quantity.unit.code,
            dimension: quantity.unit.dimension,
            approximate: quantity.approximate,
            per: quantity.per.as_ref().map(|per| PerOut { amount: decimal(per.amount), unit: &per.unit.code }),
            direction: quantity.direction,
        }
    }
}

impl<'a> QuoteOut<'a> {
    fn new(quote: &'a resolve::Quote) -> Self {
        Self {
            speaker: quote.speaker.as_deref(),
            cue: quote.cue.as_deref(),
            direct: quote.direct,
            role: quote.role,
            glosses: &quote.glosses,
        }
    }
}
