//! What a ledger holds already, so that what has not changed is not read again.

use std::collections::HashMap;

use crate::article::Origin;

/// The articles of a ledger by what they were read from, and which of them have been met again.
#[derive(Debug, Default)]
pub struct Known {
    articles: HashMap<u128, Seen>,
    /// Those that lie elsewhere now.
    pub(super) moved: Vec<(u32, Origin)>,
}

#[derive(Debug)]
pub(super) struct Seen {
    pub(super) number: u32,
    place: u64,
    pub(super) again: bool,
}

impl Known {
    pub(super) fn insert(&mut self, stamp: u128, number: u32, path: &str, line: Option<usize>) {
        self.articles.insert(stamp, Seen { number, place: place(path, line), again: false });
    }

    /// Whether the ledger holds what has this `stamp`; notes that it is still there.
    pub fn recognise(&mut self, stamp: u128, origin: &Origin) -> bool {
        let Some(seen) = self.articles.get_mut(&stamp) else { return false };
        let here = place(&origin.path, origin.line);
        if seen.place != here {
            seen.place = here;
            let origin = Origin { path: origin.path.clone(), line: origin.line, ..Origin::default() };
            self.moved.push((seen.number, origin));
        }
        seen.again = true;
        true
    }

    /// How many articles are still there.
    pub fn recognised(&self) -> usize {
        self.articles.values().filter(|seen| seen.again).count()
    }

    /// The numbers of the articles that have not been met again.
    pub(super) fn gone(&self) -> Vec<u32> {
        let mut gone: Vec<u32> = self.articles.values().filter(|seen| !seen.again).map(|seen| seen.number).collect();
        gone.sort_unstable();
        gone
    }
}

fn place(path: &str, line: Option<usize>) -> u64 {
    xxhash_rust::xxh3::xxh3_64_with_seed(path.as_bytes(), line.map_or(0, |line| line as u64))
}
