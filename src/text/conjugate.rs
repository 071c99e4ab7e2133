//! Korean verbs and adjectives: from the dictionary form to the forms that its inflections begin with.

use super::hangul::{RIEUL, Syllable};

/// The beginning of an inflected form.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Form {
    /// As written.
    pub text: String,
    /// It may stand by itself (숨진, 숨져); otherwise an ending must follow (숨지-, 숨졌-).
    pub whole: bool,
}

/// How a verb departs from the regular conjugation; marked in brackets behind it: 짓다(ㅅ).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Regular,
    /// 돕다: 도우-, 도와.
    Bieup,
    /// 짓다: 지으-, 지어.
    Siot,
    /// 깨닫다: 깨달으-, 깨달아.
    Digeut,
    /// 따르다: 따라, where other verbs in 르 double the ㄹ (오르다: 올라).
    Eu,
    /// 이르다: 이르러.
    Reo,
}

const IEUNG: u32 = 11;
const HIEUT: u32 = 18;
const RIEUL_INITIAL: u32 = 5;

const A: u32 = 0;
const AE: u32 = 1;
const EO: u32 = 4;
const E: u32 = 5;
const YEO: u32 = 6;
const O: u32 = 8;
const WA: u32 = 9;
const WAE: u32 = 10;
const OE: u32 = 11;
const U: u32 = 13;
const WO: u32 = 14;
const EU: u32 = 18;
const I: u32 = 20;

const NIEUN: u32 = 4;
const MIEUM: u32 = 16;
const BIEUP: u32 = 17;
const SSANG_SIOT: u32 = 20;

/// The forms of a verb given in its dictionary form (숨지다, 목숨을 잃다, 짓다(ㅅ)), none of them twice;
/// `None` if that is no dictionary form.
///
/// ```
/// let forms = daejo::text::conjugate::forms("오르다").unwrap();
/// let texts: Vec<&str> = forms.iter().map(|f| f.text.as_str()).collect();
/// assert_eq!(texts, ["오르", "오른", "오를", "오름", "오릅", "올라", "올랐"]);
/// ```
pub fn forms(dictionary: &str) -> Option<Vec<Form>> {
    let (verb, class) = class(dictionary)?;
    let stem = verb.strip_suffix('다')?;
    let mut syllables = stem.char_indices().rev().map_while(|(at, c)| Some((at, Syllable::of(c)?)));
    let (last_at, last) = syllables.next()?;
    let (at, before) = syllables.next().map_or((last_at, None), |(at, before)| (at, Some(before)));
    let mut verb = Verb { head: &stem[..at], before, found: Vec::new() };
    match class {
        Class::Bieup => verb.bieup(last),
        Class::Siot => verb.vowel_added(last, last.with_last(0)),
        Class::Digeut => verb.vowel_added(last, last.with_last(RIEUL)),
        _ if last.last == RIEUL => verb.liquid(last),
        _ if last.last != 0 => verb.closed(last),
        _ => verb.open(last, class),
    }
    Some(verb.found)
}

/// Splits off the mark.
fn class(dictionary: &str) -> Option<(&str, Class)> {
    let Some((verb, mark)) = dictionary.strip_suffix(')').and_then(|d| d.rsplit_once('(')) else {
        return Some((dictionary, Class::Regular));
    };
    let class = match mark {
        "ㅂ" => Class::Bieup,
        "ㅅ" => Class::Siot,
        "ㄷ" => Class::Digeut,
        "으" => Class::Eu,
        "러" => Class::Reo,
        _ => return None,
    };
    Some((verb, class))
}

/// A verb whose forms are being collected.
struct Verb<'a> {
    /// What stands before the last two syllables of the stem.
    head: &'a str,
    /// The last syllable but one.
    before: Option<Syllable>,
    found: Vec<Form>,
}

