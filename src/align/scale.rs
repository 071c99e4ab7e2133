//! Weighing: what the levels of two claims' features come to, and whether they can still come to enough.

use super::features::Level;
use crate::rules::Rules;
use crate::rules::weights::{Kind, Matched, Setting};
use crate::text::hash::Map;

/// What two claims are compared by, in the order in which it is told and added up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feature {
    Value,
    Unit,
    Story,
    Label,
    Head,
    Rival,
    Context,
    Whole,
    Subject,
    Meaning,
    Role,
    Time,
    Age,
    Part,
    Crowd,
    Elsewhere,
    Company,
    Limit,
    Dated,
}

/// What the features are called in `rules/weights/`, in the order of [`Feature`].
const NAMES: [&str; 19] = [
    "value",
    "unit",
    "story",
    "label",
    "head",
    "rival",
    "context",
    "whole",
    "subject",
    "meaning",
    "role",
    "time",
    "age",
    "part",
    "crowd",
    "elsewhere",
    "company",
    "limit",
    "dated",
];

/// What the order of additions may change of a sum, in bits, and much more.
const ROUNDING: f64 = 1e-6;

/// The rules, with the weights for all kinds of claims at hand by feature.
pub(super) struct Scales<'r> {
    pub rules: &'r Rules,
    /// By kind and by setting.
    scales: [[Scale<'r>; 2]; 2],
}

impl<'r> Scales<'r> {
    /// Those of `rules/weights/`.
    pub(super) fn of(rules: &'r Rules) -> Self {
        let scale = |kind: Matched, setting| Scale::of(rules.weights.of(kind.file(setting)));
        let scales = |kind| [Setting::Articles, Setting::Notes].map(|setting| scale(kind, setting));
        Self { rules, scales: [Matched::Figure, Matched::Date].map(scales) }
    }

    /// The weights for claims of a kind.
    pub(super) fn get(&self, kind: Matched, setting: Setting) -> &Scale<'r> {
        &self.scales[kind as usize][setting as usize]
    }
}

/// The weights for one kind of claims.
pub(super) struct Scale<'r> {
    /// The thresholds.
    pub kind: &'r Kind,
    /// Two claims that weigh less are no pair, however their values stand to each other.
    pub least: f64,
    features: [Weights<'r>; NAMES.len()],
    /// The prior, and the most that all features can add to it.
    most: f64,
}

/// The weights of one feature.
#[derive(Clone, Copy)]
struct Weights<'r> {
    levels: Option<&'r Map<String, f64>>,
    /// The greatest one; 0 for a feature that may have no level, or one that was never seen.
    most: f64,
}

impl<'r> Scale<'r> {
    fn of(kind: &'r Kind) -> Self {
        let features = NAMES.map(|name| {
            let levels = kind.feature.get(name);
            let most = levels.into_iter().flat_map(|levels| levels.values().copied()).fold(0.0, f64::max);
            Weights { levels, most }
        });
        let least = kind.match_at.min(kind.conflict_at).min(kind.update_at);
        Self { kind, least, features, most: kind.prior + features.iter().map(|weights| weights.most).sum::<f64>() }
    }
}

/// The levels of two claims' features, as far as they are known.
pub(super) struct Weighing<'s> {
    scale: &'s Scale<'s>,
    levels: [Option<(&'static str, f64)>; NAMES.len()],
    /// The weight, if all that is not known yet speaks for the two as much as it can.
    most: f64,
    least: f64,
}

impl<'s> Weighing<'s> {
    /// Of two claims that are of no interest if they weigh less than `least`.
    pub(super) fn new(scale: &'s Scale<'s>, least: f64) -> Self {
        Self { scale, levels: [None; NAMES.len()], most: scale.most, least: least - ROUNDING }
    }

    /// Notes the level of a feature, if it has one; `None` if the two claims can no longer weigh enough.
    pub(super) fn note(&mut self, feature: Feature, level: impl Into<Option<&'static str>>) -> Option<()> {
        let weights = self.scale.features[feature as usize];
        self.most -= weights.most;
        if let Some(level) = level.into() {
            let weight = weights.levels.and_then(|levels| levels.get(level)).copied().unwrap_or(0.0);
            self.most += weight;
            self.levels[feature as usize] = Some((level, weight));
        }
        (self.most >= self.least).then_some(())
    }

    /// The sum of the weights, and the levels.
    pub(super) fn finish(self) -> (f64, Vec<Level>) {
        let weights = self.levels.iter().flatten().map(|&(_, weight)| weight);
        let levels = NAMES.into_iter().zip(self.levels).filter_map(|(name, level)| Some((name, level?.0)));
        (self.scale.kind.prior + weights.sum::<f64>(), levels.collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOME: [Feature; 4] = [Feature::Dated, Feature::Value, Feature::Elsewhere, Feature::Label];
    const LEVELS: [&str; 3] = ["low", "high", "never seen"];

    /// A kind whose features have two levels each of these weights.
    fn kind(prior: f64, weights: [[f64; 2]; 4]) -> Kind {
        let levels = |weights: [f64; 2]| LEVELS.iter().map(ToString::to_string).zip(weights).collect();
        let features = SOME.into_iter().zip(weights);
        let feature =
            features.map(|(feature, weights)| (NAMES[feature as usize].to_owned(), levels(weights))).collect();
        Kind { prior, feature, ..Kind::default() }
    }

    proptest! {
        #[test]
        fn only_what_weighs_too_little_is_given_up(
            prior in -5.0..5.0,
            weights in prop::array::uniform4(prop::array::uniform2(-5.0..5.0)),
            levels in prop::array::uniform4(prop::option::of(0..LEVELS.len())),
            least in -10.0..10.0,
        ) {
            let kind = kind(prior, weights);
            let weigh = |least: f64| {
                let scale = Scale::of(&kind);
                let mut weighing = Weighing::new(&scale, least);
                for (feature, level) in SOME.into_iter().zip(levels) {
                    weighing.note(feature, level.map(|level| LEVELS[level]))?;
                }
                Some(weighing.finish())
            };
            let (weight, named) = weigh(f64::NEG_INFINITY).expect("nothing weighs less");
            let sum: f64 = named.iter().map(|(feature, level)| kind.weight(feature, level)).sum();
            prop_assert_eq!(weight, prior + sum);
            let given_up = weigh(least).is_none();
            prop_assert!(if given_up { weight < least } else { weight >= least - 2.0 * ROUNDING }, "{weight} {least}");
        }
    }

    #[test]
    fn features_are_told_in_their_order() {
        let kind = kind(0.0, [[1.0; 2]; 4]);
        let scale = Scale::of(&kind);
        let mut weighing = Weighing::new(&scale, 0.0);
        for feature in SOME {
            weighing.note(feature, "high").expect("it weighs enough");
        }
        let (_, levels) = weighing.finish();
        assert_eq!(levels, ["value", "label", "elsewhere", "dated"].map(|feature| (feature, "high")));
    }
}
