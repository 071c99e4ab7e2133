//! What holds whatever the articles say: tried with sentences of the corpus in any order, and with any text.

#[path = "corpus/reading.rs"]
mod reading;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use daejo::article::{Article, Lang, Zone, read};
use daejo::policy::Options;
use daejo::quantity::Dimension;
use daejo::report::{Report, Voice, json};
use daejo::resolve::{Claim, Content};
use daejo::rules::Rules;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use rust_decimal::Decimal;
use unicode_normalization::UnicodeNormalization;

const PUBLISHED: &str = "2024-05-08";

static ARTICLES: LazyLock<Vec<Vec<Article>>> = LazyLock::new(|| {
    reading::story_folders().iter().map(|folder| reading::articles(folder, Rules::shared())).collect()
});

/// The sentences of the corpus' articles of a language, each once.
fn sentences(lang: Lang) -> Vec<String> {
    let articles = ARTICLES.iter().flatten().filter(|article| article.lang == lang);
    let of = |article: &'static Article| {
        article.fields.iter().flat_map(|field| {
            let running = field.sentences.iter().filter(|sentence| sentence.zone == Zone::Body && !sentence.repeated);
            running.map(|sentence| sentence.span.of(&field.text).to_owned())
        })
    };
    articles.flat_map(of).collect::<BTreeSet<_>>().into_iter().collect()
}

fn article(body: &str) -> Article {
    read::plain(body, None, Some(PUBLISHED), Rules::shared())
}

fn claims(body: &str) -> Vec<Claim> {
    daejo::extract(&article(body), 0, Rules::shared())
}

/// Some sentences of either language.
fn some_sentences() -> impl Strategy<Value = Vec<String>> {
    prop_oneof![
        subsequence(sentences(Lang::Ko), 2..12).prop_shuffle(),
        subsequence(sentences(Lang::En), 2..12).prop_shuffle()
    ]
}

