//! Concepts: what words of both languages mean the same in the news (사망, 숨지다, die, killed), and
//! which meanings exclude each other (dead and injured, target and actual).

pub mod table;
mod terms;

use super::words::Words;
use super::{RuleError, RuleFile, Table};
use crate::span::Span;
use crate::text::words::{self, Word};
pub use table::file::File;
use table::{Concept, file};
pub use table::{ConceptId, Kind};
use terms::Terms;

/// A word that stands for a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Which concept.
    pub concept: ConceptId,
    /// The word, in the text that was searched.
    pub span: Span,
}

/// The table of concepts.
#[derive(Debug, Default)]
pub struct Concepts {
    concepts: Vec<Concept<'static>>,
    terms: Terms,
}

impl Concepts {
    /// The concepts named in `text`, in order; of overlapping ones the longest.
    pub fn find(&self, text: &str, rules: &Words) -> Vec<Hit> {
        let mut hits = Vec::new();
        self.find_in(text, &words::split(text, rules), rules, &mut hits);
        hits
    }

    /// As [`Self::find`], for the words of `text` that are at hand already; adds to `hits`.
    pub fn find_in(&self, text: &str, words: &[Word], rules: &Words, hits: &mut Vec<Hit>) {
        self.terms.find(text, words, rules, |concept, span| hits.push(Hit { concept, span }));
    }

    /// The concept's identifier: `casualty.death`.
    pub fn id(&self, concept: ConceptId) -> &str {
        self.get(concept).map_or("", |c| &c.id)
    }

    /// What sort of thing the concept is; `None` if it is of another table.
    pub fn kind(&self, concept: ConceptId) -> Option<Kind> {
        self.get(concept).map(|c| c.kind)
    }

    /// The concept with this identifier.
    pub fn named(&self, id: &str) -> Option<ConceptId> {
        let number = self.concepts.iter().position(|concept| concept.id == id)?;
        u16::try_from(number).ok().map(ConceptId)
    }

    /// Whether a thing that is one can't be the other: dead and injured, sought and given.
    pub fn exclude(&self, a: ConceptId, b: ConceptId) -> bool {
        let (Some(one), Some(other)) = (self.get(a), self.get(b)) else { return false };
        a != b && one.exclusive.iter().any(|set| other.exclusive.contains(set))
    }

    fn get(&self, concept: ConceptId) -> Option<&Concept<'static>> {
        self.concepts.get(usize::from(concept.0))
    }

    /// The table as it lies in the binary.
    pub(super) fn unpack(packed: &'static [u8]) -> Self {
        rmp_serde::from_slice::<table::Table>(packed).expect("the embedded rules are tested").into()
    }
}

impl From<table::Table<'static>> for Concepts {
    fn from(table: table::Table<'static>) -> Self {
        Self { concepts: table.concepts, terms: Terms::new(table.terms) }
    }
}

impl Table for Concepts {
    const FOLDER: &'static str = "concepts";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let contents: Vec<&File> = files.iter().map(|file| &file.content).collect();
        let wrong = |wrong: file::Wrong| files[wrong.file].error(wrong.at, wrong.message);
        file::compile(&contents).map(Self::from).map_err(wrong)
    }

    fn embedded() -> Option<Self> {
        Some(Self::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/concepts.table"))))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;
    use std::sync::LazyLock;

    use super::*;
    use crate::rules::Rules;

    static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

    fn found(text: &str) -> Vec<(&str, &'static str)> {
        let hits = RULES.concepts.find(text, &RULES.words);
        hits.into_iter().map(|hit| (hit.span.of(text), RULES.concepts.id(hit.concept))).collect()
    }

    #[test]
    fn the_binary_has_what_the_files_say() {
        let compiled = Rules::checked(&[]).unwrap().concepts;
        assert_eq!(compiled.concepts, RULES.concepts.concepts);
        assert!(compiled.terms.index == RULES.concepts.terms.index);
    }

    #[test]
    fn both_languages_have_one_concept() {
        for text in ["3명이 숨졌다", "목숨을 잃은 직원", "사망자는 3명", "three people died", "Killed in the fire"]
        {
            assert!(found(text).iter().any(|&(_, id)| id == "casualty.death"), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn the_longest_term_wins() {
        assert_eq!(found("시장 점유율"), [("시장 점유율", "company.market-share")]);
        assert_eq!(found("시장점유율을"), [("시장점유율", "company.market-share")]);
        assert_eq!(found("market shares"), [("market shares", "company.market-share")]);
    }

    #[test]
    fn terms_begin_where_words_do() {
        assert_eq!(found("장사망 underfired"), []);
        assert!(found("인명사망사고는").iter().any(|&(word, _)| word == "사망사고"));
    }

    #[test]
    fn a_name_in_capitals_is_no_pronoun() {
        assert_eq!(found("told us"), []);
        assert_eq!(found("the U.S."), [("U.S", "country.us")]);
        assert_eq!(found("US"), [("US", "country.us")]);
    }

    #[test]
    fn what_excludes_what() {
        let id = |id: &str| RULES.concepts.named(id).unwrap();
        let (death, injury) = (id("casualty.death"), id("casualty.injury"));
        assert!(RULES.concepts.exclude(death, injury) && RULES.concepts.exclude(injury, death));
        assert!(!RULES.concepts.exclude(death, death));
        assert!(!RULES.concepts.exclude(death, id("company.market-share")));
        assert_eq!(RULES.concepts.kind(death), Some(Kind::Event));
    }

    #[test]
    fn a_term_is_written_under_one_concept() {
        let mut owners: HashMap<String, String> = HashMap::new();
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/concepts")).unwrap();
        for file in files {
            let table: toml::Table = std::fs::read_to_string(file.unwrap().path()).unwrap().parse().unwrap();
            let groups = table.values().filter_map(toml::Value::as_table).flatten();
            let concepts = groups.filter_map(|(group, entries)| Some((group, entries.as_table()?)));
            for (id, entry) in
                concepts.flat_map(|(group, names)| names.iter().map(move |(n, e)| (format!("{group}.{n}"), e)))
            {
                let terms = ["ko", "en"].iter().filter_map(|lang| entry.get(*lang)?.as_str());
                for term in terms.flat_map(|terms| terms.split(',')) {
                    let term = term.trim().trim_start_matches('=').trim_start_matches("to ").to_owned();
                    let owner = owners.entry(term.clone()).or_insert_with(|| id.clone());
                    assert_eq!(*owner, id, "{term} stands for two concepts");
                }
            }
        }
    }

    #[test]
    fn a_stranger_is_no_concept() {
        assert_eq!(RULES.concepts.id(ConceptId(u16::MAX)), "");
        assert_eq!(RULES.concepts.named("no.such"), None);
    }
}
