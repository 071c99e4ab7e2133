//! What a desk decides, and the language doesn't: how bad a code is, how exact figures must be, which
//! parts of a page count, whose articles are right in doubt, which articles are compared at all.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::article::{Article, Zone};
use crate::check::Check;
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::quantity::Quantity;
use crate::quantity::convert;
use crate::reason::Reason;
use crate::report::findings::FindingCode;
use crate::resolve::Claim;
use crate::rules::Rules;

/// Which articles are compared with which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum GroupBy {
    /// All with all.
    #[default]
    Nothing,
    /// Those of one topic; an article without a topic with none.
    Topic,
}

/// How a run goes about its articles.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Which articles are compared with which.
    pub group_by: GroupBy,
    /// Articles are compared if so many days at most lie between them; one without a date with all.
    pub within_days: Option<u16>,
    /// What holds for each article, those under check first; the default where the list ends.
    pub policies: Vec<Arc<Policy>>,
}

/// What holds for one article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// How bad findings of a code are, where that differs from daejo's own judgement.
    pub severity: BTreeMap<FindingCode, Level>,
    /// How far two figures may lie apart, relative to the greater one, without being a conflict: 0.01 for
    /// one percent.
    pub tolerance: Decimal,
    /// Parts of the page that claims are taken from; all that are the article's own, if none is named.
    pub zones: Vec<Zone>,
    /// Outlets that are right in doubt: where one of their articles differs, the other one is to look at.
    pub trusted_outlets: Vec<String>,
}

/// How bad the findings of a code are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// They are not looked for.
    Off,
    /// Worth knowing.
    Note,
    /// Worth a look.
    Warning,
    /// To be settled before printing.
    Error,
}

impl Policy {
    /// How bad a finding is that is `judged` so, if it is one at all.
    pub fn severity(&self, code: FindingCode, judged: Severity) -> Option<Severity> {
        match self.severity.get(&code) {
            None => Some(judged),
            Some(Level::Off) => None,
            Some(Level::Note) => Some(Severity::Note),
            Some(Level::Warning) => Some(Severity::Warning),
            Some(Level::Error) => Some(Severity::Error),
        }
    }

    /// Whether `article` is one of those that are right in doubt.
    pub fn trusts(&self, article: &Article) -> bool {
        article.outlet.as_ref().is_some_and(|outlet| self.trusted_outlets.contains(outlet))
    }

    /// Leaves out the claims of other parts of the page.
    #[must_use]
    pub fn retain(&self, claims: Vec<Claim>) -> Vec<Claim> {
        if self.zones.is_empty() {
            return claims;
        }
        let mut places = Vec::with_capacity(claims.len());
        let mut kept: Vec<Claim> = Vec::with_capacity(claims.len());
        for mut claim in claims {
            let keep = self.zones.contains(&claim.zone);
            places.push(keep.then_some(kept.len()));
            // What is converted stands before what converts it, in the same sentence.
            claim.converts = claim.converts.and_then(|other| places.get(other).copied().flatten());
            if keep {
                kept.push(claim);
            }
        }
        kept
    }

    /// Leaves out the checks that are off.
    pub(crate) fn runs(&self, check: &Check) -> bool {
        self.severity(FindingCode::Check(check.kind), check.severity).is_some()
    }
}

/// The run that relations belong to, as far as policies ask.
pub(crate) struct Desk<'a> {
    pub(crate) articles: &'a [Arc<Article>],
    pub(crate) claims: &'a [Claim],
    pub(crate) policies: &'a [Arc<Policy>],
    /// How many articles are under check.
    pub(crate) new: usize,
    pub(crate) rules: &'a Rules,
}

impl Desk<'_> {
    /// Whether the articles of a relation are of one time.
    pub(crate) fn are_compared(&self, relation: &Relation, within_days: u16) -> bool {
        let day = |claim: usize| self.articles[self.claims[claim].article].published.map(|p| p.date());
        let [a, b] = relation.claims.map(day);
        let (Some(a), Some(b)) = (a, b) else { return true };
        (a - b).get_days().unsigned_abs() <= u32::from(within_days)
    }

    /// Two values that lie no further apart than the desk tolerates are compatible.
    pub(crate) fn tolerate(&self, relation: &mut Relation) {
        let tolerance = self.tolerance(relation);
        if relation.code != Some(Code::ValueConflict) || tolerance.is_zero() {
            return;
        }
        let [a, b] = relation.claims.map(|claim| self.claims[claim].quantity());
        let (Some(a), Some(b)) = (a, b) else { return };
        if apart(a, b, self.rules).is_some_and(|apart| apart <= tolerance) {
            relation.verdict = Verdict::Compatible;
            (relation.code, relation.severity) = (None, None);
            relation.reasons = vec![Reason::new("compare.tolerated")];
        }
    }

    /// The tolerance of the article under check, of two the lesser.
    fn tolerance(&self, relation: &Relation) -> Decimal {
        let articles = relation.claims.map(|claim| self.claims[claim].article);
        let [a, b] = articles.map(|article| self.policies[article].tolerance);
        match articles.map(|article| article < self.new) {
            [true, false] => a,
            [false, true] => b,
            _ => a.min(b),
        }
    }
}

/// How far two values lie apart, relative to the greater one, if they are values of one kind.
fn apart(a: &Quantity, b: &Quantity, rules: &Rules) -> Option<Decimal> {
    if a.unit.dimension != b.unit.dimension || a.per != b.per || a.direction != b.direction {
        return None;
    }
    let (x, y) = (a.point()?, convert::convert(b.point()?, &b.unit.code, &a.unit.code, rules)?);
    x.checked_sub(y)?.abs().checked_div(x.abs().max(y.abs()))
}
