//! What decides the meaning of an utterance besides its nouns and verbs: negation, possibility,
//! obligation, conjecture, condition.

use schemars::JsonSchema;
use serde::Deserialize;

use super::attribution::Words;
use super::{RuleError, RuleFile, Table};
use crate::article::Lang;
use crate::span::Span;
use crate::text::affixes::Prefixes;
use crate::text::finder::Finder;
use crate::text::words::is_word;

/// What a marker adds to a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MarkerKind {
    /// 않다, not
    Negation,
    /// 수 있다, may
    Possibility,
    /// 야 한다, must
    Obligation,
    /// 것 같다, perhaps
    Hedge,
}

/// On which side of a marker stands the word that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HostSide {
    /// 항소하지 않겠다
    Before,
    /// will not appeal
    After,
}

/// A marker in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// What it adds.
    pub kind: MarkerKind,
    /// Where its host stands.
    pub host: HostSide,
    /// The marker itself.
    pub span: Span,
}

/// The tables of both languages.
#[derive(Debug, Default)]
pub struct Utterances {
    korean: Meaning,
    english: Meaning,
}

/// The table of one language.
#[derive(Debug, Default)]
pub struct Meaning {
    finder: Finder,
    /// What each pattern of the finder is; `None` for one that is to be ignored.
    patterns: Vec<Pattern>,
    /// Ends of the word that closes a condition.
    pub condition_ends: Words,
    /// Words that end so and state no condition.
    pub condition_except: Words,
    /// Words that open a condition.
    pub condition_starts: Words,
    /// Words that say no by themselves.
    pub negative: Words,
    /// Beginnings of words that say no.
    pub negative_starts: Words,
    /// Numbers in letters.
    pub numerals: Words,
    /// What the beginnings of words say that have opposites.
    opposites: Prefixes<Vec<Pole>>,
}

/// What a word says whose opposite can be said as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pole {
    /// The number of the two.
    pair: usize,
    /// Whether it says the one or the other.
    other: bool,
}

impl Pole {
    /// The opposite.
    #[must_use]
    pub fn opposite(self) -> Self {
        Self { other: !self.other, ..self }
    }
}

#[derive(Clone, Copy, Debug)]
struct Pattern {
    marks: Option<(MarkerKind, HostSide)>,
    /// It may begin inside a word.
    inside: bool,
    /// It must end where a word ends.
    whole: bool,
}

/// A file of `rules/utterances/`, named after its language.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[allow(missing_docs)]
pub struct File {
    ignore: Vec<String>,
    marker: Vec<MarkerRule>,
    condition: Condition,
    negative: Vec<String>,
    negative_starts: Vec<String>,
    numerals: Vec<String>,
    opposite: Vec<OppositeRule>,
}

/// Words, or beginnings of words of two syllables and more, of which one says the opposite of the other.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct OppositeRule {
    one: Vec<String>,
    other: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct MarkerRule {
    kind: MarkerKind,
    host: HostSide,
    forms: Vec<String>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
struct Condition {
    ends: Vec<String>,
    except: Vec<String>,
    starts: Vec<String>,
}

impl Table for Utterances {
    const FOLDER: &'static str = "utterances";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut table = Self::default();
        for file in files {
            match file.stem() {
                "ko" => table.korean = Meaning::compile(file.content, false),
                "en" => table.english = Meaning::compile(file.content, true),
                other => {
                    return Err(file.error(0..0, format!("`{other}` is no language; expected `ko.toml` or `en.toml`")));
                }
            }
        }
        Ok(table)
    }
}

/// The beginnings of words with opposites.
fn opposites(rules: &[OppositeRule]) -> Prefixes<Vec<Pole>> {
    let mut table: Prefixes<Vec<Pole>> = Prefixes::default();
    for (pair, OppositeRule { one, other }) in rules.iter().enumerate() {
        for (words, other) in [(one, false), (other, true)] {
            for word in words {
                if let Some(poles) = table.entry(word) {
                    poles.push(Pole { pair, other });
                }
            }
        }
    }
    table
}

impl Utterances {
    /// The table of a language.
    pub fn of(&self, lang: Lang) -> &Meaning {
        match lang {
            Lang::Ko => &self.korean,
            Lang::En => &self.english,
        }
    }
}

impl Meaning {
    fn compile(file: File, whole: bool) -> Self {
        let mut forms: Vec<(String, Pattern)> = Vec::new();
        let mut add = |form: &str, marks| {
            let inside = form.starts_with('-');
            forms.push((form.trim_start_matches('-').into(), Pattern { marks, inside, whole }));
        };
        for form in &file.ignore {
            add(form, None);
        }
        for rule in &file.marker {
            for form in &rule.forms {
                add(form, Some((rule.kind, rule.host)));
            }
        }
        let (texts, patterns): (Vec<String>, Vec<Pattern>) = forms.into_iter().unzip();
        Self {
            finder: Finder::longest(texts),
            patterns,
            condition_ends: Words::new(file.condition.ends),
            condition_except: Words::new(file.condition.except),
            condition_starts: Words::new(file.condition.starts),
            negative: Words::new(file.negative),
            negative_starts: Words::new(file.negative_starts),
            numerals: Words::new(file.numerals),
            opposites: opposites(&file.opposite),
        }
    }

    /// What finds markers in a text.
    pub(super) fn finder(&self) -> &Finder {
        &self.finder
    }

    /// The markers in `text`, in order.
    pub fn markers(&self, text: &str) -> Vec<Marker> {
        let matches = self.finder.get().find_iter(text);
        let markers = matches.filter_map(|m| {
            let pattern = self.patterns[m.pattern().as_usize()];
            let letter = |c: Option<char>| c.is_some_and(is_word);
            let starts = pattern.inside || !letter(text[..m.start()].chars().next_back());
            let ends = !pattern.whole || !letter(text[m.end()..].chars().next());
            let (kind, host) = pattern.marks.filter(|_| starts && ends)?;
            Some(Marker { kind, host, span: Span::new(m.start(), m.end()) })
        });
        markers.collect()
    }

    /// What a word says whose opposite can be said as well.
    pub fn poles(&self, word: &str) -> Vec<Pole> {
        let word = word.to_lowercase();
        let found = self.opposites.of(&word).filter(|&(end, _)| end == word.len() || word[..end].chars().count() > 1);
        found.flat_map(|(_, poles)| poles.iter().copied()).collect()
    }

    /// Whether two words say the opposite of each other.
    pub fn oppose(&self, word: &str, other: &str) -> bool {
        let others = self.poles(other);
        self.poles(word).into_iter().any(|pole| others.contains(&pole.opposite()))
    }

    /// Whether a word says no by itself, or may.
    pub fn is_negative(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let starts = self.negative_starts.prefix(&lower, |rest| rest.chars().count() > 1).is_some();
        starts || self.negative.prefix(&lower, |_| true).is_some()
    }
}
