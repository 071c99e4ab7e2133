//! Independent origins: five outlets that print one agency's text are one source.
//!
//! Two articles have one origin if they credit the same agency with their text, or if much of the
//! shorter one stands word for word in the other. Shared passages are found over an index of
//! shingles (runs of words), as passage-alignment tools do, so that the cost grows with the amount of
//! text and not with the number of pairs.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{Article, Field, Sentence, Zone};
use crate::rules::Rules;
use crate::rules::zones::agencies::Agencies;
use crate::text::stems::lower;
use crate::text::words::is_word;

/// Words in a shingle. Any five words in a row are rarely written twice by chance.
const WORDS: usize = 5;
/// One shingle in so many is kept, chosen by its hash and so alike in all articles.
const SAMPLE: u64 = 4;
/// The fewest kept shingles that two articles of one origin share: some thirty words.
pub const FEWEST: usize = 6;
/// The least part of the shorter article that is shared, in percent. Reports by different hands that
/// quote the same statement share far less, lightly edited copies more.
pub const LEAST_PERCENT: usize = 35;

/// The origin of each article: equal numbers mean one origin. The number is the index of the first
/// article of that origin.
pub fn origins(articles: &[Arc<Article>], rules: &Rules) -> Vec<usize> {
    let seen: Vec<Seen> = articles.iter().map(|_| Seen::default()).collect();
    origins_seen(articles, &seen, rules)
}

/// The same of articles whose traces may have been looked for before.
pub(crate) fn origins_seen(articles: &[Arc<Article>], seen: &[Seen], rules: &Rules) -> Vec<usize> {
    let all = articles.par_iter().zip(seen).map(|(article, seen)| seen.get_or_init(|| traces(article, rules)));
    let all: Vec<&Traces> = all.collect();
    let mut classes = Classes::new(articles.len());
    by_credit(&all, &mut classes);
    by_passages(&all, &mut classes);
    (0..articles.len()).map(|index| classes.first(index)).collect()
}

/// The traces of an article once they have been looked for, shared by all runs that the article is part of.
pub(crate) type Seen = Arc<OnceLock<Traces>>;

/// What tells the origin of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    /// The number of the agency that it is by.
    pub agency: Option<usize>,
    /// Hashes of passages of its text, ascending.
    pub shingles: Vec<u64>,
}

/// What tells the origin of `article`.
pub fn traces(article: &Article, rules: &Rules) -> Traces {
    Traces { agency: agency(article, &rules.zones.agencies), shingles: shingles(article) }
}

fn by_credit(all: &[&Traces], classes: &mut Classes) {
    let mut printed = HashMap::new();
    for (index, traces) in all.iter().enumerate() {
        if let Some(agency) = traces.agency {
            classes.join(*printed.entry(agency).or_insert(index), index);
        }
    }
}

/// The agency that an article is by: its outlet, or the one that its first or last sentence or the
/// lines around its text credit. Credits of pictures, which stand in captions, say nothing.
fn agency(article: &Article, agencies: &Agencies) -> Option<usize> {
    let outlet = article.outlet.as_deref().and_then(|outlet| agencies.named(outlet));
    outlet.or_else(|| {
        let body = article.field(Field::Body)?;
        let text = |zone: Zone| body.sentences.iter().filter(move |s| s.zone == zone);
        let ends = [text(Zone::Body).next(), text(Zone::Body).next_back()];
        let lines = ends.into_iter().flatten().chain(text(Zone::Chrome));
        lines.map(|sentence| sentence.span.of(&body.text)).find_map(|line| agencies.credited(line))
    })
}

fn by_passages(all: &[&Traces], classes: &mut Classes) {
    let kept = |article: usize| all[article].shingles.len();
    let mut index: Vec<(u64, usize)> = Vec::with_capacity((0..all.len()).map(kept).sum());
    for (article, traces) in all.iter().enumerate() {
        index.extend(traces.shingles.iter().map(|hash| (*hash, article)));
    }
    index.sort_unstable();
    for ((a, b), shared) in shared(&index) {
        let shorter = kept(a).min(kept(b));
        if shared >= FEWEST && shared * 100 >= shorter * LEAST_PERCENT {
            classes.join(a, b);
        }
    }
}

