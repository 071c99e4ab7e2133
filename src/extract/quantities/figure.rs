//! Reads one figure: currency sign or numeral, range, unit, subunit.

use rust_decimal::Decimal;

use super::candidates::{Candidate, Kind};
use super::units::{Counted, ends_with_word};
use super::{Figure, Scanner};
use crate::extract::numerals::{self, Amount, Numeral, Script};
use crate::quantity::Dimension;
use crate::rules::numerals::Connector;
use crate::rules::units::UnitId;
use crate::span::Span;

impl Scanner<'_> {
    /// The figure at a candidate, with the words around it.
    pub(super) fn figure(&self, candidate: Candidate, earlier: &[Figure]) -> Option<Figure> {
        let at = candidate.at;
        if candidate.kind == Kind::Digit && self.is_name(at) {
            return self.age(&self.numerals(at)).or_else(|| self.edition(at));
        }
        let mut figure = match candidate.kind {
            Kind::Sign => self.behind_sign(at, Kind::Sign)?,
            Kind::Digit => self.behind_digits(at, earlier)?,
            Kind::Word => self.word(at, earlier)?,
        };
        self.surroundings(&mut figure);
        Some(figure)
    }

    fn behind_digits(&self, at: usize, earlier: &[Figure]) -> Option<Figure> {
        let numerals = self.numerals(at);
        self.age(&numerals).or_else(|| self.score(&numerals)).or_else(|| self.behind_numerals(&numerals, earlier))
    }

    /// A figure that starts with a letter: a numeral in words, a currency code, a word like 절반.
    fn word(&self, at: usize, earlier: &[Figure]) -> Option<Figure> {
        if self.is_barren(self.run(at)) {
            return None;
        }
        let rest = self.behind(at);
        let idiom = self.rules.numerals.idioms.longest_folded(rest).map_or(at, |(length, ())| at + length);
        if idiom == at
            && let Some(figure) = self.fixed(at).or_else(|| self.behind_sign(at, Kind::Word))
        {
            return Some(figure);
        }
        self.rules.numerals.words.longest_folded(rest)?;
        let mut numerals = self.numerals(at);
        numerals.retain(|numeral| numeral.span.end > idiom);
        self.behind_numerals(&numerals, earlier)
    }

    fn behind_numerals(&self, numerals: &[Numeral], earlier: &[Figure]) -> Option<Figure> {
        self.fraction(numerals)
            .or_else(|| self.range(numerals, None))
            .or_else(|| self.counted(numerals))
            .or_else(|| self.unsaid(numerals, earlier))
    }

    pub(super) fn numerals(&self, at: usize) -> Vec<Numeral> {
        numerals::read(self.text, at, self.text.len(), &self.rules.numerals)
    }

    /// $5 million, US$11.2bn, ₩5000, seat 310.
    fn behind_sign(&self, at: usize, kind: Kind) -> Option<Figure> {
        let (length, &unit) = self.rules.units.before.longest_folded(self.behind(at))?;
        let unit = unit?;
        let end = at + length;
        let word = self.byte(end - 1).is_ascii_alphabetic();
        let gap = self.gap(end);
        let start = end + gap;
        if (word && gap == 0 && !self.byte(start).is_ascii_digit())
            || !self.behind(start).starts_with(|c: char| c.is_numeric())
        {
            return None;
        }
        let numerals = self.numerals(start);
        if let Some(range) = self.range(&numerals, Some((at, unit))) {
            return Some(range);
        }
        let counted = self.rules.units.counted(unit);
        for numeral in numerals.iter().rev() {
            let end = match self.unit_behind(numeral) {
                Some((behind, end)) if behind.unit.dimension == counted.unit.dimension => end,
                Some(_) if kind == Kind::Word => return None,
                _ => numeral.span.end,
            };
            // 시즌 38경기 has no 38경.
            let whole = !numerals::ascii_alphanumeric_at(self.text, end) && (kind == Kind::Sign || self.word_ends(end));
            if whole {
                return Some(self.with_unit(Span::new(at, end), numeral, &counted, "sign"));
            }
        }
        None
    }

    /// A numeral with its unit; of the numeral's possible ends, the last one that a unit follows.
    fn counted(&self, numerals: &[Numeral]) -> Option<Figure> {
        numerals.iter().rev().find_map(|numeral| {
            let (counted, end) = self.unit_behind(numeral)?;
            if let Some(range) = self.range_from(numeral, end, None) {
                return Some(range);
            }
            let core = Span::new(numeral.span.start, end);
            let mut figure = self.with_unit(core, numeral, &counted, rule(numeral.script));
            if let Some(unit) = counted.id {
                self.add_subunits(&mut figure, unit);
            }
            Some(figure)
        })
    }

    fn with_unit(&self, core: Span, numeral: &Numeral, counted: &Counted, rule: &'static str) -> Figure {
        let amount = numeral.amount.and_then(|amount| self.within(amount, counted.id));
        let mut figure = Figure::new(core, amount, numeral.step, counted.unit.clone(), rule);
        figure.approximate = numeral.approximate;
        figure.fired.push(counted.unit.code.clone());
        if counted.decade {
            figure.amount = figure.amount.and_then(Amount::decade);
        }
        figure
    }

    /// The amount in the unit that it is stated in: 50센트 is 0.5 dollars.
    fn within(&self, amount: Amount, unit: Option<UnitId>) -> Option<Amount> {
        let Some(info) = unit.map(|id| self.rules.units.info(id)) else { return Some(amount) };
        let (Some(_), Some(factor)) = (info.within, info.factor) else { return Some(amount) };
        let convert =
            |value: Decimal| numerals::ratio(numerals::multiply(value, factor.numerator)?, factor.denominator);
        Some(Amount { low: convert(amount.low)?, high: convert(amount.high)?, open: amount.open })
    }

    /// 6시간 30분, 1달러 20센트, 1시간 반: what follows in the smaller unit counts on top.
    fn add_subunits(&self, figure: &mut Figure, stated: UnitId) {
        let mut unit = stated;
        while !self.add_half(figure) && !self.add_decimals(figure, unit) {
            let said = self.subunit(figure.core.end, unit).or_else(|| self.unsaid_subunit(figure.core, unit));
            let Some((numeral, smaller, end)) = said else { return };
            let Some(part) = self.converted(&numeral, smaller, stated) else { return };
            figure.amount = figure.amount.and_then(|amount| amount.plus(Amount::exact(part)));
            figure.step = figure.amount.map_or(Decimal::ONE, |amount| numerals::last_place(amount.low));
            figure.extend(end, "subunit");
            unit = smaller;
        }
    }

    /// The numeral behind `at` that is stated in the smaller unit of `unit`.
    fn subunit(&self, at: usize, unit: UnitId) -> Option<(Numeral, UnitId, usize)> {
        let smaller = self.rules.units.info(unit).subunit?;
        let rest = self.behind(at);
        let and = self.rules.numerals.and.iter().find(|and| rest.starts_with(and.as_str()));
        let numerals = self.numerals(at + and.map_or(self.gap(at), String::len));
        numerals.into_iter().rev().find_map(|numeral| {
            let (counted, end) = self.unit_behind(&numeral)?;
            (counted.id == Some(smaller)).then_some((numeral, smaller, end))
        })
    }

    /// 6-foot-6, five foot three: a bare number in the smaller unit, less than one of the larger.
    fn unsaid_subunit(&self, core: Span, unit: UnitId) -> Option<(Numeral, UnitId, usize)> {
        let info = self.rules.units.info(unit);
        let smaller = info.subunit?;
        info.unsaid_subunit.iter().find(|form| core.of(self.text).ends_with(form.as_str()))?;
        let joined = self.behind(core.end).starts_with('-');
        let at = core.end + self.behind(core.end).strip_prefix(['-', ' ']).map(|_| 1)?;
        let numeral = self.numerals(at).into_iter().next_back()?;
        let counts = !joined && self.unit_behind(&numeral).is_some_and(|(counted, _)| counted.id.is_some());
        let part = self.converted(&numeral, smaller, unit)?;
        let fits = self.word_ends(numeral.span.end) && !counts && part < Decimal::ONE;
        fits.then_some((numeral, smaller, numeral.span.end))
    }

    /// A value in `smaller`, in the unit `stated`, by the factors of both.
    fn converted(&self, numeral: &Numeral, smaller: UnitId, stated: UnitId) -> Option<Decimal> {
        let (small, large) = (self.rules.units.info(smaller).factor?, self.rules.units.info(stated).factor?);
        let value = numeral.amount.filter(|amount| amount.low == amount.high)?.low;
        let numerator = numerals::multiply(numerals::multiply(value, small.numerator)?, large.denominator)?;
        numerals::ratio(numerator, numerals::multiply(small.denominator, large.numerator)?)
    }

    /// 9초79: digits directly behind the unit are decimals.
    fn add_decimals(&self, figure: &mut Figure, unit: UnitId) -> bool {
        let end = figure.core.end;
        let digits = self.behind(end).bytes().take_while(u8::is_ascii_digit).count();
        let places = u32::try_from(digits).unwrap_or(u32::MAX);
        let tail =
            self.behind(end).get(..digits).and_then(|d| d.parse::<i64>().ok()).filter(|_| (1..=3).contains(&places));
        let Some(tail) = tail.filter(|_| self.rules.units.info(unit).decimals_behind) else { return false };
        let part = Amount::exact(Decimal::new(tail, places));
        figure.amount = figure.amount.and_then(|amount| amount.plus(part));
        figure.step = Decimal::new(1, places);
        figure.extend(end + digits, "decimals");
        true
    }

    /// 1시간 반, two years and a half.
    fn add_half(&self, figure: &mut Figure) -> bool {
        let rest = self.behind(figure.core.end);
        let time = matches!(figure.unit.dimension, Dimension::Time | Dimension::Multiple);
        let Some(phrase) = self.rules.numerals.and_a_half.iter().find(|p| time && rest.starts_with(p.as_str())) else {
            return false;
        };
        let end = figure.core.end + phrase.len();
        if !self.word_ends(end) {
            return false;
        }
        let half = Amount::exact(Decimal::new(5, 1));
        figure.amount = figure.amount.and_then(|amount| amount.plus(half));
        figure.step = Decimal::new(1, 1);
        figure.extend(end, "half");
        true
    }

    /// 3~5%, 1, 2위, $5-7 million, between 3 and 5 percent.
    fn range(&self, numerals: &[Numeral], sign: Option<(usize, UnitId)>) -> Option<Figure> {
        let first = numerals.last()?;
        self.range_from(first, first.span.end, sign)
    }

    /// A range whose first figure ends at `end`, with or without a unit of its own: 100만∼120만 명, 3%~5%.
    fn range_from(&self, first: &Numeral, end: usize, sign: Option<(usize, UnitId)>) -> Option<Figure> {
        let start = sign.map_or(first.span.start, |(at, _)| at);
        let (connector, second_at) = self.connected(start, end, end > first.span.end)?;
        let repeated = sign.and_then(|_| self.rules.units.before.longest_folded(self.behind(second_at)));
        let seconds = self.numerals(second_at + repeated.map_or(0, |(length, _)| length));
        seconds.iter().rev().find_map(|second| {
            let (counted, end) = match sign {
                Some((_, unit)) => (self.rules.units.counted(unit), second.span.end),
                None => self.unit_behind(second)?,
            };
            let amount = span_of(first, second)?;
            let apart = if counted.decade { Decimal::TEN } else { Decimal::ONE };
            if connector.successive && numerals::add(amount.low, apart) != Some(amount.high) {
                return None;
            }
            let mut figure = self.with_unit(Span::new(start, end), second, &counted, "range");
            let last = figure.amount.map(|amount| amount.high)?;
            figure.amount = self.within(amount, counted.id).map(|amount| Amount { high: last, ..amount });
            figure.step = first.step.min(second.step);
            figure.approximate |= first.approximate;
            Some(figure)
        })
    }

    /// The connector at `end` and where it ends, if it may join the figure `start..end` to another.
    fn connected(&self, start: usize, end: usize, has_unit: bool) -> Option<(&Connector, usize)> {
        let (length, connector) = self.rules.numerals.connectors.longest(self.behind(end).bytes())?;
        let connector = connector.as_ref().filter(|connector| !(has_unit && connector.bare_only))?;
        let before = self.before(start).trim_end();
        let led = connector.lead.is_empty() || connector.lead.iter().any(|word| ends_with_word(before, word));
        led.then_some((connector, end + length))
    }
}

/// The interval from `first` to `second`, the scale of the second lent to the first: 3~5만 is 3만 to 5만.
fn span_of(first: &Numeral, second: &Numeral) -> Option<Amount> {
    let (mut low, high) = (first.amount?.low, second.amount?.high);
    let open = second.amount?.open;
    if first.exponent == 0
        && let Some(head) = second.head.filter(|head| low < *head && !head.is_zero())
        && let Some(scale) = high.checked_div(head)
    {
        low = numerals::multiply(low, scale)?;
    }
    (low < high).then_some(Amount { low, high, open })
}

fn rule(script: Script) -> &'static str {
    match script {
        Script::Digits => "digits",
        Script::Sino => "sino-korean",
        Script::Native => "native",
        Script::English => "english",
    }
}
