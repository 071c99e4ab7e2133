//! The sides of a finding: a claim in its sentence, whose it is, and what it comes to, for formats that lay one
//! beside the other.

use super::findings::{Label, LabelRole};
use super::{View, safe, snippet};
use crate::article::{Lang, Published};

/// One side of a finding. Its texts hold nothing that a terminal would obey.
#[derive(Clone, Debug)]
pub struct Side {
    /// Index into the claims of the run.
    pub claim: usize,
    /// Its part in the finding.
    pub role: LabelRole,
    /// The publisher, else the article's id.
    pub source: String,
    /// When the article was published.
    pub published: Option<Published>,
    /// See [`super::Places::short`].
    pub place: String,
    /// The language of the sentence.
    pub lang: Lang,
    /// What stands before the claim in its sentence.
    pub before: String,
    /// The claim as written.
    pub text: String,
    /// What stands behind it.
    pub after: String,
    /// The value, written out.
    pub value: String,
}

impl View<'_> {
    /// The side that a label is, with at most `reach` characters of its sentence before and behind the claim.
    pub fn side(&self, label: &Label, reach: usize) -> Side {
        let claim = &self.report.claims[label.claim];
        let article = self.report.article_of(claim);
        let visible = |text: &str| safe::visible(text).into_owned();
        let [before, after] = snippet::beside(article, claim, reach).map(|part| visible(&part));
        Side {
            claim: label.claim,
            role: label.role,
            source: visible(article.source()),
            published: article.published,
            place: self.places.short(claim),
            lang: article.lang,
            before,
            text: visible(&claim.text),
            after,
            value: visible(&self.voice.value(claim)),
        }
    }
}
