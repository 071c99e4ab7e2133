use std::sync::LazyLock;

use super::*;
use crate::article::{Field, read};

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// Checks a page whose lines each begin with the zone that they must have.
#[track_caller]
fn check_as(layout: Layout, title: Option<&str>, marked: &str) {
    let lines: Vec<(&str, &str)> =
        marked.trim().lines().map(|line| line.trim().split_once('|').unwrap_or(("", ""))).collect();
    let text: Vec<&str> = lines.iter().map(|(_, line)| line.trim()).collect();
    let field = read::structure(Field::Body, text.join("\n"), title, layout, &RULES);
    for (zone, line) in lines.iter().filter(|(zone, _)| !zone.is_empty()) {
        let (zone, line) = (zone.trim(), line.trim());
        let sentence = field.sentences.iter().find(|s| line.starts_with(s.span.of(&field.text)));
        let found = sentence.map(|s| format!("{:?}", s.zone).to_lowercase());
        assert_eq!(found.as_deref(), Some(zone), "{line}");
    }
}

#[track_caller]
fn check(marked: &str) {
    check_as(Layout::Page, None, marked);
}

#[test]
fn a_korean_portal_page() {
    check(
        "chrome  | 본문 바로가기
         chrome  | 사회
         title   | 산골 분교에 다시 아이들이 온다…올봄 신입생 셋
         chrome  | 고운별 기자 외 1명
         chrome  | 추천 12 댓글 34
         chrome  | 입력 2022.02.28. 오전 6:10
         chrome  | 글자크기 설정
         deck    | 도시에서 옮겨 온 가족 늘어
         deck    | “통학 버스도 다시 달린다”
         caption | 분교 운동장에서 아이들이 공을 차고 있다. 산들군 제공
         body    | 산들군의 한 분교가 3월에 신입생 셋을 맞는다. 다섯 해 만이다.
         body    | 학부모들은 교육청에 통학 버스를 요청했고 교육청은 받아들였다.
         caption | [사진=산들군]
         body    | 교장은 “운동장이 다시 시끄러워질 것”이라고 말했다.
         chrome  | 고운별 기자 byeol@example.com
         chrome  | ⓒ 들녘신문, 무단 전재 및 재배포 금지
         chrome  | 댓글 3
         chrome  | 로그인 후 댓글을 작성할 수 있습니다.
         listing | 많이 본 뉴스
         listing | 감자 값 사흘째 내림세
         listing | 호수 축제 주말로 미뤄져",
    );
}

#[test]
fn an_english_page() {
    check(
        "chrome  | Skip to content
         chrome  | World
         title   | Village school reopens with three new pupils
         chrome  | By Ada Quill, Education Correspondent
         chrome  | Published 28 February 2022, 06:10 GMT
         chrome  | Share
         deck    | Families are moving back to the valley
         caption | Pupils play football in the school yard. Photo: Ada Quill
         body    | A school in the upper valley will open its doors in March for the first time in five years.
         chrome  | Advertisement
         body    | “The yard will be loud again,” the headteacher said. “We can hardly wait.”
         listing | Read more: Bus route to the valley restored
         body    | Parents had asked the council for a bus, and the council agreed to run one each morning.
         chrome  | © 2022 The Valley Post. All rights reserved.
         chrome  | Sign up to our newsletter
         listing | Most read
         listing | Potato prices fall for a third day",
    );
}

#[test]
fn a_board_with_user_name_and_counters() {
    check(
        "title   | 호수 공원 매점 내년 봄 다시 연다
         chrome  | 물새77
         chrome  | 생활정보
         chrome  | 5
         chrome  | 1,204
         chrome  | 03.11 08:22
         body    | 호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 밝혔다.
         body    | 매점은 두 해 동안 닫혀 있었다고 공원 관리소가 설명했다.
         listing | 번호 제목 글쓴이 날짜
         listing | 88 자전거 길 공사 끝 물새77 2022.03.10
         listing | 87 매점 입찰 공고 물새77 2022.03.09",
    );
}

#[test]
fn a_summary_above_the_article_is_deck() {
    check(
        "title  | 매점 문 다시 여는 호수 공원의 봄
         chrome | 핵심 요약
         deck   | 호수 공원 매점이 두 해 만에 다시 문을 열게 됐다고 한다.
         deck   | 운영자는 공개 입찰로 뽑는다고 시가 설명했다고 한다.
         chrome | 기사 듣기
         body   | 호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 10일 밝혔다.",
    );
}

