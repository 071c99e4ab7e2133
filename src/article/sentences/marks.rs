//! The punctuation of a paragraph: full stops and their like, and quotation marks and brackets in
//! pairs.

use crate::span::Span;
use crate::text::places::{is_one_of, places};

/// What is opened and closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Double,
    Single,
    StraightDouble,
    StraightSingle,
    Guillemet,
    Corner,
    WhiteCorner,
    Angle,
    DoubleAngle,
    Round,
    Square,
    Lenticular,
    WideRound,
}

const PAIRS: usize = 13;

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Full stop, question mark, exclamation mark, ellipsis, or several of them.
    Terminal,
    /// Opens what the mark of that index closes.
    Opens(usize),
    /// Closes something, or is one of a pair whose other half is missing.
    Plain,
}

/// A punctuation mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark {
    /// Its first byte.
    pub(super) at: usize,
    length: usize,
    /// What it does.
    pub(super) role: Role,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Stop(Stop),
    Open(Pair),
    Close(Pair),
    /// A quotation mark that looks the same at both ends.
    Straight(Pair),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stop {
    Full,
    Ellipsis,
    Question,
}

impl Mark {
    /// One past its last byte.
    pub(super) fn end(&self) -> usize {
        self.at + self.length
    }

    /// One full stop.
    pub(super) fn is_single(&self) -> bool {
        self.kind == Kind::Stop(Stop::Full)
    }

    pub(super) fn is_full_stop(&self) -> bool {
        self.is_single()
    }

    pub(super) fn is_ellipsis(&self) -> bool {
        self.kind == Kind::Stop(Stop::Ellipsis)
    }

    /// A closing mark, or one that may close, with no other half.
    pub(super) fn is_stray_closer(&self) -> bool {
        self.role == Role::Plain && matches!(self.kind, Kind::Close(_) | Kind::Straight(_))
    }

    pub(super) fn is_bracket(&self) -> bool {
        let (Kind::Open(pair) | Kind::Close(pair)) = self.kind else { return false };
        matches!(pair, Pair::Round | Pair::Square | Pair::Lenticular | Pair::WideRound)
    }

    pub(super) fn is_single_quote(&self) -> bool {
        matches!(self.kind, Kind::Open(Pair::Single) | Kind::Straight(Pair::StraightSingle))
    }
}

/// The marks of `paragraph`, in order, with the pairs joined.
pub(super) fn find(text: &str, paragraph: Span) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let paragraph_text = paragraph.of(text);
    for place in places(paragraph_text, |byte, _| is_one_of(byte, *b".?!\"'()[]\xc2\xe2\xe3\xef")) {
        if let Some((kind, length)) = kind(&paragraph_text.as_bytes()[place..]) {
            add(&mut marks, Mark { at: paragraph.start + place, length, role: Role::Plain, kind });
        }
    }
    join(text, paragraph, &mut marks);
    marks
}

/// Appends a mark; stops that follow one another are one.
fn add(marks: &mut Vec<Mark>, mut mark: Mark) {
    let Kind::Stop(stop) = mark.kind else { return marks.push(mark) };
    mark.role = Role::Terminal;
    match marks.last_mut() {
        Some(last) if last.role == Role::Terminal && last.end() == mark.at => {
            last.length += mark.length;
            let question = stop == Stop::Question || last.kind == Kind::Stop(Stop::Question);
            last.kind = Kind::Stop(if question { Stop::Question } else { Stop::Ellipsis });
        }
        _ => marks.push(mark),
    }
}

/// What mark starts here, and its length in bytes.
fn kind(rest: &[u8]) -> Option<(Kind, usize)> {
    use Kind::{Close, Open, Stop as Ends, Straight};
    let kind = match rest.first()? {
        b'.' => Ends(Stop::Full),
        b'?' | b'!' => Ends(Stop::Question),
        b'"' => Straight(Pair::StraightDouble),
        b'\'' => Straight(Pair::StraightSingle),
        b'(' => Open(Pair::Round),
        b')' => Close(Pair::Round),
        b'[' => Open(Pair::Square),
        b']' => Close(Pair::Square),
        _ => return wide_kind(rest),
    };
    Some((kind, 1))
}

