//! Relations and checks → findings: what an editor should look at.
//!
//! A finding is about one claim, its *primary* label, and shows what it is held against. Where one
//! article differs from four that agree, that is one finding on the one, not four.

use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use schemars::JsonSchema;
use serde::de::{IntoDeserializer, value};
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::acceptance::{Acceptance, StaleKind};
use super::{groups, name_of};
use crate::article::Article;
use crate::check::{Check, Kind, Outcome};
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::policy::Policy;
use crate::reason::Reason;
use crate::resolve::{Claim, Content};
use crate::rules::messages::Messages;
use crate::text::nearest::nearest;

/// Something to look at.
#[derive(Clone, Debug)]
pub struct Finding {
    /// What is wrong.
    pub code: FindingCode,
    /// How bad.
    pub severity: Severity,
    /// What is wrong, then what differs and the likely slip.
    pub message: Vec<Reason>,
    /// Sixteen hexadecimal digits that stay the same when lines move and other sentences change.
    pub fingerprint: String,
    /// The claims that it is about, the primary one first.
    pub labels: Vec<Label>,
    /// For a conflict, indices of the relations that it was made from.
    pub relations: Vec<usize>,
    /// Why it is accepted, if somebody did: it is shown as such and fails no run. See [`super::Report::accept`].
    pub accepted: Option<Acceptance>,
}

/// The code of a finding: that of a conflict, the name of the check that failed, or what is wrong with an
/// acceptance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FindingCode {
    /// Between two claims about the same thing.
    Conflict(Code),
    /// Within one article.
    Check(Kind),
    /// About a finding that was accepted.
    Acceptance(StaleKind),
}

/// A claim that a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Index into the claims of the run.
    pub claim: usize,
    /// Its part in the finding.
    pub role: LabelRole,
}

/// What part a claim plays in a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum LabelRole {
    /// The claim to look at.
    Primary,
    /// What it doesn't fit.
    Related,
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&name_of(self))
    }
}

impl FromStr for FindingCode {
    type Err = value::Error;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::deserialize(name.into_deserializer())
    }
}

impl FindingCode {
    /// What to say about a word that is no code: the one that was probably meant, and all that there are.
    pub fn unknown(word: &str, messages: &Messages) -> Reason {
        let codes = messages.keys_below("code.");
        let reason = match nearest(word, codes.iter().copied()) {
            Some(nearest) => Reason::new("explain.did-you-mean").with("nearest", nearest),
            None => Reason::new("explain.unknown"),
        };
        reason.with("code", word).with("codes", codes.join(", "))
    }
}

impl Finding {
    /// The claim to look at.
    pub fn primary(&self) -> usize {
        self.labels[0].claim
    }
}

/// Where relations and checks get their claims from.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The articles of the run.
    pub articles: &'a [Arc<Article>],
    /// How many of them, from the first, are under check.
    pub new: usize,
    /// The claims of the run.
    pub claims: &'a [Claim],
    /// What holds for each article.
    pub policies: &'a [Arc<Policy>],
}

