//! `daejo lsp`: the language server. Open documents are checked against each other and against the articles of
//! the workspace's folders, as `daejo check DOCUMENTS --against FOLDERS` does.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use daejo::report::{Report, View};
use gen_lsp_types::{
    CodeActionParams, CodeActionResponse, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, Hover, HoverParams,
    InitializeParams, LogMessageNotification, LogMessageParams, LspNotificationMethod, LspRequestMethod, MessageType,
    PublishDiagnosticsNotification, PublishDiagnosticsParams, RegistrationRequest, ShowMessageNotification,
    ShowMessageParams, TextDocumentContentChangeEvent, Uri,
};
use lsp_server::{ErrorCode, Notification, Request, Response};
use serde::de::DeserializeOwned;

mod actions;
mod client;
mod diagnostics;
mod hover;
mod inbox;
mod uri;
mod wire;
mod workspace;

use super::args::Args;
use super::output::Terminal;
use super::{Outcome, Session, Stop, once, told};
use client::Client;
use inbox::{Event, Inbox};
use wire::Outbox;
use workspace::Workspace;

/// How long a writer pauses before the text is checked.
const PAUSE: Duration = Duration::from_millis(150);
/// What the names of files that hold settings and rules end on.
const SETTINGS: &str = ".toml";

/// Serves a client until it leaves. The articles are those of `folders`, or of the folders that the client has
/// open.
pub(super) fn run(args: &Args, folders: &[PathBuf], terminal: Terminal) -> Result<Outcome, Stop> {
    let mut inbox = Inbox::new(wire::incoming());
    let outbox = Outbox::default();
    let Some(params) = greet(&mut inbox, &outbox)? else { return Ok(Outcome::Findings) };
    let open = client::folders(&params).iter().map(uri::path).collect();
    let given = folders.iter().map(|folder| folder.canonicalize().unwrap_or_else(|_| folder.clone())).collect();
    let folders = if folders.is_empty() { open } else { given };
    let workspace = Workspace::new(folders);
    let client = Client::new(&params.capabilities);
    let mut server = Server { inbox, outbox, client, workspace, report: None, due: None, leaving: false };
    loop {
        let folders = server.workspace.folders.clone();
        let next = once(args, &folders, terminal, |session| server.serve(Some(session)));
        let next = match next {
            Err(Stop::Output(error)) => return Err(Stop::Output(error)),
            Err(stop) => {
                server.complain(&told(args, &stop))?;
                server.serve(None)?
            }
            Ok(next) => next,
        };
        match next {
            Next::Leave(outcome) => return Ok(outcome),
            Next::Anew => server.workspace.forget(),
        }
    }
}

/// Waits for the client to say who it is, and answers; `None` if it leaves before.
fn greet(inbox: &mut Inbox, outbox: &Outbox) -> Result<Option<InitializeParams>, Stop> {
    loop {
        match inbox.next(None) {
            Event::Request(request) if request.method == LspRequestMethod::Initialize.as_str() => {
                match serde_json::from_value::<InitializeParams>(request.params) {
                    Ok(params) => {
                        let offer = Client::new(&params.capabilities).offer();
                        outbox.answer(Response::new_ok(request.id, offer))?;
                        return Ok(Some(params));
                    }
                    Err(error) => outbox.refuse(request.id, ErrorCode::InvalidParams, &error.to_string())?,
                }
            }
            Event::Request(request) => {
                outbox.refuse(request.id, ErrorCode::ServerNotInitialized, "initialize comes first")?;
            }
            Event::Cancelled(id) => outbox.refuse(id, ErrorCode::RequestCanceled, "cancelled")?,
            Event::Notification(notification) if notification.method == LspNotificationMethod::Exit.as_str() => {
                return Ok(None);
            }
            Event::Closed => return Ok(None),
            Event::Notification(_) | Event::Garbled(_) | Event::Quiet => {}
        }
    }
}

/// How serving ends.
enum Next {
    /// Settings or rules have changed.
    Anew,
    /// The client has left.
    Leave(Outcome),
}

