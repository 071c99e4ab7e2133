//! The words around a figure: hedges, bounds, signs, the direction of a change.

use super::{Figure, Scanner, is_letter};
use crate::extract::numerals::Amount;
use crate::quantity::{Dimension, Direction};
use crate::rules::hedges::Effect;
use crate::text::trie::Trie;

/// How many hedges may stand on one side: no more than just under.
const HEDGES: usize = 3;

impl Scanner<'_> {
    /// Applies what stands around the figure.
    pub(super) fn surroundings(&self, figure: &mut Figure) {
        let start = self.hedges_before(figure);
        self.hedges_behind(figure);
        self.direction(figure, start);
    }

    /// Where the hedges before a figure at `at` start.
    pub(super) fn hedged_start(&self, at: usize) -> usize {
        let mut start = at;
        for _ in 0..HEDGES {
            let Some((_, before)) = self.word_before(&self.rules.hedges.before, start) else { break };
            start = before;
        }
        start
    }

    fn hedges_before(&self, figure: &mut Figure) -> usize {
        let mut start = figure.core.start;
        if self.has_minus(start) {
            negate(figure);
            start -= self.before(start).chars().next_back().map_or(0, char::len_utf8);
            figure.core.start = start;
            figure.span.start = start;
        }
        for _ in 0..HEDGES {
            let Some((hedge, before)) = self.word_before(&self.rules.hedges.before, start) else { break };
            start = before;
            if hedge.except != Some(figure.unit.dimension) {
                apply(figure, hedge.effect);
            }
        }
        start
    }

    /// A minus sign directly before the figure that joins it to nothing.
    fn has_minus(&self, at: usize) -> bool {
        let mut back = self.before(at).chars().rev();
        matches!(back.next(), Some('-' | '−' | '–'))
            && back.next().is_none_or(|c| c.is_whitespace() || "([“\"‘'".contains(c))
    }

    /// The longest word of `table` before `at`, and where it starts.
    fn word_before<T: Copy>(&self, table: &Trie<T>, at: usize) -> Option<(T, usize)> {
        let before = self.before(at).trim_end_matches([' ', '\u{a0}', '(']);
        let (length, &found) = table.longest_behind(before)?;
        let head = &before[..before.len() - length];
        let word = before[head.len()..].starts_with(is_letter);
        let whole = !word || !head.ends_with(is_letter);
        whole.then_some((found, at - (self.before(at).len() - head.len())))
    }

    fn hedges_behind(&self, figure: &mut Figure) {
        let mut end = figure.core.end;
        for _ in 0..HEDGES {
            let Some((effect, next)) = self.hedge_at(end) else { break };
            apply(figure, effect);
            if !matches!(effect, Effect::Nothing | Effect::Each | Effect::Approximate) {
                figure.span.end = next;
            }
            end = next;
        }
    }

    /// The hedge behind `at`, a particle and a space apart: 90%가 넘는다.
    fn hedge_at(&self, at: usize) -> Option<(Effect, usize)> {
        let particle = self.rules.hedges.particles.longest(self.behind(at).bytes()).map_or(0, |(length, ())| length);
        let places = [at, at + self.gap(at), at + particle + self.gap(at + particle)];
        places.into_iter().find_map(|place| {
            let (length, hedge) = self.rules.hedges.after.longest_folded(self.behind(place))?;
            let end = place + length;
            let whole = !self.byte(end - 1).is_ascii_alphabetic() || !self.byte(end).is_ascii_alphanumeric();
            let apart = !self.byte(place).is_ascii_alphabetic() || place > at;
            (whole && apart && (place == at || !hedge.attached)).then_some((hedge.effect, end))
        })
    }

    /// Up or down, from the words directly around: 3.2% 감소, fell 1.9%; not the third increase.
    fn direction(&self, figure: &mut Figure, start: usize) {
        if figure.unit.dimension == Dimension::Ordinal {
            return;
        }
        let before = self.word_before(&self.rules.hedges.directions_before, start).map(|(effect, _)| effect);
        let effect = self.direction_behind(figure.span.end).or(before);
        figure.direction = match effect {
            Some(Effect::Up) => Some(Direction::Up),
            Some(Effect::Down) => Some(Direction::Down),
            _ => figure.direction,
        };
    }

    fn direction_behind(&self, at: usize) -> Option<Effect> {
        let particle =
            self.rules.hedges.change_particles.longest(self.behind(at).bytes()).map_or(0, |(length, ())| length);
        let hedged = self.hedge_at(at).map_or(at, |(_, end)| end);
        let places = [at + self.gap(at), at + particle + self.gap(at + particle), hedged + self.gap(hedged)];
        places.into_iter().find_map(|place| {
            let (length, &effect) = self.rules.hedges.directions_behind.longest_folded(self.behind(place))?;
            let end = place + length;
            let latin = self.byte(place).is_ascii_alphabetic();
            let whole = !latin || (!self.byte(end).is_ascii_alphabetic() && place > at);
            whole.then_some(effect)
        })
    }
}

fn apply(figure: &mut Figure, effect: Effect) {
    let bounds = &mut figure.bounds;
    match effect {
        Effect::Nothing => return,
        Effect::Each => {}
        Effect::Approximate => figure.approximate = true,
        Effect::AtLeast => (bounds.no_upper, bounds.lower_open) = (true, false),
        Effect::MoreThan => (bounds.no_upper, bounds.lower_open) = (true, true),
        Effect::AtMost => (bounds.no_lower, bounds.upper_open) = (true, false),
        Effect::LessThan => (bounds.no_lower, bounds.upper_open) = (true, true),
        Effect::Negative => negate(figure),
        Effect::Up => figure.direction = Some(Direction::Up),
        Effect::Down => figure.direction = Some(Direction::Down),
    }
    if bounds_contradict(figure) {
        figure.bounds.no_lower = false;
        figure.bounds.no_upper = false;
    }
    figure.fire(name(effect));
}

/// 최대 1억 원 이상: a figure that is bound on neither side says nothing; it is kept as it stands.
fn bounds_contradict(figure: &Figure) -> bool {
    figure.bounds.no_lower && figure.bounds.no_upper
}

fn negate(figure: &mut Figure) {
    figure.amount = figure.amount.map(|a| Amount { low: -a.high, high: -a.low, open: a.open });
}

/// The name of the rule that what is said of a figure holds for those before it.
pub(super) const EACH: &str = "each";

fn name(effect: Effect) -> &'static str {
    match effect {
        Effect::Nothing => "filler",
        Effect::Each => EACH,
        Effect::Approximate => "approximate",
        Effect::AtLeast => "at-least",
        Effect::MoreThan => "more-than",
        Effect::AtMost => "at-most",
        Effect::LessThan => "less-than",
        Effect::Negative => "negative",
        Effect::Up => "up",
        Effect::Down => "down",
    }
}
