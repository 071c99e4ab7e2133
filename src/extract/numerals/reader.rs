//! Reads a numeral word by word, keeping the value of what has been read.

use rust_decimal::Decimal;

use super::amount::{Amount, last_place};
use super::{Numeral, Script, Token, ascii_alphanumeric_at, digits};
use crate::rules::numerals::{Numerals, Word};
use crate::span::Span;

/// What was read last, which decides what may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Last {
    Nothing,
    Number,
    Small,
    Large,
    Ten,
    Point,
    /// 수, a, half: says nothing before a scale follows.
    Pending,
    /// 여, dozens: only a scale may follow.
    About,
    Closed,
}

/// The state of reading one numeral.
#[derive(Debug)]
pub(super) struct Reader<'t> {
    text: &'t str,
    start: usize,
    at: usize,
    /// Closed groups: 7조 of 7조3000억.
    total: Option<Amount>,
    /// The open group without its last number: 3천 of 3천5.
    section: Amount,
    current: Option<Amount>,
    large: u32,
    small: u32,
    /// Power of ten of the last written decimal.
    last_decimal: Option<i64>,
    last: Last,
    script: Option<Script>,
    approximate: bool,
    words: usize,
    exponent: u32,
    abbreviated: bool,
    bare_digits: Option<usize>,
    /// The number that it begins with, before any scale.
    head: Option<Amount>,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Self {
        Self {
            text,
            start: at,
            at,
            total: Some(Amount::ZERO),
            section: Amount::ZERO,
            current: None,
            large: u32::MAX,
            small: u32::MAX,
            last_decimal: None,
            last: Last::Nothing,
            script: None,
            approximate: false,
            words: 0,
            exponent: 0,
            abbreviated: false,
            bare_digits: None,
            head: None,
        }
    }

    /// Where the last word that was read ends.
    pub(super) fn end(&self) -> usize {
        self.at
    }

    /// Reads one more word; whether there was one.
    pub(super) fn step(&mut self, rules: &Numerals) -> bool {
        if self.half(rules) {
            return true;
        }
        for gap in self.gaps() {
            let at = self.at + gap;
            if let Some((token, end)) = self.token(at, rules)
                && self.accept(token, gap > 0)
            {
                self.at = end;
                self.words += 1;
                return true;
            }
        }
        false
    }

    /// Lengths of what may stand between the last word and the next: nothing, a space or hyphen, an “and”.
    fn gaps(&self) -> impl Iterator<Item = usize> + use<> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let inside = self.last != Last::Nothing;
        let space = inside && matches!(rest.first(), Some(b' ' | b'-'));
        let and = inside && self.script == Some(Script::English) && rest.starts_with(b" and ");
        [Some(0), space.then_some(1), and.then_some(5)].into_iter().flatten()
    }

    fn token(&self, at: usize, rules: &Numerals) -> Option<(Token, usize)> {
        if let Some(digits) = digits::read(self.text, at) {
            return Some((Token::Digits(digits), digits.end));
        }
        let (length, &word) = rules.words.longest_folded(self.text.get(at..)?)?;
        let end = at + length;
        let latin = self.text.as_bytes()[end - 1].is_ascii_alphabetic();
        let whole = !latin || !ascii_alphanumeric_at(self.text, end);
        let attached = latin && at == self.at && self.last != Last::Nothing;
        let fits = !attached
            || (self.script == Some(Script::Digits) && matches!(word, Word::Abbreviation(_) | Word::Scale(_)));
        (whole && fits).then_some((Token::Word(word), end))
    }

    fn accept(&mut self, token: Token, gap: bool) -> bool {
        let hyphen = gap && self.text.as_bytes()[self.at] == b'-';
        match token {
            Token::Digits(digits) => !hyphen && self.digits(digits, gap),
            Token::Word(word) => (!hyphen || matches!(word, Word::Cardinal(_))) && self.word(word, gap),
        }
    }

    fn digits(&mut self, digits: digits::Digits, gap: bool) -> bool {
        let starts = self.last == Last::Nothing;
        let follows = matches!(self.last, Last::Small | Last::Large)
            && self.script == Some(Script::Digits)
            && digits.value.is_some_and(|v| Some(v) < super::amount::power_of_ten(self.room()));
        if !(starts || follows) || (gap && !follows) {
            return false;
        }
        let decimals = i64::from(digits.decimals);
        self.last_decimal = (decimals > 0).then_some(-decimals);
        self.bare_digits = (starts && !digits.grouped && decimals == 0).then_some(digits.length);
        self.number(digits.value.map(Amount::exact));
        self.script = Some(Script::Digits);
        true
    }

    /// Power of ten below which a number may follow.
    fn room(&self) -> u32 {
        if self.last == Last::Small { self.small } else { self.large.min(28) }
    }

    fn number(&mut self, value: Option<Amount>) {
        if self.last == Last::Nothing {
            self.head = value;
        }
        match value {
            Some(_) => self.current = value,
            None => self.total = None,
        }
        self.current.get_or_insert(Amount::ZERO);
        self.last = Last::Number;
    }

    fn word(&mut self, word: Word, gap: bool) -> bool {
        let arabic = self.script == Some(Script::Digits);
        let apart = gap && self.last == Last::Number && self.script == Some(Script::Sino);
        match word {
            // 5 억 is one numeral, 이 만 is rather “these ten thousand”.
            Word::Small(_) | Word::Large(_) if apart => false,
            Word::Digit(n) if self.last == Last::Point => self.decimal(n),
            Word::Digit(n) => !arabic && self.letters(Script::Sino, n.into(), n.into()),
            Word::Cardinal(n) => !arabic && (gap || self.last == Last::Nothing) && self.letters(Script::English, n, n),
            Word::Native(low, high) => {
                let behind = matches!(self.last, Last::Nothing | Last::Ten) || (self.last == Last::Small && !gap);
                !arabic && behind && self.letters(Script::Native, low, high) && self.close_units()
            }
            Word::NativeTen(n) => self.ten(n, Script::Native),
            Word::Ten(n) => self.ten(n, Script::English),
            Word::Small(exponent) => self.small(exponent),
            Word::Scale(2) => self.small(2),
            Word::Large(exponent) => self.large(exponent, self.one_unsaid(exponent, gap)),
            Word::Scale(exponent) => self.large(exponent, false),
            Word::Abbreviation(exponent) => arabic && self.last == Last::Number && self.abbreviation(exponent, gap),
            Word::Multiple(n) => self.multiple(n),
            Word::Some(low, high) => self.some(low, high),
            Word::Vague(low, high) => self.vague(low, high),
            Word::Point => self.point(),
            Word::About => self.about(gap),
            Word::Article | Word::Half => self.prelude(word),
            Word::Nothing => false,
        }
    }

    fn letters(&mut self, script: Script, low: u32, high: u32) -> bool {
        let fits =
            self.current.is_none() && !matches!(self.last, Last::Point | Last::About | Last::Closed | Last::Pending);
        if fits {
            self.number(Some(Amount { low: low.into(), high: high.into(), open: false }));
            self.script = Some(script);
        }
        fits
    }

    fn close_units(&mut self) -> bool {
        self.last = Last::Closed;
        true
    }

    fn ten(&mut self, value: u32, script: Script) -> bool {
        let fits = self.script != Some(Script::Digits)
            && self.current.is_none()
            && self.small > 1
            && matches!(self.last, Last::Nothing | Last::Small | Last::Large);
        if fits {
            self.add_to_section(Some(Amount::exact(value.into())));
            self.small = 1;
            self.last = Last::Ten;
            self.script = Some(script);
        }
        fits
    }

    fn small(&mut self, exponent: u32) -> bool {
        let native = self.script == Some(Script::Native);
        if native || exponent >= self.small || self.dangling() || matches!(self.last, Last::Ten | Last::Closed) {
            return false;
        }
        if self.current.is_none() && self.last == Last::About {
            return false;
        }
        let amount = self.current.take().unwrap_or_else(|| Amount::exact(Decimal::ONE)).scale(exponent);
        self.add_to_section(amount);
        self.small = exponent;
        self.scaled(exponent, Last::Small);
        true
    }

    /// Whether a scale counts one of itself where no number stands before it: 만 does, at the beginning and, in
    /// words, right behind a greater scale.
    fn one_unsaid(&self, exponent: u32, gap: bool) -> bool {
        let behind = self.last == Last::Large && self.script == Some(Script::Sino) && !gap;
        exponent == 4 && (self.last == Last::Nothing || behind)
    }

    /// `alone`: it may stand without a number before it.
    fn large(&mut self, exponent: u32, alone: bool) -> bool {
        let open = self.current.is_some() || self.section != Amount::ZERO;
        let native = self.script == Some(Script::Native);
        if native || exponent >= self.large || !(open || alone) || self.dangling() || self.last == Last::Closed {
            return false;
        }
        let current = self.current.take().unwrap_or(if open { Amount::ZERO } else { Amount::exact(Decimal::ONE) });
        let group = self.section.plus(current).and_then(|group| group.scale(exponent));
        self.total = self.total.zip(group).and_then(|(total, group)| total.plus(group));
        self.section = Amount::ZERO;
        self.large = exponent;
        self.small = u32::MAX;
        self.scaled(exponent, Last::Large);
        true
    }

    fn scaled(&mut self, exponent: u32, last: Last) {
        if let Some(place) = &mut self.last_decimal {
            *place += i64::from(exponent);
        }
        self.script.get_or_insert(Script::Sino);
        self.exponent = exponent;
        self.bare_digits = None;
        self.last = last;
    }

    fn abbreviation(&mut self, exponent: u32, gap: bool) -> bool {
        let fits = !gap && self.large(exponent, false);
        self.abbreviated = fits && self.text.as_bytes().get(self.at + 1).is_none_or(|b| !b.is_ascii_alphabetic());
        if fits {
            self.last = Last::Closed;
        }
        fits
    }

    fn multiple(&mut self, factor: u32) -> bool {
        let fits = matches!(self.last, Last::Number | Last::Ten | Last::Pending) && self.section == Amount::ZERO;
        if fits {
            let one = Amount::exact(Decimal::ONE);
            let product = self.current.take().unwrap_or(one).times(factor);
            self.number(product);
            self.last = Last::Closed;
        }
        fits
    }

    fn some(&mut self, low: u32, high: u32) -> bool {
        let fits = self.last == Last::Nothing;
        if fits {
            self.current = Some(Amount { low: low.into(), high: high.into(), open: true });
            self.script = Some(Script::Sino);
            self.last = Last::Pending;
        }
        fits
    }

    fn vague(&mut self, low: u64, high: u64) -> bool {
        let fits = self.last == Last::Nothing;
        if fits {
            self.number(Some(Amount { low: low.into(), high: high.into(), open: true }));
            self.script = Some(Script::English);
            self.last = Last::Closed;
        }
        fits
    }

    fn point(&mut self) -> bool {
        let letters = matches!(self.script, Some(Script::Sino | Script::English)) && self.last_decimal.is_none();
        let fits = letters && matches!(self.last, Last::Number | Last::Small | Last::Ten);
        if fits {
            self.last = Last::Point;
            self.last_decimal = Some(0);
        }
        fits
    }

    /// Whether a point still waits for its digits.
    fn dangling(&self) -> bool {
        self.last == Last::Point && self.last_decimal == Some(0)
    }

    /// A digit behind the point; further ones may follow.
    fn decimal(&mut self, digit: u8) -> bool {
        let place = self.last_decimal.unwrap_or(0) - 1;
        let value = u32::try_from(-place).ok().and_then(|p| Decimal::try_from_i128_with_scale(digit.into(), p).ok());
        self.last_decimal = Some(place);
        let sum = value.and_then(|v| self.current.unwrap_or(Amount::ZERO).plus(Amount::exact(v)));
        if sum.is_none() {
            self.total = None;
        }
        self.current = sum.or(self.current);
        true
    }

    fn about(&mut self, gap: bool) -> bool {
        let fits = !gap && matches!(self.last, Last::Number | Last::Small | Last::Large | Last::Ten);
        if fits {
            self.approximate = true;
            self.bare_digits = None;
            self.last = Last::About;
        }
        fits
    }

    /// `a` or `half` before a scale: a hundred, half a million.
    fn prelude(&mut self, word: Word) -> bool {
        let fits = self.last == Last::Nothing || (self.last == Last::Pending && word == Word::Article);
        if self.last == Last::Nothing {
            let half = Decimal::try_from_i128_with_scale(5, 1).unwrap_or_default();
            self.current = Some(Amount::exact(if word == Word::Half { half } else { Decimal::ONE }));
            self.script = Some(Script::English);
            self.last = Last::Pending;
        }
        fits
    }

    /// “and a half” behind what has been read.
    fn half(&mut self, rules: &Numerals) -> bool {
        let open = matches!(self.last, Last::Number | Last::Large | Last::Ten);
        let rest = self.text.get(self.at..).unwrap_or_default();
        if !open || !rest.starts_with(' ') {
            return false;
        }
        let Some(phrase) =
            rules.and_a_half.iter().find(|p| p.starts_with(' ') && p.is_ascii() && rest.starts_with(p.as_str()))
        else {
            return false;
        };
        let fits = !ascii_alphanumeric_at(self.text, self.at + phrase.len());
        if fits {
            let exponent = if self.last == Last::Large { self.exponent } else { 0 };
            let half = Decimal::try_from_i128_with_scale(5, 1).ok().map(Amount::exact).and_then(|h| h.scale(exponent));
            self.total = self.total.zip(half).and_then(|(total, half)| total.plus(half));
            self.last_decimal = Some(i64::from(exponent) - 1);
            self.bare_digits = None;
            self.at += phrase.len();
            self.words += 1;
            self.last = Last::Closed;
        }
        fits
    }

    fn add_to_section(&mut self, amount: Option<Amount>) {
        match amount.and_then(|amount| self.section.plus(amount)) {
            Some(section) => self.section = section,
            None => self.total = None,
        }
    }

    /// The numeral up to here, where it may end.
    pub(super) fn numeral(&self) -> Option<Numeral> {
        if self.dangling() || matches!(self.last, Last::Nothing | Last::Pending) {
            return None;
        }
        let open = self.section.plus(self.current.unwrap_or(Amount::ZERO));
        let amount = self.total.zip(open).and_then(|(total, open)| total.plus(open));
        let script = self.script.unwrap_or(Script::Sino);
        let span = Span::new(self.start, self.at);
        Some(Numeral {
            span,
            amount,
            step: amount.map_or(Decimal::ONE, |amount| self.place(amount)),
            approximate: self.approximate,
            script,
            lone: script != Script::Digits && self.words == 1 && span.len() == 3,
            exponent: self.exponent,
            abbreviated: self.abbreviated,
            bare_digits: self.bare_digits,
            head: self.head.map(|head| head.high),
        })
    }

    /// Place value of the last significant digit.
    fn place(&self, amount: Amount) -> Decimal {
        let written = self.last_decimal.and_then(|place| match u32::try_from(place) {
            Ok(power) => super::amount::power_of_ten(power),
            Err(_) => u32::try_from(-place).ok().and_then(|p| Decimal::try_from_i128_with_scale(1, p).ok()),
        });
        let of_low = || last_place(amount.low);
        written.unwrap_or_else(|| if amount.is_one() { of_low() } else { of_low().min(last_place(amount.high)) })
    }
}
