//! A change in percent between two figures: rose 20% to 360 from 300; 300에서 360으로 20% 늘었다;
//! 전년 동기(300억원) 대비 20% 증가한 360억원; 매출은 360억원이다. 지난해(300억원)보다 20% 늘었다.

use rust_decimal::Decimal;

use super::{MEANT, OFF};
use crate::check::arithmetic::{Interval, is_near_miss, percent, relative};
use crate::check::scene::{Figure, Line, Scene, same_unit};
use crate::check::{Check, Kind};
use crate::extract::numerals;
use crate::quantity::{Dimension, Direction, grouped};
use crate::reason::Reason;
use crate::rules::checks::Cue;
use crate::span::Span;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for (index, figure) in line.figures.iter().enumerate() {
        if figure.quantity.unit.dimension != Dimension::Percent || figure.quantity.point().is_none() {
            continue;
        }
        let Some(direction) = direction(line, figure) else { continue };
        let ends = from_and_told_before(scene, at, index)
            .or_else(|| from_and_to(line, index))
            .and_then(|(base, value, tie)| Some((Side::of(scene, &base)?, Side::of(scene, &value)?, tie)))
            .or_else(|| bare_from_and_to(scene, line, figure).map(|(base, value)| (base, value, Tie::Places)));
        checks.extend(ends.and_then(|(base, value, tie)| change(scene, *figure, direction, &value, &base, tie)));
    }
}

/// What ties the two ends of a change to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Their places in the sentence: nothing else can have been meant.
    Places,
    /// They stand in one sentence.
    Sentence,
    /// The one that it arrived at stands in the sentence before.
    Before,
}

/// How near a stated change must be to the computed one to be a slip of it, where a sentence lies between.
const MEANT_BEFORE: Decimal = percent(20);

/// How many times too large or too small a change may be stated whose two figures are tied to it by their places.
const TIED: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// One end of a change.
struct Side<'a> {
    /// Its claim, unless it is a bare number: to 264,000 from 1.2 million.
    claim: Option<usize>,
    text: &'a str,
    point: Decimal,
    interval: Interval,
}

impl<'a> Side<'a> {
    fn of(scene: &Scene<'a>, figure: &Figure) -> Option<Self> {
        let (point, interval) = (figure.quantity.point()?, scene.interval(figure));
        Some(Self { claim: Some(figure.claim), text: scene.text(figure), point, interval })
    }
}

/// Numbers right behind the percentage, tied to it by their prepositions alone: fell 78% to 264,000 from
/// 1.2 million.
fn bare_from_and_to<'a>(scene: &Scene<'a>, line: &Line<'a>, stated: &Figure) -> Option<(Side<'a>, Side<'a>)> {
    let first = |cue| bare_behind(scene, line, line.after(stated.span, cue)?);
    let then = |at: Span, cue| bare_behind(scene, line, line.after(at, cue)?).map(|(side, _)| side);
    if let Some((value, at)) = first(Cue::To) {
        return Some((then(at, Cue::From)?, value));
    }
    let (base, at) = first(Cue::From)?;
    Some((base, then(at, Cue::To)?))
}

/// The number that begins one space behind a preposition: a figure, or a numeral without a unit.
fn bare_behind<'a>(scene: &Scene<'a>, line: &Line<'a>, cue: Span) -> Option<(Side<'a>, Span)> {
    let start = cue.end + 1;
    if let Some(figure) = line.figures.iter().find(|f| f.span.start == start) {
        return Some((Side::of(scene, figure)?, figure.span));
    }
    line.text.get(start..line.span.end)?;
    let numeral = numerals::read(line.text, start, line.span.end, &scene.rules.numerals).pop()?;
    let amount = numeral.amount.filter(|amount| amount.low == amount.high && !amount.open)?;
    // Written out in digits it is exact; with a word for its scale it may be rounded.
    let half = if numeral.exponent == 0 { Decimal::ZERO } else { numeral.step.checked_div(Decimal::TWO)? };
    let interval = Interval { low: amount.low.checked_sub(half), high: amount.low.checked_add(half) };
    let text = line.text.get(numeral.span.start..numeral.span.end)?;
    Some((Side { claim: None, text, point: amount.low, interval }, numeral.span))
}

/// Which way the percentage says the change went: by the figure itself, or by a word right beside it.
fn direction(line: &Line, figure: &Figure) -> Option<Direction> {
    let beside = |cue| line.after(figure.span, cue).or_else(|| line.just_before(figure.span, cue)).is_some();
    figure.quantity.direction.or_else(|| match (beside(Cue::Up), beside(Cue::Down)) {
        (true, false) => Some(Direction::Up),
        (false, true) => Some(Direction::Down),
        _ => None,
    })
}

/// The figure that the change started from, marked as such, and the one it arrived at: the nearest of one
/// unit on either side of the percentage, tied by their places if they are the only two of that unit, the base beside
/// the percentage.
fn from_and_to<'a>(line: &Line<'a>, index: usize) -> Option<(Figure<'a>, Figure<'a>, Tie)> {
    let others = || line.figures.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, f)| f);
    let base = others().filter(|f| is_base(line, f)).min_by_key(|f| distance(f, &line.figures[index]))?;
    let alike: Vec<&Figure> =
        others().filter(|f| f.claim != base.claim && same_unit(f.quantity, base.quantity)).collect();
    let (value, only) = match alike[..] {
        [only] => (only, true),
        _ => (alike.into_iter().find(|f| arrives(line, f) && adjacent(line, index, f, base))?, false),
    };
    let tied = only && adjacent(line, index, value, base) && (arrives(line, value) || modifies(line, index, value));
    let tie = if tied { Tie::Places } else { Tie::Sentence };
    (base.quantity.unit.dimension != Dimension::Percent).then_some((*base, *value, tie))
}

