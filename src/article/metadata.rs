//! What the input says about an article besides its text: front matter, `articles.toml`, the fields
//! of a JSONL line.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::de::IgnoredAny;
use serde::{Deserialize, Deserializer};
use toml::Spanned;

use super::problem::{Problem, position};

/// A value and where it was stated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stated {
    /// As written.
    pub text: String,
    /// The file, if it is not the one the article is in.
    pub path: Option<String>,
    /// Line, from 1, where known.
    pub line: Option<usize>,
}

/// What is known about an article besides its text. Nothing is checked yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// See [`super::Article::id`].
    pub id: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// The publisher.
    pub outlet: Option<String>,
    /// RFC 3339, or a date.
    pub published: Option<Stated>,
    /// Language tag.
    pub lang: Option<Stated>,
    /// Story.
    pub topic: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
}

impl Metadata {
    /// What is missing here, taken from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            id: self.id.or(other.id),
            title: self.title.or(other.title),
            outlet: self.outlet.or(other.outlet),
            published: self.published.or(other.published),
            lang: self.lang.or(other.lang),
            topic: self.topic.or(other.topic),
            url: self.url.or(other.url),
        }
    }
}

/// The fields as a format writes them; others are not looked at.
#[derive(Deserialize)]
#[serde(bound = "S: Deserialize<'de>")]
pub(super) struct Fields<S> {
    pub(super) id: Option<S>,
    pub(super) title: Option<S>,
    pub(super) outlet: Option<S>,
    pub(super) published: Option<S>,
    pub(super) lang: Option<S>,
    pub(super) topic: Option<S>,
    pub(super) url: Option<S>,
}

const NAMES: [&str; 7] = ["id", "title", "outlet", "published", "lang", "topic", "url"];

impl<S> Fields<S> {
    pub(super) fn state(self, state: impl Fn(S) -> Stated) -> Metadata {
        let given = |value: Option<S>| value.map(&state).filter(|stated| !stated.text.trim().is_empty());
        let text = |value: Option<S>| given(value).map(|stated| stated.text.trim().to_owned());
        Metadata {
            id: text(self.id),
            title: given(self.title).map(|stated| stated.text),
            outlet: text(self.outlet),
            published: given(self.published),
            lang: given(self.lang),
            topic: text(self.topic),
            url: text(self.url),
        }
    }
}

/// A value that may be written with or without quotation marks: a number as id, a date as `published`.
pub(super) struct Scalar(pub(super) String);

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged, expecting = "a string, a number or a date")]
        enum Any {
            Text(String),
            Integer(i64),
            Float(f64),
            Flag(bool),
            Datetime(toml::value::Datetime),
        }
        Ok(Self(match Any::deserialize(deserializer)? {
            Any::Text(text) => text,
            Any::Integer(number) => number.to_string(),
            Any::Float(number) => number.to_string(),
            Any::Flag(flag) => flag.to_string(),
            Any::Datetime(datetime) => datetime.to_string(),
        }))
    }
}

/// Something that keeps a file's metadata from being read.
pub(super) struct Fault {
    /// Line and column, from 1, counted from the start of the text that was parsed.
    pub(super) place: Option<(usize, usize)>,
    pub(super) message: String,
}

pub(super) fn from_yaml(text: &str) -> Result<Metadata, Fault> {
    type Value = serde_saphyr::Spanned<Option<String>>;
    let number = |number: u64| usize::try_from(number).unwrap_or(usize::MAX);
    if text.trim().is_empty() {
        return Ok(Metadata::default());
    }
    let fields: Fields<Value> = serde_saphyr::from_str(text).map_err(|error| Fault {
        place: error.location().map(|at| (number(at.line()), number(at.column()))),
        message: first_line(&error.to_string()),
    })?;
    Ok(fields.state(|value| Stated {
        text: value.value.unwrap_or_default(),
        path: None,
        line: Some(number(value.referenced.line())),
    }))
}

pub(super) fn from_toml(text: &str) -> Result<Metadata, Fault> {
    let fields: Fields<Spanned<Scalar>> = toml::from_str(text).map_err(|error| toml_fault(text, &error))?;
    Ok(fields.state(|value| stated(text, value)))
}

fn stated(text: &str, value: Spanned<Scalar>) -> Stated {
    let line = position(text, value.span().start).0;
    Stated { text: value.into_inner().0, path: None, line: Some(line) }
}

fn toml_fault(text: &str, error: &toml::de::Error) -> Fault {
    let place = error.span().map(|span: Range<usize>| position(text, span.start));
    Fault { place, message: first_line(error.message()) }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

/// The metadata of the files of a folder, by file name: its `articles.toml`.
#[derive(Debug, Default)]
pub struct FolderMetadata {
    by_name: BTreeMap<String, Metadata>,
    /// Where each file is named.
    lines: BTreeMap<String, usize>,
}

impl FolderMetadata {
    /// Reads an `articles.toml` that lies at `path`.
    ///
    /// # Errors
    /// The first thing that makes it unreadable: bad TOML, or a field that daejo doesn't know.
    pub fn parse(text: &str, path: &str) -> Result<Self, Problem> {
        let problem = |fault: Fault| {
            let (line, column) = fault.place.unzip();
            Problem::error(path, "articles-toml").with("detail", fault.message).at(line, column)
        };
        let tables: BTreeMap<Spanned<String>, Fields<Spanned<Scalar>>> =
            toml::from_str(text).map_err(|error| problem(toml_fault(text, &error)))?;
        let keys: BTreeMap<String, BTreeMap<Spanned<String>, IgnoredAny>> =
            toml::from_str(text).map_err(|error| problem(toml_fault(text, &error)))?;
        if let Some(unknown) =
            keys.values().flat_map(BTreeMap::keys).find(|key| !NAMES.contains(&key.get_ref().as_str()))
        {
            let (line, column) = position(text, unknown.span().start);
            let problem = Problem::error(path, "articles-toml-field").with("field", unknown.get_ref());
            return Err(problem.with("fields", NAMES.join(", ")).at(Some(line), Some(column)));
        }
        let mut all = Self::default();
        for (name, fields) in tables {
            all.lines.insert(name.get_ref().clone(), position(text, name.span().start).0);
            let here = |value| Stated { path: Some(path.to_owned()), ..stated(text, value) };
            all.by_name.insert(name.into_inner(), fields.state(here));
        }
        Ok(all)
    }

    /// What is said about a file; the name is relative to the folder, with `/` between its parts.
    pub fn of(&self, name: &str) -> Metadata {
        self.by_name.get(name).cloned().unwrap_or_default()
    }

    /// The files named, and the line each is named in.
    pub fn names(&self) -> impl Iterator<Item = (&str, usize)> {
        self.lines.iter().map(|(name, line)| (name.as_str(), *line))
    }
}
