//! What formats list one after the other: findings, and acceptances that are stale.

use super::acceptance::{self, Acceptance, Stale};
use super::findings::{Finding, FindingCode, Label};
use super::place::{Place, Spot, Stretch, path};
use super::{View, Voice, safe};
use crate::judge::Severity;
use crate::reason::Reason;

/// A finding, or an acceptance that is stale.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    /// Something to look at.
    Finding(&'a Finding),
    /// An acceptance that accepts nothing, or no longer.
    Stale(&'a Stale),
}

/// What an item is about: text of an article, or a line of the baseline.
enum Seat<'a> {
    Article(Stretch),
    Baseline(&'a str, usize),
}

impl<'a> Item<'a> {
    /// What is wrong.
    pub fn code(self) -> FindingCode {
        match self {
            Self::Finding(finding) => finding.code,
            Self::Stale(stale) => stale.code,
        }
    }

    /// How bad.
    pub fn severity(self) -> Severity {
        match self {
            Self::Finding(finding) => finding.severity,
            Self::Stale(stale) => stale.severity,
        }
    }

    /// See [`Finding::fingerprint`].
    pub fn fingerprint(self) -> &'a str {
        match self {
            Self::Finding(finding) => &finding.fingerprint,
            Self::Stale(stale) => &stale.fingerprint,
        }
    }

    /// Why it is accepted, if it is.
    pub fn accepted(self) -> Option<&'a Acceptance> {
        match self {
            Self::Finding(finding) => finding.accepted.as_ref(),
            Self::Stale(_) => None,
        }
    }

    /// What is wrong, then what differs and the likely slip.
    pub fn message(self) -> &'a [Reason] {
        match self {
            Self::Finding(finding) => &finding.message,
            Self::Stale(stale) => std::slice::from_ref(&stale.message),
        }
    }

    /// The claims that it is about, the one to look at first; none for a stale acceptance.
    pub fn labels(self) -> &'a [Label] {
        match self {
            Self::Finding(finding) => &finding.labels,
            Self::Stale(_) => &[],
        }
    }

    /// What it says in one line, without the other places.
    pub fn said(self, voice: &Voice) -> String {
        voice.sentences(self.message())
    }
}

impl<'a> View<'a> {
    /// Everything, accepted or not: findings, then stale acceptances.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> + Clone + use<'a> {
        self.report.findings.iter().map(Item::Finding).chain(self.report.stale.iter().map(Item::Stale))
    }

    /// What is left to look at: everything that nobody has accepted.
    pub fn open(&self) -> impl Iterator<Item = Item<'a>> + Clone + use<'a> {
        self.items().filter(|item| item.accepted().is_none())
    }

    /// Index of the article that an item is about.
    pub fn article(&self, item: Item) -> usize {
        match item {
            Item::Finding(finding) => self.report.claims[finding.primary()].article,
            Item::Stale(stale) => stale.article,
        }
    }

    /// Where an item is to be looked at.
    pub fn place(&self, item: Item<'a>) -> Place<'a> {
        match self.seat(item) {
            Seat::Article(stretch) => self.places.of(stretch),
            Seat::Baseline(path, line) => Place { path, spot: Spot::Line(line) },
        }
    }

    /// The same in one word, see [`super::Places::short`].
    pub fn short(&self, item: Item<'a>) -> String {
        match self.seat(item) {
            Seat::Article(stretch) => self.places.short(stretch),
            Seat::Baseline(path, line) => format!("{}:{line}", safe::visible(path)),
        }
    }

    fn seat(&self, item: Item<'a>) -> Seat<'a> {
        match item {
            Item::Finding(finding) => Seat::Article((&self.report.claims[finding.primary()]).into()),
            Item::Stale(stale) => match &stale.place {
                acceptance::Place::Article { field, span } => {
                    Seat::Article(Stretch { article: stale.article, field: *field, span: *span })
                }
                acceptance::Place::Baseline { path: file, line } => Seat::Baseline(path(file), *line),
            },
        }
    }

    /// What is wrong, in one line; where two articles or two passages differ, with the other places.
    pub fn told(&self, item: Item) -> String {
        let said = item.said(&self.voice);
        match item.code() {
            FindingCode::Check(_) | FindingCode::Acceptance(_) => said,
            FindingCode::Conflict(_) => {
                let others: Vec<String> = item.labels()[1..].iter().map(|label| self.elsewhere(label)).collect();
                format!("{said} — {}", others.join(", "))
            }
        }
    }

    /// A claim that a finding is held against: `물결신문 2025-11-12: 124억원 (budget.md:11:41)`.
    pub fn elsewhere(&self, label: &Label) -> String {
        let claim = &self.report.claims[label.claim];
        let reason = Reason::new("finding.elsewhere")
            .with("source", self.source(self.report.article_of(claim)))
            .with("text", &claim.text)
            .with("place", self.places.short(claim));
        self.voice.say(&reason)
    }
}
