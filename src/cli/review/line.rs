//! A line that is typed.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_width::UnicodeWidthStr;

/// Text and a cursor in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    text: String,
    /// Where the cursor is, in bytes.
    at: usize,
}

impl Line {
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The end of the line that `width` columns show, so that the cursor is among them, and its column there.
    pub(super) fn window(&self, width: usize) -> (&str, usize) {
        let starts = self.text[..self.at].char_indices().map(|(start, _)| start).chain([self.at]);
        let fits = |start: &usize| self.text[*start..self.at].width() < width.max(1);
        let start = starts.into_iter().find(fits).unwrap_or(self.at);
        (&self.text[start..], self.text[start..self.at].width())
    }

    /// Does what a key stands for: letters, arrows, and the keys that shells know.
    pub(super) fn press(&mut self, key: KeyEvent) {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Char('a') if control => self.at = 0,
            KeyCode::Char('e') if control => self.at = self.text.len(),
            KeyCode::Char('u') if control => self.remove_from(0),
            KeyCode::Char('w') if control => self.remove_from(self.word_start()),
            KeyCode::Char(c) if !control && !c.is_control() => {
                self.text.insert(self.at, c);
                self.at += c.len_utf8();
            }
            KeyCode::Backspace => self.remove_from(self.before()),
            KeyCode::Delete if self.at < self.text.len() => drop(self.text.remove(self.at)),
            KeyCode::Left => self.at = self.before(),
            KeyCode::Right => self.at += self.text[self.at..].chars().next().map_or(0, char::len_utf8),
            KeyCode::Home => self.at = 0,
            KeyCode::End => self.at = self.text.len(),
            _ => {}
        }
    }

    /// The start of the character before the cursor.
    fn before(&self) -> usize {
        self.text[..self.at].char_indices().next_back().map_or(0, |(start, _)| start)
    }

    /// The start of the word before the cursor.
    fn word_start(&self) -> usize {
        let words = self.text[..self.at].trim_end();
        words.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
    }

    fn remove_from(&mut self, start: usize) {
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What comes of some keys: letters, and `<` for left, `>` for right, `~` for backspace, `^x` for control.
    #[track_caller]
    fn check(keys: &str, expected: &str) {
        let mut line = Line::default();
        let mut keys = keys.chars();
        while let Some(c) = keys.next() {
            let (code, modifiers) = match c {
                '<' => (KeyCode::Left, KeyModifiers::NONE),
                '>' => (KeyCode::Right, KeyModifiers::NONE),
                '~' => (KeyCode::Backspace, KeyModifiers::NONE),
                '^' => (KeyCode::Char(keys.next().unwrap_or('a')), KeyModifiers::CONTROL),
                c => (KeyCode::Char(c), KeyModifiers::NONE),
            };
            line.press(KeyEvent::new(code, modifiers));
        }
        let shown = format!("{}|{}", &line.text[..line.at], &line.text[line.at..]);
        assert_eq!(shown, expected, "{keys:?}");
    }

    #[test]
    fn it_is_edited_by_characters() {
        check("정정 예정", "정정 예정|");
        check("정정<<본사>", "본사정|정");
        check("~<>가~~>", "|");
        check("가나 다라^w", "가나 |");
        check("가나 다라 ^w^w^w", "|");
        check("가나<^u^e!", "나!|");
        check("\u{1b}\u{7}가", "가|");
    }

    #[test]
    fn the_cursor_is_shown_however_long_the_line() {
        let mut line = Line::default();
        "길게 이어지는 까닭".chars().for_each(|c| line.press(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        assert_eq!(line.window(80), ("길게 이어지는 까닭", 18));
        assert_eq!(line.window(6), (" 까닭", 5));
        assert_eq!(line.window(0), ("", 0));
    }
}
