//! Names as sequences of sounds.

use crate::text::hangul::Syllable;

/// Sounds that are told apart, one bit each: first consonants, then half-vowels, then vowels.
type Set = u32;

const K: Set = 1;
const N: Set = 1 << 1;
const T: Set = 1 << 2;
const L: Set = 1 << 3;
const M: Set = 1 << 4;
const P: Set = 1 << 5;
const S: Set = 1 << 6;
const J: Set = 1 << 7;
const NG: Set = 1 << 8;
const H: Set = 1 << 9;
const W: Set = 1 << 10;
const Y: Set = 1 << 11;
const A: Set = 1 << 12;
const EO: Set = 1 << 13;
const O: Set = 1 << 14;
const U: Set = 1 << 15;
const E: Set = 1 << 16;
const I: Set = 1 << 17;

const VOWELS: Set = A | EO | O | U | E | I;

/// A sound, as one script writes it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sound {
    /// What it may be.
    is: Set,
    /// How much it counts.
    pub(super) weight: f64,
    /// What it costs if the other name lacks it.
    pub(super) skip: f64,
}

impl Sound {
    fn consonant(is: Set) -> Self {
        Self { is, weight: 1.0, skip: 1.0 }
    }

    /// A consonant that the other script often leaves out: the r of Harding, the h of Oh.
    fn weak(is: Set) -> Self {
        Self { is, weight: 0.3, skip: 0.15 }
    }

    fn vowel(is: Set) -> Self {
        Self { is, weight: 0.6, skip: 0.3 }
    }

    /// ㅡ, which only carries a consonant; a vowel that may be silent.
    fn faint(is: Set) -> Self {
        Self { is, weight: 0.1, skip: 0.05 }
    }

    /// What it costs to take one for the other.
    pub(super) fn against(&self, other: &Self) -> f64 {
        let weight = f64::midpoint(self.weight, other.weight);
        let vowels = |sound: &Self| sound.is & VOWELS != 0;
        if self.is & other.is != 0 {
            0.0
        } else if vowels(self) != vowels(other) {
            self.skip + other.skip
        } else if vowels(self) {
            weight * 0.6
        } else {
            weight * 1.2
        }
    }
}

/// The sounds of a name in Hangul, `limit` at most; other characters are passed over.
pub(super) fn hangul_sounds(name: &str, limit: usize) -> Vec<Sound> {
    let mut sounds = Vec::new();
    let mut before: Option<Syllable> = None;
    for c in name.chars() {
        if sounds.len() >= limit {
            break;
        }
        let Some(syllable) = Syllable::of(c) else {
            before = before.filter(|_| !c.is_whitespace());
            continue;
        };
        sounds.extend(initial(syllable, before));
        sounds.extend(medial(syllable.medial));
        sounds.extend(last(syllable.last));
        before = Some(syllable);
    }
    sounds
}

const RIEUL_LAST: u32 = 8;

/// The initial consonant. At the beginning of a name ㄴ and ㅇ may stand for an older ㄹ (노: Roh,
/// 이: Lee); behind a final ㄹ it is the same one (올리버: Oliver), behind others it sounds as ㄴ (종로: Jongno).
fn initial(syllable: Syllable, before: Option<Syllable>) -> Option<Sound> {
    let behind = before.map(|b| b.last);
    let palatal = matches!(syllable.medial, 2 | 3 | 6 | 7 | 12 | 17 | 20);
    Some(match syllable.initial {
        0 | 1 | 15 => Sound::consonant(K),
        2 if behind.is_none() => Sound::consonant(N | L),
        2 => Sound::consonant(N),
        3 | 4 | 16 => Sound::consonant(T),
        5 => match behind {
            Some(RIEUL_LAST) => return None,
            Some(0) | None => Sound::consonant(L),
            Some(_) => Sound::consonant(L | N),
        },
        6 => Sound::consonant(M),
        7 | 8 | 17 => Sound::consonant(P),
        9 | 10 => Sound::consonant(S),
        11 if behind.is_none() && palatal => Sound::weak(L),
        12..=14 => Sound::consonant(J),
        18 => Sound { is: H, weight: 0.8, skip: 0.5 },
        _ => return None,
    })
}

fn medial(medial: u32) -> impl Iterator<Item = Sound> {
    let (half, vowel) = match medial {
        0 => (0, A | EO | O),
        1 => (0, E | A),
        2 => (Y, A),
        3 => (Y, E | A),
        4 => (0, EO | O | U | E | A),
        5 => (0, E | A),
        6 => (Y, EO | O | U | E),
        7 => (Y, E),
        8 => (0, O | A | U),
        9 => (W, A),
        10 => (W, E),
        11 => (W, E | O | I),
        12 => (Y, O),
        13 => (0, U | O),
        14 => (W, EO | O | U | A),
        15 => (W, E),
        16 => (W, I),
        17 => (Y, U | O),
        18 => (0, 0),
        19 => (0, U | I | E),
        _ => (0, I | E),
    };
    let half = (half != 0).then_some(Sound::weak(half));
    let vowel = if vowel == 0 { Sound::faint(VOWELS) } else { Sound::vowel(vowel) };
    half.into_iter().chain([vowel])
}

fn last(last: u32) -> Option<Sound> {
    Some(Sound::consonant(match last {
        0 => return None,
        1..=3 | 9 | 24 => K,
        4..=6 => N,
        RIEUL_LAST | 11..=13 | 15 => L,
        10 | 16 => M,
        14 | 17 | 18 | 26 => P,
        21 => NG,
        _ => T | S | J,
    }))
}

