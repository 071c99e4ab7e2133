//! Titles, organisations and places, and the forms that name them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::anaphora::{self, Anaphora};
use super::attribution::Words;
use super::{RuleError, RuleFile, Table};
use crate::text::hash::Set;

/// Titles, organisations and places, and the forms that name them.
#[derive(Debug, Default)]
pub struct Entities {
    /// Korean titles, also at the end of a compound: 소방서장.
    pub titles: Words,
    /// Words between a Korean name and its title: 전, 신임.
    pub modifiers: Words,
    /// English titles, in lower case.
    pub english_titles: Words,
    /// Forms of address before an English surname.
    pub address: Words,
    /// Korean surnames.
    pub surnames: Words,
    /// Syllables of Korean given names.
    pub given: Set<char>,
    /// Parts of surnames in lower case.
    pub name_particles: Words,
    /// What may stand behind the digits of an age.
    pub ages: Words,
    /// Words for those who speak for a name.
    pub proxies: Words,
    /// What makes many of one.
    pub plural: Words,
    /// How somebody is addressed who has no title, the usual form first.
    pub honorifics: Vec<String>,
    /// What stands for the rest of a name that is left unsaid.
    pub unsaid: Words,
    /// Endings of Korean names of organisations.
    pub organisations: Words,
    /// Those among them of organisations that are no companies.
    pub institutions: Words,
    /// Kinds of organisation, before the name they describe.
    pub kinds: Words,
    /// Common nouns under which a body speaks.
    pub bodies: Words,
    /// Last words of English names of organisations.
    pub english_organisations: Words,
    /// Those among them of organisations that are no companies.
    pub english_institutions: Words,
    /// What stands for a name that was written before.
    pub anaphora: Anaphora,
    /// Roles before a Korean name.
    pub roles: Words,
    /// Nouns for those who speak without a name.
    pub unnamed: Words,
    /// Determiners of somebody unnamed.
    pub determiners: Words,
    /// Who asks questions.
    pub askers: Words,
    /// Names of places, which are no names of people.
    pub places: Words,
}

/// A file of `rules/entities/`; lists of the same name in several files add up.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct File {
    ko: Vec<String>,
    en: Vec<String>,
    modifiers: Vec<String>,
    address: Vec<String>,
    surnames: Vec<String>,
    given: String,
    name_particles: Vec<String>,
    ages: Vec<String>,
    proxies: Vec<String>,
    plural: Vec<String>,
    honorifics: Vec<String>,
    unsaid: Vec<String>,
    companies: Vec<String>,
    institutions: Vec<String>,
    kinds: Vec<String>,
    bodies: Vec<String>,
    english_companies: Vec<String>,
    english_institutions: Vec<String>,
    roles: Vec<String>,
    unnamed: Vec<String>,
    determiners: Vec<String>,
    askers: Vec<String>,
    places: Vec<String>,
    pointers: Vec<String>,
    anaphor: Vec<anaphora::Entry>,
}

impl Entities {
    /// A name left unsaid, as it is written with its form of address: 김모 씨.
    pub fn addressed(&self, name: &str) -> String {
        let honorific = self.honorifics.first().map_or("", String::as_str);
        format!("{name} {honorific}").trim_end().to_owned()
    }

    /// The name before a form of address that is written together with it: 김모씨.
    pub fn without_honorific<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.honorifics.iter().find_map(|h| word.strip_suffix(h.as_str())).filter(|name| !name.is_empty())
    }

    /// The one of whom a word in the plural names many: 주민 of 주민들.
    pub fn singular<'a>(&self, word: &'a str) -> Option<&'a str> {
        let plural = self.plural.suffix(word)?;
        Some(&word[..word.len() - plural.len()]).filter(|one| !one.is_empty())
    }
}

impl Table for Entities {
    const FOLDER: &'static str = "entities";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let list = |list: fn(&File) -> &Vec<String>| files.iter().flat_map(move |f| list(&f.content)).cloned();
        let all = |words: fn(&File) -> &Vec<String>| Words::new(list(words));
        let both =
            |one: fn(&File) -> &Vec<String>, other: fn(&File) -> &Vec<String>| Words::new(list(one).chain(list(other)));
        Ok(Self {
            titles: all(|f| &f.ko),
            modifiers: all(|f| &f.modifiers),
            english_titles: all(|f| &f.en),
            address: all(|f| &f.address),
            surnames: all(|f| &f.surnames),
            given: files.iter().flat_map(|f| f.content.given.chars()).collect(),
            name_particles: all(|f| &f.name_particles),
            ages: all(|f| &f.ages),
            proxies: all(|f| &f.proxies),
            plural: all(|f| &f.plural),
            honorifics: files.iter().flat_map(|f| f.content.honorifics.iter().cloned()).collect(),
            unsaid: all(|f| &f.unsaid),
            organisations: both(|f| &f.companies, |f| &f.institutions),
            institutions: all(|f| &f.institutions),
            kinds: all(|f| &f.kinds),
            bodies: all(|f| &f.bodies),
            english_organisations: both(|f| &f.english_companies, |f| &f.english_institutions),
            english_institutions: all(|f| &f.english_institutions),
            anaphora: Anaphora::new(list(|f| &f.pointers), files.iter().flat_map(|f| &f.content.anaphor)),
            roles: all(|f| &f.roles),
            unnamed: all(|f| &f.unnamed),
            determiners: all(|f| &f.determiners),
            askers: all(|f| &f.askers),
            places: all(|f| &f.places),
        })
    }
}
