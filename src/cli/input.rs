//! Paths → articles, one after the other, so that input of any length is read in constant memory.

use std::collections::{HashMap, VecDeque};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::rc::Rc;

use daejo::article::Article;
use daejo::article::decode::{Decoded, decode};
use daejo::article::draft::Draft;
use daejo::article::metadata::FolderMetadata;
use daejo::article::problem::Problem;
use daejo::article::{html, jsonl, text};
use daejo::rules::Rules;
use encoding_rs_io::{DecodeReaderBytes, DecodeReaderBytesBuilder};
use jiff::civil::Date;

mod ids;
mod sources;

use ids::Ids;
use sources::{Form, Source, Sources};

/// How standard input is called in messages.
const STDIN: &str = "<stdin>";
/// The metadata of the files of a folder.
const FOLDER_METADATA: &str = "articles.toml";
/// Bytes that are read at a time.
const BUFFER: usize = 1 << 16;

type Drafts = Box<dyn Iterator<Item = Result<Draft, Problem>>>;

/// Reads articles and keeps what must hold across all that it reads: no id twice, no file twice.
pub(crate) struct Reader<'a> {
    rules: &'a Rules,
    max_bytes: u64,
    /// Articles can't be from later than this; nothing else is told by the clock.
    today: Date,
    sources: Sources,
    folders: HashMap<PathBuf, Rc<FolderMetadata>>,
    ids: Ids,
}

impl<'a> Reader<'a> {
    /// A reader of files, and of lines of JSONL files, that have `max_bytes` at most.
    pub(crate) fn new(max_bytes: u64, rules: &'a Rules) -> Self {
        Self {
            rules,
            max_bytes,
            today: jiff::Zoned::now().date(),
            sources: Sources::default(),
            folders: HashMap::new(),
            ids: Ids::default(),
        }
    }

    /// The articles below `paths` and, before the article that they concern, the problems.
    pub(crate) fn read(&mut self, paths: &[PathBuf]) -> impl Iterator<Item = Result<Article, Problem>> {
        self.sources.add(paths);
        let mut drafts: Drafts = Box::new(std::iter::empty());
        let mut ready = VecDeque::new();
        std::iter::from_fn(move || {
            loop {
                if let Some(read) = ready.pop_front() {
                    return Some(read);
                }
                match drafts.next() {
                    Some(Ok(draft)) => self.finish(draft, &mut ready),
                    Some(Err(problem)) => return Some(Err(problem)),
                    None => {
                        let source = self.sources.next()?;
                        drafts = self.open(source);
                    }
                }
            }
        })
    }

    fn finish(&mut self, draft: Draft, ready: &mut VecDeque<Result<Article, Problem>>) {
        let (mut article, problems) = draft.read(Some(self.today), self.rules);
        ready.extend(problems.into_iter().map(Err));
        ready.extend(self.ids.make_unique(&mut article).map(Err));
        ready.push_back(Ok(article));
    }

    fn open(&mut self, source: Result<Source, Problem>) -> Drafts {
        match source {
            Err(problem) => Box::new(std::iter::once(Err(problem))),
            Ok(Source::Stdin) => stdin(self.max_bytes),
            Ok(Source::File(path, Form::Jsonl)) => lines(&path, self.max_bytes),
            Ok(Source::File(path, form)) => Box::new(self.file(&path, form).into_iter()),
        }
    }

    fn file(&mut self, path: &Path, form: Form) -> Vec<Result<Draft, Problem>> {
        let (folder, problems) = self.folder(path);
        let mut read: Vec<_> = problems.into_iter().map(Err).collect();
        let name = path.display().to_string();
        match read_file(path, self.max_bytes) {
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
        let (metadata, problems) = folder_metadata(&folder, self.max_bytes);
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

fn lines(path: &Path, max_bytes: u64) -> Drafts {
    let name = path.display().to_string();
    match File::open(path) {
        Ok(file) => Box::new(jsonl::Lines::new(text_reader(file), name, max_bytes)),
        Err(error) => Box::new(std::iter::once(Err(Problem::error(name, "unreadable").with("detail", error)))),
    }
}

/// Bytes as they are, but for UTF-16 with a byte order mark, which comes out as UTF-8.
fn text_reader<R: Read>(input: R) -> BufReader<DecodeReaderBytes<R, Vec<u8>>> {
    let decoded = DecodeReaderBytesBuilder::new().utf8_passthru(true).strip_bom(true).bom_sniffing(true).build(input);
    BufReader::with_capacity(BUFFER, decoded)
}

/// Standard input is JSONL if it begins with `{`, HTML if it begins with `<`, else text.
fn stdin(max_bytes: u64) -> Drafts {
    sniffed(text_reader(io::stdin()), max_bytes)
}

fn sniffed<R: BufRead + 'static>(mut input: R, max_bytes: u64) -> Drafts {
    let unreadable = |error: io::Error| -> Drafts {
        Box::new(std::iter::once(Err(Problem::error(STDIN, "unreadable").with("detail", error))))
    };
    let (blank, first) = match skip_blank(&mut input) {
        Ok(start) => start,
        Err(error) => return unreadable(error),
    };
    let input = io::Cursor::new(blank).chain(input);
    if first == Some(b'{') {
        return Box::new(jsonl::Lines::new(input, STDIN, max_bytes));
    }
    let form = if first == Some(b'<') { Form::Html } else { Form::Text };
    let mut bytes = Vec::new();
    if let Err(error) = input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes) {
        return unreadable(error);
    }
    if bytes.len() as u64 > max_bytes {
        let problem = Problem::error(STDIN, "file-too-large").with("limit", max_bytes);
        return Box::new(std::iter::once(Err(problem)));
    }
    let named = |draft: Draft| {
        let mut draft = draft;
        draft.metadata.id.get_or_insert_with(|| "stdin".to_owned());
        draft
    };
    Box::new(page(bytes, form, STDIN).into_iter().map(move |read| read.map(named)))
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
