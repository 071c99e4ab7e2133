//! Relations → groups: the claims that are, directly or through others, about the same thing.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::judge::{Relation, Verdict};
use crate::resolve::Claim;

/// Claims about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// `g-` and eight hexadecimal digits, stable for the same claims.
    pub id: SmolStr,
    /// Indices into the claims of the run, ascending; at least two.
    pub claims: Vec<usize>,
    /// What stands furthest apart among its relations.
    pub verdict: Verdict,
    /// How many independent origins its articles have: copies of one text count once.
    pub origins: usize,
}

impl Group {
    /// What an article says about the thing, each wording once.
    pub fn wordings<'a>(&self, article: usize, claims: &'a [Claim]) -> Vec<&'a str> {
        let mut words = Vec::new();
        for claim in self.claims.iter().map(|&claim| &claims[claim]).filter(|claim| claim.article == article) {
            if !words.contains(&claim.text.as_str()) {
                words.push(&claim.text);
            }
        }
        words
    }
}

/// The groups that `relations` form, by their first claim. `origins` has the origin of each article.
pub fn groups(claims: &[Claim], relations: &[Relation], origins: &[usize]) -> Vec<Group> {
    let roots = of_claims(claims.len(), relations);
    let mut verdicts: BTreeMap<usize, Verdict> = BTreeMap::new();
    for relation in relations {
        let verdict = verdicts.entry(roots[relation.claims[0]]).or_insert(relation.verdict);
        *verdict = relation.verdict.max(*verdict);
    }
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (claim, root) in roots.iter().enumerate().filter(|(_, root)| verdicts.contains_key(root)) {
        members.entry(*root).or_default().push(claim);
    }
    let group = |(root, members): (usize, Vec<usize>)| Group {
        id: group_id(members.iter().map(|&claim| claims[claim].id.as_str()).collect()),
        verdict: verdicts[&root],
        origins: members.iter().map(|&c| origins[claims[c].article]).collect::<BTreeSet<_>>().len(),
        claims: members,
    };
    members.into_iter().map(group).collect()
}

/// For each claim, the least claim that `relations` connect it with.
pub(super) fn of_claims(claims: usize, relations: &[Relation]) -> Vec<usize> {
    components(claims, relations.iter().map(|relation| relation.claims))
}

/// For each of `count` things, the least one that `edges` connect it with (union-find).
pub(super) fn components(count: usize, edges: impl IntoIterator<Item = [usize; 2]>) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..count).collect();
    for edge in edges {
        let [a, b] = edge.map(|end| root(&mut parent, end));
        parent[a.max(b)] = a.min(b);
    }
    (0..count).map(|at| root(&mut parent, at)).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// The id of a group of claims of these ids.
pub(crate) fn group_id(mut ids: Vec<&str>) -> SmolStr {
    ids.sort_unstable();
    let hash = xxhash_rust::xxh3::xxh3_64(ids.join("\0").as_bytes());
    smol_str::format_smolstr!("g-{:08x}", hash >> 32)
}