/// The sounds of names in Latin letters, `limit` at most, one after the other.
pub(super) fn latin_sounds(names: &[&str], limit: usize) -> Vec<Sound> {
    let mut sounds = Vec::new();
    for name in names {
        let letters: Vec<char> = name.chars().take(limit).filter_map(plain).collect();
        let mut at = 0;
        while at < letters.len() && sounds.len() < limit {
            let (length, group) = spelling(&letters, at);
            sounds.extend(group.into_iter().flatten());
            at += length;
        }
    }
    sounds
}

/// A letter in lower case, without its accent.
fn plain(c: char) -> Option<char> {
    use unicode_normalization::UnicodeNormalization;
    let base = c.nfd().next()?;
    let base = match base {
        'ø' | 'Ø' => 'o',
        'ł' | 'Ł' => 'l',
        'ß' => 's',
        'đ' | 'Đ' => 'd',
        'ı' => 'i',
        _ => base.to_ascii_lowercase(),
    };
    base.is_ascii_alphabetic().then_some(base)
}

type Group = [Option<Sound>; 2];

fn one(sound: Sound) -> Group {
    [Some(sound), None]
}

fn two(first: Sound, second: Sound) -> Group {
    [Some(first), Some(second)]
}

/// Letters that are read together: how many, and what they sound like.
fn spelling(letters: &[char], at: usize) -> (usize, Group) {
    let rest = &letters[at..];
    let consonant = Sound::consonant;
    for (written, group) in CLUSTERS {
        if written.chars().eq(rest.iter().copied().take(written.len())) {
            return (written.len(), group.map(|set| set.map(consonant)));
        }
    }
    let next = rest.get(1).copied().unwrap_or(' ');
    let before_vowel = is_vowel(next) || next == 'y';
    let c = rest[0];
    // A doubled consonant is one.
    let length = if next == c && !is_vowel(c) { 2 } else { 1 };
    let group = match c {
        'b' | 'p' => one(consonant(P)),
        'c' if matches!(next, 'e' | 'i' | 'y') => one(consonant(S | J)),
        'c' | 'k' | 'q' => one(consonant(K)),
        'd' => one(consonant(T)),
        'f' => one(consonant(P | H)),
        'g' if matches!(next, 'e' | 'i' | 'y') => one(consonant(K | J)),
        'g' => one(consonant(K)),
        'h' if before_vowel => one(Sound { is: H, weight: 0.8, skip: 0.5 }),
        'h' => one(Sound::weak(H)),
        'j' => one(consonant(J | Y)),
        'l' => one(consonant(L)),
        'r' if before_vowel || next == 'r' => one(consonant(L)),
        'r' => one(Sound::weak(L)),
        'm' => one(consonant(M)),
        'n' if next == 'g' && rest.get(2).is_some_and(|&c| is_vowel(c)) => {
            return (2, two(consonant(NG | N), Sound::weak(K | J)));
        }
        'n' if next == 'g' => return (2, one(consonant(NG))),
        'n' if matches!(next, 'k' | 'c' | 'q' | 'x') => one(consonant(N | NG)),
        'n' => one(consonant(N)),
        's' if at > 0 && is_vowel(letters[at - 1]) && before_vowel => one(consonant(S | J)),
        's' => one(consonant(S)),
        't' => one(consonant(T)),
        'v' => one(consonant(P)),
        'w' => one(Sound::weak(W | P)),
        'x' if at == 0 => one(consonant(J | S)),
        'x' => two(consonant(K), consonant(S)),
        'z' => one(consonant(J | S)),
        'y' if is_vowel(next) => one(Sound::weak(Y)),
        _ => return vowels(rest),
    };
    (length, group)
}

/// Consonants written with several letters; the longest first.
const CLUSTERS: [(&str, [Option<Set>; 2]); 20] = [
    ("tsch", [Some(J), None]),
    ("sch", [Some(S), None]),
    ("tch", [Some(J), None]),
    ("ch", [Some(J | K | S | H), None]),
    ("sh", [Some(S), None]),
    ("th", [Some(S | T), None]),
    ("ph", [Some(P), None]),
    ("pf", [Some(P), None]),
    ("ck", [Some(K), None]),
    ("dg", [Some(J), None]),
    ("ts", [Some(J | S), None]),
    ("tz", [Some(J | S), None]),
    ("cz", [Some(J), None]),
    ("sz", [Some(S), None]),
    ("kn", [Some(N), None]),
    ("wr", [Some(L), None]),
    ("rh", [Some(L), None]),
    ("wh", [Some(W | H), None]),
    ("gh", [None, None]),
    ("sc", [Some(S), Some(K)]),
];

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Vowels that follow each other, as one sound that may be any of them.
fn vowels(rest: &[char]) -> (usize, Group) {
    let group: Vec<char> = rest.iter().copied().take_while(|&c| is_vowel(c) || c == 'y').take(3).collect();
    let length = group.len().max(1);
    let is = group.iter().fold(0, |is, c| is | quality(*c));
    let silent = rest == ['e'];
    let sound = if silent { Sound::faint(VOWELS) } else { Sound::vowel(is) };
    (length, one(sound))
}

/// What a vowel letter may sound like.
fn quality(c: char) -> Set {
    match c {
        'a' => A | E | EO | O,
        'e' => E | I | EO,
        'i' | 'y' => I | A,
        'o' => O | A | U | EO,
        _ => U | EO | A,
    }
}
