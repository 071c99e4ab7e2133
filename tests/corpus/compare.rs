//! A report against the annotations: everything in which they differ, as sentences.

use daejo::check::{Check, Outcome};
use daejo::judge::{Relation, Verdict};
use daejo::report::Report;

use crate::expected::{self, Annotations, Expected};
use crate::place::{Place, twin_pairs};
use crate::show;

/// One sentence for each difference, false alarms first.
pub(crate) fn problems(report: &Report, stories: &[Annotations]) -> Vec<String> {
    let found = Found(report);
    let mut problems = found.false_conflicts(stories);
    problems.extend(found.false_errors(stories));
    for story in stories {
        problems.extend(story.unrelated.iter().flat_map(|u| found.related(u)));
        for relation in &story.relation {
            problems.extend(weigh(relation.expected, &relation.of[0], found.missed_relations(relation)));
            problems.extend(found.wrong_origins(relation));
        }
        for check in &story.check {
            problems.extend(weigh(check.expected, &check.of[0], found.missed_check(check).into_iter().collect()));
        }
        problems.extend(story.claim.iter().filter_map(|c| found.wrong_claim(c)));
    }
    problems
}

/// What is to be said of the misses of one annotation.
fn weigh(expected: Expected, first: &Place, misses: Vec<String>) -> Vec<String> {
    match expected {
        Expected::Found => misses,
        Expected::Missed if misses.is_empty() => vec![format!("found by now, so no longer `missed`: {first}")],
        Expected::Missed | Expected::Optional => Vec::new(),
    }
}

struct Found<'a>(&'a Report);

impl Found<'_> {
    /// Conflicts that nobody planted, or planted with another code.
    fn false_conflicts(&self, stories: &[Annotations]) -> Vec<String> {
        let planted = stories.iter().flat_map(|story| &story.relation).filter(|r| r.verdict == "conflict");
        let planted: Vec<_> = planted
            .flat_map(|r| r.pairs().into_iter().map(move |pair| (&r.code, pair)))
            .filter_map(|(code, pair)| Some((code, self.claims(pair).ok()?)))
            .collect();
        let is_planted = |relation: &Relation| {
            let code = relation.code.map(|code| show::word(&code));
            planted.iter().any(|(planted, claims)| **planted == code && self.joins(relation, *claims))
        };
        let conflicts = self.0.relations.iter().filter(|r| r.verdict == Verdict::Conflict);
        conflicts.filter(|r| !is_planted(r)).map(|r| format!("not planted: {}", show::relation(self.0, r))).collect()
    }

    /// Failing checks that nobody planted.
    fn false_errors(&self, stories: &[Annotations]) -> Vec<String> {
        let planted: Vec<_> = stories.iter().flat_map(|s| &s.check).filter(|c| c.verdict == "error").collect();
        let failing = self.0.checks.iter().filter(|c| c.outcome == Outcome::Error);
        failing
            .filter(|check| !planted.iter().any(|expected| self.carries_out(check, expected)))
            .map(|check| format!("not planted: {}", show::check(self.0, check)))
            .collect()
    }

    fn related(&self, expected: &expected::Unrelated) -> Vec<String> {
        let pairs = expected.pairs().into_iter().filter_map(|pair| {
            let [a, b] = self.claims(pair).ok()?;
            let relation = self.0.relations.iter().find(|r| r.claims == [a, b] || r.claims == [b, a])?;
            Some(format!("unrelated: {}", show::relation(self.0, relation)))
        });
        pairs.collect()
    }

    fn missed_relations(&self, expected: &expected::Relation) -> Vec<String> {
        expected.pairs().into_iter().filter_map(|pair| self.missed_relation(expected, pair)).collect()
    }

    fn missed_relation(&self, expected: &expected::Relation, pair: [&Place; 2]) -> Option<String> {
        let wanted = expected.code.as_ref().unwrap_or(&expected.verdict);
        let claims = match self.claims(pair) {
            Ok(claims) => claims,
            Err(reason) => return Some(format!("missed {wanted}: {reason}")),
        };
        let joining: Vec<_> = self.0.relations.iter().filter(|r| self.joins(r, claims)).collect();
        let right = joining.iter().find(|r| {
            show::word(&r.verdict) == expected.verdict && r.code.map(|code| show::word(&code)) == expected.code
        });
        let Some(relation) = right else {
            let instead = joining.first().map_or("nothing".to_owned(), |r| show::relation(self.0, r));
            let [a, b] = pair;
            return Some(format!("missed {wanted}:\n  {a}\n  {b}\n  found {instead}"));
        };
        let slip = expected.slip.as_ref().map(|slip| format!("slip.{slip}"))?;
        let named = relation.reasons.iter().any(|reason| reason.key == slip);
        (!named).then(|| format!("{slip} not named: {}", show::relation(self.0, relation)))
    }

    fn wrong_origins(&self, expected: &expected::Relation) -> Option<String> {
        let (wanted, first) = (expected.origins?, expected.of.first()?);
        let claim = first.claim(self.0).ok()?;
        let found = self.0.groups.iter().find(|group| group.claims.contains(&claim)).map(|group| group.origins);
        (found != Some(wanted)).then(|| format!("{first}\n  has {found:?} origins, not {wanted}"))
    }

    fn missed_check(&self, expected: &expected::Check) -> Option<String> {
        let found = self.0.checks.iter().any(|check| self.carries_out(check, expected));
        (!found).then(|| show::list(&format!("missed {} {}", expected.kind, expected.verdict), &expected.of))
    }

    fn wrong_claim(&self, expected: &expected::Claim) -> Option<String> {
        let claim = match expected.at.claim(self.0) {
            Ok(index) => &self.0.claims[index],
            Err(reason) => return Some(reason),
        };
        let status = show::word(&claim.status);
        let right = claim.brief() == expected.is && expected.status.as_ref().is_none_or(|wanted| *wanted == status);
        (!right).then(|| format!("{}\n  is {} ({status}), not {}", expected.at, claim.brief(), expected.is))
    }

    fn claims(&self, [a, b]: [&Place; 2]) -> Result<[usize; 2], String> {
        Ok([a.claim(self.0)?, b.claim(self.0)?])
    }

    /// Whether the relation joins the two claims, or others that tell the same in the same articles.
    fn joins(&self, relation: &Relation, pair: [usize; 2]) -> bool {
        twin_pairs(&self.0.claims, relation.claims, pair)
    }

    /// Whether the check is the expected one: its kind and outcome, with at least half of the claims.
    fn carries_out(&self, check: &Check, expected: &expected::Check) -> bool {
        if show::word(&check.kind) != expected.kind || show::word(&check.outcome) != expected.verdict {
            return false;
        }
        let places = expected.of.iter().filter_map(|place| place.claim(self.0).ok());
        let common = places.filter(|place| check.claims.contains(place)).count();
        common > 0 && 2 * common >= expected.of.len()
    }
}
