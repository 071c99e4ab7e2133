//! Nodes: the mentions in one article that state one figure, so that a headline, its body and a
//! conversion in parentheses are aligned together.

use super::features::{Pairing, Values};
use super::scale::Scale;

/// The claims of one article that state one figure, in the order of the text.
pub(super) type Node = Vec<usize>;

/// The nodes of some claims of an article.
#[derive(Clone, Debug)]
pub(super) struct Nodes {
    /// In the order of the text.
    pub list: Vec<Node>,
    /// The node of each claim of the article, if it is in one.
    homes: Vec<Option<u32>>,
}

impl Nodes {
    /// Groups the claims `members` of one article (quantities, or dates) into nodes.
    pub(super) fn of(members: &[usize], pairing: &mut Pairing<'_>, scale: &Scale<'_>) -> Self {
        let mut nodes = Self { list: Vec::new(), homes: vec![None; pairing.a.claims.len()] };
        for &claim in members {
            let is_home = |node: &Node| node.iter().any(|&other| one_figure(other, claim, pairing, scale));
            let home = nodes.list.iter().position(is_home).unwrap_or(nodes.list.len());
            if home == nodes.list.len() {
                nodes.list.push(Node::new());
            }
            nodes.list[home].push(claim);
            nodes.homes[claim] = Some(home as u32);
        }
        nodes
    }

    /// The place in the list of the node that a claim is in.
    pub(super) fn home(&self, claim: usize) -> Option<usize> {
        self.homes[claim].map(|home| home as usize)
    }
}

/// Whether two claims of one article state one figure: one restates the other in parentheses, or
/// their values are equal and their words match.
fn one_figure(a: usize, b: usize, pairing: &mut Pairing<'_>, scale: &Scale<'_>) -> bool {
    let claims = pairing.a.claims;
    if claims[a].converts == Some(b) || claims[b].converts == Some(a) {
        return true;
    }
    // Most figures of an article differ, which is told sooner than how alike their words are.
    if !pairing.comparer().agree(&claims[a], &claims[b]) {
        return false;
    }
    let Some(valued) = pairing.values(a, b).filter(|valued| valued.values == Values::Equal) else { return false };
    let least = scale.kind.match_at;
    pairing.compare(a, b, valued, scale, least).is_some_and(|compared| compared.weight >= least)
}