impl Verb<'_> {
    fn add(&mut self, end: &[Syllable], whole: bool) {
        let text = self.head.chars().chain(self.before.iter().chain(end).map(|s| s.compose())).collect();
        let form = Form { text, whole };
        if !self.found.contains(&form) {
            self.found.push(form);
        }
    }

    /// The infinitive (숨져) and its past (숨졌).
    fn infinitive(&mut self, end: &[Syllable]) {
        self.add(end, true);
        if let [before @ .., last] = end {
            self.add(&[before, &[last.with_last(SSANG_SIOT)]].concat(), false);
        }
    }

    /// A stem in a vowel and its forms in ㄴ, ㄹ, ㅁ and ㅂ.
    fn stem(&mut self, before: &[Syllable], last: Syllable) {
        for (consonant, whole) in [(0, false), (NIEUN, true), (RIEUL, true), (MIEUM, true), (BIEUP, false)] {
            self.add(&[before, &[last.with_last(consonant)]].concat(), whole);
        }
    }

    /// 먹다: 먹-, 먹은, 먹어, 먹었-; 먹을 is 먹- with an ending.
    fn closed(&mut self, last: Syllable) {
        self.add(&[last], false);
        self.add(&[last, ieung(EU).with_last(NIEUN)], true);
        self.infinitive(&[last, harmony(last.medial)]);
    }

    /// 늘다: 늘, 느-, 는, 늚, 늡-, 늘어, 늘었-.
    fn liquid(&mut self, last: Syllable) {
        self.add(&[last], false);
        self.stem(&[], last.with_last(0));
        self.infinitive(&[last, harmony(last.medial)]);
    }

    /// 짓다: 짓-, 지으-, 지은, 지을, 지음, 지어, 지었-.
    fn vowel_added(&mut self, last: Syllable, before_vowel: Syllable) {
        self.add(&[last], false);
        self.stem(&[before_vowel], ieung(EU));
        self.infinitive(&[before_vowel, harmony(last.medial)]);
    }

    /// 어렵다: 어렵-, 어려우-, 어려운, 어려울, 어려움, 어려워, 어려웠-; 돕다 has 도와.
    fn bieup(&mut self, last: Syllable) {
        let bare = last.with_last(0);
        self.add(&[last], false);
        self.stem(&[bare], ieung(U));
        let medial = if self.before.is_none() && last.medial == O { WA } else { WO };
        self.infinitive(&[bare, ieung(medial)]);
    }

    fn open(&mut self, last: Syllable, class: Class) {
        self.stem(&[], last);
        let in_full = [last, harmony(last.medial)];
        match last.medial {
            A if last.initial == HIEUT => {
                self.infinitive(&[last.with_medial(AE)]);
                self.infinitive(&[last, ieung(YEO)]);
            }
            A | AE | EO | E | YEO => self.infinitive(&[last]),
            EU => self.eu(last, class),
            _ => {
                let contracted = [(O, WA), (U, WO), (I, YEO), (OE, WAE)].into_iter().find(|(m, _)| *m == last.medial);
                if let Some((_, medial)) = contracted {
                    self.infinitive(&[last.with_medial(medial)]);
                }
                self.infinitive(&in_full);
            }
        }
    }

    /// ㅡ is dropped before 아 and 어 (모으다: 모아, 크다: 커); 르 doubles its ㄹ (오르다: 올라).
    fn eu(&mut self, last: Syllable, class: Class) {
        let vowel = harmony(self.before.map_or(EO, |before| before.medial)).medial;
        match class {
            Class::Reo => self.infinitive(&[last, last.with_medial(EO)]),
            Class::Regular if last.initial == RIEUL_INITIAL => {
                let before = self.before;
                self.before = before.map(|before| before.with_last(RIEUL));
                self.infinitive(&[last.with_medial(vowel)]);
                self.before = before;
            }
            _ => self.infinitive(&[last.with_medial(vowel)]),
        }
    }
}

/// 아 or 어, as the vowel before it asks.
fn harmony(medial: u32) -> Syllable {
    ieung(if matches!(medial, A | O) { A } else { EO })
}

/// A syllable that begins with a vowel.
fn ieung(medial: u32) -> Syllable {
    Syllable { initial: IEUNG, medial, last: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_every_class() {
        for (verb, expected) in [
            ("숨지다", "숨지 숨진 숨질 숨짐 숨집 숨져 숨졌 숨지어 숨지었"),
            ("늘어나다", "늘어나 늘어난 늘어날 늘어남 늘어납 늘어나 늘어났"),
            ("밝히다", "밝히 밝힌 밝힐 밝힘 밝힙 밝혀 밝혔 밝히어 밝히었"),
            ("짓다(ㅅ)", "짓 지으 지은 지을 지음 지읍 지어 지었"),
            ("깨닫다(ㄷ)", "깨닫 깨달으 깨달은 깨달을 깨달음 깨달읍 깨달아 깨달았"),
            ("어렵다(ㅂ)", "어렵 어려우 어려운 어려울 어려움 어려웁 어려워 어려웠"),
            ("돕다(ㅂ)", "돕 도우 도운 도울 도움 도웁 도와 도왔"),
            ("오르다", "오르 오른 오를 오름 오릅 올라 올랐"),
            ("흐르다", "흐르 흐른 흐를 흐름 흐릅 흘러 흘렀"),
            ("따르다(으)", "따르 따른 따를 따름 따릅 따라 따랐"),
            ("이르다(러)", "이르 이른 이를 이름 이릅 이르러 이르렀"),
            ("모으다", "모으 모은 모을 모음 모읍 모아 모았"),
            ("크다", "크 큰 클 큼 큽 커 컸"),
            ("줄다", "줄 주 준 줄 줌 줍 줄어 줄었"),
            ("뽑다", "뽑 뽑은 뽑아 뽑았"),
            ("구하다", "구하 구한 구할 구함 구합 구해 구했 구하여 구하였"),
            ("나오다", "나오 나온 나올 나옴 나옵 나와 나왔 나오아 나오았"),
            ("되다", "되 된 될 됨 됩 돼 됐 되어 되었"),
            ("뛰다", "뛰 뛴 뛸 뜀 뜁 뛰어 뛰었"),
        ] {
            let forms = forms(verb).unwrap();
            let texts: Vec<&str> = forms.iter().map(|form| form.text.as_str()).collect();
            assert_eq!(texts.join(" "), expected, "{verb}");
        }
    }

    #[test]
    fn what_stands_before_the_verb_is_kept() {
        let forms = forms("목숨을 잃다").unwrap();
        assert!(forms.contains(&Form { text: "목숨을 잃었".to_owned(), whole: false }));
    }

    #[test]
    fn only_dictionary_forms_have_forms() {
        assert_eq!(forms("사망"), None);
        assert_eq!(forms("다"), None);
        assert_eq!(forms("짓다(ㅋ)"), None);
        assert_eq!(forms("abc다"), None);
    }
}
