//! Markdown, for a job's summary page, a merge request or a wiki.

use std::io::{self, Write};

use super::findings::Label;
use super::groups::Group;
use super::stories::{Story, stories};
use super::{Item, View, safe, snippet};
use crate::reason::Reason;

/// The most bytes that are written: a job summary on GitHub may have 1 MiB.
const LIMIT: usize = 1 << 20;

/// What is kept of that for the line that says how much was left out.
const RESERVE: usize = 512;

/// The most characters of a sentence that are shown on either side of a claim.
const REACH: usize = 200;

/// Writes the summary, the findings, the tables of claim × source, and what was verified; as much of it
/// as has room in a job's summary, and says what was left out.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let mut page = Page { out, left: LIMIT - RESERVE, left_out: 0 };
    page.block(&format!("# daejo\n\n{}\n", escape(&view.summary())))?;
    for item in view.open() {
        page.block(&block(item, view))?;
    }
    for story in stories(view.report) {
        page.block(&table(&story, view))?;
    }
    let verified: Vec<String> = view.report.verified().map(|check| escape(&view.voice.say(&check.message))).collect();
    if !verified.is_empty() {
        let title = escape(&view.voice.word("verified.title"));
        let lines: Vec<String> = verified.iter().map(|line| format!("- ✓ {line}\n")).collect();
        page.block(&format!("\n## {title}\n\n{}", lines.concat()))?;
    }
    page.end(view)
}

/// A page of limited length.
struct Page<'a> {
    out: &'a mut dyn Write,
    left: usize,
    left_out: usize,
}

impl Page<'_> {
    /// Writes a block if there is room for it; once there was none, nothing more is written.
    fn block(&mut self, text: &str) -> io::Result<()> {
        if self.left_out > 0 || text.len() > self.left {
            self.left_out += 1;
            return Ok(());
        }
        self.left -= text.len();
        self.out.write_all(text.as_bytes())
    }

    fn end(self, view: &View) -> io::Result<()> {
        if self.left_out == 0 {
            return Ok(());
        }
        let cut = view.voice.say(&Reason::new("markdown.cut").with("count", self.left_out));
        writeln!(self.out, "\n> **{}**", escape(&cut))
    }
}

/// A finding: the headline, its sentences with the claims in bold, and what differs.
fn block<'a>(item: Item<'a>, view: &View<'a>) -> String {
    let mut message = item.message().iter().map(|reason| escape(&view.voice.say(reason)));
    let headline = message.next().unwrap_or_default();
    let severity = escape(&view.voice.severity(item.severity()));
    let mut text = format!("\n### {severity} `{}`: {headline}\n\n", item.code());
    if item.labels().is_empty() {
        text += &format!("- {}\n", escape(&view.short(item)));
    }
    for label in item.labels() {
        text += &quotation(label, view);
    }
    for note in message {
        text += &format!("- {note}\n");
    }
    text
}

/// Where a claim stands, its value, and its sentence.
fn quotation(label: &Label, view: &View) -> String {
    let claim = &view.report.claims[label.claim];
    let article = view.report.article_of(claim);
    let [before, after] = snippet::beside(article, claim, REACH).map(|text| escape(&text));
    let source = escape(&view.source(article));
    let place = escape(&view.places.short(claim));
    let value = escape(&view.voice.value(claim));
    format!("- **{source}** ({place}): {value}\n  > {before}**{}**{after}\n", escape(&claim.text))
}

/// A table of claim × source.
fn table(story: &Story, view: &View) -> String {
    let head = ["column.about", "column.verdict"].map(|key| view.voice.word(key));
    let sources = story.articles.iter().map(|&article| view.source(&view.report.articles[article]));
    let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.into_iter().chain(sources).map(|cell| escape(&cell)).collect();
    let rule = row(vec!["---".to_owned(); head.len()]);
    let rows: String = story.groups.iter().map(|group| row(cells(group, story, view))).collect();
    format!("\n{}{rule}{rows}", row(head))
}

fn cells(group: &Group, story: &Story, view: &View) -> Vec<String> {
    let first = &view.report.claims[group.claims[0]];
    let about = snippet::around(view.report.article_of(first), first);
    let wordings = |&article: &usize| group.wordings(article, &view.report.claims).join(" / ");
    let head = [about, view.voice.verdict(group.verdict)];
    head.into_iter().chain(story.articles.iter().map(wordings)).map(|cell| escape(&cell)).collect()
}

/// Text on one line that Markdown shows as it is: no markup, no HTML, no links, and nobody is mentioned
/// nor an issue referred to (a comment after `@` and `#` breaks what GitHub would look for).
fn escape(text: &str) -> String {
    let text = safe::visible(text);
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    // So far there are only digits, which could number a list.
    let mut at_start = true;
    for (at, c) in text.char_indices() {
        match c {
            '@' | '#' => out.extend(["\\", c.encode_utf8(&mut [0; 4]), "<!-- -->"]),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' | '!' => out.extend(['\\', c]),
            '-' | '+' | '=' | '.' | ')' if at_start => out.extend(['\\', c]),
            ':' if text[at..].starts_with("://") => out.extend(['\\', c]),
            '.' if ends_with_www(&text[..at]) => out.extend(['\\', c]),
            c => out.push(c),
        }
        at_start &= c.is_ascii_digit() || c == ' ';
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    text.as_bytes().last_chunk().is_some_and(|end: &[u8; 3]| end.eq_ignore_ascii_case(b"www"))
}
