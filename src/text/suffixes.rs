//! A table of word endings that is searched from a text's end.

/// Endings, each with a value.
#[derive(Debug)]
pub struct Suffixes<T> {
    nodes: Vec<Node<T>>,
}

#[derive(Debug)]
struct Node<T> {
    /// By character.
    next: Vec<(char, u32)>,
    value: Option<T>,
}

impl<T> Default for Node<T> {
    fn default() -> Self {
        Self { next: Vec::new(), value: None }
    }
}

impl<T> Default for Suffixes<T> {
    fn default() -> Self {
        Self { nodes: vec![Node::default()] }
    }
}

impl<T> Suffixes<T> {
    /// Adds an ending; what it had as a value is replaced and returned.
    pub fn insert(&mut self, ending: &str, value: T) -> Option<T> {
        let mut node = 0;
        for c in ending.chars().rev() {
            node = match self.nodes[node].next.binary_search_by_key(&c, |&(c, _)| c) {
                Ok(at) => self.nodes[node].next[at].1 as usize,
                Err(at) => {
                    let new = self.nodes.len();
                    self.nodes[node].next.insert(at, (c, u32::try_from(new).expect("a table of endings is small")));
                    self.nodes.push(Node::default());
                    new
                }
            };
        }
        self.nodes[node].value.replace(value)
    }

    /// The endings of `text` that the table holds, the shortest first: where each starts, and its value.
    pub fn of<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a T)> {
        let mut node = Some(0);
        let mut chars = text.char_indices().rev();
        std::iter::from_fn(move || {
            while let Some(at) = node {
                let step = chars.next().and_then(|(start, c)| {
                    let next = &self.nodes[at].next;
                    next.binary_search_by_key(&c, |&(c, _)| c).ok().map(|found| (start, next[found].1 as usize))
                });
                node = step.map(|(_, to)| to);
                if let Some((start, to)) = step
                    && let Some(value) = &self.nodes[to].value
                {
                    return Some((start, value));
                }
            }
            None
        })
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