/// A client and its articles.
struct Server {
    inbox: Inbox,
    outbox: Outbox,
    client: Client,
    workspace: Workspace,
    /// What was found last.
    report: Option<Report>,
    /// When to look again, if something has changed since.
    due: Option<Instant>,
    /// The client has asked to shut down.
    leaving: bool,
}

impl Server {
    /// Serves while the settings stay as they are; without a session, which they can't be used for, until they
    /// change.
    fn serve(&mut self, session: Option<&Session>) -> Result<Next, Stop> {
        self.due = Some(Instant::now());
        loop {
            match self.inbox.next(self.due) {
                Event::Quiet => self.check(session)?,
                Event::Request(request) => self.answer(request, session)?,
                Event::Cancelled(id) => self.outbox.refuse(id, ErrorCode::RequestCanceled, "cancelled")?,
                Event::Notification(notification) => {
                    if let Some(next) = self.notice(notification)? {
                        return Ok(next);
                    }
                }
                Event::Garbled(why) => self.log(why)?,
                Event::Closed => return Ok(Next::Leave(Outcome::Findings)),
            }
        }
    }

    fn check(&mut self, session: Option<&Session>) -> Result<(), Stop> {
        self.due = None;
        let Some(session) = session else { return Ok(()) };
        let report = self.workspace.check(session)?;
        let view = View::new(&report, session.voice);
        for (path, document) in self.workspace.documents() {
            let diagnostics = diagnostics::diagnostics(&view, path, document, self.client);
            self.publish(&document.uri, Some(document.version), diagnostics)?;
        }
        self.report = Some(report);
        Ok(())
    }

    fn publish(
        &self,
        uri: &Uri,
        version: Option<i32>,
        diagnostics: Vec<gen_lsp_types::Diagnostic>,
    ) -> Result<(), Stop> {
        let params = PublishDiagnosticsParams { uri: uri.clone(), version, diagnostics };
        Ok(self.outbox.notify::<PublishDiagnosticsNotification>(&params)?)
    }

    fn answer(&mut self, request: Request, session: Option<&Session>) -> Result<(), Stop> {
        let Request { id, method, params } = request;
        let answered = match LspRequestMethod::from(method.as_str()) {
            LspRequestMethod::Shutdown => {
                self.leaving = true;
                Ok(serde_json::Value::Null)
            }
            _ if self.leaving => Err((ErrorCode::InvalidRequest, "shut down already".to_owned())),
            LspRequestMethod::TextDocumentHover => self.with(params, session, Self::hover)?,
            LspRequestMethod::TextDocumentCodeAction => self.with(params, session, Self::actions)?,
            _ => Err((ErrorCode::MethodNotFound, method)),
        };
        match answered {
            Ok(value) => self.outbox.answer(Response::new_ok(id, value))?,
            Err((code, why)) => self.outbox.refuse(id, code, &why)?,
        }
        Ok(())
    }

    /// What `find` finds in the articles as they are now: JSON, or what is wrong with the request.
    fn with<P: DeserializeOwned, T: serde::Serialize>(
        &mut self,
        params: serde_json::Value,
        session: Option<&Session>,
        find: impl FnOnce(&Self, P, &View) -> T,
    ) -> Result<Result<serde_json::Value, (ErrorCode, String)>, Stop> {
        let params = match serde_json::from_value(params) {
            Ok(params) => params,
            Err(error) => return Ok(Err((ErrorCode::InvalidParams, error.to_string()))),
        };
        if self.due.is_some() {
            self.check(session)?;
        }
        let (Some(report), Some(session)) = (&self.report, session) else { return Ok(Ok(serde_json::Value::Null)) };
        let found = find(self, params, &View::new(report, session.voice));
        Ok(serde_json::to_value(found).map_err(|error| (ErrorCode::InternalError, error.to_string())))
    }

    fn hover(&self, params: HoverParams, view: &View) -> Option<Hover> {
        let at = params.text_document_position_params;
        let path = uri::path(&at.text_document.uri);
        hover::hover(view, &path, at.position, self.client.encoding, &self.workspace.folders)
    }

