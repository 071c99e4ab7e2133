use std::sync::LazyLock;

use super::*;
use crate::article::zones::Layout;
use crate::article::{Field, Lang, language, read};
use crate::resolve::Claim;

static RULES: LazyLock<Rules> = LazyLock::new(Rules::embedded);

/// The verdict on two quotations, each `speaker: words`.
fn verdict(a: &str, b: &str) -> Option<(Verdict, Option<AlterationKind>)> {
    let side = |said: &'static str| {
        let (speaker, text) = said.split_once(": ").unwrap_or(("", said));
        let mut side = QuoteSide::new(text, language::detect(text), &RULES);
        side.speaker = Some(speaker).filter(|s| !s.is_empty());
        side
    };
    let (a, b) = (side(a.to_owned().leak()), side(b.to_owned().leak()));
    let found = compare(&a, &b, &RULES);
    let mirrored = compare(&b, &a, &RULES);
    assert_eq!(found.as_ref().map(|f| f.verdict), mirrored.map(|f| f.verdict), "the order makes no difference");
    found.map(|f| (f.verdict, f.alteration.map(|a| a.kind)))
}

#[test]
fn the_same_words_agree_whatever_the_punctuation() {
    assert_eq!(verdict("한가람: 내일 다시 오겠다.", "한가람: “내일  다시 오겠다”"), Some((Verdict::Agree, None)));
}

/// Scores the comparison on annotated pairs beside the repository, and says what it gets wrong.
#[test]
#[ignore = "reads annotated articles that are not part of the repository"]
fn against_annotated_pairs() {
    let shared = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let mut wrong = 0;
    let mut all = 0;
    for set in ["dev/events_ko", "dev/events_en"] {
        let Ok(articles) = std::fs::read_to_string(shared.join(set).join("articles.jsonl")) else {
            println!("{set}: not there, skipped");
            continue;
        };
        let gold =
            std::fs::read_to_string(shared.join(set).join("gold.jsonl")).expect("the pairs lie beside the articles");
        let claims: std::collections::HashMap<String, Vec<Claim>> =
            rows(&articles).map(|row| read_article(&row)).collect();
        for row in rows(&gold).filter(|row| row["kind"] == "quote") {
            let side = |m: usize| {
                let member = &row["members"][m];
                let claims = &claims[member["article"].as_str().unwrap_or_default()];
                let text = member["text"].as_str().unwrap_or_default();
                let field = member["field"].as_str() == Some("title");
                let index = claims.iter().position(|c| {
                    c.quote().is_some()
                        && (c.field == Field::Title) == field
                        && (c.text == text || c.text.contains(text))
                })?;
                QuoteSide::of(claims, index, &RULES)
            };
            all += 1;
            let (Some(a), Some(b)) = (side(0), side(1)) else {
                println!("{}: no such quotation", row["id"]);
                wrong += 1;
                continue;
            };
            let got = compare(&a, &b, &RULES);
            let said = match got.as_ref().map(|g| g.verdict) {
                None => "unrelated",
                Some(Verdict::Agree) => "agree",
                Some(Verdict::Variant) => "variant",
                Some(Verdict::Altered) => "quote-altered",
                Some(Verdict::Misattributed) => "quote-misattributed",
            };
            let want = row["code"].as_str().or(row["verdict"].as_str()).unwrap_or_default();
            let calm = ["agree", "variant"];
            if said != want && !(calm.contains(&said) && calm.contains(&want)) {
                wrong += 1;
                println!(
                    "{} want {want} got {said} {:?}\n  {:?}: {}\n  {:?}: {}",
                    row["id"],
                    got.map(|g| (g.likeness, g.alteration)),
                    a.speaker,
                    a.text,
                    b.speaker,
                    b.text
                );
            }
        }
    }
    println!("{wrong} of {all} wrong");
}

fn rows(text: &str) -> impl Iterator<Item = serde_json::Value> + '_ {
    text.lines().filter_map(|line| serde_json::from_str(line).ok())
}

fn read_article(row: &serde_json::Value) -> (String, Vec<Claim>) {
    let get = |key: &str| row[key].as_str().unwrap_or_default();
    let lang = if get("lang") == "en" { Lang::En } else { Lang::Ko };
    let mut article = read::plain(get("body"), Some(lang), Some(get("published")), &RULES);
    article.fields.insert(0, read::structure(Field::Title, get("title").to_owned(), None, Layout::Text, &RULES));
    (get("id").to_owned(), crate::extract(&article, 0, &RULES))
}
