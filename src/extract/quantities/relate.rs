//! What neighbouring figures of a sentence are to each other.

use rust_decimal::Decimal;

use super::bounds::EACH;
use super::{Figure, Scanner};
use crate::extract::numerals::{self, Amount};
use crate::quantity::{Dimension, Per, Unit};
use crate::span::Span;

/// How many bytes may lie between the base of a rate and its figure: 1인당 교환권 10만 원.
const RATE: usize = 60;

/// Joins parts to wholes, conversions to what they restate, and rates to their bases.
pub(super) fn relate(scanner: &Scanner, figures: Vec<Figure>) -> Vec<Figure> {
    let mut figures = shares(scanner, figures);
    points(scanner, &mut figures);
    changes(scanner, &mut figures);
    for index in 0..figures.len() {
        rate(scanner, &mut figures, index);
        conversion(scanner, &mut figures, index);
    }
    figures
}

/// 10곳 중 7곳: two figures that are one share.
fn shares(scanner: &Scanner, figures: Vec<Figure>) -> Vec<Figure> {
    let mut joined: Vec<Figure> = Vec::with_capacity(figures.len());
    for figure in figures {
        match joined.last_mut().and_then(|whole| Some((share(scanner, whole, &figure)?, whole))) {
            Some((share, whole)) => *whole = share,
            None => joined.push(figure),
        }
    }
    joined
}

fn share(scanner: &Scanner, whole: &Figure, part: &Figure) -> Option<Figure> {
    let between = scanner.text.get(whole.core.end..part.core.start)?.trim();
    let among = scanner.rules.numerals.among.iter().any(|word| word == between);
    let (w, p) = (whole.amount?, part.amount?);
    let generic = scanner.rules.units.unit(&part.unit.code).is_some_and(|info| info.generic);
    let same = (whole.unit == part.unit || generic) && whole.unit.dimension == Dimension::Count;
    let round = w.low == Decimal::TEN || w.low == Decimal::ONE_HUNDRED;
    let one = p.high == Decimal::ONE && w.low <= Decimal::TEN;
    if !(among && same && w.low == w.high && p.high < w.low && (round || one)) {
        return None;
    }
    let unit = scanner.rules.units.counted(scanner.rules.units.fraction?).unit;
    let amount = Amount { low: numerals::ratio(p.low, w.low)?, high: numerals::ratio(p.high, w.low)?, open: false };
    let core = whole.core.cover(part.core);
    let mut share = Figure { core, span: core, amount: Some(amount), unit, ..part.clone() };
    share.step = numerals::last_place(amount.low);
    share.fire("share");
    Some(share)
}

/// 43% against 38%, a gap of 5 points: the difference of percentages is in percentage points.
fn points(scanner: &Scanner, figures: &mut [Figure]) {
    let units = &scanner.rules.units;
    let (Some(point), Some(percentage_point)) = (units.point, units.percentage_point) else { return };
    let (point, percentage_point) = (units.counted(point).unit, units.counted(percentage_point).unit);
    let mut percent = None;
    for figure in figures {
        if figure.unit.dimension == Dimension::Percent {
            percent = Some(figure.core.end);
        } else if figure.unit == point
            && let Some(from) = percent
        {
            let near = &scanner.before(figure.core.start);
            let between = &near[near.len().saturating_sub(figure.core.start - from)..];
            if scanner.rules.numerals.gaps.iter().any(|word| between.contains(word.as_str())) {
                figure.unit = percentage_point.clone();
                figure.fire("percentage-points");
            }
        }
    }
}

/// The most words between two figures of a list.
const LISTED: usize = 5;

/// 수출은 12%, 수입은 30% 각각 줄었다; 갑은 1.4%포인트, 을은 0.9%포인트 내렸다: what the last one of a list did they all did, if
/// the text says so or they can be nothing but changes.
fn changes(scanner: &Scanner, figures: &mut [Figure]) {
    let is_each = |figure: &Figure| figure.fired.iter().any(|rule| rule == EACH);
    for index in (1..figures.len()).rev() {
        let (one, next) = (&figures[index - 1], &figures[index]);
        let (direction, each) = (next.direction, is_each(next));
        let shared = next.unit.dimension == Dimension::PercentagePoint || each;
        let between = scanner.text.get(one.span.end..next.core.start).and_then(|text| text.strip_prefix(','));
        let listed = between.is_some_and(|text| text.split_whitespace().count() <= LISTED && !text.contains(','));
        if shared && listed && one.direction.is_none() && one.unit == next.unit {
            let one = &mut figures[index - 1];
            one.direction = direction;
            if each || direction.is_some() {
                one.fire(EACH);
            }
        }
    }
}

