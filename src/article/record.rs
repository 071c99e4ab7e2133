//! An article whose fields are at hand one by one: a line of a JSONL file, a row of a table, a mapping of a program.

use super::Origin;
use super::draft::Draft;
use super::metadata::{Fields, Stated};
use super::problem::Problem;
use super::zones::Layout;

/// The fields as they are given. `id` and `body` are required.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Record {
    pub id: Option<String>,
    pub title: Option<String>,
    pub body: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub lang: Option<String>,
    pub topic: Option<String>,
    pub url: Option<String>,
}

impl Record {
    /// How long its text is.
    pub fn bytes(&self) -> u64 {
        [&self.title, &self.body].into_iter().flatten().map(|text| text.len() as u64).sum()
    }

    /// The draft of the article, read at `origin`.
    ///
    /// # Errors
    /// A required field is missing.
    pub fn draft(self, origin: Origin) -> Result<Draft, Problem> {
        let Self { id, title, body, outlet, published, lang, topic, url } = self;
        let missing = |field| Problem::error(&origin.path, "record-field").with("field", field).at(origin.line, None);
        let fields = Fields { id, title, outlet, published, lang, topic, url };
        let metadata = fields.state(|text| Stated { text, path: None, line: origin.line });
        if metadata.id.is_none() {
            return Err(missing("id"));
        }
        let body = body.ok_or_else(|| missing("body"))?;
        Ok(Draft { metadata, body, layout: Layout::Text, known: Vec::new(), origin })
    }
}
