//! The report for people: each finding on its sentences, a summary, the claims of each story by
//! source, and what was verified.

use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer};
use comfy_table::{Cell, Color, ColumnConstraint, Width};

use super::acceptance::Place;
use super::findings::{Label, LabelRole};
use super::groups::Group;
use super::place::Stretch;
use super::stories::{Story, stories};
use super::{Finding, Item, Stale, View, Voice, explain, safe, snippet, table};
use crate::article::Article;
use crate::judge::{Severity, Verdict};
use crate::reason::Reason;
use crate::resolve::Claim;

/// The columns that a table keeps for what a row is about.
const ABOUT: u16 = 26;
/// The same, and for how its sources stand to each other.
const ROW_HEAD: u16 = ABOUT + 16;
/// The fewest columns that a source gets.
const SOURCE: u16 = 14;
/// How much of a source's words a cell shows, in columns.
const CELL: usize = 60;

/// Writes the whole report.
///
/// # Errors
/// When `out` does.
pub fn write_report(out: &mut dyn Write, view: &View) -> io::Result<()> {
    write_findings(out, view)?;
    writeln!(out, "{}", safe::visible(&view.summary()))?;
    write_tables(out, view)?;
    if view.explain {
        write_matches(out, view)?;
    }
    Ok(())
}

/// Writes one line a finding: `path:line:column: code message`.
///
/// # Errors
/// When `out` does.
pub fn write_lines(out: &mut dyn Write, view: &View) -> io::Result<()> {
    for item in view.open() {
        writeln!(out, "{}: {} {}", view.short(item), item.code(), safe::visible(&view.told(item)))?;
    }
    Ok(())
}

/// Writes the claims of each story by source, and what was verified.
///
/// # Errors
/// When `out` does.
pub fn write_tables(out: &mut dyn Write, view: &View) -> io::Result<()> {
    for story in stories(view.report) {
        write_story(out, &story, view)?;
    }
    write_verified(out, view)
}

fn write_findings(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(view.width.into()).hyperlink(false);
    for item in view.open() {
        let headline = item.message().first().map_or_else(String::new, |reason| view.voice.say(reason));
        let title = level(item.severity(), &view.voice)
            .primary_title(safe::visible(&headline).into_owned())
            .id(item.code().to_string());
        let elements = match item {
            Item::Finding(finding) => finding_elements(finding, view),
            Item::Stale(stale) => vec![stale_origin(stale, view).into()],
        };
        writeln!(out, "{}\n", renderer.render(&[title.elements(elements)]))?;
    }
    Ok(())
}

fn level(severity: Severity, voice: &Voice) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
    .with_name(voice.severity(severity))
}

/// Where a stale acceptance stands.
fn stale_origin(stale: &Stale, view: &View) -> Origin<'static> {
    match &stale.place {
        Place::Article { field, span } => {
            let (path, start) = view.places.head(Stretch { article: stale.article, field: *field, span: *span });
            Origin::path(path).line(start.line).char_column(start.column.chars)
        }
        Place::Baseline { path, line } => Origin::path(safe::visible(path).into_owned()).line(*line),
    }
}

/// The sentences, what differs, and if asked how the match came about.
fn finding_elements(finding: &Finding, view: &View) -> Vec<Element<'static>> {
    let report = view.report;
    let claim = |label: &Label| &report.claims[label.claim];
    let near = |a: &Label, b: &Label| snippet::on_one_line(report.article_of(claim(a)), claim(a), claim(b));
    let mark = |label: &Label| snippet::Mark {
        claim: claim(label),
        kind: match label.role {
            LabelRole::Primary => AnnotationKind::Primary,
            LabelRole::Related => AnnotationKind::Context,
        },
        label: label_text(claim(label), view),
    };
    let snippet = |labels: &[Label]| snippet::snippet(report, &view.places, labels.iter().map(mark).collect()).into();
    let mut elements: Vec<Element> = finding.labels.chunk_by(near).map(snippet).collect();
    let mut notes: Vec<String> = finding.message.iter().skip(1).map(|reason| view.voice.say(reason)).collect();
    if view.explain {
        notes.extend(finding.labels.iter().map(|label| explain::claim(&report.claims[label.claim], &view.voice)));
        let waterfalls =
            finding.relations.iter().map(|&r| explain::relation(&report.relations[r], &view.voice).join("\n"));
        notes.extend(waterfalls);
    }
    let note = Level::NOTE.with_name(view.voice.word("severity.note"));
    elements.extend(notes.into_iter().map(|text| note.clone().message(lines(&text)).into()));
    elements
}

