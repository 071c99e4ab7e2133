//! What somebody meant who misspelt a name.

/// How alike (Jaro–Winkler, 0 to 1) a name must be to be suggested.
const ALIKE: f64 = 0.7;

/// The name that is most like `word`, if one is alike enough; of equals the first.
pub fn nearest<'a>(word: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let measured = names.into_iter().map(|name| (strsim::jaro_winkler(word, name), name));
    let best = measured.reduce(|best, next| if next.0 > best.0 { next } else { best });
    best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_is_named_if_it_is_near() {
        let names = ["sum-mismatch", "ratio-mismatch", "severity"];
        assert_eq!(nearest("sum-mismach", names), Some("sum-mismatch"));
        assert_eq!(nearest("severty", names), Some("severity"));
        assert_eq!(nearest("xyz", names), None);
        assert_eq!(nearest("x", []), None);
    }
}
