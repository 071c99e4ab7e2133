use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// Checks that `marked` is cut at each `|`.
#[track_caller]
fn check(marked: &str) {
    let text = marked.replace('|', "");
    let found: Vec<_> = split(&text, Span::new(0, text.len()), &RULES).into_iter().map(|s| s.of(&text)).collect();
    let wanted: Vec<_> = marked.split('|').map(str::trim).collect();
    assert_eq!(found, wanted, "{marked}");
}

#[test]
fn korean_sentences_end_at_full_stops() {
    check("값이 올랐다.| 그러나 거래는 줄었다.| 왜일까?| 이유는 셋이다!");
    check("값이 올랐다.|그러나 거래는 줄었다.|왜일까?|이유는 셋이다.");
    check("점검은 끝났습니다.| 다시 열까요?| 네, 그렇게 하죠.| 좋아요.");
}

#[test]
fn sentences_in_a_quotation_do_not_end_the_one_around_it() {
    check("그는 “비가 온다. 곧 그친다”고 말했다.| 비는 그치지 않았다.");
    check("그는 \"비가 온다. 곧 그친다.\"라며 웃었다.| 비는 그쳤다.");
    check("그는 ‘온다. 간다’와 “‘간다.’ 온다”를 헷갈렸다.| 모두 웃었다.");
    check("책 『비가 온다. 간다』는 「잡지. 봄호」에 실렸다.| 절판됐다.");
}

#[test]
fn a_quotation_that_leads_may_end_a_sentence() {
    check("“비가 온다.”| 그가 한 말이다.");
    check("“비가 온다. 곧 그친다.”| 그가 한 말이다.");
    check("“비가 온다.” 라고 그가 말했다.| 맑았다.");
    check("“비가 오나?” 하고 그가 물었다.");
    check("“비가 온다.”|“눈이 온다.”");
}

#[test]
fn a_quotation_in_the_middle_waits_for_its_verb() {
    check("그는 “비가 오나?” 되물었다.| 답은 없었다.");
    check("영화 ‘어디로 갈까?’ 개봉이 미뤄졌다.| 이유는 알려지지 않았다.");
}

#[test]
fn an_unclosed_mark_encloses_nothing() {
    check("그는 “비가 온다고 했다.| 그러나 맑았다.| 모두 웃었다.");
    check("그는 (비가 온다고 했다.| 그러나 맑았다.");
    check("비가 온다고 했다.”| 그러나 맑았다.");
    check("'70년대 노래가 흘렀다.| 모두 따라 불렀다.");
}

#[test]
fn straight_and_curly_marks_may_be_mixed() {
    check("그는 “비가 온다. 곧 그친다\"고 말했다.| 맑았다.");
    check("그는 \"비가 온다. 곧 그친다”고 말했다.| 맑았다.");
}

#[test]
fn brackets_that_lead_may_hold_a_sentence() {
    check("비가 왔다.| (사진은 어제 찍었다.)| 눈도 왔다.");
    check("비(내린다. 또 내린다.)가 왔다.| 눈도 왔다.");
}

#[test]
fn figures_and_dates_are_not_cut() {
    check("금리는 3.5%로, 1.5배인 2.25%보다 높다.");
    check("공고는 2021. 7. 9. 공단이 냈다.| 접수는 8. 1. 시작한다.");
    check("1. 서론은 짧다.| 2. 본론은 길다.");
    check("가. 신청은 온라인으로 한다.| 나. 결과는 문자로 알린다.");
}

#[test]
fn ellipses_end_only_what_is_finished() {
    check("비가… 그래도 간다.");
    check("그는 망설였다...| 그리고 떠났다.");
    check("밤새 폭설…출근길 비상");
    check("He paused...| Then he left.");
}

#[test]
fn english_abbreviations_go_on() {
    check("Mr. Hale and Dr. J. K. Stone of Stone Bros. Ltd. met on Dec. 5 at 9 a.m. in St. Ives.| They left.");
    check("The U.S. and the U.K. agreed.| No. 5 did not.");
    check("She works in the U.S.| He does not.");
    check("It fell to $3.20 from $4.| Nobody sold.");
    check("The firm, e.g. its Yahoo! unit, grew by approx. 3 percent.| It stopped.");
}

#[test]
fn english_quotations() {
    check("\"We left. It rained,\" she said.| He stayed.");
    check("“We left.”| She stayed.");
    check("\"Why?\" Ms. Hale asked.| Nobody knew.");
    check("\"Why?\"| Nobody knew.");
    check("She said, “We left.”| He stayed.");
    check("The show 'Who Cares?' Opens in May.");
    check("It wasn't the workers' fault, they said.| Korea's was.");
    check("A 6\" pipe burst.| It flooded.");
}

#[test]
fn nothing_and_blanks_have_no_sentences() {
    for text in ["", " ", "\u{3000}\t"] {
        assert!(split(text, Span::new(0, text.len()), &RULES).is_empty());
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("다"),
        Just("."),
        Just(" "),
        Just("\""),
        Just("'"),
        Just("“"),
        Just("”"),
        Just("‘"),
        Just("’"),
        Just("("),
        Just(")"),
        Just("?"),
        Just("…"),
        Just("가. "),
        Just("3"),
        Just("2024. 3. "),
        Just("U.S."),
        Just("a"),
        Just("The"),
        Just("했다."),
        Just("「"),
        Just("\u{3000}"),
        Just("라고"),
        Just("é"),
        Just("\u{1112}\u{1161}"),
        Just("["),
        Just("]"),
        Just("Mr. "),
        Just("said"),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn sentences_are_in_order_and_together_the_whole_text(text in prop_oneof![pieces(), any::<String>()]) {
        let spans = split(&text, Span::new(0, text.len()), &RULES);
        let mut at = 0;
        for span in &spans {
            prop_assert!(at <= span.start && span.start < span.end);
            prop_assert!(text[at..span.start].trim().is_empty());
            prop_assert_eq!(span.of(&text).trim(), span.of(&text));
            at = span.end;
        }
        prop_assert!(text[at..].trim().is_empty());
    }
}
