//! The baseline: a TOML file of findings that are accepted, so that a gate opens today and stops what
//! comes tomorrow. A finding is known again by its fingerprint, which survives moved lines and edits
//! elsewhere; the other fields are for people.

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema};
use serde::Deserialize;
use toml::value::Datetime;

use super::acceptance::{Acceptance, Place, Source, Stale, why_stale};
use super::{Finding, Report};
use crate::article::problem::{Problem, toml_problem};
use crate::rules::{self, Spanned};

/// What the file begins with.
const HEAD: &str = "# Findings that daejo accepts. `daejo check --update-baseline` adds, `--prune-baseline` removes.\n";

/// Accepted findings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// The file, as the user gave it.
    pub path: String,
    /// What is accepted, in the order of the file.
    pub entries: Vec<Entry>,
}

/// One accepted finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// See [`Finding::fingerprint`].
    pub fingerprint: String,
    /// The code.
    pub code: String,
    /// The id of the article to look at.
    pub article: String,
    /// The words of the claim to look at.
    pub text: String,
    /// Why it is accepted; never blank.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
    /// Line of the file, from 1; 0 for an entry that no file holds yet.
    pub line: usize,
}

/// The JSON Schema of the file.
pub fn schema() -> Schema {
    rules::schema::schema::<File>()
}

/// Findings that daejo accepts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "daejo baseline")]
struct File {
    /// The accepted findings.
    #[serde(default)]
    accepted: Vec<Row>,
}

/// One accepted finding.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Row {
    /// The fingerprint that the JSON report gives the finding.
    fingerprint: Spanned<String>,
    /// The code, for people.
    code: String,
    /// The id of the article to look at.
    article: String,
    /// The words of the claim to look at, for people.
    text: String,
    /// Why the finding is accepted.
    reason: Spanned<String>,
    /// The last day on which it is: 2027-01-31.
    #[schemars(with = "Option<String>")]
    until: Option<Spanned<Datetime>>,
}

impl Baseline {
    /// Reads the baseline file that lies at `path`.
    ///
    /// # Errors
    /// The first thing that makes it unusable: bad TOML, an unknown or missing field, a blank reason, a date
    /// that is none.
    pub fn parse(text: &str, path: &str) -> Result<Self, Problem> {
        let file: File = toml::from_str(text).map_err(|error| toml_problem(text, &error, path, "baseline"))?;
        let entries = file.accepted.into_iter().map(|row| row.entry(text, path)).collect::<Result<_, _>>()?;
        Ok(Self { path: path.to_owned(), entries })
    }

    /// The file: sorted by article, code and fingerprint, so that it changes only where its content does.
    pub fn to_toml(&self) -> String {
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| (&entry.article, &entry.code, &entry.fingerprint));
        let mut out = HEAD.to_owned();
        for entry in entries {
            out.push_str("\n[[accepted]]\n");
            let fields = [
                ("fingerprint", &entry.fingerprint),
                ("code", &entry.code),
                ("article", &entry.article),
                ("text", &entry.text),
                ("reason", &entry.reason),
            ];
            for (key, value) in fields {
                let _ = writeln!(out, "{key} = {}", toml::Value::from(value.as_str()));
            }
            if let Some(until) = entry.until {
                let _ = writeln!(out, "until = {until}");
            }
        }
        out
    }

    /// Accepts every finding of `report` that isn't accepted yet, for one `reason`.
    pub fn update(&mut self, report: &Report, reason: &str, until: Option<Date>) {
        for finding in report.findings.iter().filter(|finding| finding.accepted.is_none()) {
            self.accept(finding, report, reason, until);
        }
    }

    /// Accepts one finding of `report`.
    pub fn accept(&mut self, finding: &Finding, report: &Report, reason: &str, until: Option<Date>) {
        self.entries.retain(|entry| entry.fingerprint != finding.fingerprint);
        self.entries.push(Entry::of(finding, report, reason, until));
    }

    /// Removes what no finding of `report` needs: what has ended, and what is found no longer.
    pub fn prune(&mut self, report: &Report) {
        let needed =
            |finding: &&Finding| matches!(&finding.accepted, Some(Acceptance { source: Source::Baseline, .. }));
        let needed: HashSet<&str> =
            report.findings.iter().filter(needed).map(|finding| finding.fingerprint.as_str()).collect();
        self.entries.retain(|entry| needed.contains(entry.fingerprint.as_str()));
    }

    pub(super) fn by_fingerprint(&self) -> HashMap<&str, &Entry> {
        self.entries.iter().map(|entry| (entry.fingerprint.as_str(), entry)).collect()
    }

    pub(super) fn stale(&self, entry: &Entry, article: usize, valid: bool) -> Stale {
        let place = Place::Baseline { path: self.path.clone(), line: entry.line };
        let parts = [entry.article.as_str(), &entry.code, &entry.fingerprint];
        Stale::new(valid, why_stale(&entry.code, entry.until, valid), article, place, &parts)
    }
}

