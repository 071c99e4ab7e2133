//! Logistic regression towards a prior: the weights under which the labels are likeliest, each level of each feature
//! having a Gaussian prior around what the experts believed (maximum a posteriori).

use std::collections::BTreeMap;

use daejo::rules::weights::Kind;

use crate::samples::Sample;

/// Candidates that the experts' weights put below this many bits are so plain that they tell nothing.
const PLAIN: f64 = -5.0;

/// No weight moves by more than this, in bits, when the fit has come to its end.
const STILL: f64 = 1e-7;

/// Rounds after which it has, whatever the samples.
const ROUNDS: usize = 1_000;

/// A feature and its level, or the prior odds.
type Parameter<'s> = Option<(&'s str, &'s str)>;

/// The weights of the samples whose label is known, each with how much it counts.
pub(crate) fn fit<'s>(expert: &Kind, samples: impl Iterator<Item = (&'s Sample, f64)>, ridge: f64) -> Kind {
    let samples: Vec<_> = samples.filter(|(s, _)| s.same.is_some() && s.weight(expert) > PLAIN).collect();
    let mut rows: BTreeMap<Parameter, Vec<usize>> = BTreeMap::new();
    for (row, (sample, _)) in samples.iter().enumerate() {
        let levels = sample.levels.iter().map(|&level| Some(level));
        levels.chain([None]).for_each(|parameter| rows.entry(parameter).or_default().push(row));
    }
    let mut kind = expert.clone();
    // In nats, in which a logistic regression works.
    let mut odds: Vec<f64> = samples.iter().map(|(s, _)| s.weight(expert) * std::f64::consts::LN_2).collect();
    for _ in 0..ROUNDS {
        let steps = rows.iter().map(|(&parameter, rows)| {
            let weight = weight_mut(&mut kind, parameter);
            let pull = *weight - expert_weight(expert, parameter);
            let step = newton(&samples, &odds, rows, pull, ridge);
            *weight += step;
            rows.iter().for_each(|&row| odds[row] += step * std::f64::consts::LN_2);
            step.abs()
        });
        if steps.fold(0.0, f64::max) < STILL {
            break;
        }
    }
    kind
}

fn weight_mut<'k>(kind: &'k mut Kind, parameter: Parameter) -> &'k mut f64 {
    match parameter {
        Some((feature, level)) => {
            kind.feature.entry(feature.to_owned()).or_default().entry(level.to_owned()).or_default()
        }
        None => &mut kind.prior,
    }
}

fn expert_weight(expert: &Kind, parameter: Parameter) -> f64 {
    parameter.map_or(expert.prior, |(feature, level)| expert.weight(feature, level))
}

/// One step of Newton's method along one weight, in bits, which lies `pull` away from what was believed.
fn newton(samples: &[(&Sample, f64)], odds: &[f64], rows: &[usize], pull: f64, ridge: f64) -> f64 {
    let ln2 = std::f64::consts::LN_2;
    let (mut slope, mut curvature) = (-ridge * pull, ridge);
    for &row in rows {
        let likely = 1.0 / (1.0 + (-odds[row]).exp());
        let (sample, importance) = samples[row];
        let truth = if sample.same == Some(true) { 1.0 } else { 0.0 };
        slope += ln2 * importance * (truth - likely);
        curvature += ln2 * ln2 * importance * likely * (1.0 - likely);
    }
    slope / curvature
}

/// A file of `rules/weights/`.
pub(crate) fn toml(kind: &str, weights: &Kind) -> String {
    let things = if kind.starts_with("quantity") { "figures" } else { "dates" };
    let things = if kind.ends_with("brief") { format!("{things} of notes") } else { things.to_owned() };
    let mut out =
        format!("description = \"Match weights for two {things}, in bits; written by `cargo run --example fit`\"\n");
    let thresholds = [
        ("prior", weights.prior),
        ("match_at", weights.match_at),
        ("conflict_at", weights.conflict_at),
        ("update_at", weights.update_at),
    ];
    for (name, weight) in thresholds {
        out += &format!("{name} = {}\n", written(weight));
    }
    let features: BTreeMap<_, _> = weights.feature.iter().collect();
    for (feature, levels) in features {
        out += &format!("\n[feature.{feature}]\n");
        for (level, &weight) in levels.iter().collect::<BTreeMap<_, _>>() {
            out += &format!("{level} = {}\n", written(weight));
        }
    }
    out
}

/// Two decimals: more than that no label tells.
fn written(weight: f64) -> String {
    // Zero has no sign.
    format!("{:.2}", (weight * 100.0).round() / 100.0 + 0.0)
}
