//! What claims meet under: words that they hang on, words of their sentences, exact values, digits whatever
//! their order, units; for quotations, what two wordings of one utterance share; for counts of events and
//! complete lists of them, the event.
//!
//! A key is a number of 64 bits made from what it stands for, the same in every run and on every machine, so
//! that keys can be stored.

use rust_decimal::Decimal;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::chronicles;
use super::occasions::{Bond, Occasion};
use crate::article::Article;
use crate::compare::quotes::{self, QuoteSide};
use crate::policy::GroupBy;
use crate::quantity::{Dimension, Quantity};
use crate::resolve::frame::Term;
use crate::resolve::{Claim, Content};
use crate::rules::Rules;
use crate::rules::concepts::ConceptId;

/// What two claims must share one of.
pub type Key = u64;

/// What claims are met for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Aspect {
    /// Figures and dates: they may be of the same thing.
    Figure,
    /// Quotations: they may be one utterance.
    Quotation,
    /// A count of events and a complete list of them.
    Chronicle,
}

/// One claim under one aspect.
#[derive(Clone, Debug)]
pub struct Handle {
    /// The claim, by its position in its article.
    pub claim: u32,
    /// What it is met for.
    pub aspect: Aspect,
    /// What it is listed under: ascending, none twice.
    pub keys: Vec<Key>,
    /// The one of them that those of an equal value are listed under.
    pub value: Option<Key>,
    /// Those that one number is listed under that is told again: that of its value, but for a single digit, which is equal by
    /// chance, unless it is a bound; that of its digits.
    pub number: Vec<Key>,
    /// Those that whoever names somebody or something alike is listed under.
    pub names: Vec<Key>,
    /// When the claim is of.
    pub occasion: Occasion,
}

impl Handle {
    fn new(claim: usize, aspect: Aspect, mut keys: Vec<Key>) -> Option<Self> {
        keys.sort_unstable();
        keys.dedup();
        let claim = u32::try_from(claim).ok()?;
        let (number, names, occasion) = (Vec::new(), Vec::new(), Occasion::UNKNOWN);
        (!keys.is_empty()).then_some(Self { claim, aspect, keys, value: None, number, names, occasion })
    }

    /// The same among the articles of one group only: see [`group`].
    pub(super) fn within(self, group: u64) -> Self {
        let of_group = |keys: Vec<Key>| keys.into_iter().map(|key| within(key, group)).collect();
        let [keys, number, names] = [self.keys, self.number, self.names].map(of_group);
        Self { keys, value: self.value.map(|key| within(key, group)), number, names, ..self }
    }

    /// The same, whenever the claim is of.
    pub(super) fn of_any_time(self) -> Self {
        Self { occasion: Occasion::UNKNOWN, ..self }
    }

    /// What it shares with those that are listed under one of its keys.
    pub(crate) fn bond(&self, key: Key) -> Bond {
        match key {
            key if self.number.contains(&key) => Bond::Number,
            key if self.names.contains(&key) => Bond::Name,
            _ => Bond::Words,
        }
    }

    /// What those are listed under that it may be about the same thing as: for a count the key of the lists.
    pub(crate) fn sought(&self) -> impl Iterator<Item = Key> + '_ {
        self.keys.iter().map(|key| if self.aspect == Aspect::Chronicle { key ^ 1 } else { *key })
    }
}

/// The handles of the claims of one article, `claims` being all that it has.
pub fn handles(article: &Article, claims: &[Claim], rules: &Rules) -> Vec<Handle> {
    let of_claim = |(at, claim): (usize, &Claim)| match QuoteSide::of(claims, at, rules) {
        Some(side) => Handle::new(at, Aspect::Quotation, quotes::keys(&side)),
        None => {
            let handle = Handle::new(at, Aspect::Figure, figure(claim))?;
            let occasion = Occasion::of(article, claim);
            Some(Handle { value: value(claim), number: number(claim), names: names(claim), occasion, ..handle })
        }
    };
    let events = chronicles::event_keys(article, claims, rules);
    let events = events.into_iter().filter_map(|(at, keys)| Handle::new(at, Aspect::Chronicle, keys));
    claims.iter().enumerate().filter_map(of_claim).chain(events).collect()
}

/// Kinds of keys, which make equal contents different keys.
#[derive(Clone, Copy)]
enum Kind {
    Word = 1,
    Concept,
    Value,
    Digits,
    Unit,
    Event,
}

/// Claims of different families are never about the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Family {
    Share,
    Date,
    Quantity(Dimension),
}

impl Family {
    fn number(self) -> u64 {
        match self {
            Self::Share => 0,
            Self::Date => 1,
            Self::Quantity(dimension) => 2 + dimension as u64,
        }
    }
}

