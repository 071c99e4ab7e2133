//! Text and metadata → [`Article`].

use jiff::civil::{DateTime, Time};

use super::zones::Layout;
use super::{Article, Field, FieldText, Lang, Origin, Published, Sentence, Zone};
use super::{directives, language, lines, repeats, sentences, zones};
use crate::rules::Rules;
use crate::span::Span;
use crate::text::plain::Plain;

/// An article of plain text, with what is known about it.
pub fn plain(body: &str, lang: Option<Lang>, published: Option<&str>, rules: &Rules) -> Article {
    let body = structure(Field::Body, body.to_owned(), None, Layout::Page, rules);
    Article {
        id: "example".to_owned(),
        outlet: None,
        published: published.and_then(parse_published),
        title: headline(&body),
        topic: None,
        url: None,
        lang: lang.unwrap_or_else(|| language::detect(&body.text)),
        fields: vec![body],
        origin: Origin::default(),
    }
}

/// Cuts a field into zones and sentences; `title` is the headline as the metadata gives it.
pub fn structure(field: Field, text: String, title: Option<&str>, layout: Layout, rules: &Rules) -> FieldText {
    structure_known(field, text, title, layout, &[], rules)
}

/// [`structure`], with passages whose zone is `known`.
pub(super) fn structure_known(
    field: Field,
    text: String,
    title: Option<&str>,
    layout: Layout,
    known: &[(Span, Zone)],
    rules: &Rules,
) -> FieldText {
    let Some(plain) = Plain::of(&text) else { return structure_plain(field, text, title, layout, known, rules) };
    let known: Vec<(Span, Zone)> = known.iter().map(|&(span, zone)| (plain.read(span), zone)).collect();
    let mut found = structure_plain(field, plain.text().to_owned(), title, layout, &known, rules);
    found.sentences.iter_mut().for_each(|sentence| sentence.span = plain.written(sentence.span));
    found.directives.iter_mut().for_each(|directive| directive.span = plain.written(directive.span));
    FieldText { text, ..found }
}

/// The same for a text in plain characters.
fn structure_plain(
    field: Field,
    text: String,
    title: Option<&str>,
    layout: Layout,
    known: &[(Span, Zone)],
    rules: &Rules,
) -> FieldText {
    let mut directives = directives::find(&text);
    let cuts: Vec<Span> = directives.iter().map(|directive| directive.span).collect();
    let lines = lines::of(&text, &cuts);
    directives::place(&mut directives, &text, &lines);
    let zones = match field {
        Field::Title => vec![Zone::Title; lines.len()],
        Field::Body => zones::classify(&zones::Page { text: &text, lines: &lines, title, layout, known }, rules),
    };
    let mut list = Vec::new();
    for (line, zone) in lines.iter().zip(zones) {
        let sentence = |span: Span| Sentence { span, zone, paragraph: line.paragraph, repeated: false };
        match zone {
            Zone::Title | Zone::Listing | Zone::Chrome => list.push(sentence(line.span)),
            Zone::Deck | Zone::Body | Zone::Caption => {
                list.extend(sentences::split(&text, line.span, rules).into_iter().map(sentence));
            }
        }
    }
    repeats::mark(&text, &mut list);
    FieldText { field, text, sentences: list, directives }
}

/// What stands in the title zone.
pub(super) fn headline(field: &FieldText) -> Option<String> {
    let sentence = field.sentences.iter().find(|s| s.zone == Zone::Title)?;
    Some(sentence.span.of(&field.text).to_owned())
}

/// RFC 3339, or a date.
pub fn parse_published(text: &str) -> Option<Published> {
    let pieces = jiff::fmt::temporal::Pieces::parse(text.trim()).ok()?;
    Some(Published {
        local: DateTime::from_parts(pieces.date(), pieces.time().unwrap_or(Time::midnight())),
        has_time: pieces.time().is_some(),
        offset: pieces.to_numeric_offset(),
    })
}

#[cfg(test)]
mod tests;
