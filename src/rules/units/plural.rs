//! Regular English plurals, so that tables hold singulars only.

/// The plural of the last word of `noun`; `None` when it takes none (symbols, words in -s).
pub(super) fn of(noun: &str) -> Option<String> {
    let last = noun.bytes().last().filter(u8::is_ascii_lowercase)?;
    let before = noun.bytes().rev().nth(1).unwrap_or(b' ');
    let hissing = matches!(last, b'x' | b'z') || noun.ends_with("ch") || noun.ends_with("sh") || noun.ends_with("ss");
    match last {
        _ if hissing => Some(format!("{noun}es")),
        b's' => None,
        b'y' if !b"aeiou".contains(&before) => Some(format!("{}ies", &noun[..noun.len() - 1])),
        _ => Some(format!("{noun}s")),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn follows_the_regular_spellings() {
        for (one, many) in [("car", "cars"), ("company", "companies"), ("day", "days"), ("inch", "inches")] {
            assert_eq!(super::of(one).as_deref(), Some(many));
        }
        assert_eq!(super::of("series"), None);
        assert_eq!(super::of("%"), None);
    }
}
