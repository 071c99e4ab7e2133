//! `daejo review`: a walk through the findings in the terminal, one at a time. What is accepted goes into the
//! baseline at once.

use std::collections::HashSet;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use daejo::reason::Reason;
use daejo::report::{Baseline, Item, Report, View};
use ratatui::crossterm::event::{self, Event, KeyEventKind};

mod alternate;
mod editor;
mod line;
mod screen;
mod walk;

use super::args::Review;
use super::check::{self, Against, Checked};
use super::{Outcome, Session, Stop, baseline};
use alternate::Alternate;
use screen::Screen;
use walk::{Step, Walk};

/// The baseline where none is named.
const BASELINE: &str = "daejo-baseline.toml";

/// Shows the findings until the reviewer ends it; after each change of an article they are looked for again.
pub(super) fn run(session: &Session, options: &Review) -> Result<Outcome, Stop> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Err(Stop::Usage(session.voice.word("review.no-terminal")));
    }
    alternate::leave_on_signals()?;
    let path = session.settings.baseline().unwrap_or(Path::new(BASELINE));
    let baseline = baseline::read(session, path, true)?;
    let mut desk = Desk { session, editor: options.editor.clone(), baseline, undo: Vec::new(), own: HashSet::new() };
    let (mut from, mut at, mut note) = (None, 0, None);
    let (trouble, left) = loop {
        let Checked { mut report, trouble } =
            check::check(session, &options.input, Against::Places(&options.against), None)?;
        check::accept(session, &mut report, &desk.baseline);
        let mut walk = Walk::new(&report, &desk.own, from.as_deref(), at);
        walk.note = note.take();
        let Some(end) = desk.walk(&mut report, &mut walk)? else {
            break (trouble, report.findings.iter().filter(|finding| finding.accepted.is_none()).count());
        };
        at = walk.place().0;
        from = Some(end.fingerprint);
        note = desk.edit(&end.path, end.line).err();
    };
    let done = Reason::new("review.done").with("accepted", desk.own.len()).with("left", left);
    let mut out = session.terminal.output();
    writeln!(out, "{}", session.voice.say(&done.with("path", &desk.baseline.path)))?;
    out.flush()?;
    Ok(if trouble { Outcome::Trouble } else { Outcome::Clean })
}

/// An article that is to be opened, and the finding that this is about.
struct Opening {
    path: PathBuf,
    line: Option<usize>,
    fingerprint: String,
}

/// What the reviewer has accepted.
struct Desk<'a> {
    session: &'a Session<'a>,
    editor: Option<String>,
    baseline: Baseline,
    /// The baseline before each acceptance, and the fingerprint of what was accepted.
    undo: Vec<(Baseline, String)>,
    /// The fingerprints of what was accepted.
    own: HashSet<String>,
}

impl Desk<'_> {
    /// Walks through the findings, to the end or until an article is to be opened.
    fn walk(&mut self, report: &mut Report, walk: &mut Walk) -> Result<Option<Opening>, Stop> {
        if walk.finding().is_none() {
            return Ok(None);
        }
        let mut terminal = Alternate::enter()?;
        loop {
            let view = View::new(report, self.session.voice);
            let screen = Screen { view: &view, walk, colors: self.session.terminal.has_colors() };
            terminal.draw(|frame| screen.draw(frame))?;
            let Event::Key(key) = event::read()? else { continue };
            if key.kind == KeyEventKind::Release {
                continue;
            }
            match walk.press(key) {
                Step::Stay => {}
                Step::Quit => return Ok(None),
                Step::Open => return Ok(opening(&View::new(report, self.session.voice), walk)),
                Step::Accept(reason) => self.accept(report, walk, &reason)?,
                Step::Undo => self.undo(report, walk)?,
            }
        }
    }

    /// Accepts the finding that is shown, and goes on.
    fn accept(&mut self, report: &mut Report, walk: &mut Walk, reason: &str) -> Result<(), Stop> {
        let Some(finding) = walk.finding().map(|at| &report.findings[at]) else { return Ok(()) };
        self.undo.push((self.baseline.clone(), finding.fingerprint.clone()));
        self.own.insert(finding.fingerprint.clone());
        self.baseline.accept(finding, report, reason, None);
        self.settle(report)?;
        walk.next();
        Ok(())
    }

    /// Takes back what was accepted last, and goes there.
    fn undo(&mut self, report: &mut Report, walk: &mut Walk) -> Result<(), Stop> {
        let Some((before, fingerprint)) = self.undo.pop() else {
            walk.note = Some(Reason::new("review.nothing-to-undo"));
            return Ok(());
        };
        self.baseline = before;
        if !self.undo.iter().any(|(_, earlier)| *earlier == fingerprint) {
            self.own.remove(&fingerprint);
        }
        self.settle(report)?;
        if let Some(at) = report.findings.iter().position(|finding| finding.fingerprint == fingerprint) {
            walk.go_to(at);
        }
        Ok(())
    }

    /// Writes the baseline, and marks what it accepts.
    fn settle(&mut self, report: &mut Report) -> Result<(), Stop> {
        baseline::write(self.session, &mut self.baseline)?;
        check::accept(self.session, report, &self.baseline);
        Ok(())
    }

    /// Opens an article in the editor, or tells what keeps it from that.
    fn edit(&self, path: &Path, line: Option<usize>) -> Result<(), Reason> {
        let command = self.editor.clone().or_else(editor::named);
        let command = command.ok_or_else(|| Reason::new("review.no-editor"))?;
        let failed = |error| Reason::new("review.editor-failed").with("detail", format!("{command}: {error}"));
        editor::open(&command, path, line).map_err(failed)
    }
}

/// The article of the finding that is shown.
fn opening(view: &View, walk: &Walk) -> Option<Opening> {
    let finding = &view.report.findings[walk.finding()?];
    let article = view.report.article_of(&view.report.claims[finding.primary()]);
    let line = view.place(Item::Finding(finding)).line();
    Some(Opening { path: PathBuf::from(&article.origin.path), line, fingerprint: finding.fingerprint.clone() })
}
