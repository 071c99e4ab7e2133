//! Whom a figure is given to: 최 후보가 52.4%, Yoon stood at 44.1 percent and Bae at 39.8.

use smol_str::SmolStr;

use super::Claim;
use super::cast::{Cast, Entity};
use super::reading::Token;
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
    let entity = near.into_iter().find_map(|at| {
        let within = cast.within(claim.field, tokens[at].span).first().map(|appearance| appearance.entity);
        within.or_else(|| titled(text, tokens, at, cast, rules))
    })?;
    matches!(entity, Entity::Person(_)).then(|| SmolStr::new(cast.name(entity)))
}

/// 최 후보: a title with the surname before it.
fn titled(text: &str, tokens: &[Token], at: usize, cast: &Cast, rules: &Rules) -> Option<Entity> {
    let title = &tokens[at];
    if !rules.entities.titles.has(&title.stem) {
        return None;
    }
    let surname = tokens[..at].last()?;
    let phrase = text.get(surname.span.start..title.span.start + title.stem.len())?;
    cast.resolve(phrase, rules)
}