fn wide_kind(rest: &[u8]) -> Option<(Kind, usize)> {
    use Kind::{Close, Open, Stop as Ends};
    let kind = match rest {
        [0xc2, 0xab, ..] => return Some((Open(Pair::Guillemet), 2)),
        [0xc2, 0xbb, ..] => return Some((Close(Pair::Guillemet), 2)),
        [0xe2, 0x80, 0x98, ..] => Open(Pair::Single),
        [0xe2, 0x80, 0x99, ..] => Close(Pair::Single),
        [0xe2, 0x80, 0x9c, ..] => Open(Pair::Double),
        [0xe2, 0x80, 0x9d, ..] => Close(Pair::Double),
        [0xe2, 0x80, 0xa6, ..] => Ends(Stop::Ellipsis),
        [0xe3, 0x80, 0x82, ..] | [0xef, 0xbc, 0x8e, ..] => Ends(Stop::Full),
        [0xe3, 0x80, 0x88, ..] => Open(Pair::Angle),
        [0xe3, 0x80, 0x89, ..] => Close(Pair::Angle),
        [0xe3, 0x80, 0x8a, ..] => Open(Pair::DoubleAngle),
        [0xe3, 0x80, 0x8b, ..] => Close(Pair::DoubleAngle),
        [0xe3, 0x80, 0x8c, ..] => Open(Pair::Corner),
        [0xe3, 0x80, 0x8d, ..] => Close(Pair::Corner),
        [0xe3, 0x80, 0x8e, ..] => Open(Pair::WhiteCorner),
        [0xe3, 0x80, 0x8f, ..] => Close(Pair::WhiteCorner),
        [0xe3, 0x80, 0x90, ..] => Open(Pair::Lenticular),
        [0xe3, 0x80, 0x91, ..] => Close(Pair::Lenticular),
        [0xef, 0xbc, 0x88, ..] => Open(Pair::WideRound),
        [0xef, 0xbc, 0x89, ..] => Close(Pair::WideRound),
        [0xef, 0xbc, 0x9f | 0x81, ..] => Ends(Stop::Question),
        _ => return None,
    };
    Some((kind, 3))
}

/// Joins each opening mark with the one that closes it. An opening mark that something around it
/// outlives is dropped, so the work is linear whatever is left open.
fn join(text: &str, paragraph: Span, marks: &mut [Mark]) {
    let mut open = Open { stack: Vec::new(), count: [0; PAIRS] };
    for index in 0..marks.len() {
        match marks[index].kind {
            Kind::Stop(_) => {}
            Kind::Open(pair) => open.push(index, pair),
            Kind::Close(Pair::Single) if is_apostrophe(text, paragraph, &marks[index]) => {}
            Kind::Close(pair) => open.close(index, open.like(pair), marks),
            Kind::Straight(pair) => {
                let like = open.like(pair);
                match straight(text, paragraph, &marks[index], open.has(like)) {
                    Straight::Opens => {
                        open.drop(pair);
                        open.push(index, pair);
                    }
                    Straight::Closes => open.close(index, like, marks),
                    Straight::Nothing => {}
                }
            }
        }
    }
}

/// The marks that are open.
struct Open {
    stack: Vec<(usize, Pair)>,
    /// How many of each pair there are in the stack.
    count: [usize; PAIRS],
}

impl Open {
    fn has(&self, pair: Pair) -> bool {
        self.count[pair as usize] > 0
    }

    /// What a mark of `pair` closes: a careless hand mixes straight and curly quotation marks.
    fn like(&self, pair: Pair) -> Pair {
        let other = match pair {
            Pair::Double => Pair::StraightDouble,
            Pair::StraightDouble => Pair::Double,
            Pair::Single => Pair::StraightSingle,
            Pair::StraightSingle => Pair::Single,
            _ => pair,
        };
        if !self.has(pair) && self.has(other) { other } else { pair }
    }

    fn push(&mut self, index: usize, pair: Pair) {
        self.stack.push((index, pair));
        self.count[pair as usize] += 1;
    }

    fn pop_to(&mut self, pair: Pair) -> Option<usize> {
        if !self.has(pair) {
            return None;
        }
        while let Some((index, popped)) = self.stack.pop() {
            self.count[popped as usize] -= 1;
            if popped == pair {
                return Some(index);
            }
        }
        None
    }

    /// Forgets the last of `pair`, which turned out to open nothing.
    fn drop(&mut self, pair: Pair) {
        self.pop_to(pair);
    }

    fn close(&mut self, index: usize, pair: Pair, marks: &mut [Mark]) {
        if let Some(opener) = self.pop_to(pair) {
            marks[opener].role = Role::Opens(index);
        }
    }
}

enum Straight {
    Opens,
    Closes,
    Nothing,
}

/// What a straight quotation mark does, by what stands around it.
fn straight(text: &str, paragraph: Span, mark: &Mark, is_open: bool) -> Straight {
    let (before, after) = around(text, paragraph, mark);
    let blank_before = before.is_none_or(|c| c.is_whitespace() || is_opener(c));
    let blank_after = after.is_none_or(char::is_whitespace);
    if mark.is_single_quote() && is_apostrophe(text, paragraph, mark) {
        return Straight::Nothing;
    }
    match is_open {
        true if blank_before && !blank_after => Straight::Opens,
        true => Straight::Closes,
        // The inch of 6", the possessive of workers'.
        false if !blank_before && blank_after => Straight::Nothing,
        false => Straight::Opens,
    }
}

/// Whether the mark stands between two Latin letters or digits: don't, Korea's.
fn is_apostrophe(text: &str, paragraph: Span, mark: &Mark) -> bool {
    let (before, after) = around(text, paragraph, mark);
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() && c < '\u{250}');
    latin(before) && latin(after)
}

fn around(text: &str, paragraph: Span, mark: &Mark) -> (Option<char>, Option<char>) {
    let before = text[paragraph.start..mark.at].chars().next_back();
    let after = text[mark.end()..paragraph.end].chars().next();
    (before, after)
}

/// Whether the character opens a quotation or a bracket.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '«' | '「' | '『' | '〈' | '《' | '(' | '[' | '【' | '（')
}