impl Context<'_> {
    /// The findings, by article and position of their primary claim.
    pub fn findings(&self, relations: &[Relation], checks: &[Check]) -> Vec<Finding> {
        let failed = checks.iter().filter(|check| check.outcome == Outcome::Error && !check.claims.is_empty());
        let mut findings: Vec<Finding> = failed.map(|check| self.of_check(check)).collect();
        for conflicts in conflicts(self.claims.len(), relations) {
            findings.extend(self.of_conflicts(relations, conflicts));
        }
        findings.retain_mut(|finding| self.weigh(finding));
        findings.sort_by_key(|finding| (finding.primary(), finding.code));
        number_repeated(findings.iter_mut().map(|finding| &mut finding.fingerprint));
        findings
    }

    /// Gives a finding the severity that holds for its article; `false` if it is none there.
    fn weigh(&self, finding: &mut Finding) -> bool {
        let policy = &self.policies[self.claims[finding.primary()].article];
        let severity = policy.severity(finding.code, finding.severity);
        finding.severity = severity.unwrap_or(finding.severity);
        severity.is_some()
    }

    fn of_check(&self, check: &Check) -> Finding {
        let code = FindingCode::Check(check.kind);
        let labels = labels(&check.claims);
        let parts: Vec<String> = check.claims.iter().map(|&c| self.wording(c)).collect();
        let fingerprint = self.fingerprint(code, check.claims[0], parts);
        let message = vec![check.message.clone()];
        Finding { code, severity: check.severity, message, fingerprint, labels, relations: Vec::new(), accepted: None }
    }

    /// The conflicts of one group and code, each on the claim that conflicts with most others, though not
    /// on one of a trusted outlet while there is another.
    fn of_conflicts(&self, relations: &[Relation], conflicts: Vec<usize>) -> Vec<Finding> {
        let mut by_claim: HashMap<usize, Vec<usize>> = HashMap::new();
        for &conflict in &conflicts {
            for claim in relations[conflict].claims {
                by_claim.entry(claim).or_default().push(conflict);
            }
        }
        let mut degree: HashMap<usize, usize> = by_claim.iter().map(|(&claim, list)| (claim, list.len())).collect();
        let mut queue: BinaryHeap<_> = degree
            .iter()
            .map(|(&claim, &count)| (!self.is_trusted(claim), count, self.suspect(claim), claim))
            .collect();
        let mut open: HashSet<usize> = conflicts.into_iter().collect();
        let mut findings = Vec::new();
        while let Some((untrusted, count, suspect, primary)) = queue.pop() {
            if degree[&primary] < count {
                // Others have taken some of its conflicts since it was put in line.
                queue.push((untrusted, degree[&primary], suspect, primary));
                continue;
            }
            let mine: Vec<usize> =
                by_claim[&primary].iter().copied().filter(|conflict| open.remove(conflict)).collect();
            for &claim in mine.iter().flat_map(|&r: &usize| &relations[r].claims) {
                degree.entry(claim).and_modify(|count| *count -= 1);
            }
            findings.extend(self.of_conflict(relations, mine, primary));
        }
        findings
    }

    fn is_trusted(&self, claim: usize) -> bool {
        let article = self.claims[claim].article;
        self.policies[article].trusts(&self.articles[article])
    }

    /// Of two claims that conflict, the one under check, else the one published later, else the one
    /// that was read later.
    fn suspect(&self, claim: usize) -> (bool, Option<jiff::civil::DateTime>, usize) {
        let article = self.claims[claim].article;
        (article < self.new, self.articles[article].published.map(|p| p.local), claim)
    }

    fn of_conflict(&self, relations: &[Relation], mine: Vec<usize>, primary: usize) -> Option<Finding> {
        let first = &relations[*mine.first()?];
        let code = FindingCode::Conflict(first.code?);
        let other = |r: &usize| relations[*r].claims[usize::from(relations[*r].claims[0] == primary)];
        let related: Vec<usize> = mine.iter().map(other).collect();
        let mut values: Vec<String> = related.iter().map(|&claim| self.claims[claim].brief()).collect();
        values.sort_unstable();
        values.dedup();
        let mut message = vec![self.headline(first.code?, primary, related[0])];
        for reason in mine.iter().flat_map(|&r| &relations[r].reasons) {
            if !message.contains(reason) {
                message.push(reason.clone());
            }
        }
        let severity = mine.iter().filter_map(|&r| relations[r].severity).max().unwrap_or(Severity::Error);
        let claims: Vec<usize> = std::iter::once(primary).chain(related).collect();
        let fingerprint = self.fingerprint(code, primary, std::iter::once(self.wording(primary)).chain(values));
        let labels = labels(&claims);
        Some(Finding { code, severity, message, fingerprint, labels, relations: mine, accepted: None })
    }

    fn headline(&self, code: Code, here: usize, there: usize) -> Reason {
        let [one, other] = [here, there].map(|claim| &self.claims[claim]);
        let equal = one.quote().is_none() && other.quote().is_none() && one.brief() == other.brief();
        let said = |claim: &Claim| match &claim.content {
            Content::Quote(quote) => quote.speaker.clone().unwrap_or_default(),
            _ if one.text == other.text && !equal => claim.brief(),
            _ => claim.text.clone(),
        };
        let key = if equal { "finding.equal".to_owned() } else { format!("finding.{}", name_of(&code)) };
        Reason::new(key).with("here", said(one)).with("there", said(other))
    }

    /// A claim's text and its sentence, white space levelled: what stays when lines move.
    fn wording(&self, claim: usize) -> String {
        let claim = &self.claims[claim];
        let sentence = self.articles[claim.article].sentence(claim.field, claim.sentence);
        let sentence = sentence.map_or("", |(_, written)| written);
        let words: Vec<&str> = claim.text.split_whitespace().chain(sentence.split_whitespace()).collect();
        words.join(" ")
    }

    fn fingerprint(&self, code: FindingCode, primary: usize, parts: impl IntoIterator<Item = String>) -> String {
        let article = &self.articles[self.claims[primary].article].id;
        let mut key = format!("{code:?}\0{article}");
        for part in parts {
            key.push('\0');
            key.push_str(&part);
        }
        format!("{:016x}", xxhash_rust::xxh3::xxh3_64(key.as_bytes()))
    }
}

