//! The cast of an article: the people and organisations that it names, so that 올트먼 CEO, 그는 and
//! the company find the name that was written in full.
//!
//! A person is known by the form of a name beside a title, a role, an age or an apposition, never by
//! a list of people. Everything is read once, in the order of the text, and looked up by name.

use smol_str::SmolStr;

use crate::article::{Article, Field, FieldText, Lang};
use crate::rules::Rules;
use crate::span::Span;
use crate::text::forms::Forms;
use crate::text::hash::Map;
use crate::text::words;

mod anaphora;
pub mod english;
pub(crate) mod eojeol;
pub mod korean;
#[cfg(test)]
mod tests;

/// Of people with one surname, so many are told apart by their titles: the last ones named.
const NAMESAKES: usize = 64;
/// Longer names, in bytes, are not looked for.
const LONGEST_NAME: usize = 96;
/// So many titles of one person are kept.
const TITLES: usize = 16;

/// A person of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name, without title: 샘 올트먼.
    pub name: SmolStr,
    /// Other forms that mean the same person: 올트먼, Callaghan.
    pub aliases: Vec<SmolStr>,
    /// Titles written with the name: 최고경영자, CEO, chief executive.
    pub titles: Vec<SmolStr>,
    /// Organisation written between name and title, or with the title: 오픈AI.
    pub affiliation: Option<SmolStr>,
}

/// An organisation of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// As first written.
    pub name: SmolStr,
}

/// One of the cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entity {
    /// Index into [`Cast::people`].
    Person(usize),
    /// Index into [`Cast::organisations`].
    Organisation(usize),
}

/// Where somebody or something of the cast is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Who.
    pub entity: Entity,
    /// The field that the span counts from.
    pub field: Field,
    /// The name as written there, title left out, or what stands for it.
    pub span: Span,
}

/// The people and organisations of an article.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// In the order of their first appearance with a full name.
    pub people: Vec<Person>,
    /// In the order of their first appearance.
    pub organisations: Vec<Organisation>,
    /// By field and position.
    pub appearances: Vec<Appearance>,
    /// Every form of a name.
    forms: Map<SmolStr, Entity>,
    /// Korean people by the surname alone, in the order of [`Cast::people`].
    surnames: Map<SmolStr, Vec<usize>>,
}

/// Reads the cast of an article.
pub fn read(article: &Article, rules: &Rules) -> Cast {
    let starts: Vec<Vec<usize>> = article.fields.iter().map(|field| words::starts(&field.text)).collect();
    read_with(article, starts.iter().map(Vec::as_slice), rules)
}

/// The same for who knows where the words of each field start.
pub(super) fn read_with<'a>(article: &Article, starts: impl Iterator<Item = &'a [usize]>, rules: &Rules) -> Cast {
    let mut cast = Cast::default();
    // the body first: it writes names in full, a headline does not
    for field in article.fields.iter().rev() {
        match article.lang {
            Lang::Ko => korean::read(field, rules, &mut cast),
            Lang::En => english::read(field, rules, &mut cast),
        }
    }
    cast.appearances = appearances(article, starts, &cast, rules);
    cast
}

impl Cast {
    /// The full name.
    pub fn name(&self, entity: Entity) -> &str {
        match entity {
            Entity::Person(index) => &self.people[index].name,
            Entity::Organisation(index) => &self.organisations[index].name,
        }
    }

    /// The word of the name that an article goes on with: of a person the surname, of an organisation the first.
    pub fn short(&self, entity: Entity) -> &str {
        let name = self.name(entity);
        match entity {
            Entity::Person(_) => english::surname(name),
            Entity::Organisation(_) => name.split(' ').next().unwrap_or(name),
        }
    }

    /// Who is called exactly `form`: a full name, or the part of it that the article goes on with.
    pub fn named(&self, form: &str) -> Option<Entity> {
        self.forms.get(form).copied()
    }

    /// Whom a noun phrase means: 올트먼 CEO, 이 회장, 곽 전 회장, Mr Harding, chief executive Ruth Callaghan.
    pub fn resolve(&self, phrase: &str, rules: &Rules) -> Option<Entity> {
        let phrase = phrase.trim();
        let found = self.named(phrase).or_else(|| korean::resolve(self, phrase, rules));
        found.or_else(|| english::resolve(self, phrase, rules))
    }

