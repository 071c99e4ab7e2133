//! Sentence boundaries, with quotation marks and brackets respected: a sentence inside a quotation
//! does not end the one around it, and a mark that is never closed encloses nothing.

use crate::rules::Rules;
use crate::rules::zones::boundaries::Boundaries;
use crate::span::Span;

mod marks;

use marks::{Mark, Role};

/// The longest abbreviation or word that is looked at, in bytes.
const LONGEST_WORD: usize = 24;
/// So many words behind a quotation may tie it to its speaker.
const SPEECH_WORDS: usize = 4;

/// The sentences of a paragraph, as spans of `text` within `paragraph`: in order, not overlapping,
/// together all that is not white space.
pub fn split(text: &str, paragraph: Span, rules: &Rules) -> Vec<Span> {
    let marks = marks::find(text, paragraph);
    let mut cutter = Cutter {
        text,
        paragraph,
        rules: &rules.zones.boundaries,
        start: paragraph.start,
        date_until: 0,
        spans: Vec::new(),
    };
    let mut next = 0;
    while let Some(mark) = marks.get(next) {
        match mark.role {
            Role::Terminal => {
                let end = cutter.terminal(mark, behind(&marks, next));
                cutter.cut(end);
            }
            Role::Opens(closer) => {
                let end = cutter.enclosed(&marks, next, closer);
                cutter.cut(end);
                next = closer;
            }
            Role::Plain => {}
        }
        next += 1;
    }
    cutter.cut(Some(paragraph.end));
    cutter.spans
}

struct Cutter<'a> {
    text: &'a str,
    paragraph: Span,
    rules: &'a Boundaries,
    /// Where the current sentence starts.
    start: usize,
    /// End of the last full stop inside a date: 2024. 3. 18.
    date_until: usize,
    spans: Vec<Span>,
}

impl<'a> Cutter<'a> {
    fn cut(&mut self, end: Option<usize>) {
        let Some(end) = end.filter(|end| *end > self.start) else { return };
        let sentence = &self.text[self.start..end];
        let lead = sentence.len() - sentence.trim_start().len();
        if lead < sentence.len() {
            self.spans.push(Span::new(self.start + lead, self.start + sentence.trim_end().len()));
        }
        self.start = end;
    }