impl Row {
    fn entry(self, text: &str, path: &str) -> Result<Entry, Problem> {
        let line = |at: usize| text[..at.min(text.len())].matches('\n').count() + 1;
        let problem = |key, at: usize| Problem::error(path, key).at(Some(line(at)), None);
        let until = match self.until {
            None => None,
            Some(until) => {
                let written = until.get_ref().to_string();
                let wrong = |_| problem("directive-date", until.span().start).with("found", &written);
                Some(written.parse().map_err(wrong)?)
            }
        };
        let start = self.fingerprint.span().start;
        if self.reason.get_ref().trim().is_empty() {
            return Err(problem("directive-reason", self.reason.span().start));
        }
        Ok(Entry {
            fingerprint: self.fingerprint.into_inner(),
            code: self.code,
            article: self.article,
            text: self.text,
            reason: self.reason.into_inner(),
            until,
            line: line(start),
        })
    }
}

impl Entry {
    fn of(finding: &Finding, report: &Report, reason: &str, until: Option<Date>) -> Self {
        let claim = &report.claims[finding.primary()];
        Self {
            fingerprint: finding.fingerprint.clone(),
            code: finding.code.to_string(),
            article: report.article_of(claim).id.clone(),
            text: claim.text.split_whitespace().collect::<Vec<_>>().join(" "),
            reason: reason.to_owned(),
            until,
            line: 0,
        }
    }

    pub(super) fn acceptance(&self) -> Acceptance {
        Acceptance { reason: self.reason.clone(), until: self.until, source: Source::Baseline }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Code;
    use crate::report::sample::Sample;

    fn entry(fingerprint: &str, article: &str) -> Entry {
        Entry {
            fingerprint: fingerprint.to_owned(),
            code: "value-conflict".to_owned(),
            article: article.to_owned(),
            text: "“7조 달러”\\".to_owned(),
            reason: "'까닭'".to_owned(),
            until: Some(jiff::civil::date(2027, 1, 31)),
            line: 0,
        }
    }

    #[test]
    fn it_is_written_sorted_and_read_again() {
        let entries = vec![entry("2", "나"), entry("1", "나"), entry("3", "가")];
        let text = Baseline { path: String::new(), entries }.to_toml();
        let read = Baseline::parse(&text, "").expect("it is read");
        assert_eq!(read.entries.iter().map(|e| e.fingerprint.as_str()).collect::<Vec<_>>(), ["3", "1", "2"]);
        assert_eq!(Entry { line: 0, ..read.entries[0].clone() }, entry("3", "가"));
        assert_eq!(read.to_toml(), text);
    }

    #[track_caller]
    fn check_error(text: &str, key: &str, line: usize) {
        let problem = Baseline::parse(text, "b.toml").expect_err("it is no baseline");
        assert_eq!((problem.reason.key.as_str(), problem.line), (key, Some(line)), "{text}");
    }

    #[test]
    fn what_is_wrong_is_shown_at_its_line() {
        let fine = Baseline { path: String::new(), entries: vec![entry("1", "가")] }.to_toml();
        check_error(&fine.replace("reason = ", "because = "), "reading.baseline", 8);
        check_error(&fine.replace("'까닭'", " "), "reading.directive-reason", 8);
        check_error(&fine.replace("2027-01-31", "12:00:00"), "reading.directive-date", 9);
        check_error("[[accepted]\n", "reading.baseline", 1);
    }

    #[test]
    fn it_takes_in_what_is_found_and_lets_go_what_is_not() {
        let mut sample = Sample::new();
        let articles = ["가", "나"].map(|id| sample.article(id, "2024-03-18", "투자에 7조 달러를 쓴다."));
        let claims = articles.map(|article| sample.dollars(article, "7조 달러", 7));
        sample.conflict(claims[0], claims[1], Code::ValueConflict);
        let (mut report, rules) = sample.report();
        let mut baseline = Baseline { path: String::new(), entries: vec![entry("0", "다")] };
        let today = jiff::civil::date(2024, 3, 20);
        baseline.update(&report, "아는 일", None);
        assert_eq!(baseline.entries.len(), 2);
        report.accept(&baseline, today, &rules.messages);
        assert_eq!(report.worst(), None);
        baseline.update(&report, "다른 까닭", None);
        baseline.prune(&report);
        assert_eq!(baseline.entries.iter().map(|e| e.reason.as_str()).collect::<Vec<_>>(), ["아는 일"]);
    }
}
