//! A report and how to show it: what every format is given, and what several of them say.

use super::{Places, Report, Voice};
use crate::article::Article;
use crate::judge::Verdict;
use crate::reason::Reason;

/// Columns of a terminal that can't be asked.
const WIDTH: u16 = 100;

/// A report and how to show it.
#[derive(Debug)]
pub struct View<'a> {
    /// What is shown.
    pub report: &'a Report,
    /// Where its claims stand.
    pub places: Places<'a>,
    /// The language.
    pub voice: Voice<'a>,
    /// Columns of the terminal, for the formats that are read on one.
    pub width: u16,
    /// With rule names and match weights, in the formats that don't always have them.
    pub explain: bool,
}

impl<'a> View<'a> {
    /// `report`, told by `voice`.
    pub fn new(report: &'a Report, voice: Voice<'a>) -> Self {
        Self { report, places: Places::new(report), voice, width: WIDTH, explain: false }
    }

    /// One line of counts.
    pub fn summary(&self) -> String {
        let Self { report, voice, .. } = self;
        let held = report.articles.len() - report.new;
        let mut parts = vec![voice.say(&Reason::new("summary.articles").with("count", report.new))];
        if held > 0 {
            parts.push(voice.say(&Reason::new("summary.against").with("count", held)));
        }
        parts.push(voice.say(&Reason::new("summary.claims").with("count", report.claims.len())));
        for kind in [Verdict::Agree, Verdict::Variant, Verdict::Compatible, Verdict::Update, Verdict::Conflict] {
            let count = report.groups.iter().filter(|group| group.verdict == kind).count();
            if count > 0 {
                parts.push(format!("{} {count}", voice.verdict(kind)));
            }
        }
        if !report.checks.is_empty() {
            let verified = report.verified().count();
            let checks = Reason::new("summary.checks").with("ok", verified).with("all", report.checks.len());
            parts.push(voice.say(&checks));
        }
        parts.push(voice.say(&Reason::new("summary.findings").with("count", self.open().count())));
        let accepted = self.items().count() - self.open().count();
        if accepted > 0 {
            parts.push(voice.say(&Reason::new("summary.accepted").with("count", accepted)));
        }
        parts.join(" · ")
    }

    /// The source and the day: `물결신문 2025-11-12`.
    pub fn source(&self, article: &Article) -> String {
        let name = article.source();
        article.published.map_or_else(|| name.to_owned(), |published| format!("{name} {}", published.date()))
    }
}
