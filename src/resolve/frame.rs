//! What a claim is about: the words that a figure or date hangs on, whom it is said of, its role and time.
//!
//! In news the strongest clue is the *label*: the words just before a figure (추징금 31억7천만원,
//! net profit climbed to NZ$186m) or just behind it (2명이 숨지고, 64 jets), as far as no other
//! figure and no comma comes between. The rest of the sentence is context.

use std::mem::take;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::bases;
use super::cast::Cast;
use super::holder;
use super::reading::{Reading, Token, WINDOW};
use super::wholes;
use super::{Claim, Content, Resolved};
use crate::article::{FieldText, Lang};
use crate::edtf::Edtf;
use crate::quantity::Quantity;
use crate::rules::Rules;
use crate::rules::judgement::Said;
use crate::span::Span;
use crate::text::hash::Map;

mod scene;
mod terms;

use scene::Scene;
pub(super) use scene::parenthesis;
use terms::Sentence;
pub use terms::{Lexeme, Place, Stand, Term, Terms};

/// What part a figure plays.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, serde::Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What is or was.
    #[default]
    Actual,
    /// What is aimed at: 목표.
    Target,
    /// What is planned: 계획, 예정.
    Plan,
    /// What is expected: 전망, 추정.
    Forecast,
    /// A running total: 누적.
    Cumulative,
    /// What may not be passed: 최대, 한도.
    Limit,
    /// What another figure is compared with: 전년 동기(2조1천억원) 대비.
    Base,
}

/// What a claim is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The words around it.
    pub terms: Terms,
    /// Of whom or what it is said, the nearest first, people by their fullest name.
    pub subjects: Vec<SmolStr>,
    /// The person whom the figure is given to: the one named last before it.
    pub holder: Option<SmolStr>,
    /// The subject is not in the sentence and was taken from the one before.
    pub inherited: bool,
    /// The nearest date of the sentence that places the claim in time.
    pub time: Option<Edtf>,
    /// Ages that the sentence names before it: 40대, 60대 이상. Figures of two age groups are two things.
    pub ages: Vec<Decimal>,
    /// Words such as 현재, 누적, so far say that the count goes on.
    pub running: bool,
    /// What part it plays.
    pub role: Role,
    /// What it is a share or a part of: the 1,200 of 1,200명의 25%, the 9 of 9명 가운데 7명.
    pub whole: Option<Quantity>,
}

impl Frame {
    /// The words directly before the figure, in the order of the text.
    pub fn label(&self) -> String {
        let mut words: Vec<&str> =
            self.terms.iter().filter(|t| t.place == Place::Before).map(|t| t.stem.as_str()).collect();
        words.reverse();
        words.join(" ")
    }

    /// The last word behind the figure: mostly its verb.
    pub fn predicate(&self) -> Option<&str> {
        self.terms.iter().rfind(|t| t.place == Place::After).map(|t| t.stem.as_str())
    }

    /// Whether both are placed at one and the same time of day: nothing has changed in between.
    pub fn is_of_one_moment(&self, other: &Self) -> bool {
        self.time == other.time && self.time.is_some_and(Edtf::is_moment)
    }

    /// The words that the figure hangs on.
    pub fn near(&self) -> impl Iterator<Item = Term<'_>> {
        self.terms.iter().filter(|t| t.place != Place::Sentence)
    }
}

/// How many words before and behind a figure can be its label.
const REACH: usize = 6;

/// How many words of the rest of the sentence count as context.
const CONTEXT: usize = 24;

/// How many claims before and behind one are looked at, likewise.
pub(super) const NEIGHBOURS: usize = 64;

/// Fills the frames of the claims of one field, and calls `done` with each as soon as its is filled. `claims` are in
/// the order of the text; `first` is the position of `claims[0]` among all claims of the article, which `converts`
/// counts from.
pub(super) fn fill(known: &Known<'_>, claims: &mut [Claim], first: usize, done: &mut dyn FnMut(&mut Claim)) {
    let Some(lang) = claims.first().map(|c| c.lang) else { return };
    let sentence = |claim: &Claim| known.field.sentences[claim.sentence].span;
    let bases = bases::find(&known.field.text, sentence, claims, known.rules.judgement.cues(lang));
    let restated = claims.iter().filter_map(|claim| Some((claim.converts? - first, Arc::default()))).collect();
    let mut filler = Filler { known, first, bases, restated };
    let lengths: Vec<usize> = claims.chunk_by(|a, b| a.sentence == b.sentence).map(<[Claim]>::len).collect();
    let mut start = 0;
    for length in lengths {
        filler.fill(claims, start..start + length, done);
        start += length;
    }
}

