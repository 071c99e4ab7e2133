use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::article::read;
use crate::extract::quotes::scan;
use crate::resolve::cast;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

fn quotes(text: &str) -> Vec<Quote> {
    let article = read::plain(text, None, None, &RULES);
    let cast = cast::read(&article, &RULES);
    attribute(&article, Field::Body, &scan(&article.fields[0], &RULES), &cast, &RULES)
}

/// The speakers of a text's quotations, separated by commas.
fn speakers(text: &str) -> String {
    let names = quotes(text).into_iter().map(|q| q.speaker.unwrap_or_else(|| "?".to_owned()));
    names.collect::<Vec<_>>().join(", ")
}

#[test]
fn korean_subjects_before_the_quotation() {
    for (text, names) in [
        ("이도현 점장은 현장 설명회에서 “불편을 드려 죄송하다”고 말했다.", "이도현"),
        ("이도현 점장은 취재진이 이유를 묻자 “말할 수 없다”고 답했다.", "이도현"),
        ("새솔전자 측은 “확인된 바 없다”면서도 “조사는 하겠다”고 밝혔다.", "새솔전자 측, 새솔전자 측"),
        ("대피한 직원 김모(43) 씨는 “벽이 흔들렸다”고 전했다.", "김모 씨"),
        ("박 전 회장 측 배은수 변호사는 “다툴 것이 많다”고 말했다.", "배은수"),
        ("경기 직후 서북지검 관계자는 “항소를 검토하겠다”고 했다.", "서북지검 관계자"),
        ("한 유통업계 관계자는 “값이 더 오른다”고 내다봤다.", "한 유통업계 관계자"),
        ("주민들은 “물이 새기 시작했다”고 전했다.", "주민들"),
    ] {
        assert_eq!(speakers(text), names, "{text}");
    }
}

#[test]
fn korean_subjects_behind_the_quotation() {
    for (text, names) in [
        ("“끝까지 가겠다”고 말한 임하늘은 이날 “지치지 않는다”며 웃었다. 임하늘 선수는 서른 살이다.", "임하늘, 임하늘"),
        ("“문을 닫지는 않는다.” 이도현 점장의 말이다.", "이도현"),
        ("“모두 나오라고 했다”라고 이도현 점장이 말했다.", "이도현"),
    ] {
        assert_eq!(speakers(text), names, "{text}");
    }
}

#[test]
fn pronouns_and_sentences_without_a_subject_go_on_with_the_speaker() {
    let text = "이도현 점장은 “문을 연다”고 했다. 그는 “손님이 기다린다”고 말했다. 이어 “모두 고맙다”고 덧붙였다.";
    assert_eq!(speakers(text), "이도현, 이도현, 이도현");
    assert_eq!(speakers("이도현 점장은 매장을 둘러봤다. 그는 “깨끗하다”고 말했다."), "이도현");
}

#[test]
fn a_question_belongs_to_those_who_ask() {
    let text = "이도현 점장은 '언제 여느냐'는 지역 기자들의 질의에 “곧 연다”고 답했다.";
    let quotes = quotes(text);
    assert_eq!(quotes[0].role, QuoteRole::Question);
    assert_eq!(speakers(text), "지역 기자들, 이도현");
}

#[test]
fn cues_are_given_in_their_dictionary_form() {
    for (text, cue) in [
        ("이도현 점장은 “문을 연다”고 강조했다.", "강조하다"),
        ("이도현 점장은 “문을 연다”고 했다.", "하다"),
        ("“문을 연다.” 이도현 점장의 말이다.", "말"),
        ("\"We open soon,\" said Tom Weld.", "say"),
    ] {
        assert_eq!(quotes(text)[0].cue.as_deref(), Some(cue), "{text}");
    }
}

#[test]
fn english_speakers() {
    for (text, names) in [
        ("\"We open soon,\" said Tom Weld, the owner.", "Tom Weld"),
        ("Tom Weld, the owner, said: \"We open soon.\"", "Tom Weld"),
        ("His lawyer, Nadia Feld, said: \"We are done.\"", "Nadia Feld"),
        ("\"It is over,\" Feld told reporters. Nadia Feld is a lawyer.", "Nadia Feld"),
        (
            "Nadia Feld, who runs the port, was blunt. \"Nobody asked,\" she said. \"Nobody will.\"",
            "Nadia Feld, Nadia Feld",
        ),
        ("“It is over,” said Harbor Bank’s founder, Nadia Feld.", "Nadia Feld"),
        ("\"It is over,\" she said. \"And so,\" said Tom Weld, \"are we.\"", "?, Tom Weld, Tom Weld"),
        ("\"No one came,\" said a spokesperson for the port.", "a spokesperson for the port"),
    ] {
        assert_eq!(speakers(text), names, "{text}");
    }
}

#[test]
fn a_name_left_unsaid_is_written_one_way() {
    assert_eq!(speakers("승객 윤모씨는 “아무 말도 듣지 못했다”고 했다."), "윤모 씨");
}

proptest! {
    #[test]
    fn any_text_is_attributed_without_panic(text in "([가-힣a-zA-Z0-9 .,(]|[“”‘’\"']|씨는 |회장은 |고 말했다|라며 | said |, who |Tom Weld|이도현 ){0,80}") {
        let article = read::plain(&text, None, None, &RULES);
        let cast = cast::read(&article, &RULES);
        let mentions = scan(&article.fields[0], &RULES);
        prop_assert_eq!(attribute(&article, Field::Body, &mentions, &cast, &RULES).len(), mentions.len());
    }
}
