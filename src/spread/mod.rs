//! A comparison in parts, for an engine that spreads it over many machines: the path of [`crate::check()`], cut where
//! rows are moved. What moves them needs to understand nothing of it, and what comes of it is the same, however
//! the articles are divided.
//!
//! | part | from → to |
//! | --- | --- |
//! | [`packed`] | an article → bytes, and the keys that its claims are listed under |
//! | [`points`] | an article and how many claims have its keys → what the points of these are sent of it |
//! | [`mod@seek`] | what was sent to a point → whom the claims of each article meet there |
//! | [`mod@meet`] | whom the claims of an article have met anywhere → which are worth comparing |
//! | [`places`] | what has met → bundles, each for the place where it is judged |
//! | [`mod@judge`] | some articles and what is worth comparing of them → relations and checks |
//! | [`groups`] | claims that hang together → a group |
//! | [`mod@report`] | conflicts that hang together → findings |
//!
//! An article is known by its id, a claim by its position in it. Articles are in order of their ids, those that others
//! are only held against behind them.

pub mod groups;
pub mod judge;
pub mod meet;
pub mod packed;
pub mod places;
pub mod points;
pub mod report;
pub mod seek;
mod seeker;
mod ties;

pub use crate::align::block::READ;
pub use groups::{Grouped, Member, group, verdict};
pub use judge::{Missing, Part, judge};
pub use meet::{Meeting, Met, Named, meet};
pub use packed::{Damaged, listings, pack, unpack};
pub use places::{Bundle, Places, unbundle};
pub use points::{Points, Profiles};
pub use report::{Link, Unusable, pack_relation, report};
pub use seek::{Guest, seek};
pub use seeker::Counts;

#[cfg(test)]
mod tests;
