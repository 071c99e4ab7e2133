//! Tables of the beginnings and of the endings of words, searched from either end of a text.

use super::hash::NumberMap;

/// Sequences of characters, each with a value, that share their first steps.
#[derive(Debug)]
struct Steps<T> {
    /// From a node and a character to the next node; the root is 0.
    next: NumberMap<u32>,
    /// By node, from 1.
    values: Vec<Option<T>>,
}

impl<T> Default for Steps<T> {
    fn default() -> Self {
        Self { next: NumberMap::default(), values: Vec::new() }
    }
}

impl<T> Steps<T> {
    /// The value at the end of `chars`; no characters have no place.
    fn entry(&mut self, chars: impl Iterator<Item = char>) -> Option<&mut Option<T>> {
        let mut node = 0;
        for c in chars {
            let new = u32::try_from(self.values.len() + 1).expect("a table of words fits in memory");
            node = *self.next.entry(key(node, c)).or_insert(new);
            if node == new {
                self.values.push(None);
            }
        }
        self.values.get_mut(node.wrapping_sub(1) as usize)
    }

    /// The values on the way along `chars`, each with the position of the last character.
    fn along(&self, chars: impl Iterator<Item = (usize, char)>) -> impl Iterator<Item = (usize, &T)> {
        let nodes = chars.scan(0, |node, (at, c)| {
            *node = *self.next.get(&key(*node, c))?;
            Some((at, *node))
        });
        nodes.filter_map(|(at, node)| Some((at, self.values.get(node as usize - 1)?.as_ref()?)))
    }
}

fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
}

/// Endings, each with a value.
#[derive(Debug)]
pub struct Suffixes<T>(Steps<T>);

impl<T> Default for Suffixes<T> {
    fn default() -> Self {
        Self(Steps::default())
    }
}

impl<T> Suffixes<T> {
    /// Adds an ending, in place of the same one that was there.
    pub fn insert(&mut self, ending: &str, value: T) {
        if let Some(place) = self.0.entry(ending.chars().rev()) {
            *place = Some(value);
        }
    }

    /// The endings of `text` that the table holds, the shortest first: where each starts, and its value.
    pub fn of<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, &'a T)> {
        self.0.along(text.char_indices().rev())
    }

    /// Whether the table holds just this ending.
    pub fn holds(&self, text: &str) -> bool {
        self.of(text).any(|(start, _)| start == 0)
    }
}

impl<T: Default> Suffixes<T> {
    /// Endings without values.
    pub fn from_list<S: AsRef<str>>(list: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self::default();
        for ending in list {
            table.insert(ending.as_ref(), T::default());
        }
        table
    }
}

/// Beginnings, each with a value.
#[derive(Debug)]
pub struct Prefixes<T>(Steps<T>);

impl<T> Default for Prefixes<T> {
    fn default() -> Self {
        Self(Steps::default())
    }
}

impl<T: Default> Prefixes<T> {
    /// Beginnings without values.
    pub fn from_list<S: AsRef<str>>(list: impl IntoIterator<Item = S>) -> Self {
        let mut table = Self::default();
        for beginning in list {
            table.insert(beginning.as_ref(), T::default());
        }
        table
    }
}

impl<T> Prefixes<T> {
    /// Adds a beginning, in place of the same one that was there.
    pub fn insert(&mut self, beginning: &str, value: T) {
        if let Some(place) = self.0.entry(beginning.chars()) {
            *place = Some(value);
        }
    }

    /// The value of a beginning, made with `T::default` where there is none. The empty one has no value.
    pub fn entry(&mut self, beginning: &str) -> Option<&mut T>
    where
        T: Default,
    {
        self.0.entry(beginning.chars()).map(Option::get_or_insert_default)
    }

    /// Whether `text` begins with one of them, or one of them with all of `text`.
    pub fn meet(&self, text: &str) -> bool {
        let mut node = 0;
        for c in text.chars() {
            let Some(next) = self.0.next.get(&key(node, c)) else { return false };
            if self.0.values[*next as usize - 1].is_some() {
                return true;
            }
            node = *next;
        }
        true
    }

    /// The beginnings of `text` that the table holds, the shortest first: where each ends, and its value.
    pub fn of<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, &'a T)> {
        self.0.along(text.chars().scan(0, |end, c| {
            *end += c.len_utf8();
            Some((*end, c))
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_come_shortest_first() {
        let mut table = Suffixes::default();
        for (value, ending) in ["는", "에서는", "에서", "서"].into_iter().enumerate() {
            table.insert(ending, value);
        }
        assert_eq!(table.of("서울에서는").collect::<Vec<_>>(), [(12, &0), (6, &1)]);
        assert_eq!(table.of("서").collect::<Vec<_>>(), [(0, &3)]);
        assert_eq!(table.of("").count(), 0);
        assert!(table.holds("에서") && !table.holds("집에서"));
    }

    #[test]
    fn beginnings_come_shortest_first() {
        let mut table = Prefixes::default();
        for (value, beginning) in ["서", "서울", "서울시", "울"].into_iter().enumerate() {
            table.insert(beginning, value);
        }
        assert_eq!(table.of("서울에서").collect::<Vec<_>>(), [(3, &0), (6, &1)]);
        assert_eq!(table.of("경기").count(), 0);
        assert!(table.meet("서울에서") && table.meet("울") && !table.meet("경기"));
    }
}
