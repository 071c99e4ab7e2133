//! Places in articles, named by quoted text: `ferry-morning: 현재 {3명}이 숨지고`.

use std::fmt;

use daejo::article::{Article, Field};
use daejo::report::Report;
use daejo::resolve::{Claim, Content};
use daejo::span::Span;
use serde::Deserialize;

/// An article's short id, optionally `/title`, a colon, and words of the article with the part that
/// is meant in braces. Without `/title` the words stand in the body.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Place {
    written: String,
    pub(crate) article: String,
    field: Field,
    before: String,
    marked: String,
    after: String,
}

/// The last segment of an article's id: an address is too long for a file name.
pub(crate) fn short_id(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

impl TryFrom<String> for Place {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        let parts = || {
            let (article, words) = written.split_once(": ")?;
            let (before, rest) = words.split_once('{')?;
            let (marked, after) = rest.split_once('}')?;
            Some((article, before, marked, after))
        };
        let (article, before, marked, after) =
            parts().ok_or(format!("{written:?} is not `article: words {{part}}`"))?;
        let (article, field) =
            article.strip_suffix("/title").map_or((article, Field::Body), |article| (article, Field::Title));
        Ok(Self {
            article: article.to_owned(),
            field,
            before: before.to_owned(),
            marked: marked.to_owned(),
            after: after.to_owned(),
            written,
        })
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Place {
    /// Where the marked words stand, if the article has them.
    fn span(&self, article: &Article) -> Option<Span> {
        let words = format!("{}{}{}", self.before, self.marked, self.after);
        let start = article.text(self.field).find(&words)? + self.before.len();
        Some(Span::new(start, start + self.marked.len()))
    }

    /// The claim that stands there, as an index into the report's.
    ///
    /// # Errors
    /// What is missing: the article, the words, or a claim.
    pub(crate) fn claim(&self, report: &Report) -> Result<usize, String> {
        let article = report.articles.iter().position(|a| short_id(&a.id) == self.article);
        let article = article.ok_or_else(|| format!("no article has the id {:?}", self.article))?;
        let span = self.span(&report.articles[article]).ok_or_else(|| format!("the words are not there: {self}"))?;
        let here = |claim: &Claim| claim.article == article && claim.field == self.field;
        let candidates = report.claims.iter().enumerate().filter(|(_, claim)| here(claim));
        candidates
            .map(|(index, claim)| (common_percent(span, claim.span), index))
            .filter(|&(common, _)| common >= 30)
            .max_by_key(|&(common, index)| (common, std::cmp::Reverse(index)))
            .map(|(_, index)| index)
            .ok_or_else(|| format!("no claim: {self}"))
    }
}

/// How much two spans have in common, in per cent of what they cover together.
fn common_percent(a: Span, b: Span) -> usize {
    if !a.overlaps(b) {
        return 0;
    }
    let common = a.end.min(b.end) - a.start.max(b.start);
    100 * common / a.cover(b).len()
}

/// Whether two pairs of claims say the same of the same articles, whichever claim comes first.
pub(crate) fn twin_pairs(claims: &[Claim], [a, b]: [usize; 2], [x, y]: [usize; 2]) -> bool {
    let twins = |one: usize, other: usize| twins(&claims[one], &claims[other]);
    (twins(a, x) && twins(b, y)) || (twins(a, y) && twins(b, x))
}

/// Whether two claims of one article say the same: a figure told twice is one figure.
fn twins(a: &Claim, b: &Claim) -> bool {
    a.article == b.article
        && match (&a.content, &b.content) {
            (Content::Quantity(x), Content::Quantity(y)) => x.brief() == y.brief(),
            (Content::Date(x), Content::Date(y)) => x.edtf == y.edtf,
            (Content::Quote(_), Content::Quote(_)) => a.text == b.text,
            _ => false,
        }
}
