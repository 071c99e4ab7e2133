//! What stands between quotation marks or brackets.

use super::blank::characters;
use super::places::is_one_of;
use crate::span::Span;

/// How many marks that were opened and not closed a closing mark may skip.
const DEPTH: usize = 4;

/// The quotations and brackets of a text that lie in no other, marks included, in order. A mark
/// without a counterpart encloses nothing; an apostrophe is no mark.
pub fn outermost(text: &str) -> Vec<Span> {
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut found: Vec<Span> = Vec::new();
    for (at, c) in marks(text) {
        let letter = |c: Option<char>| c.is_some_and(is_letter);
        let is_apostrophe =
            || letter(text[..at].chars().next_back()) && letter(text[at + c.len_utf8()..].chars().next());
        if matches!(c, '\'' | '’') && is_apostrophe() {
            continue;
        }
        let near = open.len().saturating_sub(DEPTH);
        if let Some(depth) = open[near..].iter().rposition(|&(mark, _)| closing(mark) == Some(c)) {
            let start = open[near + depth].1;
            open.truncate(near + depth);
            let span = Span::new(start, at + c.len_utf8());
            while found.pop_if(|inner| span.contains(*inner)).is_some() {}
            found.push(span);
        } else if closing(c).is_some() {
            open.push((c, at));
        }
    }
    found
}

/// The characters that may be a mark.
fn marks(text: &str) -> impl Iterator<Item = (usize, char)> {
    characters(text, |first| is_one_of(first, *b"\"'()[]{}\xe2\xe3\xef"))
}

/// The mark that closes what `open` opens; a straight quotation mark closes itself.
fn closing(open: char) -> Option<char> {
    Some(match open {
        '"' | '\'' => open,
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        '〈' => '〉',
        '（' => '）',
        _ => return None,
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !super::hangul::is_syllable(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        outermost(text).into_iter().map(|span| span.of(text)).collect()
    }

    #[test]
    fn quotations_and_brackets() {
        assert_eq!(of("그는 “오늘(14일) ‘간다’”고 했다(끝)."), ["“오늘(14일) ‘간다’”", "(끝)"]);
        assert_eq!(of(r#"He said "it's (not) over" and left."#), [r#""it's (not) over""#]);
        assert_eq!(of("The firm’s ‘plan’"), ["‘plan’"]);
    }

    #[test]
    fn a_mark_without_a_counterpart_encloses_nothing() {
        assert!(of("(가 나 다").is_empty());
        assert_eq!(of("가) 나 (다)"), ["(다)"]);
        assert_eq!(of("“the firms' plan” and"), ["“the firms' plan”"]);
        assert!(of(&"“".repeat(10_000)).is_empty());
    }
}
