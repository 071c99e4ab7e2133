//! JUnit XML, for the test tab of CI services: an article is a suite, a finding a failed case, a check
//! that holds a passed one, a finding that is accepted a skipped one.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report as Document, TestCase, TestCaseStatus, TestSuite};

use super::place::path;
use super::{Item, View, safe};
use crate::check::Check;

/// Writes one suite an article under check.
///
/// # Errors
/// When `out` does.
pub fn write(out: &mut dyn Write, view: &View) -> io::Result<()> {
    let report = view.report;
    let mut cases: Vec<Vec<TestCase>> = report.articles.iter().map(|_| Vec::new()).collect();
    for item in view.items() {
        cases[view.article(item)].push(found(item, view));
    }
    for check in report.verified().filter(|check| !check.claims.is_empty()) {
        cases[report.claims[check.claims[0]].article].push(passed(check, view));
    }
    let mut document = Document::new("daejo");
    for (index, (article, mut cases)) in report.articles.iter().zip(cases).enumerate() {
        if cases.is_empty() && index >= report.new {
            continue;
        }
        if cases.is_empty() {
            cases.push(TestCase::new(view.voice.word("junit.clean"), TestCaseStatus::success()));
        }
        let mut suite = TestSuite::new(xml(&article.id));
        suite.add_property(("file", xml(path(&article.origin.path)).as_str())).add_test_cases(cases);
        document.add_test_suite(suite);
    }
    document.serialize(&mut *out).map_err(io::Error::other)
}

/// A failed case; a skipped one, if the finding is accepted.
fn found<'a>(item: Item<'a>, view: &View<'a>) -> TestCase {
    let place = view.short(item);
    let mut status = match item.accepted() {
        None => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Some(_) => TestCaseStatus::skipped(),
    };
    let message = item.accepted().map_or_else(|| item.said(&view.voice), |accepted| accepted.reason.clone());
    status
        .set_type(super::name_of(&item.severity()))
        .set_message(xml(&message))
        .set_description(xml(&format!("{place}: {}", view.told(item))));
    let text = item.labels().first().map_or("", |label| &view.report.claims[label.claim].text);
    case(&format!("{text} {place}"), &item.code().to_string(), status)
}

fn passed(check: &Check, view: &View) -> TestCase {
    let message = view.voice.say(&check.message);
    case(&message, &super::name_of(&check.kind), TestCaseStatus::success())
}

fn case(name: &str, class: &str, status: TestCaseStatus) -> TestCase {
    let mut case = TestCase::new(xml(name), status);
    case.set_classname(class);
    case
}

/// Text with what XML can't hold, and what a terminal would obey, made visible.
fn xml(text: &str) -> String {
    safe::visible(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}
