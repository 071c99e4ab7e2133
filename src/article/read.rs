//! Text and metadata → [`Article`].

use jiff::civil::{Date, DateTime};

use super::{Article, Field, FieldText, Lang, Origin, Published, Sentence, Zone, sentences};
use crate::rules::Rules;
use crate::span::Span;

/// An article of plain text, with what is known about it.
pub fn plain(body: &str, lang: Option<Lang>, published: Option<&str>, rules: &Rules) -> Article {
    Article {
        id: "example".to_owned(),
        outlet: None,
        published: published.and_then(parse_published),
        title: None,
        topic: None,
        url: None,
        lang: lang.unwrap_or_else(|| detect_lang(body)),
        fields: vec![structure(Field::Body, body.to_owned(), rules)],
        origin: Origin::default(),
    }
}

/// Cuts a field into zones and sentences.
pub fn structure(field: Field, text: String, rules: &Rules) -> FieldText {
    let zone = if field == Field::Title { Zone::Title } else { Zone::Body };
    let mut list = Vec::new();
    let mut start = 0;
    for (paragraph, line) in text.split('\n').enumerate() {
        let span = Span::new(start, start + line.len());
        list.extend(sentences::split(&text, span, rules).into_iter().map(|span| Sentence {
            span,
            zone,
            paragraph,
            repeated: false,
        }));
        start += line.len() + 1;
    }
    FieldText { field, text, sentences: list }
}

/// Korean if the text has a Hangul syllable, else English.
pub fn detect_lang(text: &str) -> Lang {
    if text.chars().any(|c| ('가'..='힣').contains(&c)) { Lang::Ko } else { Lang::En }
}

/// RFC 3339, or a date.
pub fn parse_published(text: &str) -> Option<Published> {
    if let Ok(date) = text.parse::<Date>() {
        return Some(Published {
            local: date.to_datetime(jiff::civil::Time::midnight()),
            has_time: false,
            offset: None,
        });
    }
    let pieces = jiff::fmt::temporal::Pieces::parse(text).ok()?;
    let offset = pieces.to_numeric_offset();
    Some(Published { local: DateTime::from_parts(pieces.date(), pieces.time()?), has_time: true, offset })
}
