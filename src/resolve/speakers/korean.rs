//! Korean: the subject before the quotation (… 소방서장은 "…"고 말했다), behind it ("…"고 말한 차우림은,
//! "…" 단장의 말이다), or the one who asks ('…느냐'는 특파원들의 질의에).

use super::{Attribution, Place, Speaker, known};
use crate::article::{Field, Lang};
use crate::extract::quotes::context;
use crate::resolve::cast::eojeol::{Word, words};
use crate::resolve::cast::korean::{before_title, is_full_name, is_organisation, title_of};
use crate::resolve::cast::{Cast, Entity};
use crate::rules::Rules;
use crate::rules::attribution::{Speech, Words};
use crate::span::Span;

/// What the sentence of a Korean quotation says about its speaker.
pub(super) fn attribute(place: &Place<'_>, cast: &Cast, rules: &Rules) -> Attribution {
    let speech = rules.attribution.of(Lang::Ko);
    let after = context::clause_start(place.after.of(place.text));
    let link = Link::of(after, speech);
    if let Some(question) = question(place, &link, cast, rules) {
        return question;
    }
    let cue = cue(after, &link, speech);
    let question = speech
        .asking
        .first(link.rest)
        .is_some_and(|(verb, _)| verb.end <= 60 && first_verb(link.rest, speech) == Some(verb));
    let speaker = subject_before(place, cast, rules)
        .or_else(|| subject_after(place, after, &link, cast, rules))
        .or_else(|| loose_subject(place, &link, cast, rules));
    Attribution { speaker, reported: cue.is_some() || link.found, cue, question }
}

/// What stands behind the closing mark: a particle that reports, and the rest.
struct Link<'a> {
    found: bool,
    adnominal: bool,
    rest: &'a str,
}

impl<'a> Link<'a> {
    fn of(after: &'a str, speech: &Speech) -> Self {
        let text = after.strip_prefix(' ').unwrap_or(after);
        let whole = |rest: &str| !rest.starts_with(char::is_alphanumeric);
        let quotative = speech
            .quotative
            .prefix(text, |rest| whole(rest) || speech.verbs.starts(rest).is_some())
            .unwrap_or_default();
        let adnominal = speech.adnominal.prefix(text, whole).unwrap_or_default();
        let longest = quotative.len().max(adnominal.len());
        Self { found: longest > 0, adnominal: adnominal.len() > quotative.len(), rest: &text[longest..] }
    }
}

fn first_verb(text: &str, speech: &Speech) -> Option<Span> {
    speech.verbs.first(text).map(|(span, _)| span)
}

/// The dictionary form of the verb that reports, or the noun that the utterance is called.
fn cue(after: &str, link: &Link<'_>, speech: &Speech) -> Option<String> {
    let rest = link.rest.trim_start();
    if link.found && !link.adnominal && speech.bare.starts(rest).is_some() {
        return speech.bare.starts(rest).map(|(_, base)| base.to_owned());
    }
    let verb = speech.verbs.first(after).map(|(_, base)| base.to_owned());
    verb.or_else(|| speech.nouns.first(after).map(|(_, noun)| noun.to_owned()))
}

/// '…'느냐는 한국 특파원들의 질의에: whose question it is.
fn question(place: &Place<'_>, link: &Link<'_>, cast: &Cast, rules: &Rules) -> Option<Attribution> {
    let speech = rules.attribution.of(Lang::Ko);
    let (noun, called) = speech.questions.first(link.rest).filter(|_| link.adnominal)?;
    let near = link.rest[..noun.start].trim();
    if near.split_whitespace().count() > 5 {
        return None;
    }
    let asker =
        without(near, &speech.genitive).map(|who| known(who.trim(), cast, rules)).or_else(|| asker(place, rules));
    let cue = Some(called.to_owned());
    Some(Attribution { speaker: Some(asker.unwrap_or(Speaker::Unknown)), cue, question: true, reported: true })
}

/// The journalists or listeners whom the sentence names before the question.
fn asker(place: &Place<'_>, rules: &Rules) -> Option<Speaker> {
    let clause = clause_before(place);
    let words = words(place.text, clause, rules);
    let particles = &rules.attribution.of(Lang::Ko).particles;
    let is_asker = |core: &str| rules.entities.askers.suffix(core).is_some_and(|a| a.chars().count() > 1);
    (0..words.len()).rev().find_map(|n| {
        let stem = words[n].split(particles, rules).map_or(words[n].core, |(stem, _)| stem);
        let head = [words[n].core, stem].into_iter().find(|core| is_asker(core))?;
        Some(Speaker::Known(phrase(before_title(&words, n, rules), head, rules)))
    })
}

