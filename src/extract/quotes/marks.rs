//! Quotation marks and which of them belong together.
//!
//! One pass with a stack per paragraph: every mark is pushed and popped at most once, so a text of
//! nothing but opening marks costs no more than any other. A mark that is never closed takes nothing
//! with it; the pairs inside it still count.

use crate::rules::attribution::Words;
use crate::span::Span;
use crate::text::blank::characters;
use crate::text::places::is_one_of;
use crate::text::words::is_word;

/// What a pair of marks looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// “ ” " "
    Double,
    /// ‘ ’ ' '
    Single,
    /// 「 」 『 』 « »
    Corner,
}

/// Two marks that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) class: Class,
    /// With the marks.
    pub(super) outer: Span,
    /// Between them.
    pub(super) inner: Span,
}

/// Which way a mark can face.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Face {
    Opens,
    Closes,
    Either,
}

const MARKS: [(char, Class, Face); 16] = [
    ('“', Class::Double, Face::Opens),
    ('„', Class::Double, Face::Opens),
    ('”', Class::Double, Face::Closes),
    ('"', Class::Double, Face::Either),
    ('＂', Class::Double, Face::Either),
    ('‘', Class::Single, Face::Opens),
    ('‛', Class::Single, Face::Opens),
    ('’', Class::Single, Face::Closes),
    ('\'', Class::Single, Face::Either),
    ('＇', Class::Single, Face::Either),
    ('「', Class::Corner, Face::Opens),
    ('『', Class::Corner, Face::Opens),
    ('«', Class::Corner, Face::Opens),
    ('」', Class::Corner, Face::Closes),
    ('』', Class::Corner, Face::Closes),
    ('»', Class::Corner, Face::Closes),
];

/// The marks of a text, apostrophes among them.
fn marks(text: &str) -> impl Iterator<Item = Mark> {
    characters(text, |first| is_one_of(first, *b"\"'\xc2\xe2\xe3\xef")).filter_map(|(start, c)| {
        let &(_, class, face) = MARKS.iter().find(|(mark, ..)| *mark == c)?;
        Some(Mark { class, face, span: Span::new(start, start + c.len_utf8()) })
    })
}

/// A mark where it stands.
#[derive(Clone, Copy)]
struct Mark {
    class: Class,
    face: Face,
    span: Span,
}

/// All marks of `text` within `paragraphs` that belong together, by their start.
pub(super) fn pairs(text: &str, paragraphs: &[Span], elisions: &Words) -> Vec<Pair> {
    let faced = |mark: Mark| Some(Mark { face: facing(text, mark, elisions)?, ..mark });
    let marks: Vec<Mark> = marks(text).filter_map(faced).collect();
    let mut pairs = Vec::new();
    let mut at = 0;
    for (n, paragraph) in paragraphs.iter().enumerate() {
        let first = at + marks[at..].partition_point(|m| m.span.start < paragraph.start);
        at = first + marks[first..].partition_point(|m| m.span.start < paragraph.end);
        let goes_on = paragraphs.get(n + 1).is_some_and(|next| text[next.start..].starts_with(['“', '"']));
        pair_up(text, &marks[first..at], *paragraph, goes_on, &mut pairs);
    }
    pairs.sort_by_key(|p| (p.outer.start, std::cmp::Reverse(p.outer.end)));
    pairs
}

/// Pairs the marks of one paragraph. Of a paragraph that ends inside a quotation while the next one
/// opens with a mark (`goes_on`), the rest is quoted.
fn pair_up(text: &str, marks: &[Mark], paragraph: Span, goes_on: bool, pairs: &mut Vec<Pair>) {
    let mut open: Vec<Mark> = Vec::new();
    let mut open_doubles = 0_usize;
    for (n, mark) in marks.iter().enumerate() {
        let top = open.last().map(|m| m.class);
        let closes = match (mark.class, mark.face) {
            (_, Face::Opens) => false,
            (Class::Double, Face::Closes) => open_doubles > 0,
            (Class::Double, Face::Either) => open_doubles > 0 && !opens_by_shape(text, mark.span),
            (class, _) => top == Some(class) && !is_plural_possessive(text, marks, n),
        };
        if closes {
            // unclosed marks of another class that stand in between are dropped
            while let Some(start) = open.pop() {
                open_doubles -= usize::from(start.class == Class::Double);
                if start.class == mark.class {
                    pairs.push(Pair {
                        class: mark.class,
                        outer: start.span.cover(mark.span),
                        inner: Span::new(start.span.end, mark.span.start),
                    });
                    break;
                }
            }
        } else if mark.face != Face::Closes {
            open_doubles += usize::from(mark.class == Class::Double);
            open.push(*mark);
        }
    }
    if let (true, Some(last), Some(mark)) = (goes_on, open.last(), marks.last())
        && last.class == Class::Double
        && last.span == mark.span
    {
        let end = paragraph.end;
        pairs.push(Pair {
            class: Class::Double,
            outer: Span::new(last.span.start, end),
            inner: Span::new(last.span.end, end),
        });
    }
}