#[test]
fn a_page_pasted_twice_keeps_its_zones() {
    check(
        "title   | 호수 공원 매점 내년 봄 다시 연다
         deck    | 두 해 만에 손님 맞이
         body    | 호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 밝혔다.
         deck    | 두 해 만에 손님 맞이
         body    | 호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 밝혔다.",
    );
}

#[test]
fn what_stands_twice_counts_once() {
    let text = "호수 공원의 매점이 내년 봄 다시 연다고 시가 밝혔다.\n그는 웃었다.\n호수 공원의 매점이 내년 봄, 다시 연다고 시가 밝혔다.\n그는 웃었다.";
    let field = read::structure(Field::Body, text.to_owned(), None, Layout::Page, &RULES);
    let repeated: Vec<bool> = field.sentences.iter().map(|s| s.repeated).collect();
    assert_eq!(repeated, [false, false, true, false], "a short sentence may well be said twice");
}

#[test]
fn clean_paragraphs_are_body() {
    let text = "body | (산들=들녘통신) 고운별 기자 = 산들군의 한 분교가 3월에 신입생 셋을 맞는다.
                body | 군은 버스 두 대를 더 사들였다
                body | 교장은 “사진 제공은 어렵다”고 말했다. 학부모는 저작권자 표시를 지우지 말라고 요청했다.
                body | 1위는 분교 12곳을 둔 산들군이었다. 군청은 누리집에서 신청을 받는다.";
    check_as(Layout::Text, Some("산골 분교에 아이들이 온다"), text);
    check_as(
        Layout::Text,
        None,
        "body | DOVER - The bus will run each morning, the council said on Monday.
         body | \"We share what we have,\" she said.
         body | Subscribers to the scheme pay 3 pounds a week, and most read about it in the local paper.",
    );
}

#[test]
fn the_headline_of_the_metadata_is_found_in_the_text() {
    check_as(
        Layout::Page,
        Some("매점 연다"),
        "chrome | 산책로 매점 이용 안내 바로가기
         title  | 매점 연다
         body   | 호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 밝혔다.",
    );
}

#[test]
fn a_markdown_heading_is_the_title() {
    let text =
        "소식\n호수 공원에서 알려 드립니다\n\n# 매점 연다\n\n호수 공원의 매점이 내년 봄 다시 문을 연다고 시가 밝혔다.";
    let field = read::structure(Field::Body, text.to_owned(), None, Layout::Page, &RULES);
    let title: Vec<_> = field.sentences.iter().filter(|s| s.zone == Zone::Title).map(|s| s.span.of(text)).collect();
    assert_eq!(title, ["매점 연다"]);
}

#[test]
fn a_single_line_is_text_whatever_it_says() {
    for line in ["댓글 0", "2024년 3월 18일", "많이 본 뉴스", "Share"] {
        let field = read::structure(Field::Body, line.to_owned(), None, Layout::Page, &RULES);
        assert_eq!(field.sentences[0].zone, Zone::Body, "{line}");
    }
}

#[test]
fn a_menu_above_the_headline_does_not_swallow_it() {
    let page = "최신기사\n정치\n경제\n\n산골 분교에 다시 아이들이 온다\n공유 댓글\n\n분교 운동장\n[산들군 제공. 재판매 및 DB 금지]\n\n\
        산들군의 한 분교가 3월에 신입생 셋을 맞는다고 밝혔다.\n\n많이 본 뉴스\n\n감자 값 사흘째 내림세\n\n호수 축제 주말로 미뤄져";
    let field = read::structure(Field::Body, page.to_owned(), None, Layout::Page, &RULES);
    let of = |zone: Zone| -> Vec<&str> {
        field.sentences.iter().filter(|s| s.zone == zone).map(|s| s.span.of(&field.text)).collect()
    };
    assert_eq!(of(Zone::Title), ["산골 분교에 다시 아이들이 온다"]);
    assert_eq!(of(Zone::Caption), ["분교 운동장", "[산들군 제공. 재판매 및 DB 금지]"]);
    assert_eq!(of(Zone::Listing).last(), Some(&"호수 축제 주말로 미뤄져"));
}

#[test]
fn a_headline_right_above_a_caption_stays_one() {
    check(
        "title   | 산골 분교에 다시 아이들이 온다
         caption | 분교 운동장에서 공을 차는 아이들. 산들군 제공
         body    | 산들군의 한 분교가 3월에 신입생 셋을 맞는다고 밝혔다.",
    );
}
