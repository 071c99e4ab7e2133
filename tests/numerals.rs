//! Every spelling of a number gives the number, and no text makes the scanner stumble.

use std::sync::OnceLock;

use daejo::article::{Lang, read};
use daejo::resolve::Claim;
use daejo::rules::Rules;
use proptest::prelude::*;
use rust_decimal::Decimal;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

fn claims(text: &str, lang: Lang) -> Vec<Claim> {
    daejo::extract(&read::plain(text, Some(lang), None, rules()), 0, rules())
}

/// The value of the one figure of `text`.
fn value(text: &str, lang: Lang) -> Option<Decimal> {
    let claims = claims(text, lang);
    let mut values = claims.iter().filter_map(|claim| claim.quantity()?.exact());
    let first = values.next();
    if values.next().is_some() { None } else { first }
}

#[track_caller]
fn check(spelling: &str, lang: Lang, expected: Decimal) {
    let text = match lang {
        Lang::Ko => format!("비율은 {spelling}퍼센트다."),
        Lang::En => format!("The share is {spelling} percent."),
    };
    assert_eq!(value(&text, lang), Some(expected), "{text}");
}

const GROUPS: [&str; 5] = ["", "만", "억", "조", "경"];
const SMALL: [&str; 4] = ["", "십", "백", "천"];
const SINO: [&str; 10] = ["영", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구"];

/// The groups of four digits of `n`, the highest first, with their scale words.
fn groups(n: u64) -> Vec<(u64, &'static str)> {
    let parts = (0..5).rev().map(|i| (n / 10_000_u64.pow(i) % 10_000, GROUPS[i as usize]));
    parts.filter(|(part, _)| *part > 0).collect()
}

/// 1조2000억
fn mixed(n: u64, space: &str) -> String {
    groups(n).iter().map(|(part, scale)| format!("{part}{scale}")).collect::<Vec<_>>().join(space)
}

/// 1조2천억, 3천450만
fn thousands(n: u64) -> String {
    let group = |&(part, scale): &(u64, &str)| match (part / 1000, part % 1000) {
        (0, rest) => format!("{rest}{scale}"),
        (high, 0) => format!("{high}천{scale}"),
        (high, rest) => format!("{high}천{rest}{scale}"),
    };
    groups(n).iter().map(group).collect()
}

/// 일조이천억
fn hangul(n: u64) -> String {
    let digits = |part: u64| -> String {
        let places = (0..4).rev().map(|i| (part / 10_u64.pow(i) % 10, i as usize)).filter(|(digit, _)| *digit > 0);
        places
            .map(|(digit, i)| format!("{}{}", if digit == 1 && i > 0 { "" } else { SINO[digit as usize] }, SMALL[i]))
            .collect()
    };
    if n == 0 {
        return SINO[0].to_owned();
    }
    let group = |&(part, scale): &(u64, &str)| match (part, scale) {
        (1, "만") => scale.to_owned(),
        _ => format!("{}{scale}", digits(part)),
    };
    groups(n).iter().map(group).collect()
}

fn commas(n: u64) -> String {
    let plain = n.to_string();
    let first = plain.len() % 3;
    let mut text = plain[..first].to_owned();
    for chunk in plain.as_bytes()[first..].chunks(3) {
        if !text.is_empty() {
            text.push(',');
        }
        text.extend(chunk.iter().map(|&b| char::from(b)));
    }
    text
}

fn full_width(n: u64) -> String {
    n.to_string().chars().filter_map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32)).collect()
}

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// one million two hundred and five thousand twenty-one
fn english(n: u64) -> String {
    let below_hundred = |n: u64| match (n / 10, n % 10) {
        (0 | 1, _) => ONES[n as usize].to_owned(),
        (ten, 0) => TENS[ten as usize].to_owned(),
        (ten, one) => format!("{}-{}", TENS[ten as usize], ONES[one as usize]),
    };
    let below_thousand = |n: u64| match (n / 100, n % 100) {
        (0, rest) => below_hundred(rest),
        (hundreds, 0) => format!("{} hundred", ONES[hundreds as usize]),
        (hundreds, rest) => format!("{} hundred and {}", ONES[hundreds as usize], below_hundred(rest)),
    };
    if n == 0 {
        return ONES[0].to_owned();
    }
    let scales = [
        (1_000_000_000_000, " trillion"),
        (1_000_000_000, " billion"),
        (1_000_000, " million"),
        (1000, " thousand"),
        (1, ""),
    ];
    let parts = scales.iter().map(|(unit, name)| (n / unit % 1000, name)).filter(|(part, _)| *part > 0);
    parts.map(|(part, name)| format!("{}{name}", below_thousand(part))).collect::<Vec<_>>().join(" ")
}

