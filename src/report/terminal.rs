//! The report for people: each finding on its sentences, a summary, the claims of each story by
//! source, and what was verified.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer};
use comfy_table::{Cell, Color, ColumnConstraint, Width};

use super::acceptance::Place;
use super::findings::{Label, LabelRole};
use super::groups::{Group, components};
use super::{Finding, Report, Stale, Voice, explain, safe, snippet, table};
use crate::article::Article;
use crate::check::{Check, Outcome};
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

/// What a reader of the report wants to see.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The language.
    pub voice: Voice<'a>,
    /// Columns of the terminal.
    pub width: u16,
    /// With rule names and match weights.
    pub explain: bool,
}

/// Writes the whole report.
///
/// # Errors
/// When `out` does.
pub fn write_report(out: &mut impl io::Write, report: &Report, view: &View) -> io::Result<()> {
    write_findings(out, report, view)?;
    writeln!(out, "{}", summary(report, &view.voice))?;
    write_tables(out, report, view)?;
    if view.explain {
        write_matches(out, report, &view.voice)?;
    }
    Ok(())
}

/// Writes the claims of each story by source, and what was verified.
///
/// # Errors
/// When `out` does.
pub fn write_tables(out: &mut impl io::Write, report: &Report, view: &View) -> io::Result<()> {
    for story in stories(report) {
        write_story(out, report, &story, view)?;
    }
    write_verified(out, report, &view.voice)
}

/// A verdict with its mark, as the tables show it.
pub(super) fn verdict(verdict: Verdict, voice: &Voice) -> String {
    voice.word(match verdict {
        Verdict::Agree => "verdict.agree",
        Verdict::Compatible => "verdict.compatible",
        Verdict::Update => "verdict.update",
        Verdict::Variant => "verdict.variant",
        Verdict::Conflict => "verdict.conflict",
    })
}

fn write_findings(out: &mut impl io::Write, report: &Report, view: &View) -> io::Result<()> {
    let renderer = Renderer::styled().decor_style(DecorStyle::Unicode).term_width(view.width.into()).hyperlink(false);
    for finding in report.findings.iter().filter(|finding| finding.accepted.is_none()) {
        let elements = finding_elements(report, finding, view);
        let headline = finding.message.first().map_or_else(String::new, |reason| view.voice.say(reason));
        let title = level(finding.severity, &view.voice).primary_title(safe::visible(&headline).into_owned());
        writeln!(out, "{}\n", renderer.render(&[title.id(finding.code.to_string()).elements(elements)]))?;
    }
    for stale in &report.stale {
        let title = level(stale.severity, &view.voice)
            .primary_title(safe::visible(&view.voice.say(&stale.message)).into_owned())
            .id(stale.code.to_string());
        let place = stale_origin(report, stale);
        writeln!(out, "{}\n", renderer.render(&[title.element(place)]))?;
    }
    Ok(())
}

fn level(severity: Severity, voice: &Voice) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(voice.word("severity.error")),
        Severity::Warning => Level::WARNING.with_name(voice.word("severity.warning")),
        Severity::Note => Level::NOTE.with_name(voice.word("severity.note")),
    }
}

/// Where a stale acceptance stands.
fn stale_origin(report: &Report, stale: &Stale) -> Origin<'static> {
    match &stale.place {
        Place::Article { field, span } => snippet::origin(&report.articles[stale.article], *field, *span),
        Place::Baseline { path, line } => Origin::path(safe::visible(path).into_owned()).line(*line),
    }
}

/// The sentences, what differs, and if asked how the match came about.
fn finding_elements(report: &Report, finding: &Finding, view: &View) -> Vec<Element<'static>> {
    let claim = |label: &Label| &report.claims[label.claim];
    let near = |a: &Label, b: &Label| snippet::on_one_line(report.article_of(claim(a)), claim(a), claim(b));
    let mark = |label: &Label| snippet::Mark {
        claim: claim(label),
        kind: match label.role {
            LabelRole::Primary => AnnotationKind::Primary,
            LabelRole::Related => AnnotationKind::Context,
        },
        label: label_text(report.article_of(claim(label)), claim(label), &view.voice),
    };
    let snippet = |labels: &[Label]| {
        snippet::snippet(report.article_of(claim(&labels[0])), labels.iter().map(mark).collect()).into()
    };
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
fn label_text(article: &Article, claim: &Claim, voice: &Voice) -> String {
    let text = format!("{} · {}", voice.value(claim), source_name(article));
    safe::visible(&text).into_owned()
}