/// The sentence up to the opening mark, from the end of the sentence or quotation before.
fn clause_before(place: &Place<'_>) -> Span {
    let clause = context::clause_end(place.before.of(place.text));
    Span::new(place.before.end - clause.len(), place.before.end)
}

/// `phrase` without one of `particles` at its end.
fn without<'a>(phrase: &'a str, particles: &Words) -> Option<&'a str> {
    particles.suffix(phrase).map(|particle| &phrase[..phrase.len() - particle.len()])
}

/// The subject before the quotation. What a topic particle marks goes before what 이/가 mark, unless
/// a clause ends in between.
fn subject_before(place: &Place<'_>, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let words = words(place.text, clause_before(place), rules);
    subject(&words, cast, rules).map(|(n, stem)| speaker(&words, n, stem, cast, rules))
}

/// The word that names the subject, and its stem.
fn subject<'a>(words: &[Word<'a>], cast: &Cast, rules: &Rules) -> Option<(usize, &'a str)> {
    let speech = rules.attribution.of(Lang::Ko);
    let mut plain = None;
    for (n, word) in words.iter().enumerate().rev() {
        let Some((stem, particle)) =
            word.split(&speech.subject, rules).filter(|(stem, _)| is_speaker(stem, word, cast, rules))
        else {
            continue;
        };
        if !speech.topic.has(particle) {
            plain = plain.or(Some((n, stem)));
            continue;
        }
        return match plain {
            Some((m, stem)) if words[n + 1..m].iter().any(|w| w.breaks) => Some((m, stem)),
            _ => Some((n, stem)),
        };
    }
    plain
}

/// Whether somebody who can speak is called so.
fn is_speaker(stem: &str, word: &Word<'_>, cast: &Cast, rules: &Rules) -> bool {
    let speech = rules.attribution.of(Lang::Ko);
    let e = &rules.entities;
    let bare = Word { core: stem, tail: "", ..*word };
    let unnamed = e.unnamed.suffix(stem).is_some_and(|u| u == stem || u.chars().count() > 1);
    let unsaid = e.without_honorific(stem).is_some();
    let many = e.singular(stem).is_some_and(|one| {
        one.chars().count() > 1 && (e.unnamed.suffix(one).is_some() || e.roles.suffix(one).is_some())
    });
    speech.pronouns.has(stem)
        || speech.plural_pronouns.has(stem)
        || cast.named(stem).is_some()
        || title_of(&bare, rules).is_some()
        || e.bodies.has(stem)
        || unnamed
        || many
        || unsaid
        || e.proxies.suffix(stem).is_some()
        || is_organisation(stem, rules)
}

