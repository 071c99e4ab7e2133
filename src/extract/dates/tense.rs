//! Where the words around a date say that the sentence looks.

use super::char_boundary;
use crate::article::Lang;
use crate::rules::dates::{Dates, Lexicon, Tense};
use crate::span::Span;

/// How many bytes around a date are read.
const REACH: usize = 240;
/// Quotation marks that open, and what closes them.
const QUOTES: [(char, char); 7] =
    [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('〈', '〉'), ('"', '"')];

/// Reads the tense: Korean tells it behind the date, English as a rule before it.
pub(super) fn read(text: &str, span: Span, sentence: Span, lang: Option<Lang>, dates: &Dates) -> Option<Tense> {
    let from = char_boundary(text, span.start.saturating_sub(REACH)).max(sentence.start);
    let to = char_boundary(text, (span.end + REACH).min(sentence.end)).max(span.end);
    let last_before = || dates.tense_before.all(&text[from..span.start]).last().and_then(|(_, is)| *is.first()?);
    let first_after = || first(&dates.tense_after, text[span.end..to].trim_start_matches([',', ' ']));
    match lang {
        Some(Lang::En) => last_before().or_else(first_after),
        _ => first_after(),
    }
}

/// The first form in `text` that tells the tense, quotations left out.
fn first(forms: &Lexicon<Option<Tense>>, text: &str) -> Option<Tense> {
    let mut quoted = 0;
    for (range, is) in forms.all(text) {
        if let Some(end) = quotation(text, quoted, range.start) {
            quoted = end;
        }
        if range.start >= quoted {
            return *is.first()?;
        }
    }
    None
}

/// Where the last quotation ends that opens between `from` and `to`, if one does. A quotation that
/// never closes reaches to the end.
fn quotation(text: &str, from: usize, to: usize) -> Option<usize> {
    let mut at = from;
    let mut end = None;
    while at < to {
        let opening = text[at..to].char_indices().find_map(|(offset, c)| {
            let close = QUOTES.iter().find(|(open, _)| *open == c)?.1;
            let spaced = text[..at + offset].ends_with([' ', '(']);
            (c != close || spaced).then_some((at + offset + c.len_utf8(), close))
        });
        let Some((inside, close)) = opening else { break };
        at = text[inside..].find(close).map_or(text.len(), |offset| inside + offset + close.len_utf8());
        end = Some(at);
    }
    end
}
