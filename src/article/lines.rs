//! The lines of a text as a reader sees them: a paragraph that was wrapped at a column is one line.

use memchr::memchr_iter;
use unicode_width::UnicodeWidthStr;

use crate::span::Span;

/// Columns between which a text may have been wrapped.
const WRAPS: std::ops::RangeInclusive<usize> = 40..=100;
/// The fewest lines that must run up to the column before a text counts as wrapped.
const FEWEST_WRAPPED: usize = 3;

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its text, without white space at the ends and without the mark of a heading.
    pub(super) span: Span,
    /// Number of its paragraph, from 0: paragraphs are set apart by line breaks.
    pub(super) paragraph: usize,
    /// A blank line, or nothing, stands before it.
    pub(super) set_apart: bool,
    /// Marked as a heading, as Markdown does it.
    pub(super) heading: bool,
}

/// The lines of `text`, in order. What lies in one of the `cuts` is no part of them; what a cut leaves on
/// its two sides is a line each.
pub(super) fn of(text: &str, cuts: &[Span]) -> Vec<Line> {
    let physical = physical(text, cuts);
    match wrap_column(text, &physical) {
        Some(column) => unwrap(text, &physical, column),
        None => physical,
    }
}

fn physical(text: &str, cuts: &[Span]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut cuts = cuts.iter().peekable();
    let (mut start, mut set_apart) = (0, true);
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        while let Some(cut) = cuts.next_if(|cut| cut.start < end) {
            lines.extend(line(text, Span::new(start, cut.start), lines.len(), set_apart));
            (start, set_apart) = (cut.end, true);
        }
        let last = line(text, Span::new(start, end), lines.len(), set_apart);
        set_apart = last.is_none();
        lines.extend(last);
        start = end + 1;
    }
    lines
}

/// The line that `span` holds, unless it is blank.
fn line(text: &str, span: Span, paragraph: usize, set_apart: bool) -> Option<Line> {
    let span = trimmed(text, span);
    if span.is_empty() {
        return None;
    }
    let mark = heading_mark(span.of(text));
    let span = trimmed(text, Span::new(span.start + mark, span.end));
    Some(Line { span, paragraph, set_apart, heading: mark > 0 })
}

fn trimmed(text: &str, span: Span) -> Span {
    let inner = span.of(text);
    let start = span.start + inner.len() - inner.trim_start().len();
    Span::new(start, start + inner.trim().len())
}

/// Bytes of the `## ` that marks a heading.
fn heading_mark(line: &str) -> usize {
    let marks = line.bytes().take_while(|b| *b == b'#').count();
    let is_mark = (1..=6).contains(&marks) && line[marks..].starts_with(' ');
    if is_mark { marks + 1 } else { 0 }
}

/// The column at which the text was wrapped by hand or by an editor, if it was.
fn wrap_column(text: &str, lines: &[Line]) -> Option<usize> {
    let longest = *WRAPS.end();
    let joints = lines.windows(2).filter(|pair| !pair[1].set_apart);
    let all = joints.clone().count();
    if all < FEWEST_WRAPPED || lines.iter().any(|line| line.span.len() > 3 * longest) {
        return None;
    }
    let column = lines.iter().map(|line| line.span.of(text).width()).max()?;
    if !WRAPS.contains(&column) {
        return None;
    }
    let is_full = |pair: &&[Line]| runs_on(text, pair, column) && !pair[0].span.of(text).ends_with(['.', '?', '!']);
    let full = joints.filter(is_full).count();
    (full >= FEWEST_WRAPPED && full * 2 > all).then_some(column)
}

/// Whether the second line's first word would not have fitted into the first.
fn runs_on(text: &str, pair: &[Line], column: usize) -> bool {
    let word = pair[1].span.of(text).split_whitespace().next().unwrap_or_default();
    !pair[1].set_apart && !pair[0].heading && pair[0].span.of(text).width() + 1 + word.width() > column
}

fn unwrap(text: &str, lines: &[Line], column: usize) -> Vec<Line> {
    let mut joined: Vec<Line> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let follows = index > 0 && runs_on(text, &lines[index - 1..=index], column);
        match joined.last_mut() {
            Some(last) if follows => last.span.end = line.span.end,
            _ => joined.push(Line { paragraph: joined.len(), ..*line }),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        of(text, &[]).into_iter().map(|line| line.span.of(text)).collect()
    }

    #[test]
    fn blank_lines_and_carriage_returns_are_left_out() {
        assert_eq!(texts("가\r\n\r\n  나  \n\u{3000}\n다"), ["가", "나", "다"]);
    }

    #[test]
    fn a_blank_line_sets_apart() {
        let apart: Vec<bool> = of("가\n나\n\n다", &[]).iter().map(|line| line.set_apart).collect();
        assert_eq!(apart, [true, false, true]);
    }

    #[test]
    fn a_cut_is_no_part_of_a_line() {
        let text = "가 [] 나\n[]\n다[]\n라";
        let cuts: Vec<Span> = text.match_indices("[]").map(|(at, _)| Span::new(at, at + 2)).collect();
        let lines = of(text, &cuts);
        let brief: Vec<_> = lines.iter().map(|line| (line.span.of(text), line.set_apart)).collect();
        assert_eq!(brief, [("가", true), ("나", true), ("다", true), ("라", true)]);
    }

    #[test]
    fn heading_marks_are_no_text() {
        assert_eq!(texts("# 제목\n#태그 \n####### 일곱"), ["제목", "#태그", "####### 일곱"]);
    }

    #[test]
    fn a_text_wrapped_at_a_column_is_joined() {
        let text = "The harbour board met on Tuesday to hear the engineers who had\n\
                    spent eleven weeks beneath the western pier. They found that the\n\
                    piles had lost a third of their strength and that ferries should\n\
                    berth elsewhere.\n\nA second report is due in May.";
        assert_eq!(texts(text).len(), 2);
        assert!(texts(text)[0].ends_with("berth elsewhere."));
    }

    #[test]
    fn short_lines_that_end_early_stay_apart() {
        let text = "수출 3조 원\n수입 2조 원\n무역수지 흑자\n고용 동향은 다음 주에 나온다";
        assert_eq!(texts(text).len(), 4);
    }
}
