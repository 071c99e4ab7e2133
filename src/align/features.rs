//! What speaks for and against two claims being about the same thing.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Evidence;
use super::company::{self, Elsewhere, Member};
use super::levels;
use super::occasions::{Occasions, Retold};
use super::scale::{Feature, Scale, Scales, Weighing};
use super::study::Traits;
use super::terms::{Key, Likeness, Profile, Word, rarity};
use crate::compare::dates::{self, DateComparison};
use crate::compare::names::{self, Names};
use crate::compare::{Comparer, Measured};
use crate::quantity::compare::Comparison;
use crate::resolve::{Claim, Content};
use crate::rules::concepts::ConceptId;
use crate::rules::weights::{Kind, Matched, Setting};

/// A feature and the level that it is at.
pub type Level = (&'static str, &'static str);

/// How the values of two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    Equal,
    Compatible,
    Different,
}

/// The values of two claims compared.
#[derive(Clone, Copy, Debug)]
pub(super) struct Valued {
    pub values: Values,
    /// How telling that is.
    level: &'static str,
    /// How their units stand to each other.
    unit: &'static str,
    /// They are two states of a count that goes on.
    moved: bool,
    /// They are one number, if for a slip.
    one_number: bool,
    /// It takes one subject, or a name, to believe that they are about the same thing.
    of_one_subject: bool,
}

/// Two claims compared.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub values: Values,
    pub levels: Vec<Level>,
    /// The sum of the weights.
    pub weight: f64,
}

/// One of two articles whose claims are compared.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    /// All claims of the article.
    pub claims: &'a [Claim],
    /// What they are compared by.
    pub traits: &'a Traits,
}

impl<'a> Side<'a> {
    fn member(self, at: usize) -> Member<'a> {
        Member { claims: self.claims, at, company: &self.traits.company }
    }
}

/// What the comparison of two articles' claims needs to know, or of one article's among themselves.
pub(super) struct Pairing<'a> {
    pub a: Side<'a>,
    pub b: Side<'a>,
    pub scales: &'a Scales<'a>,
    pub likeness: &'a mut Likeness,
    pub elsewhere: Elsewhere,
    /// Which weights hold for them.
    pub setting: Setting,
    /// Whether the two articles tell one story.
    pub story: &'static str,
    /// Of two articles that are too far from each other in time for that.
    pub occasions: Option<Occasions>,
}

/// The level of the share of words that two articles have in common.
pub(super) fn story(kinship: f64) -> &'static str {
    match kinship {
        k if k >= 0.3 => "same",
        k if k >= 0.2 => "close",
        k if k >= 0.12 => "distant",
        _ => "foreign",
    }
}

impl<'a> Pairing<'a> {
    /// The weights for claims of a kind.
    pub(super) fn scale(&self, kind: Matched) -> &'a Scale<'a> {
        self.scales.get(kind, self.setting)
    }

