//! What the page can be filtered by, and what belongs to which claim.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::text;
use crate::report::{Item, View, name_of, safe};

/// Names of the facets, as form fields and in the address.
const FACETS: [&str; 5] = ["severity", "code", "source", "speaker", "unit"];

/// What the parts of the page look up.
pub(super) struct Index<'a> {
    /// The findings that a claim is a part of.
    findings: HashMap<usize, Vec<Item<'a>>>,
    /// The group of each claim that has one.
    groups: HashMap<usize, usize>,
    /// The claims that a check has verified.
    verified: HashSet<usize>,
    /// The claims of each article.
    claims: Vec<Range<usize>>,
}

/// The values that something has of each facet.
#[derive(Clone, Debug, Default)]
pub(super) struct Facets(BTreeMap<&'static str, BTreeSet<String>>);

impl<'a> Index<'a> {
    pub(super) fn new(view: &View<'a>) -> Self {
        let report = view.report;
        let mut findings: HashMap<usize, Vec<Item>> = HashMap::new();
        for item in view.items() {
            for label in item.labels() {
                findings.entry(label.claim).or_default().push(item);
            }
        }
        let groups = report.groups.iter().enumerate();
        let groups = groups.flat_map(|(group, of)| of.claims.iter().map(move |&claim| (claim, group))).collect();
        let verified = report.verified().flat_map(|check| check.claims.iter().copied()).collect();
        let mut claims = vec![0..0; report.articles.len()];
        let mut start = 0;
        for of_article in report.claims.chunk_by(|a, b| a.article == b.article) {
            claims[of_article[0].article] = start..start + of_article.len();
            start += of_article.len();
        }
        Self { findings, groups, verified, claims }
    }

    /// The findings that a claim is a part of.
    pub(super) fn findings(&self, claim: usize) -> &[Item<'a>] {
        self.findings.get(&claim).map_or(&[], Vec::as_slice)
    }

    /// Index of a claim's group.
    pub(super) fn group(&self, claim: usize) -> Option<usize> {
        self.groups.get(&claim).copied()
    }

    /// Whether a check has verified a claim.
    pub(super) fn is_verified(&self, claim: usize) -> bool {
        self.verified.contains(&claim)
    }

    /// The claims of an article.
    pub(super) fn claims(&self, article: usize) -> Range<usize> {
        self.claims[article].clone()
    }

    /// What claims can be filtered by, the findings that they are parts of included.
    pub(super) fn facets_of(&self, claims: impl IntoIterator<Item = usize>, view: &View) -> Facets {
        let mut facets = Facets::default();
        for claim in claims {
            self.findings(claim).iter().for_each(|&item| facets.add_item(item));
            facets.add_claim(claim, view);
        }
        facets
    }

    /// What there is to choose from: name, and values with what is shown for them.
    pub(super) fn choices(&self, view: &View) -> Vec<(&'static str, Vec<(String, String)>)> {
        let mut all = self.facets_of(0..view.report.claims.len(), view);
        view.items().for_each(|item| all.add_item(item));
        let shown = |name: &str, value: &str| match name {
            "severity" => view.voice.word(&format!("severity.{value}")),
            _ => value.to_owned(),
        };
        let choices = |name| {
            let values = all.0.remove(name).unwrap_or_default().into_iter();
            (name, values.map(|value| (value.clone(), shown(name, &value))).collect())
        };
        FACETS.map(choices).into()
    }
}

impl Facets {
    /// What an item that is about no claim can be filtered by.
    pub(super) fn of_item(item: Item) -> Self {
        let mut facets = Self::default();
        facets.add_item(item);
        facets
    }

    fn add_item(&mut self, item: Item) {
        self.add("severity", &name_of(&item.severity()));
        self.add("code", &item.code().to_string());
    }

    fn add_claim(&mut self, claim: usize, view: &View) {
        let claim = &view.report.claims[claim];
        self.add("source", view.report.article_of(claim).source());
        if let Some(speaker) = claim.quote().and_then(|quote| quote.speaker.as_deref()) {
            self.add("speaker", speaker);
        }
        if let Some(quantity) = claim.quantity() {
            self.add("unit", &quantity.unit.code);
        }
    }

    fn add(&mut self, name: &'static str, value: &str) {
        self.0.entry(name).or_default().insert(text(value));
    }

    /// As an attribute: lists by name, in JSON.
    pub(super) fn to_json(&self) -> String {
        safe::to_json(&self.0)
    }
}
