//! What the languages know about the ends of sentences.

use schemars::JsonSchema;
use serde::Deserialize;

use super::File;
use crate::rules::{RuleError, RuleFile};
use crate::text::hash::Set;

/// The `[[sentences]]` of a file.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// Syllables that end a sentence before a full stop, even with no blank behind it.
    #[serde(default)]
    finals: String,
    /// What a sentence goes on with behind a closing quotation mark and a blank.
    #[serde(default)]
    continues: Vec<String>,
    /// Letters that number the points of a list: 가. 나.
    #[serde(default)]
    numbering: String,
    /// Abbreviations that stand before a name or number, so never at the end of a sentence.
    #[serde(default)]
    titles: Vec<String>,
    /// Abbreviations that end a sentence only if one of `starters` follows.
    #[serde(default)]
    abbreviations: Vec<String>,
    /// Words that begin a sentence where a name would not.
    #[serde(default)]
    starters: Vec<String>,
    /// Words that tie a quotation to its speaker: "Why?" Mr. Smith asked.
    #[serde(default)]
    speech: Vec<String>,
}

/// What the languages know about the ends of sentences.
#[derive(Debug, Default)]
pub struct Boundaries {
    finals: Set<char>,
    continues: Set<String>,
    numbering: Set<char>,
    titles: Set<String>,
    abbreviations: Set<String>,
    starters: Set<String>,
    speech: Set<String>,
}

impl Boundaries {
    #[allow(clippy::unnecessary_wraps, reason = "the tables of a folder compile alike")]
    pub(super) fn compile(files: &[RuleFile<File>]) -> Result<Self, RuleError> {
        let mut all = Self::default();
        for entry in files.iter().flat_map(|f| &f.content.sentences) {
            all.finals.extend(entry.finals.chars());
            all.continues.extend(entry.continues.iter().cloned());
            all.numbering.extend(entry.numbering.chars());
            all.titles.extend(entry.titles.iter().cloned());
            all.abbreviations.extend(entry.abbreviations.iter().cloned());
            all.starters.extend(entry.starters.iter().cloned());
            all.speech.extend(entry.speech.iter().cloned());
        }
        Ok(all)
    }

    /// Whether a sentence may end with this syllable though no blank follows its full stop.
    pub fn is_final(&self, syllable: char) -> bool {
        self.finals.contains(&syllable)
    }

    /// Whether a sentence goes on with this word behind a quotation.
    pub fn continues(&self, word: &str) -> bool {
        self.continues.contains(word)
    }

    /// Whether the letter numbers the points of a list.
    pub fn is_numbering(&self, letter: char) -> bool {
        self.numbering.contains(&letter)
    }

    /// Whether the abbreviation (without its last full stop) never ends a sentence.
    pub fn is_title(&self, word: &str) -> bool {
        self.titles.contains(word)
    }

    /// Whether the word (without its last full stop) is an abbreviation that may end a sentence.
    pub fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.contains(word)
    }

    /// Whether the word, capital and all, begins a sentence.
    pub fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(word)
    }

    /// Whether the word ties a quotation to its speaker.
    pub fn is_speech(&self, word: &str) -> bool {
        self.speech.contains(word)
    }
}