    /// Compares figures of the first article with those of the second.
    pub(super) fn comparer(&self) -> Comparer<'a> {
        Comparer::new([&self.a.traits.rates, &self.b.traits.rates], self.scales.rules)
    }

    /// Whether it is one article.
    fn within(&self) -> bool {
        std::ptr::eq(self.a.traits, self.b.traits)
    }

    /// How the values of a claim of the first article and one of the second stand to each other; `None` when they can't be of the
    /// same thing at all.
    pub(super) fn values(&self, a: usize, b: usize) -> Option<Valued> {
        let (first, second) = (&self.a.claims[a], &self.b.claims[b]);
        let (values, level, unit) = self.value_levels(first, second)?;
        // One number, but for a slip that does not happen by chance.
        let slipped = level.starts_with("slip-");
        let retold = self.occasions.map_or(Retold::Yes, |occasions| occasions.retold(first, second, level));
        if retold == Retold::No {
            return None;
        }
        let moved = values == Values::Different && !slipped && levels::moves(first, second);
        let (level, unit) = (if moved { "moved" } else { level }, if slipped { "same" } else { unit });
        let one_number = values == Values::Equal || slipped;
        Some(Valued { values, level, unit, moved, one_number, of_one_subject: retold == Retold::OfOneSubject })
    }

    /// Compares a claim of the first article with one of the second; `None` if they weigh less than `least`. What costs
    /// little is looked at first.
    pub(super) fn compare(
        &mut self,
        a: usize,
        b: usize,
        valued: Valued,
        scale: &Scale<'_>,
        least: f64,
    ) -> Option<Compared> {
        let mut weighing = Weighing::new(scale, least);
        weighing.note(Feature::Value, valued.level)?;
        weighing.note(Feature::Unit, valued.unit)?;
        weighing.note(Feature::Story, self.story)?;
        self.weigh_frames(a, b, valued, &mut weighing)?;
        self.weigh_words(a, b, valued, &mut weighing)?;
        self.weigh_company(a, b, valued.values, &mut weighing)?;
        let (weight, levels) = weighing.finish();
        Some(Compared { values: valued.values, levels, weight })
    }

    /// What the two claims say of themselves.
    fn weigh_frames(&self, a: usize, b: usize, valued: Valued, weighing: &mut Weighing<'_>) -> Option<()> {
        let (first, second) = (&self.a.claims[a], &self.b.claims[b]);
        let (one, other, comparer) = (self.a.member(a), self.b.member(b), self.comparer());
        weighing.note(Feature::Role, levels::role(first.frame.role, second.frame.role, valued.one_number))?;
        weighing.note(Feature::Time, if valued.moved { "moved" } else { levels::time(first, second) })?;
        weighing.note(Feature::Age, levels::age(first, second))?;
        weighing.note(Feature::Part, levels::part(first, second))?;
        // That both have a 2 says little, however few counts there are.
        let small = matches!(valued.level, "equal-small" | "equal-ordinal");
        weighing.note(Feature::Crowd, if small { "small" } else { company::crowd(one, other) })?;
        weighing.note(Feature::Limit, company::limit(one, other, comparer))?;
        weighing.note(Feature::Meaning, self.meaning(first, second))
    }

    /// How alike their words are.
    fn weigh_words(&mut self, a: usize, b: usize, valued: Valued, weighing: &mut Weighing<'_>) -> Option<()> {
        let (first, second) = (&self.a.claims[a], &self.b.claims[b]);
        let (p, q) = (&self.a.traits.profiles[a], &self.b.traits.profiles[b]);
        let translated = first.lang != second.lang;
        let subject = self.subject(first, second, p, q);
        if valued.of_one_subject && !subject.starts_with("same") && !self.share_a_name(p, q) {
            return None;
        }
        weighing.note(Feature::Subject, subject)?;
        let head = self.head(p, q);
        weighing.note(Feature::Head, in_translation(head, translated))?;
        weighing.note(Feature::Label, in_translation(self.label(p, q), translated))?;
        let rival = if head == "other" && !self.within() { self.rivals(a, b) } else { "none" };
        weighing.note(Feature::Rival, rival)?;
        weighing.note(Feature::Context, in_translation(self.sentence(p, q), translated))?;
        let whole = self.whole(p, q);
        weighing.note(Feature::Whole, if translated && whole == "little" { "untranslated" } else { whole })
    }

    /// What stands around them.
    fn weigh_company(&mut self, a: usize, b: usize, values: Values, weighing: &mut Weighing<'_>) -> Option<()> {
        let (one, other, comparer) = (self.a.member(a), self.b.member(b), self.comparer());
        weighing.note(Feature::Dated, company::dated(one, other, comparer))?;
        weighing.note(Feature::Company, company::company(one, other, comparer))?;
        let different = values == Values::Different;
        weighing.note(Feature::Elsewhere, different.then(|| self.elsewhere.of(one, other, comparer)))
    }

    /// How the values stand to each other, how telling that is, and how their units do.
    fn value_levels(&self, a: &Claim, b: &Claim) -> Option<(Values, &'static str, &'static str)> {
        match (&a.content, &b.content) {
            (Content::Quantity(_), Content::Quantity(_)) => {
                let measured = Measured::of(a, b)?;
                let [x, y] = measured.sides.each_ref().map(AsRef::as_ref);
                if !levels::comparable(x.unit.dimension, y.unit.dimension) {
                    return None;
                }
                let (values, level) = match self.comparer().measured(&measured) {
                    Comparison::Agree => (Values::Equal, levels::precision(x, y)),
                    Comparison::Compatible(_) => (Values::Compatible, "compatible"),
                    Comparison::Different(slip) => (Values::Different, levels::distance(x, y, slip)),
                    Comparison::Incomparable => return None,
                };
                Some((values, level, levels::unit(x, y)))
            }
            (Content::Date(x), Content::Date(y)) => {
                let (values, level) = match dates::compare(x, y) {
                    DateComparison::Same => (Values::Equal, "same"),
                    // Most dates lie before or after some other.
                    DateComparison::Compatible if x.limit.is_some() != y.limit.is_some() => {
                        (Values::Compatible, "within")
                    }
                    DateComparison::Compatible => (Values::Compatible, "compatible"),
                    DateComparison::Different { slip: Some(_) } => (Values::Different, "slip"),
                    DateComparison::Different { slip: None } => (Values::Different, dates::distance(x, y)),
                    DateComparison::Unknown => return None,
                };
                Some((values, level, "same"))
            }
            _ => None,
        }
    }

    /// How much of the words that the figures hang on is shared.
    fn label(&mut self, p: &Profile, q: &Profile) -> &'static str {
        if p.near.is_empty() || q.near.is_empty() {
            return "missing";
        }
        let forward = self.covered(&p.near, &q.near, &q.rest);
        let backward = self.covered(&q.near, &p.near, &p.rest);
        match 0.65 * forward.max(backward) + 0.35 * forward.min(backward) {
            s if s >= 0.75 => "same",
            s if s >= 0.5 => "close",
            s if s >= 0.3 => "partial",
            s if s >= 0.12 => "faint",
            _ => "different",
        }
    }

    /// What part of `words`, weighed by rarity and nearness, is found near the other figure, or at
    /// a discount elsewhere in its sentence.
    fn covered(&mut self, words: &[Word], near: &[Word], rest: &[Word]) -> f64 {
        self.share(words.iter().map(|word| (word, word.nearness)), [(near, 1.0), (rest, 0.6)])
    }

    /// What part of `words`, weighed by rarity and the weight beside them, is found in the lists of words, each at
    /// its discount.
    fn share<'w>(&mut self, words: impl Iterator<Item = (&'w Word, f64)>, lists: [(&[Word], f64); 2]) -> f64 {
        let (mut found, mut all) = (0.0, 0.0);
        for (word, weight) in words {
            let weight = rarity(word.key, &self.a.traits.vocabulary, &self.b.traits.vocabulary) * weight;
            all += weight;
            let [first, second] = lists.map(|(list, discount)| discount * self.best(word, list));
            found += weight * first.max(second);
        }
        if all > 0.0 { found / all } else { 0.0 }
    }

    fn best(&mut self, word: &Word, others: &[Word]) -> f64 {
        others.iter().map(|o| self.likeness.of(word, o)).fold(0.0, f64::max)
    }

    /// Whether the very next words are the same: 징역 2년 against 집행유예 2년.
    fn head(&mut self, p: &Profile, q: &Profile) -> &'static str {
        if p.heads().next().is_none() || q.heads().next().is_none() {
            return "missing";
        }
        let alike = p.heads().flat_map(|word| q.heads().map(move |other| (word, other)));
        let best = alike.map(|(word, other)| self.likeness.of(word, other)).fold(0.0, f64::max);
        if best >= ALIKE {
            "same"
        } else if best >= 0.5 {
            "close"
        } else {
            "other"
        }
    }

    /// Whether what one figure hangs on is, in the other article, what another figure hangs on:
    /// the 2 of 징역 2년 is not that of 집행유예 2년 where the latter has a 징역 of its own.
    fn rivals(&self, a: usize, b: usize) -> &'static str {
        let named_elsewhere = |(mine, at): (Side<'_>, usize), (others, theirs): (Side<'_>, usize)| {
            let heads = &others.traits.vocabulary.heads;
            let mut heads = mine.traits.profiles[at].heads().filter_map(|word| heads.get(&word.key));
            let family = |claim: &Claim| claim.quantity().map(|q| q.unit.dimension);
            let own = family(&mine.claims[at]);
            heads.any(|rivals| rivals.iter().any(|&rival| rival != theirs && family(&others.claims[rival]) == own))
        };
        let (one, other) = ((self.a, a), (self.b, b));
        match (named_elsewhere(one, other), named_elsewhere(other, one)) {
            (true, true) => "both",
            (false, false) => "none",
            _ => "one",
        }
    }

    /// How much of the rest of the sentences is shared.
    fn sentence(&mut self, p: &Profile, q: &Profile) -> &'static str {
        let length = |profile: &Profile| profile.rest.len();
        if length(p).min(length(q)) < 2 {
            return "missing";
        }
        let shared = of_the_shorter(p, q, length, |short, long| {
            self.share(short.rest.iter().map(|word| (word, 1.0)), [(&long.rest, 1.0), (&long.near, 0.7)])
        });
        match shared {
            s if s >= 0.5 => "same",
            s if s >= 0.3 => "close",
            s if s >= 0.15 => "partial",
            _ => "different",
        }
    }

    /// How much of the shorter sentence, all of its words taken together, is in the longer one: one of them may
    /// be a copy of the other with another figure in it.
    fn whole(&mut self, p: &Profile, q: &Profile) -> &'static str {
        let length = |profile: &Profile| profile.near.len() + profile.rest.len();
        if length(p).min(length(q)) < WHOLE {
            return "short";
        }
        let shared = of_the_shorter(p, q, length, |short, long| {
            let words = short.near.iter().chain(&short.rest).map(|word| (word, 1.0));
            self.share(words, [(&long.near, 1.0), (&long.rest, 1.0)])
        });
        match shared {
            s if s >= 0.85 => "copied",
            s if s >= 0.65 => "most",
            s if s >= 0.4 => "half",
            _ => "little",
        }
    }

    fn subject(&mut self, a: &Claim, b: &Claim, p: &Profile, q: &Profile) -> &'static str {
        if let (Some(x), Some(y)) = (&a.frame.holder, &b.frame.holder) {
            match names::compare(x, y) {
                Names::Same => return "same-person",
                Names::Different => return "other-person",
                Names::Unknown => {}
            }
        }
        if p.subjects.is_empty() || q.subjects.is_empty() {
            return "missing";
        }
        let alike = p
            .subjects
            .iter()
            .take(2)
            .any(|x| q.subjects.iter().take(2).any(|y| self.likeness.of_spellings(x, y, true) >= 0.75));
        if alike {
            return "same";
        }
        let is_subject = |side: Side<'_>, subject: Key| side.traits.vocabulary.subjects.contains(&subject);
        let known = is_subject(self.b, p.subjects[0].key) || is_subject(self.a, q.subjects[0].key);
        if known && !a.frame.inherited && !b.frame.inherited { "contradicts" } else { "other" }
    }

    /// Whether the two sentences name somebody or something alike.
    fn share_a_name(&mut self, p: &Profile, q: &Profile) -> bool {
        let likeness = &mut *self.likeness;
        p.names().any(|name| q.names().any(|other| likeness.of(name, other) >= ALIKE))
    }

    /// Whether words near the two figures mean things that exclude each other.
    fn meaning(&self, a: &'a Claim, b: &'a Claim) -> &'static str {
        let concepts = |claim: &'a Claim| claim.frame.near().filter_map(|term| term.concept);
        let any = |holds: &dyn Fn(ConceptId, ConceptId) -> bool| concepts(a).any(|x| concepts(b).any(|y| holds(x, y)));
        let shared = any(&|x, y| x == y);
        let excluded = any(&|x, y| self.scales.rules.concepts.exclude(x, y));
        match (excluded, shared) {
            (true, false) => "excludes",
            (true, true) => "mixed",
            (false, true) => "shared",
            (false, false) => "open",
        }
    }
}

