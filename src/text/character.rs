//! What words are made of.

/// Whether a word may be made of this character: a letter or a digit of any script.
pub fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7F' => c.is_ascii_alphanumeric(),
        '가'..='힣' => true,
        '·' | '\u{2000}'..='\u{206f}' | '\u{3008}'..='\u{3020}' => false,
        _ => c.is_alphanumeric(),
    }
}
