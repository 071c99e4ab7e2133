//! Examples and counter-examples of rule files, run as tests: by the test suite on the rules that
//! the binary carries, by `daejo rules test` on a house's own.

use std::fmt;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use super::Rules;
use crate::article::{Article, Lang, read};
use crate::resolve::Claim;

/// A text and what must, or must not, be found in it.
///
/// A fact is `text = value`, as in `90%가 넘는다 = >90 %`, `지난 14일 = 2024-03-14`,
/// `그렇게 되기를 희망한다 = 샘 올트먼`; or `concept: id`; or `stem: word`, `clause: text`; or
/// `zone: text`, as in `chrome: 댓글 0`; or `particle: words`, the text with a particle behind it; or
/// `subject: text = name`, of whom or what a claim is said.
/// Under `lacks`, a plain string says that no claim may overlap it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The body of the article.
    pub text: String,
    /// Its language; detected if not given.
    pub lang: Option<Lang>,
    /// Its publication date, for relative dates.
    pub published: Option<String>,
    /// Facts that must be found.
    #[serde(default)]
    pub finds: Vec<String>,
    /// Facts that must not be found, or strings that no claim may overlap.
    #[serde(default)]
    pub lacks: Vec<String>,
}

/// An example that does not hold.
#[derive(Debug)]
pub struct Failure {
    /// The rule file.
    pub path: PathBuf,
    /// The example's text.
    pub text: String,
    /// What was expected.
    pub expected: String,
    /// What was found instead, of the same kind.
    pub found: Vec<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.path.display(), self.text)?;
        writeln!(f, "  expected {}", self.expected)?;
        write!(f, "  found    {}", self.found.join(" · "))
    }
}

/// Runs every example; returns how many there were and which failed.
pub fn run(rules: &Rules) -> (usize, Vec<Failure>) {
    let mut count = 0;
    let mut failures = Vec::new();
    for (file, head) in rules.heads() {
        for example in &head.examples {
            count += 1;
            let found = facts(example, rules);
            let wrong = example.finds.iter().filter(|want| !found.holds(want)).cloned();
            let extra = example.lacks.iter().filter(|not| found.holds(not) || found.touches(example, not));
            let extra = extra.map(|not| format!("not {not}"));
            failures.extend(wrong.chain(extra).map(|expected| Failure {
                path: file.path.clone(),
                text: example.text.clone(),
                found: found.like(&expected),
                expected,
            }));
        }
    }
    (count, failures)
}

struct Facts {
    facts: Vec<String>,
    spans: Vec<crate::span::Span>,
}

/// The kind of a fact: `concept` in `concept: id`; claims have none.
fn kind(fact: &str) -> Option<&str> {
    let (kind, _) = fact.strip_prefix("not ").unwrap_or(fact).split_once(": ")?;
    kind.bytes().all(|b| b.is_ascii_lowercase()).then_some(kind)
}

impl Facts {
    /// The facts of the same kind as `fact`.
    fn like(&self, fact: &str) -> Vec<String> {
        self.facts.iter().filter(|found| kind(found) == kind(fact)).cloned().collect()
    }

    fn holds(&self, fact: &str) -> bool {
        self.facts.iter().any(|f| f == fact)
    }

    fn touches(&self, example: &Example, words: &str) -> bool {
        let mut places = example.text.match_indices(words);
        places.any(|(at, _)| self.spans.iter().any(|s| s.overlaps(crate::span::Span::new(at, at + words.len()))))
    }
}

fn facts(example: &Example, rules: &Rules) -> Facts {
    let article: Article = read::plain(&example.text, example.lang, example.published.as_deref(), rules);
    let claims = crate::extract(&article, 0, rules);
    let mut facts: Vec<String> = claims.iter().map(|c| format!("{} = {}", c.text, c.brief())).collect();
    let said_of = |claim: &Claim| {
        let text = claim.text.clone();
        claim.frame.subjects.clone().into_iter().map(move |name| format!("subject: {text} = {name}"))
    };
    facts.extend(claims.iter().flat_map(said_of));
    for field in &article.fields {
        let zone = |z| serde_json::to_value(z).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        facts.extend(field.sentences.iter().map(|s| format!("{}: {}", zone(s.zone), s.span.of(&field.text))));
    }
    facts.extend(
        rules
            .concepts
            .find(&example.text, &rules.words)
            .into_iter()
            .map(|hit| format!("concept: {}", rules.concepts.id(hit.concept))),
    );
    let words = crate::text::words::split(&example.text, &rules.words);
    facts.extend(words.iter().map(|word| format!("stem: {}", word.stem_text(&example.text))));
    let clauses = crate::text::clauses::split(&example.text, &rules.words);
    facts.extend(clauses.iter().map(|clause| format!("clause: {}", clause.of(&example.text).trim())));
    facts.extend(rules.messages.with_particles(&example.text).map(|words| format!("particle: {words}")));
    let named = |value: serde_json::Value| value.as_str().map(str::to_owned).unwrap_or_default();
    facts.extend(crate::check::run(&article, &claims, 0, rules).into_iter().map(|check| {
        let (kind, outcome) = (serde_json::json!(check.kind), serde_json::json!(check.outcome));
        format!("check: {} {}", named(kind), named(outcome))
    }));
    Facts { facts, spans: claims.iter().map(|c| c.span).collect() }
}
