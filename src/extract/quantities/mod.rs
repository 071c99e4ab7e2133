//! Figures: numeral + unit + bound + hedge, exact.
//!
//! A sentence is walked once (`candidates`); where a figure may start, `figure` reads numeral
//! and unit, `bounds` the words around them. `relate` then looks at neighbouring figures:
//! 10곳 중 7곳, 558만달러(약 78억1200만원), 1인당 10만원.

use smol_str::SmolStr;

use super::QuantityMention;
use super::numerals::Amount;
use crate::article::FieldText;
use crate::quantity::{Direction, Per, Quantity, Unit};
use crate::rules::Rules;
use crate::span::Span;

mod barren;
mod bounds;
mod candidates;
mod figure;
mod relate;
mod special;
#[cfg(test)]
mod tests;
mod units;

/// How many bytes before a figure are looked at: the words there that may bear on it are near.
const WINDOW: usize = 160;

/// The quantities of a field, in order; nothing that overlaps a span in `taken` (dates, sorted).
/// Repeated sentences are passed over.
///
/// A figure whose value is beyond the range of [`rust_decimal::Decimal`] gives no mention:
/// [`beyond_range`] finds it.
pub fn scan(field: &FieldText, taken: &[Span], rules: &Rules) -> Vec<QuantityMention> {
    let mut mentions = Vec::new();
    for (index, figures) in sentences(field, taken, rules) {
        mentions_of(figures, index, &mut mentions);
    }
    mentions
}

/// Where a figure stands whose value is beyond the range of [`rust_decimal::Decimal`], which no
/// claim can be made of.
pub fn beyond_range(field: &FieldText, taken: &[Span], rules: &Rules) -> Vec<Span> {
    let figures = sentences(field, taken, rules).flat_map(|(_, figures)| figures);
    figures.filter(|figure| figure.amount.is_none()).map(|figure| figure.core).collect()
}

/// The figures of each sentence that is not a repeated one, with the sentence's index.
fn sentences<'a>(
    field: &'a FieldText,
    taken: &'a [Span],
    rules: &'a Rules,
) -> impl Iterator<Item = (usize, Vec<Figure>)> + 'a {
    let mut dates = taken;
    let own = field.sentences.iter().enumerate().filter(|(_, sentence)| !sentence.repeated);
    own.map(move |(index, sentence)| {
        dates = &dates[dates.partition_point(|date| date.end <= sentence.span.start)..];
        (index, Scanner::new(field, sentence.span, dates, rules).figures())
    })
}

fn mentions_of(figures: Vec<Figure>, sentence: usize, mentions: &mut Vec<QuantityMention>) {
    let mut place: Vec<Option<usize>> = Vec::with_capacity(figures.len());
    for figure in figures {
        let converts = figure.converts.and_then(|other| place.get(other).copied().flatten());
        let mention = figure.finish(sentence, converts);
        place.push(mention.is_some().then_some(mentions.len()));
        mentions.extend(mention);
    }
}

/// What is known while the figures of a sentence are read.
struct Scanner<'a> {
    /// The field's text up to the end of the sentence.
    text: &'a str,
    /// Where the sentence starts.
    start: usize,
    /// Dates from the start of the sentence on.
    taken: &'a [Span],
    rules: &'a Rules,
}

/// Which of its bounds a figure states.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Bounds {
    no_lower: bool,
    no_upper: bool,
    lower_open: bool,
    upper_open: bool,
}

/// A figure in the making.
#[derive(Clone, Debug)]
struct Figure {
    span: Span,
    core: Span,
    /// `None` beyond the range of decimals.
    amount: Option<Amount>,
    step: rust_decimal::Decimal,
    unit: Unit,
    bounds: Bounds,
    approximate: bool,
    direction: Option<Direction>,
    per: Option<Per>,
    /// It is the base of a rate and no figure by itself: 10만명당.
    base: bool,
    /// Index of the figure that this one restates in parentheses.
    converts: Option<usize>,
    fired: Vec<SmolStr>,
}