/// Text of several lines, each made safe.
fn lines(text: &str) -> String {
    text.lines().map(safe::visible).collect::<Vec<_>>().join("\n")
}

/// The normalised value and where it comes from: `7,000,000,000,000달러 · 한국일보 2024-03-18`.
fn label_text(claim: &Claim, view: &View) -> String {
    let text = format!("{} · {}", view.voice.value(claim), source(view.report.article_of(claim)));
    safe::visible(&text).into_owned()
}

/// The source, as much of its name as a table has room for.
fn source(article: &Article) -> String {
    let name = snippet::clip(article.source(), snippet::NAME);
    article.published.map_or_else(|| name.clone(), |published| format!("{name} {}", published.date()))
}

/// A table of claim × source; sources that don't fit beside each other go into a further table.
fn write_story(out: &mut dyn Write, story: &Story, view: &View) -> io::Result<()> {
    let beside = usize::from((view.width.saturating_sub(ROW_HEAD) / SOURCE).max(2));
    let beside = story.articles.len().div_ceil(story.articles.len().div_ceil(beside));
    let articles: Vec<usize> = story.articles.iter().copied().collect();
    for articles in articles.chunks(beside) {
        let mut table = table::fitting(view.width);
        table.enforce_styling();
        let constraints = [ColumnConstraint::LowerBoundary(Width::Fixed(ABOUT)), ColumnConstraint::ContentWidth];
        let sources = articles.iter().map(|&article| source(&view.report.articles[article]));
        let head = ["column.about", "column.verdict"].map(|key| view.voice.word(key));
        table.set_header(head.into_iter().chain(sources)).set_constraints(constraints);
        for group in &story.groups {
            let cells: Vec<String> = articles.iter().map(|&article| cell(group, article, view)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let head = [Cell::new(about(group, view)), verdict_cell(group, view)];
                table.add_row(head.into_iter().chain(cells.into_iter().map(Cell::new)));
            }
        }
        writeln!(out, "\n{table}")?;
    }
    Ok(())
}

/// What an article says about the thing of a group, each wording once.
fn cell(group: &Group, article: usize, view: &View) -> String {
    let words = group.wordings(article, &view.report.claims);
    words.iter().map(|words| snippet::clip(words, CELL)).collect::<Vec<_>>().join("\n")
}

/// What a group is about: the words around its first claim.
fn about(group: &Group, view: &View) -> String {
    let first = &view.report.claims[group.claims[0]];
    snippet::around(view.report.article_of(first), first)
}

fn verdict_cell(group: &Group, view: &View) -> Cell {
    let origins = view.voice.say(&Reason::new("origins").with("count", group.origins));
    let color = match group.verdict {
        Verdict::Agree | Verdict::Variant => Color::Green,
        Verdict::Compatible | Verdict::Update => Color::Yellow,
        Verdict::Conflict => Color::Red,
    };
    Cell::new(format!("{}\n{origins}", view.voice.verdict(group.verdict))).fg(color)
}

/// The checks that hold.
fn write_verified(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let mut verified = view.report.verified().peekable();
    if verified.peek().is_some() {
        writeln!(out, "\n{}", view.voice.word("verified.title"))?;
    }
    for check in verified {
        let place = check.claims.first().map(|&claim| view.places.short(&view.report.claims[claim]));
        let line = Reason::new("verified.line")
            .with("message", view.voice.say(&check.message))
            .with("place", place.unwrap_or_default());
        writeln!(out, "{}", safe::visible(&view.voice.say(&line)))?;
    }
    Ok(())
}

