//! Labelled events in two files of JSON lines: articles, and relations between places in them, or between two
//! sentences as a whole.

use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::fs;
use std::path::Path;

use daejo::article::zones::Layout;
use daejo::article::{Article, Field, read};
use daejo::policy::Options;
use daejo::report::Report;
use daejo::rules::Rules;
use daejo::span::Span;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::events::{Event, Label, Set};

#[derive(Deserialize)]
struct Row {
    id: String,
    topic: String,
    published: Option<String>,
    title: Option<String>,
    body: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Relation {
    Places { topic: String, verdict: String, members: [Member; 2] },
    Sentences { id: String, label: String },
}

/// A place: the text, within words of the article that occur once.
#[derive(Deserialize)]
struct Member {
    article: String,
    field: Field,
    text: String,
    context: String,
}

/// Pairs of sentences are left out by the tenth, those that stand together, as they are taken from the same pages.
const FOLDS: usize = 10;

/// The events of `articles`, by topic, with the labels of `relations`.
pub(crate) fn set(articles: &Path, relations: &Path, rules: &Rules) -> Result<Set, Box<dyn Error>> {
    let mut topics: BTreeMap<String, Vec<Article>> = BTreeMap::new();
    for row in lines::<Row>(articles)? {
        topics.entry(row.topic.clone()).or_default().push(article(row, rules));
    }
    let event = |(name, articles)| Event::new(name, daejo::check(articles, &Options::default(), rules));
    let mut events: Vec<Event> = topics.into_iter().map(event).collect();
    let mut by_name: HashMap<String, &mut Event> = events.iter_mut().map(|e| (e.name.clone(), e)).collect();
    let rows = lines::<Relation>(relations)?;
    let count = rows.len();
    for (row, relation) in rows.into_iter().enumerate() {
        let (Relation::Places { topic, .. } | Relation::Sentences { id: topic, .. }) = &relation;
        let event = by_name.get_mut(topic).ok_or_else(|| format!("no article has the topic {topic:?}"))?;
        match relation {
            Relation::Places { verdict, members, .. } => {
                let claims = members.map(|member| member.claim(&event.report));
                event.label(claims, Label::of(&verdict));
            }
            Relation::Sentences { label, .. } => {
                event.whole = Some(Label::of(&label));
                event.fold = format!("{} {}", relations.display(), row * FOLDS / count);
            }
        }
    }
    Ok(Set { name: name(relations), events })
}

/// The name of the file, or that of its folder if it says only what is in it.
fn name(relations: &Path) -> String {
    let stem = relations.file_stem().unwrap_or_default();
    let parent = relations.parent().and_then(Path::file_name).filter(|_| stem == "gold");
    parent.unwrap_or(stem).to_string_lossy().into_owned()
}

fn lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, Box<dyn Error>> {
    let named = |error: &dyn Error| format!("{}: {error}", path.display());
    let text = fs::read_to_string(path).map_err(|error| named(&error))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|error| named(&error).into())).collect()
}

fn article(row: Row, rules: &Rules) -> Article {
    let mut article = read::plain(&row.body, None, row.published.as_deref(), rules);
    article.id = row.id;
    if let Some(title) = row.title {
        article.fields.insert(0, read::structure(Field::Title, title, None, Layout::Text, rules));
    }
    article
}

impl Member {
    /// The claim that is meant: the one that overlaps it most.
    fn claim(&self, report: &Report) -> Option<usize> {
        let article = report.articles.iter().position(|article| article.id == self.article)?;
        let start = report.articles[article].text(self.field).find(&self.context)? + self.context.find(&self.text)?;
        let span = Span::new(start, start + self.text.len());
        let here = |claim: &daejo::resolve::Claim| claim.article == article && claim.field == self.field;
        let claims = report.claims.iter().enumerate().filter(|(_, claim)| here(claim) && claim.span.overlaps(span));
        let beyond = |claim: &daejo::resolve::Claim| claim.span.cover(span).len() - claim.span.len().min(span.len());
        claims.min_by_key(|(index, claim)| (beyond(claim), *index)).map(|(index, _)| index)
    }
}
