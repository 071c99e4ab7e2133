//! Runs the automaton of the date patterns over a text.

use crate::rules::dates::form::State;
use crate::rules::dates::slot::Slot;
use crate::rules::dates::{Dates, Meaning, is_hangul};
use crate::text::words::is_word;

/// What one element of a pattern was filled with.
#[derive(Clone, Copy, Debug)]
pub(super) struct Filled {
    pub slot: Slot,
    pub value: i32,
}

/// An expression in the text.
#[derive(Debug)]
pub(super) struct Found {
    pub end: usize,
    pub pattern: usize,
    pub filled: Vec<Filled>,
}

/// A word or number at one place of the text.
#[derive(Clone, Copy)]
enum Token<'r> {
    Word { end: usize, means: &'r [Meaning] },
    Number { value: i32, digits: usize, end: usize, unit: Option<(usize, &'r [Meaning])> },
    Neither,
}

pub(super) struct Matcher<'t, 'r> {
    text: &'t str,
    dates: &'r Dates,
    tokens: Vec<(usize, Token<'r>)>,
    filled: Vec<Filled>,
    best: Option<Found>,
    start: usize,
}

impl<'t, 'r> Matcher<'t, 'r> {
    pub(super) fn new(text: &'t str, dates: &'r Dates) -> Self {
        Self { text, dates, tokens: Vec::new(), filled: Vec::new(), best: None, start: 0 }
    }

    /// The longest expression at `at`; of equally long ones, that of the first pattern.
    pub(super) fn at(&mut self, at: usize) -> Option<Found> {
        if !starts_apart(self.text, at) {
            return None;
        }
        self.tokens.clear();
        self.start = at;
        self.walk(&self.dates.automaton.states[0], at);
        self.best.take()
    }

    fn walk(&mut self, state: &'r State, at: usize) {
        for &pattern in &state.accepts {
            self.propose(pattern, at);
        }
        if state.is_last() {
            return;
        }
        let next = if at == self.start { at } else { skip_space(self.text, at) };
        let Some(first) = self.text[next..].chars().next().filter(|first| state.may_go_on_with(*first)) else { return };
        match self.token(next) {
            Token::Word { end, means } => self.walk_means(state, end, means, |meaning| Some(meaning.value)),
            Token::Number { value, digits, end, unit } => {
                if let Some((end, means)) = unit {
                    self.walk_means(state, end, means, |unit| unit.slot.accepts(value, digits).then_some(value));
                }
                let behind = self.text[skip_space(self.text, end)..].chars().next();
                let bare = state.bare_before(behind).iter();
                for &(slot, target) in bare.filter(|(slot, _)| slot.accepts_bare(value, digits)) {
                    self.follow(target, end, Some(Filled { slot, value }));
                }
            }
            Token::Neither => {}
        }
        for (literal, target) in state.literals_for(first) {
            if let Some(end) = literal_at(self.text, next, literal) {
                self.follow(target, end, None);
            }
        }
    }

    /// Goes on behind a word, or a number with its unit, in each of its meanings, of which `value` gives how much.
    fn walk_means(&mut self, state: &'r State, end: usize, means: &[Meaning], value: impl Fn(&Meaning) -> Option<i32>) {
        for (n, meaning) in means.iter().enumerate() {
            let Some(value) = value(meaning) else { continue };
            for &(slot, lang, target) in state.words_for(meaning.slot) {
                if meaning.fills(slot, lang) && !means[..n].iter().any(|m| m.fills(slot, lang)) {
                    self.follow(target, end, Some(Filled { slot, value }));
                }
            }
        }
    }

    fn follow(&mut self, target: usize, end: usize, filled: Option<Filled>) {
        let length = self.filled.len();
        self.filled.extend(filled);
        self.walk(&self.dates.automaton.states[target], end);
        self.filled.truncate(length);
    }

    fn propose(&mut self, pattern: usize, end: usize) {
        let longer = self.best.as_ref().is_none_or(|best| (end, best.pattern) > (best.end, pattern));
        let rule = &self.dates.patterns[pattern];
        let allowed = || {
            ends_apart(self.text, end, self.dates)
                && (!rule.adjacent || are_adjacent(&self.filled))
                && rule.fits(self.text, self.start..end)
        };
        if longer && allowed() {
            self.best = Some(Found { end, pattern, filled: self.filled.clone() });
        }
    }

    fn token(&mut self, at: usize) -> Token<'r> {
        if let Some(&(_, token)) = self.tokens.iter().find(|(known, _)| *known == at) {
            return token;
        }
        let token = self.read_number(at).or_else(|| self.read_word(at)).unwrap_or(Token::Neither);
        self.tokens.push((at, token));
        token
    }

    fn read_word(&self, at: usize) -> Option<Token<'r>> {
        self.dates.word(self.text, at).map(|(end, means)| Token::Word { end, means })
    }

    /// A number of at most four digits.
    fn read_number(&self, at: usize) -> Option<Token<'r>> {
        let mut value = 0;
        let mut digits = 0;
        let mut end = at;
        for c in self.text[at..].chars() {
            let Some(digit) = digit(c) else { break };
            digits += 1;
            if digits > 4 {
                return Some(Token::Neither);
            }
            value = value * 10 + digit;
            end += c.len_utf8();
        }
        (digits > 0).then(|| Token::Number { value, digits, end, unit: self.dates.suffix(self.text, end) })
    }
}

