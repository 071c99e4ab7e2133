//! Two occasions: what an article says without a date is of the day on which it was published. 직원은 1만2천 명 of one
//! spring and 직원은 9천 명 of another don't contradict each other, nor do 11일 of two Marches or 내년 of two years.

use jiff::civil::Date;

use super::levels;
use crate::article::Article;
use crate::edtf::{Edtf, days_to};
use crate::resolve::{Claim, Content};

/// Articles that were published at most so many days from each other may tell one story: what is counted is counted anew
/// each month.
const ONE_STORY: u32 = 27;
/// A slip is taken for one in what is told again within so many days.
const A_YEAR: i32 = 366;

/// When a claim is of: enough to tell, before two claims are read, that they are of two occasions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Occasion {
    /// When its article was published, in days from 1 January 1970.
    pub(crate) published: i32,
    /// The first and the last day that it may be of, in days from there.
    pub(crate) times: (i16, i16),
}

/// What two claims share.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Bond {
    /// Nothing but words.
    #[default]
    Words,
    /// A name.
    Name,
    /// The value, or its digits, if there are several.
    Number,
}

impl Occasion {
    /// That of a claim of which nothing is known, or which is no figure and no date.
    pub const UNKNOWN: Self = Self { published: i32::MIN, times: (0, 0) };

    /// That of a figure or a date of an article.
    pub(super) fn of(article: &Article, claim: &Claim) -> Self {
        article.published.map_or(Self::UNKNOWN, |published| Self::told(claim, published.date()))
    }

    /// That of a claim that was published on a day. 올해 is no date that two stories have in common.
    fn told(claim: &Claim, published: Date) -> Self {
        let stated = match &claim.content {
            Content::Date(date) => {
                date.edtf.map(Edtf::days).filter(|(first, last)| !(first..=last).contains(&&published))
            }
            _ => claim.frame.time.map(Edtf::days),
        };
        let from_there =
            |day| days_to(published, day).clamp(i16::MIN.into(), i16::MAX.into()).try_into().unwrap_or_default();
        let times = stated.map_or((0, 0), |(first, last)| (from_there(first), from_there(last)));
        Self { published: days_to(Date::constant(1970, 1, 1), published), times }
    }

    /// What this claim must share with another one to be about the same thing: who is told of again after months is named,
    /// and of what is told anew every time, nothing but one number is held together.
    pub(crate) fn asks(self, other: Self) -> Bond {
        if self == Self::UNKNOWN || other == Self::UNKNOWN {
            return Bond::Words;
        }
        match self.published.abs_diff(other.published) {
            0..=ONE_STORY => Bond::Words,
            _ if self.is_apart(other) => Bond::Number,
            _ => Bond::Name,
        }
    }

    /// Whether this claim and another one tell each of its own article's story: of articles that were published too far from
    /// each other to tell one, they are of times that lie apart as the articles do, give or take half of that.
    pub(crate) fn is_apart(self, other: Self) -> bool {
        if self == Self::UNKNOWN || other == Self::UNKNOWN {
            return false;
        }
        let [before, after] = if self.published <= other.published { [self, other] } else { [other, self] };
        let gap = after.published.saturating_sub(before.published);
        let (earliest, latest) = before.days(0);
        let (first, last) = after.days(gap);
        let (least, most) = (first.saturating_sub(latest), last.saturating_sub(earliest));
        gap.unsigned_abs() > ONE_STORY && least > 0 && least <= gap.saturating_add(gap / 2) && most >= gap - gap / 2
    }

    /// The first and the last day that it may be of, if its article was published on this day.
    fn days(self, published: i32) -> (i32, i32) {
        let (first, last) = self.times;
        (published.saturating_add(first.into()), published.saturating_add(last.into()))
    }
}

/// Two articles that were published too far from each other to tell one story.
#[derive(Clone, Copy, Debug)]
pub(super) struct Occasions {
    /// When each was published.
    published: [Date; 2],
    /// How many days lie between.
    gap: i32,
}

impl Occasions {
    /// Those of two articles, if it is known when both were published.
    pub(super) fn of(one: &Article, other: &Article) -> Option<Self> {
        let published = [one.published?.date(), other.published?.date()];
        let gap = days_to(published[0], published[1]).abs();
        (gap.unsigned_abs() > ONE_STORY).then_some(Self { published, gap })
    }

    /// Whether a claim of the first article and one of the second, which are at a level of the feature `value`, may be one and the
    /// same: what tells of one occasion may. Of two occasions, figures of two digits or more, or of one bound, are hardly equal by
    /// chance; others may be, and what is told again within a year may have a slip in it. Dates are of their own occasions.
    pub(super) fn retold(&self, a: &Claim, b: &Claim, level: &str) -> Retold {
        let [first, second] = self.published;
        if !Occasion::told(a, first).is_apart(Occasion::told(b, second)) {
            return Retold::Yes;
        }
        let Some(figures) = a.quantity().zip(b.quantity()) else { return Retold::No };
        let bounded = [figures.0, figures.1].iter().all(|figure| figure.exact().is_none());
        let undated = || levels::time(a, b) != "apart";
        match level {
            "equal-round" | "equal-precise" | "equal-exact" => Retold::Yes,
            "equal-small" | "equal-ordinal" if bounded => Retold::Yes,
            "equal-small" | "equal-ordinal" | "compatible" => Retold::OfOneSubject,
            slip if slip.starts_with("slip") && self.gap <= A_YEAR && undated() => Retold::OfOneSubject,
            _ => Retold::No,
        }
    }
}

