//! Nodes: the mentions in one article that state one figure, so that a headline, its body and a
//! conversion in parentheses are aligned together.

use super::features::{Pairing, Values};
use crate::rules::weights::Kind;

/// The claims of one article that state one figure, in the order of the text.
pub(super) type Node = Vec<usize>;

/// Groups the claims `members` of one article (quantities, or dates) into nodes.
pub(super) fn nodes(members: &[usize], pairing: &mut Pairing<'_>, weights: &Kind) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    for &index in members {
        let home = nodes.iter().position(|node| node.iter().any(|&other| one_figure(other, index, pairing, weights)));
        match home {
            Some(node) => nodes[node].push(index),
            None => nodes.push(vec![index]),
        }
    }
    nodes
}

/// Whether two claims of one article state one figure: one restates the other in parentheses, or
/// their values are equal and their words match.
fn one_figure(a: usize, b: usize, pairing: &mut Pairing<'_>, weights: &Kind) -> bool {
    let claims = pairing.a.claims;
    if claims[a].converts == Some(b) || claims[b].converts == Some(a) {
        return true;
    }
    // Most figures of an article differ, which is told sooner than how alike their words are.
    if !pairing.comparer().agree(&claims[a], &claims[b]) {
        return false;
    }
    let Some(compared) = pairing.compare(a, b) else { return false };
    compared.values == Values::Equal && super::features::weigh(&compared.levels, weights) >= weights.match_at
}
