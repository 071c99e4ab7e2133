//! Findings as the editor marks them.

use std::path::Path;

use daejo::article::problem;
use daejo::judge::Severity;
use daejo::report::findings::Label;
use daejo::report::{Item, View, acceptance, safe};
use gen_lsp_types::{
    Code, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, Message, Range, Uri,
};

use super::client::{Client, of_line};
use super::workspace::Document;

/// What marks are called after.
const SOURCE: &str = "daejo";

/// Something that is marked in a document.
pub(super) struct Marked<'a> {
    pub(super) item: Item<'a>,
    /// The claim that is marked, if it is about one.
    pub(super) label: Option<&'a Label>,
    pub(super) range: Range,
}

/// What is to be marked in the document at `path`: of a finding, the claim to look at, or where that one is in
/// no open document, the first one that is.
pub(super) fn marked<'a>(view: &View<'a>, path: &Path, client: Client) -> Vec<Marked<'a>> {
    let report = view.report;
    let is_here = |article: usize| article < report.new && Path::new(&report.articles[article].origin.path) == path;
    let marked = view.open().filter_map(|item| {
        let is_open = |label: &&Label| report.claims[label.claim].article < report.new;
        let label = item.labels().iter().find(is_open);
        let (article, place) = match label {
            Some(label) => (report.claims[label.claim].article, view.places.of(&report.claims[label.claim])),
            None => (view.article(item), view.place(item)),
        };
        let range = client.encoding.range(&place);
        (is_here(article) && !is_in_baseline(item)).then_some(Marked { item, label, range })
    });
    marked.collect()
}

/// Whether an item is about a line of the baseline, which is another file.
fn is_in_baseline(item: Item) -> bool {
    matches!(item, Item::Stale(stale) if matches!(stale.place, acceptance::Place::Baseline { .. }))
}

/// Everything that is marked in a document.
pub(super) fn diagnostics(view: &View, path: &Path, document: &Document, client: Client) -> Vec<Diagnostic> {
    let problems = document.problems().iter().map(|problem| {
        let severity = match problem.severity {
            problem::Severity::Warning => DiagnosticSeverity::Warning,
            problem::Severity::Error => DiagnosticSeverity::Error,
        };
        let message = safe::visible(&view.voice.say(&problem.reason)).into_owned();
        plain(of_line(problem.line.unwrap_or(1)), severity, message)
    });
    problems.chain(marked(view, path, client).iter().map(|marked| marked.diagnostic(view, client))).collect()
}

impl Marked<'_> {
    pub(super) fn diagnostic(&self, view: &View, client: Client) -> Diagnostic {
        let severity = match self.item.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Note => DiagnosticSeverity::Information,
        };
        let message = if client.related_places { self.item.said(&view.voice) } else { view.told(self.item) };
        let related = self.item.labels().iter().filter(|label| Some(*label) != self.label);
        let related: Vec<_> = related.map(|label| related_place(label, view, client)).collect();
        Diagnostic {
            code: Some(Code::String(self.item.code().to_string())),
            related_information: (client.related_places && !related.is_empty()).then_some(related),
            ..plain(self.range, severity, safe::visible(&message).into_owned())
        }
    }
}

/// What a finding is held against: whose words, and the value that they give.
fn related_place(label: &Label, view: &View, client: Client) -> DiagnosticRelatedInformation {
    let claim = &view.report.claims[label.claim];
    let place = view.places.of(claim);
    let said = format!("{}: {}", view.source(view.report.article_of(claim)), claim.text);
    let location = Location { uri: Uri(place.uri()), range: client.encoding.range(&place) };
    DiagnosticRelatedInformation { location, message: safe::visible(&said).into_owned() }
}

fn plain(range: Range, severity: DiagnosticSeverity, message: String) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(severity),
        code: None,
        code_description: None,
        source: Some(SOURCE.to_owned()),
        message: Message::String(message),
        tags: None,
        related_information: None,
        data: None,
    }
}