/// Whether what is listed follows one on the other: 7·8일, Sunday and Monday.
fn are_adjacent(filled: &[Filled]) -> bool {
    let mut lists = filled.iter().enumerate().filter(|(_, f)| f.slot == Slot::And);
    lists.all(|(at, _)| {
        let after = filled.get(at + 1);
        after.is_some_and(|after| {
            let before = filled[..at].iter().rev().find(|f| f.slot == after.slot);
            let week = |value: i32| if after.slot == Slot::Weekday { value % 7 } else { value };
            before.is_some_and(|before| week(before.value) + 1 == after.value)
        })
    })
}

/// The value of a digit, half or full width.
fn digit(c: char) -> Option<i32> {
    match c {
        '0'..='9' => Some(c as i32 - '0' as i32),
        '０'..='９' => Some(c as i32 - '０' as i32),
        _ => None,
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    match text[at..].chars().next() {
        Some(c @ (' ' | '\u{a0}' | '\u{3000}')) => at + c.len_utf8(),
        _ => at,
    }
}

/// Where `literal` ends if it stands at `at`, a Latin word as a whole word.
fn literal_at(text: &str, at: usize, literal: &str) -> Option<usize> {
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    if first(&text[at..]) != first(literal) {
        return None;
    }
    let end = at + literal.len();
    let same = text.get(at..end).is_some_and(|found| found.eq_ignore_ascii_case(literal));
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
    let whole = || !(letter(literal.chars().next_back()) && letter(text[end..].chars().next()));
    (same && whole()).then_some(end)
}

/// Whether a word or number can start at `at`: not inside another one, nor inside a telephone
/// number, a decimal or a price.
fn starts_apart(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some(c) if is_word(c) => false,
        Some('.' | ',' | '/' | ':' | '-' | '–') if starts_with_digit(&text[at..]) => {
            !before.next().is_some_and(|c| c.is_ascii_alphanumeric())
        }
        Some('$' | '€' | '£' | '¥' | '₩' | '#' | '_' | '@') => false,
        Some('+' | '±' | '−') => !starts_with_digit(&text[at..]),
        None | Some(_) => true,
    }
}

/// Whether an expression can end at `end`: only particles may follow a Hangul or numeric end, and
/// nothing that makes a number longer.
fn ends_apart(text: &str, end: usize, dates: &Dates) -> bool {
    let last = text[..end].chars().next_back();
    let mut after = text[end..].chars();
    match after.next() {
        Some(c) if is_hangul(c) => dates.ends_word(&text[end..]),
        Some(c) if is_word(c) => last.is_some_and(is_hangul),
        Some('%' | '％' | '‰' | '°' | '㎞' | '㎡') => false,
        Some('.' | ',' | ':' | '/' | '-') if last.and_then(digit).is_some() => {
            after.next().is_none_or(|c| digit(c).is_none())
        }
        None | Some(_) => true,
    }
}

fn starts_with_digit(text: &str) -> bool {
    text.chars().next().and_then(digit).is_some()
}
