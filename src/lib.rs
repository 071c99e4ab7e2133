//! daejo (대조): holds news articles side by side.
//!
//! Each stage takes the type of the one before and gives its own; nothing points back.
//!
//! | stage | from → to |
//! | --- | --- |
//! | [`article`] | bytes → [`article::Article`] |
//! | [`extract`](mod@extract) | article → [`extract::Mentions`] |
//! | [`resolve`] | mentions → [`resolve::Claim`]s |
//! | [`align`] | claims → [`align::Pair`]s about the same thing |
//! | [`judge`] | pairs → [`judge::Relation`]s |
//! | [`check`](mod@check) | an article's claims → [`check::Check`]s |
//! | [`report`] | all of it → something to read |
//!
//! [`input`] finds and reads articles, [`config`] tells what holds for a run: no stage knows either.

pub mod align;
pub mod article;
pub mod check;
pub mod compare;
pub mod config;
pub mod edtf;
pub mod extract;
pub mod input;
pub mod judge;
pub mod ledger;
pub mod policy;
pub mod position;
pub mod quantity;
pub mod reason;
pub mod report;
pub mod resolve;
pub mod rules;
mod shelf;
pub mod span;
pub mod spread;
pub mod text;
mod twin;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use align::archive::{Archive, Entry, Nothing};
use align::gather::{Case, Gathered};
use align::study::Study;
use article::{Article, Lang};
use ledger::Ledger;
use policy::{Desk, GroupBy, Options, Policy};
use report::{Report, Results};
use resolve::Claim;
use rules::Rules;
use shelf::Shelf;
use twin::Twin;

/// The claims of one article, `index` being its place in the run.
pub fn extract(article: &Article, index: usize, rules: &Rules) -> Vec<Claim> {
    let read = |article: &Article| resolve::claims(article, index, extract::mentions(article, rules), rules);
    match Twin::of(article) {
        None => read(article),
        Some(twin) => read(&twin.article).into_iter().map(|claim| twin.written(claim, article)).collect(),
    }
}

/// The same, one by one, for those who don't hold them: an article may have millions.
pub fn extract_each(article: &Article, index: usize, rules: &Rules, each: &mut dyn FnMut(Claim)) {
    let read = |article: &Article, each: &mut dyn FnMut(Claim)| {
        resolve::each_claim(article, index, extract::mentions(article, rules), rules, each);
    };
    match Twin::of(article) {
        None => read(article, each),
        Some(twin) => read(&twin.article, &mut |claim| each(twin.written(claim, article))),
    }
}

/// The whole path: extracts, aligns, judges, checks.
pub fn check(articles: Vec<Article>, options: &Options, rules: &Rules) -> Report {
    let langs = languages(&articles);
    prepared(&langs, rules, || {
        let Ok(report) = check_entries(entries(articles, &options.policies, rules), &Nothing, options, rules);
        report
    })
}

/// The same for `articles` held against others; what involves none of the former is left out.
pub fn check_against(articles: Vec<Article>, others: Vec<Article>, options: &Options, rules: &Rules) -> Report {
    let (own, theirs) = options.policies.split_at(articles.len().min(options.policies.len()));
    let langs = languages(articles.iter().chain(&others));
    prepared(&langs, rules, || {
        check_extracted(entries(articles, own, rules), entries(others, theirs, rules), options, rules)
    })
}

/// The same from the claims on, for those who keep them while an article stays the same.
pub fn check_extracted(own: Vec<Entry>, others: Vec<Entry>, options: &Options, rules: &Rules) -> Report {
    let shelf = Shelf::new(others, options.group_by, rules);
    let Ok(report) = check_entries(own, &shelf, options, rules);
    report
}

/// The same for articles held against those of a ledger.
///
/// # Errors
/// When the ledger can't be read.
pub fn check_with(
    articles: Vec<Article>,
    ledger: &Ledger,
    options: &Options,
    rules: &Rules,
) -> Result<Report, ledger::Error> {
    let langs = languages(&articles);
    prepared(&langs, rules, || {
        check_extracted_with(entries(articles, &options.policies, rules), ledger, options, rules)
    })
}

