//! Mechanisms on plain text that several stages share.

pub mod affixes;
pub mod bigrams;
pub mod blank;
pub mod character;
pub mod clauses;
pub mod conjugate;
pub mod enclosed;
pub mod finder;
pub mod fold;
pub mod forms;
pub mod hangul;
pub mod hash;
pub mod inflect;
pub mod memo;
pub mod nearest;
pub mod places;
pub mod plain;
pub mod romanise;
pub(crate) mod stems;
pub mod trie;
pub mod words;
