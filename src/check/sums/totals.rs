//! A list and its total: 38명과 4명 등 모두 42명; 42명(학생 38명, 교사 4명); made up of; 더해; giving.

use super::partitions::{self, Labels};
use super::{Closed, add_up, run_before};
use crate::check::Check;
use crate::check::scene::{Figure, Line, Scene, same_unit};
use crate::rules::checks::Cue;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for index in 0..line.figures.len() {
        checks.extend(total_behind_list(scene, line, index));
        checks.extend(list_in_parentheses(scene, line, index));
        checks.extend(added_up(scene, at, index));
        checks.extend(grown_by_more(scene, line, index));
        checks.extend(made_of_list_before(scene, at, index));
    }
    made_of(scene, at, checks);
    list_of_an_earlier_total(scene, at, checks);
}

/// The longest noun between 등 and the total, in bytes.
const NOUN: usize = 16;

/// 학생 38명과 교사 4명 등 모두 42명.
fn total_behind_list(scene: &Scene, line: &Line, index: usize) -> Vec<Check> {
    let total = line.figures[index];
    let marked = line.just_before(total.span, Cue::Total).or_else(|| line.after(total.span, Cue::InAll));
    let run = run_before(&line.figures, index, total.quantity);
    let Some(last) = run.last() else { return Vec::new() };
    let between = line.between(last.span, total.span);
    let giving = line.within(between, Cue::Giving).is_some();
    // 버스 14대, 승합차 9대 등 차량 23대
    let named = line.after(last.span, Cue::Etc).filter(|etc| total.span.start.saturating_sub(etc.end) <= NOUN);
    if marked.or(named).is_none() && !giving {
        return Vec::new();
    }
    let labels = partitions::closed(scene, line, &run, total);
    let closed = if line.has(Cue::Running) || giving {
        Closed::Open
    } else if labels == Some(Labels::All) {
        Closed::Likely
    } else if line.within(between, Cue::Etc).is_some() {
        Closed::Perhaps
    } else {
        Closed::Likely
    };
    every_suffix(&run, |parts, whole| add_up(scene, parts, total, if whole { closed } else { Closed::Open }))
}

