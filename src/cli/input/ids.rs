//! No id twice: the second article of an id is kept as `id#2`, and both places are named.

use std::collections::HashMap;

use daejo::article::Article;
use daejo::article::problem::Problem;
use xxhash_rust::xxh3::xxh3_128;

/// So many ids are remembered at least, twice as many at most: memory stays constant however long the
/// input is, and a duplicate that far behind its original goes unnoticed.
const REMEMBERED: usize = 1 << 19;

/// The ids that have been read.
#[derive(Default)]
pub(super) struct Ids {
    recent: HashMap<u128, Seen>,
    older: HashMap<u128, Seen>,
    paths: Vec<String>,
}

/// Where an id was read first, and how many articles have it.
#[derive(Clone, Copy)]
struct Seen {
    path: usize,
    line: Option<usize>,
    count: usize,
}

impl Ids {
    /// Gives an article whose id was read before an id of its own, and says so.
    pub(super) fn make_unique(&mut self, article: &mut Article) -> Option<Problem> {
        let Some(first) = self.count(&article.id) else {
            self.remember(article);
            return None;
        };
        let given = article.id.clone();
        let mut number = first.count;
        while {
            article.id = format!("{given}#{number}");
            self.find(&article.id).is_some()
        } {
            number += 1;
        }
        self.remember(article);
        let place = match first.line {
            Some(line) => format!("{}:{line}", self.paths[first.path]),
            None => self.paths[first.path].clone(),
        };
        let problem = Problem::error(&article.origin.path, "duplicate-id").at(article.origin.line, None);
        Some(problem.with("id", given).with("first", place).with("kept", &article.id))
    }

    /// Counts one more article of an id that is known.
    fn count(&mut self, id: &str) -> Option<Seen> {
        let key = xxh3_128(id.as_bytes());
        let seen = self.recent.get_mut(&key).or_else(|| self.older.get_mut(&key))?;
        seen.count += 1;
        Some(*seen)
    }

    fn find(&self, id: &str) -> Option<&Seen> {
        let key = xxh3_128(id.as_bytes());
        self.recent.get(&key).or_else(|| self.older.get(&key))
    }

    fn remember(&mut self, article: &Article) {
        if self.recent.len() >= REMEMBERED {
            self.older = std::mem::take(&mut self.recent);
        }
        if self.paths.last() != Some(&article.origin.path) {
            self.paths.push(article.origin.path.clone());
        }
        let seen = Seen { path: self.paths.len() - 1, line: article.origin.line, count: 1 };
        self.recent.insert(xxh3_128(article.id.as_bytes()), seen);
    }
}
