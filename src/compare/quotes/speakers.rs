//! Whether two quotations are given to the same speaker.

use super::side::QuoteSide;
use crate::article::{Lang, language};
use crate::compare::names::{self, Names};
use crate::resolve::cast::korean::is_organisation;
use crate::rules::Rules;
use crate::text::fold::folded;

/// What two speakers are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speakers {
    /// The same person or body.
    Same,
    /// One of them is not given, or one may speak for the other: 법원 and a judge.
    Unknown,
    /// Two different ones.
    Different,
}

/// Compares the speakers of two quotations.
pub(super) fn compare(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> Speakers {
    let (Some(x), Some(y)) = (a.speaker, b.speaker) else { return Speakers::Unknown };
    match names::compare(x, y) {
        Names::Same => return Speakers::Same,
        Names::Unknown => return Speakers::Unknown,
        Names::Different => {}
    }
    if speaks_for(a, y, rules) || speaks_for(b, x, rules) || is_generic(x, rules) || is_generic(y, rules) {
        return Speakers::Unknown;
    }
    match (is_person(x, a, rules), is_person(y, b, rules)) {
        (true, true) => Speakers::Different,
        // a person and a body or an unnamed official: somebody else, if the person's own body is known
        (true, false) if a.affiliation.is_some() => Speakers::Different,
        (false, true) if b.affiliation.is_some() => Speakers::Different,
        _ => Speakers::Unknown,
    }
}

/// Whether `other` names the organisation of the speaker: 삼성전자 측 beside its chairman.
fn speaks_for(side: &QuoteSide<'_>, other: &str, rules: &Rules) -> bool {
    let Some(own) = side.affiliation else { return false };
    let telling =
        |word: &str| word.chars().count() > 1 && !is_generic(word, rules) && !rules.entities.unnamed.has(word);
    let (own, other) = (folded(own), folded(other));
    own.split(' ').filter(|w| telling(w)).any(|w| other.contains(w))
        || other.split(' ').filter(|w| telling(w)).any(|w| own.contains(w))
}

/// A body under a common noun, which any of its people may speak for.
fn is_generic(name: &str, rules: &Rules) -> bool {
    rules.entities.bodies.has(name) || rules.entities.unnamed.has(name)
}

/// A person's name, as against a body or somebody unnamed.
fn is_person(name: &str, side: &QuoteSide<'_>, rules: &Rules) -> bool {
    if side.affiliation.is_some() {
        return true;
    }
    let e = &rules.entities;
    let last = name.rsplit(' ').next().unwrap_or(name);
    match language::detect(name) {
        Lang::Ko => {
            let unnamed =
                e.unnamed.suffix(last).is_some_and(|u| u.chars().count() > 1) || e.proxies.suffix(last).is_some();
            let title = name.contains(' ') && e.titles.has(last);
            !unnamed && !title && !is_organisation(last, rules) && !e.bodies.has(last) && e.singular(last).is_none()
        }
        Lang::En => {
            let first = name.split(' ').next().unwrap_or(name).to_lowercase();
            name.contains(' ')
                && !rules.attribution.of(Lang::En).boundaries.has(&first)
                && name.split(' ').all(|w| w.starts_with(char::is_uppercase))
                && !rules.entities.english_organisations.has(last)
        }
    }
}
