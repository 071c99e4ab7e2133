//! English words: from the base form to the forms that it is written in.

/// How a form is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    S,
    Ed,
    Ing,
}

/// The plural of a noun, by rule: companies, losses, patents.
pub fn plural(noun: &str) -> String {
    with_ending(noun, Ending::S)
}

/// The inflected forms of a verb, by rule. Where a consonant may be doubled, with and without:
/// cancelled, canceled.
pub fn verb(base: &str) -> Vec<String> {
    let mut forms: Vec<String> = [Ending::S, Ending::Ed, Ending::Ing].map(|ending| with_ending(base, ending)).into();
    if let Some(doubled) = doubled(base) {
        forms.extend([doubled.clone() + "ed", doubled + "ing"]);
    }
    forms
}

fn with_ending(base: &str, ending: Ending) -> String {
    let after_y = base.strip_suffix('y').filter(|rest| !rest.ends_with(['a', 'e', 'o', 'u']));
    let sibilant = ["s", "x", "z", "ch", "sh"].iter().any(|end| base.ends_with(end));
    match (ending, after_y) {
        (Ending::S, Some(rest)) => format!("{rest}ies"),
        (Ending::Ed, Some(rest)) => format!("{rest}ied"),
        (Ending::S, None) if sibilant => format!("{base}es"),
        (Ending::S, None) => format!("{base}s"),
        (Ending::Ed, None) if base.ends_with('e') => format!("{base}d"),
        (Ending::Ed, None) => format!("{base}ed"),
        (Ending::Ing, _) => match (base.strip_suffix("ie"), base.strip_suffix('e')) {
            (Some(rest), _) => format!("{rest}ying"),
            (None, Some(rest)) if !rest.ends_with(['e', 'o', 'y']) => format!("{rest}ing"),
            _ => format!("{base}ing"),
        },
    }
}

/// A word in one vowel and one consonant, with the consonant doubled: plann.
fn doubled(base: &str) -> Option<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let mut ends = base.chars().rev();
    let (last, vowel, before) = (ends.next()?, ends.next()?, ends.next()?);
    let doubles = !is_vowel(last) && !"wxy".contains(last) && is_vowel(vowel) && !is_vowel(before);
    doubles.then(|| format!("{base}{last}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals() {
        for (noun, expected) in [
            ("company", "companies"),
            ("loss", "losses"),
            ("patent", "patents"),
            ("survey", "surveys"),
            ("box", "boxes"),
        ] {
            assert_eq!(plural(noun), expected);
        }
    }

    #[test]
    fn verbs() {
        for (base, expected) in [
            ("raise", "raises raised raising"),
            ("die", "dies died dying"),
            ("plan", "plans planed planing planned planning"),
            ("carry", "carries carried carrying"),
            ("agree", "agrees agreed agreeing"),
            ("launch", "launches launched launching"),
            ("show", "shows showed showing"),
        ] {
            assert_eq!(verb(base).join(" "), expected);
        }
    }
}
