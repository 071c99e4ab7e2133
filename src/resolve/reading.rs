//! A field read word by word, once, for everything that is asked about its sentences.

use smol_str::SmolStr;

use super::Claim;
use super::cast::Cast;
use crate::article::{FieldText, Lang, Sentence};
use crate::rules::Rules;
use crate::rules::concepts::{ConceptId, Hit};
use crate::span::Span;
use crate::text::clauses;
use crate::text::words::{self, Word};

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
    /// A particle marks it as the subject or topic of its clause.
    pub subject: bool,
    /// The clause of the sentence that it stands in, from 0.
    pub clause: usize,
    /// It is part of a figure or date.
    pub figure: bool,
}

/// How many words before and behind a figure, and of the sentence before, are looked at: a sentence of more is a table
/// or no sentence at all.
pub(super) const WINDOW: usize = 128;

/// What is asked of a sentence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    /// Its first words.
    Words,
    /// All its words, with what they mean and the clauses that they stand in.
    Meaning,
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
    /// Reads the own sentences of a field that hold a figure or date of `claims`; of those right before them in
    /// their paragraph, which may name what they are about, the first words. The others stay without words.
    /// What stands for a name of the cast is read as the name.
    pub fn of(field: &FieldText, claims: &[Claim], lang: Lang, cast: &Cast, rules: &Rules) -> Self {
        let paragraphs: Vec<usize> = field.sentences.iter().map(|s| s.paragraph).collect();
        let mut asked = vec![Asked::Nothing; field.sentences.len()];
        let mut figures = Vec::new();
        for claim in claims.iter().filter(|claim| claim.quote().is_none()) {
            let at = claim.sentence;
            asked[at] = Asked::Meaning;
            if at > 0 && asked[at - 1] == Asked::Nothing && paragraphs[at - 1] == paragraphs[at] {
                asked[at - 1] = Asked::Words;
            }
            figures.push(claim.span);
        }
        let mut tokens = Vec::with_capacity(asked_bytes(field, &asked) / words::BYTES_A_WORD);
        let mut starts = Vec::with_capacity(field.sentences.len() + 1);
        starts.push(0);
        let (mut words, mut hits) = (Vec::new(), Vec::new());
        for (sentence, asked) in field.sentences.iter().zip(asked) {
            if asked != Asked::Nothing && counts(sentence) {
                let reader = Reader { text: sentence.span.of(&field.text), start: sentence.span.start, lang, rules };
                words::split_into(&mut words, reader.text, &rules.words);
                match asked {
                    Asked::Meaning => reader.meaning(&words, &mut hits, &mut tokens),
                    _ => reader.words(&words, &mut tokens),
                }
            }
            starts.push(tokens.len());
        }
        mark_figures(&mut tokens, &figures);
        for token in tokens.iter_mut().filter(|token| rules.entities.anaphora.has(&token.stem)) {
            if let Some(entity) = cast.at(field.field, token.span) {
                *token = Token {
                    stem: cast.short(entity).to_lowercase().into(),
                    concept: None,
                    content: true,
                    name: true,
                    ..token.clone()
                };
            }
        }
        Self { tokens, starts, paragraphs, figures }
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

/// How long the sentences are together of which something is asked.
fn asked_bytes(field: &FieldText, asked: &[Asked]) -> usize {
    let sentences = field.sentences.iter().zip(asked);
    sentences.filter(|(_, asked)| **asked != Asked::Nothing).map(|(sentence, _)| sentence.span.len()).sum()
}

/// Whether what a sentence says is the article's own, and said for the first time.
fn counts(sentence: &Sentence) -> bool {
    sentence.zone.is_own() && !sentence.repeated
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

/// Reads one sentence.
struct Reader<'a> {
    text: &'a str,
    /// Where it starts in the field.
    start: usize,
    lang: Lang,
    rules: &'a Rules,
}

impl Reader<'_> {
    /// Adds the words with what they mean, for which `hits` is room.
    fn meaning(&self, words: &[Word], hits: &mut Vec<Hit>, tokens: &mut Vec<Token>) {
        hits.clear();
        self.rules.concepts.find_in(self.text, words, &self.rules.words, hits);
        let clauses = clauses::split(self.text, &self.rules.words);
        let (mut next, mut clause) = (0, 0);
        tokens.reserve(words.len());
        for (order, word) in words.iter().enumerate() {
            while next < hits.len() && hits[next].span.end <= word.span.start {
                next += 1;
            }
            while clauses.get(clause).is_some_and(|c| c.end <= word.span.start) {
                clause += 1;
            }
            let concept = hits[next..].iter().take_while(|h| h.span.start < word.span.end).map(|h| h.concept).next();
            let content = concept.is_some() || word.content;
            tokens.push(Token { concept, content, clause, ..self.token(word, order) });
        }
    }

    /// Adds the first of the words.
    fn words(&self, words: &[Word], tokens: &mut Vec<Token>) {
        tokens.extend(words.iter().take(WINDOW).enumerate().map(|(order, word)| self.token(word, order)));
    }

    /// A word by itself.
    fn token(&self, word: &Word, order: usize) -> Token {
        let particle = &self.text[word.stem.end..word.span.end];
        Token {
            span: word.span.shift(self.start),
            stem: SmolStr::new(word.stem_text(self.text)),
            concept: None,
            content: word.content,
            name: looks_like_a_name(word.stem.of(self.text), self.lang, order == 0),
            subject: self.lang == Lang::Ko && self.rules.judgement.is_subject(word.span.of(self.text), particle),
            clause: 0,
            figure: false,
        }
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