const NATIVE_TENS: [&str; 10] = ["", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔"];
const NATIVE: [&str; 10] = ["", "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉"];

#[test]
fn native_numerals_count_to_ninety_nine() {
    for n in 1..100 {
        let word = match (n / 10, n % 10) {
            (2, 0) => "스무".to_owned(),
            (ten, one) => format!("{}{}", NATIVE_TENS[ten], NATIVE[one]),
        };
        let text = format!("모두 {word} 명이 왔다.");
        assert_eq!(value(&text, Lang::Ko), Some(Decimal::from(n)), "{text}");
    }
}

#[test]
fn numbers_beyond_the_range_make_no_claim() {
    for text in [
        "비율은 99999경99999해퍼센트다.",
        "값은 9999999999999999999999999999999원이다.",
        "값은 7922816251426433759354395033해 원이다.",
    ] {
        let figures: Vec<String> = claims(text, Lang::Ko).iter().filter_map(|c| Some(c.quantity()?.brief())).collect();
        assert!(figures.iter().all(|f| !f.contains("KRW")), "{text}: {figures:?}");
    }
}

proptest! {
    #[test]
    fn every_korean_spelling_gives_the_value(digits in 1_u32..=20, seed in any::<u64>()) {
        let n = seed % 10_u64.saturating_pow(digits.min(19));
        let expected = Decimal::from(n);
        check(&n.to_string(), Lang::Ko, expected);
        check(&commas(n), Lang::Ko, expected);
        check(&full_width(n), Lang::Ko, expected);
        check(&hangul(n), Lang::Ko, expected);
        if n > 0 {
            check(&mixed(n, ""), Lang::Ko, expected);
            check(&mixed(n, " "), Lang::Ko, expected);
            check(&thousands(n), Lang::Ko, expected);
        }
    }

    #[test]
    fn every_english_spelling_gives_the_value(digits in 1_u32..=15, seed in any::<u64>()) {
        let n = seed % 10_u64.pow(digits);
        check(&english(n), Lang::En, Decimal::from(n));
        check(&commas(n), Lang::En, Decimal::from(n));
    }

    #[test]
    fn decimals_keep_their_digits(whole in 0_u64..1_000_000_000, part in 0_u32..10_000, scale in 0_usize..5) {
        let expected: Decimal = format!("{whole}.{part:04}").parse().expect("a decimal");
        let factor = Decimal::from(10_000_u64.pow(u32::try_from(scale).expect("small")));
        check(&format!("{whole}.{part:04}{}", GROUPS[scale]), Lang::Ko, expected * factor);
    }

    #[test]
    fn no_text_breaks_the_scanner(text in "(?s)[가-힣0-9０-９ a-zA-Z.,%$₩~∼()·…\"“”'‘’\n-]{0,80}") {
        for claim in claims(&text, Lang::Ko) {
            prop_assert_eq!(claim.span.of(&text), claim.text.as_str());
        }
    }

    #[test]
    fn no_mix_of_figure_words_breaks_the_scanner(words in prop::collection::vec(prop::sample::select(vec![
        "3", "1,200", "두", "세", "만", "천", "억", "조", "수십", "여", "약", "최대", " ", "~", "-", "%", "%포인트", "원", "달러", "명", "중", "이상", "분의",
        "시간", "분", "반", "년", "개월", "당", "(", ")", "$", "점", "대", "half", "a", "dozen", "million", "in", " of ", "and", "point", "twenty", "m", "bn", "제", "곳",
    ]), 0..24)) {
        let text = words.concat();
        for claim in claims(&text, Lang::Ko) {
            prop_assert_eq!(claim.span.of(&text), claim.text.as_str());
        }
    }

    #[test]
    fn arbitrary_text_is_survived(text in any::<String>()) {
        claims(&text, Lang::En);
    }
}
