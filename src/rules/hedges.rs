//! Hedges, bounds, signs and directions around a figure.

use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::text::trie::Trie;

/// What a word beside a figure does to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Effect {
    /// 총, just: nothing, but it may stand between a figure and another such word.
    #[default]
    Nothing,
    /// 약, 여, about
    Approximate,
    /// 이상, at least
    AtLeast,
    /// 초과, 넘는, more than
    MoreThan,
    /// 이하, up to
    AtMost,
    /// 미만, less than
    LessThan,
    /// 영하, minus: the value is negative.
    Negative,
    /// 증가, rose
    Up,
    /// 감소, fell
    Down,
}

/// Hedges, bounds, signs and directions around a figure.
#[derive(Debug, Default)]
pub struct Hedges {
    /// Words before the figure, reversed.
    pub(crate) before: Trie<Effect>,
    /// Words behind the figure, in lower case.
    pub(crate) after: Trie<Effect>,
    /// Particles that may stand between a figure and the word behind it: 90%가 넘는다.
    pub(crate) particles: Trie<()>,
    /// The same, reversed.
    pub(crate) particles_behind: Trie<()>,
    /// Beginnings of words behind the figure that state the direction of a change.
    pub(crate) directions_behind: Trie<Effect>,
    /// Words before the figure, reversed, that do.
    pub(crate) directions_before: Trie<Effect>,
}

/// A file of `rules/hedges/`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Words directly before a figure.
    before: Vec<Words>,
    /// Words behind a figure, with or without a space.
    after: Vec<Words>,
    /// What may stand between the figure and a word of `after`.
    particles: Vec<String>,
    /// Words near a figure that give the direction of a change.
    direction: Vec<Direction>,
}

/// Words of one effect.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    effect: Effect,
    words: Vec<String>,
}

/// Words of one direction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Direction {
    effect: Effect,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

impl Table for Hedges {
    const FOLDER: &'static str = "hedges";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut hedges = Self::default();
        for file in &files {
            hedges.add(&file.content);
        }
        Ok(hedges)
    }
}

impl Hedges {
    fn add(&mut self, file: &File) {
        let forwards = |trie: &mut Trie<Effect>, word: &str, effect| {
            trie.entry(word.to_ascii_lowercase().bytes()).into_iter().for_each(|e| *e = effect);
        };
        let backwards = |trie: &mut Trie<Effect>, word: &str, effect| {
            trie.entry(word.to_ascii_lowercase().bytes().rev()).into_iter().for_each(|e| *e = effect);
        };
        for group in &file.before {
            group.words.iter().for_each(|word| backwards(&mut self.before, word, group.effect));
        }
        for group in &file.after {
            group.words.iter().for_each(|word| forwards(&mut self.after, word, group.effect));
        }
        for group in &file.direction {
            group.before.iter().for_each(|word| backwards(&mut self.directions_before, word, group.effect));
            group.after.iter().for_each(|word| forwards(&mut self.directions_behind, word, group.effect));
        }
        for particle in &file.particles {
            self.particles.entry(particle.bytes());
            self.particles_behind.entry(particle.bytes().rev());
        }
    }
}