/// The same from the claims on.
///
/// # Errors
/// When the ledger can't be read.
pub fn check_extracted_with(
    entries: Vec<Entry>,
    ledger: &Ledger,
    options: &Options,
    rules: &Rules,
) -> Result<Report, ledger::Error> {
    match options.group_by {
        GroupBy::Nothing => check_entries(entries, ledger, options, rules),
        GroupBy::Topic => {
            let shelf = Shelf::new(ledger.of_topics(&entries)?, options.group_by, rules);
            let Ok(report) = check_entries(entries, &shelf, options, rules);
            Ok(report)
        }
    }
}

/// The languages of some articles.
fn languages<'a>(articles: impl IntoIterator<Item = &'a Article>) -> BTreeSet<Lang> {
    articles.into_iter().map(|article| article.lang).collect()
}

/// Goes a path while what it will find words with is built on another thread.
fn prepared<T: Send>(langs: &BTreeSet<Lang>, rules: &Rules, path: impl FnOnce() -> T + Send) -> T {
    rayon::join(path, || langs.iter().for_each(|&lang| rules.prepare(lang))).0
}

/// The claims of articles, with what holds for each: the default where `policies` end.
fn entries(articles: Vec<Article>, policies: &[Arc<Policy>], rules: &Rules) -> Vec<Entry> {
    let entry = |(index, article): (usize, Article)| {
        let policy = policies.get(index).cloned().unwrap_or_default();
        let claims = extract(&article, index, rules);
        Entry::new(article, claims, policy)
    };
    articles.into_par_iter().enumerate().map(entry).collect()
}

/// The path from the claims on, for articles held against those of an archive.
///
/// # Errors
/// When the archive can't be read.
pub fn check_entries<A: Archive>(
    entries: Vec<Entry>,
    archive: &A,
    options: &Options,
    rules: &Rules,
) -> Result<Report, A::Error> {
    check_studies(entries.into_iter().map(|entry| Arc::new(Study::new(entry))).collect(), archive, options, rules)
}

/// The same for articles that may be kept, with what is worked out of them, to be held against others.
///
/// # Errors
/// When the archive can't be read.
pub fn check_studies<A: Archive>(
    studies: Vec<Arc<Study>>,
    archive: &A,
    options: &Options,
    rules: &Rules,
) -> Result<Report, A::Error> {
    let new = studies.len();
    let own: Vec<usize> = (0..new).collect();
    let entries: Vec<&Entry> = studies.iter().map(|study| study.entry()).collect();
    let met = align::meet(&entries, archive, options.group_by, rules)?;
    let gathered = Gathered::new(studies, &met, archive)?;
    let results = judge_gathered(gathered, new, &own, options, rules).involving(new);
    let origins = align::origins::origins_seen(&results.articles, &results.seen, rules);
    Ok(Report::new(results, &origins, new).having_left_out(met.left_out))
}

/// The path from the candidates on: what articles have with each other, the first `new` being under check, and what
/// those of `own` have in themselves. Articles behind the first `new` that have nothing are left out.
fn judge_gathered(gathered: Gathered, new: usize, own: &[usize], options: &Options, rules: &Rules) -> Results {
    let pairs = align::align(&gathered, own, rules);
    let Case { articles, policies, seen, claims, pairs, chronicles, own } = gathered.into_case(new, own, pairs);
    let checks = |index: usize| {
        let own = resolve::range_of(&claims, index);
        let checks = match Twin::of(&articles[index]) {
            None => check::run(&articles[index], &claims[own.clone()], own.start, rules),
            Some(twin) => check::run(&twin.article, &twin.read(&claims[own.clone()]), own.start, rules),
        };
        checks.into_iter().filter(|check| policies[index].runs(check)).collect::<Vec<_>>()
    };
    let checks = own.par_iter().flat_map_iter(|&article| checks(article)).collect();
    let mut relations = judge::judge(&articles, &claims, &pairs, &chronicles, rules);
    let desk = Desk { articles: &articles, claims: &claims, policies: &policies, new, rules };
    relations.retain(|relation| options.within_days.is_none_or(|days| desk.are_compared(relation, days)));
    relations.iter_mut().for_each(|relation| desk.tolerate(relation));
    Results { articles, claims, relations, checks, policies, seen }
}
