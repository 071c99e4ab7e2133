//! What is left of a word when particles, endings and inflection are taken off.

use std::borrow::Cow;

use super::hangul;
use crate::rules::words::{Inflection, Kept, Particle, Sound, Words};

/// Length in bytes of the stem of `word`, at least one character.
pub(super) fn length(word: &str, rules: &Words) -> usize {
    match word.chars().next_back() {
        Some(last) if hangul::is_syllable(last) => korean(word, rules),
        Some(last) if last.is_alphabetic() || matches!(last, '\'' | '’') => english(word, rules),
        _ => word.len(),
    }
}

/// Whether all of a word is particles or an ending, as is what follows a closing mark.
pub(super) fn is_particle(word: &str, rules: &Words) -> bool {
    let holds = |rest: &str| rules.particles.holds(rest) || rules.endings.holds(rest);
    holds(word) || holds(&word[..length(word, rules)])
}

fn korean(word: &str, rules: &Words) -> usize {
    if is_kept(word, rules) {
        return word.len();
    }
    if let Some(noun) = verb(word, rules) {
        return noun;
    }
    let mut stem = word;
    let mut inner = false;
    while let Some(shorter) = without_particle(stem, inner, rules) {
        stem = shorter;
        inner = true;
        if is_kept(stem, rules) {
            break;
        }
    }
    stem.len()
}

fn is_kept(word: &str, rules: &Words) -> bool {
    rules.keep.of(word).any(|(start, kept)| match kept {
        Kept::Whole => start == 0,
        Kept::Tail => start == 0 || word[..start].chars().nth(1).is_some(),
    })
}

/// Takes off the longest particle that fits the sound before it.
fn without_particle<'a>(word: &'a str, inner: bool, rules: &Words) -> Option<&'a str> {
    let fits = |&(start, particle): &(usize, &Particle)| {
        (particle.inner || !inner) && word[..start].chars().next_back().is_some_and(|c| follows(*particle, c))
    };
    rules.particles.of(word).filter(fits).last().map(|(start, _)| &word[..start])
}

/// Whether a particle may follow a character; of digits and letters, the sound is not looked at.
pub(crate) fn follows(particle: Particle, before: char) -> bool {
    let Some(last) = hangul::last_of(before) else {
        return !(particle.unit && before.is_numeric());
    };
    let (vowel, liquid) = (last == 0, last == hangul::RIEUL);
    match particle.after {
        Sound::Any => true,
        Sound::Consonant => !vowel,
        Sound::ConsonantButLiquid => !vowel && !liquid,
        Sound::Vowel => vowel,
        Sound::VowelOrLiquid => vowel || liquid,
    }
}

/// The stem of a verb: the noun that it is made of, or what stands before its ending, if the word
/// shows that it is a verb at all.
fn verb(word: &str, rules: &Words) -> Option<usize> {
    if let Some(noun) = noun_of_verb(word, rules) {
        return Some(noun);
    }
    let past = |&start: &usize| word[..start].chars().next_back().and_then(hangul::last_of) == Some(SSANG_SIOT);
    let stem = rules.endings.of(word).map(|(start, ())| start).filter(past).last()?;
    let before = rules.past.of(&word[..stem]).map(|(start, ())| start).filter(|&start| start > 0).last();
    Some(before.unwrap_or(stem))
}

/// The final ㅆ, which marks the past.
const SSANG_SIOT: u32 = 20;

/// The noun, of at least two characters, before 하다, 되다 ….
fn noun_of_verb(word: &str, rules: &Words) -> Option<usize> {
    let whole = rules.light_forms.of(word).map(|(start, ())| start);
    let before_ending = rules.endings.of(word).filter_map(|(start, ())| rules.light.of(&word[..start]).last());
    let starts = whole.chain(before_ending.map(|(start, ())| start));
    starts.filter(|&start| word[..start].chars().nth(1).is_some()).min()
}

fn english(word: &str, rules: &Words) -> usize {
    let english = &rules.english;
    if !word.ends_with(|last: char| english.last_letters.contains(last.to_ascii_lowercase())) {
        return word.len();
    }
    let lower = lower(word);
    if lower.len() != word.len() {
        return word.len();
    }
    let mut end = word.len();
    for list in [&english.possessive, &english.inflection, &english.inflection, &english.base] {
        if let Some(cut) = list.iter().find_map(|rule| inflected(&lower[..end], rule)) {
            if english.keep.contains(&lower[..end]) {
                break;
            }
            end = cut;
        }
    }
    end
}

/// A word in lower case.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    let has_case = |c: char| c.is_ascii_uppercase() || !c.is_ascii() && !hangul::is_syllable(c);
    if word.contains(has_case) { word.to_lowercase().into() } else { word.into() }
}

/// What a rule leaves of a word that it fits.
fn inflected(word: &str, rule: &Inflection) -> Option<usize> {
    let before = word.strip_suffix(&*rule.ends)?;
    let refused = before.chars().next_back().is_none_or(|c| rule.not_after.contains(c));
    if refused || before.len() < rule.leave {
        return None;
    }
    let rest = word.get(..before.len() + rule.left.len())?;
    let mut ends = rest.chars().rev();
    let halved = ends.next().filter(|&c| ends.next() == Some(c) && rule.double.contains(c));
    Some(rest.len() - halved.map_or(0, char::len_utf8))
}
