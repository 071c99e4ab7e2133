//! One quotation as it is compared: its words, its figures, who says it.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::article::Lang;
use crate::quantity::Quantity;
use crate::resolve::{Claim, QuoteRole};
use crate::rules::Rules;
use crate::rules::concepts::ConceptId;
use crate::span::Span;
use crate::text::bigrams::Bigrams;
use crate::text::fold::folded;
use crate::text::plain::plain;
use crate::text::{hangul, words};

/// A word of a quotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// As written, within the quotation.
    pub(super) span: Span,
    /// Stem in lower case, without accents.
    pub(super) stem: String,
    /// What is left of a Korean verb without its ending: 알 of 알지 and of 알고도, 높이 of 높일 and of 높이겠다.
    pub(super) root: Option<String>,
    /// It says something: no stop word.
    pub(super) content: bool,
}

impl Token {
    /// Whether it has a digit.
    pub(super) fn is_number(&self) -> bool {
        self.stem.bytes().any(|b| b.is_ascii_digit())
    }
}

/// A quotation with everything that it is compared by.
#[derive(Clone, Debug)]
pub struct QuoteSide<'a> {
    /// What was said, as quoted, in plain characters.
    pub text: Cow<'a, str>,
    /// Language of the quotation.
    pub lang: Lang,
    /// Who says so, as the article names them.
    pub speaker: Option<&'a str>,
    /// The organisation that the article names with the speaker.
    pub affiliation: Option<&'a str>,
    /// It is a question.
    pub question: bool,
    /// Glosses in parentheses: hopefully.
    pub glosses: &'a [String],
    /// The figures in it.
    pub figures: Vec<&'a Quantity>,
    pub(super) tokens: Vec<Token>,
    pub(super) bigrams: Bigrams,
    pub(super) meanings: Vec<ConceptId>,
    letters: OnceLock<String>,
}

impl<'a> QuoteSide<'a> {
    /// A quotation of which nothing but the words is known.
    pub fn new(text: &'a str, lang: Lang, rules: &Rules) -> Self {
        let text = plain(text);
        let tokens = tokens(&text, rules);
        let speaking = tokens.iter().filter(|t| t.content).count();
        let counted = tokens.iter().filter(|t| t.content || speaking < 2);
        let bigrams = counted.map(|t| t.stem.as_str()).collect();
        let meanings = rules.lexicon.meanings(&text, &rules.words);
        Self {
            text,
            lang,
            speaker: None,
            affiliation: None,
            question: false,
            glosses: &[],
            figures: Vec::new(),
            tokens,
            bigrams,
            meanings,
            letters: OnceLock::new(),
        }
    }

    /// The quotation `claims[index]` with its speaker and with the figures that stand in it; `None`
    /// if that claim is none. The claims of an article stand in the order of the text.
    pub fn of(claims: &'a [Claim], index: usize, rules: &Rules) -> Option<Self> {
        let claim = &claims[index];
        let quote = claim.quote()?;
        let inside = |other: &&Claim| {
            other.article == claim.article && other.field == claim.field && other.span.start < claim.span.end
        };
        let behind = claims[index + 1..].iter().take_while(inside);
        Some(Self {
            speaker: quote.speaker.as_deref(),
            affiliation: quote.affiliation.as_deref(),
            question: quote.role == QuoteRole::Question,
            glosses: &quote.glosses,
            figures: behind.filter_map(|claim| claim.quantity()).collect(),
            ..Self::new(&claim.text, crate::article::language::detect(&claim.text), rules)
        })
    }

    /// The letters and digits of the quotation, whatever stands between them.
    pub(super) fn letters(&self) -> &str {
        self.letters.get_or_init(|| {
            let parts = outside_parentheses(&self.text).map(|span| folded(span.of(&self.text)));
            parts.collect::<String>().chars().filter(|c| c.is_alphanumeric()).collect()
        })
    }
}

/// The words outside parentheses.
fn tokens(text: &str, rules: &Rules) -> Vec<Token> {
    let mut found = Vec::new();
    for part in outside_parentheses(text) {
        let words = words::split(part.of(text), &rules.words);
        found.extend(words.into_iter().map(|word| Token {
            span: word.span.shift(part.start),
            stem: folded(word.stem.of(part.of(text))).replace(',', ""),
            root: root(word.span.of(part.of(text)), rules),
            content: word.content || word.stem.of(part.of(text)).bytes().any(|b| b.is_ascii_digit()),
        }));
    }
    found
}

/// Final consonants that an ending leaves on the last syllable of a stem: ㄴ, ㄹ, ㅁ, ㅂ.
const FUSED: [u32; 4] = [4, 8, 16, 17];

/// The root of a word in Hangul that ends like a verb.
fn root(word: &str, rules: &Rules) -> Option<String> {
    if !word.chars().all(hangul::is_syllable) {
        return None;
    }
    let ending = rules.words.endings.of(word).map(|(start, ())| start).filter(|&start| start > 0).last();
    let mut root = word[..ending.unwrap_or(word.len())].to_owned();
    let last = hangul::Syllable::of(root.pop()?)?;
    let fused = hangul::last_of(last.compose()).is_some_and(|last| FUSED.contains(&last));
    // One syllable that an ending has fused with is too little to know a verb by.
    let opened = if fused && (ending.is_none() || !root.is_empty()) { last.with_last(0) } else { last };
    let known = ending.is_some() || (fused && !root.is_empty());
    root.push(opened.compose());
    known.then_some(root)
}

/// The stretches of `text` that stand in no parenthesis: what an editor adds there was not said.
fn outside_parentheses(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let open = text[start..].find('(').map(|o| start + o);
        let closed = open.and_then(|o| text[o..].find(')').map(|c| (o, o + c + 1)));
        let (end, next) = closed.unwrap_or((text.len(), text.len()));
        at = next;
        Some(Span::new(start, end))
    })
}
