//! Where a figure may start: at a digit, a currency sign, or the beginning of a word.

use super::{Scanner, is_hangul, is_letter};

/// A place where a figure may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) at: usize,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A digit.
    Digit,
    /// The first letter of a word.
    Word,
    /// Any other character outside ASCII, and the dollar sign.
    Sign,
}

/// Walks through a sentence from candidate to candidate.
pub(super) struct Walk<'s, 'a> {
    scanner: &'s Scanner<'a>,
    at: usize,
    taken: usize,
}

impl<'s, 'a> Walk<'s, 'a> {
    pub(super) fn new(scanner: &'s Scanner<'a>) -> Self {
        Self { scanner, at: scanner.start, taken: 0 }
    }

    /// The next candidate outside dates.
    pub(super) fn next(&mut self) -> Option<Candidate> {
        loop {
            let candidate = self.candidate()?;
            match self.date_end() {
                Some(end) => self.at = end,
                None if self.may_start(candidate) => return Some(candidate),
                None => self.pass(candidate),
            }
        }
    }

    /// The next place where a figure may start by the look of its first byte.
    fn candidate(&mut self) -> Option<Candidate> {
        let bytes = self.scanner.text.as_bytes();
        let dull = |b: &u8| b.is_ascii() && !b.is_ascii_alphanumeric() && *b != b'$';
        self.at += bytes.get(self.at..)?.iter().take_while(|b| dull(b)).count();
        let kind = match *bytes.get(self.at)? {
            b'0'..=b'9' => Kind::Digit,
            b'$' => Kind::Sign,
            // Hangul syllables and Chinese characters are letters; digits have a full-width form.
            ..0x80 | 0xe4..=0xed => Kind::Word,
            0xef if is_full_width_digit(&bytes[self.at..]) => Kind::Digit,
            _ => Kind::Sign,
        };
        Some(Candidate { at: self.at, kind })
    }

    /// Whether any table has an entry that starts like the candidate.
    fn may_start(&self, candidate: Candidate) -> bool {
        let rules = self.scanner.rules;
        let first = self.scanner.behind(candidate.at).chars().next();
        candidate.kind == Kind::Digit
            || first.is_some_and(|c| {
                rules.units.starts.may_contain(c)
                    || (candidate.kind == Kind::Word && rules.numerals.starts.may_contain(c))
            })
    }

    fn date_end(&mut self) -> Option<usize> {
        let dates = self.scanner.taken;
        while dates.get(self.taken).is_some_and(|date| date.end <= self.at) {
            self.taken += 1;
        }
        dates.get(self.taken).filter(|date| date.start <= self.at).map(|date| date.end)
    }

    /// Goes on behind a figure.
    pub(super) fn resume(&mut self, at: usize) {
        self.at = self.boundary(at);
    }

    /// Goes on behind a candidate that was no figure.
    pub(super) fn pass(&mut self, candidate: Candidate) {
        self.at = match candidate.kind {
            Kind::Digit => self.token_end(candidate.at),
            Kind::Word if self.scanner.byte(candidate.at).is_ascii() => self.token_end(candidate.at),
            Kind::Word => candidate.at + self.scanner.run(candidate.at).len(),
            Kind::Sign => self.boundary(candidate.at + 1),
        };
    }

    fn boundary(&self, mut at: usize) -> usize {
        while at < self.scanner.text.len() && !self.scanner.text.is_char_boundary(at) {
            at += 1;
        }
        at
    }

    /// Behind a token of ASCII letters and digits: a name, a number, an address: GPT-4, 3.1.2, a@b.kr.
    fn token_end(&self, at: usize) -> usize {
        let bytes = self.scanner.text.as_bytes();
        let part = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let joint = |at: usize| bytes.get(at).is_some_and(|b| b"-./@&=?#%+~:,".contains(b));
        let mut end = at;
        loop {
            if part(end) {
                end += 1;
            } else if joint(end) && part(end + 1) && end > at {
                end += 2;
            } else if bytes[end..].starts_with(b"://") {
                end += 3;
            } else {
                return self.boundary(end.max(at + 1));
            }
        }
    }
}

fn is_full_width_digit(bytes: &[u8]) -> bool {
    matches!(bytes, [0xef, 0xbc, 0x90..=0x99, ..])
}

impl<'a> Scanner<'a> {
    /// The run of Hangul syllables and Chinese characters at `at`.
    pub(super) fn run(&self, at: usize) -> &'a str {
        let bytes = &self.text.as_bytes()[at..];
        let mut end = 0;
        while bytes.get(end).is_some_and(|b| (0xe4..=0xed).contains(b)) {
            end += 3;
        }
        &self.text[at..at + end]
    }

    /// Whether the digits at `at` belong to a name or a number that counts nothing: GPT-4, 제3, No. 5,
    /// 02-123-4567, 9:30.
    pub(super) fn is_name(&self, at: usize) -> bool {
        let before = self.before(at);
        let mut back = before.chars().rev();
        match (back.next(), back.next()) {
            (Some('-' | '–'), Some(c)) if c.is_alphanumeric() => return true,
            (Some(c), _) if c.is_ascii_alphanumeric() || "_@#=&/\\".contains(c) => return true,
            _ => {}
        }
        self.follows_a_name_word(at) || is_structured(self.behind(at))
    }

    /// 제3, No. 5, Route 66: the word before says that the number is a name.
    fn follows_a_name_word(&self, at: usize) -> bool {
        let before = self.before(at).trim_end_matches(' ');
        let Some((length, ())) = self.rules.numerals.names.longest_behind(before) else { return false };
        let word = before.len() - length;
        let whole = before[..word].chars().next_back().is_none_or(|c| !is_letter(c));
        whole || !before[word..].starts_with(is_letter_or_hangul)
    }
}

fn is_letter_or_hangul(c: char) -> bool {
    c.is_ascii_alphabetic() || is_hangul(c)
}

/// Whether the token of digits at the start of `text` is a date, a time, a version or a telephone number.
fn is_structured(text: &str) -> bool {
    let (mut hyphens, mut dots) = (0, 0);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let joins = bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
        match byte {
            b'0'..=b'9' => {}
            b',' if joins => {}
            b':' | b'/' if joins => return true,
            b'.' if joins => dots += 1,
            b'-' if joins => (hyphens, dots) = (hyphens + 1, 0),
            _ => break,
        }
        if hyphens > 1 || dots > 1 {
            return true;
        }
    }
    false
}
