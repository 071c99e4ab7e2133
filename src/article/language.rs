//! The language of a text, by its script.

use super::Lang;
use crate::text::hangul::is_syllable_in_utf8;
use crate::text::places::sum;
use crate::text::plain::plain;

/// So many Latin letters weigh as much as one Hangul syllable.
const SYLLABLE: i8 = 3;

/// So many bytes are counted before it is asked whether what is left can change anything.
const PIECE: usize = 1 << 7;

/// Korean if Hangul outweighs the Latin letters, or if there are neither; else English.
///
/// One syllable weighs three letters: an English article that gives a name in Hangul is English, a
/// Korean one full of abbreviations is Korean.
pub fn detect(text: &str) -> Lang {
    let text = plain(text);
    // No byte weighs more than a letter, and no sixty-four of them more than as many.
    let weight = |bytes: [u8; 3]| SYLLABLE * i8::from(is_hangul(bytes)) - i8::from(is_latin(bytes));
    let mut hangul_over_latin: i64 = 0;
    let mut rest: &str = &text;
    while !rest.is_empty() && hangul_over_latin.unsigned_abs() <= rest.len() as u64 {
        let end = (PIECE..rest.len()).find(|at| rest.is_char_boundary(*at)).unwrap_or(rest.len());
        let (piece, behind) = rest.split_at(end);
        hangul_over_latin += sum(piece, weight);
        rest = behind;
    }
    if hangul_over_latin >= 0 { Lang::Ko } else { Lang::En }
}

fn is_latin([first, ..]: [u8; 3]) -> bool {
    (first | 0x20).wrapping_sub(b'a') < 26
}

/// Whether the UTF-8 of a syllable (가 to 힣) stands first, or, of a decomposed one, that of its first consonant.
fn is_hangul([a, b, c]: [u8; 3]) -> bool {
    let consonant = (a == 0xe1) & ((b == 0x84) | ((b == 0x85) & (c <= 0x9f)));
    consonant | is_syllable_in_utf8([a, b, c])
}

/// The language of a tag such as `ko`, `ko-KR` or `en_US`, if daejo knows it.
pub fn from_tag(tag: &str) -> Option<Lang> {
    match tag.trim().split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
        "ko" | "kor" => Some(Lang::Ko),
        "en" | "eng" => Some(Lang::En),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_that_outweighs_decides() {
        for (text, lang) in [
            ("HBM3E 12단 제품", Lang::Ko),
            ("Han Seo-yoon (한서윤) leads the poll by a narrow margin.", Lang::En),
            ("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af}", Lang::Ko),
            ("3.5%", Lang::Ko),
            ("up 3.5%", Lang::En),
        ] {
            assert_eq!(detect(text), lang, "{text}");
        }
    }

    #[test]
    fn hangul_is_told_by_its_bytes() {
        for c in '\u{800}'..='\u{ffff}' {
            let mut bytes = [0; 3];
            c.encode_utf8(&mut bytes);
            let hangul = matches!(c, '가'..='힣' | '\u{1100}'..='\u{115f}');
            assert_eq!(is_hangul(bytes), hangul, "{c:?}");
        }
    }

    #[test]
    fn tags_may_carry_a_region() {
        assert_eq!(from_tag("ko-KR"), Some(Lang::Ko));
        assert_eq!(from_tag("EN_us"), Some(Lang::En));
        assert_eq!(from_tag("ja"), None);
    }
}
