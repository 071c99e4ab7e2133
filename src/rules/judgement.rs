//! Cues of judgement: words near a figure that say what part it plays, how far the article stands
//! behind it, and that a count goes on.

use aho_corasick::Match;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::article::Lang;
use crate::resolve::{Role, Status};
use crate::span::Span;
use crate::text::finder::Finder;
use crate::text::hash::Set;
use crate::text::words::is_word;

/// The cues of every language.
#[derive(Debug)]
pub struct Judgement {
    ko: Cues,
    en: Cues,
    joins: Vec<String>,
    subject: Vec<String>,
    adnominal: Set<String>,
}

/// The cues of one language.
#[derive(Debug)]
pub struct Cues {
    words: Finder,
    /// What each pattern of `words` says.
    meanings: Vec<Meaning>,
    compared: Vec<Mark>,
    from: Vec<Mark>,
    wholes: Vec<Mark>,
}

/// A word beside a figure that makes it the base of a comparison: before it (than), or, with a hyphen, behind
/// it (-보다).
#[derive(Debug)]
enum Mark {
    Before(String),
    Behind(String),
}

impl Mark {
    /// Whether it stands between a figure and the texts around it, blanks left out.
    fn stands(&self, before: &str, behind: &str) -> bool {
        match self {
            Self::Behind(word) => behind.starts_with(word.as_str()),
            Self::Before(word) => {
                let rest = before.strip_suffix(word.as_str());
                rest.is_some_and(|rest| !rest.ends_with(is_word))
            }
        }
    }
}

/// Which comes first, a share or what it is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// 25% of the 1,200.
    ShareFirst,
    /// 1,200명의 25%.
    WholeFirst,
}

/// What the words around a figure say of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Nearby {
    /// The part it plays; the first role word decides.
    pub role: Role,
    /// The count has moved to it.
    pub growing: bool,
}

/// What a figure may be besides what is so now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The base of a comparison.
    Compared,
    /// That from which another figure came, if the sentence has one.
    Start,
}

/// What the cues of a sentence say of all its claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// How far it stands behind what it says; the weakest standing decides.
    pub status: Status,
    /// Its counts go on.
    pub running: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    Role(Role),
    Status(Status),
    Running,
    Growing,
}

/// A file of `rules/judgement/`: one language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    lang: Lang,
    /// Particles that, written directly behind a figure, join it to the next thing (과, 와, 에): what
    /// follows is not what the figure counts.
    #[serde(default)]
    joins: Vec<String>,
    /// Particles that mark the subject or topic of a clause.
    #[serde(default)]
    subject: Vec<String>,
    /// Words that end as if with such a particle and are none of a subject: verbs before their noun (오는 12일).
    #[serde(default)]
    adnominal: Vec<String>,
    /// Words that say that a count goes on, or as of when it stands.
    #[serde(default)]
    running: Vec<String>,
    /// Words beside a figure that say that the count has moved to it.
    #[serde(default)]
    growing: Vec<String>,
    /// What makes the figure beside it the base of a comparison: `than` before it, `-보다` behind it.
    #[serde(default)]
    compared: Vec<String>,
    /// The same where the sentence says what it came to: `from`, `-에서`.
    #[serde(default)]
    from: Vec<String>,
    /// What joins a share to the figure that it is a share of: `of the` before the figure, `-의` behind it.
    #[serde(default)]
    wholes: Vec<String>,
    #[serde(default)]
    role: Vec<RoleWords>,
    #[serde(default)]
    status: Vec<StatusWords>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct RoleWords {
    role: Role,
    words: Vec<String>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct StatusWords {
    status: Status,
    words: Vec<String>,
}

impl Table for Judgement {
    const FOLDER: &'static str = "judgement";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let joins = files.iter().flat_map(|f| f.content.joins.clone()).collect();
        let subject = files.iter().flat_map(|f| f.content.subject.clone()).collect();
        let adnominal = files.iter().flat_map(|f| f.content.adnominal.clone()).collect();
        Ok(Self { ko: cues(&files, Lang::Ko)?, en: cues(&files, Lang::En)?, joins, subject, adnominal })
    }
}

fn cues(files: &[RuleFile<File>], lang: Lang) -> Result<Cues, RuleError> {
    let mut patterns = Vec::new();
    let mut meanings = Vec::new();
    for file in files.iter().filter(|f| f.content.lang == lang) {
        let content = &file.content;
        let roles = content.role.iter().flat_map(|r| r.words.iter().map(|w| (w, Meaning::Role(r.role))));
        let statuses = content.status.iter().flat_map(|s| s.words.iter().map(|w| (w, Meaning::Status(s.status))));
        let running = content.running.iter().map(|w| (w, Meaning::Running));
        let growing = content.growing.iter().map(|w| (w, Meaning::Growing));
        for (word, meaning) in roles.chain(statuses).chain(running).chain(growing) {
            if word.trim().is_empty() {
                return Err(file.error(0..0, "a cue is an empty word; expected at least one letter"));
            }
            patterns.push(word.clone());
            meanings.push(meaning);
        }
    }
    let marks = |list: fn(&File) -> &Vec<String>| {
        let own = files.iter().filter(|f| f.content.lang == lang).flat_map(|f| list(&f.content));
        own.map(|written| match written.strip_prefix('-') {
            Some(word) => Mark::Behind(word.to_owned()),
            None => Mark::Before(written.clone()),
        })
        .collect()
    };
    Ok(Cues {
        words: Finder::overlapping(patterns),
        meanings,
        compared: marks(|file| &file.compared),
        from: marks(|file| &file.from),
        wholes: marks(|file| &file.wholes),
    })
}

