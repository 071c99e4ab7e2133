//! What speaks for and against two claims being about the same thing.

use std::cmp::Ordering;

use super::Evidence;
use super::company::{self, Elsewhere, Member};
use super::levels;
use super::study::Traits;
use super::terms::{Key, Likeness, Profile, Word, rarity};
use crate::compare::dates::{self, DateComparison};
use crate::compare::names::{self, Names};
use crate::compare::{Comparer, Measured};
use crate::quantity::compare::Comparison;
use crate::resolve::{Claim, Content};
use crate::rules::Rules;
use crate::rules::weights::{Kind, Matched, Setting};

/// A feature and the level that it is at.
pub type Level = (&'static str, &'static str);

/// So many features two claims have at most.
const FEATURES: usize = 20;

/// How the values of two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    Equal,
    Compatible,
    Different,
}

/// Two claims compared.
#[derive(Clone, Debug)]
pub(super) struct Compared {
    pub values: Values,
    pub levels: Vec<Level>,
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
    pub rules: &'a Rules,
    pub likeness: &'a mut Likeness,
    pub elsewhere: Elsewhere,
    /// Which weights hold for them.
    pub setting: Setting,
    /// Whether the two articles tell one story.
    pub story: &'static str,
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
    pub(super) fn weights(&self, kind: Matched) -> &'a Kind {
        self.rules.weights.of(kind.file(self.setting))
    }

    /// Compares figures of the first article with those of the second.
    pub(super) fn comparer(&self) -> Comparer<'a> {
        Comparer::new([&self.a.traits.rates, &self.b.traits.rates], self.rules)
    }

    /// Whether it is one article.
    fn within(&self) -> bool {
        std::ptr::eq(self.a.traits, self.b.traits)
    }

    /// Compares a claim of the first article with one of the second; `None` when their values can't be of the same thing
    /// at all.
    pub(super) fn compare(&mut self, a: usize, b: usize) -> Option<Compared> {
        let (first, second) = (&self.a.claims[a], &self.b.claims[b]);
        let (values, value_level, unit) = self.values(first, second)?;
        let (p, q) = (&self.a.traits.profiles[a], &self.b.traits.profiles[b]);
        // One number, but for a slip that does not happen by chance.
        let slipped = value_level.starts_with("slip-");
        let moves = values == Values::Different && !slipped && levels::moves(first, second);
        let value_level = if moves { "moved" } else { value_level };
        let mut levels = Vec::with_capacity(FEATURES);
        levels.extend([("value", value_level), ("unit", if slipped { "same" } else { unit }), ("story", self.story)]);
        let translated = first.lang != second.lang;
        levels.push(("label", in_translation(self.label(p, q), translated)));
        let head = self.head(p, q);
        levels.push(("head", in_translation(head, translated)));
        levels.push(("rival", if head == "other" && !self.within() { self.rivals(a, b) } else { "none" }));
        levels.push(("context", in_translation(self.sentence(p, q), translated)));
        let whole = self.whole(p, q);
        levels.push(("whole", if translated && whole == "little" { "untranslated" } else { whole }));
        levels.push(("subject", self.subject(first, second, p, q)));
        levels.push(("meaning", self.meaning(first, second)));
        levels.push(("role", levels::role(first.frame.role, second.frame.role, values == Values::Equal || slipped)));
        levels.push(("time", if moves { "moved" } else { levels::time(first, second) }));
        levels.push(("age", levels::age(first, second)));
        levels.extend(levels::part(first, second).map(|level| ("part", level)));
        let (one, other, comparer) = (self.a.member(a), self.b.member(b), self.comparer());
        // That both have a 2 says little, however few counts there are.
        let small = matches!(value_level, "equal-small" | "equal-ordinal");
        levels.push(if small { ("crowd", "small") } else { company::crowd(one, other) });
        if values == Values::Different {
            levels.push(self.elsewhere.of(one, other, comparer));
        }
        levels.push(company::company(one, other, comparer));
        levels.extend(company::limit(one, other, comparer));
        levels.extend(company::dated(one, other, comparer));
        Some(Compared { values, levels })
    }

    /// How the values of a claim of the first article and one of the second stand to each other.
    pub(super) fn compare_values(&self, a: usize, b: usize) -> Option<Values> {
        Some(self.values(&self.a.claims[a], &self.b.claims[b])?.0)
    }

    /// How the values stand to each other, how telling that is, and how their units do.
    fn values(&self, a: &Claim, b: &Claim) -> Option<(Values, &'static str, &'static str)> {
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
                    Comparison::Different(slips) => (Values::Different, levels::distance(x, y, slips.first())),
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
        let nearest =
            |profile: &Profile| profile.near.iter().filter(|w| w.nearness == 1.0).cloned().collect::<Vec<_>>();
        let (first, second) = (nearest(p), nearest(q));
        if first.is_empty() || second.is_empty() {
            return "missing";
        }
        let best = first.iter().map(|w| self.best(w, &second)).fold(0.0, f64::max);
        if best >= 0.8 {
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
            let near = mine.traits.profiles[at].near.iter();
            let heads = &others.traits.vocabulary.heads;
            let mut heads = near.filter(|w| w.nearness == 1.0).filter_map(|w| heads.get(&w.key));
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

    /// Whether words near the two figures mean things that exclude each other.
    fn meaning(&self, a: &Claim, b: &Claim) -> &'static str {
        let concepts = |c: &Claim| c.frame.near().filter_map(|t| t.concept).collect::<Vec<_>>();
        let (first, second) = (concepts(a), concepts(b));
        let shared = first.iter().any(|x| second.contains(x));
        let excluded = first.iter().any(|x| second.iter().any(|y| self.rules.concepts.exclude(*x, *y)));
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

/// The least number of words of a sentence that tell whether it was copied.
const WHOLE: usize = 3;

/// The evidence that levels give, the strongest first; levels of no weight say nothing.
pub(super) fn evidence(levels: &[Level], weights: &Kind) -> Vec<Evidence> {
    let mut list: Vec<Evidence> = levels
        .iter()
        .map(|&(feature, level)| Evidence {
            feature: smol_str::format_smolstr!("{feature}/{level}"),
            weight: weights.weight(feature, level),
        })
        .filter(|e| e.weight != 0.0)
        .collect();
    list.sort_by(|a, b| b.weight.abs().total_cmp(&a.weight.abs()).then_with(|| a.feature.cmp(&b.feature)));
    list
}

/// The sum of the weights.
pub(super) fn weigh(levels: &[Level], weights: &Kind) -> f64 {
    weights.prior + levels.iter().map(|&(feature, level)| weights.weight(feature, level)).sum::<f64>()
}
