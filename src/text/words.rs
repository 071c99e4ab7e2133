//! Words and their stems: what is left of a Korean eojeol when its particles are taken off, of an
//! English word when its inflection is.

use std::borrow::Cow;
use std::iter::Peekable;

pub use super::character::is_word;
use super::places::places;
use super::{hangul, stems};
use crate::rules::words::Words;
use crate::span::Span;

/// A word of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The whole word as written, punctuation at its ends left out.
    pub span: Span,
    /// The part of it that is left when particles are taken off.
    pub stem: Span,
    /// It says something about what is talked of: no stop word, no mere digits.
    pub content: bool,
    /// Its stem has a capital letter.
    pub capital: bool,
}

impl Word {
    /// The stem, in lower case.
    pub fn stem_text<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let stem = self.stem.of(text);
        if self.capital { stem.to_lowercase().into() } else { stem.into() }
    }
}

/// What is known of a word by itself.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Length of its stem, in bytes.
    stem: u32,
    /// Whether it says something about what is talked of.
    content: bool,
    /// Whether its stem has a capital letter.
    capital: bool,
}

impl Facts {
    fn of(word: &str, rules: &Words) -> Self {
        let stem = stems::length(word, rules);
        let is_stop =
            |word: &str| rules.is_stop(word) || (word.is_ascii() && rules.is_stop(&word.to_ascii_lowercase()));
        let speaks = word[..stem].chars().any(|c| hangul::is_syllable(c) || c.is_alphabetic());
        Self {
            stem: stem as u32,
            content: speaks && !is_stop(&word[..stem]) && !is_stop(word),
            capital: word[..stem].chars().any(char::is_uppercase),
        }
    }
}

/// The words of a text, in order.
///
/// Words joined by a middle dot or a hyphen are words of their own (삼성전자·SK하이닉스), but for a
/// number behind letters (GPT-4). A particle that stands by itself after a closing mark is no word.
pub fn split(text: &str, rules: &Words) -> Vec<Word> {
    let mut words = Vec::new();
    split_into(&mut words, text, rules);
    words
}

/// The same in place of what `words` holds, for who reads text after text.
pub fn split_into(words: &mut Vec<Word>, text: &str, rules: &Words) {
    words.clear();
    words.reserve(text.len() / BYTES_A_WORD);
    let mut at = 0;
    let mut rare = places(text, is_rare).peekable();
    let known = rules.facts.here();
    while let Some(start) = next_start(text, at) {
        let end = word_end(text, start, &mut rare);
        let word = &text[start..end];
        let after_mark = at > 0 && follows_closing_mark(&text[at..start]);
        if !(after_mark && stems::is_particle(word, rules)) {
            let facts = known.get(word, || Facts::of(word, rules));
            let stem = Span::new(start, start + facts.stem as usize);
            words.push(Word { span: Span::new(start, end), stem, content: facts.content, capital: facts.capital });
        }
        at = end;
    }
}

/// The runs of letters and digits of `text`, in order: one before each other character, of which those that stand
/// side by side have empty runs between them, and one behind the last.
pub fn runs(text: &str) -> impl Iterator<Item = Span> {
    let mut rare = places(text, is_rare);
    let mut start = Some(0);
    std::iter::from_fn(move || {
        let from = start?;
        for at in rare.by_ref() {
            let length = length_of_other(text, at);
            if length > 0 {
                start = Some(at + length);
                return Some(Span::new(from, at));
            }
        }
        start = None;
        Some(Span::new(from, text.len()))
    })
}

/// Where the runs of letters and digits of `text` start, those that are empty as well.
pub fn starts(text: &str) -> Vec<usize> {
    let mut starts = Vec::with_capacity(text.len() / BYTES_A_WORD);
    starts.extend(runs(text).map(|run| run.start));
    starts
}

/// Length of the character at `at`, of those that [`is_rare`] tells, if it is no letter or digit; else 0.
fn length_of_other(text: &str, at: usize) -> usize {
    if text.as_bytes()[at].is_ascii() {
        return 1;
    }
    text[at..].chars().next().filter(|c| !is_word(*c)).map_or(0, char::len_utf8)
}

/// The runs of letters and digits of `text` that are not empty, in order.
pub fn letters(text: &str) -> impl Iterator<Item = &str> {
    runs(text).filter(|run| !run.is_empty()).map(|run| run.of(text))
}

