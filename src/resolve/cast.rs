//! The cast of an article: the people and organisations that it names, so that 올트먼 CEO, 그는 and
//! the company find the name that was written in full.

use smol_str::SmolStr;

use crate::article::Article;
use crate::rules::Rules;
use crate::span::Span;

/// A person of the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest form of the name, without title: 샘 올트먼.
    pub name: SmolStr,
    /// Other forms that mean the same person: 올트먼, 샘.
    pub aliases: Vec<SmolStr>,
    /// Titles written with the name: 오픈AI 최고경영자(CEO).
    pub titles: Vec<SmolStr>,
}

/// Where somebody or something of the cast is named in the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Appearance {
    /// Index into [`Cast::people`].
    pub person: usize,
    /// The name as written there, title left out.
    pub span: Span,
}

/// The people of an article.
#[derive(Clone, Debug, Default)]
pub struct Cast {
    /// In the order of their first appearance.
    pub people: Vec<Person>,
    /// In the order of the text, body field only.
    pub appearances: Vec<Appearance>,
}

/// Reads the cast of an article.
pub fn read(article: &Article, rules: &Rules) -> Cast {
    let _ = (article, rules);
    Cast::default()
}

impl Cast {
    /// The person that a name means.
    pub fn resolve(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|p| p.name == name || p.aliases.iter().any(|a| a == name))
    }
}
