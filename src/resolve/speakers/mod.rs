//! Who says what: quotation mentions → quotations with speaker, cue and role.
//!
//! A quotation is attributed by its own sentence first, then by what its neighbours say: the second
//! part of a split quotation has the speaker of the first, a sentence without a subject goes on with
//! the last speaker, a headline that names nobody repeats somebody of the body.

use super::cast::{Cast, Entity};
use super::{Quote, QuoteRole};
use crate::article::{Article, Field, Lang, language};
use crate::extract::quotes::{QuoteMention, context};
use crate::rules::Rules;
use crate::span::Span;

mod english;
mod glosses;
mod headline;
mod korean;
#[cfg(test)]
mod tests;

/// What a sentence says about the speaker of a quotation in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Attribution {
    speaker: Option<Speaker>,
    cue: Option<String>,
    question: bool,
    /// Something in the sentence reports the quotation, whether or not it names who speaks.
    reported: bool,
}

/// Who speaks, as far as a sentence says.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Speaker {
    /// The name in full, or the phrase for somebody unnamed.
    Known(String),
    /// He, she, they: whom the text was about last.
    Pronoun,
    /// Somebody whom the sentence does not name, and nobody whom the text named before.
    Unknown,
}

/// One quotation with its surroundings.
#[derive(Clone, Copy)]
struct Place<'a> {
    text: &'a str,
    field: Field,
    mention: &'a QuoteMention,
    /// From the start of the paragraph (or the end of the quotation before) to the opening mark.
    before: Span,
    /// From the closing mark to the next quotation or the end of the paragraph.
    after: Span,
    /// There is a quotation before it in the same sentence.
    split: bool,
}

/// The speaker of each quotation of one field, in the same order.
pub fn attribute(article: &Article, field: Field, mentions: &[QuoteMention], cast: &Cast, rules: &Rules) -> Vec<Quote> {
    let Some(structure) = article.field(field) else { return Vec::new() };
    let text = structure.text.as_str();
    let mut quotes: Vec<Quote> = Vec::with_capacity(mentions.len());
    let mut last: Option<(String, usize)> = None;
    for (n, mention) in mentions.iter().enumerate() {
        let place = place(structure, mentions, n);
        let found = match language::detect(&text[place.before.start..place.after.end]) {
            _ if mention.headline => headline::attribute(&place, cast, rules),
            Lang::Ko => korean::attribute(&place, cast, rules),
            Lang::En => english::attribute(&place, cast, rules),
        };
        let previous = n.checked_sub(1).map(|p| (&mentions[p], &quotes[p]));
        let speaker = match found.speaker {
            Some(Speaker::Known(name)) => Some(name),
            Some(Speaker::Unknown) => None,
            Some(Speaker::Pronoun) => focus(structure, &place, last.as_ref(), cast, rules),
            None if mention.headline => None,
            None => inherited(&place, previous, last.as_ref())
                .or_else(|| focus(structure, &place, last.as_ref(), cast, rules)),
        };
        if let (Some(name), false, false) = (&speaker, found.question, mention.headline) {
            last = Some((name.clone(), mention.marked.end));
        }
        let affiliation = speaker.as_deref().and_then(|name| affiliation(name, cast));
        quotes.push(Quote {
            speaker,
            cue: found.cue,
            direct: true,
            role: if found.question { QuoteRole::Question } else { QuoteRole::Statement },
            glosses: glosses::of(mention.span.of(text)),
            affiliation,
        });
    }
    borrow_cues(mentions, &mut quotes);
    headline::borrow_speakers(structure, mentions, &mut quotes, cast, rules);
    quotes
}

