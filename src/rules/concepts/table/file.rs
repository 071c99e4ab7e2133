//! How the files of `rules/concepts/` are written, and their compilation.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;

use super::index::{Builder, Unclear};
use super::{Concept, ConceptId, Kind, Table};
use crate::rules::Spanned;

/// A file of `rules/concepts/`: for each kind, groups of concepts.
///
/// ```toml
/// exclusive = ["casualty.death casualty.injury", "age.*"]
///
/// [event.casualty]
/// death = { ko = "사망, 숨지다, 목숨(을) 잃다", en = "death, to die, dead" }
/// ```
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct File {
    /// Sets of identifiers of which no two can be the same thing; `group.*` is all of a group.
    exclusive: Vec<Spanned<String>>,
    /// Forms of English words that no rule gives, by base form.
    irregular: HashMap<String, String>,
    measure: Groups,
    event: Groups,
    thing: Groups,
    role: Groups,
    segment: Groups,
    person: Groups,
    organisation: Groups,
    place: Groups,
}

type Groups = BTreeMap<String, BTreeMap<String, Spanned<Entry>>>;

/// The terms of one concept, separated by commas.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Entry {
    #[serde(default)]
    ko: String,
    #[serde(default)]
    en: String,
}

impl File {
    /// The entries, each with its kind, its group and its name.
    fn entries(&self) -> impl Iterator<Item = (Kind, &str, &str, &Spanned<Entry>)> {
        let kinds = [
            (Kind::Measure, &self.measure),
            (Kind::Event, &self.event),
            (Kind::Thing, &self.thing),
            (Kind::Role, &self.role),
            (Kind::Segment, &self.segment),
            (Kind::Person, &self.person),
            (Kind::Organisation, &self.organisation),
            (Kind::Place, &self.place),
        ];
        kinds.into_iter().flat_map(|(kind, groups)| {
            let named = move |group| move |(name, entry)| (kind, group, String::as_str(name), entry);
            groups.iter().flat_map(move |(group, entries)| entries.iter().map(named(group.as_str())))
        })
    }
}

/// What is wrong with a file.
#[derive(Debug)]
pub struct Wrong {
    /// Its number among those that were read.
    pub file: usize,
    /// Where it stands.
    pub at: Range<usize>,
    /// What it is.
    pub message: String,
}

/// The table that files make.
///
/// # Errors
/// The first entry that makes no sense.
pub fn compile(files: &[&File]) -> Result<Table<'static>, Wrong> {
    let irregular = files.iter().flat_map(|file| &file.irregular).map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let (mut table, mut terms) = (Table::default(), Builder::default());
    let mut ids = HashSet::new();
    for (number, file) in files.iter().enumerate() {
        for (kind, group, name, entry) in file.entries() {
            let id = format!("{group}.{name}");
            let wrong = |message| Wrong { file: number, at: entry.span(), message };
            if !ids.insert(id.clone()) {
                return Err(wrong(format!("{id} is there already; a concept has one entry")));
            }
            let concept = add(&mut table, id, kind).map_err(wrong)?;
            add_terms(&mut terms, entry.get_ref(), concept, &irregular).map_err(|unclear| wrong(unclear.0))?;
        }
    }
    table.terms = terms.index();
    let sets =
        files.iter().enumerate().flat_map(|(file, content)| content.exclusive.iter().map(move |set| (file, set)));
    for (number, (file, set)) in (0..).zip(sets) {
        exclude(&mut table, set.get_ref(), number).map_err(|message| Wrong { file, at: set.span(), message })?;
    }
    Ok(table)
}

fn add(table: &mut Table, id: String, kind: Kind) -> Result<ConceptId, String> {
    let number = u16::try_from(table.concepts.len()).map_err(|_| "too many concepts".to_owned())?;
    table.concepts.push(Concept { id: id.into(), kind, exclusive: Vec::new() });
    Ok(ConceptId(number))
}

fn add_terms(
    terms: &mut Builder,
    entry: &Entry,
    concept: ConceptId,
    irregular: &HashMap<&str, &str>,
) -> Result<(), Unclear> {
    for term in list(&entry.ko) {
        terms.add_korean(term, concept)?;
    }
    for term in list(&entry.en) {
        terms.add_english(term, concept, irregular)?;
    }
    Ok(())
}

fn list(terms: &str) -> impl Iterator<Item = &str> {
    terms.split(',').map(str::trim).filter(|term| !term.is_empty())
}

/// Puts the concepts of a set into it.
fn exclude(table: &mut Table, set: &str, number: u16) -> Result<(), String> {
    for id in set.split_whitespace() {
        let group = id.strip_suffix('*');
        let is_member = |concept: &Concept| match group {
            Some(group) => concept.id.starts_with(group),
            None => concept.id == id,
        };
        let mut found = false;
        for concept in table.concepts.iter_mut().filter(|c| is_member(c)) {
            concept.exclusive.push(number);
            found = true;
        }
        if !found {
            return Err(format!("there is no concept {id}"));
        }
    }
    Ok(())
}
