use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;
use crate::article::{Article, read};
use crate::rules::Rules;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

const STORY: &str = "해든시 인구는 2일 현재 12만3천명으로 지난해 같은 달보다 3.2% 줄었다. \
    김다솔 시장은 “내년까지 청년 주택 500가구(약 120억원)를 짓겠다”고 말했다.\n\n\
    daejo: ignore value-conflict reason=\"확인함\" until=2027-01-31\n\n시는 지난 6개월간 두 번 공모를 냈다.";

fn article() -> Article {
    Article {
        id: "해든-1".to_owned(),
        topic: Some("인구".to_owned()),
        ..read::plain(STORY, None, Some("2024-03-02T09:30:00+09:00"), &RULES)
    }
}

#[test]
fn an_article_comes_back_with_its_claims() {
    let article = article();
    let claims = crate::extract(&article, 0, &RULES);
    assert!(claims.len() > 5, "{} claims", claims.len());
    let (read, read_claims) = decode(&encode(&article, &claims)).expect("what was written");
    assert_eq!(format!("{read:?}"), format!("{article:?}"));
    assert_eq!(format!("{read_claims:?}"), format!("{claims:?}"));
}

#[test]
fn bytes_cut_short_are_damage() {
    let article = article();
    let bytes = encode(&article, &crate::extract(&article, 0, &RULES));
    for end in 0..bytes.len() {
        assert_eq!(decode(&bytes[..end]).err(), Some(Damaged), "cut at {end}");
    }
}

#[test]
fn relations_come_back_and_bytes_cut_short_are_damage() {
    let articles = ["가람시는 저류조 공사비로 321억 원을 썼다.", "가람시는 저류조 공사비로 324억 원을 썼다."];
    let articles =
        articles.iter().enumerate().map(|(at, text)| Article {
            id: format!("가람-{at}"),
            ..read::plain(text, None, Some("2024-03-02"), &RULES)
        });
    let report = crate::check(articles.collect(), &crate::policy::Options::default(), &RULES);
    let relation = report.relations.first().expect("they differ in one figure");
    assert!(!relation.evidence.is_empty() && !relation.reasons.is_empty(), "{relation:?}");
    let bytes = encode_relation(relation);
    let read = decode_relation(&bytes, relation.claims).expect("what was written");
    assert_eq!(format!("{read:?}"), format!("{relation:?}"));
    for end in 0..bytes.len() {
        assert_eq!(decode_relation(&bytes[..end], relation.claims).err(), Some(Damaged), "cut at {end}");
    }
    assert_eq!(decode_relation(&[&*bytes, b"?"].concat(), relation.claims).err(), Some(Damaged));
}

proptest! {
    #[test]
    fn numbers_come_back(number: u64) {
        let mut bytes = Vec::new();
        write_number(&mut bytes, number);
        let mut rest = bytes.as_slice();
        prop_assert_eq!(read_number(&mut rest), Ok(number));
        prop_assert!(rest.is_empty());
    }

    #[test]
    fn decimals_come_back(mantissa in -(1_i128 << 95)..1_i128 << 95, scale in 0..=28_u32) {
        let value = rust_decimal::Decimal::from_i128_with_scale(mantissa, scale);
        let mut out = Writer::default();
        value.write(&mut out);
        let bytes = out.into_bytes();
        let read = rust_decimal::Decimal::read(&mut Reader::new(&bytes)).expect("what was written");
        prop_assert_eq!((read.mantissa(), read.scale()), (value.mantissa(), value.scale()));
    }

    #[test]
    fn flipped_bytes_are_no_panic(at in any::<prop::sample::Index>(), byte: u8) {
        let article = article();
        let mut bytes = encode(&article, &crate::extract(&article, 0, &RULES));
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = decode(&bytes);
    }
}
