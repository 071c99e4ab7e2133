//! The articles, each with its claims marked where they stand.

use std::io::{self, Write};

use maud::{Markup, PreEscaped, html};

use super::{Page, text};
use crate::article::{Article, FieldText};
use crate::reason::Reason;
use crate::report::{name_of, safe};
use crate::span::Span;

impl Page<'_, '_> {
    pub(super) fn articles(&self, out: &mut dyn Write) -> io::Result<()> {
        let articles = self.view.report.articles.iter().enumerate();
        Self::packs(out, articles.map(|(at, article)| self.article(at, article)), false)
    }

    fn article(&self, at: usize, article: &Article) -> Markup {
        let facets = self.index.facets_of(self.index.claims(at), self.view);
        let url = article.url.as_deref().filter(|url| url.starts_with("https://") || url.starts_with("http://"));
        let path = crate::report::place::path(&article.origin.path);
        html! {
            article.source id={ "a-" (at) } tabindex="-1" aria-labelledby={ "a-" (at) "-h" }
                data-facets=(facets.to_json()) lang=(name_of(&article.lang)) {
                h3 id={ "a-" (at) "-h" } { (text(article.title.as_deref().unwrap_or(&article.id))) }
                p.about {
                    b { (text(article.source())) } " "
                    @if let Some(published) = article.published { time datetime=(published) { (published) } " " }
                    span { (text(path)) @if let Some(line) = article.origin.line { ":" (line) } } " "
                    @if let Some(url) = url { a href=(url) rel="noopener noreferrer external" { (text(url)) } }
                }
                @for field in &article.fields { div.text { (self.field(at, field)) } }
            }
        }
    }

    /// The text of a field with its claims.
    fn field(&self, article: usize, field: &FieldText) -> Markup {
        let claims = self.index.claims(article);
        let of_field = claims.filter(|&claim| self.view.report.claims[claim].field == field.field);
        let mut claims: Vec<(Span, usize)> =
            of_field.map(|claim| (self.view.report.claims[claim].span, claim)).collect();
        // The outer one first.
        claims.sort_by_key(|(span, claim)| (span.start, std::cmp::Reverse(span.end), *claim));
        let mut out = String::with_capacity(field.text.len() * 2);
        let mut open: Vec<usize> = Vec::new();
        let mut at = 0;
        for (span, claim) in claims {
            self.close(&mut open, &mut at, span.start, &field.text, &mut out);
            push(&field.text[at..span.start], &mut out);
            at = span.start;
            // One that would reach out of the one around it ends with it.
            let end = open.last().map_or(span.end, |&outer| span.end.min(outer));
            out.push_str(&self.mark(claim));
            open.push(end);
        }
        self.close(&mut open, &mut at, field.text.len(), &field.text, &mut out);
        push(&field.text[at..], &mut out);
        PreEscaped(out)
    }

    /// Writes up to the ends of the marks that end by `until`.
    fn close(&self, open: &mut Vec<usize>, at: &mut usize, until: usize, text: &str, out: &mut String) {
        while let Some(end) = open.pop_if(|end| *end <= until) {
            push(&text[*at..end], out);
            *at = end;
            out.push_str("</mark>");
        }
    }

    /// The opening tag of a claim's mark, and what goes before its words: a tick, and the way to what it is
    /// a part of.
    fn mark(&self, claim: usize) -> String {
        let of = &self.view.report.claims[claim];
        let findings = self.index.findings(claim);
        let group = self.index.group(claim).map(|group| &self.view.report.groups[group]);
        let state = match (findings.iter().any(|item| item.accepted().is_none()), group) {
            (true, _) => "found",
            (false, Some(_)) => "related",
            (false, None) => "alone",
        };
        let about = group.map(|group| {
            let origins = self.view.voice.say(&Reason::new("origins").with("count", group.origins));
            format!(" · {} · {origins}", self.view.voice.verdict(group.verdict))
        });
        let value = text(&format!("{}{}", self.view.voice.value(of), about.unwrap_or_default()));
        let tick = self.index.is_verified(claim);
        let inside = html! {
            @if tick { span.tick title=(self.word("html.verified")) { "✓" } }
            @for item in findings {
                a.to href={ "#f-" (item.fingerprint()) } title=(item.code()) aria-label=(item.code()) { "⚑" }
            }
        };
        let tag = html! { mark.(state) id={ "c-" (claim) } tabindex="-1" title=(value) {} }.into_string();
        tag.replacen("</mark>", &inside.into_string(), 1)
    }
}

fn push(part: &str, out: &mut String) {
    out.push_str(&html! { (safe::visible_lines(part)) }.into_string());
}
