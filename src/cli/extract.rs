//! `daejo extract`: articles in, claims out, in the order of the input and in constant memory.

use std::io::{self, Write};

use daejo::article::problem::Problem;
use daejo::article::{Article, Zone};
use daejo::input::{How, Named, Reader, chunk};
use daejo::report::{json, table};
use daejo::resolve::Claim;
use rayon::prelude::*;

use super::args::{Extract, ExtractFormat};
use super::output::Terminal;
use super::{Outcome, Session, Stop};

/// About how long a printed claim is.
const LINE_BYTES: usize = 512;

pub(super) fn run(session: &Session, options: &Extract) -> Result<Outcome, Stop> {
    let progress = session.terminal.progress();
    let printer = Printer::new(session, options);
    let mut reader = Reader::new(printer.how);
    let mut drafts = reader.drafts(&options.input.paths);
    let mut out = match options.format {
        ExtractFormat::Jsonl => session.terminal.data(),
        ExtractFormat::Table => session.terminal.output(),
    };
    let mut outcome = Outcome::Clean;
    while !out.is_closed() {
        let chunk = chunk(&mut drafts, |named| named.draft.body.len());
        if chunk.is_empty() {
            break;
        }
        let count = chunk.len();
        let printed: Vec<_> = chunk.into_par_iter().map(|read| printer.read(read)).collect();
        for printed in printed.into_iter().flatten() {
            match printed {
                Ok(bytes) => progress.aside(|| out.write_all(&bytes?))?,
                Err(problem) => {
                    outcome = Outcome::Trouble;
                    progress.aside(|| session.report(&problem));
                }
            }
        }
        progress.add(count);
    }
    out.flush()?;
    Ok(outcome)
}

/// Reads one article at a time and prints its claims, on any thread.
struct Printer<'a> {
    session: &'a Session<'a>,
    how: How<'a>,
    format: ExtractFormat,
    /// The parts of the page that are asked for.
    zones: Option<Vec<Zone>>,
    explain: bool,
    width: u16,
}

impl<'a> Printer<'a> {
    fn new(session: &'a Session, options: &'a Extract) -> Self {
        let how = session.how(options.input.stdin_filename.as_deref());
        let zones: Vec<Zone> = options.zones.iter().map(|&zone| zone.into()).collect();
        let zones = Some(zones).filter(|zones| !zones.is_empty());
        Self { session, how, format: options.format, zones, explain: options.explain, width: Terminal::width() }
    }

    /// The printed claims of the article of a draft, behind what is wrong with it.
    fn read(&self, draft: Result<Named, Problem>) -> Vec<Result<io::Result<Vec<u8>>, Problem>> {
        let read = draft.map_or_else(|problem| vec![Err(problem)], |named| named.read(self.how));
        read.into_iter().map(|read| read.map(|article| self.print(&article))).collect()
    }

    fn print(&self, article: &Article) -> io::Result<Vec<u8>> {
        let claims = daejo::extract(article, 0, self.session.rules);
        let zones = self.zones.clone().unwrap_or_else(|| self.session.settings.zones(&article.origin.path));
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
