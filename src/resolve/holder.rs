//! Whom a figure is given to: 최 후보가 52.4%, Yoon stood at 44.1 percent and Bae at 39.8.

use smol_str::SmolStr;

use super::Claim;
use super::cast::{Cast, Entity};
use super::reading::Token;
use crate::article::Field;
use crate::rules::Rules;

/// How many words back a holder may stand.
const REACH: usize = 12;

/// The person named last before the figure, in its sentence and behind the figure before it, by their fullest
/// name. `tokens` are those of the sentence; `edge` is where the figure before ends.
pub(super) fn find(
    text: &str,
    tokens: &[Token],
    claim: &Claim,
    edge: usize,
    cast: &Cast,
    rules: &Rules,
) -> Option<SmolStr> {
    let first = tokens.partition_point(|t| t.span.start < claim.span.start);
    let near = (0..first).rev().take(REACH).take_while(|&at| tokens[at].span.start >= edge);
    let entity = near.into_iter().find_map(|at| named(text, claim.field, tokens, at, cast, rules))?;
    matches!(entity, Entity::Person(_)).then(|| SmolStr::new(cast.name(entity)))
}

/// Whom a word names, by itself or by the name before a title.
pub(super) fn named(
    text: &str,
    field: Field,
    tokens: &[Token],
    at: usize,
    cast: &Cast,
    rules: &Rules,
) -> Option<Entity> {
    cast.at(field, tokens[at].span).or_else(|| titled(text, tokens, at, cast, rules))
}

/// How many words before a title may belong to it.
const TITLED: usize = 4;

/// 최 후보, 김도윤 한빛전자 대표: a title with the name before it.
fn titled(text: &str, tokens: &[Token], at: usize, cast: &Cast, rules: &Rules) -> Option<Entity> {
    let title = &tokens[at];
    if !rules.entities.titles.has(&title.stem) {
        return None;
    }
    let bare = |&before: &usize| tokens[before].stem.len() == tokens[before].span.len();
    let first = (0..at).rev().take(TITLED).take_while(bare).last()?;
    let phrase = text.get(tokens[first].span.start..title.span.start + title.stem.len())?;
    cast.resolve(phrase, rules)
}
