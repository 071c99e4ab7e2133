//! Texts with their figures in brackets: every bracket is a figure, and there are no others.

use std::sync::OnceLock;

use super::{beyond_range, scan};
use crate::article::{Field, FieldText, Lang, read};
use crate::extract::QuantityMention;
use crate::rules::Rules;

fn rules() -> &'static Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(Rules::embedded)
}

fn field(text: &str) -> FieldText {
    let article = read::plain(text, Some(Lang::Ko), None, rules());
    article.field(Field::Body).cloned().expect("a plain article has a body")
}

/// Takes the brackets out of `marked` and compares what they hold with the figures found.
#[track_caller]
fn check(marked: &str, values: &[&str]) -> Vec<QuantityMention> {
    let text = marked.replace(['[', ']'], "");
    let expected: Vec<&str> = marked.split('[').skip(1).filter_map(|part| part.split(']').next()).collect();
    let mentions = scan(&field(&text), &[], rules());
    let found: Vec<&str> = mentions.iter().map(|m| m.span.of(&text)).collect();
    assert_eq!(found, expected, "{text}");
    let briefs: Vec<String> = mentions.iter().map(|m| m.quantity.brief()).collect();
    assert_eq!(briefs, values, "{text}");
    mentions
}

#[test]
fn a_numeral_takes_the_unit_that_follows() {
    check(
        "올해 [3경기]에 [1만8천여 명]이 왔고 [2조3천450억원]을 썼다.",
        &["3 {match}", "~18000 {person}", "2345000000000 KRW"],
    );
    check("[두 회사]와 [스물네 곳]이 [만오천원]을 냈다.", &["2 {company}", "24 {site}", "15000 KRW"]);
}

#[test]
fn words_that_contain_numerals_are_none() {
    check("구조대는 세계 만세를 부르며 경영을 배웠고 이 사건은 사이가 좋은 한 관계자와 삼성이 한편이 됐다.", &[]);
    check("GPT-4, HBM3, H800, G42, K-9, F-35, a1@b2.kr, https://x.kr/3개, 02-123-4567, 9:30, 3.1.2, 제1야당", &[]);
}

#[test]
fn bounds_follow_and_precede() {
    check(
        "[90%가 넘는]다고 했고 최대 [2억 원]을, 적어도 [30명]이, [5% 미만]을 받았다.",
        &[">90 %", "<=200000000 KRW", ">=30 {person}", "<5 %"],
    );
}

#[test]
fn ranges_lend_their_scale_and_unit() {
    check(
        "[3~5%], [2~3천만원], [100만∼120만 명], [1, 2위], [20·30대]는 남았다.",
        &["3..5 %", "20000000..30000000 KRW", "1000000..1200000 {person}", "1..2 {rank}", "20..39 a"],
    );
}

#[test]
fn subunits_count_on_top() {
    check(
        "[6시간 30분], [5시간 20분], [1달러 20센트], [2년 반], [9초79]가 걸렸다.",
        &["6.5 h", "5.333333 h", "1.2 USD", "2.5 a", "9.79 s"],
    );
}

#[test]
fn shares_and_rates_join_two_figures() {
    let mentions = check(
        "기업 [10곳 중 7곳]은 인구 10만명당 [23.6명], 배럴당 [80달러]를 들었다.",
        &["0.7 {fraction}", "23.6 {person} per 100000 {person}", "80 USD per 1 [bbl_us]"],
    );
    assert!(mentions.iter().all(|m| m.converts.is_none()));
}

#[test]
fn a_figure_in_parentheses_restates_the_one_before() {
    let mentions = check("비용은 [558만달러](약 [78억1200만원])다.", &["5580000 USD", "~7812000000 KRW"]);
    assert_eq!(mentions[1].converts, Some(0));
}

#[test]
fn the_step_is_the_last_place_that_was_written() {
    let steps = |text: &str| -> Vec<String> {
        scan(&field(text), &[], rules()).iter().map(|m| m.quantity.step.normalize().to_string()).collect()
    };
    assert_eq!(
        steps("1200여 건, 41.0%, 2조3000억원, 132명, 1.2조원"),
        ["100", "0.1", "100000000000", "1", "100000000000"]
    );
}

#[test]
fn dates_are_left_alone() {
    let text = "2024년 3일 만에 12일간 5명";
    let taken = crate::span::Span::new(0, "2024년".len());
    let found: Vec<String> = scan(&field(text), &[taken], rules()).iter().map(|m| m.quantity.brief()).collect();
    assert_eq!(found, ["3 d", "12 d", "5 {person}"]);
}

#[test]
fn numbers_beyond_the_range_are_reported_and_make_no_figure() {
    let text = "값은 99999999999999999999999999999999원이다.";
    let field = field(text);
    assert!(scan(&field, &[], rules()).is_empty());
    let spans: Vec<&str> = beyond_range(&field, &[], rules()).into_iter().map(|span| span.of(text)).collect();
    assert_eq!(spans, ["99999999999999999999999999999999원"]);
}

#[test]
fn every_unit_converts_and_is_named() {
    let units = &rules().units;
    let pyeong = units.factor("[pyeong]").expect("pyeong converts");
    assert_eq!((pyeong.numerator, pyeong.denominator), (400.into(), 121.into()));
    assert_eq!(units.name("KRW", Lang::Ko), "원");
    assert_eq!(units.name("{bridge}", Lang::En), "bridge");
    assert!(units.factor("{person}").is_none());
}
