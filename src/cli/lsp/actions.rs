//! What the editor offers to do about a finding: to accept it where it stands.

use std::collections::HashMap;
use std::path::Path;

use daejo::article::directives;
use daejo::reason::Reason;
use daejo::report::place::Stretch;
use daejo::report::{Item, View};
use daejo::resolve::Claim;
use daejo::span::Span;
use gen_lsp_types::{CodeAction, CodeActionKind, Position, Range, TextEdit, Uri, WorkspaceEdit};

use super::client::Client;
use super::diagnostics::{Marked, marked};

/// The actions for what is marked at `range` of the document at `path`, which the client calls `uri`.
pub(super) fn actions(view: &View, path: &Path, uri: &Uri, range: Range, client: Client) -> Vec<CodeAction> {
    let marked = marked(view, path, client);
    let touched = marked.iter().filter(|marked| marked.range.start <= range.end && range.start <= marked.range.end);
    touched.filter_map(|marked| accept(marked, view, path, uri, client)).collect()
}

/// Writes the line that accepts a finding above the paragraph that it is in. Its reason is left open: until it is
/// given, the line itself is marked.
fn accept(marked: &Marked, view: &View, path: &Path, uri: &Uri, client: Client) -> Option<CodeAction> {
    let (Item::Finding(finding), Some(label)) = (marked.item, marked.label) else { return None };
    let at = above(&view.report.claims[label.claim], view, client)?;
    let code = finding.code.to_string();
    let is_plain = path.extension().is_none_or(|extension| extension.eq_ignore_ascii_case("txt"));
    let note = directives::Ignore { code: code.clone(), reason: String::new(), until: None };
    let new_text = if is_plain { format!("{note}\n") } else { format!("<!-- {note} -->\n") };
    let edit = TextEdit { range: Range::new(at, at), new_text };
    let changes = HashMap::from([(uri.clone(), vec![edit])]);
    Some(CodeAction {
        title: view.voice.say(&Reason::new("editor.accept").with("code", code)),
        kind: Some(CodeActionKind::QuickFix),
        diagnostics: Some(vec![marked.diagnostic(view, client)]),
        edit: Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() }),
        ..CodeAction::default()
    })
}

/// The start of the first line of the paragraph that a claim is in, where the file is the text of the article.
fn above(claim: &Claim, view: &View, client: Client) -> Option<Position> {
    let field = view.report.article_of(claim).field(claim.field)?;
    let paragraph = field.sentences.get(claim.sentence)?.paragraph;
    let first = field.sentences.iter().find(|sentence| sentence.paragraph == paragraph)?;
    let line = field.text[..first.span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let stretch = Stretch { article: claim.article, field: claim.field, span: Span::new(line, line) };
    let [at, _] = view.places.of(stretch).points()?;
    Some(client.encoding.position(at))
}