    fn actions(&self, params: CodeActionParams, view: &View) -> Vec<CodeActionResponse> {
        let uri = params.text_document.uri;
        let actions = actions::actions(view, &uri::path(&uri), &uri, params.range, self.client);
        actions.into_iter().map(CodeActionResponse::CodeAction).collect()
    }

    /// Takes note of what the client tells; how serving ends, if it does.
    fn notice(&mut self, notification: Notification) -> Result<Option<Next>, Stop> {
        let Notification { method, params } = notification;
        match LspNotificationMethod::from(method.as_str()) {
            LspNotificationMethod::Exit => {
                let outcome = if self.leaving { Outcome::Clean } else { Outcome::Findings };
                return Ok(Some(Next::Leave(outcome)));
            }
            LspNotificationMethod::Initialized if self.client.watches => {
                self.outbox.ask::<RegistrationRequest>(&client::watching())?;
            }
            LspNotificationMethod::TextDocumentDidOpen => {
                if let Some(DidOpenTextDocumentParams { text_document }) = self.read(params)? {
                    self.workspace.open(text_document);
                    self.due = Some(Instant::now());
                }
            }
            LspNotificationMethod::TextDocumentDidChange => {
                if let Some(params) = self.read(params)? {
                    self.change(params);
                }
            }
            LspNotificationMethod::TextDocumentDidClose => {
                if let Some(DidCloseTextDocumentParams { text_document }) = self.read(params)? {
                    if self.workspace.close(&text_document.uri) {
                        self.publish(&text_document.uri, None, Vec::new())?;
                    }
                    self.due = Some(Instant::now() + PAUSE);
                }
            }
            LspNotificationMethod::TextDocumentDidSave => {
                self.workspace.look_again();
                self.due = Some(Instant::now() + PAUSE);
            }
            LspNotificationMethod::WorkspaceDidChangeWatchedFiles => {
                let changes = self.read::<DidChangeWatchedFilesParams>(params)?.map_or(Vec::new(), |p| p.changes);
                if changes.iter().any(|change| change.uri.0.ends_with(SETTINGS)) {
                    return Ok(Some(Next::Anew));
                }
                self.workspace.look_again();
                self.due = Some(Instant::now() + PAUSE);
            }
            LspNotificationMethod::WorkspaceDidChangeWorkspaceFolders => {
                if let Some(DidChangeWorkspaceFoldersParams { event }) = self.read(params)? {
                    let removed: Vec<PathBuf> = event.removed.iter().map(|folder| uri::path(&folder.uri)).collect();
                    self.workspace.folders.retain(|folder| !removed.contains(folder));
                    self.workspace.folders.extend(event.added.iter().map(|folder| uri::path(&folder.uri)));
                    return Ok(Some(Next::Anew));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    /// The text that a document has now; it is checked when its writer pauses.
    fn change(&mut self, params: DidChangeTextDocumentParams) {
        let document = params.text_document;
        // Documents are sent whole, as was agreed: the last one holds.
        if let Some(TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(last)) =
            params.content_changes.into_iter().next_back()
        {
            self.workspace.change(&document.text_document_identifier.uri, document.version, last.text);
            self.due = Some(Instant::now() + PAUSE);
        }
    }

    /// The parameters of a notification; of one that can't be understood none.
    fn read<P: DeserializeOwned>(&self, params: serde_json::Value) -> Result<Option<P>, Stop> {
        match serde_json::from_value(params) {
            Ok(params) => Ok(Some(params)),
            Err(error) => {
                self.log(error.to_string())?;
                Ok(None)
            }
        }
    }

    fn log(&self, message: String) -> Result<(), Stop> {
        let params = LogMessageParams { kind: MessageType::Error, message };
        Ok(self.outbox.notify::<LogMessageNotification>(&params)?)
    }

    /// Shows what keeps the articles from being checked.
    fn complain(&mut self, words: &[String]) -> Result<(), Stop> {
        self.report = None;
        let params = ShowMessageParams { kind: MessageType::Error, message: words.join("\n") };
        Ok(self.outbox.notify::<ShowMessageNotification>(&params)?)
    }
}