/// Text that has something of everything: words, figures, marks, forms of characters, what belongs nowhere.
fn any_text() -> impl Strategy<Value = String> {
    let pieces = [
        "가람시는 ",
        "물결",
        "의 ",
        "은 ",
        "320",
        "3,200",
        "１２",
        "억",
        "만",
        " 원",
        "%",
        "명",
        "$",
        "5.5",
        " million",
        "약 ",
        "최대 ",
        "2024년 ",
        "3월 ",
        "14일",
        "어제 ",
        "오후 6시",
        "“",
        "”",
        "‘",
        "’",
        "\"",
        "'",
        "고 말했다",
        ". ",
        "\n",
        "\n\n",
        "(",
        ")",
        "~",
        "-",
        "·",
        "😀",
        "\u{1112}\u{1161}\u{11ab}",
        "\u{301}",
        "\u{200b}",
        "\t",
        "\u{3000}",
        "said ",
        "Mayor Yoon ",
        "the ",
        "half of ",
        "㎡",
        "①",
        "Ⅲ",
        "½",
        "一",
        "\u{feff}",
        "\u{202e}",
        "입력 2024.03.18 04:30\n",
    ];
    let piece = prop_oneof![8 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What a claim says, in characters that stand for themselves.
fn said(claim: &Claim) -> String {
    let value = match &claim.content {
        Content::Quantity(quantity) => format!("{quantity:?}"),
        Content::Date(date) => format!("{date:?}"),
        Content::Quote(quote) => format!("{:?} {:?}", quote.direct, quote.speaker.as_deref().map(plain)),
    };
    format!("{} {} {value}", claim.kind(), plain(&claim.text))
}

/// A text in composed characters of half width.
fn plain(text: &str) -> String {
    text.nfkc().collect()
}

fn all_said(body: &str) -> Vec<String> {
    claims(body).iter().map(said).collect()
}

/// The relations of a report, in words that do not depend on where anything stands in it.
fn relations(report: &Report) -> BTreeSet<String> {
    let told = |relation: &daejo::judge::Relation| {
        let mut claims = relation.claims.map(|claim| {
            let claim = &report.claims[claim];
            format!("{} {}", report.article_of(claim).id, claim.id)
        });
        claims.sort();
        format!("{claims:?} {:?} {:?} {:.6}", relation.verdict, relation.code, relation.score)
    };
    report.relations.iter().map(told).collect()
}

fn check<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Report {
    daejo::check(articles.into_iter().cloned().collect(), &Options::default(), Rules::shared())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn spans_give_back_the_text(text in any_text()) {
        let article = article(&text);
        for claim in daejo::extract(&article, 0, Rules::shared()) {
            let field = article.text(claim.field);
            prop_assert_eq!(field.get(claim.span.start..claim.span.end), Some(claim.text.as_str()));
            prop_assert!(!claim.span.is_empty());
        }
    }

    #[test]
    fn sentences_say_together_what_they_say_apart(sentences in some_sentences(), at in any::<Index>()) {
        let (one, other) = sentences.split_at(at.index(sentences.len()));
        let claims = |sentences: &[String]| {
            let found = claims(&sentences.join("\n\n")).into_iter();
            found.map(|claim| (claim.kind(), claim.text.clone())).collect::<Vec<_>>()
        };
        prop_assert_eq!(claims(&sentences), [claims(one), claims(other)].concat());
    }

    #[test]
    fn an_unrelated_article_changes_no_relation(story in any::<Index>(), other in any::<Index>(), at in any::<Index>()) {
        let (story, other) = (story.get(&ARTICLES), other.get(&ARTICLES));
        let other = at.get(other);
        prop_assume!(story.iter().all(|article| article.id != other.id));
        let without = relations(&check(story));
        let with = check(story.iter().chain([other]));
        let theirs = format!("\"{} ", other.id);
        let among: BTreeSet<String> = relations(&with).into_iter().filter(|told| !told.contains(&theirs)).collect();
        prop_assert_eq!(among, without);
    }

    #[test]
    fn the_order_of_articles_changes_nothing(
        articles in Just((0..ARTICLES.iter().map(Vec::len).sum::<usize>()).collect::<Vec<_>>()).prop_shuffle()
    ) {
        static IN_ORDER: LazyLock<BTreeSet<String>> = LazyLock::new(|| relations(&check(ARTICLES.iter().flatten())));
        let all: Vec<&Article> = ARTICLES.iter().flatten().collect();
        let shuffled = relations(&check(articles.iter().map(|&at| all[at])));
        prop_assert_eq!(&shuffled, &*IN_ORDER);
    }

    #[test]
    fn composed_and_decomposed_characters_say_the_same(sentences in some_sentences()) {
        let text = sentences.join("\n\n");
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(all_said(&decomposed), all_said(&text));
    }

    #[test]
    fn wide_and_narrow_characters_say_the_same(sentences in some_sentences()) {
        let text = sentences.join("\n\n");
        prop_assert_eq!(all_said(&wide(&text)), all_said(&text));
    }

    #[test]
    fn a_figure_survives_printing_and_parsing(sentences in some_sentences()) {
        for claim in claims(&sentences.join("\n\n")) {
            let Some(quantity) = claim.quantity() else { continue };
            let mut line = Vec::new();
            json::write_claim(&mut line, &claim, "a", false).expect("memory can be written to");
            let printed: serde_json::Value = serde_json::from_slice(&line).expect("JSON");
            for (name, bound) in [("lower", quantity.lower), ("upper", quantity.upper)] {
                let read = printed["quantity"][name].as_str().map(|text| text.parse().expect("a decimal"));
                prop_assert_eq!(read, bound);
            }
            let written = Voice::new(Rules::shared(), claim.lang).value(&claim);
            let numbers = numbers(&written);
            for bound in [quantity.lower, quantity.upper].into_iter().flatten() {
                prop_assert!(numbers.contains(&bound), "{} for {}", written, claim.text);
            }
            // What is counted is named by words that may count other things too: 12기.
            if !matches!(quantity.unit.dimension, Dimension::Money | Dimension::Percent) || quantity.per.is_some() {
                continue;
            }
            let again = claims(&written);
            let again = again.iter().find_map(|claim| claim.quantity());
            prop_assert_eq!(
                again.map(|again| (again.lower, again.upper, &again.unit.code)),
                Some((quantity.lower, quantity.upper, &quantity.unit.code)),
                "{} for {}", written, claim.text
            );
        }
    }
}

/// The numbers that a text has, with commas between their digits or without.
fn numbers(text: &str) -> Vec<Decimal> {
    let parts = text.split(|c: char| !(c.is_ascii_digit() || ".,-".contains(c)));
    parts.filter_map(|part| part.trim_matches([',', '.']).replace(',', "").parse().ok()).collect()
}

/// A text in full width, as old systems write it.
fn wide(text: &str) -> String {
    let widened = |c: char| match c {
        '!'..='~' => char::from_u32(u32::from(c) + 0xFEE0).unwrap_or(c),
        c => c,
    };
    text.chars().map(widened).collect()
}
