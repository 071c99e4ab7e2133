//! What is a quotation in Korean: by the particle behind the marks, the verb or noun that reports
//! it, and the form of a sentence.

use super::context::Context;
use super::marks::Class;
use crate::rules::attribution::Speech;
use crate::text::words::is_word;

/// The rule by which the marked words are a quotation, if they are one.
pub(super) fn judge(context: &Context<'_>, speech: &Speech) -> Option<&'static str> {
    let form = Form::of(context.inner(), speech);
    let clause = || context.clause_after();
    let direct = context.class() == Class::Double;
    match link(context.after(), speech) {
        Link::Quotative(rest) => quotative(&form, rest, clause(), direct, speech),
        Link::Adnominal(rest) => adnominal(&form, rest, direct, speech),
        Link::None if direct => alone(context, &form, clause(), speech),
        Link::None => None,
    }
}

/// …고 말했다, …라며.
fn quotative(form: &Form, rest: &str, clause: &str, direct: bool, speech: &Speech) -> Option<&'static str> {
    let named = speech.naming.starts(rest.trim_start()).is_some();
    if named && !form.predicate {
        return None;
    }
    if direct {
        return Some("quote.quotative");
    }
    let reported = || speech.verbs.any(clause) || speech.bare.starts(rest.trim_start()).is_some();
    ((form.words > 1 || form.predicate) && reported()).then_some("quote.quotative-verb")
}

/// …는 입장, …느냐는 질문.
fn adnominal(form: &Form, rest: &str, direct: bool, speech: &Speech) -> Option<&'static str> {
    let near = words(rest, 5);
    if form.words > 1 && form.question && speech.questions.any(near) {
        return Some("quote.question-noun");
    }
    let noun = speech.nouns.any(near) || speech.questions.any(near);
    match (direct, form.predicate && form.words > 1) {
        (true, true) => Some("quote.adnominal"),
        (true, false) | (false, true) if noun && form.words > 1 => Some("quote.adnominal-noun"),
        _ => None,
    }
}

/// Double marks with no particle that reports: a whole sentence, or a headline.
fn alone(context: &Context<'_>, form: &Form, clause: &str, speech: &Speech) -> Option<&'static str> {
    if form.sentence && form.words > 1 {
        return Some("quote.sentence");
    }
    let cut_off = clause.is_empty() || clause.starts_with(['…', '.', '‥', '·', ',', '!', '?']);
    let chained = context.after().trim_start().starts_with(['“', '"']);
    if context.headline {
        let noun =
            speech.nouns.starts(clause.trim_start()).is_some() || speech.verbs.starts(clause.trim_start()).is_some();
        return (form.words > 2 || (form.words > 1 && (cut_off || chained || form.clause)) || noun)
            .then_some("quote.headline");
    }
    let spoken = cut_off && form.words > 1 && form.clause;
    let shouted = form.predicate && form.words > 1 && speech.verbs.any(clause);
    (spoken || shouted || (chained && form.predicate)).then_some("quote.clause")
}

/// How the particle behind the closing mark ties the quotation to what follows.
enum Link<'a> {
    /// With what follows the particle.
    Quotative(&'a str),
    Adnominal(&'a str),
    None,
}

fn link<'a>(after: &'a str, speech: &Speech) -> Link<'a> {
    let detached = after.strip_prefix(' ').unwrap_or(after);
    for (text, least) in [(after, 1), (detached, 2)] {
        let ends = |rest: &str| is_boundary(rest) || speech.verbs.starts(rest).is_some();
        let quotative = speech.quotative.prefix(text, ends).filter(|p| p.chars().count() >= least);
        let adnominal = speech.adnominal.prefix(text, is_boundary).filter(|p| p.chars().count() >= least);
        let rest = |particle: &str| &text[particle.len()..];
        match (quotative, adnominal) {
            (Some(q), Some(a)) if a.len() > q.len() => return Link::Adnominal(rest(a)),
            (Some(q), _) => return Link::Quotative(rest(q)),
            (None, Some(a)) => return Link::Adnominal(rest(a)),
            (None, None) => {}
        }
    }
    Link::None
}

fn is_boundary(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !is_word(c))
}

/// The first `count` words of `text`.
fn words(text: &str, count: usize) -> &str {
    let mut ends = text.char_indices().skip_while(|(_, c)| c.is_whitespace()).filter(|(_, c)| c.is_whitespace());
    &text[..ends.nth(count - 1).map_or(text.len(), |(at, _)| at)]
}

/// The grammatical form of marked words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    words: usize,
    /// Ends as a clause may, noun forms included.
    clause: bool,
    /// Ends in a predicate.
    predicate: bool,
    /// Ends in a predicate or with the punctuation of a sentence.
    sentence: bool,
    question: bool,
}

impl Form {
    fn of(inner: &str, speech: &Speech) -> Self {
        let inner = inner.trim();
        let bare = inner.trim_end_matches(|c: char| !is_word(c));
        let bare = without_gloss(bare, inner);
        let words = bare.split_whitespace().count();
        let predicate = speech.predicates.suffix(bare).is_some();
        let stopped = inner.ends_with(['.', '!', '?', '…']);
        Self {
            words,
            clause: predicate || stopped || speech.endings.suffix(bare).is_some(),
            predicate,
            sentence: predicate || stopped,
            question: inner.ends_with('?') || speech.interrogatives.suffix(bare).is_some(),
        }
    }
}

/// 희망한다(hopefully): the gloss at the end is no ending.
fn without_gloss<'a>(bare: &'a str, inner: &'a str) -> &'a str {
    let closes = inner[bare.len()..].starts_with(')');
    match bare.rfind('(') {
        Some(at) if closes && at > 0 => bare[..at].trim_end(),
        _ => bare,
    }
}
