//! Files → articles.

use std::borrow::Cow;

use daejo::article::decode::decode;
use daejo::article::draft::Draft;
use daejo::article::{html as page, jsonl, text};
use daejo::rules::Rules;

/// The longest line of a JSONL file that is read.
const LONGEST: u64 = 1 << 20;

/// Bytes in any encoding, with or without front matter; and as lines of JSON.
pub(super) fn decoding(data: &[u8]) {
    if let Ok(decoded) = decode(data.to_vec(), None, "a.txt") {
        text::draft(decoded, "a.txt").0.into_iter().for_each(structured);
    }
    jsonl::Lines::new(data, "a.jsonl", LONGEST).flatten().for_each(structured);
}

/// A page, in the encoding that it states.
pub(super) fn html(data: &[u8]) {
    if let Ok(decoded) = decode(data.to_vec(), page::stated_encoding(data), "a.html") {
        page::draft(&decoded.text, "a.html").into_iter().for_each(structured);
    }
}

/// The text of some bytes, whatever they are.
pub(super) fn lossy(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}

/// Gives a draft its structure: sentences follow each other and lie between characters.
fn structured(draft: Draft) {
    let (article, _) = draft.read(None, Rules::shared());
    for field in &article.fields {
        let mut end = 0;
        for sentence in &field.sentences {
            assert!(sentence.span.start >= end && !sentence.span.of(&field.text).is_empty(), "{sentence:?}");
            end = sentence.span.end;
        }
    }
}
