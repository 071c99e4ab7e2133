//! Where a claim stands in its file. Every stage before this one counts UTF-8 bytes of a field; each
//! format takes from here the unit that it wants.

use std::sync::OnceLock;

use super::{Report, name_of, safe};
use crate::article::{Article, Field};
use crate::position::{Index, Point};
use crate::resolve::Claim;
use crate::span::Span;

/// Some text of an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Index into the articles of the run.
    pub article: usize,
    /// The field that the span counts from.
    pub field: Field,
    /// Where it stands there.
    pub span: Span,
}

impl From<&Claim> for Stretch {
    fn from(claim: &Claim) -> Self {
        Self { article: claim.article, field: claim.field, span: claim.span }
    }
}

/// Where in a file something stands, as closely as the file's form lets it be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// From one point up to another; the file is the text of the article.
    Text {
        /// The first character.
        start: Point,
        /// What follows its last one.
        end: Point,
    },
    /// In this line, from 1, which holds a whole article (JSONL).
    Line(usize),
    /// Somewhere: the text was taken out of a page.
    File,
}

/// A file, and where in it something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The path as the user gave it.
    pub path: &'a str,
    /// Where in the file.
    pub spot: Spot,
}

/// The places of a report's texts. What a field needs to tell them is worked out once, when first asked.
#[derive(Debug)]
pub struct Places<'a> {
    report: &'a Report,
    indices: Vec<[OnceLock<Index<'a>>; 2]>,
}

impl<'a> Places<'a> {
    /// The places of `report`'s texts.
    pub fn new(report: &'a Report) -> Self {
        let indices = report.articles.iter().map(|_| [OnceLock::new(), OnceLock::new()]).collect();
        Self { report, indices }
    }

    /// Where in its file a stretch of text stands.
    pub fn of(&self, stretch: impl Into<Stretch>) -> Place<'a> {
        let stretch = stretch.into();
        let origin = &self.report.articles[stretch.article].origin;
        let front = origin.front.filter(|_| stretch.field == Field::Body);
        let spot = match (front, origin.line) {
            (Some(front), _) => {
                let [start, end] = self.in_field(stretch).map(|point| point.behind(front.lines, front.length));
                Spot::Text { start, end }
            }
            (None, Some(line)) => Spot::Line(line),
            (None, None) => Spot::File,
        };
        Place { path: path(&origin.path), spot }
    }

    /// The first point of a stretch and the one behind its last, in its field.
    pub fn in_field(&self, stretch: impl Into<Stretch>) -> [Point; 2] {
        let stretch = stretch.into();
        let index = self.index(stretch.article, stretch.field);
        [stretch.span.start, stretch.span.end].map(|at| index.point(at))
    }

    /// `draft.txt:12:5`, as an editor finds it again; `wires.jsonl:3 body:12:5` in the third article of the
    /// file; `page.html body:12:5` in the text of a page. Columns are characters. Safe for a terminal.
    pub fn short(&self, stretch: impl Into<Stretch>) -> String {
        let (text, start) = self.head(stretch);
        format!("{text}:{}:{}", start.line, start.column.chars)
    }

    /// The path, with article and field behind it where the file is not the text of one; and the first
    /// point of a stretch in what that names.
    pub(super) fn head(&self, stretch: impl Into<Stretch>) -> (String, Point) {
        let stretch = stretch.into();
        let place = self.of(stretch);
        let path = safe::visible(place.path);
        let field = name_of(&stretch.field);
        let [inside, _] = self.in_field(stretch);
        match place.spot {
            Spot::Text { start, .. } => (path.into_owned(), start),
            Spot::Line(line) => (format!("{path}:{line} {field}"), inside),
            Spot::File => (format!("{path} {field}"), inside),
        }
    }

    fn index(&self, article: usize, field: Field) -> &Index<'a> {
        let text = |article: &'a Article| Index::new(article.text(field));
        self.indices[article][field as usize].get_or_init(|| text(&self.report.articles[article]))
    }
}

impl Place<'_> {
    /// The line of the file, where it is known.
    pub fn line(&self) -> Option<usize> {
        match self.spot {
            Spot::Text { start, .. } => Some(start.line),
            Spot::Line(line) => Some(line),
            Spot::File => None,
        }
    }

    /// The first point and the one behind the last, where the file is the text of the article.
    pub fn points(&self) -> Option<[Point; 2]> {
        match self.spot {
            Spot::Text { start, end } => Some([start, end]),
            Spot::Line(_) | Spot::File => None,
        }
    }

    /// The path as a relative or absolute URI reference (RFC 3986), every other byte escaped.
    pub fn uri(&self) -> String {
        uri(self.path)
    }
}

/// A path without `./`, which the programs that look it up would have to take off.
pub(super) fn path(given: &str) -> &str {
    given.strip_prefix("./").unwrap_or(given)
}

/// A path as a URI reference.
fn uri(path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');
    let path = path.replace(std::path::MAIN_SEPARATOR, "/");
    let root = if path.starts_with('/') { "file://" } else { "" };
    format!("{root}{}", utf8_percent_encode(&path, ESCAPED))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("기사/a b#1.txt"), "%EA%B8%B0%EC%82%AC/a%20b%231.txt");
        assert_eq!(uri("/tmp/a.txt"), "file:///tmp/a.txt");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
