//! Words by which a text says that figures belong together: 모두, 중, 나머지, made up of, a gap of.

use crate::rules::Spanned;
use crate::text::finder::Finder;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;

use super::{RuleError, RuleFile, Table};
use crate::span::Span;

/// What a word says about the figures beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Cue {
    /// The next figure is a total: 모두, a total of.
    Total,
    /// The figure before it is a total: in all.
    InAll,
    /// The list before it may leave something out: 등.
    Etc,
    /// The figures before it are added up: 더해, 합치면, plus.
    Plus,
    /// The total before it is split into what follows: made up of.
    MadeOf,
    /// The list before it makes up a whole: 으로 구성된다.
    Composed,
    /// The total is opened up, perhaps not wholly: covers, includes.
    Covers,
    /// A count goes on from an earlier one: 추가로, 누적.
    Running,
    /// What it stands beside is the whole: 중, 가운데, of the.
    OutOf,
    /// What follows is part of what was just named: 이 중, of them.
    Among,
    /// What follows is what is left: 나머지, the remaining.
    Rest,
    /// The parts on its two sides exclude each other: ~으나, but.
    But,
    /// The figure before it is the topic of its clause: 은, 는.
    Topic,
    /// The figure comes on top of an earlier one: more, another.
    More,
    /// What follows is the sum of what stands before: giving, bringing the total to.
    Giving,
    /// The figure behind it is the difference of two others: 격차는, a gap of.
    Gap,
    /// The figure before it is: 차로, ahead.
    Apart,
    /// The figure before it is what another one is compared with: 보다, 대비.
    Than,
    /// The figure behind it is: from, compared with.
    From,
    /// The figure before it is what a change arrives at: 로.
    Arrives,
    /// The figure behind it is: to.
    To,
    /// More, higher, grown: 늘어난, rose.
    Up,
    /// Less, lower, shrunk: 줄어든, fell.
    Down,
    /// An amount for each one: 씩, on each of.
    Each,
    /// An average for each head: 1인당, per person.
    PerHead,
    /// The amount for each is the total divided by the number: 평균, on average.
    Average,
    /// What follows says the same in another way: 약, or.
    Apposition,
    /// A share or multiple of the figure beside it: 의, of the.
    Of,
    /// The figure is what the clause says of its subject: 다, 에 달한다, 수준.
    Predicate,
    /// The next figure is the value of the share before it: 30%인 60억원.
    Being,
    /// The next percentage is a share of a count that was just named: 투표율, a turnout of.
    Rate,
    /// What is in parentheses is no plain conversion: 당시, 전용면적.
    NotConverted,
    /// A lapse that ends with the date that follows: 만인, 뒤인.
    LapseUntil,
    /// A lapse that ends with a date soon after: later.
    Later,
    /// A lapse: 만에, 뒤, after, later.
    Lapse,
    /// How long an interval lasts: 간, 동안.
    Lasting,
    /// How long something has gone on: 째.
    Ongoing,
    /// The start of a lapse: 이후, since.
    Since,
    /// A lapse that is still to come: 앞두고, to go.
    Countdown,
}

/// Where a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueHit {
    /// What it says.
    pub cue: Cue,
    /// The word.
    pub span: Span,
}

/// Units of the results of matches, which add up to the matches.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Unit codes of all possible results: won, drawn, lost.
    pub parts: Vec<SmolStr>,
    /// Unit code of what they add up to.
    pub total: SmolStr,
}

/// Labels of parts that exclude each other: for, against, abstained.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Partition {
    /// One list of words for each part. Parts that bear all of them make up the whole.
    pub parts: Vec<Vec<String>>,
    /// Words that a total must bear for the parts to make it up: 사상자 is the dead and the injured, 승객 is not.
    #[serde(default)]
    pub whole: Vec<String>,
}

/// The words that tie figures together.
#[derive(Debug)]
pub struct Checks {
    finder: Finder,
    forms: Vec<Form>,
    /// See [`Record`].
    pub records: Vec<Record>,
    /// See [`Partition`].
    pub partitions: Vec<Partition>,
}

/// A cue word and what may stand beside it.
#[derive(Clone, Copy, Debug)]
struct Form {
    cue: Cue,
    /// It may be attached to what precedes it.
    attached: bool,
    /// It may be continued by an ending.
    continued: bool,
}

/// A file of `rules/checks/`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    cue: Vec<CueRow>,
    #[serde(default)]
    record: Vec<Record>,
    #[serde(default)]
    partition: Vec<Partition>,
}

/// Words of one meaning. `~` before a word: it may be attached to what precedes it (a particle);
/// `~` behind it: an ending may follow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct CueRow {
    kind: Cue,
    words: Vec<Spanned<String>>,
}

impl Table for Checks {
    const FOLDER: &'static str = "checks";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let (mut words, mut forms) = (Vec::new(), Vec::new());
        let (mut records, mut partitions) = (Vec::new(), Vec::new());
        for file in &files {
            for row in &file.content.cue {
                for word in &row.words {
                    let text = word.get_ref();
                    let bare = text.trim_matches('~');
                    if bare.trim().is_empty() {
                        return Err(file.error(word.span(), "expected a word, with `~` before or behind it at most"));
                    }
                    words.push(bare.to_owned());
                    forms.push(Form { cue: row.kind, attached: text.starts_with('~'), continued: text.ends_with('~') });
                }
            }
            records.extend(file.content.record.iter().cloned());
            partitions.extend(file.content.partition.iter().cloned());
        }
        Ok(Self { finder: Finder::overlapping(words), forms, records, partitions })
    }
}

impl Checks {
    /// What finds cue words in a text.
    pub(super) fn finder(&self) -> &Finder {
        &self.finder
    }

    /// The cue words within `span` of `text`, by where they start. Two meanings of one word are two hits.
    pub fn cues(&self, text: &str, span: Span) -> Vec<CueHit> {
        let sentence = span.of(text);
        let mut hits: Vec<CueHit> = self
            .finder
            .get()
            .find_overlapping_iter(sentence)
            .filter_map(|found| {
                let form = self.forms[found.pattern().as_usize()];
                let before = sentence[..found.start()].chars().next_back();
                let after = sentence[found.end()..].chars().next();
                let stands = (form.attached || !before.is_some_and(is_letter))
                    && (form.continued || !after.is_some_and(is_letter));
                stands.then(|| CueHit { cue: form.cue, span: Span::new(found.start(), found.end()).shift(span.start) })
            })
            .collect();
        hits.sort_by_key(|hit| (hit.span.start, hit.cue, hit.span.end));
        hits
    }
}

/// A digit is no letter here: a particle and a unit may touch one.
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    #[track_caller]
    fn check(text: &str, cue: Cue, words: &[&str]) {
        let hits = Rules::shared().checks.cues(text, Span::new(0, text.len()));
        let found: Vec<&str> = hits.iter().filter(|h| h.cue == cue).map(|h| h.span.of(text)).collect();
        assert_eq!(found, words, "{text}");
    }

    #[test]
    fn words_are_not_found_inside_others() {
        check("모두 12명이 총리 공관에 모였다", Cue::Total, &["모두"]);
        check("총 12명이 모였다", Cue::Total, &["총"]);
        check("등장한 배우 등 모두 9명", Cue::Etc, &["등"]);
        check("Totally new, a total of 12", Cue::Total, &["total of"]);
    }

    #[test]
    fn particles_are_found_where_they_are_attached() {
        check("지난해(60억원)보다 두 배", Cue::Than, &["보다"]);
        check("이 가운데 세 곳", Cue::Among, &["이 가운데"]);
    }
}
