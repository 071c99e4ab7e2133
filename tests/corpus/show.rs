//! Every stage as text, with the words that it was made from.

use std::fmt::{Display, Write};

use daejo::article::{Article, FieldText};
use daejo::check::Check;
use daejo::extract;
use daejo::judge::Relation;
use daejo::report::Report;
use daejo::resolve::{Claim, Content};
use daejo::rules::Rules;
use daejo::span::Span;
use serde::Serialize;

/// A value that serialises as a word, as that word.
pub(crate) fn word(value: &impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Metadata, then one line for each sentence, with its zone.
pub(crate) fn article(article: &Article) -> String {
    let mut out = String::new();
    let published = article.published.map(|p| p.to_string());
    let metadata = [
        ("id", Some(article.id.clone())),
        ("outlet", article.outlet.clone()),
        ("published", published),
        ("title", article.title.clone()),
        ("topic", article.topic.clone()),
        ("url", article.url.clone()),
        ("lang", Some(word(&article.lang))),
    ];
    for (key, value) in metadata {
        writeln!(out, "{key}: {}", value.as_deref().unwrap_or("–")).expect("a string takes all");
    }
    for field in &article.fields {
        writeln!(out, "\n== {}", word(&field.field)).expect("a string takes all");
        for sentence in &field.sentences {
            let repeated = if sentence.repeated { " (again)" } else { "" };
            let zone = word(&sentence.zone);
            let text = sentence.span.of(&field.text);
            writeln!(out, "{zone} {}{repeated}: {text}", sentence.paragraph).expect("a string takes all");
        }
    }
    out
}

/// Each sentence with what it mentions below.
pub(crate) fn mentions(article: &Article, rules: &Rules) -> String {
    let mut out = String::new();
    for mentions in extract::mentions(article, rules) {
        let Some(field) = article.field(mentions.field) else { continue };
        let quantities = mentions.quantities.iter().map(|m| (m.span, format!("quantity = {}", m.quantity.brief())));
        let dates = mentions.dates.iter().map(|m| (m.span, "date".to_owned()));
        let quotes = mentions.quotes.iter().map(|m| (m.span, "quote".to_owned()));
        below_sentences(&mut out, field, quantities.chain(dates).chain(quotes).collect());
    }
    out
}

/// Each sentence with its claims below: value, frame, status.
pub(crate) fn claims(article: &Article, rules: &Rules) -> String {
    let claims = daejo::extract(article, 0, rules);
    let mut out = String::new();
    for field in &article.fields {
        let here = claims.iter().filter(|claim| claim.field == field.field);
        below_sentences(&mut out, field, here.map(|claim| (claim.span, claim_line(claim))).collect());
    }
    out
}

fn claim_line(claim: &Claim) -> String {
    let kind = match claim.content {
        Content::Quantity(_) => "quantity",
        Content::Date(_) => "date",
        Content::Quote(_) => "quote",
    };
    let frame = &claim.frame;
    let parts = [
        ("of", frame.subjects.join(", ")),
        ("holder", frame.holder.clone().unwrap_or_default().to_string()),
        ("label", frame.label()),
        ("does", frame.predicate().unwrap_or_default().to_owned()),
        ("time", frame.time.map(|time| time.to_string()).unwrap_or_default()),
        ("role", word(&frame.role)),
        ("status", word(&claim.status)),
    ];
    let parts = parts.iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| format!("{name} {value}"));
    format!("{kind} = {} | {}", claim.brief(), parts.collect::<Vec<_>>().join(" | "))
}

/// The sentences that have something to show, each with it below.
fn below_sentences(out: &mut String, field: &FieldText, mut items: Vec<(Span, String)>) {
    items.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    for sentence in &field.sentences {
        let mut inside = items.iter().filter(|(span, _)| sentence.span.overlaps(*span)).peekable();
        if inside.peek().is_none() {
            continue;
        }
        writeln!(out, "{}: {}", word(&sentence.zone), sentence.span.of(&field.text)).expect("a string takes all");
        for (span, line) in inside {
            writeln!(out, "  {} → {line}", span.of(&field.text)).expect("a string takes all");
        }
    }
}

/// The relations of a story, each with both sentences.
pub(crate) fn relations(report: &Report) -> String {
    let mut lines: Vec<_> = report.relations.iter().map(|r| relation(report, r)).collect();
    lines.sort();
    lines.join("\n\n")
}

/// One relation: verdict, code, slips, and its two claims in their sentences.
pub(crate) fn relation(report: &Report, relation: &Relation) -> String {
    let code = relation.code.map(|code| format!(" {}", word(&code))).unwrap_or_default();
    let reasons: Vec<_> = relation.reasons.iter().map(|reason| reason.key.as_str()).collect();
    let head = format!("{}{code} [{}]", word(&relation.verdict), reasons.join(" "));
    list(&head, relation.claims.iter().map(|&claim| in_sentence(report, claim)))
}

/// The checks of a story, each with its claims.
pub(crate) fn checks(report: &Report) -> String {
    let lines: Vec<_> = report.checks.iter().map(|c| check(report, c)).collect();
    lines.join("\n\n")
}

/// One check with the claims that it was carried out on.
pub(crate) fn check(report: &Report, check: &Check) -> String {
    let head = format!("{} {}", word(&check.kind), word(&check.outcome));
    list(&head, check.claims.iter().map(|&claim| in_sentence(report, claim)))
}

/// A line with the items below it.
pub(crate) fn list(head: &str, items: impl IntoIterator<Item: Display>) -> String {
    let mut out = head.to_owned();
    for item in items {
        write!(out, "\n  {item}").expect("a string takes all");
    }
    out
}

/// A claim in the notation of the annotations: `article: the sentence with {the claim} in braces`.
fn in_sentence(report: &Report, claim: usize) -> String {
    let claim = &report.claims[claim];
    let article = &report.articles[claim.article];
    let id = crate::place::short_id(&article.id);
    let field = article.field(claim.field).expect("a claim's field is its article's");
    let sentence = field.sentences[claim.sentence].span.cover(claim.span);
    let before = Span::new(sentence.start, claim.span.start).of(&field.text);
    let after = Span::new(claim.span.end, sentence.end).of(&field.text);
    format!("{id}: {before}{{{}}}{after} = {}", claim.text, claim.brief())
}