/// 558만달러(약 78억1200만원): the figure in parentheses restates the one before.
fn conversion(scanner: &Scanner, figures: &mut [Figure], index: usize) {
    let Some(previous) = index.checked_sub(1) else { return };
    let (first, second) = (&figures[previous], &figures[index]);
    let start = scanner.hedged_start(second.core.start);
    let Some(between) = scanner.text.get(first.span.end..start.max(first.span.end)) else { return };
    let kindred = first.unit.dimension == second.unit.dimension && first.unit != second.unit;
    let convertible = !matches!(first.unit.dimension, Dimension::Count | Dimension::Ordinal | Dimension::Rank);
    // A figure that is the base of a rate, $1.14 for every 4 trillion won, is part of the one before.
    let bracketed = scanner.text.get(first.span.end..second.core.start).is_some_and(|between| between.contains('('));
    if kindred && convertible && matches!(between.trim(), "(" | "") && bracketed {
        figures[index].converts = Some(previous);
        figures[index].approximate |= figures[previous].approximate;
        figures[index].fire("converts");
    }
}

/// 인구 10만명당 23.6명, 배럴당 80달러, $80 a barrel.
fn rate(scanner: &Scanner, figures: &mut [Figure], index: usize) {
    let per = base_before(scanner, figures, index).or_else(|| base_behind(scanner, &figures[index]));
    if let Some((per, end)) = per {
        let figure = &mut figures[index];
        figure.per = Some(per);
        figure.span.end = figure.span.end.max(end);
        figure.fire("per");
    }
}

/// The end of the word that makes a figure the base of a rate: 당.
fn rate_word(scanner: &Scanner, at: usize) -> Option<usize> {
    let rest = scanner.behind(at);
    scanner.rules.numerals.per_behind.iter().find(|word| rest.starts_with(word.as_str())).map(|word| at + word.len())
}

/// The base before the figure, a figure of its own (10만명당) or a unit alone (배럴당); with where the
/// rate ends at the least.
fn base_before(scanner: &Scanner, figures: &mut [Figure], index: usize) -> Option<(Per, usize)> {
    let start = figures[index].core.start;
    let previous = index.checked_sub(1).map(|i| &figures[i]);
    if let Some(base) = previous.filter(|f| f.core.end + RATE >= start && rate_word(scanner, f.core.end).is_some()) {
        let clear = !scanner.text[base.core.end..start].contains([',', '.', ';']);
        let amount = base.amount.filter(|a| clear && a.low == a.high && a.low > Decimal::ZERO)?.low;
        let per = Per { amount, unit: base.unit.clone() };
        figures[index - 1].base = true;
        return Some((per, start));
    }
    let from = previous.map_or(scanner.start, |f| f.core.end);
    let mut words = scanner.text.get(from..start)?.trim_end().rsplit(' ').take(3);
    words.find_map(|word| base_word(scanner, word)).map(|unit| (Per { amount: Decimal::ONE, unit }, start))
}

/// The unit of 배럴당, 시간당.
fn base_word(scanner: &Scanner, word: &str) -> Option<Unit> {
    let stem = scanner.rules.numerals.per_behind.iter().find_map(|per| word.strip_suffix(per.as_str()))?;
    unit_named(scanner, stem)
}

/// The unit that `name` names as a whole.
fn unit_named(scanner: &Scanner, name: &str) -> Option<Unit> {
    let units = &scanner.rules.units;
    let symbol = units.symbols.longest(name.bytes()).filter(|(n, _)| *n == name.len());
    let word = units.words.longest_folded(name).filter(|(n, _)| *n == name.len());
    let sense = symbol.or(word).and_then(|(_, senses)| senses.iter().rev().find_map(|s| s.unit));
    let noun = || units.nouns.longest(name.bytes()).filter(|(n, _)| *n == name.len()).and_then(|(_, id)| *id);
    sense.or_else(noun).map(|id| units.counted(id).unit)
}

/// The base behind the figure: per 100,000 people, a barrel, /개비.
fn base_behind(scanner: &Scanner, figure: &Figure) -> Option<(Per, usize)> {
    let at = figure.core.end;
    let rest = scanner.behind(at);
    let word = scanner.rules.numerals.per_before.iter().find(|word| rest.starts_with(word.as_str()))?;
    let start = at + word.len();
    if let Some(numeral) = scanner.numerals(start).last() {
        let (counted, end) = scanner.unit_behind(numeral)?;
        let amount = numeral.amount.filter(|a| a.low == a.high && a.low > Decimal::ZERO)?.low;
        return Some((Per { amount, unit: counted.unit }, end));
    }
    let name: &str = scanner.behind(start).split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let unit = unit_named(scanner, name)?;
    let end = start + name.len();
    // $120 million a year earlier: the year is that of a date.
    (!scanner.is_taken(Span::new(start, end))).then_some((Per { amount: Decimal::ONE, unit }, end))
}
