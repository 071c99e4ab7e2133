//! What stands for a name that was written before: 회사는, 이 은행은, the company, its, 그는.
//!
//! It means the subject of the nearest sentence that names something fitting, or what that sentence names alone, as
//! the centering of Grosz, Joshi and Weinstein (1995) has it; a noun that is pointed at (이 업체) means nothing where two
//! were named. Where nothing is clear, nothing is resolved.

use super::english::is_named_with;
use super::korean::ends_with;
use super::{Appearance, Cast, Entity};
use crate::article::{FieldText, Lang};
use crate::rules::Rules;
use crate::rules::anaphora::{Anaphor, Kind, Place};
use crate::span::Span;
use crate::text::words::{self, is_word};

/// So many sentences back a name may stand.
const REACH: usize = 3;

/// So many names of a sentence are kept in mind, so that a text of one long sentence takes time by its length.
const MENTIONS: usize = 64;

/// So many words may stand between a pointer and an English noun: the Seoul-based company.
const BETWEEN: usize = 2;

/// Finds what stands for names in a field, whose words start at `starts`, `named` being the names in it.
pub(super) fn find(
    field: &FieldText,
    lang: Lang,
    starts: &[usize],
    named: &[Appearance],
    cast: &Cast,
    rules: &Rules,
) -> Vec<Appearance> {
    let reader = Reader { field, lang, starts, cast, rules };
    let mut found = Vec::new();
    let mut heard: Vec<(usize, Vec<Mention>)> = Vec::new();
    for (at, sentence) in field.sentences.iter().enumerate() {
        if !sentence.zone.is_own() || sentence.repeated {
            continue;
        }
        heard.retain(|(before, _)| before + REACH >= at);
        let first = named.partition_point(|a| a.span.start < sentence.span.start);
        let last = named.partition_point(|a| a.span.start < sentence.span.end);
        let mut names = named[first..last].iter().peekable();
        heard.push((at, Vec::new()));
        for (span, anaphor) in reader.anaphora(sentence.span) {
            while let Some(name) = names.next_if(|name| name.span.start < span.start) {
                reader.hear(name.entity, name.span, &mut heard);
            }
            if let Some(entity) = reader.antecedent(anaphor, &heard) {
                found.push(Appearance { entity, field: field.field, span });
                reader.hear(entity, span, &mut heard);
            }
        }
        for name in names {
            reader.hear(name.entity, name.span, &mut heard);
        }
    }
    found
}

/// Somebody or something named in a sentence.
#[derive(Clone, Copy)]
struct Mention {
    entity: Entity,
    subject: bool,
}

struct Reader<'a> {
    field: &'a FieldText,
    lang: Lang,
    /// Where words start.
    starts: &'a [usize],
    cast: &'a Cast,
    rules: &'a Rules,
}

