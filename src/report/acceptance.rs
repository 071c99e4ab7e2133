//! Findings that somebody has looked at and accepts: in the article's text, or in a baseline.
//!
//! Every acceptance gives a reason and may end on a day. One that accepts nothing, or no longer, is
//! itself reported: a list of excuses that nobody clears out hides what comes next.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::baseline::Baseline;
use super::findings::{self, Finding, FindingCode, Label};
use super::{Report, name_of};
use crate::article::directives::{Directive, Ignore};
use crate::article::{Field, FieldText};
use crate::judge::Severity;
use crate::reason::Reason;
use crate::resolve::Claim;
use crate::rules::messages::Messages;
use crate::span::Span;

/// Why a finding is accepted, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// Why; never blank.
    pub reason: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// Where it is written.
    pub source: Source,
}

/// Where an acceptance is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// In the article's text.
    Inline,
    /// In the baseline file.
    Baseline,
}

/// What is wrong with an acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum StaleKind {
    /// Nothing is found where it stands, or not what it accepts.
    UnusedAcceptance,
    /// It was to hold until a day that has passed.
    ExpiredAcceptance,
}

/// An acceptance that accepts nothing, or no longer: a finding that is about no claim.
#[derive(Clone, Debug)]
pub struct Stale {
    /// [`FindingCode::Acceptance`].
    pub code: FindingCode,
    /// How bad.
    pub severity: Severity,
    /// What is wrong and what to do.
    pub message: Reason,
    /// Sixteen hexadecimal digits that stay the same when lines move.
    pub fingerprint: String,
    /// Index of the article that it is about.
    pub article: usize,
    /// Where the acceptance stands.
    pub place: Place,
}

/// Where an acceptance stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In the text of the article.
    Article {
        /// The field that the span counts from.
        field: Field,
        /// All of the directive.
        span: Span,
    },
    /// In the baseline.
    Baseline {
        /// Its path, as the user gave it.
        path: String,
        /// Line, from 1.
        line: usize,
    },
}

impl Report {
    /// Marks what the articles and the baseline accept, and lists in [`Report::stale`] the acceptances
    /// that have ended by `today` or accept nothing. What stands in articles that are not under check,
    /// or is said about them, may be for another run and is not listed.
    pub fn accept(&mut self, baseline: &Baseline, today: Date, messages: &Messages) {
        let notes = Note::all(self);
        let entries = baseline.by_fingerprint();
        let valid = |until: Option<Date>| until.is_none_or(|until| until >= today);
        let (mut used_notes, mut used_entries) = (HashSet::new(), HashSet::new());
        let mut accepted = Vec::with_capacity(self.findings.len());
        for finding in &self.findings {
            let here = self.articles_of(finding).into_iter().filter_map(|article| notes.get(&article)).flatten();
            let inline = here.filter(|note| valid(note.ignore.until) && note.accepts(finding, self));
            let inline: Vec<&Note> = inline.collect();
            let entry = entries.get(finding.fingerprint.as_str()).filter(|entry| valid(entry.until));
            used_notes.extend(inline.iter().map(|note| note.place()));
            used_entries.extend(entry.map(|entry| entry.line));
            let inline = inline.first().map(|note| note.acceptance());
            accepted.push(inline.or_else(|| entry.map(|entry| entry.acceptance())));
        }
        let unused = notes.values().flatten().filter(|note| !used_notes.contains(&note.place()));
        let mut stale: Vec<Stale> = unused
            .filter(|note| note.article < self.new)
            .map(|note| note.stale(valid(note.ignore.until), self, messages))
            .collect();
        let checked = self.articles[..self.new].iter().enumerate();
        let checked: HashMap<&str, usize> = checked.map(|(at, article)| (article.id.as_str(), at)).collect();
        let unused = baseline.entries.iter().filter(|entry| !used_entries.contains(&entry.line));
        let unused = unused.filter_map(|entry| Some((entry, *checked.get(entry.article.as_str())?)));
        stale.extend(unused.map(|(entry, article)| baseline.stale(entry, article, valid(entry.until))));
        stale.retain_mut(|stale| self.weigh(stale));
        findings::number_repeated(stale.iter_mut().map(|stale| &mut stale.fingerprint));
        for (finding, acceptance) in self.findings.iter_mut().zip(accepted) {
            finding.accepted = acceptance;
        }
        self.stale = stale;
    }