/// How many shingles pairs of articles share, in the order of the pairs. Of the articles that have a
/// shingle, each is paired with the one before it and with the first: copies find each other, and a
/// passage that stands everywhere costs no more than one that stands twice.
fn shared(index: &[(u64, usize)]) -> Vec<((usize, usize), usize)> {
    let mut counts: HashMap<(usize, usize), usize> = HashMap::new();
    for holders in index.chunk_by(|a, b| a.0 == b.0) {
        let first = holders[0].1;
        for pair in holders.windows(2) {
            let (before, article) = (pair[0].1, pair[1].1);
            *counts.entry((before, article)).or_default() += 1;
            if before != first {
                *counts.entry((first, article)).or_default() += 1;
            }
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_unstable();
    counts
}

/// The kept shingles of an article's running text, each once.
fn shingles(article: &Article) -> Vec<u64> {
    let Some(body) = article.field(Field::Body) else { return Vec::new() };
    let running = |s: &&Sentence| s.zone == Zone::Body && !s.repeated;
    let sentences = body.sentences.iter().filter(running).map(|s| s.span.of(&body.text));
    let words: Vec<u64> = sentences.flat_map(words).collect();
    let shingle = |run: &[u64]| Some(xxh3_64(run.first_chunk::<WORDS>()?.map(u64::to_le_bytes).as_flattened()));
    let mut hashes: Vec<u64> =
        words.windows(WORDS).filter_map(shingle).filter(|hash| hash.is_multiple_of(SAMPLE)).collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Hashes of the words, without regard to case and punctuation.
fn words(sentence: &str) -> impl Iterator<Item = u64> {
    let words = sentence.split(|c| !is_word(c)).filter(|word| !word.is_empty());
    words.map(|word| xxh3_64(lower(word).as_bytes()))
}

/// Articles in classes (union–find with path halving).
struct Classes {
    parent: Vec<usize>,
}

impl Classes {
    fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// The first article of the class.
    fn first(&mut self, mut index: usize) -> usize {
        while self.parent[index] != index {
            self.parent[index] = self.parent[self.parent[index]];
            index = self.parent[index];
        }
        index
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.parent[a.max(b)] = a.min(b);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::article::read;

    static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

    const STORY: &str = "해든시는 2일 강을 건너는 새 다리의 이름을 시민 투표로 정하겠다고 밝혔다. \
        투표는 다음 달 첫 주에 동 주민센터와 누리집에서 함께 열린다. 후보는 모두 다섯 가지이고 공모에 참여한 사람은 천이백 명이 넘는다. \
        시는 가장 많은 표를 얻은 이름을 의회에 올려 조례로 확정할 계획이다. 다리는 길이 사백 미터로 보행자와 자전거만 다닐 수 있다. \
        공사를 맡은 회사는 마무리 점검에 두 달이 더 걸린다고 설명했다. 상인들은 축제 전에 문을 열어 달라고 시에 건의했다.";

    fn article(outlet: &str, text: &str) -> Article {
        Article { outlet: Some(outlet.to_owned()), ..read::plain(text, None, None, &RULES) }
    }

    fn of(articles: &[(&str, &str)]) -> Vec<usize> {
        let articles: Vec<_> = articles.iter().map(|(outlet, text)| Arc::new(article(outlet, text))).collect();
        origins(&articles, &RULES)
    }

    #[test]
    fn a_lightly_edited_copy_has_one_origin() {
        let edited = STORY.replace("밝혔다", "2일 발표했다").replace("두 달이", "석 달이");
        assert_eq!(of(&[("강변일보", STORY), ("한들신문", &edited)]), [0, 0]);
    }

    #[test]
    fn a_shortened_copy_has_one_origin() {
        let half: String = STORY.split_inclusive(". ").take(4).collect();
        assert_eq!(of(&[("강변일보", STORY), ("한들신문", &half)]), [0, 0]);
    }

    #[test]
    fn own_words_about_the_same_story_are_an_origin_of_their_own() {
        let own = "새 다리의 이름을 놓고 해든 시민 천이백여 명이 머리를 맞댔다. 시가 고른 다섯 후보가 다음 달 투표에 부쳐진다. \
            시장은 “시는 가장 많은 표를 얻은 이름을 의회에 올려 조례로 확정할 계획”이라고 했다. 걷거나 자전거를 타는 사람만 건널 수 있는 \
            다리는 점검이 끝나는 두 달 뒤에야 열린다. 축제 대목을 놓칠까 봐 상인들은 발을 구른다.";
        assert_eq!(of(&[("강변일보", STORY), ("한들신문", own)]), [0, 1]);
    }

    #[test]
    fn what_two_outlets_credit_to_one_agency_has_one_origin() {
        let wire = "(해든=연합뉴스) 홍가람 기자 = 해든시가 새 다리를 연다고 2일 밝혔다.";
        let other = "장마가 한 주 일찍 끝났다고 기상청이 밝혔다.\n저작권자 ⓒ 연합뉴스 무단전재 및 재배포 금지";
        assert_eq!(
            of(&[("강변일보", wire), ("한들신문", STORY), ("연합뉴스", "한 줄 기사다."), ("누리뉴스", other)]),
            [0, 1, 0, 0]
        );
    }

    #[test]
    fn the_credit_of_a_picture_is_not_one_of_the_text() {
        let first = "다리를 걷는 시민들. [사진=연합뉴스]\n해든시가 새 다리를 열었다고 2일 밝혔다고 전해졌다.";
        let second = "비를 피하는 시민들. [사진=연합뉴스]\n장마가 한 주 일찍 끝났다고 기상청이 2일 밝혔다고 전해졌다.";
        assert_eq!(of(&[("강변일보", first), ("한들신문", second)]), [0, 1]);
    }

    #[test]
    fn copies_of_copies_are_one_class() {
        let texts = ["강변일보", "한들신문", "누리뉴스", "모아경제"].map(|outlet| (outlet, STORY));
        assert_eq!(of(&texts), [0, 0, 0, 0]);
    }
}
