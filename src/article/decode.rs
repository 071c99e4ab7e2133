//! Bytes → text, whatever the encoding.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{EUC_KR, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::problem::Problem;

/// A file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without byte order mark.
    pub text: String,
    /// Where the text starts in the file, if it stands there byte for byte.
    pub offset: Option<usize>,
}

/// Decodes a file: UTF-8, UTF-16 with a byte order mark, `stated` by the file itself, or else what
/// the bytes look like, Korean first.
///
/// # Errors
/// The file is no text, is damaged, or is in no encoding that can be told.
pub fn decode(bytes: Vec<u8>, stated: Option<&'static Encoding>, path: &str) -> Result<Decoded, Problem> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding != UTF_8 {
            return strictly(encoding, &bytes[mark..]).ok_or_else(|| undecodable(path, encoding));
        }
    }
    if bytes.contains(&0) {
        return Err(Problem::error(path, "no-text"));
    }
    if let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) {
        return Ok(without_mark(text.into_owned()));
    }
    let legacy = stated.filter(|encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding));
    if let Some(decoded) = legacy.and_then(|encoding| strictly(encoding, &bytes)) {
        return Ok(decoded);
    }
    if let Some((line, column)) = damage(&bytes) {
        return Err(Problem::error(path, "damaged").at(Some(line), Some(column)));
    }
    let guess = guess(&bytes);
    strictly(EUC_KR, &bytes).or_else(|| strictly(guess, &bytes)).ok_or_else(|| undecodable(path, guess))
}

fn undecodable(path: &str, encoding: &'static Encoding) -> Problem {
    Problem::error(path, "undecodable").with("encoding", encoding.name())
}

fn without_mark(text: String) -> Decoded {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => Decoded { text: rest.to_owned(), offset: Some(text.len() - rest.len()) },
        None => Decoded { text, offset: Some(0) },
    }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<Decoded> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?.into_owned();
    (!text.contains('\0')).then_some(Decoded { text, offset: None })
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"kr"), Utf8Detection::Deny)
}

/// Line and column of the first bad byte of what is UTF-8 but for a few bytes.
fn damage(bytes: &[u8]) -> Option<(usize, usize)> {
    let (mut bad, mut wide) = (0_usize, 0_usize);
    let mut place = None;
    let (mut line, mut column) = (1, 1);
    for chunk in bytes.utf8_chunks() {
        for c in chunk.valid().chars() {
            wide += usize::from(c >= '\u{800}');
            (line, column) = if c == '\n' { (line + 1, 1) } else { (line, column + 1) };
        }
        if !chunk.invalid().is_empty() {
            bad += 1;
            place.get_or_insert((line, column));
        }
    }
    place.filter(|_| wide > 4 * bad)
}
