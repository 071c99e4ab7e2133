//! What the client can do, and what it is offered.

use gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, DidChangeWatchedFilesNotification,
    DidChangeWatchedFilesRegistrationOptions, FileSystemWatcher, HoverProvider, InitializeParams, InitializeResult,
    Notification as _, Position, PositionEncodingKind, Range, Registration, RegistrationParams, ServerCapabilities,
    ServerInfo, TextDocumentSync, TextDocumentSyncKind, TextDocumentSyncOptions, Uri, WorkspaceFolders,
    WorkspaceFoldersServerCapabilities, WorkspaceOptions,
};

use daejo::position::{Count, Point};
use daejo::report::place::{Place, Spot};

/// The files that a check depends on.
const WATCHED: &str = "**/*.{txt,md,html,htm,jsonl,toml}";

/// How a client counts the columns of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

/// What a client can do, as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// It shows other places beside a diagnostic.
    pub(super) related_places: bool,
    /// It watches files when it is asked to.
    pub(super) watches: bool,
}

impl Client {
    pub(super) fn new(capabilities: &ClientCapabilities) -> Self {
        let encodings = capabilities.general.as_ref().and_then(|general| general.position_encodings.as_deref());
        let utf8 = encodings.unwrap_or_default().contains(&PositionEncodingKind::UTF8);
        let diagnostics = capabilities.text_document.as_ref().and_then(|text| text.publish_diagnostics.as_ref());
        let watched = capabilities.workspace.as_ref().and_then(|workspace| workspace.did_change_watched_files);
        Self {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            related_places: diagnostics.is_some_and(|d| d.diagnostics_capabilities.related_information == Some(true)),
            watches: watched.is_some_and(|watched| watched.dynamic_registration == Some(true)),
        }
    }

    /// What daejo offers.
    pub(super) fn offer(self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Full),
            save: Some(true.into()),
            ..TextDocumentSyncOptions::default()
        };
        let actions = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix]),
            ..CodeActionOptions::default()
        };
        let folders =
            WorkspaceFoldersServerCapabilities { supported: Some(true), change_notifications: Some(true.into()) };
        let capabilities = ServerCapabilities {
            position_encoding: Some(match self.encoding {
                Encoding::Utf8 => PositionEncodingKind::UTF8,
                Encoding::Utf16 => PositionEncodingKind::UTF16,
            }),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            hover_provider: Some(HoverProvider::Bool(true)),
            code_action_provider: Some(actions.into()),
            workspace: Some(WorkspaceOptions { workspace_folders: Some(folders), ..WorkspaceOptions::default() }),
            ..ServerCapabilities::default()
        };
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        InitializeResult { capabilities, server_info: Some(ServerInfo { name: "daejo".to_owned(), version }) }
    }
}

/// The folders that the client has open.
pub(super) fn folders(params: &InitializeParams) -> Vec<Uri> {
    match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(folders)) => folders.iter().map(|f| f.uri.clone()).collect(),
        #[expect(deprecated, reason = "older clients tell their folder in no other way")]
        Some(WorkspaceFolders::Null) | None => params.root_uri.iter().cloned().collect(),
    }
}

/// What the client is asked to watch.
pub(super) fn watching() -> RegistrationParams {
    let watcher = FileSystemWatcher { glob_pattern: WATCHED.to_owned().into(), kind: None };
    let options = DidChangeWatchedFilesRegistrationOptions { watchers: vec![watcher] };
    let method = DidChangeWatchedFilesNotification::METHOD.as_str();
    let registration = Registration {
        id: method.to_owned(),
        method: method.to_owned(),
        register_options: serde_json::to_value(options).ok(),
    };
    RegistrationParams { registrations: vec![registration] }
}

impl Encoding {
    /// Where something stands, as closely as the file's form lets it be told: a line, or the first one, where
    /// the file is not the text of the article.
    pub(super) fn range(self, place: &Place) -> Range {
        match place.spot {
            Spot::Text { start, end } => Range::new(self.position(start), self.position(end)),
            Spot::Line(line) => of_line(line),
            Spot::File => of_line(1),
        }
    }

    pub(super) fn position(self, point: Point) -> Position {
        Position::new(number(point.line - 1), self.unit(point.column) - 1)
    }

    fn unit(self, count: Count) -> u32 {
        number(match self {
            Self::Utf8 => count.bytes,
            Self::Utf16 => count.utf16,
        })
    }
}

/// All of a line, which is counted from 1.
pub(super) fn of_line(line: usize) -> Range {
    Range::new(Position::new(number(line.saturating_sub(1)), 0), Position::new(number(line), 0))
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
