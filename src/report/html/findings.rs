//! The findings: sentences side by side, what differs, why they were matched, when they were published.

use std::cmp::Reverse;
use std::io::{self, Write};

use maud::{Markup, html};

use super::facets::Facets;
use super::{Page, text};
use crate::judge::Relation;
use crate::reason::Reason;
use crate::report::findings::{FindingCode, Label, LabelRole};
use crate::report::{Item, name_of, safe};

/// The most characters of a sentence that are shown on either side of a claim.
const REACH: usize = 300;

/// Height of a line of evidence in pixels; the style sheet has the same.
const LINE: usize = 20;

impl<'v> Page<'_, 'v> {
    /// Conflicts first, the worst of them first; what is accepted last.
    pub(super) fn findings(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut items: Vec<Item> = self.view.items().collect();
        items.sort_by_key(|item| {
            let kind = match item.code() {
                FindingCode::Conflict(_) => 0,
                FindingCode::Check(_) => 1,
                FindingCode::Acceptance(_) => 2,
            };
            (item.accepted().is_some(), kind, Reverse(item.severity()))
        });
        if items.is_empty() {
            out.write_all(html! { p { (self.word("html.no-findings")) } }.into_string().as_bytes())?;
        }
        Self::packs(out, items.into_iter().map(|item| self.finding(item)), true)
    }

    fn finding(&self, item: Item<'v>) -> Markup {
        let claims = item.labels().iter().map(|label| label.claim);
        let facets =
            if item.labels().is_empty() { Facets::of_item(item) } else { self.index.facets_of(claims, self.view) };
        let id = format!("f-{}", item.fingerprint());
        let severity = name_of(&item.severity());
        let mut message = item.message().iter().map(|reason| self.say(reason));
        let headline = message.next().unwrap_or_default();
        html! {
            article.finding.(severity).accepted[item.accepted().is_some()]
                id=(id) tabindex="-1" aria-labelledby={ (id) "-h" } data-facets=(facets.to_json()) {
                h3 id={ (id) "-h" } {
                    span.severity { (self.view.voice.severity(item.severity())) }
                    " " code { (item.code()) } " " (headline)
                }
                @if item.labels().is_empty() { p { (self.view.short(item)) } }
                div.sides { @for label in item.labels() { (self.side(label)) } }
                @let notes: Vec<String> = message.collect();
                @if !notes.is_empty() { ul.notes { @for note in notes { li { (note) } } } }
                (self.timeline(item))
                (self.reasons(item))
                (self.acceptance(item))
            }
        }
    }

    /// A sentence with its claim, whose it is, and the value.
    fn side(&self, label: &Label) -> Markup {
        let side = self.view.side(label, REACH);
        html! {
            figure.primary[side.role == LabelRole::Primary] {
                figcaption {
                    b { (side.source) } " "
                    @if let Some(published) = side.published { time datetime=(published) { (published.date()) } " " }
                    a href={ "#c-" (side.claim) } { (side.place) }
                }
                blockquote lang=(name_of(&side.lang)) { (side.before) mark { (side.text) } (side.after) }
                p.value { (side.value) }
            }
        }
    }

    /// When the sources were published, if they tell and differ.
    fn timeline(&self, item: Item) -> Markup {
        let report = self.view.report;
        let claims = item.labels().iter().map(|label| (label.role, &report.claims[label.claim]));
        let dated = claims.filter_map(|(role, claim)| Some((report.article_of(claim).published?.local, role, claim)));
        let mut dated: Vec<_> = dated.collect();
        dated.sort_by_key(|(local, ..)| *local);
        let (Some((first, ..)), Some((last, ..))) = (dated.first(), dated.last()) else { return Markup::default() };
        let hours = |since: jiff::civil::DateTime| since.duration_since(*first).as_hours();
        let span = hours(*last);
        if span == 0 {
            return Markup::default();
        }
        html! {
            figure.timeline {
                figcaption { (self.word("html.timeline")) }
                svg viewBox="0 0 100 6" aria-hidden="true" {
                    line x1="2" x2="98" y1="3" y2="3" {}
                    @for (local, role, _) in &dated {
                        circle.primary[*role == LabelRole::Primary] cx=(2 + 96 * hours(*local) / span) cy="3" r="1.5" {}
                    }
                }
                ol { @for (local, role, claim) in &dated {
                    li.primary[*role == LabelRole::Primary] {
                        time datetime=(local.date()) { (local.date()) } " "
                        (text(report.article_of(claim).source())) ": " (text(&claim.text))
                    }
                } }
            }
        }
    }

    /// Why the sentences were held to be about the same thing.
    fn reasons(&self, item: Item) -> Markup {
        let Item::Finding(finding) = item else { return Markup::default() };
        let relations = finding.relations.iter().map(|&relation| &self.view.report.relations[relation]);
        let relations: Vec<&Relation> = relations.filter(|relation| !relation.evidence.is_empty()).collect();
        html! {
            @if !relations.is_empty() {
                details.reasons {
                    summary { (self.word("html.why")) }
                    @for relation in relations { (self.waterfall(relation)) }
                }
            }
        }
    }

    /// The match weights one after the other: a line each, and a bar beside it that begins where the one
    /// above ends. Few elements, since a large report has thousands of these.
    fn waterfall(&self, relation: &Relation) -> Markup {
        let sums = relation.evidence.iter().scan(0.0, |sum, evidence| {
            let before = *sum;
            *sum += evidence.weight;
            Some((before, *sum))
        });
        let sums: Vec<(f64, f64)> = sums.collect();
        let head = ["weight", "sum", "feature"].map(|column| self.word(&format!("html.{column}"))).join(" · ");
        let mut lines = format!("{head}\n");
        for (evidence, (_, sum)) in relation.evidence.iter().zip(&sums) {
            lines += &format!("{:>+6.2} {sum:>+7.2}  {}\n", evidence.weight, text(&self.view.voice.evidence(evidence)));
        }
        let total = Reason::new("html.probability").with("score", format!("{:.3}", relation.score));
        let [a, b] = relation.claims.map(|claim| text(&self.view.report.claims[claim].text));
        html! {
            figure.waterfall {
                figcaption { (a) " ↔ " (b) ": " (self.say(&total)) }
                pre { (lines) }
                (bars(&sums))
            }
        }
    }

    /// Why it is accepted, or where the form to accept it goes: there is one form, as the fields of
    /// thousands would keep a browser busy.
    fn acceptance(&self, item: Item) -> Markup {
        if let Some(accepted) = item.accepted() {
            let reason = Reason::new("html.accepted").with("reason", &accepted.reason);
            return html! { p.acceptance { "✓ " (self.say(&reason)) } };
        }
        let Some(label) = item.labels().first() else { return Markup::default() };
        let claim = &self.view.report.claims[label.claim];
        let words: Vec<&str> = claim.text.split_whitespace().collect();
        let entry = serde_json::json!({
            "fingerprint": item.fingerprint(),
            "code": item.code(),
            "article": self.view.report.article_of(claim).id,
            "text": words.join(" "),
        });
        html! {
            details.accept hidden data-entry=(safe::to_json(&entry)) {
                summary { (self.word("html.accept")) }
            }
        }
    }
}

