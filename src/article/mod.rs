//! Stage one: bytes of any kind → [`Article`]: text that is never changed, metadata, zones, sentences.

use jiff::civil::DateTime;
use jiff::tz::Offset;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::position::{Count, Index};
use crate::span::Span;

pub mod decode;
pub mod directives;
pub mod draft;
pub mod html;
pub mod jsonl;
pub mod language;
mod lines;
pub mod metadata;
pub mod problem;
pub mod read;
pub mod record;
mod repeats;
pub mod sentences;
pub mod text;
pub mod zones;

/// The language that rules are chosen by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Korean
    #[default]
    Ko,
    /// English
    En,
}

/// When an article was published, as far as it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Local date and, when `has_time`, local time at the place of publication.
    pub local: DateTime,
    /// Whether a time of day was given.
    pub has_time: bool,
    /// The UTC offset, when one was given.
    pub offset: Option<Offset>,
}

/// One of the two texts of an article; offsets count from the start of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Field {
    /// The title that the input gives apart from the body (JSONL, HTML).
    Title,
    /// Everything else; for a text file, the whole text behind the front matter.
    Body,
}

/// What part of a page a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Zone {
    /// Headline.
    Title,
    /// Sub-headlines between headline and body.
    Deck,
    /// Running text.
    Body,
    /// Words under a picture.
    Caption,
    /// Headlines of other articles.
    Listing,
    /// Menus, counters, buttons, copyright lines.
    Chrome,
}

impl Zone {
    /// Whether claims in this zone are the article's own.
    pub fn is_own(self) -> bool {
        !matches!(self, Self::Listing | Self::Chrome)
    }
}

/// One sentence (or headline, caption, line of a list). Sentences cover a field in order and never overlap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, white space at both ends left out.
    pub span: Span,
    /// The part of the page that it belongs to.
    pub zone: Zone,
    /// Number of its paragraph within the field, from 0.
    pub paragraph: usize,
    /// The same words stand earlier in this field (a body pasted twice): it counts once.
    pub repeated: bool,
}

/// The text of one field with its structure.
#[derive(Clone, Debug)]
pub struct FieldText {
    /// Which field.
    pub field: Field,
    /// The text as written.
    pub text: String,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// What it says to daejo, in order; no sentence holds any of it.
    pub directives: Vec<directives::Directive>,
}

/// Where an article came from, for messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Path as the user gave it, or `<stdin>`.
    pub path: String,
    /// Line of a JSONL file, from 1.
    pub line: Option<usize>,
    /// Byte offset of the body field in the file, when the body stands there as it is (text files).
    pub body_offset: Option<usize>,
    /// What comes before the body where the rest of the file is the body (text files, in any encoding).
    pub front: Option<Front>,
}

impl Origin {
    /// Line and column in characters, from 1, of the byte `at` of the body, as far as the file's form lets them be told.
    pub fn position(&self, body: &Index, at: usize) -> (Option<usize>, Option<usize>) {
        let in_file = self.front.map(|front| {
            let point = body.point(at);
            (front.lines + point.line, point.column.chars)
        });
        let (line, column) = in_file.unzip();
        (self.line.or(line), column)
    }
}

/// The front matter of a text file, of which there may be none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Front {
    /// Its lines.
    pub lines: usize,
    /// How long it is, once decoded.
    pub length: Count,
}

/// One article, read and structured, before anything is extracted.
#[derive(Clone, Debug)]
pub struct Article {
    /// Unique within a run; see `output.md` for where it comes from.
    pub id: String,
    /// The publisher.
    pub outlet: Option<String>,
    /// Publication time, from metadata or the article's own dateline.
    pub published: Option<Published>,
    /// Headline, from metadata or from the title zone.
    pub title: Option<String>,
    /// The story that it belongs to, for `--group-by topic`.
    pub topic: Option<String>,
    /// Canonical address.
    pub url: Option<String>,
    /// Language, given or detected by script.
    pub lang: Lang,
    /// The title field (if the input has one) and the body field, in this order.
    pub fields: Vec<FieldText>,
    /// Where it was read.
    pub origin: Origin,
}

impl Article {
    /// The text of `field`, empty if the article has none.
    pub fn text(&self, field: Field) -> &str {
        self.field(field).map_or("", |f| f.text.as_str())
    }

    /// The publisher, else the id: how readers call it.
    pub fn source(&self) -> &str {
        self.outlet.as_deref().unwrap_or(&self.id)
    }

    /// Whether it is a note of a sentence or two.
    pub fn is_brief(&self) -> bool {
        self.fields.iter().map(|field| field.sentences.len()).sum::<usize>() <= 2
    }

    /// A sentence of a field, as it was written; `None` where the field has no such sentence.
    pub fn sentence(&self, field: Field, index: usize) -> Option<(Span, &str)> {
        let field = self.field(field)?;
        let span = field.sentences.get(index)?.span;
        Some((span, span.of(&field.text)))
    }

    /// The field with its sentences.
    pub fn field(&self, field: Field) -> Option<&FieldText> {
        self.fields.iter().find(|f| f.field == field)
    }
}

impl Published {
    /// The day of publication.
    pub fn date(&self) -> jiff::civil::Date {
        self.local.date()
    }
}

impl std::fmt::Display for Published {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if !self.has_time {
            return write!(f, "{}", self.local.date());
        }
        write!(f, "{}", self.local)?;
        match self.offset {
            Some(offset) => {
                let seconds = offset.seconds();
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.abs() / 60;
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
            None => Ok(()),
        }
    }
}