/// What is known of a field and its article before the frames of its claims.
pub(super) struct Known<'a> {
    pub(super) field: &'a FieldText,
    pub(super) reading: &'a Reading,
    pub(super) cast: &'a Cast,
    pub(super) rules: &'a Rules,
}

/// Fills frames, in the order of the text.
struct Filler<'a> {
    known: &'a Known<'a>,
    /// The position of the field's first claim in its article.
    first: usize,
    /// Which claims are bases of comparison.
    bases: Vec<bool>,
    /// The frames of claims that others restate, by position.
    restated: Map<usize, Arc<Frame>>,
}

impl Filler<'_> {
    /// Fills the frames of the claims of one sentence, which are those of `range`.
    fn fill(&mut self, claims: &mut [Claim], range: Range<usize>, done: &mut dyn FnMut(&mut Claim)) {
        let Known { field, rules, .. } = self.known;
        let sentence = field.sentences[claims[range.start].sentence].span;
        let passage = claims[range.clone()].iter().fold(sentence, |all, claim| all.cover(claim.span));
        let said = rules.judgement.cues(claims[range.start].lang).said(&field.text, passage);
        let standing = said.standing(sentence);
        let words = Sentence::new(self.known.reading.sentence(claims[range.start].sentence));
        let (mut holder, mut figure_end) = (None, 0);
        for index in range.clone() {
            claims[index].status = standing.status;
            if claims[index].quote().is_none() {
                let from = index > range.start && self.bases[index - 1];
                let mut frame = self.frame(&said, &words, claims, index, figure_end);
                frame.running |= standing.running;
                // 윤 후보는 42.7%에서 1.4%포인트: what it came from is the same person's.
                frame.holder = frame.holder.or_else(|| holder.take().filter(|_| from));
                holder.clone_from(&frame.holder);
                claims[index].frame = self.settled(frame, &claims[index], index);
            } else {
                holder = None;
            }
            // Ages tell of whom a figure is, and are none.
            if claims[index].quantity().is_some_and(|q| !is_age_group(q)) {
                figure_end = claims[index].span.end;
            }
            done(&mut claims[index]);
        }
    }

    /// The frame of a claim, unless it restates another one, whose frame it then has.
    fn settled(&mut self, frame: Frame, claim: &Claim, index: usize) -> Arc<Frame> {
        let other = claim.converts.and_then(|other| self.restated.get(&(other - self.first)).cloned());
        let frame = other.unwrap_or_else(|| Arc::new(frame));
        if let Some(kept) = self.restated.get_mut(&index) {
            kept.clone_from(&frame);
        }
        frame
    }

    /// The frame of a claim by itself; the last figure before it in its sentence ends at `figure_end`.
    fn frame(&self, said: &Said, words: &Sentence<'_>, claims: &[Claim], index: usize, figure_end: usize) -> Frame {
        let &Known { field, reading, cast, rules } = self.known;
        let claim = &claims[index];
        let (first, tokens) = around(words.tokens(), claim.span);
        let scene = Scene { text: &field.text, tokens, span: claim.span, reading };
        let before = scene.before();
        let after = if matches!(claim.content, Content::Date(_)) { scene.after_date() } else { scene.after(rules) };
        let used = [before.as_slice(), &after].concat();
        let rest = scene.rest(&used).take(CONTEXT);
        let mut places = Vec::with_capacity(tokens.len().min(3 * REACH + CONTEXT));
        let mut add = |at: usize, place: Place, distance: usize| places.push((first + at, place, distance));
        before.iter().enumerate().for_each(|(distance, &at)| add(at, Place::Before, distance));
        after.iter().enumerate().for_each(|(distance, &at)| add(at, Place::After, distance));
        rest.enumerate().for_each(|(distance, at)| add(at, Place::Sentence, distance));
        let (subjects, inherited) = subjects(&scene, claims, claim, cast, rules);
        let nearby = said.nearby(scene.nearby());
        Frame {
            terms: words.terms(&places),
            subjects,
            holder: holder::find(&field.text, tokens, claim, figure_end, cast, rules),
            inherited,
            time: time_of(claims, index, &self.bases),
            ages: ages(claims, index),
            running: !is_change(claim) && nearby.growing,
            role: if self.bases[index] { Role::Base } else { nearby.role },
            whole: wholes::find(&field.text, claims, index, rules.judgement.cues(claim.lang)),
        }
    }
}

