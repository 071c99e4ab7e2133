//! Stage three: [`Mentions`] → [`Claim`]s: what each mention is about, who says so, and when.

use std::ops::{Deref, DerefMut};
use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use crate::article::{Article, Field, Lang, Sentence, Zone};
use crate::edtf::{Edtf, Limit, Yearless};
use crate::extract::Mentions;
use crate::quantity::Quantity;
use crate::rules::Rules;
use crate::span::Span;

mod bases;
pub mod calendar;
pub mod cast;
pub mod frame;
mod holder;
pub mod reading;
pub mod speakers;
mod values;
mod wholes;

use cast::Cast;
pub use frame::{Frame, Role};
use values::Values;

/// How far the article itself stands behind a claim.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, serde::Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// The article says so.
    #[default]
    Asserted,
    /// Somebody is said to say so: 밝혔다, 전해졌다, according to.
    Reported,
    /// Nobody stands behind it: 설도 있었으나, rumoured.
    Rumoured,
    /// Its subject says that it is not so: 일축했다, denied.
    Denied,
    /// It is to happen: 예정, 계획, will.
    Planned,
    /// It stands in a question.
    Asked,
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A figure.
    Quantity(Quantity),
    /// A date or time.
    Date(DateValue),
    /// A quotation.
    Quote(Quote),
}

/// A resolved date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateValue {
    /// The date, where text and publication date determine it.
    pub edtf: Option<Edtf>,
    /// What is written of it, where neither text nor publication date tells the year.
    pub yearless: Option<Yearless>,
    /// The stretch of time that is meant instead of the date itself.
    pub limit: Option<Limit>,
    /// A UTC offset in minutes, where the text states a zone or place whose zone is known
    /// (한국시간, 현지시간 of a place in the rules).
    pub offset_minutes: Option<i16>,
    /// The time of another place is meant (현지시간, local time), whether or not its zone is known.
    pub local: bool,
    /// The weekday that is written beside the date, for the weekday check.
    pub weekday: Option<jiff::civil::Weekday>,
    /// A hedge such as 께, 무렵, around was written.
    pub approximate: bool,
    /// Only the time of day is written and the day comes from the context.
    pub day_from_context: bool,
}

impl DateValue {
    /// The date in EDTF, as far as it is determined.
    pub fn written(&self) -> Option<String> {
        self.edtf.map(|edtf| edtf.to_string()).or_else(|| self.yearless.map(|yearless| yearless.to_string()))
    }
}

/// Who asks and who answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum QuoteRole {
    /// A statement.
    #[default]
    Statement,
    /// A question.
    Question,
}

/// A quotation with its speaker.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Quote {
    /// The speaker's fullest name in the article, without title: 샘 올트먼, Ruth Callaghan;
    /// for the unnamed the phrase itself: 테크업계 관계자.
    pub speaker: Option<String>,
    /// The organisation that the article writes with the speaker's name, where it does.
    pub affiliation: Option<String>,
    /// The reporting verb in its dictionary form or as written.
    pub cue: Option<String>,
    /// In quotation marks, as against reported speech.
    pub direct: bool,
    /// Statement or question.
    pub role: QuoteRole,
    /// Glosses in parentheses that survive translation: hopefully.
    pub glosses: Vec<String>,
}

/// One claim of a run: what was resolved, and which article of the run it is of. What was resolved is shared, as a claim
/// is handed from one article that it meets to the next.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Index of its article among the articles of the run.
    pub article: usize,
    resolved: Arc<Resolved>,
}

/// A mention of an article, resolved, with its frame.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// `c-` and eight hexadecimal digits, stable for the same article id, field and span.
    pub id: SmolStr,
    /// The field that the span counts from.
    pub field: Field,
    /// What was written.
    pub span: Span,
    /// Index of its sentence in the field.
    pub sentence: usize,
    /// The part of the page.
    pub zone: Zone,
    /// The article's language.
    pub lang: Lang,
    /// Exactly the bytes of `span`.
    pub text: String,
    /// The value.
    pub content: Content,
    /// What it is about; shared with what restates it.
    pub frame: Arc<Frame>,
    /// How far the article stands behind it.
    pub status: Status,
    /// For a figure in parentheses that restates another one: that claim's position among those of the
    /// article.
    pub converts: Option<usize>,
    /// Names of the rules that fired, in order, for `--explain`.
    pub rules: Vec<SmolStr>,
}

