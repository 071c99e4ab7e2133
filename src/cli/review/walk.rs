//! Where the reviewer is among the findings, and what the keys do.

use std::collections::HashSet;

use daejo::reason::Reason;
use daejo::report::Report;
use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::line::Line;

/// A walk through findings.
#[derive(Debug)]
pub(super) struct Walk {
    /// Indices into the findings of the report.
    findings: Vec<usize>,
    /// Place among them.
    at: usize,
    pub(super) mode: Mode,
    /// Lines that the other side is scrolled by.
    pub(super) scroll: u16,
    /// What happened last.
    pub(super) note: Option<Reason>,
}

/// What the keys are for.
#[derive(Debug)]
pub(super) enum Mode {
    /// Looking at a finding.
    Look,
    /// Typing the reason why it is accepted.
    Reason(Line),
    /// Reading what the keys do.
    Help,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Nothing that isn't done already.
    Stay,
    /// Accept the finding for a reason, which is not blank.
    Accept(String),
    /// Take back what was accepted last.
    Undo,
    /// Open the article.
    Open,
    Quit,
}

impl Walk {
    /// The findings of `report` that nobody has accepted, or only the reviewer (`own`, by their fingerprints). It
    /// begins at the one with the fingerprint `from`; where that is gone, at the place that it had, `at`.
    pub(super) fn new(report: &Report, own: &HashSet<String>, from: Option<&str>, at: usize) -> Self {
        let open = |at: &usize| {
            let finding = &report.findings[*at];
            finding.accepted.is_none() || own.contains(&finding.fingerprint)
        };
        let findings: Vec<usize> = (0..report.findings.len()).filter(open).collect();
        let same = findings.iter().position(|&f| Some(report.findings[f].fingerprint.as_str()) == from);
        let at = same.unwrap_or(at).min(findings.len().saturating_sub(1));
        Self { findings, at, mode: Mode::Look, scroll: 0, note: None }
    }

    /// The finding that is shown, if there is any.
    pub(super) fn finding(&self) -> Option<usize> {
        self.findings.get(self.at).copied()
    }

    /// Which one of how many it is, the first one being 0.
    pub(super) fn place(&self) -> (usize, usize) {
        (self.at, self.findings.len())
    }

    /// Goes to a finding of the report.
    pub(super) fn go_to(&mut self, finding: usize) {
        if let Some(at) = self.findings.iter().position(|&other| other == finding) {
            (self.at, self.scroll) = (at, 0);
        }
    }

    /// Goes on to the next finding, if there is one.
    pub(super) fn next(&mut self) {
        if self.at + 1 < self.findings.len() {
            (self.at, self.scroll) = (self.at + 1, 0);
        } else {
            self.note = Some(Reason::new("review.last"));
        }
    }

    fn previous(&mut self) {
        (self.at, self.scroll) = (self.at.saturating_sub(1), 0);
    }

    /// Does what a key stands for, or tells what is to be done.
    pub(super) fn press(&mut self, key: KeyEvent) -> Step {
        self.note = None;
        if key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c') {
            return Step::Quit;
        }
        match &mut self.mode {
            Mode::Look => self.look(key.code),
            Mode::Help => {
                self.mode = Mode::Look;
                Step::Stay
            }
            Mode::Reason(_) if key.code == KeyCode::Esc => {
                self.mode = Mode::Look;
                Step::Stay
            }
            Mode::Reason(line) if key.code == KeyCode::Enter => {
                let reason = line.text().trim().to_owned();
                if reason.is_empty() {
                    self.note = Some(Reason::new("review.no-reason"));
                    return Step::Stay;
                }
                self.mode = Mode::Look;
                Step::Accept(reason)
            }
            Mode::Reason(line) => {
                line.press(key);
                Step::Stay
            }
        }
    }

    fn look(&mut self, key: KeyCode) -> Step {
        match key {
            KeyCode::Char('q') | KeyCode::Esc => return Step::Quit,
            KeyCode::Char('u') => return Step::Undo,
            KeyCode::Char('e') => return Step::Open,
            KeyCode::Char('a') => self.mode = Mode::Reason(Line::default()),
            KeyCode::Char('?' | 'h') => self.mode = Mode::Help,
            KeyCode::Char('n' | 's' | 'j' | ' ') | KeyCode::Right => self.next(),
            KeyCode::Char('p' | 'k') | KeyCode::Left => self.previous(),
            KeyCode::Down | KeyCode::PageDown => self.scroll = self.scroll.saturating_add(1),
            KeyCode::Up | KeyCode::PageUp => self.scroll = self.scroll.saturating_sub(1),
            _ => {}
        }
        Step::Stay
    }
}
