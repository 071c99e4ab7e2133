//! What the mentions of a field say, all kinds in the order of the text.

use std::cmp::Reverse;
use std::iter::Peekable;
use std::vec::IntoIter;

use smol_str::SmolStr;

use super::{Content, DateValue, Quote};
use crate::extract::QuantityMention;
use crate::extract::dates::DateMention;
use crate::extract::quotes::QuoteMention;
use crate::span::Span;

/// What a mention says, and where.
pub(super) struct Value {
    pub(super) span: Span,
    /// Index of its sentence in the field.
    pub(super) sentence: usize,
    pub(super) content: Content,
    /// Names of the rules that fired.
    pub(super) rules: Vec<SmolStr>,
    /// The figure that this one says in another unit, counted among the figures of the field.
    pub(super) converts: Option<usize>,
}

/// The values of a field, by where they stand, the longer before those that begin with it.
pub(super) struct Values {
    quantities: Peekable<IntoIter<QuantityMention>>,
    dates: Peekable<IntoIter<(DateMention, DateValue)>>,
    quotes: Peekable<IntoIter<(QuoteMention, Quote)>>,
}

impl Values {
    /// Those of mentions that have been resolved; figures and dates are in the order of the text.
    pub(super) fn new(
        quantities: Vec<QuantityMention>,
        dates: Vec<(DateMention, DateValue)>,
        mut quotes: Vec<(QuoteMention, Quote)>,
    ) -> Self {
        quotes.sort_by_key(|(mention, _)| place(mention.span));
        Self {
            quantities: quantities.into_iter().peekable(),
            dates: dates.into_iter().peekable(),
            quotes: quotes.into_iter().peekable(),
        }
    }
}

impl Iterator for Values {
    type Item = Value;

    fn next(&mut self) -> Option<Value> {
        let quantity = self.quantities.peek().map(|mention| place(mention.span));
        let date = self.dates.peek().map(|(mention, _)| place(mention.span));
        let quote = self.quotes.peek().map(|(mention, _)| place(mention.span));
        let first = [quantity, date, quote].into_iter().flatten().min();
        if quantity == first {
            let QuantityMention { span, sentence, quantity, converts, rules, .. } = self.quantities.next()?;
            Some(Value { span, sentence, content: Content::Quantity(quantity), rules, converts })
        } else if date == first {
            let (DateMention { span, sentence, rules, .. }, value) = self.dates.next()?;
            Some(Value { span, sentence, content: Content::Date(value), rules, converts: None })
        } else {
            let (QuoteMention { span, sentence, rules, .. }, value) = self.quotes.next()?;
            Some(Value { span, sentence, content: Content::Quote(value), rules, converts: None })
        }
    }
}

/// By what values are sorted.
fn place(span: Span) -> (usize, Reverse<usize>) {
    (span.start, Reverse(span.end))
}
