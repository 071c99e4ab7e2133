//! Assignment: one to one between the nodes of two articles, the best first. A figure that has found
//! its true partner is no longer free to conflict with a neighbour.

/// Two nodes that may be paired.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Candidate {
    /// Node of the first article.
    pub a: usize,
    /// Node of the second.
    pub b: usize,
    /// Total match weight in bits.
    pub weight: f64,
}

/// Chooses candidates so that no node is used twice, by falling weight; ties go to the earlier nodes.
pub(super) fn one_to_one(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.sort_by(|x, y| y.weight.total_cmp(&x.weight).then((x.a, x.b).cmp(&(y.a, y.b))));
    let mut used_a = std::collections::HashSet::new();
    let mut used_b = std::collections::HashSet::new();
    candidates.retain(|c| {
        let free = !used_a.contains(&c.a) && !used_b.contains(&c.b);
        if free {
            used_a.insert(c.a);
            used_b.insert(c.b);
        }
        free
    });
    candidates
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_takes_both_nodes() {
        let c = |a, b, weight| Candidate { a, b, weight };
        let chosen = one_to_one(vec![c(0, 0, 3.0), c(0, 1, 5.0), c(1, 1, 4.0), c(1, 0, 1.0)]);
        assert_eq!(chosen, [c(0, 1, 5.0), c(1, 0, 1.0)]);
    }

    #[test]
    fn ties_go_to_the_earlier_nodes() {
        let c = |a, b| Candidate { a, b, weight: 1.0 };
        assert_eq!(one_to_one(vec![c(1, 0), c(0, 0), c(0, 1)]), [c(0, 0)]);
    }
}