/// Every match with its weights.
fn write_matches(out: &mut dyn Write, view: &View) -> io::Result<()> {
    for relation in &view.report.relations {
        writeln!(out, "\n{}", explain::headline(view.report, relation, &view.voice))?;
        for line in explain::relation(relation, &view.voice) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::article::Lang;
    use crate::judge::Code;
    use crate::report::sample::Sample;

    fn print(sample: Sample, explain: bool) -> String {
        let (report, rules) = sample.report();
        let mut out = anstream::StripStream::new(Vec::new());
        let view = View { explain, ..View::new(&report, Voice::new(&rules, Lang::Ko)) };
        write_report(&mut out, &view).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    fn two_sums() -> Sample {
        let mut sample = Sample::new();
        let long = "아주 길게 이어지는 문장이라도 ".repeat(12);
        let here =
            sample.article("가나", "2024-03-18", &format!("첫 줄이다.\n{long}투자에 7000억 달러를 쓴다고 했다."));
        let there = sample.article("다라", "2024-03-15", "투자에 7조 달러를 쓴다.");
        let here = sample.dollars(here, "7000억 달러", 700_000_000_000);
        let there = sample.dollars(there, "7조 달러", 7_000_000_000_000);
        sample.conflict(here, there, Code::ValueConflict);
        sample
    }

    #[test]
    fn a_conflict_is_shown_on_both_sentences_with_values_and_sources() {
        let text = print(two_sums(), false);
        for part in ["[value-conflict]", "가나.txt:2:", "다라.txt:1:5", "가나일보 2024-03-18", "다라일보 2024-03-15"]
        {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
        assert!(text.contains("7,000,000,000,000달러"), "{text}");
        let widest = text.lines().map(unicode_width::UnicodeWidthStr::width).max();
        assert!(widest <= Some(120), "{widest:?} columns:\n{text}");
    }

    #[test]
    fn an_explanation_shows_rules_and_weights() {
        let text = print(two_sums(), true);
        for part in [
            "units/money",
            "+6.50   +6.50  값이 걸린 말: 같음 (label/same)",
            "-1.25   +5.25  주체: 알 수 없음 (subject/missing)",
            "0.970",
        ] {
            assert!(text.contains(part), "{part} is missing in\n{text}");
        }
    }

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        let mut sample = Sample::new();
        let evil = "\u{1b}[31m빨강\u{1b}[0m \u{202e}뒤집힘\u{9b}2J\u{7}";
        let articles =
            ["가", "나"].map(|id| sample.article(id, "2024-03-18", &format!("{evil} “그렇다{evil}”라고 했다.")));
        let quoted = format!("그렇다{evil}");
        let claims = articles.map(|article| sample.quote(article, &quoted, evil));
        sample.conflict(claims[0], claims[1], Code::QuoteMisattributed);
        let (mut report, rules) = sample.report();
        for article in report.articles.iter_mut().map(Arc::make_mut) {
            article.outlet = Some(evil.to_owned());
            article.origin.path = evil.to_owned();
        }
        let mut out = anstream::StripStream::new(Vec::new());
        let mut raw = Vec::new();
        let view = View { width: 80, explain: true, ..View::new(&report, Voice::new(&rules, Lang::En)) };
        write_report(&mut out, &view).unwrap();
        write_report(&mut raw, &view).unwrap();
        let (stripped, raw) = (String::from_utf8(out.into_inner()).unwrap(), String::from_utf8(raw).unwrap());
        for bad in ['\u{9b}', '\u{202e}', '\u{7}'] {
            assert!(!raw.contains(bad), "{bad:?} in {raw:?}");
        }
        assert!(!raw.contains("\u{1b}[31m빨강"), "{raw:?}");
        assert!(stripped.contains("␛[31m빨강"), "what was there is shown: {stripped}");
    }
}
