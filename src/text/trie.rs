//! A byte trie: all table entries that a text starts with, in one walk.

/// Maps byte strings to values and finds every key that a text starts with.
///
/// Keys and texts are byte sequences, so the same trie serves for matching forwards
/// ([`Trie::prefixes`] of the bytes) and backwards (keys inserted and texts given in reverse).
#[derive(Clone, Debug)]
pub struct Trie<T> {
    nodes: Vec<Node>,
    values: Vec<T>,
}

#[derive(Clone, Debug, Default)]
struct Node {
    edges: Edges,
    value: Option<u32>,
}

/// The children of a node; zero, the root, is nobody's child.
#[derive(Clone, Debug)]
enum Edges {
    Few(Vec<(u8, u32)>),
    Many(Box<[u32; 256]>),
}

impl Default for Edges {
    fn default() -> Self {
        Self::Few(Vec::new())
    }
}

impl Edges {
    fn get(&self, byte: u8) -> Option<u32> {
        match self {
            Self::Few(list) => list.iter().find(|(b, _)| *b == byte).map(|&(_, next)| next),
            Self::Many(table) => Some(table[usize::from(byte)]).filter(|&next| next != 0),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Few(list) if list.is_empty())
    }

    fn add(&mut self, byte: u8, next: u32) {
        match self {
            Self::Few(list) if list.len() < FEW => list.push((byte, next)),
            Self::Few(list) => {
                let mut table = Box::new([0; 256]);
                list.iter().chain(&[(byte, next)]).for_each(|&(b, n)| table[usize::from(b)] = n);
                *self = Self::Many(table);
            }
            Self::Many(table) => table[usize::from(byte)] = next,
        }
    }
}

/// Up to how many children are searched one by one.
const FEW: usize = 4;

impl<T> Default for Trie<T> {
    fn default() -> Self {
        Self { nodes: vec![Node { edges: Edges::Many(Box::new([0; 256])), value: None }], values: Vec::new() }
    }
}

impl<T> Trie<T> {
    /// The value stored under `key`, made with `T::default` when there is none. An empty key has
    /// no place in the trie: it would match everywhere.
    pub fn entry(&mut self, key: impl IntoIterator<Item = u8>) -> Option<&mut T>
    where
        T: Default,
    {
        let mut at = 0;
        for byte in key {
            at = self.child_or_new(at, byte);
        }
        if at == 0 {
            return None;
        }
        let node = &mut self.nodes[at as usize];
        let value = *node.value.get_or_insert(u32::try_from(self.values.len()).ok()?) as usize;
        if value == self.values.len() {
            self.values.push(T::default());
        }
        Some(&mut self.values[value])
    }

    fn child_or_new(&mut self, at: u32, byte: u8) -> u32 {
        if let Some(next) = self.child(at, byte) {
            return next;
        }
        let new = u32::try_from(self.nodes.len()).expect("rule files are small");
        self.nodes.push(Node::default());
        self.nodes[at as usize].edges.add(byte, new);
        new
    }

    fn child(&self, at: u32, byte: u8) -> Option<u32> {
        self.nodes[at as usize].edges.get(byte)
    }

    /// Whether `text` starts with a key, or a key with all of `text`.
    pub fn meets(&self, text: impl IntoIterator<Item = u8>) -> bool {
        let mut at = 0;
        for byte in text {
            let Some(next) = self.child(at, byte) else { return false };
            if self.nodes[next as usize].value.is_some() {
                return true;
            }
            at = next;
        }
        true
    }

    /// Whether a longer key starts with all of `text`.
    pub fn goes_on(&self, text: impl IntoIterator<Item = u8>) -> bool {
        let mut text = text.into_iter();
        let end = text.try_fold(0, |at, byte| self.child(at, byte));
        end.is_some_and(|at| !self.nodes[at as usize].edges.is_empty())
    }

