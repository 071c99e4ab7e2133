//! How a term is written in a file, and the forms of it that a text may have.

use std::collections::HashMap;

use super::ConceptId;
use super::index::{Builder, Shape, Unclear};
use crate::text::{conjugate, inflect};

impl Builder {
    /// Adds a Korean term: a noun, a verb in its dictionary form, the stem of one (줄-), or, after
    /// `=`, a noun that ends like a verb (=캐나다). Spaces may be left out in the text, and so may what
    /// stands in brackets: 목숨(을) 잃다.
    ///
    /// # Errors
    /// It is no verb in its dictionary form, or has a mark that is no part of a term.
    pub fn add_korean(&mut self, written: &str, concept: ConceptId) -> Result<(), Unclear> {
        for term in optional(written) {
            let spaced = [Some(term.replace(' ', "")), term.contains(' ').then_some(term)];
            for term in spaced.into_iter().flatten() {
                self.add_korean_form(&term, concept)?;
            }
        }
        Ok(())
    }

    fn add_korean_form(&mut self, term: &str, concept: ConceptId) -> Result<(), Unclear> {
        let verb = term.ends_with('다') || term.ends_with(')');
        if let Some(noun) = term.strip_prefix('=') {
            return self.add(noun, Shape::Word, concept);
        }
        if let Some(stem) = term.strip_suffix('-') {
            return self.add(stem, Shape::Stem, concept);
        }
        if !verb {
            let single = term.chars().nth(1).is_none();
            return self.add(term, if single { Shape::Syllable } else { Shape::Word }, concept);
        }
        let forms = conjugate::forms(term)
            .ok_or_else(|| Unclear(format!("{term} is no dictionary form of a verb; write ={term} if it is a noun")))?;
        // One syllable that needs nothing behind it stands for too many words: 준, 큰, 올.
        let clear = |form: &&conjugate::Form| !form.whole || form.text.chars().nth(1).is_some();
        for form in forms.iter().filter(clear) {
            self.add(&form.text, if form.whole { Shape::Inflected } else { Shape::Stem }, concept)?;
        }
        Ok(())
    }

    /// Adds an English term: its last word is a noun that may be in the plural, or, behind `to `, its
    /// first word a verb; behind `=`, it is never inflected. Capitals must be in the text.
    ///
    /// # Errors
    /// It has a mark that is no part of a term.
    pub fn add_english(
        &mut self,
        written: &str,
        concept: ConceptId,
        irregular: &HashMap<&str, &str>,
    ) -> Result<(), Unclear> {
        let irregular = |word: &str| irregular.get(word).into_iter().flat_map(|forms| forms.split_whitespace());
        if let Some(term) = written.strip_prefix('=') {
            return self.add(term, Shape::Word, concept);
        }
        if let Some(phrase) = written.strip_prefix("to ") {
            let (verb, rest) = phrase.split_at(phrase.find(' ').unwrap_or(phrase.len()));
            self.add(phrase, Shape::Word, concept)?;
            let regular = inflect::verb(verb);
            let mut forms = regular.iter().map(String::as_str).chain(irregular(verb));
            return forms.try_for_each(|form| self.add(&format!("{form}{rest}"), Shape::Word, concept));
        }
        self.add(written, Shape::Word, concept)?;
        let (rest, noun) = written.split_at(written.rfind([' ', '-']).map_or(0, |at| at + 1));
        let plural = inflect::plural(noun);
        let mut forms = std::iter::once(&*plural).chain(irregular(noun));
        forms.try_for_each(|form| self.add(&format!("{rest}{form}"), Shape::Word, concept))
    }
}

/// A term with and without what it has in brackets; brackets at its end mark the class of a verb.
fn optional(term: &str) -> Vec<String> {
    let parts = term.split_once('(').and_then(|(before, rest)| {
        let (inside, after) = rest.split_once(')')?;
        (!after.is_empty()).then_some((before, inside, after))
    });
    match parts {
        None => vec![term.to_owned()],
        Some((before, inside, after)) => vec![format!("{before}{inside}{after}"), format!("{before}{after}")],
    }
}
