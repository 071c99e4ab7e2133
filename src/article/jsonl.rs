//! JSON Lines, one article a line, read one line at a time.

use std::io::{self, BufRead};

use serde::Deserialize;

use super::Origin;
use super::decode::decode;
use super::draft::Draft;
use super::metadata::Scalar;
use super::problem::Problem;
use super::record::Record;

/// The drafts of a JSONL stream. A line that can't be used is a problem; the others are still read.
/// Memory is bounded by the longest line that is let through.
#[derive(Debug)]
pub struct Lines<R> {
    input: R,
    path: String,
    max_bytes: u64,
    line: usize,
    any: bool,
    done: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads `input`, whose lines may have `max_bytes` at most.
    pub fn new(input: R, path: impl Into<String>, max_bytes: u64) -> Self {
        Self { input, path: path.into(), max_bytes, line: 0, any: false, done: false }
    }

    fn problem(&self, key: &str) -> Problem {
        Problem::error(&self.path, key).at(Some(self.line), None)
    }

    fn next_line(&mut self) -> Option<Result<Draft, Problem>> {
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            self.line += 1;
            match read_line(&mut self.input, &mut bytes, self.max_bytes) {
                Ok(Line::End) => return None,
                Ok(Line::TooLong) => {
                    return Some(Err(self.problem("line-too-long").with("limit", self.max_bytes)));
                }
                Ok(Line::Whole) if bytes.iter().all(u8::is_ascii_whitespace) => {}
                Ok(Line::Whole) => return Some(self.draft(bytes)),
                Err(error) => {
                    self.done = true;
                    return Some(Err(self.problem("unreadable").with("detail", error)));
                }
            }
        }
    }

    fn draft(&self, bytes: Vec<u8>) -> Result<Draft, Problem> {
        let text = decode(bytes, None, &self.path).map_err(|problem| problem.at(Some(self.line), None))?.text;
        let row: Row = serde_json::from_str(&text).map_err(|error| {
            let problem = self.problem("jsonl").with("detail", cause(&error));
            problem.at(Some(self.line), Some(column(&text, error.column())))
        })?;
        let origin = Origin { path: self.path.clone(), line: Some(self.line), ..Origin::default() };
        Record::from(row).draft(origin)
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Draft, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let next = self.next_line();
        if next.is_none() {
            self.done = true;
            if !self.any {
                return Some(Err(Problem::error(&self.path, "empty")));
            }
        }
        self.any = true;
        next
    }
}

/// A line; fields that daejo doesn't know are not looked at.
#[derive(Deserialize)]
struct Row {
    id: Option<Scalar>,
    title: Option<Scalar>,
    body: Option<String>,
    outlet: Option<Scalar>,
    published: Option<Scalar>,
    lang: Option<Scalar>,
    topic: Option<Scalar>,
    url: Option<Scalar>,
}

impl From<Row> for Record {
    fn from(row: Row) -> Self {
        let Row { id, title, body, outlet, published, lang, topic, url } = row;
        let [id, title, outlet, published, lang, topic, url] =
            [id, title, outlet, published, lang, topic, url].map(|field| field.map(|scalar| scalar.0));
        Self { id, title, body, outlet, published, lang, topic, url }
    }
}

/// What the parser says, without the place that it adds.
fn cause(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(cause, _)| cause.to_owned())
}

/// Column in characters of a column in bytes, both from 1.
fn column(text: &str, bytes: usize) -> usize {
    super::problem::position(text, bytes.saturating_sub(1)).1
}

enum Line {
    Whole,
    /// Longer than is let through; the rest of it has been skipped.
    TooLong,
    End,
}

/// Reads a line without its line break.
fn read_line(input: &mut impl BufRead, line: &mut Vec<u8>, max_bytes: u64) -> io::Result<Line> {
    let mut read_any = false;
    let mut too_long = false;
    loop {
        let chunk = match input.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            chunk => chunk?,
        };
        if chunk.is_empty() {
            return Ok(match (read_any, too_long) {
                (_, true) => Line::TooLong,
                (true, false) => Line::Whole,
                (false, false) => Line::End,
            });
        }
        read_any = true;
        let end = memchr::memchr(b'\n', chunk);
        let part = &chunk[..end.unwrap_or(chunk.len())];
        too_long |= (line.len() + part.len()) as u64 > max_bytes;
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(chunk.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Whole });
        }
    }
}
