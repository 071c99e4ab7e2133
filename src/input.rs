//! Paths → articles, one after the other, so that input of any length is read in constant memory.

use std::cell::LazyCell;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::article::decode::{Decoded, decode};
use crate::article::draft::Draft;
use crate::article::metadata::{FolderMetadata, Stated};
use crate::article::problem::Problem;
use crate::article::record::Record;
use crate::article::{Article, Field, Lang};
use crate::article::{Origin, html, jsonl, text};
use crate::config::Settings;
use crate::extract;
use crate::position::Index;
use crate::rules::Rules;
use crate::span::Span;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};

mod chunks;
mod ids;
mod meter;
mod sources;

pub use chunks::{chunk, meanwhile};
use ids::Ids;
pub use meter::Meter;
pub use sources::{Form, files, size};
use sources::{Source, Sources};

/// How standard input is called in messages.
const STDIN: &str = "<stdin>";
/// The metadata of the files of a folder.
const FOLDER_METADATA: &str = "articles.toml";
/// Bytes that are read at a time.
const BUFFER: usize = 1 << 16;

type Drafts = Box<dyn Iterator<Item = Result<Draft, Problem>>>;

/// How articles are read.
#[derive(Clone, Copy, Debug)]
pub struct How<'a> {
    /// The rules that tell zones and sentences.
    pub rules: &'a Rules,
    /// How large an article may be, and the language of those that don't tell theirs.
    pub settings: &'a Settings,
    /// The name that standard input would have as a file.
    pub stdin: Option<&'a Path>,
}

/// Reads articles and keeps what must hold across all that it reads: no id twice, no file twice.
pub struct Reader<'a> {
    how: How<'a>,
    sources: Sources,
    /// Those of the source that is being read.
    drafts: Drafts,
    folders: HashMap<PathBuf, Rc<FolderMetadata>>,
    ids: Ids,
    meter: Meter,
}

/// A draft whose id no other one has.
#[derive(Debug)]
pub struct Named {
    /// The draft.
    pub draft: Draft,
    /// Another one had its id.
    duplicate: Option<Problem>,
}

impl Named {
    /// What is wrong with the article, and the article.
    pub fn read(self, how: How) -> Vec<Result<Article, Problem>> {
        let (article, problems) = self.draft.read(Some(how.settings.today), how.rules);
        let beyond = beyond_range(&article, how.rules);
        problems.into_iter().chain(self.duplicate).chain(beyond).map(Err).chain([Ok(article)]).collect()
    }
}

