//! Quotations, told apart from titles, terms and scare quotes.
//!
//! Marks are paired first (`marks`), then every outermost pair is judged by its form and by what
//! stands around it (`korean`, `english`). What is nested in a quotation belongs to it.

use smol_str::SmolStr;

use crate::article::{FieldText, Lang, Sentence, Zone, language};
use crate::rules::Rules;
use crate::span::Span;
use context::Context;
use marks::Pair;

pub mod context;
mod english;
mod korean;
pub mod marks;

/// A quotation as written.
#[derive(Clone, Debug)]
pub struct QuoteMention {
    /// What stands between the quotation marks, without a comma or full stop at its end.
    pub span: Span,
    /// The same with the marks, and with the headline's own marks around them.
    pub marked: Span,
    /// Index of the sentence in which it starts.
    pub sentence: usize,
    /// It stands in a headline, or in a line that is no sentence.
    pub headline: bool,
    /// Names of the rules that fired, in order, for `--explain`.
    pub rules: Vec<SmolStr>,
}

/// Pairs inside more pairs than that are not looked at, so that each byte is read a few times at most.
const DEEPEST: usize = 4;

/// The quotations of a field, in order. Repeated sentences are passed over.
pub fn scan(field: &FieldText, rules: &Rules) -> Vec<QuoteMention> {
    let paragraphs = paragraphs(&field.sentences);
    let pairs = marks::pairs(&field.text, &paragraphs, &rules.attribution.of(Lang::En).elisions);
    let mut mentions = Vec::new();
    let mut done = 0;
    let mut tongue = Tongue::default();
    let mut enclosing: Vec<usize> = Vec::new();
    for (n, pair) in pairs.iter().enumerate() {
        while enclosing.last().is_some_and(|&end| end <= pair.outer.start) {
            enclosing.pop();
        }
        enclosing.push(pair.outer.end);
        if enclosing.len() > DEEPEST {
            continue;
        }
        let Some(sentence) = sentence_of(&field.sentences, pair.inner.start) else { continue };
        if pair.outer.start < done || field.sentences[sentence].repeated {
            continue;
        }
        let paragraph = paragraphs[paragraphs.partition_point(|p| p.end <= pair.outer.start)];
        let context = Context::new(field, *pair, paragraph, field.sentences[sentence].zone);
        let said = context.headline.then(|| said_within(&field.text, &pairs[n + 1..], *pair)).flatten();
        let judged = match said {
            Some(inner) => Some((inner, "quote.within-headline")),
            None => judge(&context, &mut tongue, rules).map(|rule| (*pair, rule)),
        };
        if let Some((said, rule)) = judged {
            let span = trimmed(&field.text, said.inner);
            mentions.push(QuoteMention {
                span,
                marked: pair.outer,
                sentence,
                headline: context.headline,
                rules: vec![SmolStr::new_static(rule)],
            });
            done = pair.outer.end;
        }
    }
    mentions
}

/// The language of the passage that was asked about last: of a short paragraph, all quotations have the same around
/// them.
#[derive(Default)]
struct Tongue<'a> {
    passage: &'a str,
    lang: Lang,
}

impl<'a> Tongue<'a> {
    fn of(&mut self, passage: &'a str) -> Lang {
        if !std::ptr::eq(self.passage, passage) {
            *self = Self { passage, lang: language::detect(passage) };
        }
        self.lang
    }
}

fn judge<'a>(context: &Context<'a>, tongue: &mut Tongue<'a>, rules: &Rules) -> Option<&'static str> {
    if is_blank(context.inner()) {
        return None;
    }
    match tongue.of(context.around()) {
        Lang::Ko => korean::judge(context, rules.attribution.of(Lang::Ko)),
        Lang::En => english::judge(context, rules.attribution.of(Lang::En)),
    }
}

/// A headline that quotes a summary of its own, of which the last words are marked as said:
/// those words are the quotation.
fn said_within(text: &str, following: &[Pair], outer: Pair) -> Option<Pair> {
    let nested = following.iter().take(DEEPEST).take_while(|p| p.outer.end <= outer.inner.end);
    let last = nested.last().copied()?;
    let closes = last.outer.end == outer.inner.end && last.outer.start > outer.inner.start;
    (closes && !is_blank(last.inner.of(text))).then_some(last)
}

/// Whether marks have nothing between them.
fn is_blank(inner: &str) -> bool {
    inner.trim().is_empty()
}

/// Sentences of one paragraph, covered.
fn paragraphs(sentences: &[Sentence]) -> Vec<Span> {
    let mut spans: Vec<(usize, Span)> = Vec::new();
    for sentence in sentences {
        match spans.last_mut() {
            Some((number, span)) if *number == sentence.paragraph => *span = span.cover(sentence.span),
            _ => spans.push((sentence.paragraph, sentence.span)),
        }
    }
    spans.into_iter().map(|(_, span)| span).collect()
}

/// The sentence that holds the byte `at`, or the one before it when `at` lies between two.
pub(crate) fn sentence_of(sentences: &[Sentence], at: usize) -> Option<usize> {
    sentences.partition_point(|s| s.span.start <= at).checked_sub(1)
}

/// `span` without white space at its ends and without the comma or full stop that English prints
/// before the closing mark.
fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start + (inner.len() - inner.trim_start().len());
    let mut end = inner.trim();
    if let Some(rest) = end.strip_suffix([',', '.'])
        && !rest.ends_with('.')
        && !rest.is_empty()
    {
        end = rest.trim_end();
    }
    Span::new(start, start + end.len())
}

/// Headlines and lines that are no sentence.
fn is_headline(text: &str, paragraph: Span, zone: Zone) -> bool {
    let line = paragraph.of(text).trim_end();
    matches!(zone, Zone::Title | Zone::Deck)
        || (line.len() < 240 && !line.ends_with(['.', '!', '?']) && !ends_quoted_sentence(line))
}

/// The last sentence ends inside its quotation marks.
fn ends_quoted_sentence(line: &str) -> bool {
    let open = line.trim_end_matches(['"', '”', '’', '\'', ')']);
    open.len() < line.len() && open.ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests;
