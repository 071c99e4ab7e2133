//! What a quotation gains or loses against another one of the same utterance: a negation, a number,
//! a condition, a modality.
//!
//! A marker counts only where the word that it is about stands on both sides: a clause that is left
//! out, or said in quite other words, changes nothing. What may say the same in another way
//! (a negation against `undecided`, a number in letters against the same figure) counts as the same.

use super::alignment::Alignment;
use super::side::{QuoteSide, Token};
use crate::quantity::compare::{Comparison, Context, compare as compare_figures};
use crate::rules::Rules;
use crate::rules::utterances::{HostSide, Marker, MarkerKind, Meaning};
use crate::span::Span;

/// How far from a host's partner its marker may stand, in words.
const NEAR: usize = 3;

/// One difference in meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alteration {
    /// What differs.
    pub kind: AlterationKind,
    /// Where, in the first quotation; empty if it stands only in the second.
    pub left: Span,
    /// Where, in the second quotation; empty if it stands only in the first.
    pub right: Span,
}

/// What differs between two wordings of an utterance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AlterationKind {
    /// Negated on one side only.
    Negation,
    /// 늘리다 against 줄이다.
    Opposite,
    /// Another number.
    Number,
    /// A condition on one side only.
    Condition,
    /// 수 있다, may on one side only.
    Possibility,
    /// 야 한다, must on one side only.
    Obligation,
    /// 것 같다, perhaps on one side only.
    Hedge,
}

/// The first and weightiest alteration between two wordings in one language.
pub(super) fn alteration(
    a: &QuoteSide<'_>,
    b: &QuoteSide<'_>,
    alignment: &Alignment,
    rules: &Rules,
) -> Option<Alteration> {
    let meaning = rules.utterances.of(a.lang);
    let (x, y) = (Marked::of(a, meaning, rules), Marked::of(b, meaning, rules));
    let markers = |kind| {
        let gained = one_sided(&x, &y, &alignment.left, kind).map(|(l, r)| (l, r, false));
        gained.or_else(|| one_sided(&y, &x, &alignment.right, kind).map(|(l, r)| (l, r, true)))
    };
    let marked = |kind, found| {
        markers(kind).map(|(own, other, swapped)| {
            let (left, right) = if swapped { (other, own) } else { (own, other) };
            Alteration { kind: found, left, right }
        })
    };
    marked(MarkerKind::Negation, AlterationKind::Negation)
        .or_else(|| opposite(&x, &y, alignment))
        .or_else(|| number(a, b, alignment, meaning, rules))
        .or_else(|| condition(a, b, alignment, meaning))
        .or_else(|| marked(MarkerKind::Possibility, AlterationKind::Possibility))
        .or_else(|| marked(MarkerKind::Obligation, AlterationKind::Obligation))
        .or_else(|| marked(MarkerKind::Hedge, AlterationKind::Hedge))
}

/// How often a side says no.
pub(super) fn negations(side: &QuoteSide<'_>, rules: &Rules) -> usize {
    let markers = rules.utterances.of(side.lang).markers(&side.text);
    markers.iter().filter(|marker| marker.kind == MarkerKind::Negation).count()
}

/// A side with its markers, each with the word that it is about.
struct Marked<'a> {
    side: &'a QuoteSide<'a>,
    meaning: &'a Meaning,
    markers: Vec<(Marker, Option<usize>)>,
}

impl<'a> Marked<'a> {
    fn of(side: &'a QuoteSide<'a>, meaning: &'a Meaning, rules: &Rules) -> Self {
        let markers = meaning.markers(&side.text).into_iter().map(|m| (m, host(side, &m, rules))).collect();
        Self { side, meaning, markers }
    }

    /// Whether a marker of that kind is near the word `at`, or the word or its neighbours say it by themselves.
    /// A marker of a word in `taken` is that word's alone.
    fn has_near(&self, kind: MarkerKind, at: usize, taken: &[usize]) -> bool {
        let tokens = &self.side.tokens;
        let from = tokens[at.saturating_sub(NEAR)].span.start;
        let to = tokens[(at + NEAR).min(tokens.len() - 1)].span.end;
        let marked = self
            .markers
            .iter()
            .filter(|(m, host)| m.kind == kind && host.is_none_or(|h| h == at || !taken.contains(&h)))
            .any(|(m, host)| *host == Some(at) || (m.span.start < to && from < m.span.end));
        let lexical = kind == MarkerKind::Negation
            && tokens[at.saturating_sub(NEAR)..(at + NEAR + 1).min(tokens.len())]
                .iter()
                .any(|t| self.meaning.is_negative(&t.stem));
        marked || lexical
    }