impl Judgement {
    /// The cues of a language.
    pub fn cues(&self, lang: Lang) -> &Cues {
        match lang {
            Lang::Ko => &self.ko,
            Lang::En => &self.en,
        }
    }

    /// Whether a particle marks the subject or topic of its clause.
    pub fn marks_subject(&self, particle: &str) -> bool {
        !particle.is_empty() && self.subject.iter().any(|s| s == particle)
    }

    /// Whether a word that ends with `particle` is the subject or topic of its clause.
    pub fn is_subject(&self, word: &str, particle: &str) -> bool {
        self.marks_subject(particle) && !self.adnominal.contains(word)
    }

    /// Whether a particle directly behind a figure joins it to the next thing.
    pub fn joins(&self, particle: &str) -> bool {
        !particle.is_empty() && self.joins.iter().any(|j| j == particle)
    }
}

impl Cues {
    /// What finds their words in a text.
    pub(super) fn finder(&self) -> &Finder {
        &self.words
    }

    /// The cues of a passage of `text`.
    pub fn said(&self, text: &str, passage: Span) -> Said {
        let words = self.words.get().find_overlapping_iter(passage.of(text));
        let cue = |found: Match| {
            let span = Span::from(found.range()).shift(passage.start);
            Cue { span, starts_word: starts_word(text, span.start), meaning: self.meanings[found.pattern()] }
        };
        Said(words.map(cue).collect())
    }

    /// What stands directly beside a figure, before and behind it, makes it.
    pub fn base(&self, before: &str, behind: &str) -> Option<Base> {
        let (before, behind) = (before.trim_end(), behind.trim_start());
        let stands = |marks: &[Mark]| marks.iter().any(|mark| mark.stands(before, behind));
        if stands(&self.compared) { Some(Base::Compared) } else { stands(&self.from).then_some(Base::Start) }
    }

    /// Whether what stands between a share and a figure makes the share one of the figure; besides, there may be so
    /// many words.
    pub fn join_share(&self, between: &str, order: Order, words: usize) -> bool {
        let rest = |mark: &Mark| match (mark, order) {
            (Mark::Behind(word), Order::WholeFirst) | (Mark::Before(word), Order::ShareFirst) => {
                between.trim_start().strip_prefix(word.as_str())
            }
            _ => None,
        };
        let plain =
            |rest: &str| rest.chars().all(|c| c == ' ' || is_word(c)) && rest.split_whitespace().count() <= words;
        self.wholes.iter().filter_map(rest).any(|rest| !rest.starts_with(is_word) && plain(rest))
    }
}

/// The cues of a passage, in the order of their ends.
#[derive(Debug)]
pub struct Said(Vec<Cue>);

/// A cue where it stands.
#[derive(Clone, Copy, Debug)]
struct Cue {
    span: Span,
    /// No letter goes before it in its word.
    starts_word: bool,
    meaning: Meaning,
}

impl Said {
    /// What those around a figure say of it.
    pub fn nearby(&self, around: Span) -> Nearby {
        let mut nearby = Nearby::default();
        let mut role = None;
        for meaning in self.within(around) {
            match meaning {
                Meaning::Role(first) => role = role.or(Some(first)),
                Meaning::Growing => nearby.growing = true,
                Meaning::Status(_) | Meaning::Running => {}
            }
        }
        Nearby { role: role.unwrap_or_default(), ..nearby }
    }

    /// What those of a sentence say of all its claims.
    pub fn standing(&self, sentence: Span) -> Standing {
        let weight = |status: Status| match status {
            Status::Asserted => 0,
            Status::Planned => 1,
            Status::Reported => 2,
            Status::Asked => 3,
            Status::Denied => 4,
            Status::Rumoured => 5,
        };
        let mut standing = Standing::default();
        for meaning in self.within(sentence) {
            match meaning {
                Meaning::Status(status) if weight(status) >= weight(standing.status) => standing.status = status,
                Meaning::Running => standing.running = true,
                Meaning::Status(_) | Meaning::Role(_) | Meaning::Growing => {}
            }
        }
        standing
    }

    /// What the cues within `span` mean; a word that `span` cuts begins there.
    fn within(&self, span: Span) -> impl Iterator<Item = Meaning> {
        let first = self.0.partition_point(|cue| cue.span.end <= span.start);
        let near = self.0[first..].iter().take_while(move |cue| cue.span.end <= span.end);
        let stands = move |cue: &&Cue| cue.span.start == span.start || (cue.starts_word && cue.span.start > span.start);
        near.filter(stands).map(|cue| cue.meaning)
    }
}

/// Whether a word starts at `at`: in English that is checked, in Korean compounds count as well.
fn starts_word(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let first = text[at..].chars().next();
    !(before.is_some_and(|c| c.is_ascii_alphabetic()) && first.is_some_and(|c| c.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use crate::rules::Rules;

    #[test]
    fn a_verb_before_its_noun_is_no_subject() {
        let judgement = &Rules::shared().judgement;
        assert!(judgement.is_subject("매출은", "은") && judgement.is_subject("회사는", "는"));
        assert!(!judgement.is_subject("같은", "은") && !judgement.is_subject("오는", "는"));
        assert!(!judgement.is_subject("매출을", "을"));
    }
}
