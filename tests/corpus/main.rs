//! The corpus in `corpus/`: what every stage makes of it, and what its authors expect of the whole.
//!
//! A new article or story is found by walking the folder; no list is to be edited here.

mod compare;
mod expected;
mod place;
mod reading;
mod show;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use daejo::article::Article;
use daejo::policy::Options;
use daejo::report::Report;
use daejo::rules::Rules;
use expected::{Annotations, Expected};
use reading::story_folders;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// The articles of each story, a story being a folder of `corpus/`.
static STORIES: LazyLock<BTreeMap<String, Vec<Article>>> = LazyLock::new(|| {
    story_folders().iter().map(|folder| (reading::name(folder), reading::articles(folder, &RULES))).collect()
});

/// All articles against all.
fn check(articles: Vec<Article>) -> Report {
    daejo::check(articles, &Options::default(), &RULES)
}

/// Snapshots lie in the folder of that name at the top.
fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// `article`, `mentions` and `claims` of each article, `relations` and `checks` of each story.
#[test]
fn stages() {
    let settings = settings();
    let _scope = settings.bind_to_scope();
    for (story, articles) in &*STORIES {
        for article in articles {
            let name = place::short_id(&article.id);
            insta::assert_snapshot!(format!("{name}.article"), show::article(article));
            insta::assert_snapshot!(format!("{name}.mentions"), show::mentions(article, &RULES));
            insta::assert_snapshot!(format!("{name}.claims"), show::claims(article, &RULES));
        }
        let report = check(articles.clone());
        insta::assert_snapshot!(format!("{story}.relations"), show::relations(&report));
        insta::assert_snapshot!(format!("{story}.checks"), show::checks(&report));
    }
}

/// Checks the whole corpus in one run, all articles against all, and holds the outcome to the
/// annotations of every story. What daejo does not get right yet is listed in `snapshots/gaps.snap`:
/// a new gap fails, and so does one that is closed, until the list says so.
#[test]
fn expectations() {
    let stories: Vec<_> = story_folders().iter().map(|folder| Annotations::read(folder)).collect();
    let articles: Vec<Article> = STORIES.values().flatten().cloned().collect();
    let report = check(articles);
    let problems = compare::problems(&report, &stories);
    let settings = settings();
    let _scope = settings.bind_to_scope();
    insta::assert_snapshot!("gaps", format!("{} gaps\n\n{}", problems.len(), problems.join("\n\n")));
}

/// The annotations show every verdict and code, and every check both failing and holding.
#[test]
fn the_corpus_shows_everything() {
    let stories: Vec<_> = story_folders().iter().map(|folder| Annotations::read(folder)).collect();
    let relations = stories.iter().flat_map(|story| &story.relation).filter(|r| r.expected == Expected::Found);
    let mut shown: Vec<String> = relations
        .map(|relation| relation.code.as_ref().unwrap_or(&relation.verdict).clone())
        .chain(stories.iter().flat_map(|s| &s.check).map(|check| format!("{} {}", check.kind, check.verdict)))
        .collect();
    shown.sort();
    shown.dedup();
    insta::assert_snapshot!(shown.join("\n"), @r"
    agree
    compatible
    conversion-mismatch error
    conversion-mismatch ok
    date-conflict
    elapsed-mismatch error
    elapsed-mismatch ok
    quote-altered
    quote-misattributed
    ratio-mismatch error
    ratio-mismatch ok
    sum-mismatch error
    sum-mismatch ok
    timeline-conflict
    update
    value-conflict
    variant
    weekday-mismatch error
    weekday-mismatch ok
    ");
}
