//! Stories: the articles of a run that speak of the same things, for tables of claim × source.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::groups::{Group, components};
use crate::judge::Verdict;

/// Articles that speak of the same things, and the groups that connect them.
#[derive(Debug)]
pub(super) struct Story<'a> {
    /// Indices into the articles of the run.
    pub(super) articles: BTreeSet<usize>,
    /// The groups, by first claim.
    pub(super) groups: Vec<&'a Group>,
}

/// The stories of a run: articles connected by the groups that they share, by first article. What one
/// article says twice, and says the same, is left out.
pub(super) fn stories(report: &Report) -> Vec<Story<'_>> {
    let articles_of = |group: &Group| group.claims.iter().map(|&c| report.claims[c].article).collect::<Vec<_>>();
    let edges = report.groups.iter().flat_map(|group| {
        let articles = articles_of(group);
        articles.windows(2).map(|pair| [pair[0], pair[1]]).collect::<Vec<_>>()
    });
    let story_of = components(report.articles.len(), edges);
    let mut stories: BTreeMap<usize, Story> = BTreeMap::new();
    let shared =
        |group: &&Group| group.verdict == Verdict::Conflict || articles_of(group).windows(2).any(|w| w[0] != w[1]);
    for group in report.groups.iter().filter(shared) {
        let articles = articles_of(group);
        let empty = || Story { articles: BTreeSet::new(), groups: Vec::new() };
        let story = stories.entry(story_of[articles[0]]).or_insert_with(empty);
        story.groups.push(group);
        story.articles.extend(articles);
    }
    stories.into_values().collect()
}
