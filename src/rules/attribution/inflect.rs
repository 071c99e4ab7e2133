//! Dictionary forms → the beginnings of the word forms that stand in a text.

use crate::article::Lang;

/// How a Hangul syllable is put together: 19 initials × 21 vowels × 28 finals from U+AC00.
const BASE: u32 = 0xAC00;
const FINALS: u32 = 28;
const VOWELS: u32 = 21;
const LAST: u32 = 0xD7A3;

/// Positions among the finals.
mod fin {
    pub(super) const NIEUN: u32 = 4;
    pub(super) const RIEUL: u32 = 8;
    pub(super) const MIEUM: u32 = 16;
    pub(super) const PIEUP: u32 = 17;
    pub(super) const SSANGSIOT: u32 = 20;
}

/// The vowel that a stem vowel makes with the 아/어 of the past tense: 히 + 어 → 혀, 보 + 아 → 봐.
fn contracted(vowel: u32) -> Option<u32> {
    match vowel {
        0 | 1 | 4 | 5 | 6 => Some(vowel), // ㅏ ㅐ ㅓ ㅔ ㅕ stay
        8 => Some(9),                     // ㅗ → ㅘ
        11 => Some(10),                   // ㅚ → ㅙ
        13 => Some(14),                   // ㅜ → ㅝ
        18 => Some(4),                    // ㅡ → ㅓ
        20 => Some(6),                    // ㅣ → ㅕ
        _ => None,
    }
}

/// The dictionary form of an entry.
pub(super) fn base(entry: &str, lang: Lang) -> &str {
    match lang {
        Lang::Ko => split_entry(entry, |word| word.ends_with('다')).0,
        Lang::En => split_entry(entry, |_| true).0,
    }
}

/// Beginnings of the forms of a Korean verb: 밝히다 → 밝히, 밝혔, 밝혀, 밝힌, 밝힐, 밝힘, 밝힙.
///
/// The entry is the dictionary form, followed by irregular beginnings: `묻다 물었 물은`.
pub(super) fn korean(entry: &str) -> Vec<String> {
    let (verb, irregular) = split_entry(entry, |word| word.ends_with('다'));
    let stem = verb.strip_suffix('다').unwrap_or(verb);
    let mut forms = vec![stem.to_owned()];
    forms.extend(irregular.map(str::to_owned));
    let Some(last) = stem.chars().next_back().filter(|c| (BASE..=LAST).contains(&u32::from(*c))) else {
        return forms;
    };
    let code = u32::from(last) - BASE;
    if code % FINALS != 0 {
        return forms;
    }
    let head = &stem[..stem.len() - last.len_utf8()];
    let mut push = |code: u32| forms.extend(char::from_u32(BASE + code).map(|c| format!("{head}{c}")));
    for final_consonant in [fin::NIEUN, fin::RIEUL, fin::MIEUM, fin::PIEUP] {
        push(code + final_consonant);
    }
    let vowel = code / FINALS % VOWELS;
    let past = if last == '하' { Some(1) } else { contracted(vowel) };
    if let Some(past) = past {
        let open = code - vowel * FINALS + past * FINALS;
        push(open);
        push(open + fin::SSANGSIOT);
    }
    forms
}

/// Forms of an English verb: add → add, adds, added, adding; `say said` → say, says, said, saying.
pub(super) fn english(entry: &str) -> Vec<String> {
    let (base, irregular) = split_entry(entry, |_| true);
    let irregular: Vec<String> = irregular.map(str::to_owned).collect();
    let before_y = base.strip_suffix('y').filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "sh", "ch", "x", "z", "o"].iter().any(|end| base.ends_with(end));
    let third = match before_y {
        Some(rest) => format!("{rest}ies"),
        None if sibilant => format!("{base}es"),
        None => format!("{base}s"),
    };
    let silent_e = base.strip_suffix('e').filter(|rest| !rest.ends_with('e'));
    let mut forms = vec![base.to_owned(), third, format!("{}ing", silent_e.unwrap_or(base))];
    if irregular.is_empty() {
        forms.push(match (before_y, base.ends_with('e')) {
            (Some(rest), _) => format!("{rest}ied"),
            (None, true) => format!("{base}d"),
            (None, false) => format!("{base}ed"),
        });
    }
    forms.extend(irregular);
    forms
}

/// The dictionary form of an entry (through its first word that ends one) and what stands behind it.
fn split_entry<'a>(entry: &'a str, ends: impl Fn(&str) -> bool) -> (&'a str, std::str::SplitWhitespace<'a>) {
    let mut at = 0;
    for word in entry.split(' ') {
        at += word.len();
        if ends(word) {
            return (&entry[..at], entry[at..].split_whitespace());
        }
        at += 1;
    }
    (entry, "".split_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn korean_stems_contract_with_the_past() {
        for (verb, form) in
            [("밝히다", "밝혔"), ("말하다", "말했"), ("내다보다", "내다봤"), ("외치다", "외친"), ("웃다 웃었", "웃었")]
        {
            assert!(korean(verb).iter().any(|f| f == form), "{verb} → {:?}", korean(verb));
        }
    }

    #[test]
    fn a_phrase_is_one_entry() {
        assert_eq!(korean("선을 긋다"), ["선을 긋"]);
        assert!(korean("말문을 막다 말문을").contains(&"말문을".to_owned()));
    }

    #[test]
    fn english_forms() {
        assert_eq!(english("deny"), ["deny", "denies", "denying", "denied"]);
        assert_eq!(english("say said"), ["say", "says", "saying", "said"]);
        assert_eq!(english("note"), ["note", "notes", "noting", "noted"]);
        assert_eq!(english("stress"), ["stress", "stresses", "stressing", "stressed"]);
    }
}