fn key(kind: Kind, family: u64, content: &[u8]) -> Key {
    xxh3_64_with_seed(content, family << 8 | kind as u64)
}

/// The key of a count of events (`told` is false), or of a list of them.
pub(super) fn event(event: ConceptId, told: bool) -> Key {
    key(Kind::Event, 0, &event.0.to_le_bytes()) & !1 | u64::from(told)
}

/// The key among the articles of one group only; group 0 is that of everybody.
fn within(key: Key, group: u64) -> Key {
    // The last bit tells the two sides of an event apart and stays as it is.
    key ^ (group << 1)
}

/// The group of an article, among which its claims are listed.
pub(super) fn group(article: &Article, by: GroupBy) -> u64 {
    let of_name = |name: &str| xxh3_64(name.as_bytes()).max(1);
    match (by, &article.topic) {
        (GroupBy::Nothing, _) => 0,
        (GroupBy::Topic, Some(topic)) => of_name(topic),
        (GroupBy::Topic, None) => of_name(&format!("\0{}", article.id)),
    }
}

fn figure(claim: &Claim) -> Vec<Key> {
    match &claim.content {
        Content::Quantity(quantity) => {
            let mut keys = measured(claim, quantity);
            // A share of a stated whole may be told elsewhere as the amount that it comes to.
            let amount = claim.frame.whole.as_ref().and_then(|whole| quantity.of(whole));
            keys.extend(amount.iter().flat_map(|amount| measured(claim, amount)));
            keys
        }
        Content::Date(_) if claim.is_dated() => words(claim, Family::Date.number()).chain(value(claim)).collect(),
        _ => Vec::new(),
    }
}

/// The keys of a figure as `quantity`, which is what is written or what it comes to.
fn measured(claim: &Claim, quantity: &Quantity) -> Vec<Key> {
    let unit = key(Kind::Unit, 0, quantity.unit.code.as_bytes());
    let words = words(claim, family(quantity).number());
    words.chain([unit]).chain(digits_of(quantity)).chain(value_of(quantity)).collect()
}

/// The words around a claim, within a family.
fn words(claim: &Claim, family: u64) -> impl Iterator<Item = Key> {
    claim.frame.terms.iter().map(move |term| word(term, family))
}

fn word(term: Term<'_>, family: u64) -> Key {
    match term.concept {
        Some(concept) => key(Kind::Concept, family, &concept.0.to_le_bytes()),
        None => key(Kind::Word, family, term.stem.as_bytes()),
    }
}

/// The names around a claim.
fn names(claim: &Claim) -> Vec<Key> {
    let family = claim.quantity().map_or(Family::Date, family).number();
    claim.frame.terms.iter().filter(|term| term.name).map(|term| word(term, family)).collect()
}

/// What those of an equal value are listed under.
fn value(claim: &Claim) -> Option<Key> {
    match &claim.content {
        Content::Quantity(quantity) => value_of(quantity),
        Content::Date(date) => {
            let first = date.edtf.map(|edtf| edtf.days().0.to_string()).or_else(|| date.written())?;
            Some(key(Kind::Value, Family::Date.number(), first.as_bytes()))
        }
        Content::Quote(_) => None,
    }
}

fn value_of(quantity: &Quantity) -> Option<Key> {
    Some(key(Kind::Value, family(quantity).number(), &magnitude(quantity)?.serialize()))
}

/// What one number is listed under that is told again: see [`Handle::number`].
fn number(claim: &Claim) -> Vec<Key> {
    let digits = claim.quantity().and_then(digits_of);
    let is_one_digit = digits.is_none() && claim.quantity().is_some_and(|quantity| quantity.exact().is_some());
    value(claim).filter(|_| !is_one_digit).into_iter().chain(digits).collect()
}

/// What those of the same digits are listed under.
fn digits_of(quantity: &Quantity) -> Option<Key> {
    Some(key(Kind::Digits, family(quantity).number(), &digits(magnitude(quantity)?)?))
}

/// The number of a figure, whatever its sign and its zeros at the end.
fn magnitude(quantity: &Quantity) -> Option<Decimal> {
    quantity.point().map(|value| value.abs().normalize())
}

/// The digits of a figure in ascending order, without the zeros at the end: what transposed digits and a wrong
/// power of ten leave alone. One alone tells nothing.
fn digits(value: Decimal) -> Option<Vec<u8>> {
    let mut digits = value.mantissa().to_string().trim_end_matches('0').as_bytes().to_vec();
    digits.sort_unstable();
    (digits.len() > 1).then_some(digits)
}

fn family(quantity: &Quantity) -> Family {
    use Dimension::{Fraction, Multiple, Percent, PercentagePoint};
    match quantity.unit.dimension {
        Percent | PercentagePoint | Fraction | Multiple => Family::Share,
        other => Family::Quantity(other),
    }
}
