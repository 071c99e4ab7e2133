//! Claims that hang together → groups. Of the articles nothing is asked but what they are called and where they come from.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::judge::Verdict;
use crate::report::groups::group_id;
use crate::report::name_of;

/// A claim of a group. Claims are in the order of their articles, those that others are only held against behind them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member<'a> {
    /// Others are only held against its article.
    pub held: bool,
    /// The id of its article.
    pub article: &'a str,
    /// Its position there.
    pub position: u32,
    /// Its id.
    pub id: &'a str,
    /// The origin of the article: equal names mean one origin.
    pub origin: &'a str,
}

/// Claims about one thing: see [`crate::report::Group`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grouped<'a> {
    /// The id of the group.
    pub id: SmolStr,
    /// The claims, in order.
    pub members: Vec<Member<'a>>,
    /// What stands furthest apart among its relations.
    pub verdict: Verdict,
    /// How many independent origins its articles have.
    pub origins: usize,
}

/// The group of all claims that hang together, of whose relations these are the verdicts; none if there are no relations.
pub fn group(members: BTreeSet<Member<'_>>, verdicts: impl Iterator<Item = Verdict>) -> Option<Grouped<'_>> {
    let origins: BTreeSet<&str> = members.iter().map(|member| member.origin).collect();
    Some(Grouped {
        id: group_id(members.iter().map(|member| member.id).collect()),
        verdict: verdicts.max()?,
        origins: origins.len(),
        members: members.into_iter().collect(),
    })
}

/// The verdict of a name.
pub fn verdict(name: &str) -> Option<Verdict> {
    use Verdict::{Agree, Compatible, Conflict, Update, Variant};
    [Agree, Compatible, Update, Variant, Conflict].into_iter().find(|verdict| name_of(verdict) == name)
}
