//! On which day something was said: 국토교통부는 10일 밝혔다, the ministry said Monday.

use std::sync::Arc;

use crate::article::{Article, Lang};
use crate::edtf::Edtf;
use crate::resolve::Claim;
use crate::rules::Rules;
use crate::text::words;

/// Whether two dates are days of saying, each the day on which its article was published: what is said on one day is said
/// again on the next, and an article tells of its own day.
pub(super) fn are_each_of_its_day(articles: &[Arc<Article>], a: &Claim, b: &Claim, rules: &Rules) -> bool {
    [a, b].into_iter().all(|claim| {
        let article = &articles[claim.article];
        is_of_publication(article, claim) && is_of_saying(article, claim, rules)
    })
}

fn is_of_publication(article: &Article, claim: &Claim) -> bool {
    let day = article.published.map(|published| published.local.date());
    let days = claim.date().and_then(|date| date.edtf).map(Edtf::days);
    day.is_some_and(|day| days == Some((day, day)))
}

/// Whether a reporting verb stands right beside the date: behind it in Korean, before it in English.
fn is_of_saying(article: &Article, claim: &Claim, rules: &Rules) -> bool {
    let text = article.text(claim.field);
    let speech = rules.attribution.of(claim.lang);
    let is_verb = |word: &str| speech.verbs.starts(word).is_some();
    match claim.lang {
        Lang::Ko => text.get(claim.span.end..).is_some_and(|rest| is_verb(rest.trim_start())),
        Lang::En => {
            let before = text.get(..claim.span.start).unwrap_or_default().trim_end();
            let last = words::trailing(before);
            let before = if speech.small.has(last) { before[..before.len() - last.len()].trim_end() } else { before };
            is_verb(words::trailing(before))
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Lang, read};
    use crate::judge::Verdict;
    use crate::policy::Options;
    use crate::rules::Rules;

    /// The verdict on the dates of two articles, each with the day of its publication.
    fn verdict(texts: [(&str, &str); 2]) -> Option<Verdict> {
        let articles = texts.map(|(text, day)| {
            let lang = if text.is_ascii() { Lang::En } else { Lang::Ko };
            let mut article = read::plain(text, Some(lang), Some(day), Rules::shared());
            article.id = format!("{day} {text}");
            article
        });
        let report = crate::check(articles.into(), &Options::default(), Rules::shared());
        let dates = |relation: &&crate::judge::Relation| report.claims[relation.claims[0]].date().is_some();
        report.relations.iter().find(dates).map(|relation| relation.verdict)
    }

    const TENTH: &str = "도담시는 다리 보수에 30억원이 든다고 10일 밝혔다.";
    const ELEVENTH: &str = "도담시는 다리 보수에 30억원이 든다고 11일 밝혔다.";

    #[test]
    fn each_article_may_tell_of_its_own_day() {
        let told = verdict([(TENTH, "2026-05-10"), (ELEVENTH, "2026-05-11")]);
        assert_eq!(told, Some(Verdict::Compatible));
        let english = "Dodam said Monday that the repair of the bridge will cost 3 billion won.";
        assert_ne!(verdict([(TENTH, "2026-05-10"), (english, "2026-05-11")]), Some(Verdict::Conflict));
    }

    #[test]
    fn another_day_is_another_date() {
        let told = verdict([(TENTH, "2026-05-11"), (ELEVENTH, "2026-05-11")]);
        assert_eq!(told, Some(Verdict::Conflict));
        let opened = |day: &str| format!("도담시의 새 다리가 {day}일 열렸다. 다리 보수에는 30억원이 들었다.");
        let told = verdict([(&opened("10"), "2026-05-10"), (&opened("11"), "2026-05-11")]);
        assert_eq!(told, Some(Verdict::Conflict));
    }
}
