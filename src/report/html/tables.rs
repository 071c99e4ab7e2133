//! Claim × source: a table for each story.

use std::io::{self, Write};

use maud::{Markup, html};

use super::{Page, text};
use crate::reason::Reason;
use crate::report::groups::Group;
use crate::report::stories::{Story, stories};
use crate::report::{name_of, snippet};

/// The most sources that stand beside each other; more go into a further table.
const BESIDE: usize = 8;

impl Page<'_, '_> {
    pub(super) fn tables(&self, out: &mut dyn Write) -> io::Result<()> {
        let stories = stories(self.view.report);
        if stories.is_empty() {
            out.write_all(html! { p { (self.word("html.no-tables")) } }.into_string().as_bytes())?;
        }
        Self::packs(out, stories.iter().flat_map(|story| self.story(story)), false)
    }

    /// The tables of a story, with so many sources each as can stand beside each other.
    fn story(&self, story: &Story) -> Vec<Markup> {
        let articles: Vec<usize> = story.articles.iter().copied().collect();
        let table = |articles: &[usize]| {
            let has_cell = |group: &&&Group| {
                group.claims.iter().any(|&claim| articles.contains(&self.view.report.claims[claim].article))
            };
            let groups: Vec<&Group> = story.groups.iter().filter(has_cell).copied().collect();
            self.table(articles, &groups)
        };
        articles.chunks(BESIDE).map(table).collect()
    }

    fn table(&self, articles: &[usize], groups: &[&Group]) -> Markup {
        let sources = articles.iter().map(|&article| &self.view.report.articles[article]);
        let names: Vec<&str> = sources.clone().map(|article| article.source()).collect();
        html! {
            div.table role="region" tabindex="0" aria-label={ (self.word("html.tables")) ": " (text(&names.join(", "))) } {
                table.story {
                    thead { tr {
                        th scope="col" { (self.word("column.about")) }
                        th scope="col" { (self.word("column.verdict")) }
                        @for (article, source) in articles.iter().zip(sources) {
                            th scope="col" { a href={ "#a-" (article) } { (text(&self.view.source(source))) } }
                        }
                    } }
                    tbody { @for group in groups { (self.row(group, articles)) } }
                }
            }
        }
    }

    fn row(&self, group: &Group, articles: &[usize]) -> Markup {
        let report = self.view.report;
        let first = &report.claims[group.claims[0]];
        let verdict = name_of(&group.verdict);
        let origins = self.say(&Reason::new("origins").with("count", group.origins));
        let facets = self.index.facets_of(group.claims.iter().copied(), self.view);
        let of = |article: usize| group.claims.iter().filter(move |&&claim| report.claims[claim].article == article);
        html! {
            tr.(verdict) id={ (group.id) "-" (articles[0]) } data-facets=(facets.to_json()) {
                th scope="row" { (snippet::around(report.article_of(first), first)) }
                td { (self.view.voice.verdict(group.verdict)) br; small { (origins) } }
                @for &article in articles {
                    td { @for &claim in of(article) {
                        a href={ "#c-" (claim) } { (text(&report.claims[claim].text)) } " "
                    } }
                }
            }
        }
    }
}