/// About how long a word is, with what stands before the next one.
pub const BYTES_A_WORD: usize = 8;

/// Where the next word from `at` on starts.
fn next_start(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(byte) = bytes.get(at) {
        match byte {
            0..0x80 if byte.is_ascii_alphanumeric() => return Some(at),
            0..0x80 => at += 1,
            _ => {
                let c = text[at..].chars().next()?;
                if is_word(c) {
                    return Some(at);
                }
                at += c.len_utf8();
            }
        }
    }
    None
}

/// Where the word that starts at `start` ends; `rare` are the rare characters from there on.
fn word_end(text: &str, start: usize, rare: &mut Peekable<impl Iterator<Item = usize>>) -> usize {
    while rare.next_if(|at| *at < start).is_some() {}
    let plain = rare.peek().copied().unwrap_or(text.len());
    // Mostly a blank follows, which ends any word.
    if plain > start && text.as_bytes().get(plain).is_none_or(|b| b.is_ascii() && !MAY_JOIN.contains(b)) {
        return plain;
    }
    let mut chars = text[start..].char_indices().peekable();
    let mut before = None;
    // Every letter so far stands between full stops.
    let mut abbreviation = true;
    while let Some((at, c)) = chars.next() {
        let joined = match before {
            None => true,
            Some(b) if is_word(c) => is_han(b) == is_han(c),
            Some(b) => chars.peek().is_some_and(|&(_, a)| joins(b, c, a, abbreviation)),
        };
        if !joined {
            return start + at;
        }
        abbreviation &= before.is_none_or(|b| is_word(b) != is_word(c));
        before = Some(c);
    }
    text.len()
}

/// Whether a character begins with these bytes that is neither a Hangul syllable nor a letter or digit of ASCII.
fn is_rare(bytes: [u8; 3]) -> bool {
    let [first, ..] = bytes;
    let in_ascii = ((first | 0x20).wrapping_sub(b'a') < 26) | (first.wrapping_sub(b'0') < 10);
    let continues = first & 0xc0 == 0x80;
    !(in_ascii | continues | hangul::is_syllable_in_utf8(bytes))
}

/// The endings of an English possessive in the singular.
pub const POSSESSIVE: [&str; 2] = ["'s", "’s"];

/// Whether a text begins with the ending of a possessive.
pub fn is_possessive(text: &str) -> bool {
    POSSESSIVE.iter().any(|ending| text.starts_with(ending))
}

/// The word that a text begins with; empty if it begins with none.
pub fn leading(text: &str) -> &str {
    &text[..text.find(|c| !is_word(c)).unwrap_or(text.len())]
}

/// The word that a text ends with; empty if it ends with none.
pub fn trailing(text: &str) -> &str {
    text.rsplit(|c| !is_word(c)).next().unwrap_or_default()
}

/// The marks in ASCII that [`joins`] lets be part of a word.
const MAY_JOIN: &[u8] = b".,-'&";

/// Whether a mark between two characters is part of the word.
fn joins(before: char, mark: char, after: char, abbreviation: bool) -> bool {
    match mark {
        '.' => is_digits(before, after) || (abbreviation && is_letter(before) && is_letter(after)),
        ',' => is_digits(before, after),
        '-' => after.is_numeric() && before.is_alphanumeric() && !hangul::is_syllable(before),
        '\'' | '’' | '&' => is_letter(before) && is_letter(after),
        _ => false,
    }
}

fn is_digits(a: char, b: char) -> bool {
    a.is_numeric() && b.is_numeric()
}

/// A letter of an alphabet that is not Hangul or Han.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() && !hangul::is_syllable(c) && !is_han(c)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}')
}

/// Whether what stands between two words ends in a mark that closes something: a quotation mark, a
/// bracket, a unit sign. A straight quotation mark closes if it stands right behind a word.
fn follows_closing_mark(between: &str) -> bool {
    let Some(mark) = between.chars().next_back() else { return false };
    match mark {
        '"' | '\'' => !between.contains(char::is_whitespace),
        _ => !mark.is_whitespace() && !OPENING_OR_JOINING.contains(mark),
    }
}

