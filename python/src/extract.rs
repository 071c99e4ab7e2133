//! `daejo.extract`.

use daejo::article::Article;
use daejo::input::How;
use daejo::resolve::Claim;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::claim::Found;
use crate::config::Config;
use crate::feed::Feed;

/// The claims of articles: the objects of `daejo extract --format jsonl`.
#[pyfunction]
#[pyo3(signature = (articles, config, explain, on_problem, progress))]
pub(crate) fn extract<'py>(
    articles: Bound<'py, PyAny>,
    config: Option<&Config>,
    explain: bool,
    on_problem: Option<Bound<'py, PyAny>>,
    progress: Option<Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyList>> {
    let py = articles.py();
    let plain = Config::plain();
    let config = config.unwrap_or(&plain);
    let settings = config.settings()?;
    let list = PyList::empty(py);
    let mut feed = Feed::new(config, &settings, progress, on_problem, py);
    feed.give(&articles)?;
    let how = feed.how();
    feed.each(
        |article| own_claims(article, how),
        |(article, claims)| Found { article, claims, explain }.append_to(&list),
    )?;
    Ok(list)
}

/// The id of an article, and its claims in the parts of the page that they are taken from.
pub(crate) fn own_claims(article: Article, how: How) -> (String, Vec<Claim>) {
    let zones = how.settings.zones(&article.origin.path);
    let mut claims = daejo::extract(&article, 0, how.rules);
    claims.retain(|claim| zones.contains(&claim.zone));
    (article.id, claims)
}
