//! Who says what: quotation mentions → quotations with speaker, cue and role.

use super::Quote;
use super::cast::Cast;
use crate::article::{Article, Field};
use crate::extract::quotes::QuoteMention;
use crate::rules::Rules;

/// The speaker of each quotation of one field, in the same order.
pub fn attribute(article: &Article, field: Field, mentions: &[QuoteMention], cast: &Cast, rules: &Rules) -> Vec<Quote> {
    let _ = (article, field, cast, rules);
    mentions.iter().map(|_| Quote { direct: true, ..Quote::default() }).collect()
}
