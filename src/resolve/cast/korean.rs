//! Korean names: beside a title (이재용 삼성전자 회장, 곽 전 회장), behind a role (배우 오세린), with an age
//! (차우림(24)); foreign names in Hangul (샘 올트먼) by the word that the article goes on with.

use super::{Cast, Entity};
use crate::article::{FieldText, Lang};
use crate::rules::Rules;
use crate::rules::attribution::Words;
use crate::rules::concepts::Hit;
use crate::span::Span;
use crate::text::hangul;
use crate::text::stems::follows;
use crate::text::words::{self, is_word};

/// How many words before a title are looked at.
const REACH: usize = 6;

/// How far around a foreign name its last word must stand again, in bytes.
const RECURS_WITHIN: usize = 6000;

/// An eojeol without its parenthesis, punctuation and particle.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Word<'a> {
    /// What is left: 최고경영자 of 최고경영자(CEO)가.
    pub(crate) core: &'a str,
    /// Where that stands.
    pub(crate) span: Span,
    /// What stands in its parenthesis: CEO, 24.
    pub(crate) gloss: Option<&'a str>,
    /// The particle behind the parenthesis; a particle right behind the core is still part of it.
    pub(crate) tail: &'a str,
    /// Punctuation separates it from the next word.
    pub(crate) breaks: bool,
}

impl<'a> Word<'a> {
    /// Stem and particle, when the core ends in one of `particles` that fits the sound before it.
    pub(crate) fn split(&self, particles: &Words, rules: &Rules) -> Option<(&'a str, &'a str)> {
        if !self.tail.is_empty() {
            return particles.has(self.tail).then_some((self.core, self.tail));
        }
        let ends =
            particles.suffixes(self.core).map(|particle| (&self.core[..self.core.len() - particle.len()], particle));
        ends.filter(|(stem, _)| !stem.is_empty()).find(|(stem, particle)| fits(stem, particle, rules))
    }

    /// An age in the parenthesis: (24), (38·여).
    fn has_age(&self, rules: &Rules) -> bool {
        self.gloss.is_some_and(|g| {
            let digits = g.bytes().take_while(u8::is_ascii_digit).count();
            let ends = |rest: &str| !rest.starts_with(is_word);
            let rest = &g[digits..];
            (1..=3).contains(&digits) && (ends(rest) || rules.entities.ages.prefix(rest, ends).is_some())
        })
    }
}

/// Whether the particle has the form that the sound before it asks for: 은 after a consonant, 는 after a vowel.
pub(crate) fn fits(stem: &str, particle: &str, rules: &Rules) -> bool {
    let known = rules.words.particles.of(particle).find(|(start, _)| *start == 0);
    let before = stem.chars().next_back();
    known.is_none_or(|(_, particle)| before.is_some_and(|c| follows(*particle, c)))
}

/// The words of `span` in `text`; a parenthesis belongs to the word that it stands behind.
pub(crate) fn words(text: &str, span: Span) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let rest = &text[at..span.end];
        let start = at + (rest.len() - rest.trim_start().len());
        if start >= span.end {
            break;
        }
        let end = start + eojeol_len(&text[start..span.end]);
        words.extend(word(text, Span::new(start, end)));
        at = end;
    }
    words
}

/// Up to the next white space outside a parenthesis (of at most 60 bytes).
fn eojeol_len(text: &str) -> usize {
    let mut open_at = None;
    // What may begin white space or a parenthesis; nearly all of the text does not.
    let telling = |b: u8| matches!(b, 9..=13 | b' ' | b'(' | b')' | 0xc2 | 0xe1..=0xe3);
    for at in (0..text.len()).filter(|&at| telling(text.as_bytes()[at])) {
        let Some(c) = text[at..].chars().next() else { break };
        match c {
            '(' => open_at = open_at.or(Some(at)),
            ')' => open_at = None,
            c if c.is_whitespace() && open_at.is_none_or(|open| at - open > 60) => return at,
            _ => {}
        }
    }
    text.len()
}

fn word(text: &str, span: Span) -> Option<Word<'_>> {
    let is_mark = |c: char| {
        matches!(c, '"' | '\'' | '“' | '”' | '‘' | '’' | '[' | ']' | '「' | '」' | '『' | '』' | '<' | '>' | '/')
    };
    let whole = span.of(text);
    let end_breaks = whole.ends_with([',', '.', '…', ':', ';', '!', '?', '·']);
    let opened = whole.trim_start_matches(is_mark);
    let raw = opened.trim_end_matches(|c| is_mark(c) || matches!(c, ',' | '.' | '…' | ':' | ';' | '!' | '?' | '·'));
    let (core, gloss, tail) = match (raw.find('('), raw.rfind(')')) {
        (Some(open), Some(close)) if open > 0 && open < close => {
            (&raw[..open], Some(&raw[open + 1..close]), &raw[close + 1..])
        }
        _ => (raw, None, ""),
    };
    let start = span.end - opened.len();
    let span = Span::new(start, start + core.len());
    (!core.is_empty()).then_some(Word { core, span, gloss, tail, breaks: end_breaks })
}

/// Reads the people and organisations of a field.
pub(super) fn read(field: &FieldText, rules: &Rules, cast: &mut Cast) {
    for sentence in field.sentences.iter().filter(|s| s.zone.is_own() && !s.repeated) {
        let words = words(&field.text, sentence.span);
        meet_all(&field.text, &words, rules, cast);
        for word in words.iter().filter(|w| w.gloss.is_some_and(|g| g.contains(' '))) {
            let inside = Span::new(word.span.end + 1, word.span.end + 1 + word.gloss.map_or(0, str::len));
            meet_all(&field.text, &self::words(&field.text, inside), rules, cast);
        }
    }
}

fn meet_all(text: &str, words: &[Word<'_>], rules: &Rules, cast: &mut Cast) {
    for (n, word) in words.iter().enumerate() {
        meet_with_title(text, words, n, rules, cast);
        if word.has_age(rules) && is_full_name(word.core, rules) {
            meet(cast, word.core, "", None, rules);
        }
        meet_behind_role(words, n, rules, cast);
        note_kind(words, n, rules, cast);
    }
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
    hits.iter().any(whole) || words.iter().any(|w| !w.is_content(word, &rules.words))
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
    let role = rules.entities.roles.suffix(words[n].core).filter(|r| r.chars().count() > 1);
    let (Some(role), false) = (role, words[n].breaks || !words[n].tail.is_empty()) else { return };
    let particles = &rules.attribution.of(Lang::Ko).subject;
    let name = match next.split(particles, rules) {
        Some((stem, _)) if is_full_name(stem, rules) && !is_organisation(stem, rules) => stem,
        _ => return,
    };
    meet(cast, name, role, None, rules);
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

/// Whom 이 회장, 곽 전 회장, 올트먼 CEO or 남기범 대표 means.
pub(super) fn resolve(cast: &Cast, phrase: &str, rules: &Rules) -> Option<Entity> {
    let words = words(phrase, Span::new(0, phrase.len()));
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

/// An organisation by the end of its name, or by Latin letters in it.
pub(crate) fn is_organisation(word: &str, rules: &Rules) -> bool {
    let by_end = rules.entities.organisations.suffix(word).is_some_and(|end| end.chars().count() > 1);
    by_end || word.bytes().any(|b| b.is_ascii_uppercase())
}

fn is_hangul(c: char) -> bool {
    hangul::is_syllable(c)
}
