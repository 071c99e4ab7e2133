//! English names: capitalised words in a row that a title, an apposition, an age or a reporting verb
//! marks as a person; organisations by the last word of their name.

use std::collections::HashSet;

use super::{Cast, Entity};
use crate::article::{FieldText, Lang};
use crate::rules::Rules;
use crate::rules::attribution::Words;
use crate::span::Span;
use crate::text::words::{self, is_word};

/// A row of capitalised words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Name<'a> {
    pub(crate) text: &'a str,
    pub(crate) span: Span,
}

/// The rows of capitalised words in `span` of `text`, in order. A possessive 's ends one.
pub(crate) fn names<'a>(text: &'a str, span: Span, rules: &Rules) -> Vec<Name<'a>> {
    let mut names: Vec<Name<'a>> = Vec::new();
    let mut row: Option<Span> = None;
    let mut last_end = span.start;
    for word in words(text, span) {
        let core = word.of(text);
        let joined = row.is_some() && text[last_end..word.start].chars().all(|c| c == ' ');
        let initial = row.is_some_and(|r| r.end + 1 == last_end) && text[..last_end].ends_with('.');
        let capital = core.starts_with(char::is_uppercase) && !is_function_word(core, rules);
        if capital && (joined || initial) {
            row = row.map(|r| r.cover(word));
        } else if row.is_some() && joined && rules.entities.name_particles.has(core) {
            // only counts if a capital follows, which covers it
        } else {
            names.extend(row.take().map(|span| Name { text: span.of(text), span }));
            row = capital.then_some(word);
        }
        last_end = word.end;
        let possessive = words::is_possessive(&text[word.end..]);
        if possessive || text[word.end..].starts_with([',', ';', ':', ')', '"', '”']) {
            names.extend(row.take().map(|span| Name { text: span.of(text), span }));
        } else if text[word.end..].starts_with('.') && core.len() <= 2 {
            last_end = word.end + 1;
        }
    }
    names.extend(row.map(|span| Name { text: span.of(text), span }));
    names
}

/// Words with their inner hyphens and apostrophes, without a possessive 's.
pub(crate) fn words(text: &str, span: Span) -> impl Iterator<Item = Span> + '_ {
    let mut at = span.start;
    std::iter::from_fn(move || {
        let rest = &text[at..span.end];
        let start = at + rest.find(is_word)?;
        let inside = |c: char| is_word(c) || matches!(c, '-' | '\'' | '’' | '&');
        let len = text[start..span.end].find(|c| !inside(c)).unwrap_or(span.end - start);
        let raw = text[start..start + len].trim_end_matches(['-', '\'', '’', '&']);
        let core = raw.strip_suffix("'s").or_else(|| raw.strip_suffix("’s")).unwrap_or(raw);
        at = start + len;
        Some(Span::new(start, start + core.len()))
    })
}

/// A word that is capitalised only because it starts a sentence.
fn is_function_word(word: &str, rules: &Rules) -> bool {
    let speech = rules.attribution.of(Lang::En);
    let lower = word.to_lowercase();
    word.len() > 1
        && (speech.articles.has(&lower)
            || speech.small.has(&lower)
            || speech.boundaries.has(&lower)
            || speech.pronouns.has(&lower)
            || speech.plural_pronouns.has(&lower)
            || speech.adverbs.has(&lower))
}

/// Reads the people and organisations of a field.
pub(super) fn read(field: &FieldText, rules: &Rules, cast: &mut Cast) {
    let text = &field.text;
    let own = field.sentences.iter().filter(|s| s.zone.is_own() && !s.repeated);
    let names: Vec<Name<'_>> = own.flat_map(|sentence| names(text, sentence.span, rules)).collect();
    let alone = names.iter().filter(|name| !name.text.contains(' '));
    let called: HashSet<&str> = alone.filter(|name| speaks(text, name.span, rules)).map(|name| name.text).collect();
    for name in names {
        let full = without_title(name, rules);
        if !full.text.contains([' ', '-']) {
            continue;
        }
        if is_named_with(full.text, &rules.entities.english_organisations) {
            cast.note(full.text);
        } else if full.text.contains(' ') {
            let surname = surname(full.text);
            let person = full.span.start > name.span.start
                || called.contains(surname)
                || is_hyphenated(full.text)
                || has_apposition(text, full.span, rules)
                || behind_title(text, full.span, rules)
                || speaks(text, full.span, rules);
            if person {
                cast.meet(full.text, &[surname], None, "", None);
            }
        }
    }
}

