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

/// The claims of a text with so many bytes are printed one by one, and none is kept.
const LONG: usize = 1 << 22;

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
        let mut chunk = chunk(&mut drafts, |named| named.draft.body.len());
        if chunk.is_empty() {
            break;
        }
        let count = chunk.len();
        // A chunk ends with the text that fills it.
        let long = chunk.pop_if(|read| read.as_ref().is_ok_and(|named| named.draft.body.len() >= LONG));
        let mut report = |problem: &Problem| {
            outcome = Outcome::Trouble;
            progress.aside(|| session.report(problem));
        };
        let printed: Vec<_> = chunk.into_par_iter().map(|read| printer.read(read)).collect();
        for printed in printed.into_iter().flatten() {
            match printed {
                Ok(bytes) => progress.aside(|| out.write_all(&bytes?))?,
                Err(problem) => report(&problem),
            }
        }
        for article in long.into_iter().flat_map(|long| printer.articles(long)) {
            match article {
                Ok(article) => progress.aside(|| printer.print(&article, &mut out))?,
                Err(problem) => report(&problem),
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

    /// The article of a draft, behind what is wrong with it.
    fn articles(&self, draft: Result<Named, Problem>) -> Vec<Result<Article, Problem>> {
        draft.map_or_else(|problem| vec![Err(problem)], |named| named.read(self.how))
    }

    /// The same with the printed claims of the article in its place.
    fn read(&self, draft: Result<Named, Problem>) -> Vec<Result<io::Result<Vec<u8>>, Problem>> {
        let printed = |article: &Article| {
            let mut out = Vec::new();
            self.print(article, &mut out).map(|()| out)
        };
        self.articles(draft).into_iter().map(|read| read.map(|article| printed(&article))).collect()
    }

    fn print(&self, article: &Article, out: &mut impl Write) -> io::Result<()> {
        let rules = self.session.rules;
        let zones = self.zones.clone().unwrap_or_else(|| self.session.settings.zones(&article.origin.path));
        match self.format {
            ExtractFormat::Jsonl => {
                let mut written = Ok(());
                daejo::extract_each(article, 0, rules, &mut |claim| {
                    if written.is_ok() && zones.contains(&claim.zone) {
                        written = json::write_claim(out, &claim, &article.id, self.explain);
                    }
                });
                written
            }
            ExtractFormat::Table => {
                let claims = daejo::extract(article, 0, rules);
                let claims: Vec<&Claim> = claims.iter().filter(|claim| zones.contains(&claim.zone)).collect();
                table::write_claims(out, article, &claims, &self.session.voice, self.width, self.explain)
            }
        }
    }
}