    /// Gives a stale acceptance the severity that holds for its article; `false` if it is none there.
    fn weigh(&self, stale: &mut Stale) -> bool {
        let severity = self.policies[stale.article].severity(stale.code, stale.severity);
        stale.severity = severity.unwrap_or(stale.severity);
        severity.is_some()
    }

    /// The severity of the worst that is left to look at: of the findings that are not accepted, and of
    /// the acceptances that are stale.
    pub fn worst(&self) -> Option<Severity> {
        let open = self.findings.iter().filter(|finding| finding.accepted.is_none()).map(|finding| finding.severity);
        open.chain(self.stale.iter().map(|stale| stale.severity)).max()
    }

    /// The articles that a finding is about, each once.
    fn articles_of(&self, finding: &Finding) -> BTreeSet<usize> {
        finding.labels.iter().map(|label| self.claims[label.claim].article).collect()
    }
}

/// An acceptance in an article's text.
struct Note<'a> {
    article: usize,
    field: &'a FieldText,
    directive: &'a Directive,
    ignore: &'a Ignore,
}

impl<'a> Note<'a> {
    /// Those of each article that has any.
    fn all(report: &'a Report) -> BTreeMap<usize, Vec<Self>> {
        let mut notes: BTreeMap<usize, Vec<Self>> = BTreeMap::new();
        for (article, field) in
            report.articles.iter().enumerate().flat_map(|(at, a)| a.fields.iter().map(move |f| (at, f)))
        {
            for directive in &field.directives {
                if let Ok(ignore) = &directive.content {
                    notes.entry(article).or_default().push(Self { article, field, directive, ignore });
                }
            }
        }
        notes
    }

    fn place(&self) -> (usize, Field, usize) {
        (self.article, self.field.field, self.directive.span.start)
    }

    /// Whether it names the finding's code and stands at the claim to look at, or at all that this one is
    /// held against.
    fn accepts(&self, finding: &Finding, report: &Report) -> bool {
        let covers = |label: &Label| self.covers(&report.claims[label.claim]);
        let (primary, related) = finding.labels.split_at(1);
        self.ignore.code == finding.code.to_string()
            && (primary.iter().all(covers) || (!related.is_empty() && related.iter().all(covers)))
    }

    fn covers(&self, claim: &Claim) -> bool {
        let paragraph = || self.field.sentences.get(claim.sentence).map(|sentence| sentence.paragraph);
        (claim.article, claim.field) == (self.article, self.field.field)
            && self.directive.paragraph.is_some()
            && self.directive.paragraph == paragraph()
    }

    fn acceptance(&self) -> Acceptance {
        Acceptance { reason: self.ignore.reason.clone(), until: self.ignore.until, source: Source::Inline }
    }

    fn stale(&self, valid: bool, report: &Report, messages: &Messages) -> Stale {
        let Ignore { code, reason, until } = self.ignore;
        let message = if code.parse::<FindingCode>().is_ok() {
            why_stale(code, *until, valid)
        } else {
            FindingCode::unknown(code, messages)
        };
        let place = Place::Article { field: self.field.field, span: self.directive.span };
        Stale::new(valid, message, self.article, place, &[&report.articles[self.article].id, code, reason])
    }
}

impl Stale {
    /// A stale acceptance: expired, unless it is still `valid` and only unused. `parts` tell it from others.
    pub(super) fn new(valid: bool, message: Reason, article: usize, place: Place, parts: &[&str]) -> Self {
        let code = if valid { StaleKind::UnusedAcceptance } else { StaleKind::ExpiredAcceptance };
        let key = format!("{}\0{}", name_of(&code), parts.join("\0"));
        Self {
            code: FindingCode::Acceptance(code),
            severity: Severity::Warning,
            message,
            fingerprint: format!("{:016x}", xxh3_64(key.as_bytes())),
            article,
            place,
        }
    }
}

