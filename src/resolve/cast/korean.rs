//! Korean names: beside a title (이재용 삼성전자 회장, 곽 전 회장), behind a role (배우 오세린), with an age
//! (차우림(24)); foreign names in Hangul (샘 올트먼) by the word that the article goes on with.

use super::eojeol::{self, Word, fits};
use super::{Cast, Entity};
use crate::article::{FieldText, Lang};
use crate::rules::Rules;
use crate::rules::attribution::Words;
use crate::rules::concepts::Hit;
use crate::span::Span;
use crate::text::hangul;
use crate::text::words::{self, is_word};

/// How many words before a title are looked at.
const REACH: usize = 6;

/// How far around a foreign name its last word must stand again, in bytes.
const RECURS_WITHIN: usize = 6000;

/// Reads the people and organisations of a field.
pub(super) fn read(field: &FieldText, rules: &Rules, cast: &mut Cast) {
    let mut words = Vec::new();
    for sentence in field.sentences.iter().filter(|s| s.zone.is_own() && !s.repeated) {
        eojeol::words_into(&mut words, &field.text, sentence.span, rules);
        meet_all(&field.text, &words, rules, cast);
        for word in words.iter().filter(|w| w.gloss.is_some_and(|g| g.contains(' '))) {
            let inside = Span::new(word.span.end + 1, word.span.end + 1 + word.gloss.map_or(0, str::len));
            meet_all(&field.text, &eojeol::words(&field.text, inside, rules), rules, cast);
        }
    }
}

fn meet_all(text: &str, words: &[Word<'_>], rules: &Rules, cast: &mut Cast) {
    for (n, word) in words.iter().enumerate().filter(|(_, word)| word.notable) {
        meet_with_title(text, words, n, rules, cast);
        if word.has_age(rules) && is_full_name(word.core, rules) {
            meet(cast, word.core, "", None, rules);
        }
        meet_behind_role(words, n, rules, cast);
        note_kind(words, n, rules, cast);
        note_by_name(word, rules, cast);
    }
}

/// Whether a word may tell, with those around it, that somebody or something is named.
pub(super) fn is_notable(word: &Word<'_>, rules: &Rules) -> bool {
    title_of(word, rules).is_some()
        || word.has_age(rules)
        || role_of(word, rules).is_some()
        || rules.entities.kinds.has(word.core)
        || organisation_of(word, rules).is_some()
}

/// A name before the title at `words[n]`.
fn meet_with_title(text: &str, words: &[Word<'_>], n: usize, rules: &Rules, cast: &mut Cast) {
    let Some((title, whole)) = title_of(&words[n], rules) else { return };
    let left = before_title(words, n, rules);
    let Some(named) = name_before(text, left, rules) else { return };
    let beside = if named.count < left.len() { &left[named.count..] } else { &left[..named.start] };
    let affiliation = without_modifiers(beside, rules).map(|span| span.of(text));
    let compound = whole.strip_suffix(title).filter(|org| org.chars().count() > 1);
    let affiliation = affiliation.or(compound);
    meet(cast, named.name, whole, affiliation, rules);
    if let Some(gloss) = words[n].gloss.filter(|g| rules.entities.titles.has(g)) {
        meet(cast, named.name, gloss, None, rules);
    }
    if let Some(affiliation) = affiliation.filter(|a| is_organisation(a, rules)) {
        cast.note(affiliation);
    }
}

fn meet(cast: &mut Cast, name: &str, title: &str, affiliation: Option<&str>, rules: &Rules) {
    match name.rsplit_once(' ') {
        Some((_, last)) => cast.meet(name, &[last], None, title, affiliation),
        None if rules.entities.unsaid.suffix(name).is_some() => {
            let addressed = rules.entities.addressed(name);
            cast.meet(&addressed, &[name, &addressed.replace(' ', "")], None, title, affiliation);
        }
        None if is_common_noun(name, rules) => {}
        None => cast.meet(name, &[], surname_of(name, rules), title, affiliation),
    }
}

/// A word that looks like a name but means something: 지지율, and 이상은 of 60대 이상은.
fn is_common_noun(word: &str, rules: &Rules) -> bool {
    let words = words::split(word, &rules.words);
    let mut hits = Vec::new();
    rules.concepts.find_in(word, &words, &rules.words, &mut hits);
    let whole = |hit: &Hit| hit.span.start == 0 && words.iter().any(|w| w.stem.end <= hit.span.end);
    hits.iter().any(whole) || words.iter().any(|w| !w.content)
}

/// What the words cover, without 전 or 신임 at either end.
fn without_modifiers(words: &[Word<'_>], rules: &Rules) -> Option<Span> {
    let telling = |w: &Word<'_>| !rules.entities.modifiers.has(w.core);
    let (first, last) = (words.iter().position(telling)?, words.iter().rposition(telling)?);
    Some(words[first].span.cover(words[last].span))
}

/// The title that a word ends in, and the whole word without its particle: 장 and 서암소방서장.
pub(crate) fn title_of<'a>(word: &Word<'a>, rules: &Rules) -> Option<(&'a str, &'a str)> {
    let titles = &rules.entities.titles;
    let of = |core: &'a str| {
        let title = titles.suffix(core)?;
        let alone = title.chars().nth(1).is_none();
        (!alone || title == core).then_some((title, core))
    };
    of(word.core).or_else(|| of(word.split(&rules.attribution.of(Lang::Ko).particles, rules)?.0))
}

/// The words before a title that may belong to it: no particle, no comma between.
pub(crate) fn before_title<'a, 'w>(words: &'w [Word<'a>], n: usize, rules: &Rules) -> &'w [Word<'a>] {
    let mut start = n;
    while start > 0 && n - start < REACH && !words[start - 1].breaks && !ends_phrase(&words[start - 1], rules) {
        start -= 1;
    }
    &words[start..n]
}

