//! Articles that are not written in plain characters are read through a twin that is: the same article, whose claims
//! stand at other offsets.

use crate::article::Article;
use crate::resolve::Claim;
use crate::text::plain::{Plain, plain};

/// An article in plain characters.
pub(crate) struct Twin {
    pub(crate) article: Article,
    /// For each field, how it was written, if in another way.
    plains: Vec<Option<Plain>>,
}

impl Twin {
    /// The twin of an article; `None` if it is written in plain characters.
    pub(crate) fn of(article: &Article) -> Option<Self> {
        let plains: Vec<Option<Plain>> = article.fields.iter().map(|field| Plain::of(&field.text)).collect();
        if plains.iter().all(Option::is_none) {
            return None;
        }
        let mut twin = article.clone();
        twin.title = twin.title.map(|title| plain(&title).into_owned());
        for (field, plain) in twin.fields.iter_mut().zip(&plains) {
            let Some(plain) = plain else { continue };
            plain.text().clone_into(&mut field.text);
            field.sentences.iter_mut().for_each(|sentence| sentence.span = plain.read(sentence.span));
            field.directives.iter_mut().for_each(|directive| directive.span = plain.read(directive.span));
        }
        Some(Self { article: twin, plains })
    }

    /// A claim of the twin as one of the article.
    pub(crate) fn written(&self, mut claim: Claim, article: &Article) -> Claim {
        if let Some(plain) = self.plain_of(&claim) {
            claim.span = plain.written(claim.span);
            claim.span.of(article.text(claim.field)).clone_into(&mut claim.text);
        }
        claim
    }

    /// The article's claims as those of the twin.
    pub(crate) fn read(&self, claims: &[Claim]) -> Vec<Claim> {
        let mut claims = claims.to_vec();
        for claim in &mut claims {
            let Some(plain) = self.plain_of(claim) else { continue };
            claim.span = plain.read(claim.span);
            claim.span.of(plain.text()).clone_into(&mut claim.text);
        }
        claims
    }

    fn plain_of(&self, claim: &Claim) -> Option<&Plain> {
        let field = self.article.fields.iter().position(|field| field.field == claim.field)?;
        self.plains[field].as_ref()
    }
}