/// Tries the whole run as parts, then ever shorter ends of it.
fn every_suffix<'a>(run: &[Figure<'a>], check: impl Fn(&[Figure<'a>], bool) -> Option<Check>) -> Vec<Check> {
    (0..run.len()).filter_map(|from| check(&run[from..], from == 0)).collect()
}

/// 42명(학생 38명, 교사 4명).
fn list_in_parentheses(scene: &Scene, line: &Line, index: usize) -> Option<Check> {
    let total = line.figures[index];
    // The parenthesis opens right behind the total, or behind one space.
    let rest = line.text.get(total.span.end..line.span.end)?;
    let inside = rest.strip_prefix(' ').unwrap_or(rest).strip_prefix('(')?;
    let close = line.span.end - inside.len() + inside.find(')')?;
    let parts: Vec<Figure> = line.figures[index + 1..].iter().take_while(|f| f.span.start < close).copied().collect();
    let alike = parts.iter().all(|part| same_unit(part.quantity, total.quantity));
    if !alike || parts.len() < 2 {
        return None;
    }
    let closed = match partitions::closed(scene, line, &parts, total) {
        Some(Labels::All) => Closed::Likely,
        _ => Closed::Perhaps,
    };
    add_up(scene, &parts, total, closed)
}

/// 도로 120억원, 하천 45억원을 더해 165억원: the parts alone, or with the figure that they are added to.
fn added_up(scene: &Scene, at: usize, index: usize) -> Vec<Check> {
    let line = &scene.lines[at];
    let total = line.figures[index];
    let run = run_before(&line.figures, index, total.quantity);
    let Some(last) = run.last() else { return Vec::new() };
    if line.after(last.span, Cue::Plus).is_none() {
        return Vec::new();
    }
    let earlier = scene.before(at, 1).flat_map(|line| line.figures.iter().rev());
    let earlier: Vec<Figure> =
        earlier.filter(|f| same_unit(f.quantity, total.quantity) && f.quantity.exact().is_some()).copied().collect();
    let closed = if earlier.is_empty() { Closed::Surely } else { Closed::Open };
    let mut checks =
        every_suffix(&run, |parts, whole| add_up(scene, parts, total, if whole { closed } else { Closed::Open }));
    let only = earlier.len() == 1;
    checks.extend(earlier.into_iter().filter_map(|first| {
        let parts: Vec<Figure> = std::iter::once(first).chain(run.iter().copied()).collect();
        add_up(scene, &parts, total, if only { Closed::Likely } else { Closed::Open })
    }));
    checks
}

/// 30 buses and options on 12 more, bringing the fleet to 42 buses.
fn grown_by_more(scene: &Scene, line: &Line, index: usize) -> Option<Check> {
    let [.., first, more] = line.figures.get(..index)? else { return None };
    let total = line.figures[index];
    let alike = same_unit(first.quantity, total.quantity) && same_unit(more.quantity, total.quantity);
    let grown = line.after(more.span, Cue::More).or_else(|| line.just_before(more.span, Cue::More));
    let giving = line.within(line.between(more.span, total.span), Cue::Giving);
    if !alike || grown.is_none() || giving.is_none() {
        return None;
    }
    add_up(scene, &[*first, *more], total, Closed::Likely)
}

/// 과징금은 가산금 31억원과 원금 12억원으로 구성된다: the total is the first figure of the sentence, or the only one
/// of the sentence before.
fn made_of_list_before(scene: &Scene, at: usize, index: usize) -> Vec<Check> {
    let line = &scene.lines[at];
    let last = line.figures[index];
    if line.after(last.span, Cue::Composed).is_none() {
        return Vec::new();
    }
    let mut run = run_before(&line.figures, index, last.quantity);
    run.push(last);
    let mut checks = Vec::new();
    if let [total, parts @ ..] = &run[..] {
        checks.extend(add_up(scene, parts, *total, Closed::Likely));
    }
    let earlier = scene.before(at, 1).flat_map(|line| &line.figures);
    let earlier: Vec<Figure> = earlier.filter(|f| same_unit(f.quantity, last.quantity)).copied().collect();
    if let [total] = earlier[..] {
        checks.extend(add_up(scene, &run, total, Closed::Likely));
    }
    checks
}

/// The sum is made up of A and B: its total is in the sentence or the nearest figure before it.
fn made_of(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let (cue, closed) = match (line.within(line.span, Cue::MadeOf), line.within(line.span, Cue::Covers)) {
        (Some(cue), _) => (cue, Closed::Surely),
        (None, Some(cue)) => (cue, Closed::Open),
        _ => return,
    };
    let behind: Vec<Figure> = line.figures.iter().filter(|f| f.span.start >= cue.end).copied().collect();
    let Some(first) = behind.first() else { return };
    let parts: Vec<Figure> = behind.iter().take_while(|f| same_unit(f.quantity, first.quantity)).copied().collect();
    let ahead = line.figures.iter().rev().filter(|f| f.span.end <= cue.start);
    let earlier = scene.before(at, 2).flat_map(|line| line.figures.iter().rev());
    let totals: Vec<Figure> = ahead.chain(earlier).filter(|f| same_unit(f.quantity, first.quantity)).copied().collect();
    // Of several totals the parts may belong to any; if none fits, only the nearest one is to blame.
    for (nth, total) in totals.iter().enumerate() {
        checks.extend(add_up(scene, &parts, *total, if nth == 0 { closed } else { Closed::Open }));
    }
}

/// A list of three or more that makes up a figure of the sentences before it is worth showing.
fn list_of_an_earlier_total(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let Some(last) = line.figures.last() else { return };
    let parts: Vec<Figure> = line.figures.iter().filter(|f| same_unit(f.quantity, last.quantity)).copied().collect();
    if parts.len() < 3 {
        return;
    }
    let earlier = scene.before(at, 2).flat_map(|line| &line.figures);
    let totals = earlier.filter(|f| same_unit(f.quantity, last.quantity));
    checks.extend(totals.filter_map(|total| add_up(scene, &parts, *total, Closed::Open)));
}
