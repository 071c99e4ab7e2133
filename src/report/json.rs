//! JSON, for other programs: the fields of the output contract, under schema `daejo/1`.

use serde_json::{Map, Value, json};

use super::Report;
use crate::resolve::{Claim, Content};

/// One claim of the article called `article_id`.
pub fn claim(claim: &Claim, article_id: &str) -> Value {
    let mut object = Map::new();
    let kind = match &claim.content {
        Content::Quantity(_) => "quantity",
        Content::Date(_) => "date",
        Content::Quote(_) => "quote",
    };
    object.insert("id".into(), json!(claim.id));
    object.insert("article".into(), json!(article_id));
    object.insert("kind".into(), json!(kind));
    object.insert("field".into(), json!(claim.field));
    object.insert("start".into(), json!(claim.span.start));
    object.insert("end".into(), json!(claim.span.end));
    object.insert("text".into(), json!(claim.text));
    object.insert("zone".into(), json!(claim.zone));
    object.insert("lang".into(), json!(claim.lang));
    object.insert(kind.into(), content(&claim.content));
    object.insert("subjects".into(), json!(claim.frame.subjects));
    object.insert("measure".into(), json!(claim.frame.label.join(" ")));
    object.insert("predicate".into(), json!(claim.frame.predicate));
    object.insert("time".into(), json!(claim.frame.time));
    object.insert("role".into(), json!(claim.frame.role));
    object.insert("status".into(), json!(claim.status));
    Value::Object(object)
}

fn content(content: &Content) -> Value {
    match content {
        Content::Quantity(q) => json!({
            "lower": q.lower.map(|d| d.normalize().to_string()),
            "upper": q.upper.map(|d| d.normalize().to_string()),
            "lower_open": q.lower_open,
            "upper_open": q.upper_open,
            "unit": q.unit.code,
            "dimension": q.unit.dimension,
            "approximate": q.approximate,
            "per": q.per.as_ref().map(|p| json!({"amount": p.amount.normalize().to_string(), "unit": p.unit.code})),
            "direction": q.direction,
        }),
        Content::Date(d) => json!({ "edtf": d.edtf, "approximate": d.approximate }),
        Content::Quote(q) => json!({
            "speaker": q.speaker, "cue": q.cue, "direct": q.direct, "role": q.role, "glosses": q.glosses,
        }),
    }
}

/// The whole report.
pub fn report(report: &Report) -> Value {
    let articles = report.articles.iter().map(|a| {
        json!({"id": a.id, "outlet": a.outlet, "published": a.published.map(|p| p.to_string()), "title": a.title, "topic": a.topic})
    });
    let id = |i: &usize| report.claims[*i].id.as_str();
    let relations = report.relations.iter().map(|r| {
        json!({
            "id": r.id, "verdict": r.verdict, "code": r.code, "severity": r.severity,
            "claims": r.claims.iter().map(id).collect::<Vec<_>>(), "score": r.score,
            "why": r.reasons.iter().map(|reason| reason.key.as_str()).collect::<Vec<_>>(),
            "evidence": r.evidence,
        })
    });
    let checks = report.checks.iter().map(|c| {
        json!({"check": c.kind, "verdict": c.outcome, "severity": c.severity, "claims": c.claims.iter().map(id).collect::<Vec<_>>(), "message": c.message.key})
    });
    json!({
        "schema": "daejo/1",
        "articles": articles.collect::<Vec<_>>(),
        "claims": report.claims.iter().map(|c| claim(c, &report.articles[c.article].id)).collect::<Vec<_>>(),
        "relations": relations.collect::<Vec<_>>(),
        "checks": checks.collect::<Vec<_>>(),
        "groups": [],
        "findings": [],
    })
}
