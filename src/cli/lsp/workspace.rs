//! The articles of the workspace, on disk and open in the editor. What is extracted from one is kept for as long
//! as it stays as it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use daejo::align::archive::Entry;
use daejo::article::Article;
use daejo::article::problem::Problem;
use daejo::input::{self, Form};
use daejo::report::Report;
use daejo::resolve::Claim;
use gen_lsp_types::{TextDocumentItem, Uri};
use rayon::prelude::*;

use super::super::{Session, Stop, baseline};
use super::uri;

/// Articles on disk and in the editor.
#[derive(Default)]
pub(super) struct Workspace {
    pub(super) folders: Vec<PathBuf>,
    documents: BTreeMap<PathBuf, Document>,
    files: BTreeMap<PathBuf, Stored>,
    /// The files may have changed since they were looked at.
    changed: bool,
}

/// A text that is open in the editor.
pub(super) struct Document {
    pub(super) uri: Uri,
    pub(super) version: i32,
    form: Form,
    text: String,
    read: Option<Arc<Read>>,
}

/// A file, as it was when it was read.
struct Stored {
    stamp: Stamp,
    read: Arc<Read>,
}

/// When a file was changed last, and how long it is: another stamp is another text.
type Stamp = (Option<SystemTime>, u64);

/// The articles of a file with their claims, and what is wrong with it.
#[derive(Default)]
struct Read {
    articles: Vec<(Article, Vec<Claim>)>,
    problems: Vec<Problem>,
}

impl Workspace {
    /// The articles below `folders`, which have not been read yet.
    pub(super) fn new(folders: Vec<PathBuf>) -> Self {
        Self { folders, changed: true, ..Self::default() }
    }

    /// Opens a document, if it may be an article.
    pub(super) fn open(&mut self, item: TextDocumentItem) {
        let path = uri::path(&item.uri);
        self.changed = true;
        if let Some(form) = form(&path, item.language_id.as_str()) {
            let TextDocumentItem { uri, version, text, .. } = item;
            self.documents.insert(path, Document { uri, version, form, text, read: None });
        }
    }

    /// Gives an open document another text.
    pub(super) fn change(&mut self, uri: &Uri, version: i32, text: String) {
        if let Some(document) = self.documents.get_mut(&uri::path(uri)) {
            (document.version, document.text, document.read) = (version, text, None);
        }
    }

    /// Closes a document; whether it was one.
    pub(super) fn close(&mut self, uri: &Uri) -> bool {
        self.changed = true;
        self.documents.remove(&uri::path(uri)).is_some()
    }

    /// Looks at the files again before the next check.
    pub(super) fn look_again(&mut self) {
        self.changed = true;
    }

    /// Reads everything anew before the next check: the rules or the settings have changed.
    pub(super) fn forget(&mut self) {
        self.changed = true;
        self.files.clear();
        self.documents.values_mut().for_each(|document| document.read = None);
    }

    /// The open documents.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&Path, &Document)> {
        self.documents.iter().map(|(path, document)| (path.as_path(), document))
    }

    /// Holds the open documents against each other and against all else.
    ///
    /// # Errors
    /// The baseline can't be used.
    pub(super) fn check(&mut self, session: &Session) -> Result<Report, Stop> {
        let baseline = session.settings.baseline().map(|path| baseline::read(session, path, false));
        let baseline = baseline.transpose()?.unwrap_or_default();
        self.read(session);
        let entry = |(article, claims): &(Article, Vec<Claim>)| {
            Entry::new(article.clone(), claims.clone(), session.settings.policy(&article.origin.path))
        };
        let open = self.documents.values().filter_map(|document| document.read.as_deref());
        let own = open.flat_map(|read| &read.articles).map(entry).collect();
        let others = self.files.values().flat_map(|file| &file.read.articles).map(entry).collect();
        let mut report = daejo::check_extracted(own, others, &session.settings.options(), session.rules);
        report.accept(&baseline, session.settings.today, &session.rules.messages);
        Ok(report)
    }

    /// Reads what is new.
    fn read(&mut self, session: &Session) {
        for (path, document) in self.documents.iter_mut().filter(|(_, document)| document.read.is_none()) {
            let mut reader = input::Reader::new(session.how(None));
            let read = reader.read_text(path, document.form, &document.text);
            document.read = Some(Arc::new(Read::of(read, session)));
        }
        if std::mem::take(&mut self.changed) {
            self.read_files(session);
        }
    }

    fn read_files(&mut self, session: &Session) {
        let mut known = std::mem::take(&mut self.files);
        let mut reader = input::Reader::new(session.how(None));
        let mut new = Vec::new();
        for path in input::files(&self.folders).into_iter().filter(|path| !self.documents.contains_key(path)) {
            let stamp = stamp(&path);
            match known.remove(&path).filter(|file| file.stamp == stamp) {
                Some(file) => {
                    self.files.insert(path, file);
                }
                None => {
                    let read: Vec<_> = reader.read(std::slice::from_ref(&path)).collect();
                    new.push((path, stamp, read));
                }
            }
        }
        let stored = new.into_par_iter().map(|(path, stamp, read)| {
            let read = Arc::new(Read::of(read, session));
            (path, Stored { stamp, read })
        });
        self.files.par_extend(stored);
    }
}

impl Document {
    /// What is wrong with it.
    pub(super) fn problems(&self) -> &[Problem] {
        self.read.as_ref().map_or(&[], |read| &read.problems)
    }
}

impl Read {
    fn of(read: Vec<Result<Article, Problem>>, session: &Session) -> Self {
        let mut all = Self::default();
        for read in read {
            match read {
                Err(problem) => all.problems.push(problem),
                Ok(article) => {
                    let claims = daejo::extract(&article, 0, session.rules);
                    all.articles.push((article, claims));
                }
            }
        }
        all
    }
}

fn stamp(path: &Path) -> Stamp {
    path.metadata().map_or((None, 0), |metadata| (metadata.modified().ok(), metadata.len()))
}

/// What a document is read as: its name tells, else the language that the editor takes it for.
fn form(path: &Path, language: &str) -> Option<Form> {
    let by_language = || match language {
        "plaintext" | "text" | "markdown" => Some(Form::Text),
        "html" => Some(Form::Html),
        _ => None,
    };
    Form::of(path).or_else(by_language)
}