    /// Whether something follows the word `at`: a headline that breaks off there leaves the ending open.
    fn goes_on(&self, at: usize) -> bool {
        let token = &self.side.tokens[at];
        let rest = &self.side.text[token.span.end.min(self.side.text.len())..];
        rest.chars().any(char::is_alphanumeric) || token.span.len() > token.stem.len()
    }
}

/// The nearest word with content on the side where the marker's host stands.
fn host(side: &QuoteSide<'_>, marker: &Marker, rules: &Rules) -> Option<usize> {
    let tokens = &side.tokens;
    match marker.host {
        HostSide::Before => {
            let end = tokens.partition_point(|t| t.span.start < marker.span.start);
            tokens[..end].iter().rposition(|t| t.content)
        }
        HostSide::After => {
            let start = tokens.partition_point(|t| t.span.start < marker.span.end);
            let next = start + tokens[start..].iter().position(|t| t.content)?;
            let adverb = side.text[marker.span.start..marker.span.end].ends_with(' ');
            let verb = || rules.words.endings.of(tokens[next].span.of(&side.text)).next().is_some();
            (!adverb || verb()).then_some(next)
        }
    }
}

/// A marker of `own` whose host has a partner on the other side without such a marker: where it
/// stands, and where the partner does.
fn one_sided(
    own: &Marked<'_>,
    other: &Marked<'_>,
    partners: &[Option<usize>],
    kind: MarkerKind,
) -> Option<(Span, Span)> {
    let hosts = |side: &Marked<'_>| -> Vec<usize> {
        side.markers.iter().filter(|(m, _)| m.kind == kind).filter_map(|(_, host)| *host).collect()
    };
    let (mine, theirs) = (hosts(own), hosts(other));
    // 멈추지 않았다 on both sides says nothing of 알지 못해 and 알고도 beside it.
    let both: Vec<usize> =
        mine.iter().filter_map(|&h| *partners.get(h)?).filter(|partner| theirs.contains(partner)).collect();
    own.markers.iter().filter(|(m, _)| m.kind == kind).find_map(|(marker, host)| {
        let host = (*host)?;
        let partner = (*partners.get(host)?)?;
        let open_end = marker.host == HostSide::Before && !other.goes_on(partner);
        let missing = !other.has_near(kind, partner, &both) && !open_end;
        let own_token = &own.side.tokens[host];
        missing.then(|| (own_token.span.cover(marker.span), other.side.tokens[partner].span))
    })
}

/// The opposite in the same place, negated on both sides or on neither.
fn opposite(x: &Marked<'_>, y: &Marked<'_>, alignment: &Alignment) -> Option<Alteration> {
    let negated = |side: &Marked<'_>, at: usize| {
        side.markers.iter().any(|(marker, host)| marker.kind == MarkerKind::Negation && *host == Some(at))
    };
    alignment.gaps.iter().find_map(|&[(i, to_i), (j, to_j)]| {
        let pairs = (i..to_i).flat_map(|i| (j..to_j).map(move |j| (i, j)));
        let mut opposed = pairs.filter(|&(i, j)| x.meaning.oppose(&x.side.tokens[i].stem, &y.side.tokens[j].stem));
        let (i, j) = opposed.find(|&(i, j)| negated(x, i) == negated(y, j))?;
        Some(Alteration { kind: AlterationKind::Opposite, left: x.side.tokens[i].span, right: y.side.tokens[j].span })
    })
}

/// Another number in the same place.
fn number(
    a: &QuoteSide<'_>,
    b: &QuoteSide<'_>,
    alignment: &Alignment,
    meaning: &Meaning,
    rules: &Rules,
) -> Option<Alteration> {
    alignment.gaps.iter().find_map(|&[(i, to_i), (j, to_j)]| {
        let (left, right) = (&a.tokens[i..to_i], &b.tokens[j..to_j]);
        let number = |t: &Token| t.is_number() || meaning.numerals.has(&t.stem);
        let digits = left.iter().chain(right).any(Token::is_number);
        let replaced = left.iter().any(number) && right.iter().any(number);
        if !digits || !replaced || same_figures(a, b, rules) {
            return None;
        }
        let span = |tokens: &[Token]| tokens[0].span.cover(tokens[tokens.len() - 1].span);
        Some(Alteration { kind: AlterationKind::Number, left: span(left), right: span(right) })
    })
}