    /// Who is named within `span` of `field`, in order.
    pub fn within(&self, field: Field, span: Span) -> &[Appearance] {
        let at = self.appearances.partition_point(|a| (a.field, a.span.start) < (field, span.start));
        let len = self.appearances[at..].partition_point(|a| a.field == field && a.span.end <= span.end);
        &self.appearances[at..at + len]
    }

    /// Who is named, or meant, by a word at `span` of `field`, or by words that it is one of.
    pub fn at(&self, field: Field, span: Span) -> Option<Entity> {
        let at = self.appearances.partition_point(|a| (a.field, a.span.end) <= (field, span.start));
        self.appearances.get(at).filter(|a| a.field == field && a.span.start < span.end).map(|a| a.entity)
    }

    /// The person of that surname whom a title means: the one who bears the title, else the last one named.
    pub(crate) fn by_surname(&self, surname: &str, title: &str) -> Option<Entity> {
        let people = self.surnames.get(surname)?;
        let bears = |&&index: &&usize| {
            let titles = &self.people[index].titles;
            titles.iter().any(|t| t.ends_with(title) || title.ends_with(t.as_str()))
        };
        let recent = &people[people.len().saturating_sub(NAMESAKES)..];
        recent.iter().find(bears).or_else(|| recent.last()).map(|&index| Entity::Person(index))
    }

    /// Adds a person, or what is newly known about one.
    fn meet(&mut self, name: &str, aliases: &[&str], surname: Option<&str>, title: &str, affiliation: Option<&str>) {
        let index = match self.forms.get(name) {
            Some(Entity::Person(index)) => *index,
            _ => {
                let person = Person { name: name.into(), aliases: Vec::new(), titles: Vec::new(), affiliation: None };
                self.people.push(person);
                let index = self.people.len() - 1;
                self.forms.insert(name.into(), Entity::Person(index));
                if let Some(surname) = surname {
                    self.surnames.entry(surname.into()).or_default().push(index);
                }
                index
            }
        };
        for alias in aliases {
            if !self.forms.contains_key(*alias) {
                self.forms.insert((*alias).into(), Entity::Person(index));
                self.people[index].aliases.push((*alias).into());
            }
        }
        let person = &mut self.people[index];
        let known = person.titles.len() >= TITLES || person.titles.iter().any(|t| t == title);
        if !title.is_empty() && !known {
            person.titles.push(title.into());
        }
        if person.affiliation.is_none() {
            person.affiliation = affiliation.map(SmolStr::from);
        }
    }

    /// Adds an organisation.
    fn note(&mut self, name: &str) {
        if !self.forms.contains_key(name) {
            self.organisations.push(Organisation { name: name.into() });
            self.forms.insert(name.into(), Entity::Organisation(self.organisations.len() - 1));
        }
    }
}

/// Finds every form of every name, each at the start of a word, of several the longest; and what stands for names.
fn appearances<'a>(
    article: &Article,
    starts: impl Iterator<Item = &'a [usize]>,
    cast: &Cast,
    rules: &Rules,
) -> Vec<Appearance> {
    if cast.forms.is_empty() {
        return Vec::new();
    }
    let mut forms = Forms::default();
    for (form, entity) in cast.forms.iter().filter(|(form, _)| form.len() <= LONGEST_NAME) {
        forms.insert(form, *entity);
    }
    let mut found = Vec::new();
    for (field, starts) in article.fields.iter().zip(starts) {
        let mut named = names(field, starts, &forms);
        named.extend(anaphora::find(field, article.lang, starts, &named, cast, rules));
        named.sort_by_key(|appearance| appearance.span.start);
        found.append(&mut named);
    }
    found
}

/// The names of a field, whose words start at `starts`.
fn names(field: &FieldText, starts: &[usize], forms: &Forms<Entity>) -> Vec<Appearance> {
    let text = field.text.as_str();
    let mut done = 0;
    let name = |&at: &usize| {
        let (length, entity) = (at >= done).then(|| forms.longest(&text[at..])).flatten()?;
        done = at + length;
        Some(Appearance { entity, field: field.field, span: Span::new(at, done) })
    };
    starts.iter().filter_map(name).collect()
}
