//! Hedges, bounds, signs and directions around a figure.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::quantity::Dimension;
use crate::text::trie::Trie;

/// What a word beside a figure does to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
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
    /// None on the figure; what is said of it holds for those listed before it as well: 각각.
    Each,
}

/// A word beside a figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hedge {
    pub(crate) effect: Effect,
    /// Figures of this dimension are not concerned: over 18 months.
    pub(crate) except: Option<Dimension>,
    /// Only when nothing stands between: 1300원대.
    pub(crate) attached: bool,
}

/// Hedges, bounds, signs and directions around a figure.
#[derive(Debug, Default)]
pub struct Hedges {
    /// Words before the figure, reversed.
    pub(crate) before: Trie<Hedge>,
    /// Words behind the figure, in lower case.
    pub(crate) after: Trie<Hedge>,
    /// Particles that may stand between a figure and the word behind it: 90%가 넘는다.
    pub(crate) particles: Trie<()>,
    /// Particles that may stand between a figure and a word of change: 3%가 늘었다, but not 3%로 늘었다.
    pub(crate) change_particles: Trie<()>,
    /// The same, reversed.
    pub(crate) change_particles_behind: Trie<()>,
    /// Beginnings of words behind the figure that state the direction of a change.
    pub(crate) directions_behind: Trie<Effect>,
    /// Words before the figure, reversed, that do.
    pub(crate) directions_before: Trie<Effect>,
}

/// A file of `rules/hedges/`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct File {
    /// Words directly before a figure.
    before: Vec<Words>,
    /// Words behind a figure, with or without a space.
    after: Vec<Words>,
    /// What may stand between the figure and a word of `after`.
    particles: Vec<String>,
    /// What may stand between the figure and a word of change.
    change_particles: Vec<String>,
    /// Words near a figure that give the direction of a change.
    direction: Vec<Direction>,
}

/// Words of one effect.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Words {
    effect: Effect,
    #[serde(default)]
    except: Option<Dimension>,
    #[serde(default)]
    attached: bool,
    words: Vec<String>,
}

/// Words of one direction.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
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
        for group in &file.before {
            let hedge = group.hedge();
            group.words.iter().for_each(|word| set(&mut self.before, lower(word).bytes().rev(), hedge));
        }
        for group in &file.after {
            let hedge = group.hedge();
            group.words.iter().for_each(|word| set(&mut self.after, lower(word).bytes(), hedge));
        }
        for group in &file.direction {
            let effect = group.effect;
            group.before.iter().for_each(|word| set(&mut self.directions_before, lower(word).bytes().rev(), effect));
            group.after.iter().for_each(|word| set(&mut self.directions_behind, lower(word).bytes(), effect));
        }
        for particle in &file.particles {
            set(&mut self.particles, particle.bytes(), ());
        }
        for particle in &file.change_particles {
            set(&mut self.change_particles, particle.bytes(), ());
            set(&mut self.change_particles_behind, particle.bytes().rev(), ());
        }
    }
}

impl Words {
    fn hedge(&self) -> Hedge {
        Hedge { effect: self.effect, except: self.except, attached: self.attached }
    }
}

fn lower(word: &str) -> String {
    word.to_ascii_lowercase()
}

fn set<T: Default>(trie: &mut Trie<T>, key: impl Iterator<Item = u8>, value: T) {
    if let Some(entry) = trie.entry(key) {
        *entry = value;
    }
}
