//! What a claim is about: the words that a figure or date hangs on, whom it is said of, its role and time.
//!
//! In news the strongest clue is the *label*: the words just before a figure (추징금 31억7천만원,
//! net profit climbed to NZ$186m) or just behind it (2명이 숨지고, 64 jets), as far as no other
//! figure and no comma comes between. The rest of the sentence is context.

use std::ops::Range;

use memchr::memchr;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::bases;
use super::cast::Cast;
use super::holder;
use super::reading::{Reading, Token, WINDOW};
use super::{Claim, Content};
use crate::article::{Field, FieldText, Lang};
use crate::edtf::Edtf;
use crate::quantity::Quantity;
use crate::rules::Rules;
use crate::rules::concepts::ConceptId;
use crate::rules::judgement::Said;
use crate::span::Span;
use crate::text::words::is_word;

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

/// Where a word stands, seen from the figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Place {
    /// Before it, nothing between that separates.
    Before,
    /// Behind it, likewise.
    After,
    /// Elsewhere in the sentence.
    Sentence,
}

/// A content word of the sentence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Term {
    /// The word without particles or inflection.
    pub stem: SmolStr,
    /// What it means, where the rules know it in both languages.
    #[serde(skip)]
    pub concept: Option<ConceptId>,
    /// Where it stands.
    pub place: Place,
    /// How many words away, from 1.
    pub distance: u8,
    /// It looks like a name: capitalised in English, written in Latin letters in Korean, or of the cast.
    pub name: bool,
}

/// What a claim is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// The words around it: those before, those behind, the rest; each list nearest first.
    pub terms: Vec<Term>,
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

    /// The words that the figure hangs on.
    pub fn near(&self) -> impl Iterator<Item = &Term> {
        self.terms.iter().filter(|t| t.place != Place::Sentence)
    }
}

/// How many words before and behind a figure can be its label.
const REACH: usize = 6;

/// How many words of the rest of the sentence count as context.
const CONTEXT: usize = 24;

/// How many claims before and behind one are looked at, likewise.
pub(super) const NEIGHBOURS: usize = 64;

/// Fills the frames of the claims of one field; `claims` are in the order of the text.
/// `first` is the position of `claims[0]` among all claims of the article, which `converts` counts from.
pub(super) fn fill(
    field: &FieldText,
    reading: &Reading,
    claims: &mut [Claim],
    first: usize,
    cast: &Cast,
    rules: &Rules,
) {
    let Some(lang) = claims.first().map(|c| c.lang) else { return };
    let sentence = |claim: &Claim| field.sentences[claim.sentence].span;
    let bases = bases::find(&field.text, sentence, claims, rules.judgement.cues(lang));
    let known = Known { field, reading, bases, cast, rules };
    let lengths: Vec<usize> = claims.chunk_by(|a, b| a.sentence == b.sentence).map(<[Claim]>::len).collect();
    let mut start = 0;
    for length in lengths {
        known.fill(claims, start..start + length);
        start += length;
    }
    for index in 0..claims.len() {
        if let Some(other) = claims[index].converts {
            claims[index].frame = claims[other - first].frame.clone();
        }
    }
}

/// What is known of a field and its article before the frames of its claims.
struct Known<'a> {
    field: &'a FieldText,
    reading: &'a Reading,
    /// Which claims are bases of comparison.
    bases: Vec<bool>,
    cast: &'a Cast,
    rules: &'a Rules,
}

impl Known<'_> {
    /// Fills the frames of the claims of one sentence, which are those of `range`.
    fn fill(&self, claims: &mut [Claim], range: Range<usize>) {
        let first = &claims[range.start];
        let sentence = self.field.sentences[first.sentence].span;
        let passage = claims[range.clone()].iter().fold(sentence, |all, claim| all.cover(claim.span));
        let said = self.rules.judgement.cues(first.lang).said(&self.field.text, passage);
        for index in range.clone() {
            if claims[index].quote().is_some() {
                continue;
            }
            let mut frame = self.frame(&said, claims, index);
            let from = index.checked_sub(1).filter(|&from| self.bases[from] && range.contains(&from));
            // 윤 후보는 42.7%에서 1.4%포인트: what it came from is the same person's.
            frame.holder = frame.holder.or_else(|| claims[from?].frame.holder.clone());
            claims[index].frame = frame;
        }
        let standing = said.standing(sentence);
        for claim in &mut claims[range] {
            claim.status = standing.status;
            claim.frame.running |= standing.running && claim.quote().is_none();
        }
    }

    fn frame(&self, said: &Said, claims: &[Claim], index: usize) -> Frame {
        let claim = &claims[index];
        let tokens = around(self.reading.sentence(claim.sentence), claim.span);
        let scene = Scene { text: &self.field.text, tokens, span: claim.span, reading: self.reading };
        let before = scene.before();
        let after =
            if matches!(claim.content, Content::Date(_)) { scene.after_date() } else { scene.after(self.rules) };
        let mut terms = Vec::with_capacity(tokens.len().min(3 * REACH + CONTEXT));
        let mut used: Vec<usize> = Vec::with_capacity(before.len() + after.len());
        for (place, list) in [(Place::Before, &before), (Place::After, &after)] {
            for (distance, &at) in list.iter().enumerate() {
                used.push(at);
                push_term(&mut terms, &tokens[at], place, distance);
            }
        }
        for (distance, at) in scene.rest(&used).take(CONTEXT).enumerate() {
            push_term(&mut terms, &tokens[at], Place::Sentence, distance);
        }
        let (subjects, inherited) = subjects(self.reading, tokens, claim, self.cast);
        let nearby = said.nearby(scene.nearby());
        Frame {
            terms,
            subjects,
            holder: holder::find(&self.field.text, tokens, claim, figure_before(claims, index), self.cast, self.rules),
            inherited,
            time: time_of(claims, index, &self.bases),
            ages: ages(claims, index),
            running: !is_change(claim) && nearby.growing,
            role: if self.bases[index] { Role::Base } else { nearby.role },
        }
    }
}

