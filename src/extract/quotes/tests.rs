use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::article::read;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// The quotations of a text, in «» as they are found.
fn check(marked: &str) {
    let text = marked.replace(['«', '»'], "");
    let article = read::plain(&text, None, None, &RULES);
    let mut found = String::new();
    let mut at = 0;
    for mention in scan(&article.fields[0], &RULES) {
        found.push_str(&text[at..mention.span.start]);
        found.push('«');
        found.push_str(mention.span.of(&text));
        found.push('»');
        at = mention.span.end;
    }
    found.push_str(&text[at..]);
    assert_eq!(found, marked);
}

#[test]
fn korean_quotations_by_particle() {
    check("양지원 시장은 “«도서관을 밤 열 시까지 연다»”고 말했다.");
    check("노조는 \"«교섭은 끝났다»\"며 \"«이제 남은 것은 투표뿐»\"이라고 밝혔다.");
    check("그는 “«몰라»”라고만 했다.");
    check("시민들은 “«버스가 너무 늦다»”는 불만을 쏟아냈다.");
    check("군은 '«철수할 계획이 있느냐»'는 기자들의 질문에 “«없다»”고 답했다.");
}

#[test]
fn korean_sentences_without_a_verb() {
    check("“«문을 닫지는 않겠다.»” 이도현 점장의 말이다.".replace(".»”", "».”").as_str());
    check("“«다음에는 꼭 이길 것이다»”");
}

#[test]
fn terms_and_titles_are_no_quotations() {
    for text in [
        "시는 '달빛 산책'을 다음 달 연다.",
        "‘은빛 호수’라는 이름의 공원이 생긴다.",
        "이른바 “공짜 점심”을 둘러싼 논란이다.",
        "번지수 '1960'을 새긴 문패가 걸렸다.",
        "영화 '푸른 밤'이 관객 100만 명을 모았다.",
        "가수 '한별'이 불린 노래는 「별밤」이다.",
        "‘한밤의 음악회’가 열린 '둥지(nest) 극장'에 사람이 몰렸다.",
        "그는 ‘얼음 공주’라고 불린다.",
    ] {
        check(text);
    }
}

#[test]
fn headlines() {
    check("검찰 “«장부를 모두 태웠다»”…강모 전 대표 구속");
    check("한가람 \"두 팀은 '«아름다운 맞수»'\"");
    check("'공금 유용' 혐의 전직 이사 송치");
    check("“«버스는 간다 ‘ ’»”");
}

#[test]
fn english_quotations() {
    check("\"«The road is closed»,\" said Tom Weld, the county's engineer.");
    check("Ana Ruiz said the plan was “«a promise we mean to keep»” and left.");
    check("“«Nobody told us»,” he said. “«We read it in the paper».”");
    check("'«We will be back»,' said the manager.");
}

#[test]
fn english_terms_titles_and_apostrophes() {
    for text in [
        "The film \"The Long Winter\" opened in '98.",
        "A so-called \"green\" tax isn't popular in the players' union.",
        "It's the firms' own fault, and they don't deny it.",
        "She played 'Lady Rain' for years.",
    ] {
        check(text);
    }
}

#[test]
fn a_quotation_over_two_paragraphs_goes_on_to_the_end_of_the_first() {
    check(
        "“«We had no water for three days, she said to us.»\n\n“«Then the trucks came»,” said Lena Holt."
            .replace(".»\n", "».\n")
            .as_str(),
    );
}

#[test]
fn an_unclosed_mark_swallows_nothing() {
    check("그는 “오늘은 쉰다고 했다.\n조은별 씨는 “«내일도 쉰다»”고 말했다.");
}

#[test]
fn a_million_open_marks_cost_no_more_than_other_text() {
    let text = "“‘\"".repeat(100_000);
    let article = read::plain(&text, None, None, &RULES);
    assert!(scan(&article.fields[0], &RULES).is_empty());
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries_in_order(text in "([가-힣a-zA-Z0-9 .,!?…\n(]|[“”‘’\"'「」『』«»]|고|라며 |는 |말했다|said ){0,120}") {
        let article = read::plain(&text, None, None, &RULES);
        let mut end = 0;
        for mention in scan(&article.fields[0], &RULES) {
            prop_assert!(text.is_char_boundary(mention.span.start) && text.is_char_boundary(mention.span.end));
            prop_assert!(mention.marked.contains(mention.span) && mention.marked.start >= end);
            end = mention.marked.end;
        }
    }
}
