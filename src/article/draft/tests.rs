//! Every input form, from bytes to article.

use std::sync::LazyLock;

use super::*;
use crate::article::decode::decode;
use crate::article::metadata::FolderMetadata;
use crate::article::problem::Severity;
use crate::article::{html, jsonl, text};

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// What is wrong, as `key@line:column`.
fn brief(problem: &Problem) -> String {
    let place =
        [problem.line, problem.column].into_iter().flatten().map(|n| n.to_string()).collect::<Vec<_>>().join(":");
    assert!(RULES.messages.has(&problem.reason.key), "{} has a message", problem.reason.key);
    format!("{}@{place}", problem.reason.key.trim_start_matches("reading."))
}

/// The article of a text file and its problems.
fn text_file(bytes: impl Into<Vec<u8>>) -> (Option<Article>, Vec<String>) {
    let decoded = match decode(bytes.into(), None, "a.txt") {
        Ok(decoded) => decoded,
        Err(problem) => return (None, vec![brief(&problem)]),
    };
    let (draft, problem) = text::draft(decoded, "a.txt");
    let mut problems: Vec<_> = problem.iter().map(brief).collect();
    match draft {
        Err(problem) => {
            problems.push(brief(&problem));
            (None, problems)
        }
        Ok(draft) => {
            let (article, more) = draft.read(Date::new(2024, 6, 1).ok(), &RULES);
            problems.extend(more.iter().map(brief));
            (Some(article), problems)
        }
    }
}

fn page(html: &str) -> Article {
    html::draft(html, "a.html").expect("it has text").read(None, &RULES).0
}

fn published(article: &Article) -> String {
    article.published.map(|p| p.to_string()).unwrap_or_default()
}

#[test]
fn yaml_front_matter() {
    let front = "---\nid: 007\ntitle: '다리 연다'\noutlet: 강변일보\npublished: 2024-03-18\nlang: ko-KR\ntags: [다리, 강]\nurl:\n---\n";
    let (article, problems) = text_file(format!("\u{feff}{front}다리가 열린다고 시가 밝혔다."));
    let article = article.expect("it is read");
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((article.id.as_str(), article.title.as_deref()), ("007", Some("다리 연다")));
    assert_eq!((article.outlet.as_deref(), article.url.as_deref(), article.lang), (Some("강변일보"), None, Lang::Ko));
    assert_eq!(published(&article), "2024-03-18");
    assert_eq!(article.text(Field::Body), "다리가 열린다고 시가 밝혔다.");
    assert!(article.field(Field::Title).is_none(), "the title of a text file is no field");
    assert_eq!(article.origin.body_offset, Some(3 + front.len()));
}

#[test]
fn toml_front_matter() {
    let (article, problems) =
        text_file("+++\nid = 7\npublished = 2024-03-18T04:30:00+09:00\n[extra]\nx = 1\n+++\n글이다.");
    let article = article.expect("it is read");
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!((article.id.as_str(), published(&article).as_str()), ("7", "2024-03-18T04:30:00+09:00"));
}

#[test]
fn broken_front_matter_is_said_at_its_line() {
    let (article, problems) = text_file("---\nid: a\ntitle: [1, 2\n---\n글이다.");
    assert_eq!(article.expect("it is read").text(Field::Body), "글이다.");
    assert!(problems[0].starts_with("front-matter@"), "{problems:?}");
    assert_eq!(text_file("+++\nid = \n+++\n글이다.").1, ["front-matter@2:6"]);
    assert_eq!(text_file("---\nid: a\n글이다.").1, ["front-matter-open@1"]);
    assert_eq!(text_file("---\n글이다.\n그렇다.").1, Vec::<String>::new(), "a rule is no front matter");
}

#[test]
fn dates_and_languages_are_checked() {
    assert_eq!(text_file("---\nid: a\npublished: 2024-02-30\n---\n글이다.").1, ["impossible-date@3"]);
    assert_eq!(text_file("---\npublished: 2024-06-03\n---\n글이다.").1, ["future-date@2"]);
    assert_eq!(
        text_file("---\npublished: 2024-06-02\n---\n글이다.").1,
        Vec::<String>::new(),
        "it is tomorrow somewhere"
    );
    assert_eq!(text_file("---\nlang: xx\n---\n글이다.").1, ["unknown-language@2"]);
}