/// The words of a sentence around a figure.
fn around(tokens: &[Token], figure: Span) -> &[Token] {
    let at = tokens.partition_point(|t| t.span.end <= figure.start);
    &tokens[at.saturating_sub(WINDOW)..tokens.len().min(at + WINDOW)]
}

fn push_term(terms: &mut Vec<Term>, token: &Token, place: Place, distance: usize) {
    if !token.content {
        return;
    }
    terms.push(Term {
        stem: token.stem.clone(),
        concept: token.concept,
        place,
        distance: u8::try_from(distance + 1).unwrap_or(u8::MAX),
        name: token.name,
    });
}

/// A figure in its sentence.
struct Scene<'a> {
    text: &'a str,
    tokens: &'a [Token],
    span: Span,
    /// The field, with all its figures and dates.
    reading: &'a Reading,
}

impl Scene<'_> {
    /// The tokens before the figure that may be its label, nearest first. Figures that stand side by
    /// side share their label (통산 98경기 41골).
    fn before(&self) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.span.start < self.span.start);
        let mut edge = self.span.start;
        let clause = self.clause();
        let mut found = Vec::new();
        for at in (0..first).rev() {
            let token = &self.tokens[at];
            if token.clause != clause {
                break;
            }
            let gap = self.text.get(token.span.end.min(edge)..edge).unwrap_or_default();
            let opens = edge == self.span.start && gap.trim_end().starts_with('(');
            if (separates(gap) && !opens) || found.len() == REACH {
                break;
            }
            edge = token.span.start;
            if !token.figure {
                found.push(at);
            } else if !found.is_empty() {
                break;
            }
        }
        found
    }

    /// The clause that the figure stands in.
    fn clause(&self) -> usize {
        let at = self.tokens.partition_point(|t| t.span.end <= self.span.start);
        self.tokens.get(at).or(self.tokens.last()).map_or(0, |t| t.clause)
    }

    /// The tokens behind the figure that may be its head or verb, nearest first.
    fn after(&self, rules: &Rules) -> Vec<usize> {
        let end = self.past_conversion();
        let glue = self.text.get(end..).unwrap_or_default();
        let glue = &glue[..glue.find(|c: char| !is_word(c)).unwrap_or(glue.len())];
        if rules.judgement.joins(glue) {
            return Vec::new();
        }
        let mut edge = end + glue.len();
        let first = self.tokens.partition_point(|t| t.span.start < edge);
        let clause = self.clause();
        let mut found = Vec::new();
        for at in first..self.tokens.len() {
            let token = &self.tokens[at];
            if token.clause > clause {
                break;
            }
            let gap = self.text.get(edge.min(token.span.start)..token.span.start).unwrap_or_default();
            if separates(gap) || found.len() == REACH {
                break;
            }
            if token.figure {
                // What stands directly before the next figure is rather that one's label.
                found.truncate(found.len().min(2));
                break;
            }
            found.push(at);
            edge = token.span.end;
        }
        found
    }

    /// The end of the figure, or of the parentheses behind it that say it in another unit.
    fn past_conversion(&self) -> usize {
        let behind = self.text.get(self.span.end..).unwrap_or_default();
        let inside = parenthesis(behind).map(|length| Span::new(self.span.end, self.span.end + length));
        inside.filter(|&span| self.reading.has_figure(span)).map_or(self.span.end, |span| span.end)
    }

    /// A date is an adverbial: what happened stands behind it, up to the end of the sentence.
    fn after_date(&self) -> Vec<usize> {
        let first = self.tokens.partition_point(|t| t.span.start < self.span.end);
        (first..self.tokens.len()).filter(|&at| !self.tokens[at].figure).take(2 * REACH).collect()
    }

    /// The other tokens of the sentence, nearest first, figures left out.
    fn rest<'s>(&'s self, used: &'s [usize]) -> impl Iterator<Item = usize> + 's {
        let first = self.tokens.partition_point(|t| t.span.end <= self.span.start);
        let mut before = (0..first).rev().peekable();
        let mut behind = (first..self.tokens.len()).peekable();
        let nearest = std::iter::from_fn(move || {
            let left = before.peek().map(|&at| self.span.start - self.tokens[at].span.end);
            let right = behind.peek().map(|&at| self.tokens[at].span.start.saturating_sub(self.span.end));
            let is_left = left.is_some_and(|left| right.is_none_or(|right| left <= right));
            if is_left { before.next() } else { behind.next() }
        });
        nearest.filter(|at| !self.tokens[*at].figure && !used.contains(at))
    }

    /// The stretch of the sentence in which role words speak of this figure: between the figures and
    /// the commas before and behind it.
    fn nearby(&self) -> Span {
        let (Some(first), Some(last)) = (self.tokens.first(), self.tokens.last()) else { return Span::default() };
        let figures = self.reading.figures();
        let at = figures.partition_point(|f| f.start < self.span.start);
        let start = figures[..at].last().map_or(first.span.start, |f| f.end.max(first.span.start));
        let next = figures[at..].iter().find(|f| f.start >= self.span.end);
        let end = next.map_or(last.span.end, |f| f.start.min(last.span.end));
        let before = self.text.get(start..self.span.start).unwrap_or_default();
        let behind = self.text.get(self.span.end..end).unwrap_or_default();
        let start = before.rfind(PAUSES).map_or(start.min(self.span.start), |at| start + at);
        Span::new(start, self.span.end + behind.find(PAUSES).unwrap_or(behind.len()))
    }
}