/// The speaker whom the word `words[n]` names, with the words before it.
fn speaker(words: &[Word<'_>], n: usize, stem: &str, cast: &Cast, rules: &Rules) -> Speaker {
    let speech = rules.attribution.of(Lang::Ko);
    if speech.pronouns.has(stem) || speech.plural_pronouns.has(stem) {
        return Speaker::Pronoun;
    }
    let phrase = phrase(before_title(words, n, rules), stem, rules);
    known(&phrase, cast, rules)
}

/// The phrase of a speaker: for a name left unsaid only the name (김모 씨), else all of it.
fn phrase(left: &[Word<'_>], head: &str, rules: &Rules) -> String {
    let is_unsaid = |w: &&Word<'_>| is_full_name(w.core, rules) && rules.entities.unsaid.suffix(w.core).is_some();
    let from = left.iter().rposition(|w| is_unsaid(&w)).unwrap_or_else(|| {
        let determiner = left.iter().rposition(|w| rules.entities.determiners.has(w.core));
        determiner.unwrap_or(0)
    });
    if let Some(name) = rules.entities.without_honorific(head).filter(|name| is_full_name(name, rules)) {
        return rules.entities.addressed(name);
    }
    let mut parts: Vec<&str> = left[from..].iter().map(|w| w.core).collect();
    parts.push(head);
    parts.join(" ")
}

/// The speaker behind the quotation.
fn subject_after(place: &Place<'_>, after: &str, link: &Link<'_>, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let base = place.after.start + (after.len() - link.rest.len());
    let words = words(place.text, Span::new(base, place.after.start + after.len()), rules);
    owner(&words, cast, rules)
        .or_else(|| relative(&words, link, cast, rules))
        .or_else(|| inverted(&words, link, cast, rules))
}

/// “…” 로엔 단장의 말이다; “…”는 게 회사 측 설명이다.
fn owner(words: &[Word<'_>], cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::Ko);
    let (last, rest) = words.split_last()?;
    let (noun, _) = speech.nouns.starts(last.core)?;
    speech.copula.prefix(&last.core[noun.end..], |_| true)?;
    let (head, _) = rest.split_last()?;
    let stem = without(head.core, &speech.genitive).unwrap_or(head.core);
    let bare = Word { core: stem, tail: "", ..*head };
    is_speaker(stem, &bare, cast, rules).then(|| speaker(words, rest.len() - 1, stem, cast, rules))
}

/// “…”고 말한 차우림은: a reporting verb in its adnominal form, then the speaker.
fn relative(words: &[Word<'_>], link: &Link<'_>, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::Ko);
    let verb = words
        .iter()
        .take(4)
        .position(|w| speech.verbs.starts(w.core).is_some() || speech.bare.starts(w.core).is_some())?;
    if !link.found || !has_adnominal_ending(words[verb].core) {
        return None;
    }
    let behind = &words[verb + 1..words.len().min(verb + 8)];
    let (n, stem) = behind.iter().enumerate().find_map(|(n, word)| {
        let (stem, _) = word.split(&speech.particles, rules)?;
        (is_speaker(stem, word, cast, rules) || is_full_name(stem, rules)).then_some((n, stem))
    })?;
    Some(speaker(behind, n, stem, cast, rules))
}

/// Whether a verb form ends in a syllable closed by ㄴ: 말한, 밝힌.
fn has_adnominal_ending(verb: &str) -> bool {
    let syllable = verb.chars().next_back().map_or(0, u32::from);
    (0xAC00..=0xD7A3).contains(&syllable) && (syllable - 0xAC00) % 28 == 4
}

/// “…”라고 트럼프가 말했다; “…” 하멜이 덧붙였다.
fn inverted(words: &[Word<'_>], link: &Link<'_>, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::Ko);
    let verb = words
        .iter()
        .position(|w| speech.verbs.starts(w.core).is_some() || (link.found && speech.bare.starts(w.core).is_some()))?;
    let before = &words[..verb];
    if let Some((n, stem)) = subject(before, cast, rules) {
        return Some(speaker(before, n, stem, cast, rules));
    }
    let (n, stem) = before.iter().enumerate().find_map(|(n, w)| Some((n, w.split(&speech.subject, rules)?.0)))?;
    (n < 3 && !speech.adverbs.has(stem)).then(|| speaker(before, n, stem, cast, rules))
}

/// A topic that nothing but its particle marks as the speaker: 오세린은 “…”고 했다.
fn loose_subject(place: &Place<'_>, link: &Link<'_>, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::Ko);
    if !link.found || link.adnominal {
        return None;
    }
    let words = words(place.text, clause_before(place), rules);
    let topic = words.iter().enumerate().find_map(|(n, word)| {
        let (stem, particle) = word.split(&speech.subject, rules)?;
        let name = speech.topic.has(particle) || is_full_name(stem, rules);
        (name && !speech.also.has(particle) && stem.chars().count() > 1 && !speech.adverbs.has(stem))
            .then_some((n, stem))
    });
    topic.map(|(n, stem)| match cast.named(stem) {
        Some(entity) => Speaker::Known(cast.name(entity).to_owned()),
        None if is_full_name(stem, rules) => Speaker::Known(stem.to_owned()),
        None => speaker(&words, n, stem, cast, rules),
    })
}

/// The person whom a sentence is about: the one that a subject particle marks, the last of them.
pub(super) fn subject_person(text: &str, field: Field, span: Span, cast: &Cast, rules: &Rules) -> Option<Entity> {
    let subject = &rules.attribution.of(Lang::Ko).subject;
    let named = cast.within(field, span);
    let marked = named.iter().rev().find(|a| {
        let rest = &text[a.span.end..span.end];
        let word = &rest[..rest.find(|c: char| c.is_whitespace()).unwrap_or(rest.len())];
        matches!(a.entity, Entity::Person(_)) && (subject.has(word) || titled_subject(rest, rules))
    });
    marked.map(|a| a.entity)
}

/// ` CEO는`, ` 삼성전자 회장이`: up to the title, then a subject particle.
fn titled_subject(rest: &str, rules: &Rules) -> bool {
    let subject = &rules.attribution.of(Lang::Ko).subject;
    let words = rest.split_whitespace().take(4);
    let mut marked = words.filter_map(|w| subject.suffix(w).map(|p| &w[..w.len() - p.len()]));
    marked.next().is_some_and(|stem| rules.entities.titles.suffix(stem).is_some())
}