    fn before(&self, at: usize) -> &'a str {
        &self.text[self.paragraph.start..at]
    }

    fn after(&self, at: usize) -> &'a str {
        &self.text[at..self.paragraph.end]
    }

    /// Whether nothing but white space stands between the start of the sentence and `at`.
    fn is_start(&self, at: usize) -> bool {
        self.start <= at && at - self.start < LONGEST_WORD && self.text[self.start..at].trim().is_empty()
    }

    /// Where the sentence ends, if it does at this full stop, question mark or the like.
    /// `end` is where the closing marks behind it end.
    fn terminal(&mut self, mark: &Mark, end: usize) -> Option<usize> {
        if mark.end() <= self.start {
            return None;
        }
        let previous = self.before(mark.at).chars().next_back()?;
        let rest = self.after(end);
        let Some(next) = rest.chars().next() else { return Some(end) };
        let ends = if next.is_whitespace() {
            self.ends_before_blank(mark, previous, rest)
        } else {
            let bare = end == mark.end() && !mark.is_ellipsis();
            bare && self.rules.is_final(previous) && (next.is_alphanumeric() || marks::is_opener(next))
        };
        ends.then_some(end)
    }

    fn ends_before_blank(&mut self, mark: &Mark, previous: char, rest: &str) -> bool {
        let word = first_word(rest);
        if mark.is_ellipsis() {
            return self.rules.is_final(previous)
                || (!is_hangul(previous) && starts_upper(word) && self.in_words(mark.at));
        }
        if self.rules.continues(word) {
            return false;
        }
        if is_hangul(previous) {
            return !(mark.is_single() && self.numbers(mark.at, previous));
        }
        if word.starts_with(|c: char| c.is_lowercase()) {
            return false;
        }
        if !mark.is_single() {
            return true;
        }
        if previous.is_ascii_digit() {
            return !self.is_numeral_stop(mark, word);
        }
        !(previous.is_alphabetic() && self.is_abbreviated(mark.at, word))
    }

    /// Whether the letter before the full stop at `at` numbers a point of a list.
    fn numbers(&self, at: usize, letter: char) -> bool {
        self.rules.is_numbering(letter) && self.is_start(at - letter.len_utf8())
    }

    /// Whether the running text before `at` has a lower-case word, as a headline in capitals has not.
    fn in_words(&self, at: usize) -> bool {
        self.before(at).ends_with(|c: char| c.is_lowercase())
    }

    /// Whether the full stop behind digits belongs to a list number or to a date such as 2024. 3. 18.
    fn is_numeral_stop(&mut self, mark: &Mark, next: &str) -> bool {
        let before = self.before(mark.at);
        let digits = before.len() - before.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let from = mark.at - digits;
        if digits <= 3 && self.is_start(from) {
            return true;
        }
        let gap = self.date_until.max(from.saturating_sub(LONGEST_WORD))..from;
        let continues_date = self.date_until == gap.start && self.text[gap].trim().is_empty();
        let number = next.trim_end_matches('.');
        let starts_date = matches!(digits, 1 | 2 | 4)
            && next.len() == number.len() + 1
            && (1..=2).contains(&number.len())
            && number.bytes().all(|b| b.is_ascii_digit());
        let part = starts_date || (continues_date && digits <= 2);
        if part {
            self.date_until = mark.end();
        }
        part
    }

    /// Whether the word before the full stop at `at` is an abbreviation that the sentence goes on behind.
    fn is_abbreviated(&self, at: usize, next: &str) -> bool {
        let word = last_word(self.before(at));
        if self.rules.is_title(word) {
            return true;
        }
        let mut letters = word.chars();
        let is_initial = letters.next().is_some_and(|c| c.is_ascii_uppercase()) && letters.next().is_none();
        let is_acronym = word.contains('.');
        (is_initial || is_acronym || self.rules.is_abbreviation(word)) && !self.rules.is_starter(next)
    }

    /// Where the sentence ends, if it does with the quotation or bracket that opens at mark `opener`.
    fn enclosed(&self, marks: &[Mark], opener: usize, closer: usize) -> Option<usize> {
        let (open, close) = (&marks[opener], &marks[closer]);
        if close.end() <= self.start {
            return None;
        }
        let stop = last_terminal(&marks[opener + 1..closer], close.at)?;
        let end = behind(marks, closer);
        let rest = self.after(end);
        let Some(next) = rest.chars().next() else { return Some(end) };
        let leads = self.is_start(open.at);
        if open.is_bracket() {
            return (leads && next.is_whitespace()).then_some(end);
        }
        if !next.is_whitespace() {
            return (leads && marks::is_opener(next)).then_some(end);
        }
        let word = first_word(rest);
        if self.rules.continues(word) || word.starts_with(|c: char| c.is_lowercase()) || stop.is_ellipsis() {
            return None;
        }
        let ends = if word.starts_with(is_hangul) {
            leads
        } else if stop.is_full_stop() {
            !open.is_single_quote() || leads
        } else {
            (leads || !open.is_single_quote()) && !self.has_speech(rest)
        };
        ends.then_some(end)
    }

    fn has_speech(&self, rest: &str) -> bool {
        let rest = clipped(rest, SPEECH_WORDS * LONGEST_WORD);
        rest.split_whitespace()
            .take(SPEECH_WORDS)
            .any(|word| self.rules.is_speech(word.trim_end_matches([',', '.', ':'])))
    }
}

/// The terminal that stands right before `at`, closing marks of inner quotations left aside.
fn last_terminal(inner: &[Mark], at: usize) -> Option<&Mark> {
    let mut until = at;
    for mark in inner.iter().rev() {
        if mark.end() != until {
            return None;
        }
        if mark.role == Role::Terminal {
            return Some(mark);
        }
        until = mark.at;
    }
    None
}

/// The end of the closing marks that stand right behind the mark of that index.
fn behind(marks: &[Mark], index: usize) -> usize {
    let mut end = marks[index].end();
    for mark in marks[index + 1..].iter().take_while(|mark| mark.is_stray_closer()) {
        if mark.at != end {
            break;
        }
        end = mark.end();
    }
    end
}

/// The first word of `text`, without quotation marks around it.
fn first_word(text: &str) -> &str {
    let word = clipped(text.trim_start(), LONGEST_WORD).split_whitespace().next().unwrap_or_default();
    word.trim_start_matches(marks::is_opener).trim_end_matches([',', '"', '\'', '’', '”'])
}

/// The letters, and the full stops between them, that `text` ends with.
fn last_word(text: &str) -> &str {
    let bytes = text.as_bytes();
    let tail = bytes.iter().rev().take(LONGEST_WORD).take_while(|b| b.is_ascii_alphabetic() || **b == b'.').count();
    &text[text.len() - tail..]
}

/// The start of `text`, not much longer than `length` bytes.
fn clipped(text: &str, length: usize) -> &str {
    let mut end = length.min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    &text[..end]
}

fn starts_upper(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

fn is_hangul(c: char) -> bool {
    matches!(c, '가'..='힣' | '\u{1100}'..='\u{11ff}')
}

#[cfg(test)]
mod tests;
