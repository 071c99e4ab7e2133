//! The order of a ledger's articles by id. Of claims that tie, those of the first ids are kept: mostly a few of many, so
//! that it is enough to know which articles are the first ones.

use std::sync::{PoisonError, RwLock};

use rusqlite::Connection;
use smol_str::SmolStr;

use super::error::Kind;
use crate::align::archive::Tie;
use crate::text::hash::NumberMap;

/// So many articles are read in their order at least, and half as many as before whenever these are not enough.
const FIRST: usize = 1 << 11;
/// To look up the id of one article costs as much as to read so many in their order.
const DEARER: usize = 16;
/// Stands behind all others.
const LAST: u32 = u32::MAX;

/// The articles of a ledger in the order of their ids, as far as it was asked for.
#[derive(Debug, Default)]
pub(super) struct Order(RwLock<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Where the first articles stand.
    ranks: NumberMap<u32>,
    /// The id of the last one of these.
    last: String,
    /// There are no others.
    whole: bool,
    /// How many were looked up one by one.
    asked: usize,
}

impl Order {
    /// Where the articles of ties stand; those that are not among the first of their tie may all stand last.
    pub(super) fn ranks<C: std::ops::Deref<Target = Connection>>(
        &self,
        ties: &[Tie],
        connection: impl Fn() -> C,
    ) -> Result<Vec<Vec<u32>>, Kind> {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if ties.iter().all(|tie| known.settles(tie)) {
            return Ok(known.of(ties, &NumberMap::default()));
        }
        drop(known);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let others = known.read_on(ties, &connection)?;
        let behind = behind(&others, known.ranks.len() as u32, &connection())?;
        Ok(known.of(ties, &behind))
    }
}

impl Known {
    fn of(&self, ties: &[Tie], behind: &NumberMap<u32>) -> Vec<Vec<u32>> {
        let rank = |article: &u32| {
            let number = u64::from(*article);
            self.ranks.get(&number).or_else(|| behind.get(&number)).copied().unwrap_or(LAST)
        };
        ties.iter().map(|tie| tie.articles.iter().map(rank).collect()).collect()
    }

    /// Whether enough articles of a tie are among the first ones.
    fn settles(&self, tie: &Tie) -> bool {
        let first = tie.articles.iter().filter(|article| self.ranks.contains_key(&u64::from(**article)));
        first.take(tie.room).count() == tie.room
    }

    /// The articles of ties that are not among the first ones.
    fn others(&self, ties: &[&Tie]) -> Vec<u32> {
        let articles = ties.iter().flat_map(|tie| &tie.articles).copied();
        let mut others: Vec<u32> = articles.filter(|&article| !self.ranks.contains_key(&article.into())).collect();
        others.sort_unstable();
        others.dedup();
        others
    }

    /// Reads on as long as that is cheaper than to look up the articles of ties that are not settled, which it gives back.
    fn read_on<C: std::ops::Deref<Target = Connection>>(
        &mut self,
        ties: &[Tie],
        connection: impl Fn() -> C,
    ) -> Result<Vec<u32>, Kind> {
        let mut open: Vec<&Tie> = ties.iter().collect();
        loop {
            open.retain(|tie| !self.settles(tie));
            let others = self.others(&open);
            if others.is_empty() || self.whole || self.ranks.len() >= DEARER * (self.asked + others.len()) {
                self.asked += others.len();
                return Ok(others);
            }
            self.read(&connection())?;
        }
    }

    /// Reads some more.
    fn read(&mut self, connection: &Connection) -> Result<(), Kind> {
        let more = (self.ranks.len() / 2).max(FIRST);
        let mut statement =
            connection.prepare_cached("SELECT number, id FROM article WHERE id >= ?1 ORDER BY id LIMIT ?2")?;
        // The last one comes again.
        let mut rows = statement.query((self.last.as_str(), more + 1))?;
        let (mut read, mut last) = (0, None);
        while let Some(row) = rows.next()? {
            let next = self.ranks.len() as u32;
            self.ranks.entry(row.get(0)?).or_insert(next);
            read += 1;
            if read > more {
                last = Some(row.get(1)?);
            }
        }
        self.whole = last.is_none();
        self.last = last.unwrap_or_default();
        Ok(())
    }
}