/// The publisher, else the article's id, and the day.
fn source_name(article: &Article) -> String {
    let name = snippet::clip(article.outlet.as_deref().unwrap_or(&article.id), snippet::NAME);
    article.published.map_or_else(|| name.clone(), |published| format!("{name} {}", published.date()))
}

/// One line of counts.
fn summary(report: &Report, voice: &Voice) -> String {
    let held = report.articles.len() - report.new;
    let verified = report.checks.iter().filter(|check| check.outcome == Outcome::Ok).count();
    let mut parts = vec![voice.say(&Reason::new("summary.articles").with("count", report.new))];
    if held > 0 {
        parts.push(voice.say(&Reason::new("summary.against").with("count", held)));
    }
    parts.push(voice.say(&Reason::new("summary.claims").with("count", report.claims.len())));
    for kind in [Verdict::Agree, Verdict::Variant, Verdict::Compatible, Verdict::Update, Verdict::Conflict] {
        let count = report.groups.iter().filter(|group| group.verdict == kind).count();
        if count > 0 {
            parts.push(format!("{} {count}", verdict(kind, voice)));
        }
    }
    if !report.checks.is_empty() {
        let checks = Reason::new("summary.checks").with("ok", verified).with("all", report.checks.len());
        parts.push(voice.say(&checks));
    }
    let accepted = report.findings.iter().filter(|finding| finding.accepted.is_some()).count();
    let open = report.findings.len() - accepted + report.stale.len();
    parts.push(voice.say(&Reason::new("summary.findings").with("count", open)));
    if accepted > 0 {
        parts.push(voice.say(&Reason::new("summary.accepted").with("count", accepted)));
    }
    parts.join(" · ")
}

/// Articles that speak of the same things, and the groups that connect them.
struct Story<'a> {
    articles: BTreeSet<usize>,
    groups: Vec<&'a Group>,
}

/// The stories of a run: articles connected by the groups that they share, by first article. What one
/// article says twice, and says the same, is left out.
fn stories(report: &Report) -> Vec<Story<'_>> {
    let articles_of = |group: &Group| group.claims.iter().map(|&c| report.claims[c].article).collect::<Vec<_>>();
    let edges = report.groups.iter().flat_map(|group| {
        let articles = articles_of(group);
        articles.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>()
    });
    let story_of = components(report.articles.len(), edges);
    let mut stories: BTreeMap<usize, Story> = BTreeMap::new();
    let shared =
        |group: &&Group| group.verdict == Verdict::Conflict || articles_of(group).windows(2).any(|w| w[0] != w[1]);
    for group in report.groups.iter().filter(shared) {
        let articles = articles_of(group);
        let empty = || Story { articles: BTreeSet::new(), groups: Vec::new() };
        let story = stories.entry(story_of[articles[0]]).or_insert_with(empty);
        story.groups.push(group);
        story.articles.extend(articles);
    }
    stories.into_values().collect()
}

/// A table of claim × source; sources that don't fit beside each other go into a further table.
fn write_story(out: &mut impl io::Write, report: &Report, story: &Story, view: &View) -> io::Result<()> {
    let beside = usize::from((view.width.saturating_sub(ROW_HEAD) / SOURCE).max(2));
    let beside = story.articles.len().div_ceil(story.articles.len().div_ceil(beside));
    let articles: Vec<usize> = story.articles.iter().copied().collect();
    for articles in articles.chunks(beside) {
        let mut table = table::fitting(view.width);
        table.enforce_styling();
        let constraints = [ColumnConstraint::LowerBoundary(Width::Fixed(ABOUT)), ColumnConstraint::ContentWidth];
        let sources = articles.iter().map(|&article| source_name(&report.articles[article]));
        let head = ["column.about", "column.verdict"].map(|key| view.voice.word(key));
        table.set_header(head.into_iter().chain(sources)).set_constraints(constraints);
        for group in &story.groups {
            let cells: Vec<String> = articles.iter().map(|&article| cell(report, group, article)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                let head = [Cell::new(about(report, group)), verdict_cell(group, &view.voice)];
                table.add_row(head.into_iter().chain(cells.into_iter().map(Cell::new)));
            }
        }
        writeln!(out, "\n{table}")?;
    }
    Ok(())
}

