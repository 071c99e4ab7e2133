//! A share or multiple of a figure: 250명 중 80명(32%), 지난해(60억원)의 1.5배, 120억원의 3분의 2,
//! about 2% of the $40 billion, 90곳으로 두 배 이상.

use rust_decimal::Decimal;

use super::{Tie, share};
use crate::article::Lang;
use crate::check::Check;
use crate::check::scene::{Figure, Line, Scene, same_unit};
use crate::quantity::Dimension;
use crate::rules::checks::Cue;
use crate::span::Span;

/// The farthest that a share stands from what ties it to its base, in bytes.
const JOINED: usize = 12;

pub(super) fn check(scene: &Scene, at: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    for (index, figure) in line.figures.iter().enumerate() {
        if !is_share(figure) {
            continue;
        }
        of_base_before(scene, at, index, checks);
        of_base_behind(scene, at, index, checks);
        beside_its_value(scene, at, index, checks);
        rate_of_a_count(scene, at, index, checks);
        times_a_base(scene, at, index, checks);
        grown_by_multiple(scene, at, index, checks);
    }
}

fn is_share(figure: &Figure) -> bool {
    let shares = [Dimension::Percent, Dimension::Multiple, Dimension::Fraction];
    shares.contains(&figure.quantity.unit.dimension) && figure.quantity.point().is_some()
}

/// 매출은 90억원으로 지난해(60억원)의 1.5배로 뛰었다: base, 의, share; the value is what the sentence began with,
/// or the figure of the sentence before.
fn of_base_before(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    let Some(base) = index.checked_sub(1).map(|before| line.figures[before]) else { return };
    let of = line.after(base.span, Cue::Of).or_else(|| line.after(base.span, Cue::OutOf));
    // Of shares only a multiple: 0.6%의 8배.
    let [of_what, how_much] = [&base, &stated].map(|figure| figure.quantity.unit.dimension);
    let is_multiple_of_share = of_what == Dimension::Percent && how_much == Dimension::Multiple;
    let joined = of.is_some_and(|of| stated.span.start.saturating_sub(of.end) <= JOINED);
    if (is_share(&base) && !is_multiple_of_share) || !joined {
        return;
    }
    let alike = |f: &&Figure| same_unit(f.quantity, base.quantity);
    // 200억원의 30%인 60억원
    if let Some(being) = line.after(stated.span, Cue::Being)
        && let Some(value) = line.figures.get(index + 1).filter(alike)
    {
        let tied = value.span.start.saturating_sub(being.end) <= JOINED;
        checks.extend(share(scene, stated, *value, base, Tie::word(tied)));
        return;
    }
    let predicate = line.after(stated.span, Cue::Predicate).is_some();
    if let Some(value) = line.figures[..index - 1].iter().rev().find(alike) {
        checks.extend(share(scene, stated, *value, base, Tie::word(predicate)));
        return;
    }
    let earlier: Vec<Figure> = scene.before(at, 1).flat_map(|line| &line.figures).filter(alike).copied().collect();
    let tied = predicate && earlier.len() == 1;
    checks.extend(earlier.into_iter().filter_map(|value| share(scene, stated, value, base, Tie::word(tied))));
}

/// The fine is about 2% of the $40 billion: share, of, base; the value stands before.
fn of_base_behind(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    let Some(base) = line.figures.get(index + 1).filter(|base| !is_share(base)) else { return };
    let joined = line.after(stated.span, Cue::Of).is_some() && line.words_between(stated.span, base.span).len() <= 16;
    if !joined {
        return;
    }
    let alike = |f: &&Figure| same_unit(f.quantity, base.quantity);
    // about 60% of the 500 members, or 300 members
    if let Some(value) = line.figures.get(index + 2).filter(alike)
        && is_apposition(line, base.span, value.span)
    {
        checks.extend(share(scene, stated, *value, *base, Tie::Word));
        return;
    }
    if let Some(value) = line.figures[..index].iter().rev().find(alike) {
        let tied = line.figures.iter().filter(alike).count() == 2;
        checks.extend(share(scene, stated, *value, *base, Tie::word(tied)));
    }
}

/// 250명 중 80명(32%); 회원은 250명으로 이 중 80명, 32%가: share right behind the value, the whole marked.
fn beside_its_value(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    let Some(value) = index.checked_sub(1).map(|before| line.figures[before]) else { return };
    // 80명으로 32%를 차지했다
    let arrives =
        line.after(value.span, Cue::Arrives).is_some() && line.words_between(value.span, stated.span).len() <= JOINED;
    let close = arrives || is_apposition(line, value.span, stated.span);
    if !close || is_share(&value) || stated.quantity.direction.is_some() {
        return;
    }
    let alike = |f: &&Figure| same_unit(f.quantity, value.quantity) && f.quantity.point() > value.quantity.point();
    let before = &line.figures[..index - 1];
    // 80 of the 250 members, or 32%: the figure beside the share is the whole.
    if let Some(part) = before.last()
        && same_unit(part.quantity, value.quantity)
        && line.after(part.span, Cue::OutOf).is_some()
        && part.quantity.point() < value.quantity.point()
    {
        let english = scene.claims[value.claim].lang == Lang::En;
        if english {
            checks.extend(share(scene, stated, *part, value, Tie::Word));
            return;
        }
    }
    let marked = before.iter().rev().filter(alike).find(|whole| {
        let words = line.between(whole.span, value.span);
        let opened = line.just_before(whole.span, Cue::OutOf).filter(|cue| cue.start == line.span.start);
        line.after(whole.span, Cue::OutOf).or(line.within(words, Cue::Among)).or(opened).is_some()
    });
    if let Some(whole) = marked {
        checks.extend(share(scene, stated, value, *whole, Tie::Word));
        return;
    }
    let earlier = scene.before(at, 1).flat_map(|line| line.figures.iter().rev());
    let wholes = before.iter().rev().chain(earlier).filter(alike);
    checks.extend(wholes.filter_map(|whole| share(scene, stated, value, *whole, Tie::Loose)));
}