/// Whether the word can't belong to the phrase that follows it: it bears a particle or a verb's
/// ending, or tells a time.
pub(crate) fn ends_phrase(word: &Word<'_>, rules: &Rules) -> bool {
    let speech = rules.attribution.of(Lang::Ko);
    if !word.tail.is_empty() {
        return true;
    }
    if speech.adverbs.has(word.core) || word.core.starts_with(|c: char| c.is_ascii_digit()) {
        return true;
    }
    if rules.entities.determiners.has(word.core) {
        return false;
    }
    if is_organisation(word.core, rules) {
        return false;
    }
    let mut endings = speech.boundaries.suffixes(word.core).map(|e| (&word.core[..word.core.len() - e.len()], e));
    let Some((stem, ending)) = endings.find(|(stem, ending)| !stem.is_empty() && fits(stem, ending, rules)) else {
        return false;
    };
    !is_full_name(word.core, rules) || is_common(stem, rules) || speech.verbal.has(ending)
}

/// A name at the head of the words before a title.
struct Named<'a> {
    name: &'a str,
    /// The first of the words that it takes.
    start: usize,
    /// How many of the words it takes, with whatever stands before it.
    count: usize,
}

fn name_before<'a>(text: &'a str, left: &[Word<'a>], rules: &Rules) -> Option<Named<'a>> {
    let full = |w: &Word<'_>| is_full_name(w.core, rules) && !is_organisation(w.core, rules);
    if let Some(at) = left.iter().position(|w| w.has_age(rules) && is_full_name(w.core, rules)) {
        return Some(Named { name: left[at].core, start: at, count: at + 1 });
    }
    if let Some(at) = left.iter().position(full) {
        return Some(Named { name: left[at].core, start: at, count: at + 1 });
    }
    foreign_before(text, left, rules)
}

/// Two Hangul words that are no organisation: 샘 올트먼. With nothing behind them but the title, the
/// last word must stand alone elsewhere, or have a syllable that no Korean name has.
fn foreign_before<'a>(text: &'a str, left: &[Word<'a>], rules: &Rules) -> Option<Named<'a>> {
    let kept = left.iter().rposition(|w| !rules.entities.modifiers.has(w.core))? + 1;
    let left = &left[..kept];
    let plain = |w: &Word<'_>| {
        w.core.chars().all(is_hangul)
            && !is_common(w.core, rules)
            && !is_organisation(w.core, rules)
            && !rules.entities.titles.has(w.core)
    };
    let start = left.iter().position(plain)?;
    let [first, last, ..] = &left[start..] else { return None };
    let pair = plain(last) && !first.breaks;
    let span = first.span.cover(last.span);
    let named = Named { name: span.of(text), start, count: start + 2 };
    let foreign = || last.core.chars().any(|c| !rules.entities.given.contains(&c));
    (pair && (left.len() > start + 2 || foreign() || recurs(text, last))).then_some(named)
}

/// Whether the word begins another eojeol nearby.
fn recurs(text: &str, word: &Word<'_>) -> bool {
    let floor = crate::extract::quotes::context::floor;
    let window =
        &text[floor(text, word.span.start.saturating_sub(RECURS_WITHIN))..floor(text, word.span.end + RECURS_WITHIN)];
    let starts = |at: usize| !window[..at].chars().next_back().is_some_and(is_word);
    memchr::memmem::find_iter(window.as_bytes(), word.core.as_bytes()).filter(|&at| starts(at)).nth(1).is_some()
}

/// 배우 오세린은, 공격수 차우림(24)이, 직원 김모(43) 씨.
fn meet_behind_role(words: &[Word<'_>], n: usize, rules: &Rules, cast: &mut Cast) {
    let Some(next) = words.get(n + 1) else { return };
    let (Some(role), false) = (role_of(&words[n], rules), words[n].breaks || !words[n].tail.is_empty()) else { return };
    let particles = &rules.attribution.of(Lang::Ko).subject;
    let name = match next.split(particles, rules) {
        Some((stem, _)) if is_full_name(stem, rules) && !is_organisation(stem, rules) => stem,
        _ => return,
    };
    meet(cast, name, role, None, rules);
}

/// The role that a word ends in.
fn role_of<'a>(word: &Word<'a>, rules: &Rules) -> Option<&'a str> {
    rules.entities.roles.suffix(word.core).filter(|role| role.chars().count() > 1)
}