    /// Every key that `text` starts with, the shortest first: how many bytes it has, and its value.
    pub fn prefixes<I: Iterator<Item = u8>>(&self, text: I) -> Prefixes<'_, T, I> {
        Prefixes { trie: self, text, at: 0, length: 0 }
    }

    /// The longest key that `text` starts with.
    pub fn longest(&self, text: impl Iterator<Item = u8>) -> Option<(usize, &T)> {
        self.prefixes(text).last()
    }

    /// The longest key that `text` starts with, whatever the case of its ASCII letters; the keys
    /// are lower-case.
    pub fn longest_folded(&self, text: &str) -> Option<(usize, &T)> {
        self.longest(text.bytes().map(|b| b.to_ascii_lowercase()))
    }

    /// The longest key, inserted in reverse, that `text` ends with, whatever the case of its ASCII
    /// letters.
    pub fn longest_behind(&self, text: &str) -> Option<(usize, &T)> {
        self.longest(text.bytes().rev().map(|b| b.to_ascii_lowercase()))
    }
}

/// Iterator of [`Trie::prefixes`].
#[derive(Debug)]
pub struct Prefixes<'t, T, I> {
    trie: &'t Trie<T>,
    text: I,
    at: u32,
    length: usize,
}

impl<'t, T, I: Iterator<Item = u8>> Iterator for Prefixes<'t, T, I> {
    type Item = (usize, &'t T);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let byte = self.text.next()?;
            self.at = self.trie.child(self.at, byte)?;
            self.length += 1;
            if let Some(value) = self.trie.nodes[self.at as usize].value {
                return Some((self.length, &self.trie.values[value as usize]));
            }
        }
    }
}

/// A set of characters of the basic multilingual plane, for a quick no.
#[derive(Clone, Debug)]
pub struct CharSet(Box<[u64; 1024]>);

impl Default for CharSet {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl CharSet {
    /// Adds the first character of `text`.
    pub fn add_first_of(&mut self, text: &str) {
        text.chars().next().into_iter().for_each(|c| self.add(c));
    }

    /// Adds a character.
    pub fn add(&mut self, c: char) {
        if let Some((word, bit)) = place(c) {
            self.0[word] |= bit;
        }
    }

    /// Whether `c` may be in the set; characters outside the plane always may.
    pub fn may_contain(&self, c: char) -> bool {
        place(c).is_none_or(|(word, bit)| self.0[word] & bit != 0)
    }
}

fn place(c: char) -> Option<(usize, u64)> {
    let code = u16::try_from(u32::from(c)).ok()?;
    Some((usize::from(code >> 6), 1 << (code & 63)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trie(keys: &[(&str, u8)]) -> Trie<u8> {
        let mut trie = Trie::default();
        for (key, value) in keys {
            *trie.entry(key.bytes()).expect("keys are not empty") = *value;
        }
        trie
    }

    #[test]
    fn finds_every_key_that_the_text_starts_with() {
        let trie = trie(&[("개", 1), ("개월", 2), ("개사", 3)]);
        let found: Vec<_> = trie.prefixes("개월간".bytes()).map(|(n, v)| (n, *v)).collect();
        assert_eq!(found, [(3, 1), (6, 2)]);
        assert_eq!(trie.longest("월".bytes()), None);
    }

    #[test]
    fn meets_what_goes_on_and_what_is_cut_off() {
        let trie = trie(&[("개월", 1)]);
        assert!(trie.meets("개월간".bytes()) && trie.meets("개".bytes()) && trie.meets("".bytes()));
        assert!(!trie.meets("개년".bytes()));
    }

    #[test]
    fn goes_on_where_a_longer_key_does() {
        let trie = trie(&[("개월", 1), ("개", 2)]);
        assert!(trie.goes_on("개".bytes()) && trie.goes_on("".bytes()));
        assert!(!trie.goes_on("개월".bytes()) && !trie.goes_on("개월간".bytes()) && !trie.goes_on("년".bytes()));
    }

    #[test]
    fn folds_ascii_case_only() {
        let trie = trie(&[("per cent", 1)]);
        assert_eq!(trie.longest_folded("Per Cent of"), Some((8, &1)));
        assert_eq!(trie.longest_folded("퍼센트"), None);
    }

    #[test]
    fn a_set_holds_first_characters() {
        let mut set = CharSet::default();
        set.add_first_of("절반");
        assert!(set.may_contain('절') && !set.may_contain('반') && set.may_contain('😀'));
    }

    #[test]
    fn reversed_keys_match_at_the_end() {
        let mut trie = Trie::<u8>::default();
        *trie.entry("최대".bytes().rev()).expect("not empty") = 1;
        assert_eq!(trie.longest_behind("지원금은 최대"), Some((6, &1)));
        assert!(trie.entry(std::iter::empty()).is_none());
    }
}
