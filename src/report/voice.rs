//! How a report speaks: the message table in one language, and values written out in it.

use rust_decimal::Decimal;

use crate::align::Evidence;
use crate::article::Lang;
use crate::article::problem::Problem;
use crate::judge::{Severity, Verdict};
use crate::quantity::{Direction, Quantity, grouped};
use crate::reason::Reason;
use crate::resolve::{Claim, Content, Status};
use crate::rules::Rules;

/// The rules' messages in one language.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    rules: &'a Rules,
    lang: Lang,
}

impl<'a> Voice<'a> {
    /// The voice of `rules` in `lang`.
    pub fn new(rules: &'a Rules, lang: Lang) -> Self {
        Self { rules, lang }
    }

    /// A message with its arguments.
    pub fn say(&self, reason: &Reason) -> String {
        self.rules.messages.render(reason, self.lang)
    }

    /// A problem of the input with its place.
    pub fn problem(&self, problem: &Problem) -> String {
        problem.tell(&self.rules.messages, self.lang)
    }

    /// A message without arguments.
    pub fn word(&self, key: &str) -> String {
        self.say(&Reason::new(key))
    }

    /// The codes that findings can have, sorted.
    pub fn codes(&self) -> Vec<&'a str> {
        self.rules.messages.keys_below("code.")
    }

    /// The language as a tag (BCP 47).
    pub fn tag(&self) -> String {
        super::name_of(&self.lang)
    }

    /// A verdict with its mark, as tables show it.
    pub fn verdict(&self, verdict: Verdict) -> String {
        self.word(&format!("verdict.{}", super::name_of(&verdict)))
    }

    /// How far an article stands behind a claim.
    pub fn status(&self, status: Status) -> String {
        self.word(&format!("status.{}", super::name_of(&status)))
    }

    /// A piece of evidence: `what the figure hangs on: alike (label/close)`.
    pub fn evidence(&self, evidence: &Evidence) -> String {
        let (feature, level) = evidence.feature.split_once('/').unwrap_or((&evidence.feature, ""));
        let [feature, level] = [format!("evidence.{feature}"), format!("level.{level}")].map(|key| self.word(&key));
        format!("{feature}: {level} ({})", evidence.feature)
    }

    /// A severity's name.
    pub fn severity(&self, severity: Severity) -> String {
        self.word(&format!("severity.{}", super::name_of(&severity)))
    }

    /// Several messages, one after the other.
    pub fn sentences(&self, reasons: &[Reason]) -> String {
        reasons.iter().map(|reason| self.say(reason)).collect::<Vec<_>>().join("; ")
    }

    /// What a claim says, normalised and written out: `7,000,000,000,000달러`, `2024-03-14`, a speaker.
    pub fn value(&self, claim: &Claim) -> String {
        match &claim.content {
            Content::Quantity(quantity) => self.quantity(quantity),
            Content::Date(date) => date.written().unwrap_or_else(|| self.word("value.undated")),
            Content::Quote(quote) => quote.speaker.clone().unwrap_or_else(|| self.word("value.unnamed")),
        }
    }

    /// A quantity with its unit's name, hedge, bounds, base and direction.
    pub fn quantity(&self, quantity: &Quantity) -> String {
        let bounded = self.bounded(quantity);
        let based = match &quantity.per {
            None => bounded,
            Some(per) => {
                let base = self.in_unit(&grouped(per.amount), &per.unit.code);
                self.say(&Reason::new("value.per").with("value", bounded).with("base", base))
            }
        };
        let directed = match quantity.direction {
            None => based,
            Some(Direction::Up) => self.around("value.up", &based),
            Some(Direction::Down) => self.around("value.down", &based),
        };
        if quantity.approximate { self.around("value.about", &directed) } else { directed }
    }

    fn bounded(&self, quantity: &Quantity) -> String {
        let number = |value: Decimal| self.in_unit(&grouped(value), &quantity.unit.code);
        match (quantity.lower, quantity.upper) {
            (Some(low), Some(high)) if low == high => number(low),
            (Some(low), Some(high)) => {
                let range = Reason::new("value.range").with("low", grouped(low)).with("high", grouped(high));
                self.in_unit(&self.say(&range), &quantity.unit.code)
            }
            (Some(low), None) if quantity.lower_open => self.around("value.more-than", &number(low)),
            (Some(low), None) => self.around("value.at-least", &number(low)),
            (None, Some(high)) if quantity.upper_open => self.around("value.less-than", &number(high)),
            (None, Some(high)) => self.around("value.at-most", &number(high)),
            (None, None) => self.in_unit("?", &quantity.unit.code),
        }
    }

    fn around(&self, key: &str, value: &str) -> String {
        self.say(&Reason::new(key).with("value", value))
    }

    fn in_unit(&self, number: &str, code: &str) -> String {
        let key = format!("unit.{code}");
        let reason = if self.rules.messages.has(&key) {
            Reason::new(key)
        } else {
            let units = &self.rules.units;
            let name = if number == "1" { units.name_of_one(code, self.lang) } else { units.name(code, self.lang) };
            Reason::new("value.in-unit").with("unit", name)
        };
        self.say(&reason.with("number", number))
    }
}
