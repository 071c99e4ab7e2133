//! How two values stand to each other, whatever they are about: dates with dates, words with words.
//! Quantities compare themselves, in [`crate::quantity::compare`].

pub mod dates;
pub mod quotes;
