//! What the reviewer sees. All text of articles has been made safe before it comes here: the terminal obeys none
//! of it.

use daejo::judge::Severity;
use daejo::reason::Reason;
use daejo::report::findings::LabelRole;
use daejo::report::{Finding, Side, View, explain, safe};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::{Color, Style};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Paragraph, Wrap};
use unicode_width::UnicodeWidthStr;

use super::walk::{Mode, Walk};

/// The most characters of a sentence that are shown on either side of a claim.
const REACH: usize = 400;
/// Columns from which on two sides stand beside each other.
const BESIDE: u16 = 80;
/// The most lines of a headline.
const HEADLINE: u16 = 2;

/// Draws a finding and what can be done about it.
pub(super) struct Screen<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) walk: &'a Walk,
    /// Findings are told apart by more than their words.
    pub(super) colors: bool,
}

impl Screen<'_> {
    /// Draws the finding that the walk is at.
    pub(super) fn draw(&self, frame: &mut Frame) {
        let Some(finding) = self.walk.finding().map(|at| &self.view.report.findings[at]) else { return };
        let notes = self.notes(finding);
        let most = frame.area().height / 2;
        let height = u16::try_from(notes.len()).unwrap_or(u16::MAX).min(most);
        let rows = [1, HEADLINE, 0, height, 1].map(Constraint::Length);
        let rows = [rows[0], rows[1], Constraint::Min(0), rows[3], rows[4]];
        let [head, title, sides, below, foot] = Layout::vertical(rows).areas(frame.area());
        frame.render_widget(self.head(finding), head);
        frame.render_widget(Paragraph::new(self.title(finding)).wrap(Wrap { trim: true }), title);
        self.sides(frame, sides, finding);
        frame.render_widget(Paragraph::new(notes), below);
        self.foot(frame, foot);
        if matches!(self.walk.mode, Mode::Help) {
            self.help(frame);
        }
    }

    /// `3/17 error value-conflict`, and what happened last.
    fn head(&self, finding: &Finding) -> Line<'static> {
        let (at, count) = self.walk.place();
        let severity = self.view.voice.severity(finding.severity);
        let mut spans = vec![
            Span::raw(format!("{}/{count} ", at + 1)),
            Span::styled(format!("{severity}[{}]", finding.code), self.severity(finding.severity)),
        ];
        let accepted = finding
            .accepted
            .as_ref()
            .map(|accepted| self.view.voice.say(&Reason::new("review.accepted").with("reason", &accepted.reason)));
        let note = self.walk.note.as_ref().map(|note| self.view.voice.say(note));
        for words in accepted.into_iter().chain(note) {
            spans.push(Span::styled(format!("  {}", safe::visible(&words)), Style::new().bold()));
        }
        Line::from(spans)
    }

    fn title(&self, finding: &Finding) -> String {
        let first = finding.message.first().map_or_else(String::new, |reason| self.view.voice.say(reason));
        safe::visible(&first).into_owned()
    }

    /// The claim to look at, and beside or below it what it is held against.
    fn sides(&self, frame: &mut Frame, area: Rect, finding: &Finding) {
        let halves = [Constraint::Fill(1), Constraint::Fill(1)];
        let layout = if area.width >= BESIDE { Layout::horizontal(halves) } else { Layout::vertical(halves) };
        let [here, there] = layout.areas(area);
        let sides: Vec<Side> = finding.labels.iter().map(|label| self.view.side(label, REACH)).collect();
        let (primary, related) = sides.split_at(1.min(sides.len()));
        let lines = |sides: &[Side]| sides.iter().flat_map(|side| self.side(side)).collect::<Vec<_>>();
        let block = || Block::bordered().border_style(Style::new().dim());
        let text = |lines| Paragraph::new::<Vec<Line>>(lines).wrap(Wrap { trim: false });
        if related.is_empty() {
            frame.render_widget(text(lines(primary)).block(block()), area);
            return;
        }
        frame.render_widget(text(lines(primary)).block(block()), here);
        frame.render_widget(text(lines(related)).block(block()).scroll((self.walk.scroll, 0)), there);
    }

    /// Whose it is and where, the sentence with the claim marked, the value.
    fn side(&self, side: &Side) -> Vec<Line<'static>> {
        let date = side.published.map(|published| published.date().to_string()).unwrap_or_default();
        vec![
            Line::from(vec![Span::styled(side.source.clone(), Style::new().bold()), Span::raw(format!(" {date}"))]),
            Line::styled(side.place.clone(), Style::new().dim()),
            Line::from(vec![
                Span::raw(side.before.clone()),
                Span::styled(side.text.clone(), self.mark(side.role)),
                Span::raw(side.after.clone()),
            ]),
            Line::styled(format!("= {}", side.value), Style::new().bold()),
            Line::default(),
        ]
    }

    /// What differs and the likely slip; then why the two were held to be about the same thing.
    fn notes(&self, finding: &Finding) -> Vec<Line<'static>> {
        let notes = finding.message.iter().skip(1).map(|reason| format!("• {}", self.view.voice.say(reason)));
        let relations = finding.relations.iter().map(|&relation| &self.view.report.relations[relation]);
        let evidence = relations.flat_map(|relation| explain::relation(relation, &self.view.voice));
        let lines = notes.chain(evidence);
        lines.map(|line| Line::raw(safe::visible(&line).into_owned())).collect()
    }

    fn foot(&self, frame: &mut Frame, area: Rect) {
        let Mode::Reason(line) = &self.walk.mode else {
            let keys = self.view.voice.word("review.keys");
            return frame.render_widget(Line::styled(keys, Style::new().reversed()), area);
        };
        let prompt = self.view.voice.word("review.reason");
        let start = prompt.width();
        let (text, cursor) = line.window(usize::from(area.width).saturating_sub(start));
        frame.render_widget(Line::from(vec![Span::styled(prompt, Style::new().bold()), Span::raw(text)]), area);
        let column = u16::try_from(start + cursor).unwrap_or(u16::MAX);
        let last = area.right().saturating_sub(1);
        frame.set_cursor_position(Position::new(area.x.saturating_add(column).min(last), area.y));
    }

    fn help(&self, frame: &mut Frame) {
        let words = self.view.voice.word("review.help");
        let lines: Vec<Line> = words.trim_end().lines().map(|line| Line::raw(line.to_owned())).collect();
        let size = |length: usize| u16::try_from(length + 2).unwrap_or(u16::MAX);
        let width = size(lines.iter().map(Line::width).max().unwrap_or_default());
        let area = frame.area().centered(Constraint::Length(width), Constraint::Length(size(lines.len())));
        frame.render_widget(Clear, area);
        frame.render_widget(Paragraph::new(lines).block(Block::bordered()), area);
    }

    fn severity(&self, severity: Severity) -> Style {
        let color = match severity {
            Severity::Error => Color::Red,
            Severity::Warning => Color::Yellow,
            Severity::Note => Color::Cyan,
        };
        self.colored(color).bold()
    }

    fn mark(&self, role: LabelRole) -> Style {
        let color = match role {
            LabelRole::Primary => Color::Red,
            LabelRole::Related => Color::Blue,
        };
        self.colored(color).bold().underlined()
    }

    fn colored(&self, color: Color) -> Style {
        if self.colors { Style::new().fg(color) } else { Style::new() }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use daejo::article::{Article, Lang, read};
    use daejo::policy::Options;
    use daejo::report::{Report, Voice};
    use daejo::rules::Rules;
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::crossterm::event::{KeyCode, KeyEvent};

    use super::*;

    const EVIL: &str = "\u{1b}[2J\u{9b}31m\u{202e}\u{7}";

    fn report(rules: &Rules) -> Report {
        let article = |id: &str, sum: &str| {
            let body = format!("{EVIL}가람시는 저류조 공사비로 {sum}을 썼다 {EVIL}.");
            let outlet = Some(EVIL.to_owned());
            Article { id: id.to_owned(), outlet, ..read::plain(&body, None, Some("2024-05-08"), rules) }
        };
        daejo::check(vec![article("a", "320억 원"), article("b", "3200억 원")], &Options::default(), rules)
    }

    /// What is on a screen of this size after some keys.
    fn screen(report: &Report, rules: &Rules, keys: &[KeyCode], (columns, lines): (u16, u16)) -> String {
        let mut walk = Walk::new(report, &HashSet::new(), None, 0);
        for key in keys {
            walk.press(KeyEvent::from(*key));
        }
        let view = View::new(report, Voice::new(rules, Lang::En));
        let screen = Screen { view: &view, walk: &walk, colors: true };
        let mut terminal = Terminal::new(TestBackend::new(columns, lines)).expect("memory has room");
        terminal.draw(|frame| screen.draw(frame)).expect("memory can be drawn on");
        terminal.backend().buffer().content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn nothing_that_a_terminal_obeys_is_drawn() {
        let rules = Rules::embedded();
        let report = report(&rules);
        let drawn = screen(&report, &rules, &[], (120, 40));
        assert!(drawn.contains("␛[2J") && drawn.contains("320"), "{drawn}");
        assert!(!drawn.contains(|c: char| c.is_control() || c == '\u{202e}'), "{drawn:?}");
    }

    #[test]
    fn any_size_will_do() {
        let rules = Rules::embedded();
        let report = report(&rules);
        let keys = [&[][..], &[KeyCode::Char('?')], &[KeyCode::Char('a'), KeyCode::Char('가'), KeyCode::Char('나')]];
        for size in [(1, 1), (2, 3), (20, 2), (79, 10), (80, 24), (300, 1), (1, 100)] {
            keys.iter().for_each(|keys| drop(screen(&report, &rules, keys, size)));
        }
    }
}
