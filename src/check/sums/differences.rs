//! The difference of two figures: 44.1%, 39.8%, 격차는 4.3%포인트; 평균(2.1%)보다 0.8%포인트 높은 2.9%.

use rust_decimal::Decimal;

use super::together;
use crate::check::arithmetic::{as_written, is_near_miss, percent};
use crate::check::scene::{Figure, Line, Scene, same_unit};
use crate::check::{Check, Kind};
use crate::quantity::{Dimension, Quantity};
use crate::reason::Reason;
use crate::rules::checks::Cue;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for (index, figure) in line.figures.iter().enumerate() {
        if let Some((base, value)) = compared(line, index) {
            checks.extend(difference(scene, *figure, base, value, Some(percent(400))));
        } else if is_gap(line, figure) {
            let (pair, only) = pair_before(scene, at, index);
            let within = only.then_some(percent(60));
            checks.extend(pair.and_then(|(a, b)| difference(scene, *figure, a, b, within)));
        }
    }
}

/// Whether one figure can be the difference of two others of this unit.
fn measures_difference_of(difference: &Quantity, other: &Quantity) -> bool {
    match other.unit.dimension {
        // Points without a word more are percentage points beside percentages.
        Dimension::Percent => {
            difference.unit.dimension == Dimension::PercentagePoint || difference.unit.code == "{point}"
        }
        Dimension::PercentagePoint => false,
        _ => same_unit(difference, other),
    }
}

/// The cue stands right before the figure (격차는 4.3%포인트, a gap of) or right behind it (4.3%포인트 차).
fn is_gap(line: &Line, figure: &Figure) -> bool {
    // 격차는 3%포인트 줄었다 tells of the difference of two differences.
    let changed = line.after(figure.span, Cue::Up).or_else(|| line.after(figure.span, Cue::Down)).is_some();
    let before = line.just_before(figure.span, Cue::Gap).filter(|_| !changed);
    before.or_else(|| line.after(figure.span, Cue::Apart)).is_some()
}

/// B에서 A로 D 올랐다; B보다 D 높은 A, A로 B보다 D 낮다: the base right before 보다, the value as the one other figure of its unit.
fn compared<'a>(line: &Line<'a>, index: usize) -> Option<(Figure<'a>, Figure<'a>)> {
    let difference = line.figures[index];
    let directed = difference.quantity.direction.is_some()
        || line.after(difference.span, Cue::Up).or_else(|| line.after(difference.span, Cue::Down)).is_some();
    if let [.., base, value] = line.figures[..index]
        && directed
        && line.after(base.span, Cue::Than).is_some()
        && line.after(value.span, Cue::Arrives).is_some()
        && measures_difference_of(difference.quantity, base.quantity)
        && same_unit(base.quantity, value.quantity)
    {
        return Some((base, value));
    }
    let base = *line.figures[..index].last()?;
    line.after(base.span, Cue::Than)?;
    let alike = measures_difference_of(difference.quantity, base.quantity);
    if !directed || !alike {
        return None;
    }
    let near =
        |f: &&Figure| same_unit(f.quantity, base.quantity) && f.claim != base.claim && f.claim != difference.claim;
    let ahead = line.figures[..index - 1].last().filter(near);
    let behind = line.figures.get(index + 1).filter(near);
    match (ahead, behind) {
        (Some(value), None) | (None, Some(value)) => Some((base, *value)),
        (Some(value), Some(_)) if line.after(value.span, Cue::Arrives).is_some() => Some((base, *value)),
        _ => None,
    }
}

/// The last two figures before a gap that it can be the difference of, and whether there are no others.
fn pair_before<'a>(scene: &Scene<'a>, at: usize, index: usize) -> (Option<(Figure<'a>, Figure<'a>)>, bool) {
    let line = &scene.lines[at];
    let gap = line.figures[index];
    let fits = |f: &&Figure| measures_difference_of(gap.quantity, f.quantity) && f.quantity.exact().is_some();
    let mut candidates: Vec<Figure> = line.figures[..index].iter().filter(fits).copied().collect();
    if candidates.is_empty() {
        let earlier = scene.before(at, 1).flat_map(|line| line.figures.iter());
        candidates = earlier.filter(fits).copied().collect();
    }
    let pair = match candidates[..] {
        [.., a, b] => Some((a, b)),
        _ => None,
    };
    (pair, candidates.len() == 2)
}

/// |a − b| against the stated difference, which is refuted if it is a slip of the true one or no further off than
/// `within`, relative to it.
fn difference(scene: &Scene, stated: Figure, a: Figure, b: Figure, within: Option<Decimal>) -> Option<Check> {
    let (x, y) = (a.quantity.exact()?, b.quantity.exact()?);
    let computed = x.checked_sub(y)?.abs();
    let value = stated.quantity.point()?.abs();
    let rounding = together(scene, [&a, &b, &stated].into_iter())?;
    let holds = computed.checked_sub(value)?.abs() <= rounding;
    let bounded = stated.quantity.exact().is_none();
    if !holds && (bounded || !within.is_some_and(|within| is_near_miss(computed, value, within))) {
        return None;
    }
    let (more, less) = if x > y { (&a, &b) } else { (&b, &a) };
    let message = Reason::new(if holds { "check.difference.ok" } else { "check.difference.error" })
        .with("terms", format!("{} − {}", scene.text(more), scene.text(less)))
        .with("computed", as_written(scene.text(&stated), stated.quantity, computed))
        .with("stated", scene.text(&stated));
    Some(Check::new(Kind::SumMismatch, holds, vec![stated.claim, a.claim, b.claim], message))
}
