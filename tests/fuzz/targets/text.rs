//! Articles → figures, dates, quotations, claims.

use daejo::article::{Article, read};
use daejo::extract::{dates, quantities, quotes};
use daejo::report::json;
use daejo::resolve::Claim;
use daejo::rules::Rules;
use daejo::span::Span;
use daejo::text::words::starts;

use super::reading::lossy;

/// The day on which every article was published.
const PUBLISHED: &str = "2024-03-14";

fn article(data: &[u8]) -> Article {
    read::plain(&lossy(data), None, Some(PUBLISHED), Rules::shared())
}

/// Spans follow each other in the text and hold something.
fn in_order(article: &Article, spans: impl IntoIterator<Item = Span>) {
    let mut start = 0;
    for span in spans {
        assert!(span.start >= start && !span.of(&article.fields[0].text).is_empty(), "{span:?}");
        start = span.start;
    }
}

/// Figures, whose bounds don't cross.
pub(super) fn numerals(data: &[u8]) {
    let article = article(data);
    let found = quantities::scan(&article.fields[0], &[], Rules::shared());
    in_order(&article, found.iter().map(|mention| mention.span));
    for mention in &found {
        if let (Some(lower), Some(upper)) = (mention.quantity.lower, mention.quantity.upper) {
            assert!(lower <= upper, "{lower}..{upper} in {:?}", mention.span.of(&article.fields[0].text));
        }
    }
}

/// Dates and times.
pub(super) fn dates(data: &[u8]) {
    let article = article(data);
    let field = &article.fields[0];
    let found = dates::scan(field, &starts(&field.text), Rules::shared());
    in_order(&article, found.iter().map(|mention| mention.span));
}

/// Quotations.
pub(super) fn quotations(data: &[u8]) {
    let article = article(data);
    in_order(&article, quotes::scan(&article.fields[0], Rules::shared()).iter().map(|mention| mention.span));
}

/// Everything up to the printed claim, which is read back.
pub(super) fn extract(data: &[u8]) {
    let article = article(data);
    for claim in daejo::extract(&article, 0, Rules::shared()) {
        assert_eq!(claim.span.of(article.text(claim.field)), claim.text);
        printed(&article, &claim);
    }
}

fn printed(article: &Article, claim: &Claim) {
    let mut line = Vec::new();
    json::write_claim(&mut line, claim, &article.id, true).expect("memory can be written to");
    let read: serde_json::Value = serde_json::from_slice(&line).expect("it is JSON");
    assert_eq!(read["text"], *claim.text);
}
