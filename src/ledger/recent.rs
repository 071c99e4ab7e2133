//! Articles that were read lately, with what was worked out of them: where an archive is held against itself, the same
//! ones are met again and again.

use std::sync::{Arc, Mutex, PoisonError};

use crate::align::study::Study;
use crate::text::hash::NumberMap;

/// So many bytes of articles are kept at most, by what they are written as.
const ROOM: usize = 32 << 20;

/// The articles of two stretches of time: when the present one has half of the room, it becomes the former one.
#[derive(Debug, Default)]
pub(super) struct Recent(Mutex<Stretches>);

#[derive(Debug, Default)]
struct Stretches {
    present: Stretch,
    former: Stretch,
}

#[derive(Debug, Default)]
struct Stretch {
    articles: NumberMap<Read>,
    bytes: usize,
}

/// An article that was read.
#[derive(Clone, Debug)]
pub(super) struct Read {
    pub(super) study: Arc<Study>,
    /// How long it is as written.
    pub(super) bytes: usize,
}

impl Recent {
    /// Some articles, as far as they are at hand.
    pub(super) fn get(&self, articles: &[u32]) -> Vec<Option<Arc<Study>>> {
        let mut stretches = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        articles.iter().map(|&article| stretches.get(u64::from(article))).collect()
    }

    /// Keeps an article for some time.
    pub(super) fn keep(&self, article: u32, read: Read) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).keep(u64::from(article), read);
    }
}

impl Stretches {
    fn get(&mut self, article: u64) -> Option<Arc<Study>> {
        if let Some(read) = self.present.articles.get(&article) {
            return Some(Arc::clone(&read.study));
        }
        let read = self.former.articles.get(&article)?.clone();
        let study = Arc::clone(&read.study);
        self.keep(article, read);
        Some(study)
    }

    fn keep(&mut self, article: u64, read: Read) {
        if self.present.bytes > ROOM / 2 {
            self.former = std::mem::take(&mut self.present);
        }
        self.present.bytes += read.bytes;
        if let Some(twice) = self.present.articles.insert(article, read) {
            self.present.bytes -= twice.bytes;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::archive::Entry;
    use crate::article::read::plain;
    use crate::rules::Rules;

    fn read(bytes: usize) -> Read {
        let article = plain("비가 왔다.", None, None, Rules::shared());
        Read { study: Arc::new(Study::new(Entry::new(article, Vec::new(), Arc::default()))), bytes }
    }

    #[test]
    fn what_is_asked_for_stays_and_what_is_not_goes() {
        let recent = Recent::default();
        recent.keep(1, read(ROOM / 4));
        recent.keep(2, read(ROOM / 4));
        for article in 3..40 {
            recent.keep(article, read(ROOM / 4));
            assert!(recent.get(&[1])[0].is_some(), "the first one is asked for all the time, at {article}");
        }
        assert!(recent.get(&[2])[0].is_none(), "the second one is not");
    }

    #[test]
    fn no_more_is_kept_than_there_is_room_for() {
        let recent = Recent::default();
        (0..100).for_each(|article| recent.keep(article, read(ROOM / 10)));
        let kept = recent.get(&(0..100).collect::<Vec<_>>()).into_iter().flatten().count();
        assert!((5..=12).contains(&kept), "{kept}");
    }
}