/// Which way the mark faces, `None` for an apostrophe, a sign of inches or minutes, a stray mark.
fn facing(text: &str, mark: Mark, elisions: &Words) -> Option<Face> {
    let Mark { class, face, span } = mark;
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let letter_follows = after.is_some_and(is_latin);
    match (class, face) {
        (Class::Single, Face::Closes | Face::Either) if before.is_some_and(is_word) && letter_follows => None,
        (Class::Single, Face::Opens | Face::Either)
            if opens_by_shape(text, span) && is_elision(&text[span.end..], elisions) =>
        {
            None
        }
        (Class::Single, Face::Either) if opens_by_shape(text, span) => Some(Face::Opens),
        (Class::Single, Face::Either)
            if before.is_some_and(|c| c.is_ascii_digit()) && after.is_some_and(|c| c.is_ascii_digit()) =>
        {
            None
        }
        (Class::Double, Face::Closes) if before.is_none_or(char::is_whitespace) && after.is_some_and(is_word) => {
            Some(Face::Either)
        }
        _ => Some(face),
    }
}

/// Whether a mark of either face stands where only an opening one can.
fn opens_by_shape(text: &str, mark: Span) -> bool {
    let before = text[..mark.start].chars().next_back();
    let after = text[mark.end..].chars().next();
    before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '<' | '‘' | '“' | '「'))
        && after.is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '.' | ')' | ']'))
}

/// players' union: an s before, a lower-case word behind, and the mark that closes still to come.
fn is_plural_possessive(text: &str, marks: &[Mark], n: usize) -> bool {
    let mark = marks[n];
    let mut behind = text[mark.span.end..].chars();
    let possessive = mark.class == Class::Single
        && text[..mark.span.start].ends_with('s')
        && behind.next() == Some(' ')
        && behind.next().is_some_and(|c| c.is_ascii_lowercase());
    possessive && marks.get(n + 1).is_some_and(|next| next.class == Class::Single && next.face != Face::Opens)
}

/// '24, '90s, 'em: the mark stands for something left out.
fn is_elision(rest: &str, elisions: &Words) -> bool {
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 2 {
        return !rest[digits..].starts_with(['\'', '’']);
    }
    let word = rest.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    elisions.has_lower(word) && !rest[word.len()..].starts_with(['\'', '’'])
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && u32::from(c) < 0x0250
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let elisions = Words::new(["em", "tis"].map(str::to_owned));
        let mut spans = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            spans.push(Span::new(at, at + line.len()));
            at += line.len() + 1;
        }
        pairs(text, &spans, &elisions).into_iter().map(|p| p.inner.of(text)).collect()
    }

    #[test]
    fn marks_of_every_kind() {
        assert_eq!(found("“가” \"나\" ‘다’ '라' 「마」 『바』"), ["가", "나", "다", "라", "마", "바"]);
    }

    #[test]
    fn mixed_marks_close_each_other() {
        assert_eq!(found("\"모두 나오라고 했습니다.” 그가 말했다."), ["모두 나오라고 했습니다."]);
    }

    #[test]
    fn nested_marks_come_after_what_holds_them() {
        assert_eq!(found("“그가 ‘아니다’라고 했다”고 말했다"), ["그가 ‘아니다’라고 했다", "아니다"]);
        assert_eq!(found("\"he said 'no', didn't he?\""), ["he said 'no', didn't he?", "no"]);
    }

    #[test]
    fn apostrophes_open_and_close_nothing() {
        assert!(found("They don't say it's the players' union's '24 plan, rock 'n roll").is_empty());
        assert_eq!(found("‘We don’t know the players’ names yet,’ he said"), ["We don’t know the players’ names yet,"]);
    }

    #[test]
    fn an_unclosed_mark_takes_nothing_with_it() {
        assert_eq!(found("“그는 말했다. “좋다”고 했다."), ["좋다"]);
        assert_eq!(found("그는 \"말했다.\n\"좋다\"고 했다."), ["말했다.", "좋다"]);
        assert!(found("6'2 and a 27\n").is_empty());
    }

    #[test]
    fn a_million_open_marks_are_read_once() {
        assert!(found(&"“".repeat(1_000_000)).is_empty());
        assert!(found(&"‘“".repeat(100_000)).is_empty());
        assert!(found(&format!("{}{}", "‘".repeat(100_000), "”".repeat(100_000))).is_empty());
    }
}