pub(super) fn why_stale(code: &str, until: Option<Date>, valid: bool) -> Reason {
    match until.filter(|_| !valid) {
        Some(until) => Reason::new("acceptance.expired").with("code", code).with("until", until),
        None => Reason::new("acceptance.unused").with("code", code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Code;
    use crate::report::sample::Sample;

    const TODAY: Date = jiff::civil::date(2024, 3, 20);

    /// A draft and two articles of an archive: the draft conflicts with both. `notes` are put before their texts.
    fn report(notes: [&str; 3]) -> (Report, crate::rules::Rules) {
        let mut sample = Sample::new();
        let texts = ["투자에 7000억 달러를 쓴다.", "투자에 7조 달러를 쓴다.", "투자에 7조 달러를 쓴다."];
        let text = |at: usize| format!("{}\n{}\n\n아무 일도 없다.", notes[at], texts[at]);
        let articles = ["가", "나", "다"].map(ToOwned::to_owned);
        let articles: Vec<usize> = (0..3).map(|at| sample.article(&articles[at], "2024-03-18", &text(at))).collect();
        let draft = sample.dollars(articles[0], "7000억 달러", 700_000_000_000);
        let others = [1, 2].map(|at| sample.dollars(articles[at], "7조 달러", 7_000_000_000_000));
        others.iter().for_each(|&other| sample.conflict(draft, other, Code::ValueConflict));
        sample.report_on(1)
    }

    /// What becomes of the one finding, and of the acceptances that accept nothing.
    #[track_caller]
    fn check(notes: [&str; 3], baseline: &str, expected: &str, stale: &[&str]) {
        let (mut report, rules) = report(notes);
        let fingerprint = report.findings[0].fingerprint.clone();
        let baseline =
            Baseline::parse(&baseline.replace("FINGERPRINT", &fingerprint), "base.toml").expect("it is read");
        report.accept(&baseline, TODAY, &rules.messages);
        let accepted = report.findings[0].accepted.as_ref();
        assert_eq!(accepted.map_or(String::new(), |a| format!("{:?}: {}", a.source, a.reason)), expected);
        let brief = |stale: &Stale| match &stale.place {
            Place::Article { .. } => format!("{} {}", report.articles[stale.article].id, stale.message.key),
            Place::Baseline { path, line } => format!("{path}:{line} {}", stale.message.key),
        };
        assert_eq!(report.stale.iter().map(brief).collect::<Vec<_>>(), stale);
        let worst = if expected.is_empty() { Some(Severity::Error) } else { stale.first().map(|_| Severity::Warning) };
        assert_eq!(report.worst(), worst);
    }

    const NOTE: &str = "daejo: ignore value-conflict reason=\"정정 예정\"";

    #[test]
    fn a_note_at_the_claim_or_at_all_that_it_is_held_against_accepts() {
        check([NOTE, "", ""], "", "Inline: 정정 예정", &[]);
        check(["", NOTE, ""], "", "", &[]);
        let both = "daejo: ignore value-conflict reason=\"a\"";
        check([both, both, both], "", "Inline: a", &[]);
    }

    #[test]
    fn a_note_for_another_code_or_place_is_unused() {
        check([&NOTE.replace("value", "date"), "", ""], "", "", &["가 acceptance.unused"]);
        check([&format!("{NOTE}\n앞의 문단이다."), "", ""], "", "", &["가 acceptance.unused"]);
        check([&NOTE.replace("value", "valeu"), "", ""], "", "", &["가 explain.did-you-mean"]);
        check([&format!("{NOTE}\n{NOTE}"), "", ""], "", "Inline: 정정 예정", &[]);
    }

    #[test]
    fn a_note_holds_through_its_last_day() {
        check([&format!("{NOTE} until=2024-03-20"), "", ""], "", "Inline: 정정 예정", &[]);
        check([&format!("{NOTE} until=2024-03-19"), "", ""], "", "", &["가 acceptance.expired"]);
    }

    const ENTRY: &str = "[[accepted]]\nfingerprint = \"FINGERPRINT\"\ncode = \"value-conflict\"\n\
        article = \"가\"\ntext = \"7000억 달러\"\nreason = \"본사 확인\"\n";

    #[test]
    fn a_baseline_accepts_by_fingerprint() {
        check(["", "", ""], ENTRY, "Baseline: 본사 확인", &[]);
        check(["", "", ""], &format!("{ENTRY}until = 2024-03-19\n"), "", &["base.toml:2 acceptance.expired"]);
        check(["", "", ""], &ENTRY.replace("FINGERPRINT", "0"), "", &["base.toml:2 acceptance.unused"]);
        let of_another = ENTRY.replace("FINGERPRINT", "0").replace("\"가\"", "\"나\"");
        check(["", "", ""], &of_another, "", &[]);
    }

    #[test]
    fn a_note_goes_before_the_baseline_and_both_are_used() {
        check([NOTE, "", ""], ENTRY, "Inline: 정정 예정", &[]);
    }
}