#[test]
fn encodings_are_told() {
    let words = "다리가 열린다고 시가 밝혔다. 시민들은 반겼다.";
    let (cp949, _, _) = encoding_rs::EUC_KR.encode(words);
    let utf16: Vec<u8> = "\u{feff}".encode_utf16().chain(words.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [words.as_bytes().to_vec(), cp949.into_owned(), utf16] {
        assert_eq!(text_file(bytes).0.expect("it is read").text(Field::Body), words);
    }
    let decomposed = "\u{1103}\u{1161}\u{1105}\u{1175}";
    assert_eq!(text_file(decomposed).0.expect("it is read").text(Field::Body), decomposed);
}

#[test]
fn what_is_no_text_is_said() {
    assert_eq!(text_file(b"PK\x03\x04\0\0".to_vec()).1, ["no-text@"]);
    let mut damaged = "다리가 열린다고 한다.\n시가 밝혔다.".as_bytes().to_vec();
    damaged.insert(damaged.len() - 1, 0xff);
    assert_eq!(text_file(damaged).1, ["damaged@2:7"]);
    assert_eq!(text_file(" \n ").1, ["empty@"]);
    assert_eq!(text_file("---\nid: a\n---\n").1, ["empty@"]);
}

#[test]
fn a_page_states_when_it_was_published() {
    let prose = "산들군의 한 분교가 3월에 신입생 셋을 맞는다고 밝혔다.";
    for (line, shown) in [
        ("입력 2024.03.18 04:30", "2024-03-18T04:30:00"),
        ("입력 : 2025-02-03 14:01:52", "2025-02-03T14:01:52"),
        ("기사입력 2024-03-18 오후 2:05", "2024-03-18T14:05:00"),
        ("2024년 3월 18일 (월)", "2024-03-18"),
        ("수정 2024.03.19 04:30\n입력\n2024.03.18 04:30", "2024-03-18T04:30:00"),
        ("Published: March 3, 2024", "2024-03-03"),
        ("Published 3 March 2024 6:10 p.m. GMT", "2024-03-03T18:10:00+00:00"),
        ("March 3, 2024", "2024-03-03"),
        ("01.26 19:55", ""),
        ("입력 2024.13.45", ""),
        ("수정 2024.03.19 04:30", ""),
    ] {
        let (article, _) = text_file(format!("분교에 다시 아이들이 온다\n{line}\n{prose}"));
        assert_eq!(published(&article.expect("it is read")), shown, "{line}");
    }
    let (article, _) = text_file(format!("{prose}\n2025/01/23 06:30 송고"));
    assert_eq!(published(&article.expect("it is read")), "2025-01-23T06:30:00");
}

#[test]
fn lines_of_json() {
    let input = "{\"id\": 3, \"title\": \"다리 연다\", \"body\": \"다리가 열린다.\", \"topic\": \"t\", \"lang\": null}\n\
        \n{\"id\": \"b\"\n{\"body\": \"글\"}\n{\"id\": \"c\"}\n{\"id\": \"d\", \"body\": \"끝.\", \"published\": \"2024-02-30\"}";
    let read: Vec<_> = jsonl::Lines::new(input.as_bytes(), "a.jsonl", 1000).collect();
    let problems: Vec<_> = read.iter().filter_map(|r| r.as_ref().err()).map(brief).collect();
    assert_eq!(problems, ["jsonl@3:10", "record-field@4", "record-field@5"]);
    let drafts: Vec<Draft> = read.into_iter().flatten().collect();
    let (last, warnings) = drafts[1].clone().read(None, &RULES);
    assert_eq!((last.id.as_str(), last.origin.line), ("d", Some(6)));
    assert_eq!(warnings.iter().map(brief).collect::<Vec<_>>(), ["impossible-date@6"]);
    assert_eq!(warnings[0].severity, Severity::Warning);
    let (first, _) = drafts[0].clone().read(None, &RULES);
    assert_eq!(
        (first.id.as_str(), first.text(Field::Title), first.text(Field::Body)),
        ("3", "다리 연다", "다리가 열린다.")
    );
    assert_eq!(first.topic.as_deref(), Some("t"));
}

#[test]
fn long_lines_are_skipped_whole() {
    let long = format!("{{\"id\": \"a\", \"body\": \"{}\"}}\n{{\"id\": \"b\", \"body\": \"글\"}}\n", "가".repeat(100));
    let mut read = jsonl::Lines::new(long.as_bytes(), "a.jsonl", 64);
    assert_eq!(read.next().and_then(Result::err).map(|p| brief(&p)).as_deref(), Some("line-too-long@1"));
    assert_eq!(read.next().and_then(Result::ok).and_then(|draft| draft.metadata.id).as_deref(), Some("b"));
    assert!(read.next().is_none());
}

#[test]
fn an_empty_stream_is_said() {
    let read: Vec<_> = jsonl::Lines::new(&b"\n \n"[..], "a.jsonl", 64).filter_map(Result::err).collect();
    assert_eq!(read.iter().map(brief).collect::<Vec<_>>(), ["empty@"]);
}

const STORY: &str = "<p>산들군의 한 분교가 3월에 신입생 셋을 맞는다고 <b>군</b>이 밝혔다. 다섯 해 만의 일이다.</p>\
    <figure><img src=a.jpg><figcaption>운동장에서 공을 차는 아이들</figcaption></figure>\
    <p>학부모들은 교육청에 통학 버스를 요청했고,<br>교육청은 받아들였다고 설명했다.</p>\
    <p>교장은 “운동장이 다시 시끄러워질 것”이라고 말했다. 새 학기는 다음 주에 시작한다.</p>";

#[test]
fn a_page_with_linked_data() {
    let article = page(&format!(
        "<html lang=ko><head><title>분교 - 들녘신문</title><link rel=canonical href=https://example.com/7>\
         <meta property=og:site_name content=들녘신문>\
         <script type=\"application/ld+json\">{{\"@graph\": [{{\"@type\": \"NewsArticle\", \"headline\": \"분교에 아이들이 온다\", \
         \"datePublished\": \"2022-02-28T06:10:00+09:00\"}}]}}</script></head>\
         <body><nav>메뉴</nav><article>{STORY}</article><script>var x = 1;</script></body></html>"
    ));
    assert_eq!((article.id.as_str(), article.url.as_deref()), ("https://example.com/7", Some("https://example.com/7")));
    assert_eq!((article.text(Field::Title), article.outlet.as_deref()), ("분교에 아이들이 온다", Some("들녘신문")));
    assert_eq!(published(&article), "2022-02-28T06:10:00+09:00");
    let body = article.field(Field::Body).expect("it has a body");
    let caption = body.sentences.iter().find(|s| s.zone == Zone::Caption).map(|s| s.span.of(&body.text));
    assert_eq!(caption, Some("운동장에서 공을 차는 아이들"));
    assert!(body.text.starts_with("산들군의 한 분교가 3월에 신입생 셋을 맞는다고 군이 밝혔다."), "{}", body.text);
    assert!(!body.text.contains("var x"));
}

#[test]
fn a_page_with_meta_tags() {
    let article = page(&format!(
        "<head><meta property=og:title content=\"분교에 아이들이 온다\"><meta property=og:url content=https://example.com/8>\
         <meta property=article:published_time content=\"2022-02-28 06:10\"></head><body>{STORY}</body>"
    ));
    assert_eq!(
        (article.id.as_str(), article.title.as_deref()),
        ("https://example.com/8", Some("분교에 아이들이 온다"))
    );
    assert_eq!(published(&article), "2022-02-28T06:10:00");
}

#[test]
fn pages_without_text_or_bottom_are_said() {
    for html in ["<html><body></body></html>".to_owned(), "<div>".repeat(100_000)] {
        assert_eq!(html::draft(&html, "a.html").err().map(|p| brief(&p)).as_deref(), Some("no-main-text@"));
    }
}

#[test]
fn the_encoding_of_a_page_is_read() {
    for head in [
        "<meta charset=euc-kr>",
        "<META http-equiv='Content-Type' content='text/html; charset=EUC-KR'>",
        "<meta charset = \"x\"><meta charset=\"ks_c_5601-1987\">",
    ] {
        assert_eq!(html::stated_encoding(head.as_bytes()), Some(encoding_rs::EUC_KR), "{head}");
    }
    assert_eq!(html::stated_encoding(b"<p>charset=</p>"), None);
}

#[test]
fn metadata_of_a_folder() {
    let folder = FolderMetadata::parse("[\"a.txt\"]\noutlet = \"강변일보\"\npublished = 2024-03-18\n", "articles.toml");
    let metadata = folder.expect("it is read").of("a.txt");
    assert_eq!(metadata.outlet.as_deref(), Some("강변일보"));
    assert_eq!(metadata.published.map(|p| (p.text, p.line)), Some(("2024-03-18".to_owned(), Some(3))));
    let broken = |text: &str| FolderMetadata::parse(text, "articles.toml").err().map(|p| brief(&p)).unwrap_or_default();
    assert_eq!(broken("[\"a.txt\"]\noutlett = \"x\"\n"), "articles-toml-field@2:1");
    assert_eq!(broken("[\"a.txt\"]\noutlet = \n"), "articles-toml@2:10");
    assert_eq!(broken("x = 1\n"), "articles-toml@1:5");
}

#[test]
fn what_the_file_says_comes_before_what_the_folder_says() {
    let file = Metadata { outlet: Some("강변일보".to_owned()), ..Metadata::default() };
    let folder =
        Metadata { outlet: Some("한들신문".to_owned()), topic: Some("다리".to_owned()), ..Metadata::default() };
    let both = file.or(folder);
    assert_eq!((both.outlet.as_deref(), both.topic.as_deref()), (Some("강변일보"), Some("다리")));
}

#[test]
fn a_problem_is_told_with_its_place() {
    let problem = Problem::error("a.jsonl", "record-field").with("field", "id").at(Some(3), None);
    let told = problem.tell(&RULES.messages, Lang::En);
    assert!(told.starts_with("a.jsonl:3: ") && told.contains("`id`"), "{told}");
}