/// What `share` says of the shorter of two profiles within the longer one; of two that are equally long, the greater.
fn of_the_shorter(
    p: &Profile,
    q: &Profile,
    length: impl Fn(&Profile) -> usize,
    mut share: impl FnMut(&Profile, &Profile) -> f64,
) -> f64 {
    match length(p).cmp(&length(q)) {
        Ordering::Less => share(p, q),
        Ordering::Greater => share(q, p),
        Ordering::Equal => share(p, q).max(share(q, p)),
    }
}

/// Words that don't match say little when they are of two languages.
fn in_translation(level: &'static str, translated: bool) -> &'static str {
    match level {
        "different" | "faint" | "other" if translated => "untranslated",
        _ => level,
    }
}

/// Words that are so much alike are one.
const ALIKE: f64 = 0.8;

/// The least number of words of a sentence that tell whether it was copied.
const WHOLE: usize = 3;

/// The evidence that levels give, the strongest first; levels of no weight say nothing.
pub(super) fn evidence(levels: &[Level], weights: &Kind) -> Arc<[Evidence]> {
    let mut list: Vec<Evidence> = levels
        .iter()
        .map(|&(feature, level)| Evidence {
            feature: [feature, "/", level].into_iter().collect(),
            weight: weights.weight(feature, level),
        })
        .filter(|e| e.weight != 0.0)
        .collect();
    list.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&b.feature)));
    list.into()
}

/// The sum of the weights.
pub(super) fn weigh(levels: &[Level], weights: &Kind) -> f64 {
    weights.prior + levels.iter().map(|&(feature, level)| weights.weight(feature, level)).sum::<f64>()
}
