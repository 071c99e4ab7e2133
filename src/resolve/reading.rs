//! A field read word by word, once, for everything that is asked about its sentences.

use smol_str::SmolStr;

use super::Claim;
use crate::article::{FieldText, Lang, Sentence};
use crate::rules::Rules;
use crate::rules::concepts::ConceptId;
use crate::span::Span;
use crate::text::{clauses, words};

/// A word of the field.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The whole word.
    pub span: Span,
    /// Its stem, in lower case.
    pub stem: SmolStr,
    /// What it means, where the rules know it.
    pub concept: Option<ConceptId>,
    /// It says something, as against particles, auxiliaries and the like.
    pub content: bool,
    /// It looks like a name.
    pub name: bool,
    /// It is marked as the subject or topic of its clause.
    pub subject: bool,
    /// The clause of the sentence that it stands in, from 0.
    pub clause: usize,
    /// It is part of a figure or date.
    pub figure: bool,
}

/// The words of a field, by sentence.
#[derive(Debug)]
pub struct Reading {
    tokens: Vec<Token>,
    /// Where the tokens of each sentence start, and one past the last.
    starts: Vec<usize>,
    paragraphs: Vec<usize>,
    /// The figures and dates, in order.
    figures: Vec<Span>,
}

impl Reading {
    /// Reads the own sentences of a field that hold a figure or date of `claims`, and those right before
    /// them, which may name what they are about. The others stay without words.
    pub fn of(field: &FieldText, claims: &[Claim], lang: Lang, rules: &Rules) -> Self {
        let mut asked = vec![false; field.sentences.len()];
        let mut figures = Vec::new();
        for claim in claims.iter().filter(|claim| claim.quote().is_none()) {
            asked[claim.sentence.saturating_sub(1)..=claim.sentence].fill(true);
            figures.push(claim.span);
        }
        let mut tokens = Vec::new();
        let mut starts = vec![0];
        for (sentence, asked) in field.sentences.iter().zip(asked) {
            if asked && sentence.zone.is_own() && !sentence.repeated {
                read_sentence(field, sentence, lang, rules, &mut tokens);
            }
            starts.push(tokens.len());
        }
        mark_figures(&mut tokens, &figures);
        Self { tokens, starts, paragraphs: field.sentences.iter().map(|s| s.paragraph).collect(), figures }
    }

    /// The figures and dates of the field, in order.
    pub fn figures(&self) -> &[Span] {
        &self.figures
    }

    /// Whether a figure or date stands within `span`, at least in part.
    pub fn has_figure(&self, span: Span) -> bool {
        overlapping(&self.figures, span)
    }

    /// The tokens of one sentence.
    pub fn sentence(&self, index: usize) -> &[Token] {
        &self.tokens[self.starts[index]..self.starts[index + 1]]
    }

    /// Whether two sentences stand in one paragraph.
    pub fn same_paragraph(&self, a: usize, b: usize) -> bool {
        self.paragraphs[a] == self.paragraphs[b]
    }
}

/// Marks the tokens that are part of a figure; both are in order.
fn mark_figures(tokens: &mut [Token], mut figures: &[Span]) {
    for token in tokens {
        let passed = figures.iter().take_while(|figure| figure.end <= token.span.start).count();
        figures = &figures[passed..];
        token.figure = overlapping(figures, token.span);
    }
}

/// Whether one of `figures`, which are in order, overlaps `span`.
fn overlapping(figures: &[Span], span: Span) -> bool {
    let at = figures.partition_point(|f| f.end <= span.start);
    figures[at..].iter().take_while(|f| f.start < span.end).any(|f| f.overlaps(span))
}

fn read_sentence(field: &FieldText, sentence: &Sentence, lang: Lang, rules: &Rules, tokens: &mut Vec<Token>) {
    let text = sentence.span.of(&field.text);
    let words = words::split(text, &rules.words);
    let mut hits = Vec::new();
    rules.concepts.find_in(text, &words, &rules.words, &mut hits);
    let clauses = clauses::split(text, &rules.words);
    let (mut next, mut clause) = (0, 0);
    tokens.reserve(words.len());
    for (order, word) in words.into_iter().enumerate() {
        while next < hits.len() && hits[next].span.end <= word.span.start {
            next += 1;
        }
        while clauses.get(clause).is_some_and(|c| c.end <= word.span.start) {
            clause += 1;
        }
        let concept = hits[next..].iter().take_while(|h| h.span.start < word.span.end).map(|h| h.concept).next();
        let written = word.stem.of(text);
        tokens.push(Token {
            span: word.span.shift(sentence.span.start),
            stem: SmolStr::new(word.stem_text(text)),
            concept,
            content: concept.is_some() || word.content,
            name: looks_like_a_name(written, lang, order == 0),
            subject: match lang {
                Lang::Ko => rules.judgement.marks_subject(&text[word.stem.end..word.span.end]),
                Lang::En => looks_like_a_name(written, lang, false),
            },
            clause,
            figure: false,
        });
    }
}

/// A capital inside an English sentence, or Latin letters in a Korean one.
fn looks_like_a_name(word: &str, lang: Lang, starts_sentence: bool) -> bool {
    let first = word.chars().next();
    match lang {
        Lang::En => !starts_sentence && first.is_some_and(char::is_uppercase),
        Lang::Ko => first.is_some_and(|c| c.is_ascii_alphabetic()),
    }
}
