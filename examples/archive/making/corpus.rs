//! The corpus, taken apart: sentences of names, figures and the words around them.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use daejo::article::{Article, Field, Lang, Zone, read};
use daejo::resolve::cast;
use daejo::rules::Rules;
use daejo::span::Span;
use regex::Regex;

/// The year in which the corpus is told.
pub(crate) const TOLD: usize = 2024;
/// What is taken for a year, where it is no figure.
static YEAR: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?-u:\b)(?:19|20)\d\d(?-u:\b)").expect("a pattern"));
/// Fewer claims than this, and an article is too short to be told again.
const FEWEST_CLAIMS: usize = 8;

/// The articles of one folder.
pub(crate) struct Story {
    pub(crate) name: String,
    pub(crate) tellings: Vec<Telling>,
}

/// One article of a story.
pub(crate) struct Telling {
    pub(crate) lang: Lang,
    pub(crate) sentences: Vec<Sentence>,
}

pub(crate) struct Sentence {
    pub(crate) pieces: Vec<Piece>,
    pub(crate) paragraph: usize,
    pub(crate) claims: usize,
}

/// What a sentence is made of.
pub(crate) enum Piece {
    Words(String),
    /// A person or an organisation.
    Name(String),
    /// The digits of a figure.
    Figure(String),
    /// A year.
    Year(usize),
}

/// The stories whose articles are text, Markdown or JSON lines, in the order of their folders.
pub(crate) fn stories(rules: &Rules) -> Result<Vec<Story>, Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let mut stories = Vec::new();
    for path in sorted(&folder)? {
        let mut tellings = Vec::new();
        for file in if path.is_dir() { sorted(&path)? } else { Vec::new() } {
            tellings.extend(bodies(&file)?.iter().map(|body| telling(body, rules)));
        }
        tellings.retain(|telling| telling.sentences.iter().map(|s| s.claims).sum::<usize>() >= FEWEST_CLAIMS);
        if !tellings.is_empty() {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            stories.push(Story { name, tellings });
        }
    }
    Ok(stories)
}

fn sorted(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

fn bodies(path: &Path) -> Result<Vec<String>, Box<dyn Error>> {
    let text = || std::fs::read_to_string(path);
    Ok(match path.extension().and_then(|extension| extension.to_str()) {
        Some("txt") => vec![text()?],
        Some("md") => vec![without_front_matter(&text()?).to_owned()],
        Some("jsonl") => {
            let text = text()?;
            let rows = text.lines().map(serde_json::from_str::<serde_json::Value>);
            let rows = rows.collect::<Result<Vec<_>, _>>()?;
            rows.iter().filter_map(|row| row.get("body")?.as_str().map(str::to_owned)).collect()
        }
        _ => Vec::new(),
    })
}

fn without_front_matter(text: &str) -> &str {
    ["---\n", "+++\n"].iter().find_map(|mark| Some(text.strip_prefix(mark)?.split_once(mark)?.1)).unwrap_or(text)
}

fn telling(body: &str, rules: &Rules) -> Telling {
    let article = read::plain(body, None, Some("2024-03-18"), rules);
    let names = names(&article, rules);
    let claims = daejo::extract(&article, 0, rules);
    let numerals = claims.iter().filter(|c| c.field == Field::Body && c.quantity().is_some());
    let figures: Vec<Span> = numerals.filter_map(|c| digits(body, c.span)).collect();
    let field = article.field(Field::Body).expect("an article has a body");
    let own = field.sentences.iter().filter(|s| s.zone == Zone::Body && !s.repeated);
    let sentences = own.map(|sentence| Sentence {
        pieces: pieces(body, sentence.span, &names, &figures),
        paragraph: sentence.paragraph,
        claims: claims.iter().filter(|c| c.field == Field::Body && sentence.span.contains(c.span)).count(),
    });
    Telling { lang: article.lang, sentences: sentences.collect() }
}

fn names(article: &Article, rules: &Rules) -> Vec<Span> {
    let cast = cast::read(article, rules);
    let body = article.field(Field::Body).map_or("", |field| &field.text);
    // The cast appears as 이 회사 and as he as well.
    let named = |span: Span| cast.named(span.of(body)).is_some();
    cast.appearances.iter().filter(|a| a.field == Field::Body).map(|a| a.span).filter(|&span| named(span)).collect()
}

/// The digits that a figure begins with.
fn digits(body: &str, figure: Span) -> Option<Span> {
    let text = figure.of(body);
    let length = text.bytes().take_while(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')).count();
    let numeral = text[..length].trim_end_matches(['.', ',']);
    (!numeral.is_empty()).then(|| Span::new(figure.start, figure.start + numeral.len()))
}

fn pieces(body: &str, sentence: Span, names: &[Span], figures: &[Span]) -> Vec<Piece> {
    let mut marked: Vec<(Span, bool)> = names.iter().map(|&span| (span, true)).collect();
    marked.extend(figures.iter().map(|&span| (span, false)));
    marked.retain(|(span, _)| sentence.contains(*span));
    marked.sort_by_key(|(span, _)| span.start);
    let mut pieces = Vec::new();
    let mut at = sentence.start;
    for (span, is_name) in marked {
        if span.start < at {
            continue;
        }
        pieces.extend(words(&body[at..span.start]));
        let text = span.of(body).to_owned();
        pieces.push(if is_name { Piece::Name(text) } else { Piece::Figure(text) });
        at = span.end;
    }
    pieces.extend(words(&body[at..sentence.end]));
    pieces
}

/// Words, and the years among them.
fn words(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    for year in YEAR.find_iter(text) {
        pieces.push(Piece::Words(text[at..year.start()].to_owned()));
        pieces.extend(year.as_str().parse().map(Piece::Year));
        at = year.end();
    }
    pieces.push(Piece::Words(text[at..].to_owned()));
    pieces
}