/// Warnings of the figures that are left out for their size.
fn beyond_range(article: &Article, rules: &Rules) -> Vec<Problem> {
    let lines = LazyCell::new(|| Index::new(article.text(Field::Body)));
    let warning = |(field, span): (Field, Span)| {
        let text = article.text(field);
        let (line, column) = match field {
            Field::Title => (article.origin.line, None),
            Field::Body => article.origin.position(&lines, span.start),
        };
        Problem::warning(&article.origin.path, "beyond-range").with("figure", span.of(text)).at(line, column)
    };
    extract::beyond_range(article, rules).into_iter().map(warning).collect()
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing yet.
    pub fn new(how: How<'a>) -> Self {
        Self {
            how,
            sources: Sources::default(),
            drafts: Box::new(std::iter::empty()),
            folders: HashMap::new(),
            ids: Ids::default(),
            meter: Meter::default(),
        }
    }

    /// What counts the bytes of the files that are read.
    pub fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// The articles below `paths` and, before the article that they concern, the problems.
    pub fn read(&mut self, paths: &[PathBuf]) -> impl Iterator<Item = Result<Article, Problem>> {
        let how = self.how;
        self.drafts(paths)
            .flat_map(move |named| named.map_or_else(|problem| vec![Err(problem)], |named| named.read(how)))
    }

    /// The same, before the texts are given their structure.
    pub fn drafts(&mut self, paths: &[PathBuf]) -> impl Iterator<Item = Result<Named, Problem>> {
        self.add(paths);
        std::iter::from_fn(|| self.next_draft())
    }

    /// Reads what lies below `paths` after what it was to read before.
    pub fn add(&mut self, paths: &[PathBuf]) {
        self.sources.add(paths);
    }

    /// The next article below the paths that were added.
    pub fn next_draft(&mut self) -> Option<Result<Named, Problem>> {
        loop {
            match self.drafts.next() {
                Some(draft) => return Some(draft.map(|draft| self.name(draft))),
                None => {
                    let source = self.sources.next()?;
                    self.drafts = self.open(source);
                }
            }
        }
    }

    /// The same for a file whose text is at hand: what an editor shows and has not saved yet.
    pub fn read_text(&mut self, path: &Path, form: Form, text: &str) -> Vec<Result<Article, Problem>> {
        let how = self.how;
        let drafts = self.content(path, form, io::Cursor::new(text.as_bytes().to_vec()));
        let read = |draft: Result<Draft, Problem>| match draft {
            Ok(draft) => self.name(draft).read(how),
            Err(problem) => vec![Err(problem)],
        };
        drafts.flat_map(read).collect()
    }

    /// An article whose fields are at hand; `path` is how messages call it, `line` its place in a list.
    ///
    /// # Errors
    /// It is larger than is let through, or has no id or no text.
    pub fn record(&mut self, record: Record, path: &str, line: Option<usize>) -> Result<Named, Problem> {
        let limit = self.how.settings.max_bytes();
        if record.bytes() > limit {
            return Err(Problem::error(path, "article-too-large").with("limit", limit).at(line, None));
        }
        let origin = Origin { path: path.to_owned(), line, ..Origin::default() };
        record.draft(origin).map(|draft| self.name(draft))
    }

    /// Reads a text as a file would have it, of which messages speak as `path`, after what was to be read before.
    /// If it gives no id itself, `id` is its own.
    pub fn add_text(&mut self, text: String, path: &str, id: &str) {
        let limit = self.how.settings.max_bytes();
        let drafts = if text.len() as u64 > limit {
            vec![Err(Problem::error(path, "article-too-large").with("limit", limit))]
        } else {
            plain(Decoded { text, offset: Some(0) }, path)
        };
        let id = id.to_owned();
        let named = drafts.into_iter().map(move |draft| {
            let mut draft = draft?;
            draft.metadata.id.get_or_insert_with(|| id.clone());
            Ok(draft)
        });
        let before = std::mem::replace(&mut self.drafts, Box::new(std::iter::empty()));
        self.drafts = Box::new(before.chain(named));
    }

    fn name(&mut self, mut draft: Draft) -> Named {
        if draft.metadata.lang.is_none() {
            draft.metadata.lang = self.how.settings.overrides().lang(&draft.origin.path).map(stated);
        }
        let duplicate = self.ids.make_unique(&mut draft);
        Named { draft, duplicate }
    }

    fn open(&mut self, source: Result<Source, Problem>) -> Drafts {
        match source {
            Err(problem) => Box::new(std::iter::once(Err(problem))),
            Ok(Source::Stdin) => self.stdin(),
            Ok(Source::File(path, Form::Jsonl)) => self.lines(&path),
            Ok(Source::File(path, form)) => {
                let bytes = read_file(&path, self.how.settings.max_bytes());
                self.meter.add(bytes.as_ref().map_or(0, Vec::len));
                Box::new(self.file(&path, form, bytes).into_iter())
            }
        }
    }

    /// Standard input: what its name tells, or else JSONL if it begins with `{`, HTML if it begins with `<`,
    /// text in any other case.
    fn stdin(&mut self) -> Drafts {
        match self.how.stdin.and_then(|path| Some((path, Form::of(path)?))) {
            None => {
                let name = self.how.stdin.map_or_else(|| STDIN.to_owned(), |path| path.display().to_string());
                sniffed(text_reader(io::stdin()), &name, self.how.settings.max_bytes())
            }
            Some((path, form)) => self.content(path, form, io::stdin()),
        }
    }

    /// What `input` holds as the file at `path` would.
    fn content(&mut self, path: &Path, form: Form, input: impl Read + 'static) -> Drafts {
        let (name, max_bytes) = (path.display().to_string(), self.how.settings.max_bytes());
        if form == Form::Jsonl {
            return Box::new(jsonl::Lines::new(text_reader(input), name, max_bytes));
        }
        let bytes = read_all(input, &name, max_bytes);
        Box::new(self.file(path, form, bytes).into_iter())
    }

    fn lines(&self, path: &Path) -> Drafts {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => {
                let lines = text_reader(self.meter.on(file));
                Box::new(jsonl::Lines::new(lines, name, self.how.settings.max_bytes()))
            }
            Err(error) => Box::new(std::iter::once(Err(Problem::error(name, "unreadable").with("detail", error)))),
        }
    }

    fn file(&mut self, path: &Path, form: Form, bytes: Result<Vec<u8>, Problem>) -> Vec<Result<Draft, Problem>> {
        let (folder, problems) = self.folder(path);
        let mut read: Vec<_> = problems.into_iter().map(Err).collect();
        let name = path.display().to_string();
        match bytes {
            Err(problem) => read.push(Err(problem)),
            Ok(bytes) => read.extend(page(bytes, form, &name).into_iter().map(|draft| {
                let mut draft = draft?;
                let listed = folder.of(&path.file_name().unwrap_or_default().to_string_lossy());
                draft.metadata = draft.metadata.or(listed);
                draft.metadata.id.get_or_insert_with(|| stem(path));
                Ok(draft)
            })),
        }
        read
    }

    /// What the folder of `path` says about its files, and, the first time, what is wrong with that.
    fn folder(&mut self, path: &Path) -> (Rc<FolderMetadata>, Vec<Problem>) {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        if let Some(known) = self.folders.get(&folder) {
            return (Rc::clone(known), Vec::new());
        }
        let (metadata, problems) = folder_metadata(&folder, self.how.settings.max_bytes());
        let metadata = Rc::new(metadata);
        self.folders.insert(folder, Rc::clone(&metadata));
        (metadata, problems)
    }
}