/// The base before or behind the percentage, the only figure of its unit but for the difference between the two, in a
/// sentence that goes on with what the one before is about, and the only figure of that unit there: 지난해(300억원)보다
/// 60억원, 20% 늘었다.
fn from_and_told_before<'a>(scene: &Scene<'a>, at: usize, index: usize) -> Option<(Figure<'a>, Figure<'a>, Tie)> {
    let line = &scene.lines[at];
    let stated = &line.figures[index];
    let frame = &scene.claims[stated.claim].frame;
    let near = &line.figures[index.saturating_sub(2)..line.figures.len().min(index + 2)];
    let base = near.iter().filter(|figure| figure.claim != stated.claim).find(|figure| is_base(line, figure))?;
    let alike = |figure: &&Figure<'a>| same_unit(figure.quantity, base.quantity);
    let before = scene.before(at, 1).next().filter(|_| frame.inherited || frame.subjects.is_empty())?;
    let mut told = before.figures.iter().filter(alike);
    let value = told.next().filter(|value| told.next().is_none() && !is_base(before, value))?;
    let is_difference = |other: &Figure| {
        let (value, base) = (value.quantity.point()?, base.quantity.point()?);
        Some(value.checked_sub(base)?.abs() == other.quantity.point()?)
    };
    let mut others = line.figures.iter().filter(alike).filter(|figure| figure.claim != base.claim);
    let fits = others.all(|other| is_difference(other) == Some(true));
    (fits && base.quantity.unit.dimension != Dimension::Percent).then_some((*base, *value, Tie::Before))
}

/// Marked by a word before it (from) or behind it (에서, 보다, 대비).
fn is_base(line: &Line, figure: &Figure) -> bool {
    line.just_before(figure.span, Cue::From).or_else(|| line.after(figure.span, Cue::Than)).is_some()
}

fn arrives(line: &Line, figure: &Figure) -> bool {
    line.just_before(figure.span, Cue::To).or_else(|| line.after(figure.span, Cue::Arrives)).is_some()
}

/// Whether nothing but one word stands between the percentage and the value: 20% 늘어난 360억원.
fn modifies(line: &Line, index: usize, value: &Figure) -> bool {
    !line.words_between(line.figures[index].span, value.span).trim().contains(char::is_whitespace)
        && line.figures[index].span.end <= value.span.start
}

/// Whether percentage, base and value stand side by side, no other figure between.
fn adjacent(line: &Line, index: usize, value: &Figure, base: &Figure) -> bool {
    let place = |figure: &Figure| line.figures.iter().position(|f| f.claim == figure.claim).unwrap_or(index);
    let places = [index, place(value), place(base)];
    places.iter().max().zip(places.iter().min()).is_some_and(|(last, first)| last - first == 2)
}

fn distance(a: &Figure, b: &Figure) -> usize {
    a.span.start.abs_diff(b.span.start)
}

/// (value − base) ÷ base against the stated percentage.
fn change(scene: &Scene, stated: Figure, direction: Direction, value: &Side, base: &Side, tie: Tie) -> Option<Check> {
    let in_percent = |quotient: Decimal| {
        let change = quotient.checked_sub(Decimal::ONE)?.checked_mul(Decimal::ONE_HUNDRED)?;
        Some(if direction == Direction::Down { -change } else { change })
    };
    let possible = value.interval.divided_by(base.interval)?.map(in_percent)?;
    let possible = match direction {
        Direction::Up => possible,
        Direction::Down => Interval { low: possible.high, high: possible.low },
    };
    let computed = in_percent(value.point.checked_div(base.point)?)?;
    let expected = stated.quantity.point()?.abs();
    let off = relative(expected, computed)?;
    let holds = possible.meets(scene.interval(&stated)) || (off <= OFF && stated.quantity.exact().is_some());
    // Far off, or the other way: then these are not the figures that the percentage is of.
    let within = |times: Decimal| {
        let far = |x: Decimal, y: Decimal| x > y.saturating_mul(times);
        !far(computed, expected) && !far(expected, computed)
    };
    let near = |share: Decimal| is_near_miss(computed, expected, share);
    let meant = match tie {
        Tie::Places => within(TIED) || near(MEANT),
        Tie::Sentence => near(MEANT),
        Tie::Before => near(MEANT_BEFORE),
    };
    if computed <= Decimal::ZERO || !(holds || meant) {
        return None;
    }
    let message = Reason::new(if holds { "check.change.ok" } else { "check.change.error" })
        .with("value", value.text)
        .with("base", base.text)
        .with("computed", format!("{}%", grouped(computed.round_dp(1))))
        .with("stated", scene.text(&stated));
    let claims = [Some(stated.claim), value.claim, base.claim].into_iter().flatten().collect();
    Some(Check::new(Kind::RatioMismatch, holds, claims, message))
}
