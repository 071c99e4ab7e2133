//! Input that can't be used, or not as it stands: said with its place, and never fatal to the rest.

use crate::reason::Reason;
use crate::rules::messages::Messages;

use super::Lang;

/// How much of the input a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// The article was read all the same.
    Warning,
    /// Something was not read.
    Error,
}

/// Something that is wrong with the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path as the user gave it, or `<stdin>`.
    pub path: String,
    /// Line, from 1, where known.
    pub line: Option<usize>,
    /// Column in characters, from 1, where known.
    pub column: Option<usize>,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong and what to do: a message of `rules/messages/reading.toml`.
    pub reason: Reason,
}

impl Problem {
    /// An error that concerns all of `path`; `key` is what follows `reading.` in the message table.
    pub fn error(path: impl Into<String>, key: &str) -> Self {
        Self {
            path: path.into(),
            line: None,
            column: None,
            severity: Severity::Error,
            reason: Reason::new(format!("reading.{key}")),
        }
    }

    /// A warning that concerns all of `path`.
    pub fn warning(path: impl Into<String>, key: &str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(path, key) }
    }

    /// Adds an argument of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.reason = self.reason.with(name, value);
        self
    }

    /// Names the place.
    #[must_use]
    pub fn at(mut self, line: Option<usize>, column: Option<usize>) -> Self {
        (self.line, self.column) = (line, column);
        self
    }

    /// `path:line:column: message`, as far as the place is known.
    pub fn tell(&self, messages: &Messages, lang: Lang) -> String {
        let mut place = self.path.clone();
        for number in [self.line, self.column].into_iter().flatten() {
            place.push_str(&format!(":{number}"));
        }
        format!("{place}: {}", messages.render(&self.reason, lang))
    }
}

/// What keeps a TOML file from being read: `key` is as in [`Problem::error`], the message its `detail`.
pub fn toml_problem(text: &str, error: &toml::de::Error, path: &str, key: &str) -> Problem {
    let place = error.span().map(|span| position(text, span.start));
    let (line, column) = place.unzip();
    let detail = error.message().lines().next().unwrap_or_default();
    Problem::error(path, key).with("detail", detail).at(line, column)
}

/// Line and column of a byte offset, both from 1, the column in characters.
pub fn position(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1, before[line_start..].chars().count() + 1)
}
