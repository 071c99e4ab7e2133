//! One page of HTML that needs nothing else: no network, no other file, no server. What matters comes
//! first: the findings with their sentences side by side, then claim × source, then each article with its
//! claims marked.
//!
//! Every text is escaped by the template; the page's policy lets nothing run but its own script.

use std::io::{self, Write};

use base64::Engine;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::{View, safe};
use crate::reason::Reason;

mod articles;
mod facets;
mod findings;
mod tables;

use facets::Index;

/// Entries that come into sight together, and packs of them; the style sheet has an idea of their heights.
const PACK: usize = 10;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Writes the page.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let page = Page { view, index: Index::new(view) };
    let head = page.head().into_string();
    let (before, after) = head.split_once("</body>").unwrap_or((&head, ""));
    out.write_all(before.as_bytes())?;
    page.main(out)?;
    out.write_all(html! { script { (PreEscaped(SCRIPT)) } }.into_string().as_bytes())?;
    writeln!(out, "</body>{after}")
}

/// What every part of the page needs.
struct Page<'a, 'v> {
    view: &'a View<'v>,
    index: Index<'v>,
}

impl Page<'_, '_> {
    /// The page without its sections.
    fn head(&self) -> Markup {
        let policy = format!(
            "default-src 'none'; script-src {}; style-src {}; base-uri 'none'; form-action 'none'",
            hash(SCRIPT),
            hash(STYLE)
        );
        html! {
            (DOCTYPE)
            html lang=(self.view.voice.tag()) {
                head {
                    meta charset="utf-8";
                    meta http-equiv="Content-Security-Policy" content=(policy);
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="referrer" content="no-referrer";
                    title { (self.word("html.title")) }
                    style { (PreEscaped(STYLE)) }
                }
                body {
                    a.skip href="#findings" { (self.word("html.skip")) }
                    header {
                        h1 { (self.word("html.title")) }
                        p { (text(&self.view.summary())) }
                        nav aria-label=(self.word("html.contents")) {
                            a href="#findings" { (self.word("html.findings")) }
                            a href="#tables" { (self.word("html.tables")) }
                            a href="#articles" { (self.word("html.articles")) }
                        }
                    }
                    (self.filter())
                }
            }
        }
    }

    /// What is shown can be narrowed down; without the script there is nothing to operate.
    fn filter(&self) -> Markup {
        let choices = self.index.choices(self.view);
        html! {
            search {
                form #filter hidden aria-label=(self.word("html.filter")) {
                    @for (name, options) in choices.iter().filter(|(_, options)| !options.is_empty()) {
                        label {
                            (self.word(&format!("html.filter.{name}")))
                            select name=(name) {
                                option value="" { (self.word("html.all")) }
                                @for (value, shown) in options { option value=(value) { (shown) } }
                            }
                        }
                    }
                    label { (self.word("html.filter.text")) input type="search" name="text" autocomplete="off"; }
                    output #shown aria-live="polite" data-all=(self.view.items().count()) {}
                    button type="reset" { (self.word("html.reset")) }
                    p.keys { kbd { "j" } " / " kbd { "k" } " " (self.word("html.keys")) }
                }
            }
            (findings::form(self))
            div #accepting hidden role="status" {
                span #accepted-count {} " " (self.word("html.accepted-here"))
                button #download type="button" { (self.word("html.download")) }
            }
        }
    }

    /// The sections, written one entry at a time.
    fn main(&self, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(b"<main>")?;
        self.section(out, "findings", |out| self.findings(out))?;
        self.section(out, "tables", |out| self.tables(out))?;
        self.section(out, "articles", |out| self.articles(out))?;
        out.write_all(b"</main>")
    }

    fn section(
        &self,
        out: &mut dyn Write,
        id: &str,
        content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let title = html! { h2 { (self.word(&format!("html.{id}"))) } };
        write!(out, "<section id=\"{id}\" tabindex=\"-1\">{}", title.into_string())?;
        content(out)?;
        out.write_all(b"</section>\n")
    }

    /// Entries of a section in stacks of packs, the first of which may be there at once.
    ///
    /// The other packs are folded: to a browser that runs the script a `noscript` is one text, of which the script makes
    /// elements when they come into sight, or when there is time. Any other browser reads what is there. At every frame
    /// a browser asks which stacks are in sight, and which packs of those.
    fn packs(out: &mut dyn Write, entries: impl Iterator<Item = Markup>, at_once: bool) -> io::Result<()> {
        let mut entries = entries.peekable();
        let mut folded = !at_once;
        while entries.peek().is_some() {
            writeln!(out, "<div class=\"stack\">")?;
            for _ in 0..PACK {
                let pack: Vec<Markup> = entries.by_ref().take(PACK).collect();
                if pack.is_empty() {
                    break;
                }
                writeln!(out, "{}", Self::pack(&pack, folded).into_string())?;
                folded = true;
            }
            writeln!(out, "</div>")?;
        }
        Ok(())
    }

    fn pack(entries: &[Markup], folded: bool) -> Markup {
        let pack = html! { @for entry in entries { (entry) "\n" } };
        html! { div.pack { @if folded { noscript { (pack) } } @else { (pack) } } }
    }

    fn word(&self, key: &str) -> String {
        self.view.voice.word(key)
    }

    fn say(&self, reason: &Reason) -> String {
        text(&self.view.voice.say(reason))
    }
}

/// Text of an article, with what would change the direction of writing made visible; the template
/// escapes the rest.
fn text(text: &str) -> String {
    safe::visible(text).into_owned()
}

/// A script or style as a policy names it.
fn hash(source: &str) -> String {
    format!("'sha256-{}'", base64::engine::general_purpose::STANDARD.encode(Sha256::digest(source)))
}