/// The form to accept a finding with a reason.
pub(super) fn form(page: &Page) -> Markup {
    html! {
        template #accept {
            form {
                label { (page.word("html.reason")) input name="reason" required autocomplete="off"; }
                label { (page.word("html.until")) input name="until" type="date"; }
                button { (page.word("html.accept")) }
            }
        }
    }
}

/// Bars from each sum to the next, one below the other; as tall as the lines of text beside them.
fn bars(sums: &[(f64, f64)]) -> Markup {
    let low = sums.iter().fold(0.0_f64, |low, (_, after)| low.min(*after));
    let high = sums.iter().fold(1.0_f64, |high, (_, after)| high.max(*after));
    let place = |bits: f64| 100.0 * (bits - low) / (high - low);
    let [mut gains, mut losses] = [String::new(), String::new()];
    for (row, (before, after)) in sums.iter().enumerate() {
        let (from, to) = (place(before.min(*after)), place(before.max(*after)));
        let path = if after < before { &mut losses } else { &mut gains };
        *path += &format!("M{from:.1} {row}.15H{to:.1}v.7H{from:.1}z");
    }
    let rows = sums.len();
    html! {
        svg viewBox={ "0 0 100 " (rows) } height={ (LINE * rows) "px" } preserveAspectRatio="none" aria-hidden="true" {
            path d=(gains) {}
            path.loss d=(losses) {}
        }
    }
}