/// So many rules make up most figures.
const USUAL_RULES: usize = 4;

impl Figure {
    fn new(core: Span, amount: Option<Amount>, step: rust_decimal::Decimal, unit: Unit, rule: &'static str) -> Self {
        let mut fired = Vec::with_capacity(USUAL_RULES);
        fired.push(SmolStr::new_static(rule));
        Self {
            span: core,
            core,
            amount,
            step,
            unit,
            bounds: Bounds::default(),
            approximate: false,
            direction: None,
            per: None,
            base: false,
            converts: None,
            fired,
        }
    }

    /// Takes in what follows up to `end`.
    fn extend(&mut self, end: usize, rule: &'static str) {
        self.core.end = end;
        self.span.end = end;
        self.fire(rule);
    }

    fn fire(&mut self, rule: &'static str) {
        self.fired.push(SmolStr::new_static(rule));
    }

    fn finish(self, sentence: usize, converts: Option<usize>) -> Option<QuantityMention> {
        let amount = self.amount.filter(|_| !self.base)?;
        let quantity = Quantity {
            lower: (!self.bounds.no_lower).then_some(amount.low),
            upper: (!self.bounds.no_upper).then_some(amount.high),
            lower_open: self.bounds.lower_open,
            upper_open: self.bounds.upper_open || (amount.open && !self.bounds.no_upper),
            unit: self.unit,
            approximate: self.approximate,
            step: self.step,
            per: self.per,
            direction: self.direction,
        };
        Some(QuantityMention { span: self.span, sentence, quantity, core: self.core, converts, rules: self.fired })
    }
}

impl<'a> Scanner<'a> {
    fn new(field: &'a FieldText, sentence: Span, taken: &'a [Span], rules: &'a Rules) -> Self {
        Self { text: &field.text[..sentence.end], start: sentence.start, taken, rules }
    }

    /// The figures of the sentence, in order.
    fn figures(&self) -> Vec<Figure> {
        let mut figures: Vec<Figure> = Vec::new();
        let mut walk = candidates::Walk::new(self);
        while let Some(candidate) = walk.next() {
            match self.figure(candidate, &figures) {
                Some(figure) if !self.is_taken(figure.core) => {
                    walk.resume(figure.span.end.max(candidate.at + 1));
                    figures.push(figure);
                }
                _ => walk.pass(candidate),
            }
        }
        if figures.is_empty() { figures } else { relate::relate(self, figures) }
    }

    fn is_taken(&self, span: Span) -> bool {
        let from = self.taken.partition_point(|date| date.end <= span.start);
        self.taken.get(from).is_some_and(|date| date.overlaps(span))
    }

    /// The text before byte `at`, within the sentence and no further back than [`WINDOW`].
    fn before(&self, at: usize) -> &'a str {
        let mut from = self.start.max(at.saturating_sub(WINDOW));
        while !self.text.is_char_boundary(from) {
            from += 1;
        }
        &self.text[from..at]
    }

    /// The text from byte `at` on, within the sentence.
    fn behind(&self, at: usize) -> &'a str {
        self.text.get(at..).unwrap_or_default()
    }

    /// The byte at `at`; zero behind the sentence.
    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    /// Length of the white space at `at`: a space, plain or non-breaking, or nothing.
    fn gap(&self, at: usize) -> usize {
        match self.byte(at) {
            b' ' => 1,
            0xc2 if self.byte(at + 1) == 0xa0 => 2,
            _ => 0,
        }
    }
}

/// Middle dots that Unicode counts as letters.
const MIDDLE_DOTS: [char; 2] = ['ㆍ', 'ᆞ'];

/// Whether a word goes on at `c`.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && (is_hangul(c) || (c.is_alphanumeric() && !MIDDLE_DOTS.contains(&c))))
}

/// Whether `c` is a Hangul syllable.
fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}