const OPENING_OR_JOINING: &str = "([{<“‘「『《〈·ㆍ・/-–—~∼…=#@&+";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rules;

    /// The stems of a text, each as it is written.
    fn stems(text: &str) -> String {
        let words = split(text, &RULES.words);
        words.iter().map(|word| word.stem.of(text)).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn particles_are_taken_off() {
        for (text, expected) in [
            ("서울에서는 공장으로부터 회사까지도", "서울 공장 회사"),
            ("직원들에게 시장의 주가를 기술과 장비와", "직원 시장 주가 기술 장비"),
            ("대표이사이다 최대 규모다. 1위였다 회사로 서울로", "대표이사 최대 규모 1위 회사 서울"),
            ("불이 물은 집에서", "불 물 집"),
            ("HBM3을 SK하이닉스는 AI가 CEO로", "HBM3 SK하이닉스 AI CEO"),
            ("12명이 30도 5만 3곳에서", "12명 30도 5만 3곳"),
        ] {
            assert_eq!(stems(text), expected, "{text}");
        }
    }

    #[test]
    fn a_particle_must_fit_the_sound_before_it() {
        assert_eq!(stems("평가 증가 차이 사이 국가"), "평가 증가 차이 사이 국가");
        assert_eq!(stems("평가가 차이는 국가를"), "평가 차이 국가");
    }

    #[test]
    fn nouns_that_merely_end_like_that_are_left_alone() {
        let nouns = "국무회의 회의 정도 결과 유로 불만 아들 민주주의 추가 어린이 만족도 이란";
        assert_eq!(stems(nouns), nouns);
        assert_eq!(stems("국무회의의 결과를 이란이 전주의"), "국무회의 결과 이란 전주");
    }

    #[test]
    fn verbs_are_cut_to_their_noun_or_stem() {
        assert_eq!(stems("증가했다 발표하며 체포된 확인됐다고"), "증가 발표 체포 확인");
        assert_eq!(stems("늘었다 줄었으며 밝혔다 올랐지만"), "늘 줄 밝혔 올랐");
        assert_eq!(stems("북한 역할 피해 올해"), "북한 역할 피해 올해");
    }

    #[test]
    fn joined_words_are_words_of_their_own() {
        assert_eq!(stems("삼성전자·SK하이닉스 한-미"), "삼성전자 SK하이닉스 한 미");
        assert_eq!(stems("GPT-4 R&D U.S. 1,234.5 year-old 美연준"), "GPT-4 R&D U.S 1,234.5 year old 美 연준");
    }

    #[test]
    fn a_particle_behind_a_closing_mark_is_no_word() {
        assert_eq!(stems("“간다”는 말, 미르(Mir)에서는 ‘새봄 길’을"), "간다 말 미르 Mir 새봄 길");
        assert_eq!(stems("\"이 회사는 간다\"고"), "이 회사 간다");
    }

    #[test]
    fn english_inflection_is_taken_off() {
        assert_eq!(stems("companies company's planned stopping rises raised"), "compan compan plan stop ris rais");
        assert_eq!(stems("loss gas police this news"), "loss gas police this news");
    }

    #[test]
    fn words_with_content() {
        let text = "이 회사는 the company는 2024";
        let rules = &RULES;
        let content: Vec<bool> = split(text, &rules.words).iter().map(|word| word.content).collect();
        assert_eq!(content, [false, true, false, true, false]);
    }

    #[test]
    fn every_character_is_a_letter_or_digit_or_parts_runs() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
            let text = format!("가{c}나");
            let alone = letters(&text).next() == Some("가");
            assert_eq!(alone, !c.is_alphanumeric(), "{c:?}");
        }
        let found: Vec<_> = runs(" 가나, 3b ").map(|run| (run.start, run.end)).collect();
        assert_eq!(found, [(0, 0), (1, 7), (8, 8), (9, 11), (12, 12)]);
        assert_eq!(runs("").count(), 1);
    }

    proptest::proptest! {
        #[test]
        fn spans_are_in_order_and_lie_on_characters(text in "\\PC{0,40}", glue in "[가-힣a-z0-9 .,'’·&-]{0,30}") {
            let text = text + &glue;
            let rules = &RULES;
            let mut end = 0;
            for word in split(&text, &rules.words) {
                assert!(end <= word.span.start && word.span.contains(word.stem) && !word.stem.is_empty());
                assert!(!word.stem.of(&text).is_empty());
                end = word.span.end;
            }
        }
    }

    static RULES: std::sync::LazyLock<&Rules> = std::sync::LazyLock::new(Rules::shared);
}
