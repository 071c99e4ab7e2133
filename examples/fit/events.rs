//! Events with labels: articles that tell one thing, and which of their claims are about the same.

use std::collections::HashMap;

use daejo::policy::Options;
use daejo::report::Report;
use daejo::rules::Rules;

use crate::expected::{Annotations, Expected};
use crate::place::{Place, twin_pairs};
use crate::reading;

/// Events that were labelled by the same rules.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) events: Vec<Event>,
}

/// Articles of one event, what daejo makes of them, and what people say of pairs of their claims.
pub(crate) struct Event {
    pub(crate) name: String,
    /// What is left out together when weights are tried on it: an event, or pairs of sentences that stand together.
    pub(crate) fold: String,
    pub(crate) report: Report,
    /// By the indices of two claims, the smaller one first.
    pub(crate) labels: HashMap<[usize; 2], Label>,
    /// Labels whose claims were not extracted: what nobody can find.
    pub(crate) lost: Vec<Label>,
    /// What people say of two articles of a sentence each, without saying of which figures.
    pub(crate) whole: Option<Label>,
}

/// What people say of two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// The same thing, told alike.
    Holds,
    /// The same thing, told otherwise, and both can be true.
    Calm,
    /// The same thing, and they can't both be true.
    Conflict,
    /// Different things.
    Apart,
    /// Nobody is misled either way.
    Open,
}

impl Label {
    /// By the verdict of `output.md`.
    pub(crate) fn of(verdict: &str) -> Self {
        match verdict {
            "conflict" => Self::Conflict,
            "unrelated" => Self::Apart,
            "agree" | "variant" => Self::Holds,
            _ => Self::Calm,
        }
    }

    /// Whether the two are about the same thing, where that is said.
    pub(crate) fn same(self) -> Option<bool> {
        match self {
            Self::Holds | Self::Calm | Self::Conflict => Some(true),
            Self::Apart => Some(false),
            Self::Open => None,
        }
    }
}

impl Event {
    pub(crate) fn new(name: String, report: Report) -> Self {
        Self { fold: name.clone(), name, report, labels: HashMap::new(), lost: Vec::new(), whole: None }
    }

    /// Labels the two claims, where both were found.
    pub(crate) fn label(&mut self, [a, b]: [Option<usize>; 2], label: Label) {
        match (a, b) {
            (Some(a), Some(b)) => drop(self.labels.insert([a.min(b), a.max(b)], label)),
            _ => self.lost.push(label),
        }
    }
}

impl Set {
    /// The stories of `corpus/` with their `expected.toml`.
    pub(crate) fn corpus(rules: &Rules) -> Self {
        let event = |folder: &std::path::PathBuf| {
            let report = daejo::check(reading::articles(folder, rules), &Options::default(), rules);
            let mut event = Event::new(reading::name(folder), report);
            let annotations = Annotations::read(folder);
            for relation in &annotations.relation {
                let open = relation.expected == Expected::Optional;
                let label = if open { Label::Open } else { Label::of(&relation.verdict) };
                event.label_places(relation.pairs(), label);
            }
            annotations.unrelated.iter().for_each(|unrelated| event.label_places(unrelated.pairs(), Label::Apart));
            event
        };
        Self { name: "corpus".to_owned(), events: reading::story_folders().iter().map(event).collect() }
    }
}

impl Event {
    /// Whether the two claims, or two others that tell the same, have a label that `fits`.
    pub(crate) fn is_labelled(&self, pair: [usize; 2], fits: impl Fn(Label) -> bool) -> bool {
        let repeats = |labelled: [usize; 2]| twin_pairs(&self.report.claims, labelled, pair);
        self.labels.iter().any(|(&labelled, &label)| fits(label) && repeats(labelled))
    }

    fn label_places(&mut self, pairs: Vec<[&Place; 2]>, label: Label) {
        for pair in pairs {
            self.label(pair.map(|place| place.claim(&self.report).ok()), label);
        }
    }
}
