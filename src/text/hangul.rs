//! Arithmetic on Hangul syllables (Unicode, chapter 3.12): initial × 588 + medial × 28 + final.

const FIRST: u32 = 0xAC00;
const LAST: u32 = 0xD7A3;
const FINALS: u32 = 28;
const MEDIALS: u32 = 21;

/// The final ㄹ.
pub const RIEUL: u32 = 8;

/// A syllable, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable {
    /// 0 (ㄱ) to 18 (ㅎ).
    pub initial: u32,
    /// 0 (ㅏ) to 20 (ㅣ).
    pub medial: u32,
    /// 0 for none, 1 (ㄱ) to 27 (ㅎ).
    pub last: u32,
}

impl Syllable {
    /// Takes a syllable apart; `None` for any other character.
    pub fn of(c: char) -> Option<Self> {
        is_syllable(c).then(|| {
            let index = u32::from(c) - FIRST;
            Self { initial: index / FINALS / MEDIALS, medial: index / FINALS % MEDIALS, last: index % FINALS }
        })
    }

    /// Puts it together; parts that are out of range give the replacement character.
    pub fn compose(self) -> char {
        let index = (self.initial * MEDIALS + self.medial) * FINALS + self.last;
        char::from_u32(FIRST + index).filter(|&c| is_syllable(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The same syllable with another final.
    #[must_use]
    pub fn with_last(self, last: u32) -> Self {
        Self { last, ..self }
    }

    /// The same syllable with another medial.
    #[must_use]
    pub fn with_medial(self, medial: u32) -> Self {
        Self { medial, ..self }
    }
}

/// Whether `c` is a complete syllable (가 to 힣).
pub fn is_syllable(c: char) -> bool {
    (FIRST..=LAST).contains(&u32::from(c))
}

/// Whether three bytes are the UTF-8 of a syllable. Which of the four first bytes it has is as good as random, so that
/// nothing hangs on it.
pub fn is_syllable_in_utf8([a, b, c]: [u8; 3]) -> bool {
    let first = (a == 0xea) & (b >= 0xb0);
    let last = (a == 0xed) & ((b < 0x9e) | ((b == 0x9e) & (c <= 0xa3)));
    first | (a == 0xeb) | (a == 0xec) | last
}

/// The final of a syllable: 0 for none, `None` if `c` is no syllable.
pub fn last_of(c: char) -> Option<u32> {
    is_syllable(c).then(|| (u32::from(c) - FIRST) % FINALS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_syllable_taken_apart_and_put_together_is_the_same() {
        for c in '가'..='힣' {
            assert_eq!(Syllable::of(c).map(Syllable::compose), Some(c));
        }
    }

    #[test]
    fn syllables_are_told_by_their_bytes() {
        for c in '\u{800}'..='\u{ffff}' {
            let mut bytes = [0; 3];
            c.encode_utf8(&mut bytes);
            assert_eq!(is_syllable_in_utf8(bytes), is_syllable(c), "{c:?}");
        }
    }

    #[test]
    fn finals_are_seen() {
        assert_eq!(last_of('울'), Some(RIEUL));
        assert_eq!(last_of('가'), Some(0));
        assert_eq!(last_of('k'), None);
    }
}