/// Judge Carla Mendes → Carla Mendes.
fn without_title<'a>(name: Name<'a>, rules: &Rules) -> Name<'a> {
    let mut name = name;
    while let Some((first, rest)) = name.text.split_once(' ') {
        let title = rules.entities.address.has(first) || rules.entities.english_titles.has_lower(first);
        if !title || rest.is_empty() {
            break;
        }
        let start = name.span.start + first.len() + 1;
        name = Name { text: rest, span: Span::new(start, name.span.end) };
    }
    // Shortstop Myung Do-yun: what stands before two words of a Korean name is none
    let mut spaces = name.text.rmatch_indices(' ').map(|(at, _)| at);
    match (spaces.next(), spaces.next()) {
        (Some(_), Some(at)) if is_hyphenated(&name.text[at + 1..]) => {
            Name { text: &name.text[at + 1..], span: Span::new(name.span.start + at + 1, name.span.end) }
        }
        _ => name,
    }
}

/// The part that an article goes on with: the last word, or the first of Jung Ha-ram.
pub(crate) fn surname(full: &str) -> &str {
    let (first, last) = (full.split(' ').next().unwrap_or(full), full.rsplit(' ').next().unwrap_or(full));
    if is_hyphenated(full) { first } else { last }
}

/// Seo-yoon: a Korean or Chinese given name behind the surname.
fn is_hyphenated(full: &str) -> bool {
    let last = full.rsplit(' ').next().unwrap_or_default();
    full.matches(' ').count() == 1
        && last.split_once('-').is_some_and(|(a, b)| !a.is_empty() && b.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Whether the last word of a name is one of `words`.
pub(super) fn is_named_with(name: &str, words: &Words) -> bool {
    name.rsplit(' ').next().is_some_and(|last| words.has(last))
}

/// `, an analyst`, `, who runs`, `, 72,`, ` of Harbour Securities` is left to the verb.
fn has_apposition(text: &str, name: Span, rules: &Rules) -> bool {
    let Some(rest) = text[name.end..].strip_prefix(", ") else { return false };
    let word = words::leading(rest);
    let speech = rules.attribution.of(Lang::En);
    let window = &rest[..crate::extract::quotes::context::floor(rest, 60)];
    let described = speech.articles.has(word) && window.split([' ', ',']).any(|w| rules.entities.english_titles.has(w));
    speech.relatives.has(word) || described || word.bytes().all(|b| b.is_ascii_digit()) && (1..=3).contains(&word.len())
}

/// `founder Alan Whitcombe`, `His lead lawyer, Susan Adeyemi`.
fn behind_title(text: &str, name: Span, rules: &Rules) -> bool {
    let before = text[..name.start].trim_end_matches([' ', ',']);
    let word = before.rsplit(|c: char| !is_word(c) && c != '-').next().unwrap_or_default();
    rules.entities.english_titles.has_lower(word)
}

/// A reporting verb directly before or behind the name.
fn speaks(text: &str, name: Span, rules: &Rules) -> bool {
    let speech = rules.attribution.of(Lang::En);
    let word = words::trailing(text[..name.start].trim_end());
    let verb = |w: &str| speech.bare.starts(w).is_some_and(|(span, _)| span.end == w.len());
    let after = words::leading(text[name.end..].trim_start());
    verb(word) || verb(after) || rules.entities.address.has(word)
}

/// Whom `Mr Harding`, `chief executive Ruth Callaghan` or `Callaghan` means.
pub(super) fn resolve(cast: &Cast, phrase: &str, rules: &Rules) -> Option<Entity> {
    let names = names(phrase, Span::new(0, phrase.len()), rules);
    let find = |name: &Name<'_>| {
        let full = without_title(*name, rules).text;
        cast.named(full).or_else(|| cast.named(full.rsplit(' ').next()?))
    };
    let mut found = names.iter().rev().filter_map(find);
    let first = found.next();
    let person =
        first.filter(|e| matches!(e, Entity::Person(_))).or_else(|| found.find(|e| matches!(e, Entity::Person(_))));
    person.or(first)
}
