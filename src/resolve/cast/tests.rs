use std::sync::LazyLock;

use super::*;
use crate::article::read;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

fn cast(text: &str) -> Cast {
    read(&read::plain(text, None, None, &RULES), &RULES)
}

/// Names, separated by commas.
fn people(text: &str) -> String {
    cast(text).people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
}

fn resolved(text: &str, phrase: &str) -> Option<String> {
    let cast = cast(text);
    cast.resolve(phrase, &RULES).map(|entity| cast.name(entity).to_owned())
}

#[test]
fn korean_names_beside_titles_roles_and_ages() {
    for (text, names) in [
        ("이재형 새솔전자 회장이 귀국했다.", "이재형"),
        ("금융감독원 박도윤 국장은 자리를 떴다.", "박도윤"),
        ("한가람(31)이 결승에 올랐다.", "한가람"),
        ("소설 원작자인 배우 임하늘은 웃었다.", "임하늘"),
        ("목격자 최모(52) 씨는 현장에 있었다.", "최모 씨"),
        ("마틴 켈러 노르딕페리 최고경영자(CEO)가 왔다.", "마틴 켈러"),
        ("강원도 최경수 소방본부장이 지휘했다.", "최경수"),
        ("서북지법 형사3부(원도현 부장판사)는 형을 정했다.", "원도현"),
        ("정부는 대책을 냈다. 회사 대표는 말이 없었다.", ""),
    ] {
        assert_eq!(people(text), names, "{text}");
    }
}

#[test]
fn short_forms_find_the_full_name() {
    let text = "곽영수(67) 전 대한홀딩스 회장이 구속됐다. 이도현 새빛은행 부행장과 마틴 켈러 노르딕페리 최고경영자(CEO)가 나왔다. 켈러 CEO는 떠났다.";
    for (phrase, name) in [
        ("곽 전 회장", "곽영수"),
        ("이 부행장", "이도현"),
        ("켈러 CEO", "마틴 켈러"),
        ("켈러", "마틴 켈러"),
        ("곽영수 회장", "곽영수"),
    ] {
        assert_eq!(resolved(text, phrase).as_deref(), Some(name), "{phrase}");
    }
    assert_eq!(resolved(text, "박 회장"), None);
}

#[test]
fn english_names_by_apposition_title_and_verb() {
    let text = "Marta Olsen, the city's chief engineer, closed the bridge. Judge Carla Weiss agreed. \"Fine,\" said Tom Weld. \
                Seo Da-in of Harbor Bank left. Later Olsen said it would open.";
    assert_eq!(people(text), "Marta Olsen, Carla Weiss, Tom Weld, Seo Da-in");
    for (phrase, name) in [
        ("Ms Olsen", "Marta Olsen"),
        ("Weiss", "Carla Weiss"),
        ("Seo", "Seo Da-in"),
        ("chief engineer Marta Olsen", "Marta Olsen"),
    ] {
        assert_eq!(resolved(text, phrase).as_deref(), Some(name), "{phrase}");
    }
}

#[test]
fn appearances_stand_in_order_at_word_starts() {
    let text = "임하늘 배우가 왔다. 새임하늘역은 닫혔다. 임하늘은 웃었다.";
    let cast = cast(text);
    let spans: Vec<usize> = cast.appearances.iter().map(|a| a.span.start).collect();
    assert_eq!(spans, [text.find("임하늘").expect("it stands there"), text.rfind("임하늘").expect("it stands there")]);
}

#[test]
fn organisations_behind_their_kind() {
    let cast = cast("물류로봇 스타트업 그리드모아가 투자를 받았다.");
    assert_eq!(cast.organisations[0].name, "그리드모아");
}
