//! Reports for tests, put together by hand.

use std::sync::Arc;

use rust_decimal::Decimal;

use super::{Report, Results};
use crate::align::Evidence;
use crate::article::{Article, Field, Front, Origin, Zone, read};
use crate::check::{Check, Kind, Outcome};
use crate::judge::{Code, Relation, Severity, Verdict};
use crate::policy::Policy;
use crate::quantity::{Dimension, Quantity, Unit};
use crate::reason::Reason;
use crate::resolve::{Claim, Content, Frame, Quote, Resolved, Status};
use crate::rules::Rules;
use crate::span::Span;

/// A report in the making.
pub(super) struct Sample {
    rules: Rules,
    results: Results,
}

impl Sample {
    pub(super) fn new() -> Self {
        let results = Results {
            articles: Vec::new(),
            claims: Vec::new(),
            relations: Vec::new(),
            checks: Vec::new(),
            policies: Vec::new(),
            seen: Vec::new(),
        };
        Self { rules: Rules::embedded(), results }
    }

    /// An article of one text file.
    pub(super) fn article(&mut self, id: &str, published: &str, body: &str) -> usize {
        let article = Article {
            id: id.to_owned(),
            outlet: Some(format!("{id}일보")),
            origin: Origin {
                path: format!("{id}.txt"),
                body_offset: Some(0),
                front: Some(Front::default()),
                ..Origin::default()
            },
            ..read::plain(body, None, Some(published), &self.rules)
        };
        self.results.articles.push(Arc::new(article));
        self.results.policies.push(Arc::default());
        self.results.seen.push(Arc::default());
        self.results.articles.len() - 1
    }

    /// The first words `text` of an article's body as a sum of dollars.
    pub(super) fn dollars(&mut self, article: usize, text: &str, value: i64) -> usize {
        let unit = Unit { code: "USD".into(), dimension: Dimension::Money };
        let value = Some(Decimal::from(value));
        let (lower_open, upper_open, approximate) = (false, false, false);
        let step = Decimal::ONE;
        let quantity = Quantity {
            lower: value,
            upper: value,
            lower_open,
            upper_open,
            unit,
            approximate,
            step,
            per: None,
            direction: None,
        };
        self.claim(article, text, Content::Quantity(quantity))
    }

    /// The first words `text` of an article's body as somebody's words.
    pub(super) fn quote(&mut self, article: usize, text: &str, speaker: &str) -> usize {
        self.claim(article, text, Content::Quote(Quote { speaker: Some(speaker.to_owned()), ..Quote::default() }))
    }

    fn claim(&mut self, article: usize, text: &str, content: Content) -> usize {
        let of = &self.results.articles[article];
        let start = of.text(Field::Body).find(text).expect("the words are in the body");
        let span = Span::new(start, start + text.len());
        let sentences = &of.field(Field::Body).expect("there is a body").sentences;
        let resolved = Resolved {
            id: format!("c-{:08}", self.results.claims.len()).into(),
            field: Field::Body,
            span,
            sentence: sentences.iter().position(|s| s.span.contains(span)).expect("it stands in a sentence"),
            zone: Zone::Body,
            lang: of.lang,
            text: text.to_owned(),
            content,
            frame: Arc::new(Frame { subjects: vec!["투자".into()], ..Frame::default() }),
            status: Status::default(),
            converts: None,
            rules: vec!["units/money".into()],
        };
        self.results.claims.push(Claim::new(article, resolved));
        self.results.claims.len() - 1
    }

    /// What holds for an article.
    pub(super) fn policy(&mut self, article: usize, policy: Policy) {
        self.results.policies[article] = Arc::new(policy);
    }

    pub(super) fn conflict(&mut self, a: usize, b: usize, code: Code) {
        self.relate(a, b, Verdict::Conflict, Some(code));
    }

    pub(super) fn agree(&mut self, a: usize, b: usize) {
        self.relate(a, b, Verdict::Agree, None);
    }

    fn relate(&mut self, a: usize, b: usize, verdict: Verdict, code: Option<Code>) {
        let evidence = |feature: &str, weight| Evidence { feature: feature.into(), weight };
        self.results.relations.push(Relation {
            id: format!("r-{a}-{b}").into(),
            claims: [a, b],
            verdict,
            code,
            severity: code.map(|_| Severity::Error),
            score: 0.97,
            evidence: [evidence("label/same", 6.5), evidence("subject/missing", -1.25)].into(),
            reasons: Vec::new(),
        });
    }

    pub(super) fn check(&mut self, claims: &[usize], outcome: Outcome) {
        self.results.checks.push(Check {
            kind: Kind::SumMismatch,
            outcome,
            severity: Severity::Warning,
            claims: claims.to_vec(),
            message: Reason::new("code.sum-mismatch"),
        });
    }

    /// The report, all articles under check.
    pub(super) fn report(self) -> (Report, Rules) {
        let new = self.results.articles.len();
        self.report_on(new)
    }

    /// The report, the first `new` articles under check.
    pub(super) fn report_on(self, new: usize) -> (Report, Rules) {
        let results = self.results.involving(new);
        let origins: Vec<usize> = (0..results.articles.len()).collect();
        (Report::new(results, &origins, new), self.rules)
    }
}