/// Where articles stand that are not among the first ones.
fn behind(others: &[u32], first: u32, connection: &Connection) -> Result<NumberMap<u32>, Kind> {
    let mut named: Vec<(SmolStr, u32)> = ids(others, connection)?.into_iter().zip(others.iter().copied()).collect();
    named.sort_unstable();
    Ok(named.into_iter().zip(first..).map(|((_, article), rank)| (article.into(), rank)).collect())
}

/// The ids of some articles.
pub(super) fn ids(articles: &[u32], connection: &Connection) -> Result<Vec<SmolStr>, Kind> {
    let mut statement = connection.prepare_cached("SELECT id FROM article WHERE number = ?1")?;
    let id = |&article: &u32| {
        let mut rows = statement.query([article])?;
        let row = rows.next()?.ok_or_else(|| Kind::absent(article))?;
        Ok(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?.into())
    };
    articles.iter().map(id).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// So many articles that they are not all read at once.
    const ARTICLES: u32 = 3 * FIRST as u32;

    fn id(article: u32) -> String {
        format!("{:04}", article * 7919 % 9973)
    }

    fn ledger() -> Connection {
        let connection = Connection::open_in_memory().expect("there is memory");
        connection
            .execute_batch("CREATE TABLE article (number INTEGER PRIMARY KEY, id TEXT UNIQUE); BEGIN")
            .expect("SQL");
        let mut insert = connection.prepare("INSERT INTO article VALUES (?1, ?2)").expect("a table");
        for article in 1..=ARTICLES {
            insert.execute((article, id(article))).expect("no id twice");
        }
        drop(insert);
        connection
    }

    /// The ids of the articles that a tie keeps by these ranks.
    fn kept(tie: &Tie, ranks: &[u32]) -> Vec<String> {
        let mut ranked: Vec<(u32, u32)> = ranks.iter().copied().zip(tie.articles.iter().copied()).collect();
        ranked.sort_unstable();
        ranked.iter().take(tie.room).map(|&(_, article)| id(article)).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]

        #[test]
        fn the_first_ids_are_kept(asked in prop::collection::vec(
            (prop::collection::vec(1..=ARTICLES, 1..200), 0..100_usize),
            1..12,
        )) {
            let connection = ledger();
            let order = Order::default();
            let tie = |(articles, percent): (Vec<u32>, usize)| {
                Tie { room: articles.len() * percent / 100, articles }
            };
            for ties in asked.into_iter().map(tie).collect::<Vec<_>>().chunks(2) {
                let ranks = order.ranks(ties, || &connection).expect("a ledger");
                for (tie, ranks) in ties.iter().zip(ranks) {
                    let mut ids: Vec<String> = tie.articles.iter().map(|&article| id(article)).collect();
                    ids.sort_unstable();
                    ids.truncate(tie.room);
                    prop_assert_eq!(kept(tie, &ranks), ids);
                }
            }
        }
    }

    #[test]
    fn many_of_few_articles_are_looked_up_one_by_one() {
        let connection = ledger();
        let order = Order::default();
        let tie = Tie { articles: (1..=40).collect(), room: 39 };
        order.ranks(&[tie], || &connection).expect("a ledger");
        let known = order.0.read().expect("nobody panics");
        assert!(!known.whole && known.asked > 0, "{} read", known.ranks.len());
    }

    #[test]
    fn an_article_that_is_not_there_is_damage() {
        let (connection, order) = (ledger(), Order::default());
        let tie = Tie { articles: vec![1, ARTICLES + 1], room: 2 };
        assert!(matches!(order.ranks(&[tie], || &connection), Err(Kind::Damaged(_))));
    }
}