/// A claim for others to have, so that nobody need hold all of them; its neighbours have still to know what it says and
/// where.
pub(super) fn passed_on(claim: &mut Claim) -> Claim {
    let article = claim.article;
    let resolved: &mut Resolved = claim;
    let passed = Resolved {
        id: resolved.id.clone(),
        text: take(&mut resolved.text),
        content: resolved.content.clone(),
        frame: take(&mut resolved.frame),
        rules: take(&mut resolved.rules),
        ..*resolved
    };
    Claim::new(article, passed)
}

/// The words of a sentence around a figure, and the number of the first of them.
fn around(tokens: &[Token], figure: Span) -> (usize, &[Token]) {
    let at = tokens.partition_point(|t| t.span.end <= figure.start);
    let first = at.saturating_sub(WINDOW);
    (first, &tokens[first..tokens.len().min(at + WINDOW)])
}

/// The subjects of a claim, the nearest first: those of its own sentence before it, else the first of the sentence
/// before. What stands for a name that is not known (이 업체는) is none, and none is looked for in its place; nor is a
/// figure one (3명이 숨지고 5명이 다쳤다).
fn subjects(scene: &Scene<'_>, claims: &[Claim], claim: &Claim, cast: &Cast, rules: &Rules) -> (Vec<SmolStr>, bool) {
    let subject = |tokens: &[Token], at: usize| {
        let token = &tokens[at];
        let named =
            || holder::named(scene.text, claim.field, tokens, at, cast, rules).map(|e| SmolStr::new(cast.name(e)));
        match claim.lang {
            Lang::En => named(),
            Lang::Ko if token.subject && !is_figure(claims, token.span) => named().or_else(|| Some(token.stem.clone())),
            Lang::Ko => None,
        }
    };
    let anaphor = |name: &SmolStr| rules.entities.anaphora.has(name);
    let before = scene.tokens.partition_point(|t| t.span.end <= claim.span.start);
    let mut own: Vec<SmolStr> = (0..before).rev().filter_map(|at| subject(scene.tokens, at)).collect();
    own.dedup();
    if !own.is_empty() {
        own.retain(|name| !anaphor(name));
        return (own, false);
    }
    let previous = claim.sentence.checked_sub(1).filter(|&s| scene.reading.same_paragraph(s, claim.sentence));
    let tokens = previous.map_or(&[][..], |s| scene.reading.sentence(s));
    let inherited = (0..tokens.len().min(WINDOW)).find_map(|at| subject(tokens, at)).filter(|name| !anaphor(name));
    let found = inherited.is_some();
    (inherited.into_iter().collect(), found)
}

/// Whether a word is one of the figures; claims are in the order of the text.
fn is_figure(claims: &[Claim], word: Span) -> bool {
    let behind = claims.partition_point(|claim| claim.span.start < word.end);
    claims[..behind].last().is_some_and(|claim| claim.quantity().is_some() && claim.span.end > word.start)
}

/// Whether a figure says by how much something changed, not what it came to.
fn is_change(claim: &Claim) -> bool {
    claim.quantity().is_some_and(|q| q.direction.is_some())
}

/// 40대, 65세 이상, 7∼12세; not somebody's 43세.
fn is_age_group(q: &Quantity) -> bool {
    q.unit.code == "a" && (q.step >= Decimal::TEN || q.exact().is_none())
}

/// The least ages of the age groups that the sentence names last before a claim: 60 for the second figure of
/// 40대 52%, 60대 이상 35%.
fn ages(claims: &[Claim], index: usize) -> Vec<Decimal> {
    let claim = &claims[index];
    let same = |c: &&Claim| c.field == claim.field && c.sentence == claim.sentence;
    let is_age = |q: &&Quantity| is_age_group(q);
    let before = claims[..index].iter().rev().take(NEIGHBOURS).take_while(same).filter_map(|claim| claim.quantity());
    let last = before.skip_while(|q| !is_age(q)).take_while(is_age);
    let mut ages: Vec<Decimal> = last.filter_map(|q| q.lower.or(q.upper)).collect();
    ages.sort_unstable();
    ages
}

/// The nearest date of the same sentence before the claim, else behind it; the date of a base (전년 동기) is
/// that of the base alone.
fn time_of(claims: &[Claim], index: usize, bases: &[bool]) -> Option<Edtf> {
    let claim = &claims[index];
    if claim.date().is_some() {
        return None;
    }
    let same = |at: &usize| claims[*at].field == claim.field && claims[*at].sentence == claim.sentence;
    let date = |at: usize| claims[at].date()?.edtf.filter(|_| bases[index] || !bases[at]);
    let before = (0..index).rev().take(NEIGHBOURS).take_while(same).find_map(date);
    before.or_else(|| (index + 1..claims.len()).take(NEIGHBOURS).take_while(same).find_map(date))
}