/// Whether one of two claims may be the other one, told again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Retold {
    Yes,
    /// If both are said of one subject, or name somebody alike.
    OfOneSubject,
    No,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Lang, read};
    use crate::judge::Verdict;
    use crate::policy::Options;
    use crate::rules::Rules;

    /// The verdicts on the figures of two texts, by when each was published.
    fn verdicts(texts: [(&str, &str); 2]) -> Vec<Verdict> {
        verdicts_on(texts, |claim| claim.quantity().is_some())
    }

    /// The verdicts on some claims of two texts.
    fn verdicts_on(texts: [(&str, &str); 2], asked: impl Fn(&Claim) -> bool) -> Vec<Verdict> {
        let articles = texts.map(|(published, text)| {
            let article = read::plain(text, Some(Lang::Ko), Some(published), Rules::shared());
            Article { id: published.to_owned(), ..article }
        });
        let report = crate::check(articles.into(), &Options::default(), Rules::shared());
        let of_asked = report.relations.iter().filter(|r| r.claims.iter().all(|&c| asked(&report.claims[c])));
        of_asked.map(|relation| relation.verdict).collect()
    }

    /// Whether the last claims of two texts are parted, by when each was published.
    fn parted([a, b]: [(&str, &str); 2]) -> bool {
        let read = |(published, text): (&str, &str)| {
            let article = read::plain(text, Some(Lang::Ko), Some(published), Rules::shared());
            let claims = crate::extract(&article, 0, Rules::shared());
            (article, claims)
        };
        let ((one, a), (other, b)) = (read(a), read(b));
        Occasion::of(&one, figure(&a)).is_apart(Occasion::of(&other, figure(&b)))
    }

    /// The last claim, which is the figure where a date stands before it.
    fn figure(claims: &[Claim]) -> &Claim {
        claims.last().expect("a claim")
    }

    #[test]
    fn what_has_no_date_is_of_the_day_of_publication() {
        let staff = "직원은 1만2400명이다.";
        assert!(parted([("2019-03-21", staff), ("2024-03-21", staff)]));
        assert!(!parted([("2024-03-01", staff), ("2024-03-21", staff)]), "one story may be told for weeks");
    }

    #[test]
    fn dates_that_lie_apart_as_their_articles_do_are_of_two_stories() {
        let (signed, next) = ("11일 계약했다.", "내년 배를 인도한다.");
        assert!(parted([("2017-06-21", "2030년 배를 인도한다."), ("2024-03-21", "2038년 배를 인도한다.")]));
        assert!(parted([("2019-01-21", "지난해 배를 인도했다."), ("2020-06-26", "지난해 배를 인도했다.")]));
        assert!(parted([("2024-03-21", signed), ("2024-05-21", signed)]));
        assert!(parted([("2023-03-21", next), ("2024-05-21", next)]));
        let now = "올해 배를 인도한다.";
        assert!(parted([("2024-03-21", now), ("2024-05-21", now)]));
        let back = "2019년 3월 11일 계약했다.";
        assert!(!parted([("2019-03-21", signed), ("2024-03-21", back)]), "a later article may look back");
        assert!(!parted([("2019-03-21", back), ("2024-03-21", "1999년 3월 11일 계약했다.")]));
    }

    #[test]
    fn a_figure_of_another_time_is_held_against_what_was_told_then() {
        let staff = "직원은 1만2400명이다.";
        assert!(!parted([("2019-03-21", staff), ("2024-03-21", "2019년 직원은 1만3천명이었다.")]));
        assert!(!parted([("2023-03-21", "2010년 직원은 9천명이었다."), ("2024-03-21", "2010년 직원은 8천명이었다.")]));
    }

    #[test]
    fn a_figure_of_two_digits_and_a_bound_are_told_again() {
        let [spring, next] = ["2023-03-21", "2024-05-21"];
        let told = |a, b| verdicts([(spring, a), (next, b)]);
        assert_eq!(
            told("가람조선의 수주잔고는 3조4천억원이다.", "가람조선의 수주잔고는 3조4천억원이다."),
            [Verdict::Agree]
        );
        assert_eq!(told("가람조선의 수주잔고는 3조4천억원이다.", "가람조선의 수주잔고는 5조6천억원이다."), []);
        assert_eq!(told("가람시는 서류를 사흘간 받는다.", "물결군은 서류를 사흘간 받는다."), []);
        assert_eq!(told("시장 점유율은 90%를 넘는다.", "시장 점유율은 90%를 넘는다."), [Verdict::Agree]);
    }

    #[test]
    fn a_slip_of_one_subject_is_told_for_a_year() {
        let [right, wrong] = ["가람조선의 수주잔고는 3조4천억원이다.", "가람조선의 수주잔고는 4조3천억원이다."];
        assert_eq!(verdicts([("2023-03-21", right), ("2023-05-21", wrong)]), [Verdict::Conflict]);
        assert_eq!(verdicts([("2023-03-21", right), ("2024-05-21", wrong)]), []);
    }

    #[test]
    fn who_says_something_else_a_year_later_is_not_misquoted() {
        let [third, half] = [
            "장하윤 국장은 “시내버스의 3할을 전기버스로 바꾸겠다”고 말했다.",
            "장하윤 국장은 “시내버스의 5할을 전기버스로 바꾸겠다”고 말했다.",
        ];
        let on = |published, later| verdicts_on([(published, third), (later, half)], |claim| claim.quote().is_some());
        assert_eq!(on("2024-05-20", "2025-05-14"), []);
        assert_eq!(on("2024-05-20", "2024-05-21"), [Verdict::Conflict]);
    }

    #[test]
    fn who_does_not_say_when_it_was_published_is_not_parted() {
        let undated = read::plain("비가 왔다.", None, None, Rules::shared());
        let dated = read::plain("비가 왔다.", None, Some("2019-03-21"), Rules::shared());
        assert!(Occasions::of(&undated, &dated).is_none());
    }
}