/// A longer parenthesis, in bytes, is no note to a figure.
const LONGEST_NOTE: usize = 400;

/// Length of the parenthesis that `text` begins with.
pub(super) fn parenthesis(text: &str) -> Option<usize> {
    let near = &text.as_bytes()[..text.len().min(LONGEST_NOTE)];
    near.starts_with(b"(").then(|| memchr(b')', near)).flatten().map(|close| close + 1)
}

/// Marks that end what is said of one figure.
const PAUSES: [char; 3] = [',', ';', '…'];

/// Whether what stands between two words keeps them from being one phrase.
fn separates(gap: &str) -> bool {
    gap.chars().any(|c| {
        !c.is_whitespace() && !is_word(c) && !matches!(c, '\'' | '’' | '-' | '/' | '&' | '%' | '$' | '±' | '~')
    })
}

/// The subjects of a claim: those of its own sentence before it, else those of the sentence before.
fn subjects(reading: &Reading, tokens: &[Token], claim: &Claim, cast: &Cast) -> (Vec<SmolStr>, bool) {
    let speaks = |t: &&Token| t.subject && (claim.lang == Lang::Ko || !cast.within(claim.field, t.span).is_empty());
    let before = |t: &&Token| t.span.end <= claim.span.start;
    let own: Vec<&Token> = tokens.iter().filter(speaks).filter(before).collect();
    let named =
        |tokens: Vec<&Token>| tokens.into_iter().rev().map(|t| full_name(t, claim.field, cast)).collect::<Vec<_>>();
    if !own.is_empty() {
        return (named(own), false);
    }
    let previous = claim.sentence.checked_sub(1).filter(|&s| reading.same_paragraph(s, claim.sentence));
    let inherited: Vec<&Token> =
        previous.map_or(Vec::new(), |s| reading.sentence(s).iter().take(WINDOW).find(speaks).into_iter().collect());
    let found = !inherited.is_empty();
    (named(inherited), found)
}

/// The name in full of whoever the cast knows there, else the word itself.
fn full_name(token: &Token, field: Field, cast: &Cast) -> SmolStr {
    let known = cast.within(field, token.span).first().map(|a| a.entity).or_else(|| cast.named(&token.stem));
    known.map_or_else(|| token.stem.clone(), |entity| SmolStr::new(cast.name(entity)))
}

/// Where the last figure of the sentence before a claim ends; ages tell of whom a figure is, and are none.
fn figure_before(claims: &[Claim], index: usize) -> usize {
    let claim = &claims[index];
    let same = |c: &&Claim| c.field == claim.field && c.sentence == claim.sentence;
    let mut before = claims[..index].iter().rev().take_while(same);
    before.find(|c| c.quantity().is_some_and(|q| !is_age_group(q))).map_or(0, |c| c.span.end)
}

/// Whether a figure says by how much something changed, not what it came to.
fn is_change(claim: &Claim) -> bool {
    claim.quantity().is_some_and(|q| q.direction.is_some())
}

fn is_age_group(q: &Quantity) -> bool {
    q.unit.code == "a" && q.step >= Decimal::TEN
}

/// The least ages of the age groups that the sentence names last before a claim: 60 for the second figure of
/// 40대 52%, 60대 이상 35%.
fn ages(claims: &[Claim], index: usize) -> Vec<Decimal> {
    let claim = &claims[index];
    let same = |c: &&Claim| c.field == claim.field && c.sentence == claim.sentence;
    let is_age = |q: &&Quantity| is_age_group(q);
    let before = claims[..index].iter().rev().take(NEIGHBOURS).take_while(same).filter_map(Claim::quantity);
    let last = before.skip_while(|q| !is_age(q)).take_while(is_age);
    let mut ages: Vec<Decimal> = last.filter_map(|q| q.lower).collect();
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
