//! What comes of claims that are worth comparing.

use std::collections::HashMap;
use std::sync::Arc;

use super::meet::{Meeting, Named};
use crate::align::archive::Entry;
use crate::align::gather::{Candidates, Gathered};
use crate::align::study::Study;
use crate::judge_gathered;
use crate::policy::Options;
use crate::report::Results;
use crate::rules::Rules;

/// An article of a part.
#[derive(Clone, Debug)]
pub struct Part {
    /// The article with its claims.
    pub entry: Entry,
    /// Others are only held against it.
    pub held: bool,
    /// What it has in itself is looked at here, its headline against its text and its figures against each other.
    pub home: bool,
}

impl Part {
    /// What articles are ordered by.
    pub(super) fn order(&self) -> (bool, &str) {
        (self.held, &self.entry.article.id)
    }
}

/// A claim that is spoken of, and isn't there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The id of its article.
    pub article: String,
    /// Its position there.
    pub claim: u32,
}

/// What comes of the articles of a part. The meetings of a list of events must all be in one part.
///
/// # Errors
/// When an article is missing.
pub fn judge(
    mut parts: Vec<Part>,
    meetings: &[Meeting<'_>],
    options: &Options,
    rules: &Rules,
) -> Result<Results, Missing> {
    parts.sort_by(|a, b| a.order().cmp(&b.order()));
    let new = parts.partition_point(|part| !part.held);
    let own: Vec<usize> = (0..parts.len()).filter(|&at| parts[at].home).collect();
    let mut gathered = Gathered::of(parts.into_iter().map(|part| Arc::new(Study::new(part.entry))).collect());
    gathered.candidates = candidates(&gathered, meetings)?;
    Ok(judge_gathered(gathered, new, &own, options, rules))
}

fn candidates(gathered: &Gathered, meetings: &[Meeting<'_>]) -> Result<Candidates, Missing> {
    let find = finder(gathered);
    let pair = |meeting: &Meeting<'_>| Ok((meeting.aspect, find(meeting.home)?, find(meeting.partner)?));
    Ok(Candidates::new(meetings.iter().map(pair).collect::<Result<Vec<_>, _>>()?))
}

/// Finds claims by name among those of `gathered`.
pub(super) fn finder(gathered: &Gathered) -> impl Fn(Named<'_>) -> Result<usize, Missing> {
    let ids = gathered.studies.iter().map(|study| study.entry().article.id.as_str());
    let numbers: HashMap<&str, usize> = ids.zip(0..).collect();
    move |(id, claim)| {
        let found = numbers.get(id).and_then(|&article| gathered.index(article, claim));
        found.ok_or_else(|| Missing { article: id.to_owned(), claim })
    }
}
