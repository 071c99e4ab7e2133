//! A whole and what is said of its parts: 20건 중 13건은 …, 나머지 7건은; Of the 20, thirteen … and seven.

use super::{Closed, add_up, partitions};
use crate::check::Check;
use crate::check::scene::{Figure, Line, Scene, same_unit};
use crate::rules::checks::Cue;

/// The most figures of which every choice is tried.
const MOST: usize = 8;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for (index, figure) in line.figures.iter().enumerate() {
        if line.after(figure.span, Cue::OutOf).is_some() || opens_with_whole(line, figure) {
            checks.extend(split(scene, line, *figure, index));
        }
        if line.just_before(figure.span, Cue::Rest).is_some() {
            checks.extend(rest(scene, at, *figure));
            checks.extend(rest_of_one(scene, at, *figure));
        }
    }
}

/// Of the 14 defects, nine …
fn opens_with_whole(line: &Line, figure: &Figure) -> bool {
    line.just_before(figure.span, Cue::OutOf).is_some_and(|cue| cue.start == line.span.start)
}

/// 120명 가운데 45명은 남았고 75명만 떠났다. More than the whole is an error where the parts exclude each
/// other; less is one only where 나머지 says that nothing else is left.
fn split(scene: &Scene, line: &Line, whole: Figure, index: usize) -> Option<Check> {
    let behind = line.figures[index + 1..].iter().filter(|f| same_unit(f.quantity, whole.quantity));
    let parts: Vec<Figure> = behind.copied().collect();
    let last = parts.last()?;
    let sum = parts.iter().try_fold(rust_decimal::Decimal::ZERO, |sum, p| sum.checked_add(p.quantity.exact()?))?;
    let beyond = sum > whole.quantity.exact()?;
    let left = line.just_before(last.span, Cue::Rest).is_some();
    let closed = if left || (beyond && exclude_each_other(line, &parts)) {
        Closed::Likely
    } else {
        partitions::closed(scene, line, &parts, whole).map_or(Closed::Open, |labels| labels.closed(beyond))
    };
    add_up(scene, &parts, whole, closed)
}

/// Two parts set against each other (13건은 통과됐으나 7건은 반려).
fn exclude_each_other(line: &Line, parts: &[Figure]) -> bool {
    let [one, other] = parts else { return false };
    let topics = line.after(one.span, Cue::Topic).is_some() && line.after(other.span, Cue::Topic).is_some();
    topics && line.within(line.between(one.span, other.span), Cue::But).is_some()
}

/// 14명 중 9명이 구조됐다. 나머지 5명은: the sentence before opens up a whole, and tells of one other part alone.
fn rest_of_one(scene: &Scene, at: usize, rest: Figure) -> Option<Check> {
    let line = scene.before(at, 1).next()?;
    let alike: Vec<Figure> = line.figures.iter().filter(|f| same_unit(f.quantity, rest.quantity)).copied().collect();
    let here = scene.lines[at].figures.iter().filter(|f| same_unit(f.quantity, rest.quantity)).count();
    let [whole, part] = alike[..] else { return None };
    let tied = line.after(whole.span, Cue::OutOf).is_some() && here == 1;
    tied.then(|| add_up(scene, &[part, rest], whole, Closed::Likely)).flatten()
}

/// 나머지 3명: with what is told of the others it makes a whole of the sentences before it. Never refuted:
/// what is left may be left of anything.
fn rest(scene: &Scene, at: usize, rest: Figure) -> Option<Check> {
    let line = &scene.lines[at];
    let ahead = line.figures.iter().rev().filter(|f| f.span.end <= rest.span.start);
    let earlier = scene.before(at, 2).flat_map(|line| line.figures.iter().rev());
    let known: Vec<Figure> =
        ahead.chain(earlier).filter(|f| same_unit(f.quantity, rest.quantity)).take(MOST).copied().collect();
    let mut wholes = known.iter().filter(|whole| whole.quantity.exact() > rest.quantity.exact());
    let of_whole = |whole: &Figure| {
        let others: Vec<Figure> = known.iter().filter(|f| f.claim != whole.claim).copied().collect();
        fewest_first(others.len()).find_map(|choice| {
            let chosen = others.iter().enumerate().filter(|(i, _)| choice & (1 << i) != 0).map(|(_, f)| *f);
            let parts: Vec<Figure> = std::iter::once(rest).chain(chosen).collect();
            add_up(scene, &parts, *whole, Closed::Open)
        })
    };
    wholes.find_map(of_whole)
}

/// Every non-empty choice among so many things, as bits, those of few things first.
fn fewest_first(count: usize) -> impl Iterator<Item = u32> {
    let mut choices: Vec<u32> = (1..1_u32 << count.min(MOST)).collect();
    choices.sort_by_key(|choice| choice.count_ones());
    choices.into_iter()
}
