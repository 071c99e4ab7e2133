//! Swapped figures: each of two figures of one article stands, in the other one, where the other should.
//!
//! 가전 1조1천억원, 통신 8천억원 against 가전 8천억원, 통신 1조1천억원: the values ask for the pairs across, the words for
//! the pairs side by side. Under the hypothesis of a swap the values are explained either way, so that only the words
//! decide, by a margin that makes up for how rare a swap is.

use std::collections::{BTreeMap, BTreeSet};

use super::features::{self, Compared, Level, Values};
use crate::rules::weights::Kind;

/// By how many bits the words must favour a swap.
const MARGIN: f64 = 5.0;

/// So many equal pairs of two articles are looked at: beyond that they are tables of small numbers.
const MOST: usize = 256;

/// Evidence in bits of a pair that shares nothing by which it would have been compared.
const STRANGERS: f64 = -5.0;

/// Two nodes, one of either article.
type Nodes = (usize, usize);

/// Lets the pairs side by side take the place of those across, where a swap explains the figures.
pub(super) fn recognise(scores: &mut BTreeMap<Nodes, Compared>, weights: &Kind) {
    for [one, other] in swaps(scores, weights) {
        for across in [(one.0, other.1), (other.0, one.1)] {
            scores.remove(&across);
        }
        for straight in [one, other] {
            if let Some(scored) = scores.get_mut(&straight) {
                scored.levels.retain(|level| level.0 != "elsewhere");
                scored.levels.iter_mut().filter(|level| level.0 == "value").for_each(|level| level.1 = "swapped");
                scored.weight = features::weigh(&scored.levels, weights);
            }
        }
    }
}

/// Pairs of claims on whose words it may depend whether figures are swapped.
pub(super) enum Possible {
    None,
    /// Those of these claims.
    Some(BTreeSet<(usize, usize)>),
    Any,
}

impl Possible {
    pub(super) fn may_take(&self, claims: (usize, usize)) -> bool {
        match self {
            Self::None => false,
            Self::Some(possible) => possible.contains(&claims),
            Self::Any => true,
        }
    }
}

/// Which of some pairs of claims may take part in a swap, by how their values stand: it takes two pairs of nodes that are equal,
/// and two across that differ.
pub(super) fn possible(
    valued: impl Iterator<Item = ((usize, usize), Values)> + Clone,
    homes: impl Fn((usize, usize)) -> Option<Nodes>,
) -> Possible {
    let with = |values: Values| valued.clone().filter(move |(_, found)| *found == values).map(|(claims, _)| claims);
    if with(Values::Equal).nth(1).is_none() || with(Values::Different).nth(1).is_none() {
        return Possible::None;
    }
    let equal: BTreeSet<Nodes> = with(Values::Equal).filter_map(&homes).collect();
    if equal.len() > MOST {
        return Possible::Any;
    }
    let differ: BTreeSet<Nodes> = with(Values::Different).filter_map(&homes).collect();
    let mut possible = BTreeSet::new();
    for &(a, y) in &equal {
        for &(x, b) in equal.range((a + 1, 0)..).filter(|&&(_, b)| b != y) {
            if differ.contains(&(a, b)) && differ.contains(&(x, y)) {
                possible.extend([(a, y), (x, b), (a, b), (x, y)]);
            }
        }
    }
    let takes = |claims: &(usize, usize)| homes(*claims).is_some_and(|nodes| possible.contains(&nodes));
    Possible::Some(valued.map(|(claims, _)| claims).filter(takes).collect())
}

/// The two pairs side by side of every swap.
fn swaps(scores: &BTreeMap<Nodes, Compared>, weights: &Kind) -> Vec<[Nodes; 2]> {
    let equal: Vec<Nodes> = scores.iter().filter(|(_, s)| s.values == Values::Equal).map(|(&nodes, _)| nodes).collect();
    if equal.len() > MOST {
        return Vec::new();
    }
    let words = |nodes: Nodes| scores.get(&nodes).map_or(STRANGERS, |scored| words(scored, weights));
    let differ = |nodes: Nodes| scores.get(&nodes).is_some_and(|scored| scored.values == Values::Different);
    let mut found = Vec::new();
    for (at, &(a, y)) in equal.iter().enumerate() {
        for &(x, b) in equal[at + 1..].iter().filter(|&&(x, b)| x != a && b != y) {
            let straight = [(a, b), (x, y)];
            let gain = words((a, b)) + words((x, y)) - words((a, y)) - words((x, b));
            if straight.into_iter().all(differ) && gain >= MARGIN {
                found.push(straight);
            }
        }
    }
    found
}

/// The weight of everything but the values.
fn words(scored: &Compared, weights: &Kind) -> f64 {
    let of_values = |level: &&Level| matches!(level.0, "value" | "elsewhere" | "crowd");
    let values = scored.levels.iter().filter(of_values).map(|(feature, level)| weights.weight(feature, level));
    scored.weight - values.sum::<f64>()
}
