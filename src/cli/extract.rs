//! `daejo extract`: articles in, claims out, in the order of the input and in constant memory.

use std::io::{self, Write};

use daejo::article::Article;
use daejo::article::problem::Problem;
use daejo::report::{json, table};
use daejo::resolve::Claim;
use rayon::prelude::*;

use super::args::{Extract, ExtractFormat};
use super::input;
use super::output::Terminal;
use super::{Outcome, Session, Stop};

/// How many articles, and how many bytes of text, are held at a time.
const CHUNK_ARTICLES: usize = 512;
const CHUNK_BYTES: usize = 1 << 20;
/// About how long a printed claim is.
const LINE_BYTES: usize = 512;

pub(super) fn run(session: &Session, options: &Extract) -> Result<Outcome, Stop> {
    let progress = session.terminal.progress();
    let mut reader = input::Reader::new(session.how(options.input.stdin_filename.as_deref()));
    let mut articles = reader.read(&options.input.paths);
    let printer = Printer::new(session, options);
    let mut out = match options.format {
        ExtractFormat::Jsonl => session.terminal.data(),
        ExtractFormat::Table => session.terminal.output(),
    };
    let mut outcome = Outcome::Clean;
    let mut first = 0;
    while !out.is_closed() {
        let chunk = chunk(&mut articles);
        if chunk.is_empty() {
            break;
        }
        let printed: Vec<_> = chunk
            .par_iter()
            .enumerate()
            .map(|(at, read)| read.as_ref().map(|article| printer.print(article, first + at)))
            .collect();
        for printed in printed {
            match printed {
                Ok(bytes) => progress.aside(|| out.write_all(&bytes?))?,
                Err(problem) => {
                    outcome = Outcome::Trouble;
                    progress.aside(|| session.report(problem));
                }
            }
        }
        first += chunk.len();
        progress.add(chunk.len());
    }
    out.flush()?;
    Ok(outcome)
}

/// The next articles and problems, as many as are held at a time.
fn chunk(articles: &mut impl Iterator<Item = Result<Article, Problem>>) -> Vec<Result<Article, Problem>> {
    let mut bytes = 0;
    let mut chunk = Vec::new();
    while chunk.len() < CHUNK_ARTICLES && bytes < CHUNK_BYTES {
        let Some(read) = articles.next() else { break };
        bytes += read.as_ref().map_or(0, |article| article.fields.iter().map(|field| field.text.len()).sum());
        chunk.push(read);
    }
    chunk
}

/// Prints the claims of one article at a time, on any thread.
struct Printer<'a> {
    session: &'a Session<'a>,
    format: ExtractFormat,
    explain: bool,
    width: u16,
}

impl<'a> Printer<'a> {
    fn new(session: &'a Session, options: &Extract) -> Self {
        Self { session, format: options.format, explain: options.explain, width: Terminal::width() }
    }

    /// The printed claims of an article, the one at `index` in the run.
    fn print(&self, article: &Article, index: usize) -> io::Result<Vec<u8>> {
        let claims = daejo::extract(article, index, self.session.rules);
        let zones = self.session.settings.zones(&article.origin.path);
        let claims: Vec<&Claim> = claims.iter().filter(|claim| zones.contains(&claim.zone)).collect();
        let mut out = Vec::with_capacity(claims.len() * LINE_BYTES);
        match self.format {
            ExtractFormat::Jsonl => {
                for claim in &claims {
                    json::write_claim(&mut out, claim, &article.id, self.explain)?;
                }
            }
            ExtractFormat::Table => {
                table::write_claims(&mut out, article, &claims, &self.session.voice, self.width, self.explain)?;
            }
        }
        Ok(out)
    }
}