/// What an article says about the thing of a group, each wording once.
fn cell(report: &Report, group: &Group, article: usize) -> String {
    let mut words = Vec::new();
    for claim in group.claims.iter().map(|&c| &report.claims[c]).filter(|claim| claim.article == article) {
        let text = snippet::clip(&claim.text, CELL);
        if !words.contains(&text) {
            words.push(text);
        }
    }
    words.join("\n")
}

/// What a group is about: the words around its first claim.
fn about(report: &Report, group: &Group) -> String {
    let first = &report.claims[group.claims[0]];
    snippet::around(report.article_of(first), first)
}

fn verdict_cell(group: &Group, voice: &Voice) -> Cell {
    let origins = voice.say(&Reason::new("origins").with("count", group.origins));
    let color = match group.verdict {
        Verdict::Agree | Verdict::Variant => Color::Green,
        Verdict::Compatible | Verdict::Update => Color::Yellow,
        Verdict::Conflict => Color::Red,
    };
    Cell::new(format!("{}\n{origins}", verdict(group.verdict, voice))).fg(color)
}

/// The checks that hold.
fn write_verified(out: &mut impl io::Write, report: &Report, voice: &Voice) -> io::Result<()> {
    let held: Vec<&Check> = report.checks.iter().filter(|check| check.outcome == Outcome::Ok).collect();
    if held.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", voice.word("verified.title"))?;
    for check in held {
        let place = check.claims.first().map(|&c| &report.claims[c]);
        let place = place.map_or_else(String::new, |claim| snippet::place(report.article_of(claim), claim));
        let line = Reason::new("verified.line").with("message", voice.say(&check.message)).with("place", place);
        writeln!(out, "{}", safe::visible(&voice.say(&line)))?;
    }
    Ok(())
}

/// Every match with its weights.
fn write_matches(out: &mut impl io::Write, report: &Report, voice: &Voice) -> io::Result<()> {
    for relation in &report.relations {
        writeln!(out, "\n{}", explain::headline(report, relation, voice))?;
        for line in explain::relation(relation, voice) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Lang;
    use crate::judge::Code;
    use crate::report::sample::Sample;

    fn print(sample: Sample, explain: bool) -> String {
        let (report, rules) = sample.report();
        let mut out = anstream::StripStream::new(Vec::new());
        let view = View { voice: Voice::new(&rules, Lang::Ko), width: 100, explain };
        write_report(&mut out, &report, &view).unwrap();
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
        for part in ["units/money", "+6.50   +6.50  label/same", "-1.25   +5.25  subject/missing", "0.970"] {
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
        for article in &mut report.articles {
            article.outlet = Some(evil.to_owned());
            article.origin.path = evil.to_owned();
        }
        let mut out = anstream::StripStream::new(Vec::new());
        let mut raw = Vec::new();
        let view = View { voice: Voice::new(&rules, Lang::En), width: 80, explain: true };
        write_report(&mut out, &report, &view).unwrap();
        write_report(&mut raw, &report, &view).unwrap();
        let (stripped, raw) = (String::from_utf8(out.into_inner()).unwrap(), String::from_utf8(raw).unwrap());
        for bad in ['\u{9b}', '\u{202e}', '\u{7}'] {
            assert!(!raw.contains(bad), "{bad:?} in {raw:?}");
        }
        assert!(!raw.contains("\u{1b}[31m빨강"), "{raw:?}");
        assert!(stripped.contains("␛[31m빨강"), "what was there is shown: {stripped}");
    }
}
