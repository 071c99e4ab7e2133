//! Articles with their claims.

use super::{Damaged, Reader, Stored, Writer, claim, stored};
use crate::article::directives::{Directive, Fault, Ignore};
use crate::article::{Article, Field, FieldText, Front, Lang, Origin, Published, Sentence, Zone};
use crate::position::Count;
use crate::resolve::Claim;
use crate::span::Span;

stored!(enum Lang { 0 => Ko, 1 => En });
stored!(enum Field { 0 => Title, 1 => Body });
stored!(enum Zone {
    0 => Title,
    1 => Deck,
    2 => Body,
    3 => Caption,
    4 => Listing,
    5 => Chrome,
});
stored!(struct Published { local, has_time, offset });
stored!(struct Sentence { span, zone, paragraph, repeated });
stored!(struct Ignore { code, reason, until });
stored!(enum Fault { 0 => Syntax(found), 1 => NoReason, 2 => Date(found) });
stored!(struct Directive { span, paragraph, content });
stored!(struct FieldText { field, text, sentences, directives });
stored!(struct Count { bytes, chars, utf16 });
stored!(struct Front { lines, length });
stored!(struct Article { id, outlet, published, title, topic, url, lang, fields, origin });

/// Path and line stand beside the bytes, as they change while the article doesn't.
impl Stored for Origin {
    fn write(&self, out: &mut Writer) {
        self.body_offset.write(out);
        self.front.write(out);
    }

    fn read(input: &mut Reader<'_>) -> Result<Self, Damaged> {
        Ok(Self { body_offset: Stored::read(input)?, front: Stored::read(input)?, ..Self::default() })
    }
}

/// Whether sentences and directives lie within their text.
fn is_sound(field: &FieldText) -> bool {
    let lies_within = |span: Span| field.text.get(span.start..span.end).is_some();
    let sentences = field.sentences.iter().map(|sentence| sentence.span);
    sentences.chain(field.directives.iter().map(|directive| directive.span)).all(lies_within)
}

/// An article and its claims as bytes, but for the path and line that it was read from.
pub(crate) fn encode(article: &Article, claims: &[Claim]) -> Vec<u8> {
    let mut out = Writer::default();
    article.write(&mut out);
    claim::write(claims, &mut out);
    out.into_bytes()
}

/// What [`encode`] has written.
///
/// # Errors
/// When the bytes are something else.
pub(crate) fn decode(bytes: &[u8]) -> Result<(Article, Vec<Claim>), Damaged> {
    let mut input = Reader::new(bytes);
    let article = Article::read(&mut input)?;
    if !article.fields.iter().all(is_sound) {
        return Err(Damaged);
    }
    let claims = claim::read(&article, &mut input)?;
    input.end()?;
    Ok((article, claims))
}