impl Deref for Claim {
    type Target = Resolved;

    fn deref(&self) -> &Resolved {
        &self.resolved
    }
}

/// What others share stays as it is: they are parted from what is changed.
impl DerefMut for Claim {
    fn deref_mut(&mut self) -> &mut Resolved {
        Arc::make_mut(&mut self.resolved)
    }
}

impl Claim {
    /// What was resolved of an article of a run.
    pub fn new(article: usize, resolved: Resolved) -> Self {
        Self { article, resolved: Arc::new(resolved) }
    }

    /// The same claim in a run where its article is the one at index `article`.
    #[must_use]
    pub fn of(self, article: usize) -> Self {
        Self { article, ..self }
    }
}

impl Resolved {
    /// What kind of claim: `quantity`, `date` or `quote`.
    pub fn kind(&self) -> &'static str {
        match self.content {
            Content::Quantity(_) => "quantity",
            Content::Date(_) => "date",
            Content::Quote(_) => "quote",
        }
    }

    /// The quantity, if the claim is one.
    pub fn quantity(&self) -> Option<&Quantity> {
        match &self.content {
            Content::Quantity(q) => Some(q),
            _ => None,
        }
    }

    /// The date, if the claim is one.
    pub fn date(&self) -> Option<&DateValue> {
        match &self.content {
            Content::Date(d) => Some(d),
            _ => None,
        }
    }

    /// The quotation, if the claim is one.
    pub fn quote(&self) -> Option<&Quote> {
        match &self.content {
            Content::Quote(q) => Some(q),
            _ => None,
        }
    }

    /// Whether there is anything to compare it by, if it is a date.
    pub fn is_dated(&self) -> bool {
        self.date().is_some_and(|date| date.edtf.is_some() || date.yearless.is_some())
    }

    /// One line that says the value: `7000000000000 USD`, `2024-03-14`, `샘 올트먼`.
    pub fn brief(&self) -> String {
        match &self.content {
            Content::Quantity(q) => q.brief(),
            Content::Date(d) => d.written().unwrap_or_else(|| "?".to_owned()),
            Content::Quote(q) => q.speaker.clone().unwrap_or_else(|| "?".to_owned()),
        }
    }
}

/// The claims of one article, by field and position. `index` is its place in the run.
pub fn claims(article: &Article, index: usize, mentions: Vec<Mentions>, rules: &Rules) -> Vec<Claim> {
    let cast = cast_of(article, &mentions, rules);
    let mut claims = unframed(article, index, mentions, &cast, rules);
    frame_all(article, &mut claims, &cast, rules, &mut |_| {});
    claims
}

/// Gives `each` the same, as soon as it is known what they are about.
pub fn each_claim(
    article: &Article,
    index: usize,
    mentions: Vec<Mentions>,
    rules: &Rules,
    each: &mut dyn FnMut(Claim),
) {
    let cast = cast_of(article, &mentions, rules);
    let mut claims = unframed(article, index, mentions, &cast, rules);
    frame_all(article, &mut claims, &cast, rules, &mut |claim| each(frame::passed_on(claim)));
}

fn cast_of(article: &Article, mentions: &[Mentions], rules: &Rules) -> Cast {
    cast::read_with(article, mentions.iter().map(|field| field.starts.as_slice()), rules)
}

