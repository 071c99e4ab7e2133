//! What the weights are fitted on: candidate pairs at their levels, and whether they are about the same thing.

use daejo::align::{self, CandidateLevels, Level};
use daejo::rules::Rules;
use daejo::rules::weights::Kind;

use crate::events::{Event, Label};

/// A candidate pair with its label.
pub(crate) struct Sample {
    /// The fold of its event.
    pub(crate) fold: String,
    /// How much it counts among its kind.
    importance: f64,
    /// The file of weights that weighs it.
    pub(crate) kind: &'static str,
    pub(crate) levels: Vec<Level>,
    /// Whether the two are about the same thing; `None` where that was not said.
    pub(crate) same: Option<bool>,
    /// The two claims in words.
    words: String,
}

impl Sample {
    pub(crate) fn show(&self, weights: &Kind) -> String {
        let levels: Vec<String> = self.levels.iter().map(|(feature, level)| format!("{feature}:{level}")).collect();
        let label = match self.same {
            Some(true) => "same",
            Some(false) => "apart",
            None => "open",
        };
        format!("{label:5} {:6.2} {} {}", self.weight(weights), self.words, levels.join(" "))
    }

    /// A sample of one event.
    #[cfg(test)]
    pub(crate) fn labelled(levels: Vec<Level>, same: bool) -> Self {
        let (fold, words) = (String::new(), String::new());
        Self { fold, importance: 1.0, kind: "quantity", levels, same: Some(same), words }
    }

    /// How much the sample counts for the weights of `kind`: notes tell of articles as well.
    pub(crate) fn importance(&self, kind: &str) -> Option<f64> {
        if self.kind == kind {
            return Some(self.importance);
        }
        (self.kind.strip_suffix("-brief") == Some(kind)).then_some(self.importance * OF_NOTES)
    }

    pub(crate) fn weight(&self, weights: &Kind) -> f64 {
        weights.prior + self.levels.iter().map(|(feature, level)| weights.weight(feature, level)).sum::<f64>()
    }
}

/// Every candidate pair of the events.
pub(crate) fn of<'e>(events: impl Iterator<Item = &'e Event>, rules: &Rules) -> Vec<Sample> {
    events.flat_map(|event| samples(event, rules)).collect()
}

/// How much a pair of notes counts among the figures of articles: much speaks for the same in both, but they are so
/// many that they would outvote the stories.
const OF_NOTES: f64 = 0.2;

/// How much it counts that two equal small numbers without a label have met by chance, which is likely, but not said.
const LIKELY: f64 = 0.1;

fn samples(event: &Event, rules: &Rules) -> Vec<Sample> {
    let (articles, claims) = (&event.report.articles, &event.report.claims);
    let candidates = align::candidates(articles, claims, rules);
    let differing = candidates.iter().filter(|candidate| candidate.differ).count();
    let sample = |CandidateLevels { a, b, kind, differ, levels }| {
        let said = match event.whole {
            Some(label) => differ.then(|| same_in_sentences(label, differing)).flatten(),
            None => same(event, [a, b], differ),
        };
        let small = levels.iter().any(|level| matches!(level, ("value", "equal-small" | "equal-ordinal")));
        let by_chance = said.is_none() && event.whole.is_none() && small;
        Sample {
            fold: event.fold.clone(),
            importance: match event.whole {
                None if by_chance => LIKELY,
                _ => 1.0,
            },
            kind,
            same: if by_chance { Some(false) } else { said },
            levels,
            words: [a, b].map(|c| format!("{}|{}", articles[claims[c].article].id, claims[c].text)).join(" ~ "),
        }
    };
    candidates.into_iter().map(sample).collect()
}

/// Whether two different figures of two sentences are about the same thing, so many of them `differing`. Sentences
/// conflict by one of their figures, and which it is nobody says.
fn same_in_sentences(label: Label, differing: usize) -> Option<bool> {
    match label {
        Label::Conflict => (differing == 1).then_some(true),
        _ => Some(false),
    }
}

/// All conflicts of an event are labelled, but not all that holds: figures that differ are not about the same thing
/// unless a label says so, and of equal ones without a label nothing is known. A label holds for all pairs that
/// repeat its figures.
fn same(event: &Event, pair: [usize; 2], differ: bool) -> Option<bool> {
    if let Some(label) = event.labels.get(&pair) {
        return label.same();
    }
    (differ && !event.is_labelled(pair, |label| label != Label::Apart)).then_some(false)
}
