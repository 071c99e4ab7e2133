//! Plain text and Markdown, with or without front matter.

use super::decode::Decoded;
use super::draft::Draft;
use super::metadata::{Fault, Metadata, from_toml, from_yaml};
use super::problem::Problem;
use super::zones::Layout;
use super::{Front, Origin};
use crate::position::Count;

/// The article of a text file, and what is wrong with its front matter. A file whose front matter
/// can't be read is read without; one with no text behind it is an error.
pub fn draft(decoded: Decoded, path: &str) -> (Result<Draft, Problem>, Option<Problem>) {
    let Decoded { mut text, offset } = decoded;
    let (metadata, start, problem) = match front_matter(&text) {
        None => (Metadata::default(), 0, None),
        Some(Ok(front)) => match front.parse() {
            Ok(metadata) => (metadata, front.end, None),
            Err(fault) => {
                let problem = Problem::error(path, "front-matter").with("detail", &fault.message);
                // The line of the opening mark comes before what was parsed.
                let (line, column) = fault.place.unzip();
                (Metadata::default(), front.end, Some(problem.at(line.map(|line| line + 1).or(Some(1)), column)))
            }
        },
        Some(Err(mark)) => {
            let problem = Problem::error(path, "front-matter-open").with("mark", mark).at(Some(1), None);
            (Metadata::default(), 0, Some(problem))
        }
    };
    let body = text.split_off(start);
    if body.trim().is_empty() {
        return (Err(Problem::error(path, "empty")), problem);
    }
    let origin = Origin {
        path: path.to_owned(),
        line: None,
        body_offset: offset.map(|offset| offset + start),
        front: Some(Front { lines: text.matches('\n').count(), length: Count::of(&text) }),
    };
    (Ok(Draft { metadata, body, layout: Layout::Page, known: Vec::new(), origin }), problem)
}

struct FrontMatter<'a> {
    inner: &'a str,
    mark: &'static str,
    /// Where the body begins.
    end: usize,
}

impl FrontMatter<'_> {
    fn parse(&self) -> Result<Metadata, Fault> {
        let mut metadata = if self.mark == "+++" { from_toml(self.inner) } else { from_yaml(self.inner) }?;
        for stated in [&mut metadata.published, &mut metadata.lang].into_iter().flatten() {
            stated.line = stated.line.map(|line| line + 1);
        }
        Ok(metadata)
    }
}

/// The front matter that `text` begins with: `---` for YAML, `+++` for TOML. An opening mark without
/// a closing one is an error only if what follows looks like front matter; `---` alone is a rule.
fn front_matter(text: &str) -> Option<Result<FrontMatter<'_>, &'static str>> {
    let first = text.lines().next()?;
    let mark = ["---", "+++"].into_iter().find(|mark| first.trim_end() == *mark)?;
    let start = text.find('\n')? + 1;
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == mark || (mark == "---" && line.trim_end() == "...") {
            return Some(Ok(FrontMatter { inner: &text[start..at], mark, end }));
        }
        at = end;
    }
    let separator = if mark == "+++" { '=' } else { ':' };
    let second = text[start..].lines().next().unwrap_or_default();
    let key = second.split_once(separator)?.0.trim();
    let is_key = !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    is_key.then_some(Err(mark))
}
