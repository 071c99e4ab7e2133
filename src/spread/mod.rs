//! A comparison in parts, for an engine that spreads it over many machines: the path of [`crate::check()`], cut where
//! rows are moved. What moves them needs to understand nothing of it, and what comes of it is the same, however
//! the articles are divided.
//!
//! | part | from → to |
//! | --- | --- |
//! | [`packed`] | an article → bytes, and the keys that its claims are listed under |
//! | [`mod@meet`] | some articles and the lists of their keys → which claims are worth comparing |
//! | [`places`] | what has met → bundles, each for the place where it is judged |
//! | [`mod@judge`] | some articles and what is worth comparing of them → relations and checks |
//! | [`mod@report`] | relations that hang together → groups and findings |
//!
//! An article is known by its id, a claim by its position in it. Articles are in order of their ids, those that others
//! are only held against behind them.

pub mod judge;
pub mod lists;
pub mod meet;
pub mod packed;
pub mod places;
pub mod report;
mod ties;

pub use crate::align::block::READ;
pub use judge::{Missing, Part, judge};
pub use lists::{Lists, Named};
pub use meet::{Meeting, Met, meet};
pub use packed::{Damaged, Listing, listings, pack, unpack};
pub use places::{Bundle, Places, place, unbundle};
pub use report::{Link, Unusable, pack_relation, report};

#[cfg(test)]
mod tests;