/// The surroundings of `mentions[n]`.
fn place<'a>(structure: &'a crate::article::FieldText, mentions: &'a [QuoteMention], n: usize) -> Place<'a> {
    let mention = &mentions[n];
    let text = structure.text.as_str();
    let sentences = &structure.sentences;
    let number = sentences[mention.sentence].paragraph;
    let first = sentences.partition_point(|s| s.paragraph < number);
    let last = sentences.partition_point(|s| s.paragraph <= number).saturating_sub(1);
    let start = sentences[first].span.start.min(mention.marked.start);
    let end = sentences[last].span.end.max(mention.marked.end);
    let start = start.max(context::floor(text, mention.marked.start.saturating_sub(context::REACH)));
    let end = end.min(context::floor(text, mention.marked.end + context::REACH)).max(mention.marked.end);
    let previous_end = n.checked_sub(1).map_or(0, |p| mentions[p].marked.end);
    let next_start = mentions.get(n + 1).map_or(text.len(), |next| next.marked.start);
    let before = Span::new(start.max(previous_end).min(mention.marked.start), mention.marked.start);
    let after = Span::new(mention.marked.end, end.min(next_start).max(mention.marked.end));
    let between = &text[before.start..before.end];
    let split = previous_end > start && !ends_with_stop(between);
    Place { text, field: structure.field, mention, before, after, split }
}

/// Whether a sentence ends in `text`.
fn ends_with_stop(text: &str) -> bool {
    text.char_indices().any(|(at, c)| matches!(c, '.' | '!' | '?') && context::ends_sentence(text, at))
}

/// The speaker of the quotation before, for the second part of a split quotation and for a sentence
/// that says nothing about who speaks.
fn inherited(
    place: &Place<'_>,
    previous: Option<(&QuoteMention, &Quote)>,
    last: Option<&(String, usize)>,
) -> Option<String> {
    if let Some((_, quote)) = previous.filter(|(_, q)| place.split && q.role == QuoteRole::Statement) {
        return quote.speaker.clone();
    }
    let (name, end) = last?;
    let near = place.mention.marked.start.saturating_sub(*end) < 2 * context::REACH;
    near.then(|| name.clone())
}

/// Whom the text was about last: the last speaker, or a person who is the subject of a sentence
/// since then.
fn focus(
    structure: &crate::article::FieldText,
    place: &Place<'_>,
    last: Option<&(String, usize)>,
    cast: &Cast,
    rules: &Rules,
) -> Option<String> {
    let since = last.map_or(0, |(_, end)| *end);
    let floor = context::floor(place.text, place.mention.marked.start.saturating_sub(3 * context::REACH)).max(since);
    let sentences = &structure.sentences[..=place.mention.sentence];
    for sentence in sentences.iter().rev().take_while(|s| s.span.end > floor) {
        let end = sentence.span.end.min(place.before.end);
        if sentence.span.start >= end || sentence.repeated {
            continue;
        }
        let start = sentence.span.start.max(floor);
        let span = Span::new(start.min(end), end);
        let found = match language::detect(span.of(place.text)) {
            Lang::Ko => korean::subject_person(place.text, place.field, span, cast, rules),
            Lang::En => english::subject_person(place.text, place.field, span, cast, rules),
        };
        if let Some(entity) = found {
            return Some(cast.name(entity).to_owned());
        }
    }
    last.map(|(name, _)| name.clone())
}

/// A part of a split quotation that has no verb of its own takes that of the next part.
fn borrow_cues(mentions: &[QuoteMention], quotes: &mut [Quote]) {
    for n in (1..quotes.len()).rev() {
        let same_sentence = mentions[n - 1].sentence == mentions[n].sentence;
        if same_sentence && quotes[n - 1].cue.is_none() && quotes[n - 1].speaker == quotes[n].speaker {
            let cue = quotes[n].cue.clone();
            quotes[n - 1].cue = cue;
        }
    }
}

/// The organisation that the article names with a person.
fn affiliation(name: &str, cast: &Cast) -> Option<String> {
    match cast.named(name)? {
        Entity::Person(index) => cast.people[index].affiliation.as_ref().map(ToString::to_string),
        Entity::Organisation(_) => None,
    }
}

/// The name of a phrase that the cast knows, else the phrase itself.
fn known(phrase: &str, cast: &Cast, rules: &Rules) -> Speaker {
    let person = cast.resolve(phrase, rules).filter(|e| matches!(e, Entity::Person(_)));
    Speaker::Known(person.map_or_else(|| phrase.to_owned(), |entity| cast.name(entity).to_owned()))
}
