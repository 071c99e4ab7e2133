//! How the files of `rules/concepts/` are written, and their compilation.

use std::collections::{BTreeMap, HashMap};

use crate::rules::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;

use super::terms::{Terms, Unclear};
use super::{Concept, ConceptId, Concepts, Kind, RuleError, RuleFile};

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
    fn kinds(&self) -> [(Kind, &Groups); 8] {
        [
            (Kind::Measure, &self.measure),
            (Kind::Event, &self.event),
            (Kind::Thing, &self.thing),
            (Kind::Role, &self.role),
            (Kind::Segment, &self.segment),
            (Kind::Person, &self.person),
            (Kind::Organisation, &self.organisation),
            (Kind::Place, &self.place),
        ]
    }
}

/// About how much of a file one form of a term takes.
const BYTES_A_TERM: usize = 7;

pub(super) fn compile(files: &[RuleFile<File>]) -> Result<Concepts, RuleError> {
    let irregular = files.iter().flat_map(|f| &f.content.irregular).map(|(k, v)| (k.as_str(), v.as_str())).collect();
    let bytes: usize = files.iter().map(|file| file.source.text.len()).sum();
    let mut concepts = Concepts { terms: Terms::with_capacity(bytes / BYTES_A_TERM), ..Concepts::default() };
    for file in files {
        for (kind, groups) in file.content.kinds() {
            for (group, entries) in groups {
                for (name, entry) in entries {
                    let id = format!("{group}.{name}");
                    let wrong = |message: String| file.error(entry.span(), message);
                    let concept = add(&mut concepts, id, kind).map_err(wrong)?;
                    add_terms(&mut concepts.terms, entry.get_ref(), concept, &irregular).map_err(|e| wrong(e.0))?;
                }
            }
        }
    }
    let sets = files.iter().flat_map(|file| file.content.exclusive.iter().map(move |set| (file, set)));
    for (number, (file, set)) in (0..).zip(sets) {
        exclude(&mut concepts, set.get_ref(), number).map_err(|message| file.error(set.span(), message))?;
    }
    Ok(concepts)
}

fn add(concepts: &mut Concepts, id: String, kind: Kind) -> Result<ConceptId, String> {
    let number = u16::try_from(concepts.concepts.len()).map_err(|_| "too many concepts".to_owned())?;
    let id = id.into_boxed_str();
    if concepts.by_id.insert(id.clone(), ConceptId(number)).is_some() {
        return Err(format!("{id} is there already; a concept has one entry"));
    }
    concepts.concepts.push(Concept { id, kind, exclusive: Vec::new() });
    Ok(ConceptId(number))
}

fn add_terms(
    terms: &mut Terms,
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
fn exclude(concepts: &mut Concepts, set: &str, number: u16) -> Result<(), String> {
    for id in set.split_whitespace() {
        let group = id.strip_suffix('*');
        let is_member = |concept: &Concept| match group {
            Some(group) => concept.id.starts_with(group),
            None => *concept.id == *id,
        };
        let mut found = false;
        for concept in concepts.concepts.iter_mut().filter(|c| is_member(c)) {
            concept.exclusive.push(number);
            found = true;
        }
        if !found {
            return Err(format!("there is no concept {id}"));
        }
    }
    Ok(())
}
