//! What the editor shows on a claim: its value, and what is said about the same thing elsewhere.

use std::path::{Path, PathBuf};

use daejo::judge::Relation;
use daejo::reason::Reason;
use daejo::report::{View, safe};
use daejo::resolve::Claim;
use gen_lsp_types::{Contents, Hover, MarkupContent, MarkupKind, Position, Range};

use super::client::Encoding;

/// What is known about the claim at a position of the document at `path`; of several the shortest. Paths are
/// told from `folders`. It is plain text, so that nothing that an article holds is taken for markup.
pub(super) fn hover(
    view: &View,
    path: &Path,
    position: Position,
    encoding: Encoding,
    folders: &[PathBuf],
) -> Option<Hover> {
    let report = view.report;
    let is_here =
        |claim: &Claim| claim.article < report.new && Path::new(&report.article_of(claim).origin.path) == path;
    let covering = report.claims.iter().enumerate().filter(|(_, claim)| is_here(claim)).filter_map(|(at, claim)| {
        let [start, end] = view.places.of(claim).points()?.map(|point| encoding.position(point));
        (start <= position && position < end).then_some((claim.span.len(), at, Range::new(start, end)))
    });
    let (_, claim, range) = covering.min_by_key(|(length, at, _)| (*length, *at))?;
    let value = safe::visible_lines(&lines(claim, view, folders).join("\n"));
    let contents = Contents::MarkupContent(MarkupContent { kind: MarkupKind::PlainText, value });
    Some(Hover { contents, range: Some(range) })
}

/// The value, then each match, then each check that holds.
fn lines(claim: usize, view: &View, folders: &[PathBuf]) -> Vec<String> {
    let report = view.report;
    let mut lines = vec![head(&report.claims[claim], view)];
    let matches = report.relations.iter().filter(|relation| relation.claims.contains(&claim));
    lines.extend(matches.map(|relation| matched(relation, claim, view, folders)));
    let verified = report.verified().filter(|check| check.claims.contains(&claim));
    lines.extend(verified.map(|check| format!("✓ {}", view.voice.say(&check.message))));
    lines
}

/// `265,600,000,000 won · asserted · 2025`.
fn head(claim: &Claim, view: &View) -> String {
    let time = claim.frame.time.map(|time| time.to_string());
    let parts = [Some(view.voice.value(claim)), Some(view.voice.status(claim.status)), time];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `✗ conflict · 마루통신 2025-11-11: 2천656억원 (budget-maru.txt:5:65)`.
fn matched(relation: &Relation, claim: usize, view: &View, folders: &[PathBuf]) -> String {
    let other = &view.report.claims[relation.claims[usize::from(relation.claims[0] == claim)]];
    let place = view.places.short(other);
    let shorter = folders.iter().filter_map(|folder| place.strip_prefix(&folder.display().to_string()));
    let place = shorter.map(|rest| rest.trim_start_matches(['/', '\\'])).next().unwrap_or(&place);
    let said = Reason::new("finding.elsewhere")
        .with("source", view.source(view.report.article_of(other)))
        .with("text", &other.text)
        .with("place", place);
    format!("{} · {}", view.voice.verdict(relation.verdict), view.voice.say(&said))
}