impl Reader<'_> {
    /// The nouns and pronouns of a sentence that may stand for a name.
    fn anaphora(&self, sentence: Span) -> impl Iterator<Item = (Span, Anaphor)> {
        let text = &self.field.text[..sentence.end];
        let first = self.starts.partition_point(|start| *start < sentence.start);
        let starts = self.starts[first..].iter().take_while(move |start| **start < sentence.end);
        starts.filter_map(move |&start| {
            let (length, anaphor) = self.rules.entities.anaphora.longest(&text[start..])?;
            let end = start + length;
            let stands = self.ends(anaphor, &text[end..]) && self.begins(anaphor, &text[sentence.start..start]);
            stands.then(|| (Span::new(start, end), anaphor))
        })
    }

    /// Whether what stands behind it leaves it a word of its own: a particle, no word that describes it.
    fn ends(&self, anaphor: Anaphor, rest: &str) -> bool {
        let glue = words::leading(rest);
        let speech = self.rules.attribution.of(self.lang);
        match self.lang {
            Lang::Ko if glue.is_empty() => anaphor.place != Place::Anywhere,
            Lang::Ko => speech.particles.has(glue),
            Lang::En => {
                let next = words::leading(rest.trim_start());
                !speech.relatives.has(next) && !speech.subordinators.has(next)
            }
        }
    }

    /// Whether what stands before it lets it point back.
    fn begins(&self, anaphor: Anaphor, before: &str) -> bool {
        let pointers = &self.rules.entities.anaphora.pointers;
        let mut words = before.split_whitespace().rev();
        let pointed = match self.lang {
            Lang::Ko => words.next().is_some_and(|word| pointers.has(word)),
            Lang::En => {
                words.take(BETWEEN + 1).take_while(|word| word.ends_with(is_word)).any(|w| pointers.has_lower(w))
            }
        };
        match anaphor.place {
            Place::Anywhere => true,
            Place::Opening => pointed || self.opens(before),
            Place::Pointed => pointed,
        }
    }

    /// Whether a sentence or clause begins behind `before`, an adverb aside: 이날 회사는.
    fn opens(&self, before: &str) -> bool {
        let speech = self.rules.attribution.of(self.lang);
        let before = before.trim_end();
        let last = before.split_whitespace().next_back().unwrap_or_default();
        !before.ends_with(is_word) || speech.adverbs.has(last)
    }

    fn hear(&self, entity: Entity, span: Span, heard: &mut [(usize, Vec<Mention>)]) {
        let Some((_, mentions)) = heard.last_mut().filter(|(_, mentions)| mentions.len() < MENTIONS) else { return };
        let subject = match self.lang {
            Lang::Ko => self.is_marked(span),
            Lang::En => !self.is_oblique(span) && !mentions.iter().any(|m| m.subject && alike(m.entity, entity)),
        };
        mentions.push(Mention { entity, subject });
    }

    /// Whether a particle makes it the subject of its clause.
    fn is_marked(&self, span: Span) -> bool {
        self.rules.judgement.marks_subject(words::leading(&self.field.text[span.end..]))
    }

    /// Whether it is in the possessive or behind a preposition.
    fn is_oblique(&self, span: Span) -> bool {
        let text = &self.field.text;
        let before = words::trailing(text[..span.start].trim_end());
        let possessive = words::is_possessive(&text[span.end..]);
        let speech = self.rules.attribution.of(Lang::En);
        possessive || (speech.small.has(before) && !speech.articles.has(before))
    }

    /// What an anaphor stands for, behind the sentences heard.
    fn antecedent(&self, anaphor: Anaphor, heard: &[(usize, Vec<Mention>)]) -> Option<Entity> {
        let kind = self.rules.entities.anaphora.kind(anaphor);
        let fitting = |mentions: &[Mention]| -> Vec<Mention> {
            mentions.iter().filter(|m| self.fits(kind, m.entity)).copied().collect()
        };
        let nearest = heard.iter().rev().map(|(_, mentions)| fitting(mentions)).find(|fitting| !fitting.is_empty())?;
        let subjects = nearest.iter().filter(|m| m.subject && anaphor.place != Place::Pointed);
        only(subjects.map(|m| m.entity)).or_else(|| only(nearest.iter().map(|m| m.entity)))
    }

    /// Whether it can be named so.
    fn fits(&self, kind: &Kind, entity: Entity) -> bool {
        let Entity::Organisation(_) = entity else { return matches!(kind, Kind::Person) };
        let name = self.cast.name(entity);
        let entities = &self.rules.entities;
        match kind {
            Kind::Person => false,
            Kind::Company => {
                !ends_with(name, &entities.institutions) && !is_named_with(name, &entities.english_institutions)
            }
            Kind::Named(words) => ends_with(name, words) || is_named_with(name, words),
        }
    }
}

/// Whether both are people, or both organisations.
fn alike(a: Entity, b: Entity) -> bool {
    matches!(a, Entity::Person(_)) == matches!(b, Entity::Person(_))
}

/// The one that all of them are, if there is one.
fn only(mut entities: impl Iterator<Item = Entity>) -> Option<Entity> {
    let first = entities.next()?;
    entities.all(|other| other == first).then_some(first)
}
