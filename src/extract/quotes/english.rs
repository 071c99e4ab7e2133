//! What is a quotation in English: by punctuation inside and before the marks, a reporting verb, and
//! the form of a sentence.

use super::context::{Context, floor};
use super::marks::Class;
use crate::rules::attribution::Speech;

/// The rule by which the marked words are a quotation, if they are one.
pub(super) fn judge(context: &Context<'_>, speech: &Speech) -> Option<&'static str> {
    let inner = context.inner().trim();
    let words = inner.split_whitespace().count();
    let before = context.clause_before().trim_end();
    let after = context.clause_after();
    let title = is_title(inner, speech);
    let verb_after = attributes(after, speech);
    let closed = inner.ends_with([',', '.', '?', '!', '—', '–']) || after.starts_with([',', '.']) && verb_after;
    if closed && verb_after && (words > 1 || !title) {
        return Some("quote.comma-verb");
    }
    if title || names(before, speech) {
        return None;
    }
    if words > 1 && introduced(before, speech) {
        return Some("quote.introduced");
    }
    let sentence = words > 1 && inner.starts_with(|c: char| !c.is_lowercase()) && inner.ends_with(['.', '?', '!', ',']);
    if sentence && (context.class() == Class::Double || verb_after) {
        return Some("quote.sentence");
    }
    let reported =
        speech.verbs.any(before) || speech.verbs.any(after) || speech.sources.any(before) || speech.sources.any(after);
    let least = if inner.ends_with(['.', ',', '?', '!']) { 2 } else { 3 };
    if words >= least && reported {
        return Some("quote.partial");
    }
    (context.headline && words > 3).then_some("quote.headline")
}

/// Whether what follows says who spoke: `said X`, `, X said`, `X told`, `according to X`.
pub(crate) fn attributes(after: &str, speech: &Speech) -> bool {
    let text = after.trim_start_matches([',', '.', ' ', '—', '-', '–']);
    if speech.verbs.starts(text).is_some() || speech.sources.starts(text).is_some() {
        return true;
    }
    speech.verbs.first(text).is_some_and(|(verb, _)| text[..verb.start].split_whitespace().count() <= 14)
}

/// A reporting verb directly before the marks, with or without `that`, comma or colon.
fn introduced(before: &str, speech: &Speech) -> bool {
    let before = before.trim_end_matches([',', ':', ' ']);
    let before = before.strip_suffix(" that").unwrap_or(before);
    let word = before.rsplit(' ').next().unwrap_or_default();
    speech.bare.starts(word).is_some_and(|(span, _)| span.end == word.len())
}

/// A word that introduces a name: so-called, titled.
fn names(before: &str, speech: &Speech) -> bool {
    let tail = &before[floor(before, before.len().saturating_sub(24))..];
    speech.naming.find(tail).any(|(span, _)| span.end == tail.len())
}

/// Whether every word but the small ones starts with a capital or a digit, as in a title.
fn is_title(inner: &str, speech: &Speech) -> bool {
    let inner = inner.trim_end_matches([',', '.']);
    let mut words = inner.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()));
    !inner.ends_with(['?', '!'])
        && words
            .all(|w| w.is_empty() || w.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) || speech.small.has(w))
}