/// The conflicts among `relations`, as indices, those of one group and code together.
fn conflicts(claims: usize, relations: &[Relation]) -> Vec<Vec<usize>> {
    let roots = groups::of_claims(claims, relations);
    let mut together: BTreeMap<(usize, Option<Code>), Vec<usize>> = BTreeMap::new();
    for (index, relation) in relations.iter().enumerate().filter(|(_, r)| r.verdict == Verdict::Conflict) {
        together.entry((roots[relation.claims[0]], relation.code)).or_default().push(index);
    }
    together.into_values().collect()
}

fn labels(claims: &[usize]) -> Vec<Label> {
    let role = |at| if at == 0 { LabelRole::Primary } else { LabelRole::Related };
    claims.iter().enumerate().map(|(at, &claim)| Label { claim, role: role(at) }).collect()
}

/// A sentence that stands twice gives the same fingerprint twice; the second one gets a number.
pub(super) fn number_repeated<'a>(fingerprints: impl Iterator<Item = &'a mut String>) {
    let mut seen: HashMap<SmolStr, usize> = HashMap::new();
    for fingerprint in fingerprints {
        let count = seen.entry(SmolStr::from(fingerprint.as_str())).or_default();
        *count += 1;
        if *count > 1 {
            fingerprint.push_str(&format!("-{count}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Level;
    use crate::report::Report;
    use crate::report::sample::Sample;

    /// Three agree on 7조 달러, one says 7000억 달러.
    fn odd_one_out(lead: &str) -> Report {
        let mut sample = Sample::new();
        let odd = sample.article("가", "2024-03-01", &format!("{lead}투자에 7000억 달러를 쓴다."));
        let odd = sample.dollars(odd, "7000억 달러", 700_000_000_000);
        let others = ["나", "다", "라"].map(|id| sample.article(id, "2024-03-02", "투자에 7조 달러를 쓴다."));
        let others = others.map(|article| sample.dollars(article, "7조 달러", 7_000_000_000_000));
        for other in others {
            sample.conflict(odd, other, Code::ValueConflict);
        }
        sample.agree(others[0], others[1]);
        sample.agree(others[1], others[2]);
        sample.report().0
    }

    #[test]
    fn one_that_differs_from_many_is_one_finding() {
        let report = odd_one_out("");
        assert_eq!(report.findings.len(), 1);
        let labels: Vec<_> = report.findings[0].labels.iter().map(|label| (label.claim, label.role)).collect();
        let related = |claim| (claim, LabelRole::Related);
        assert_eq!(labels, [(0, LabelRole::Primary), related(1), related(2), related(3)]);
        assert_eq!(report.groups.len(), 1);
        assert_eq!((report.groups[0].verdict, report.groups[0].origins), (Verdict::Conflict, 4));
    }

    #[test]
    fn of_two_the_later_one_is_to_look_at() {
        let mut sample = Sample::new();
        let late = sample.article("늦은", "2024-03-02", "투자에 7조 달러를 쓴다.");
        let early = sample.article("이른", "2024-03-01", "투자에 7000억 달러를 쓴다.");
        let late = sample.dollars(late, "7조 달러", 7_000_000_000_000);
        let early = sample.dollars(early, "7000억 달러", 700_000_000_000);
        sample.conflict(late, early, Code::ValueConflict);
        assert_eq!(sample.report().0.findings[0].primary(), late);
    }

    #[test]
    fn of_two_the_one_of_a_trusted_outlet_is_right_in_doubt() {
        let mut sample = Sample::new();
        let articles = ["이른", "늦은"].map(|id| sample.article(id, "2024-03-01", "투자에 7조 달러를 쓴다."));
        let claims = articles.map(|article| sample.dollars(article, "7조 달러", 7));
        sample.conflict(claims[0], claims[1], Code::ValueConflict);
        sample.policy(articles[1], Policy { trusted_outlets: vec!["늦은일보".to_owned()], ..Policy::default() });
        assert_eq!(sample.report().0.findings[0].primary(), claims[0]);
    }

    #[test]
    fn the_desk_decides_how_bad_a_code_is() {
        let severities = |level| {
            let mut sample = Sample::new();
            let article = sample.article("가", "2024-03-01", "3달러와 4달러를 더해 8달러다.");
            let claim = sample.dollars(article, "8달러", 8);
            sample.check(&[claim], Outcome::Error);
            let severity = BTreeMap::from([(FindingCode::Check(Kind::SumMismatch), level)]);
            sample.policy(article, Policy { severity, ..Policy::default() });
            sample.report().0.findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
        };
        assert_eq!(severities(Level::Error), [Severity::Error]);
        assert_eq!(severities(Level::Off), []);
    }

    #[test]
    fn fingerprints_survive_moved_lines_and_edits_elsewhere() {
        let fingerprint = |lead| odd_one_out(lead).findings[0].fingerprint.clone();
        assert_eq!(fingerprint(""), fingerprint("앞에 다른 문단이 왔다.\n\n"));
        assert_ne!(fingerprint(""), fingerprint("올해 "));
    }

    #[test]
    fn a_failed_check_is_a_finding_and_one_that_holds_is_not() {
        let mut sample = Sample::new();
        let article = sample.article("가", "2024-03-01", "3달러와 4달러를 더해 8달러다.");
        let claims =
            [("8달러", 8), ("3달러", 3), ("4달러", 4)].map(|(text, value)| sample.dollars(article, text, value));
        sample.check(&claims, Outcome::Error);
        sample.check(&claims, Outcome::Ok);
        let (report, _) = sample.report();
        let codes: Vec<String> = report.findings.iter().map(|finding| finding.code.to_string()).collect();
        assert_eq!(codes, ["sum-mismatch"]);
        assert_eq!((report.findings[0].primary(), report.findings[0].severity), (0, Severity::Warning));
    }

    #[test]
    fn what_involves_no_new_article_is_left_out() {
        let mut sample = Sample::new();
        let articles = ["새", "가", "나", "다"].map(|id| sample.article(id, "2024-03-01", "투자에 7조 달러를 쓴다."));
        let claims = articles.map(|article| sample.dollars(article, "7조 달러", 7_000_000_000_000));
        sample.conflict(claims[0], claims[2], Code::ValueConflict);
        sample.conflict(claims[1], claims[3], Code::ValueConflict);
        sample.check(&[claims[3]], Outcome::Error);
        let (report, _) = sample.report_on(1);
        let ids: Vec<&str> = report.articles.iter().map(|article| article.id.as_str()).collect();
        assert_eq!(ids, ["새", "나"]);
        assert_eq!(report.findings.len(), 1);
        let labelled = report.findings[0].labels.iter().map(|label| &report.claims[label.claim]);
        let labelled: Vec<&str> = labelled.map(|claim| report.article_of(claim).id.as_str()).collect();
        assert_eq!(labelled, ["새", "나"]);
    }
}