/// The claims of one article, of which it is not known yet what they are about.
fn unframed(article: &Article, index: usize, mentions: Vec<Mentions>, cast: &Cast, rules: &Rules) -> Vec<Claim> {
    let count = |field: &Mentions| field.quantities.len() + field.dates.len() + field.quotes.len();
    let mut claims = Vec::with_capacity(mentions.iter().map(count).sum());
    for mentions in mentions {
        let Mentions { field, quantities, dates, quotes, .. } = mentions;
        let resolved = calendar::resolve(article, field, &dates, rules);
        let attributed = speakers::attribute(article, field, &quotes, cast, rules);
        let dates = dates.into_iter().zip(resolved).collect();
        let quotes = quotes.into_iter().zip(attributed).collect();
        let mut maker = Maker::new(article, field);
        // The positions of the figures: what restates another one stands behind it.
        let mut figures = Vec::with_capacity(quantities.len());
        for value in Values::new(quantities, dates, quotes) {
            if let Content::Quantity(_) = value.content {
                figures.push(claims.len());
            }
            let converts = value.converts.and_then(|other| figures.get(other).copied());
            let resolved = maker.resolved(value.span, value.sentence, value.content, value.rules);
            claims.push(Claim::new(index, Resolved { converts, ..resolved }));
        }
    }
    claims
}

/// Finds out what the claims of an article are about, and calls `done` with each that is known.
fn frame_all(article: &Article, claims: &mut [Claim], cast: &Cast, rules: &Rules, done: &mut dyn FnMut(&mut Claim)) {
    for field in &article.fields {
        let first = claims.partition_point(|c| c.field < field.field);
        let last = claims.partition_point(|c| c.field <= field.field);
        let claims = &mut claims[first..last];
        let reading = reading::Reading::of(field, claims, article.lang, cast, rules);
        let known = frame::Known { field, reading: &reading, cast, rules };
        frame::fill(&known, claims, first, done);
    }
}

/// Where the claims of one article stand among those of a run, which are sorted by article.
pub fn range_of(claims: &[Claim], article: usize) -> std::ops::Range<usize> {
    claims.partition_point(|c| c.article < article)..claims.partition_point(|c| c.article <= article)
}

/// Makes claims of the mentions of one field.
struct Maker<'a> {
    lang: Lang,
    field: Field,
    text: &'a str,
    sentences: &'a [Sentence],
    /// What ids are made from: what those of the field share, and behind it what the last one was made from.
    key: String,
    shared: usize,
    /// What they all have until more is known.
    frame: Arc<Frame>,
}

impl<'a> Maker<'a> {
    fn new(article: &'a Article, field: Field) -> Self {
        let name = match field {
            Field::Title => "Title",
            Field::Body => "Body",
        };
        let key = format!("{}\0{name}\0", article.id);
        let sentences = article.field(field).map_or(&[][..], |field| &field.sentences);
        Self {
            lang: article.lang,
            field,
            text: article.text(field),
            sentences,
            shared: key.len(),
            key,
            frame: Arc::default(),
        }
    }

    /// What stands at `span`, of which nothing is known yet but what it says.
    fn resolved(&mut self, span: Span, sentence: usize, content: Content, rules: Vec<SmolStr>) -> Resolved {
        Resolved {
            id: self.id(span, &content),
            field: self.field,
            span,
            sentence,
            zone: self.sentences[sentence].zone,
            lang: self.lang,
            text: span.of(self.text).to_owned(),
            content,
            frame: Arc::clone(&self.frame),
            status: Status::default(),
            converts: None,
            rules,
        }
    }

    fn id(&mut self, span: Span, content: &Content) -> SmolStr {
        let kind = match content {
            Content::Quantity(_) => "n",
            Content::Date(_) => "d",
            Content::Quote(_) => "q",
        };
        self.key.truncate(self.shared);
        for end in [span.start, span.end] {
            push_decimal(&mut self.key, end);
            self.key.push('\0');
        }
        self.key.push_str(kind);
        let hash = xxhash_rust::xxh3::xxh3_64(self.key.as_bytes());
        let mut id = *b"c-00000000";
        for (place, digit) in id[2..].iter_mut().enumerate() {
            *digit = b"0123456789abcdef"[(hash >> (60 - 4 * place)) as usize % 16];
        }
        SmolStr::new(str::from_utf8(&id).unwrap_or_default())
    }
}

/// Writes a number at the end of a text: for each claim two are, which `fmt` takes its time for.
fn push_decimal(text: &mut String, mut number: usize) {
    let mut digits = [b'0'; 20];
    let mut first = digits.len();
    while first == digits.len() || number > 0 {
        first -= 1;
        digits[first] += (number % 10) as u8;
        number /= 10;
    }
    text.push_str(str::from_utf8(&digits[first..]).unwrap_or_default());
}