fn folder_metadata(folder: &Path, max_bytes: u64) -> (FolderMetadata, Vec<Problem>) {
    let path = folder.join(FOLDER_METADATA);
    if !path.exists() {
        return (FolderMetadata::default(), Vec::new());
    }
    let name = path.display().to_string();
    let text = read_file(&path, max_bytes).and_then(|bytes| decode(bytes, None, &name));
    match text.and_then(|decoded| FolderMetadata::parse(&decoded.text, &name)) {
        Err(problem) => (FolderMetadata::default(), vec![problem]),
        Ok(metadata) => {
            let absent = metadata.names().filter(|(file, _)| !folder.join(file).exists());
            let warning =
                |(file, line)| Problem::warning(&name, "articles-toml-file").with("file", file).at(Some(line), None);
            let problems = absent.map(warning).collect();
            (metadata, problems)
        }
    }
}

fn stated(lang: Lang) -> Stated {
    let text = match lang {
        Lang::Ko => "ko",
        Lang::En => "en",
    };
    Stated { text: text.to_owned(), path: None, line: None }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The article of one text or HTML file, with what is wrong with it before it.
fn page(bytes: Vec<u8>, form: Form, name: &str) -> Vec<Result<Draft, Problem>> {
    let stated = if form == Form::Html { html::stated_encoding(&bytes) } else { None };
    match (decode(bytes, stated, name), form) {
        (Err(problem), _) => vec![Err(problem)],
        (Ok(decoded), Form::Html) => vec![html::draft(&decoded.text, name)],
        (Ok(decoded), _) => plain(decoded, name),
    }
}

fn plain(decoded: Decoded, name: &str) -> Vec<Result<Draft, Problem>> {
    let (draft, problem) = text::draft(decoded, name);
    problem.map(Err).into_iter().chain([draft]).collect()
}

fn read_file(path: &Path, max_bytes: u64) -> Result<Vec<u8>, Problem> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Problem::error(&name, "unreadable").with("detail", error);
    let size = fs::metadata(path).map_err(unreadable)?.len();
    if size > max_bytes {
        return Err(Problem::error(&name, "file-too-large").with("limit", max_bytes));
    }
    fs::read(path).map_err(unreadable)
}

/// Bytes as they are, but for UTF-16 with a byte order mark, which comes out as UTF-8.
fn text_reader<R: Read>(input: R) -> BufReader<DecodeReaderBytes<R, Vec<u8>>> {
    let decoded = DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).bom_sniffing(true).build(input);
    BufReader::with_capacity(BUFFER, decoded)
}

/// The articles of an input whose form its first character tells.
fn sniffed<R: BufRead + 'static>(mut input: R, name: &str, max_bytes: u64) -> Drafts {
    let fail = |problem| -> Drafts { Box::new(std::iter::once(Err(problem))) };
    let (blank, first) = match skip_blank(&mut input) {
        Ok(start) => start,
        Err(error) => return fail(Problem::error(name, "unreadable").with("detail", error)),
    };
    let input = io::Cursor::new(blank).chain(input);
    if first == Some(b'{') {
        return Box::new(jsonl::Lines::new(input, name, max_bytes));
    }
    let form = if first == Some(b'<') { Form::Html } else { Form::Text };
    let named = |mut draft: Draft| {
        draft.metadata.id.get_or_insert_with(|| "stdin".to_owned());
        draft
    };
    match read_all(input, name, max_bytes) {
        Ok(bytes) => Box::new(page(bytes, form, name).into_iter().map(move |read| read.map(named))),
        Err(problem) => fail(problem),
    }
}

fn read_all(input: impl Read, name: &str, max_bytes: u64) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let read = input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(|error| Problem::error(name, "unreadable").with("detail", error))?;
    if bytes.len() as u64 > max_bytes {
        return Err(Problem::error(name, "file-too-large").with("limit", max_bytes));
    }
    Ok(bytes)
}

/// Takes the white space that `input` begins with (a line is read at most), and looks at what follows.
fn skip_blank(input: &mut impl BufRead) -> io::Result<(Vec<u8>, Option<u8>)> {
    let mut blank = Vec::new();
    while blank.len() < BUFFER {
        let chunk = input.fill_buf()?;
        let leading = chunk.iter().take_while(|b| b.is_ascii_whitespace()).count();
        let first = chunk.get(leading).copied();
        blank.extend_from_slice(&chunk[..leading]);
        input.consume(leading);
        if first.is_some() || leading == 0 {
            return Ok((blank, first));
        }
    }
    Ok((blank, None))
}

#[cfg(test)]
mod tests;