/// 12만명 중 7만8000명이 투표해 투표율은 65%: whole, value and rate are the three figures of the sentence; or the rate makes
/// up the next one, as its topic.
fn rate_of_a_count(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    let Some(rate) = line.just_before(stated.span, Cue::Rate) else { return };
    let told = match line.figures[..index] {
        [.., whole, value] => Some((line, whole, value)),
        [] => told_before(scene, at, rate),
        [_] => None,
    };
    let Some((line, whole, value)) = told.filter(|(line, whole, _)| line.after(whole.span, Cue::OutOf).is_some())
    else {
        return;
    };
    let parts = same_unit(whole.quantity, value.quantity) && value.quantity.point() < whole.quantity.point();
    if parts && stated.quantity.direction.is_none() {
        let only = line.figures.iter().filter(|f| f.quantity.unit == whole.quantity.unit).count() == 2;
        checks.extend(share(scene, stated, value, whole, Tie::word(only)));
    }
}

/// The two figures of the sentence before one that says nothing but a rate, and of no other time.
fn told_before<'s, 'a>(scene: &'s Scene<'a>, at: usize, rate: Span) -> Option<(&'s Line<'a>, Figure<'a>, Figure<'a>)> {
    let line = &scene.lines[at];
    let alone = rate.start == line.span.start && line.figures.len() == 1 && line.dates.is_empty();
    let before = scene.before(at, 1).next().filter(|_| alone)?;
    let &[whole, value] = &before.figures[..] else { return None };
    Some((before, whole, value))
}

/// Whether nothing but punctuation, or a word such as `or` and 약, stands between a value and the share
/// that restates it.
fn is_apposition(line: &Line, value: Span, share: Span) -> bool {
    /// The longest such stretch in bytes: `, or about `.
    const LONGEST: usize = 12;
    let words = line.words_between(value, share);
    let bare = !words.contains(char::is_alphabetic);
    words.len() <= LONGEST && (bare || line.within(line.between(value, share), Cue::Apposition).is_some())
}

/// 서울은 60만원으로 부산(20만원)보다 3배 비싸다: base, 보다, multiple; the value is the one other figure of its unit.
fn times_a_base(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    let Some(base) = index.checked_sub(1).map(|before| line.figures[before]) else { return };
    let than = line.after(base.span, Cue::Than);
    let joined = than.is_some_and(|than| stated.span.start.saturating_sub(than.end) <= JOINED);
    if stated.quantity.unit.dimension != Dimension::Multiple || !joined || is_share(&base) {
        return;
    }
    let others: Vec<&Figure> =
        line.figures.iter().filter(|f| f.claim != base.claim && same_unit(f.quantity, base.quantity)).collect();
    if let [value] = others[..] {
        checks.extend(share(scene, stated, *value, base, Tie::Alone));
    }
}

/// 점포를 90곳으로 두 배 이상 늘린다: the value right before the multiple, the base as the topic of the
/// sentence before or of this one.
fn grown_by_multiple(scene: &Scene, at: usize, index: usize, checks: &mut Vec<Check>) {
    let line = &scene.lines[at];
    let stated = line.figures[index];
    if stated.quantity.unit.dimension != Dimension::Multiple {
        return;
    }
    let Some(value) = index.checked_sub(1).map(|before| line.figures[before]) else { return };
    let arrives = line.after(value.span, Cue::Arrives).is_some();
    let near = line.words_between(value.span, stated.span).len() <= 16;
    if !arrives || !near || value.quantity.unit.dimension == Dimension::Multiple {
        return;
    }
    let alike = |f: &&Figure| same_unit(f.quantity, value.quantity);
    if let Some(base) = line.figures[..index - 1].iter().find(alike) {
        let tied = line.after(base.span, Cue::Than).is_some();
        checks.extend(share(scene, stated, value, *base, Tie::word(tied)));
        return;
    }
    let Some(earlier) = scene.before(at, 1).next() else { return };
    let Some(base) = earlier.figures.iter().find(alike).copied() else { return };
    let tied = is_topic(earlier, &base) && is_growth(&value, &base);
    checks.extend(share(scene, stated, value, base, Tie::word(tied)));
}

/// The first figure of the sentence, said of its subject: 점포는 40곳으로.
fn is_topic(line: &Line, figure: &Figure) -> bool {
    let first = line.figures.first().is_some_and(|f| f.claim == figure.claim);
    first && line.after(figure.span, Cue::Predicate).is_some()
}

fn is_growth(value: &Figure, base: &Figure) -> bool {
    let point = |f: &Figure| f.quantity.point().unwrap_or(Decimal::ZERO);
    point(value) > point(base)
}
