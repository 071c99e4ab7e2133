//! English: `," said X`, `," X, the founder, said`, `X said: "`, `according to X`; he and she.

use super::{Attribution, Place, Speaker, known};
use crate::article::{Field, Lang};
use crate::extract::quotes::context;
use crate::resolve::cast::english::names;
use crate::resolve::cast::{Cast, Entity};
use crate::rules::Rules;
use crate::span::Span;
use crate::text::words;

/// How many words may stand between a name and the verb behind it: an apposition.
const APPOSITION: usize = 16;

/// What the sentence of an English quotation says about its speaker.
pub(super) fn attribute(place: &Place<'_>, cast: &Cast, rules: &Rules) -> Attribution {
    let speech = rules.attribution.of(Lang::En);
    let after = context::clause_start(place.after.of(place.text));
    let before = context::clause_end(place.before.of(place.text));
    // a full stop inside the marks ends the sentence, so what follows belongs to the next one
    let closed = place.text[..place.mention.marked.end].trim_end_matches(['"', '”', '\'', '’']).ends_with('.');
    // without a comma at its end, the quotation is part of the clause that began before it
    let inside = closed || !(ends_with_comma(place) || after.starts_with(','));
    let found = if inside { None } else { behind(after, cast, rules) };
    let found = found.or_else(|| ahead(before, cast, rules));
    let found = found.or_else(|| if closed { behind_verb(after, cast, rules) } else { behind(after, cast, rules) });
    let Some((speaker, cue)) = found else { return Attribution::default() };
    let question = speech.asking.starts(&cue).is_some();
    Attribution { speaker, cue: Some(cue), question, reported: true }
}

/// Whether the words in the marks end in a comma or in a mark that stands for one.
fn ends_with_comma(place: &Place<'_>) -> bool {
    let inner = place.text[..place.mention.marked.end].trim_end_matches(['"', '”', '\'', '’']);
    inner.ends_with([',', '?', '!', '—', '–', '-'])
}

type Found = (Option<Speaker>, String);

/// `, said Ruth Callaghan`, `, Wade said`, `, according to Reuters`.
fn behind(after: &str, cast: &Cast, rules: &Rules) -> Option<Found> {
    behind_verb(after, cast, rules).or_else(|| {
        let speech = rules.attribution.of(Lang::En);
        let text = after.trim_start_matches([',', ' ', '—', '–', '-']);
        let (verb, base) = speech.verbs.first(text)?;
        let subject = text[..verb.start].trim_end_matches([',', ' ']);
        let first = subject.split([' ', ',']).next().unwrap_or_default();
        let named = !subject.is_empty() && (first.starts_with(char::is_uppercase) || !speech.boundaries.has(first));
        let short = subject.split_whitespace().count() <= APPOSITION;
        (named && short).then(|| (who(subject_of(&text[..verb.start]), cast, rules), base.to_owned()))
    })
}

/// A verb or `according to` directly behind the quotation, then the name.
fn behind_verb(after: &str, cast: &Cast, rules: &Rules) -> Option<Found> {
    let speech = rules.attribution.of(Lang::En);
    let text = after.trim_start_matches([',', ' ', '—', '–', '-']);
    let (verb, base) = speech.verbs.starts(text).or_else(|| speech.sources.starts(text))?;
    let object = text[verb.end..].trim_start();
    let named = leading(object, cast, rules);
    (!named.is_empty()).then(|| (who(named, cast, rules), base.to_owned()))
}

/// The phrase at the start of `text`, up to a comma or a word that ends it; `Brightwell's founder,
/// Alan Whitcombe` with the name behind the comma.
fn leading<'a>(text: &'a str, cast: &Cast, rules: &Rules) -> &'a str {
    let stops = [';', ':', '(', '"', '“'];
    let text = &text[..text.find(stops).unwrap_or(text.len())];
    let Some((described, rest)) = text.split_once(", ") else { return first_phrase(text.trim_end_matches(','), rules) };
    let name = first_phrase(rest.split(',').next().unwrap_or(rest), rules);
    let is_person = |phrase| matches!(cast.resolve(phrase, rules), Some(Entity::Person(_)));
    let apposition = name.starts_with(char::is_uppercase) && !is_person(described) && is_person(name);
    if apposition { name } else { first_phrase(described, rules) }
}

/// `text` up to a word that ends a phrase.
fn first_phrase<'a>(text: &'a str, rules: &Rules) -> &'a str {
    let speech = rules.attribution.of(Lang::En);
    let mut end = text.len();
    let mut at = 0;
    for word in text.split(' ') {
        if at > 0 && speech.boundaries.has(word) {
            end = at;
            break;
        }
        at += word.len() + 1;
    }
    text[..end.min(text.len())].trim_end_matches([' ', '.', ','])
}

/// `Ruth Callaghan, the chief executive, said: "`; `According to the minister, "`; `he told reporters, "`.
fn ahead(before: &str, cast: &Cast, rules: &Rules) -> Option<Found> {
    let speech = rules.attribution.of(Lang::En);
    let (verb, base) =
        speech.verbs.find(before).chain(speech.sources.find(before)).max_by_key(|(span, _)| span.start)?;
    if speech.sources.starts(&before[verb.start..]).is_some() {
        let named = leading(before[verb.end..].trim_start(), cast, rules);
        return Some((who(named, cast, rules), base.to_owned()));
    }
    let subject = subject_of(&before[..verb.start]);
    Some((who(subject, cast, rules), base.to_owned()))
}

/// The subject of a verb in what stands before it: the last part between commas (`China, Branstad`),
/// all of it if a comma closes an apposition (`Etienne Dufour, the head of sales,`).
fn subject_of(text: &str) -> &str {
    let start =
        text.rfind([';', ':', '"', '”']).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let clause = text[start..].trim_start_matches([' ', ',']).trim_end();
    match clause.rsplit_once(", ") {
        Some((_, last)) if !clause.ends_with(',') && !last.is_empty() => last,
        _ => clause.trim_end_matches(','),
    }
}

/// Whom a noun phrase names: a person of the cast, a pronoun, a name as written, or the phrase.
fn who(phrase: &str, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::En);
    let first_word = phrase.split([' ', ',']).next().unwrap_or_default();
    let all = names(phrase, Span::new(0, phrase.len()), rules);
    let person = |text: &str| cast.resolve(text, rules).filter(|e| matches!(e, Entity::Person(_)));
    let leads = all.first().filter(|name| phrase[name.span.end..].starts_with(',')).and_then(|name| person(name.text));
    let chosen = leads.or_else(|| all.iter().rev().find_map(|name| person(name.text)));
    if let Some(entity) = chosen {
        return Some(Speaker::Known(cast.name(entity).to_owned()));
    }
    if speech.pronouns.has_lower(first_word) || speech.plural_pronouns.has_lower(first_word) {
        return Some(Speaker::Pronoun);
    }
    let phrase = phrase.trim_matches([' ', ',']);
    let phrase = phrase.split(',').next().unwrap_or(phrase).trim();
    (!phrase.is_empty()).then(|| known(phrase, cast, rules))
}

/// The person whom a sentence is about: the first that it names, not in the possessive.
pub(super) fn subject_person(text: &str, field: Field, span: Span, cast: &Cast, _rules: &Rules) -> Option<Entity> {
    let named = cast.within(field, span);
    let people = || named.iter().filter(|a| matches!(a.entity, Entity::Person(_)));
    let possessive = |end: usize| words::is_possessive(&text[end..]);
    people().find(|a| !possessive(a.span.end)).or_else(|| people().next()).map(|a| a.entity)
}
