//! Articles that Python gives, read one after the other, some at a time.

use daejo::article::Article;
use daejo::article::problem::Problem;
use daejo::config::Settings;
use daejo::input::{How, Named, Reader, chunk};
use pyo3::prelude::*;
use pyo3::types::{PyIterator, PyList};

use crate::config::Config;
use crate::given::{Given, NAME};
use crate::pool;
use crate::problems::Listener;

/// Where articles come from, and who hears of them.
pub(crate) struct Feed<'a, 'py> {
    py: Python<'py>,
    how: How<'a>,
    reader: Reader<'a>,
    /// What is given and has not been read.
    given: Option<Bound<'py, PyIterator>>,
    /// How many have been given.
    count: usize,
    /// Called with the number of articles that have been worked on.
    progress: Option<Bound<'py, PyAny>>,
    listener: Listener<'a, 'py>,
    /// What Python raised while it gave.
    raised: Option<PyErr>,
}

impl<'a, 'py> Feed<'a, 'py> {
    /// Nothing yet; `progress` is called as articles are worked on, `listener` told of what is wrong with them.
    pub(crate) fn new(
        config: &'a Config,
        settings: &'a Settings,
        progress: Option<Bound<'py, PyAny>>,
        on_problem: Option<Bound<'py, PyAny>>,
        py: Python<'py>,
    ) -> Self {
        let how = How { rules: config.rules(), settings, stdin: None };
        let listener = Listener::new(config.voice(settings), on_problem);
        Self { py, how, reader: Reader::new(how), given: None, count: 0, progress, listener, raised: None }
    }

    /// How articles are read.
    pub(crate) fn how(&self) -> How<'a> {
        self.how
    }

    /// Reads `articles` next: one or several.
    pub(crate) fn give(&mut self, articles: &Bound<'py, PyAny>) -> PyResult<()> {
        let one = Given::is_one(articles)?;
        let articles = if one { PyList::new(self.py, [articles])?.try_iter()? } else { articles.try_iter()? };
        self.given = Some(articles);
        Ok(())
    }

    /// Works on everything that was given, without the interpreter's lock, and passes on what comes of it, in order.
    pub(crate) fn each<T: Send>(
        &mut self,
        work: impl Fn(Article) -> T + Sync + Send,
        mut take: impl FnMut(T) -> PyResult<()>,
    ) -> PyResult<()> {
        let how = self.how;
        while let Some(chunk) = self.chunk()? {
            let count = chunk.len();
            let done = pool::each(self.py, chunk, |draft| match draft {
                Ok(named) => named.read(how).into_iter().map(|read| read.map(&work)).collect(),
                Err(problem) => vec![Err(problem)],
            })?;
            self.pass_on(count, done, &mut take)?;
        }
        Ok(())
    }

    /// Some articles, if any are left.
    pub(crate) fn chunk(&mut self) -> PyResult<Option<Vec<Result<Named, Problem>>>> {
        let chunk = chunk(self, |named: &Named| named.draft.body.len());
        match self.raised.take() {
            Some(error) => Err(error),
            None => Ok(Some(chunk).filter(|chunk| !chunk.is_empty())),
        }
    }

    /// Passes on what has come of `count` articles, tells of problems, and lets the user interrupt.
    pub(crate) fn pass_on<T>(
        &self,
        count: usize,
        done: Vec<Result<T, Problem>>,
        mut take: impl FnMut(T) -> PyResult<()>,
    ) -> PyResult<()> {
        for done in done {
            match done {
                Ok(done) => take(done)?,
                Err(problem) => self.listener.tell(self.py, &problem)?,
            }
        }
        if let Some(progress) = &self.progress {
            progress.call1((count,))?;
        }
        self.py.check_signals()
    }

    /// The next draft; `None` when nothing is left.
    fn pull(&mut self) -> PyResult<Option<Result<Named, Problem>>> {
        loop {
            if let Some(draft) = self.reader.next_draft() {
                return Ok(Some(draft));
            }
            let Some(next) = self.given.as_mut().and_then(Iterator::next) else { return Ok(None) };
            self.count += 1;
            let number = self.count;
            match Given::of(&next?, number)? {
                Err(problem) => return Ok(Some(Err(problem))),
                Ok(Given::Place(path)) => self.reader.add(&[path]),
                Ok(Given::Fields(record)) => return Ok(Some(self.reader.record(record, NAME, Some(number)))),
                Ok(Given::Text(text)) => self.reader.add_text(text, NAME, &format!("text-{number}")),
            }
        }
    }
}

impl Iterator for Feed<'_, '_> {
    type Item = Result<Named, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.raised.is_some() {
            return None;
        }
        self.pull().unwrap_or_else(|error| {
            self.raised = Some(error);
            None
        })
    }
}
