//! No id twice: the second article of an id is kept as `id#2`, and both places are named.

use std::collections::HashMap;

use crate::article::Origin;
use crate::article::draft::Draft;
use crate::article::problem::Problem;
use xxhash_rust::xxh3::xxh3_128;

/// So many ids are remembered at least, twice as many at most: memory stays constant however long the
/// input is, and a duplicate that far behind its original goes unnoticed. As many fit into a table of 2¹⁹ places.
const REMEMBERED: usize = (1 << 19) / 8 * 7;

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
    pub(super) fn make_unique(&mut self, draft: &mut Draft) -> Option<Problem> {
        let given = draft.metadata.id.clone().unwrap_or_default();
        let Some(first) = self.count(&given) else {
            self.remember(&given, &draft.origin);
            return None;
        };
        let mut number = first.count;
        let mut kept = format!("{given}#{number}");
        while self.find(&kept).is_some() {
            number += 1;
            kept = format!("{given}#{number}");
        }
        self.remember(&kept, &draft.origin);
        draft.metadata.id = Some(kept.clone());
        let place = match first.line {
            Some(line) => format!("{}:{line}", self.paths[first.path]),
            None => self.paths[first.path].clone(),
        };
        let problem = Problem::error(&draft.origin.path, "duplicate-id").at(draft.origin.line, None);
        Some(problem.with("id", given).with("first", place).with("kept", kept))
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

    fn remember(&mut self, id: &str, origin: &Origin) {
        if self.recent.len() >= REMEMBERED {
            self.older = std::mem::take(&mut self.recent);
        }
        if self.paths.last() != Some(&origin.path) {
            self.paths.push(origin.path.clone());
        }
        let seen = Seen { path: self.paths.len() - 1, line: origin.line, count: 1 };
        self.recent.insert(xxh3_128(id.as_bytes()), seen);
    }
}
