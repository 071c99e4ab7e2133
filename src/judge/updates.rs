//! Updates: two figures that differ because time went by between them.

use std::sync::Arc;

use crate::align::Pair;
use crate::article::Article;
use crate::quantity::Dimension;
use crate::resolve::{Claim, range_of};

/// Whether the later article tells a later state of the same thing.
///
/// A later publication is not enough: one of the two must say as of when it stands, or that the count has moved (오후
/// 1시 현재, 늘어, so far), or both articles must do so of other counts. The one that says so can't be the earlier one
/// while the count goes back. Two counts as of one time of day are no two states.
pub(super) fn is_update(articles: &[Arc<Article>], claims: &[Claim], pair: &Pair) -> bool {
    let (a, b) = (&claims[pair.a], &claims[pair.b]);
    let (Some(x), Some(y)) = (&articles[a.article].published, &articles[b.article].published) else { return false };
    if a.article == b.article || x.local == y.local || a.frame.is_of_one_moment(&b.frame) {
        return false;
    }
    let a_is_earlier = x.local < y.local;
    let (earlier, later) = if a_is_earlier { (a, b) } else { (b, a) };
    let later_says_so = if a_is_earlier { pair.running[1] } else { pair.running[0] };
    let earlier_says_so = if a_is_earlier { pair.running[0] } else { pair.running[1] };
    later_says_so || (grows(earlier, later) && (earlier_says_so || both_develop(claims, a, b)))
}

/// Whether both articles tell their counts as of some time: then what else they count grows as well.
fn both_develop(claims: &[Claim], a: &Claim, b: &Claim) -> bool {
    let counted = |c: &Claim| c.quantity().is_some_and(|q| q.unit.dimension == Dimension::Count);
    let develops = |article: usize| claims[range_of(claims, article)].iter().any(|c| c.frame.running);
    counted(a) && counted(b) && develops(a.article) && develops(b.article)
}

fn grows(earlier: &Claim, later: &Claim) -> bool {
    match (earlier.quantity().and_then(|q| q.lower), later.quantity().and_then(|q| q.lower)) {
        (Some(before), Some(after)) => after > before,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::article::{Lang, read};
    use crate::judge::Verdict;
    use crate::policy::Options;
    use crate::rules::Rules;

    /// The verdict on the one figure in which two articles of 8 and 9 o'clock differ.
    fn verdict(earlier: &str, later: &str) -> Option<Verdict> {
        let articles =
            [(earlier, "2026-07-08T20:00:00+09:00"), (later, "2026-07-08T21:00:00+09:00")].map(|(text, published)| {
                let mut article = read::plain(text, Some(Lang::Ko), Some(published), Rules::shared());
                article.id = published.to_owned();
                article
            });
        let report = crate::check(articles.into(), &Options::default(), Rules::shared());
        let mut differ = report.relations.iter().filter(|r| !matches!(r.verdict, Verdict::Agree | Verdict::Compatible));
        differ.next().map(|relation| relation.verdict)
    }

    #[test]
    fn a_count_moves_from_one_time_of_day_to_another() {
        let text = |time: &str, count: &str| {
            format!(
                "솔섬 산불로 주민이 대피했다. 솔섬시는 8일 오후 {time} 현재 대피한 주민이 {count}명이라고 밝혔다. 산불은 7일 시작됐다."
            )
        };
        assert_eq!(verdict(&text("6시", "318"), &text("8시", "524")), Some(Verdict::Update));
        assert_eq!(verdict(&text("6시", "318"), &text("6시", "524")), Some(Verdict::Conflict));
    }
}
