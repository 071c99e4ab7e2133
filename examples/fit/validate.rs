//! The whole of daejo on events that its weights were not fitted on.

use std::collections::{BTreeSet, HashSet};
use std::fmt::Write;

use daejo::judge::Verdict;
use daejo::policy::Options;
use daejo::report::Report;
use daejo::rules::Rules;

use crate::Fitting;
use crate::events::{Event, Label, Set};
use crate::samples::{self, Sample};

/// What was found of what is labelled.
#[derive(Clone, Copy, Default)]
struct Score {
    conflicts: Share,
    /// Conflicts reported that are none.
    false_conflicts: usize,
    holds: Share,
    calm: Share,
    apart: Share,
}

#[derive(Clone, Copy, Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.all += 1;
        self.right += usize::from(right);
    }
}

/// For each set, how its events fare under weights fitted on all events and on all the others.
pub(crate) fn table(sets: &[Set], fitting: &Fitting, rules: &mut Rules) -> String {
    let samples = samples::of(sets.iter().flat_map(|set| &set.events), rules);
    let mut out =
        String::from("| set | weights of | conflict precision | recall | kept together | kept apart | left alone |\n");
    out += "| --- | --- | --- | --- | --- | --- | --- |\n";
    for set in sets {
        rules.weights = fitting.weights(samples.iter());
        let on_all = set.events.iter().fold(Score::default(), |score, event| score.with(event, rules));
        let folds: BTreeSet<&str> = set.events.iter().map(|event| event.fold.as_str()).collect();
        let held_out = folds.into_iter().fold(Score::default(), |score, fold| {
            rules.weights = fitting.weights(samples.iter().filter(|sample: &&Sample| sample.fold != fold));
            let events = set.events.iter().filter(|event| event.fold == fold);
            events.fold(score, |score, event| score.with(event, rules))
        });
        for (weights, score) in [("all events", on_all), ("the others", held_out)] {
            let _ = writeln!(out, "| {} | {weights} | {score} |", set.name);
        }
    }
    out
}

impl Score {
    /// This score and that of one more event, checked with `rules`.
    fn with(mut self, event: &Event, rules: &Rules) -> Self {
        let articles = event.report.articles.iter().map(|article| (**article).clone()).collect();
        let found = Found::of(&event.report, daejo::check(articles, &Options::default(), rules));
        if let Some(label) = event.whole {
            return self.with_sentences(label, &found);
        }
        let lost = event.lost.iter().map(|&label| (label, None));
        for (label, verdict) in event.labels.iter().map(|(&pair, &label)| (label, found.verdict(pair))).chain(lost) {
            match label {
                Label::Conflict => self.conflicts.count(verdict == Some(Verdict::Conflict)),
                Label::Holds => self.holds.count(verdict.is_some()),
                Label::Calm => self.calm.count(verdict != Some(Verdict::Conflict)),
                Label::Apart => self.apart.count(verdict.is_none()),
                Label::Open => {}
            }
        }
        let is_told = |label| matches!(label, Label::Conflict | Label::Open);
        self.false_conflicts += found.conflicts().filter(|&pair| !event.is_labelled(pair, is_told)).count();
        self
    }

    /// Likewise for two sentences and what was said of them as a whole.
    fn with_sentences(mut self, label: Label, found: &Found) -> Self {
        let conflict = found.conflicts().next().is_some();
        match label {
            Label::Conflict => self.conflicts.count(conflict),
            _ => self.false_conflicts += usize::from(conflict),
        }
        self
    }
}

/// What one run says of pairs of claims.
struct Found<'r> {
    claims: &'r Report,
    report: Report,
}

impl<'r> Found<'r> {
    /// Weights don't change what is extracted, so that both reports number the claims alike.
    fn of(claims: &'r Report, report: Report) -> Self {
        Self { claims, report }
    }

    fn verdict(&self, pair: [usize; 2]) -> Option<Verdict> {
        let here = self.report.relations.iter().filter(|relation| relation.claims == pair);
        here.map(|relation| relation.verdict).max()
    }

    /// Conflicts between articles, each pair of values once.
    fn conflicts(&self) -> impl Iterator<Item = [usize; 2]> {
        let mut seen = HashSet::new();
        let claims = &self.claims.claims;
        let conflicts = self.report.relations.iter().filter(|relation| relation.verdict == Verdict::Conflict);
        let across = conflicts.map(|r| r.claims).filter(|&[a, b]| claims[a].article != claims[b].article);
        across.filter(move |&[a, b]| {
            let told = [a, b].map(|c| (claims[c].article, claims[c].brief()));
            seen.insert(told)
        })
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} of {}", self.right, self.all)
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let reported = Share { right: self.conflicts.right, all: self.conflicts.right + self.false_conflicts };
        write!(f, "{reported} | {} | {} | {} | {}", self.conflicts, self.holds, self.apart, self.calm)
    }
}