/// Whether every figure of the side with fewer of them has its equal on the other side.
fn same_figures(a: &QuoteSide<'_>, b: &QuoteSide<'_>, rules: &Rules) -> bool {
    let (few, many) = if a.figures.len() <= b.figures.len() { (a, b) } else { (b, a) };
    let context = Context { rules, year: None, implied: &[] };
    let equal = |x, y| matches!(compare_figures(x, y, &context), Comparison::Agree | Comparison::Compatible(_));
    !few.figures.is_empty() && few.figures.iter().all(|x| many.figures.iter().any(|y| equal(x, y)))
}

/// A condition that one side leaves out while it keeps what the condition holds for.
fn condition(a: &QuoteSide<'_>, b: &QuoteSide<'_>, alignment: &Alignment, meaning: &Meaning) -> Option<Alteration> {
    let lost = dropped_condition(a, &alignment.left, b, meaning).map(|span| (span, Span::default()));
    let gained = || dropped_condition(b, &alignment.right, a, meaning).map(|span| (Span::default(), span));
    lost.or_else(gained).map(|(left, right)| Alteration { kind: AlterationKind::Condition, left, right })
}

fn dropped_condition(
    own: &QuoteSide<'_>,
    partners: &[Option<usize>],
    other: &QuoteSide<'_>,
    meaning: &Meaning,
) -> Option<Span> {
    if !conditions(other, meaning).is_empty() {
        return None;
    }
    let count = partners.len();
    conditions(own, meaning).into_iter().find_map(|(from, to)| {
        let inside = from..to.min(count);
        let outside = (0..from.min(count)).chain(to.min(count)..count);
        let content = |n: &usize| own.tokens[*n].content;
        let all = |range: &mut dyn Iterator<Item = usize>| {
            let of: Vec<usize> = range.filter(content).collect();
            (of.iter().filter(|n| partners[**n].is_some()).count(), of.len())
        };
        let (kept_inside, inside_len) = all(&mut inside.clone());
        let (kept_outside, outside_len) = all(&mut outside.clone());
        let dropped = kept_inside == 0 && inside_len > 0;
        (dropped && outside_len > 1 && kept_outside * 5 >= outside_len * 4)
            .then(|| own.tokens[from].span.cover(own.tokens[to - 1].span))
    })
}

/// The conditions of a quotation, as ranges of its words.
fn conditions(side: &QuoteSide<'_>, meaning: &Meaning) -> Vec<(usize, usize)> {
    let tokens = &side.tokens;
    let mut found = Vec::new();
    for (n, token) in tokens.iter().enumerate() {
        let word = token.span.of(&side.text);
        let ends =
            meaning.condition_ends.suffix(word).is_some_and(|end| end.len() < word.len() || end.chars().count() > 1);
        if ends && !meaning.condition_except.has(word) {
            found.push((clause_from(side, n), n + 1));
        } else if meaning.condition_starts.has_lower(word) {
            found.push((n, clause_to(side, n)));
        }
    }
    found
}

/// The first word of the clause that the word `n` closes: behind the last stop or comma.
fn clause_from(side: &QuoteSide<'_>, n: usize) -> usize {
    let tokens = &side.tokens;
    let stops = |m: &usize| side.text[tokens[m - 1].span.end..tokens[*m].span.start].contains(['.', ',', '!', '?']);
    (1..=n).rev().find(stops).unwrap_or(0)
}

/// Behind the last word of the clause that the word `n` opens: up to the next stop or comma.
fn clause_to(side: &QuoteSide<'_>, n: usize) -> usize {
    let tokens = &side.tokens;
    let stops =
        |m: &usize| side.text[tokens[m - 1].span.end..tokens[*m].span.start].contains(['.', ',', '!', '?', ';']);
    (n + 1..tokens.len()).find(stops).unwrap_or(tokens.len())
}
