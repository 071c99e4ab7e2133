use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::article::decode::decode;
use crate::article::{html, jsonl, text};

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

#[test]
fn published_is_a_date_or_a_time() {
    for (text, shown) in [
        ("2024-03-18", "2024-03-18"),
        ("2024-03-18T04:30:00+09:00", "2024-03-18T04:30:00+09:00"),
        ("2024-03-18T04:30:00Z", "2024-03-18T04:30:00+00:00"),
        (" 2024-03-18 04:30 ", "2024-03-18T04:30:00"),
    ] {
        assert_eq!(parse_published(text).map(|p| p.to_string()).as_deref(), Some(shown), "{text}");
    }
    for text in ["", "2024-02-30", "어제", "2024-13-01", "2024-03-18T25:00"] {
        assert_eq!(parse_published(text), None, "{text}");
    }
}

/// Pieces of pages.
fn lines() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("제목이 될 만한 한 줄의 글"),
        Just("# 표시한 제목"),
        Just("댓글 0"),
        Just(""),
        Just("  "),
        Just("많이 본 뉴스"),
        Just("요약"),
        Just("산들군의 한 분교가 3월에 신입생 셋을 맞는다고 밝혔다."),
        Just("12 줄 하나 글쓴이 2024.03.20"),
        Just("한마디"),
        Just("ⓒ 들녘신문"),
        Just("Related stories"),
        Just("아이들이 뛴다. 산들군 제공"),
        Just("The bus will run each morning, they said.\r"),
    ];
    prop::collection::vec(line, 0..30).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn sentences_cover_all_but_blanks_and_heading_marks(text in prop_oneof![lines(), any::<String>()], page in any::<bool>()) {
        let layout = if page { Layout::Page } else { Layout::Text };
        let field = structure(Field::Body, text.clone(), None, layout, &RULES);
        let mut at = 0;
        for sentence in &field.sentences {
            let Span { start, end } = sentence.span;
            prop_assert!(at <= start && start < end);
            prop_assert!(text[at..start].chars().all(|c| c.is_whitespace() || c == '#'));
            at = end;
        }
        prop_assert!(text[at..].chars().all(|c| c.is_whitespace() || c == '#'));
    }

    #[test]
    fn no_bytes_make_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = html::stated_encoding(&bytes);
        for read in jsonl::Lines::new(&bytes[..], "a.jsonl", 100) {
            let _ = read.map(|draft| draft.read(None, &RULES));
        }
        if let Ok(decoded) = decode(bytes, None, "a.txt") {
            let _ = html::draft(&decoded.text, "a.html").map(|draft| draft.read(None, &RULES));
            let _ = text::draft(decoded, "a.txt").0.map(|draft| draft.read(None, &RULES));
        }
    }

    #[test]
    fn no_markup_makes_reading_panic(
        tags in prop::collection::vec(
            prop_oneof![
                Just("<p>"), Just("</p>"), Just("<div>"), Just("</div>"), Just("<figcaption>"), Just("<br>"), Just("<td>"), Just("글이다. "),
                Just("<!--"), Just("<script type=\"application/ld+json\">"), Just("</script>"), Just("{\"@type\":[\"NewsArticle\"]"), Just("}"),
                Just("<meta property=og:title content="), Just("&#x0;"), Just("<table>"), Just("<b>"), Just("\u{a0}"),
            ],
            0..40,
        )
    ) {
        let _ = html::draft(&tags.concat(), "a.html").map(|draft| draft.read(None, &RULES));
    }
}
