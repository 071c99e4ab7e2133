//! Mechanisms on plain text that several stages share.

pub mod romanise;
pub mod words;