/// 물류로봇 스타트업 모션그리드가: the kind before the name.
fn note_kind(words: &[Word<'_>], n: usize, rules: &Rules, cast: &mut Cast) {
    let kind = rules.entities.kinds.has(words[n].core) && !words[n].breaks;
    let (true, Some(next)) = (kind, words.get(n + 1)) else { return };
    let particles = &rules.attribution.of(Lang::Ko).particles;
    if let Some((stem, _)) = next.split(particles, rules)
        && stem.chars().count() > 2
        && !is_common(stem, rules)
    {
        cast.note(stem);
    }
}

/// 새솔은행은, 가람항공의: what acts under a name that ends as those of organisations do.
fn note_by_name(word: &Word<'_>, rules: &Rules, cast: &mut Cast) {
    if let Some(name) = organisation_of(word, rules).filter(|name| !is_common_noun(name, rules)) {
        cast.note(name);
    }
}

/// The name of an organisation that a word consists of, but for a particle.
fn organisation_of<'a>(word: &Word<'a>, rules: &Rules) -> Option<&'a str> {
    let (stem, _) = word.split(&rules.attribution.of(Lang::Ko).particles, rules)?;
    let named = ends_with(stem, &rules.entities.organisations) && !is_common(stem, rules);
    (named && stem.chars().all(is_word)).then_some(stem)
}

/// Whom 이 회장, 곽 전 회장, 올트먼 CEO or 남기범 대표 means.
pub(super) fn resolve(cast: &Cast, phrase: &str, rules: &Rules) -> Option<Entity> {
    let words = eojeol::words(phrase, Span::new(0, phrase.len()), rules);
    let (last, rest) = words.split_last()?;
    if let Some(entity) = cast.named(last.core) {
        return Some(entity);
    }
    let (title, whole) = title_of(last, rules)?;
    let rest = &rest[..=rest.iter().rposition(|w| !rules.entities.modifiers.has(w.core))?];
    if let [surname] = rest
        && rules.entities.surnames.has(surname.core)
    {
        return cast.by_surname(surname.core, whole).or_else(|| cast.by_surname(surname.core, title));
    }
    let bears_name = |w: &&Word<'_>| matches!(cast.named(w.core), Some(Entity::Person(_)));
    let person = rest.iter().rev().find(bears_name).and_then(|w| cast.named(w.core));
    person.or_else(|| {
        let mut pairs = rest.windows(2).map(|pair| pair[0].span.cover(pair[1].span));
        pairs.find_map(|span| cast.named(span.of(phrase)))
    })
}

/// A surname and one or two more syllables, or a name left unsaid: 남궁현, 김모.
pub(crate) fn is_full_name(word: &str, rules: &Rules) -> bool {
    let Some(surname) = surname_of(word, rules) else { return false };
    let given = &word[surname.len()..];
    if rules.entities.unsaid.has(given) {
        return true;
    }
    let syllables = given.chars().count();
    let fits = syllables == 2 || (syllables == 1 && surname.chars().count() == 2);
    fits && given.chars().all(|c| rules.entities.given.contains(&c))
        && !rules.entities.places.has(word)
        && !rules.entities.titles.has(word)
        && !is_common(word, rules)
}

/// The surname that a Hangul word begins with, the longest first.
fn surname_of<'a>(word: &'a str, rules: &Rules) -> Option<&'a str> {
    let hangul = word.chars().all(is_hangul);
    let length = word.chars().count();
    (hangul && (2..=5).contains(&length))
        .then(|| rules.entities.surnames.prefix(word, |rest| !rest.is_empty()))
        .flatten()
}

/// A common noun that could pass for a name.
fn is_common(word: &str, rules: &Rules) -> bool {
    let e = &rules.entities;
    e.bodies.has(word)
        || e.kinds.has(word)
        || e.places.has(word)
        || e.roles.has(word)
        || e.unnamed.has(word)
        || rules.attribution.of(Lang::Ko).adverbs.has(word)
}

/// Whether a name ends in one of `endings` that tells: no single syllable, and not all of it.
pub(super) fn ends_with(name: &str, endings: &Words) -> bool {
    endings.suffix(name).is_some_and(|end| end.chars().nth(1).is_some() && end.len() < name.len())
}

/// An organisation by the end of its name, or by Latin letters in it.
pub(crate) fn is_organisation(word: &str, rules: &Rules) -> bool {
    let by_end = rules.entities.organisations.suffix(word).is_some_and(|end| end.chars().nth(1).is_some());
    by_end || word.bytes().any(|b| b.is_ascii_uppercase())
}

fn is_hangul(c: char) -> bool {
    hangul::is_syllable(c)
}
