//! What holds for any text.

use proptest::prelude::*;

use std::sync::LazyLock;

use super::scan;
use crate::article::{Field, read};
use crate::resolve::calendar;
use crate::rules::Rules;
use crate::text::words::starts;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// Text that dates, and things that look like them, are made of.
fn dates_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "년",
            "월",
            "일",
            "시",
            "분",
            "반",
            "지난",
            "지난해 ",
            "올 ",
            "오는 ",
            "다음 달 ",
            "전날 ",
            "이날 ",
            "오전 ",
            "밤 ",
            "분기",
            "상반기",
            "년대",
            "초",
            "말",
            "(현지시간)",
            "(수)",
            "께",
            "부터 ",
            "~",
            "-",
            "∼",
            "·",
            ".",
            ":",
            ",",
            "/",
            "’",
            " ",
            "\n",
            "last ",
            "next ",
            "on ",
            "in ",
            "Friday",
            "May ",
            "Dec. ",
            "to ",
            "and ",
            "p.m.",
            "Q",
            "th",
            "s",
            "six months to ",
            "quarter ",
            "of ",
            "만에",
            "동안",
            "“",
            "”",
            "열린다. ",
            "밝혔다. ",
            "will ",
            "전년 동기 ",
            "연말 ",
        ])
        .prop_map(str::to_owned),
        (0_u32..10_000).prop_map(|n| n.to_string()),
        (0_u32..32).prop_map(|n| n.to_string()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Level 0 and the parts of level 1 of EDTF that are used.
fn is_edtf(text: &str) -> bool {
    let moment = regex::Regex::new(r"^\d{3}(X|\d(-(\d\d)(-\d\d(T\d\d:\d\d)?)?)?)$").expect("valid");
    text.split('/').count() <= 2 && text.split('/').all(|part| moment.is_match(part))
}

fn holds(text: &str, published: Option<&str>) -> Result<(), TestCaseError> {
    let article = read::plain(text, None, published, &RULES);
    let field = &article.fields[0];
    let mentions = scan(field, &starts(&field.text), &RULES);
    let mut end = 0;
    for mention in &mentions {
        let span = mention.span;
        prop_assert!(end <= span.start && span.start < span.end, "in order: {mentions:?}");
        prop_assert!(field.text.get(span.start..span.end).is_some(), "on boundaries: {span:?}");
        let around = field.sentences[mention.sentence].span;
        prop_assert!(around.start <= span.start && span.start < around.end, "in its sentence: {mention:?}");
        end = span.end;
    }
    let dates = calendar::resolve(&article, Field::Body, &mentions, &RULES);
    prop_assert_eq!(dates.len(), mentions.len());
    for edtf in dates.iter().filter_map(|date| date.edtf) {
        prop_assert!(is_edtf(&edtf.to_string()), "{edtf}");
        prop_assert!(edtf.days().0 <= edtf.days().1, "{edtf}");
    }
    prop_assert_eq!(dates, calendar::resolve(&article, Field::Body, &mentions, &RULES));
    Ok(())
}

proptest! {
    #[test]
    fn of_any_text(text in ".{0,200}") {
        holds(&text, Some("2024-02-29"))?;
    }

    #[test]
    fn of_text_like_dates(text in dates_like(), year in 1_i16..9999, month in 1_i8..13, day in 1_i8..29) {
        holds(&text, Some(&format!("{year:04}-{month:02}-{day:02}T12:30:00+09:00")))?;
        holds(&text, None)?;
    }
}

#[test]
fn long_lines_take_linear_time() {
    let text = "지난 14일 “".repeat(5_000);
    let article = read::plain(&text, None, Some("2024-03-18"), &RULES);
    let mentions = scan(&article.fields[0], &starts(&article.fields[0].text), &RULES);
    assert!(!mentions.is_empty());
    let dates = calendar::resolve(&article, Field::Body, &mentions, &RULES);
    assert!(dates.iter().all(|date| date.edtf.is_some()));
}
