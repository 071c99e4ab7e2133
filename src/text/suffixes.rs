//! A table of word endings that is searched from a text's end.

use super::hash::NumberMap;

/// Endings, each with a value.
#[derive(Debug)]
pub struct Suffixes<T> {
    /// From a node and the character before it to the next node; the root is 0.
    next: NumberMap<u32>,
    /// By node, from 1.
    values: Vec<Option<T>>,
}

impl<T> Default for Suffixes<T> {
    fn default() -> Self {
        Self { next: NumberMap::default(), values: Vec::new() }
    }
}

impl<T> Suffixes<T> {
    /// Adds an ending, in place of the same one that was there.
    pub fn insert(&mut self, ending: &str, value: T) {
        let mut node = 0;
        for c in ending.chars().rev() {
            let new = u32::try_from(self.values.len() + 1).expect("a table of endings is small");
            node = *self.next.entry(key(node, c)).or_insert(new);
            if node == new {
                self.values.push(None);
            }
        }
        if let Some(last) = self.values.get_mut(node.wrapping_sub(1) as usize) {
            *last = Some(value);
        }
    }

    /// The endings of `text` that the table holds, the shortest first: where each starts, and its value.
    pub fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a T)> {
        let nodes = text.char_indices().rev().scan(0, |node, (start, c)| {
            *node = *self.next.get(&key(*node, c))?;
            Some((start, *node))
        });
        nodes.filter_map(|(start, node)| Some((start, self.values.get(node as usize - 1)?.as_ref()?)))
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

fn key(node: u32, c: char) -> u64 {
    u64::from(node) << 32 | u64::from(u32::from(c))
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
}
