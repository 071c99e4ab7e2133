//! What an input form makes of its input, before the text is given its structure.

use std::cell::LazyCell;
use std::ops::Deref;

use jiff::civil::Date;
use xxhash_rust::xxh3::Xxh3;

use super::directives::{Directive, Fault};
use super::metadata::{Metadata, Stated};
use super::problem::Problem;
use super::read::{self, parse_published};
use super::zones::Layout;
use super::{Article, Field, FieldText, Lang, Origin, Published, Zone, language};
use crate::position::Index;
use crate::rules::Rules;
use crate::span::Span;
use crate::text::plain::plain;

/// An article's text and metadata, as read.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What the input says about it; `id` has been filled in.
    pub metadata: Metadata,
    /// The text of the body field.
    pub body: String,
    /// Whether the body is a whole page. If not, the title of the metadata is a field of its own.
    pub layout: Layout,
    /// Passages whose zone the markup tells, in order.
    pub known: Vec<(Span, Zone)>,
    /// Where it was read.
    pub origin: Origin,
}

impl Draft {
    /// Gives the text its structure and checks the metadata. Dates later than the day after `today`
    /// (somewhere it is tomorrow already) are reported.
    pub fn read(self, today: Option<Date>, rules: &Rules) -> (Article, Vec<Problem>) {
        let mut problems = Vec::new();
        let published = self.published(today, &mut problems, rules);
        let lang = self.lang(&mut problems);
        let Self { metadata, body, layout, known, origin } = self;
        let title = metadata.title.as_deref();
        let body = read::structure_known(Field::Body, body, title, layout, &known, rules);
        let lines = LazyCell::new(|| Index::new(&body.text));
        problems.extend(body.directives.iter().filter_map(|directive| fault(directive, &lines, &origin)));
        let published = published.or_else(|| rules.zones.datelines.find(&plain(&furniture(&body))));
        let lang = lang.unwrap_or_else(|| language::detect(&body.text));
        let own = |title: &String| read::structure(Field::Title, title.clone(), None, layout, rules);
        let title_field = metadata.title.as_ref().filter(|_| layout == Layout::Text).map(own);
        let article = Article {
            id: metadata.id.unwrap_or_default(),
            outlet: metadata.outlet,
            published,
            title: metadata.title.or_else(|| read::headline(&body)),
            topic: metadata.topic,
            url: metadata.url,
            lang,
            fields: title_field.into_iter().chain([body]).collect(),
            origin,
        };
        (article, problems)
    }

    /// A hash of all that the article is made from, but for the path and the line that it was read from.
    pub fn stamp(&self) -> u128 {
        let Self { metadata, body, layout, known, origin } = self;
        let Metadata { id, title, outlet, published, lang, topic, url } = metadata;
        let stated = [published, lang].map(|stated| stated.as_ref().map(|stated| &stated.text));
        let parts = [id, title, outlet, topic, url].map(Option::as_ref).into_iter().chain(stated);
        let mut hash = Xxh3::new();
        let mut add = |part: &[u8]| {
            hash.update(&part.len().to_le_bytes());
            hash.update(part);
        };
        parts.for_each(|part| add(part.map_or(&[0xFF], |part| part.as_bytes())));
        add(body.as_bytes());
        add(format!("{layout:?} {known:?} {:?} {:?}", origin.body_offset, origin.front).as_bytes());
        hash.digest128()
    }

    fn published(&self, today: Option<Date>, problems: &mut Vec<Problem>, rules: &Rules) -> Option<Published> {
        let stated = self.metadata.published.as_ref()?;
        let parsed = parse_published(&stated.text).or_else(|| rules.zones.datelines.parse(&stated.text));
        let Some(published) = parsed else {
            problems.push(self.warning("impossible-date", stated).with("date", stated.text.trim()));
            return None;
        };
        let latest = today.and_then(|today| today.tomorrow().ok());
        if latest.is_some_and(|latest| published.date() > latest) {
            problems.push(self.warning("future-date", stated).with("date", published.date()));
        }
        Some(published)
    }

    fn lang(&self, problems: &mut Vec<Problem>) -> Option<Lang> {
        let stated = self.metadata.lang.as_ref()?;
        let lang = language::from_tag(&stated.text);
        if lang.is_none() {
            problems.push(self.warning("unknown-language", stated).with("lang", stated.text.trim()));
        }
        lang
    }

    fn warning(&self, key: &str, stated: &Stated) -> Problem {
        let path = stated.path.as_ref().unwrap_or(&self.origin.path);
        Problem::warning(path, key).at(stated.line.or(self.origin.line), None)
    }
}

/// What is wrong with a directive, at its line where the body stands in the file as it is.
fn fault<'a>(directive: &Directive, body: &impl Deref<Target = Index<'a>>, origin: &Origin) -> Option<Problem> {
    let fault = directive.content.as_ref().err()?;
    let problem = match fault {
        Fault::Syntax(found) => Problem::error(&origin.path, "directive").with("found", found),
        Fault::NoReason => Problem::error(&origin.path, "directive-reason"),
        Fault::Date(found) => Problem::error(&origin.path, "directive-date").with("found", found),
    };
    let (line, column) = origin.position(body, directive.span.start);
    Some(problem.at(line, column))
}

/// The lines of a page around its text, where it may state when it was published.
fn furniture(body: &FieldText) -> String {
    let lines = body.sentences.iter().filter(|s| s.zone == Zone::Chrome).map(|s| s.span.of(&body.text));
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests;
