//! What a ledger holds, whether it is sound, and how it is made small.

use std::collections::HashMap;
use std::path::Path;

use rayon::prelude::*;
use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::error::{Error, Kind};
use super::segments::{self, Segment};
use super::{codec, indexer, schema, sum, version};
use crate::align::archive::Place;
use crate::align::keys::Key;
use crate::reason::Reason;
use crate::rules::Rules;

/// What a ledger holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stats {
    /// How many articles.
    pub articles: u64,
    /// How many claims they have.
    pub claims: u64,
    /// How many segments the lists are in.
    pub segments: u64,
    /// How many entries the lists have.
    pub entries: u64,
    /// How many articles are no longer there but still listed.
    pub retired: u64,
    /// How large the file is, in bytes.
    pub bytes: u64,
    /// All of it was made by the rules in use.
    pub current: bool,
}

impl Stats {
    /// Reads them off the ledger at `path`.
    ///
    /// # Errors
    /// When there is none, or none that this daejo can read.
    pub fn of(path: &Path, rules: &Rules) -> Result<Self, Error> {
        Self::read(&schema::open(path).map_err(|kind| kind.at(path))?, rules).map_err(|kind| kind.at(path))
    }

    fn read(connection: &Connection, rules: &Rules) -> Result<Self, Kind> {
        let number = |sql: &str| -> Result<u64, Kind> {
            Ok(connection.query_row(sql, [], |row| row.get::<_, i64>(0))?.cast_unsigned())
        };
        let segments = Segment::all(connection)?;
        let version = version(rules);
        Ok(Self {
            articles: number("SELECT count(*) FROM article")?,
            claims: number("SELECT ifnull(sum(claims), 0) FROM article")?,
            segments: segments.len() as u64,
            entries: segments.iter().map(|segment| segment.entries).sum(),
            retired: number("SELECT count(*) FROM retired")?,
            bytes: number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")?,
            current: segments.iter().all(|segment| segment.rules == version),
        })
    }
}

/// So many articles are looked at together.
const TOGETHER: usize = 1024;

/// Looks at every byte of a ledger that daejo reads, and names what is damaged.
#[derive(Debug)]
pub struct Check<'r> {
    connection: Connection,
    segments: Vec<Segment>,
    /// What made the lists, if these are the rules at hand: what an article is listed under can then be told.
    rules: Option<&'r Rules>,
    /// How many claims each article has, those that are retired included.
    claims: HashMap<u32, u32>,
    /// For each article that is sound, its id and the sum of the entries that it should have, and that were not found.
    listed: HashMap<u32, (String, u64)>,
    damage: Vec<Reason>,
}

/// An article as it is stored.
struct Row {
    number: u32,
    id: String,
    claims: u32,
    sum: Option<i64>,
    bytes: Vec<u8>,
}

impl Row {
    /// The sum of the entries that the article should have, if it is what was written.
    fn listed(&self, rules: Option<&Rules>) -> Option<u64> {
        let (article, claims) = codec::decode(&self.bytes).ok().filter(|_| self.sum == Some(sum(&self.bytes)))?;
        let is_whole = article.id == self.id && claims.len() == self.claims as usize;
        let keys = rules.map(|rules| indexer::keys_of(&article, &claims, rules)).unwrap_or_default();
        is_whole.then(|| keys.iter().fold(0_u64, |all, &(key, place)| all.wrapping_add(fingerprint(key, place))))
    }
}

/// What tells an entry of an article from its others.
fn fingerprint(key: Key, place: Place) -> u64 {
    let mut bytes = key.to_le_bytes().to_vec();
    codec::write_occasion(&mut bytes, place.occasion, 0);
    xxh3_64_with_seed(&bytes, u64::from(place.claim))
}

impl<'r> Check<'r> {
    /// What is damaged in the ledger at `path`. What lists its articles is held against them if `rules` made it.
    ///
    /// # Errors
    /// When there is none, or none that this daejo can read at all.
    pub fn run(path: &Path, rules: &'r Rules) -> Result<Vec<Reason>, Error> {
        let check = || {
            let mut check = Self::open(path, rules)?;
            check.file()?;
            check.articles()?;
            check.segments()?;
            Ok(check.damage)
        };
        check().map_err(|kind: Kind| kind.at(path))
    }

    fn open(path: &Path, rules: &'r Rules) -> Result<Self, Kind> {
        let connection = schema::open(path)?;
        let segments = Segment::all(&connection)?;
        let version = version(rules);
        let rules = segments.iter().all(|segment| segment.rules == version).then_some(rules);
        Ok(Self { connection, segments, rules, claims: HashMap::new(), listed: HashMap::new(), damage: Vec::new() })
    }

    fn note(&mut self, kind: &str, detail: impl ToString) {
        self.damage.push(Reason::new(format!("ledger.damage.{kind}")).with("detail", detail));
    }

    /// The file as such.
    fn file(&mut self) -> Result<(), Kind> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let found: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        drop(statement);
        found.iter().filter(|line| *line != "ok").for_each(|line| self.note("file", line));
        Ok(())
    }

    fn articles(&mut self) -> Result<(), Kind> {
        let mut before = i64::MIN;
        loop {
            let rows = self.rows(before)?;
            let Some(last) = rows.last() else { break };
            before = i64::from(last.number);
            let listed: Vec<Option<u64>> = rows.par_iter().map(|row| row.listed(self.rules)).collect();
            for (Row { number, id, claims, .. }, listed) in rows.into_iter().zip(listed) {
                self.claims.insert(number, claims);
                match listed {
                    Some(listed) => drop(self.listed.insert(number, (id, listed))),
                    None => self.note("article", id),
                }
            }
        }
        let mut statement = self.connection.prepare("SELECT number, claims FROM retired")?;
        let retired = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.claims.extend(retired.collect::<Result<Vec<(u32, u32)>, _>>()?);
        Ok(())
    }

    /// The next articles behind the number `before`.
    fn rows(&self, before: i64) -> Result<Vec<Row>, Kind> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, id, claims, sum, bytes FROM article LEFT JOIN content USING (number)
             WHERE number > ?1 ORDER BY number LIMIT ?2",
        )?;
        let rows = statement.query_map((before, TOGETHER), |row| {
            let bytes = row.get_ref(4)?.as_blob().unwrap_or_default().to_vec();
            Ok(Row { number: row.get(0)?, id: row.get(1)?, claims: row.get(2)?, sum: row.get(3)?, bytes })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// The lists, which must name the claims that are there, and all of them.
    fn segments(&mut self) -> Result<(), Kind> {
        for segment in std::mem::take(&mut self.segments) {
            let mut entries = 0;
            for block in 0..segment.blocks() {
                match segment.entries(&self.connection, block) {
                    Ok(found) => {
                        entries += found.len() as u64;
                        let is_there = |article, claim| self.claims.get(&article).is_some_and(|&claims| claim < claims);
                        if !found.iter().all(|(_, place)| is_there(place.article, place.claim)) {
                            self.note("list", segment.number);
                        }
                        found.into_iter().for_each(|(key, place)| self.found(key, place));
                    }
                    Err(Kind::Damaged(what)) => self.note("list", what),
                    Err(other) => return Err(other),
                }
            }
            if entries != segment.entries {
                self.note("list", segment.number);
            }
        }
        let mut wrong: Vec<String> =
            std::mem::take(&mut self.listed).into_values().filter(|(_, left)| *left != 0).map(|(id, _)| id).collect();
        wrong.sort_unstable();
        wrong.into_iter().for_each(|id| self.note("listing", id));
        Ok(())
    }

    /// That a claim is listed.
    fn found(&mut self, key: Key, place: Place) {
        if let (Some((_, left)), Some(_)) = (self.listed.get_mut(&place.article), self.rules) {
            *left = left.wrapping_sub(fingerprint(key, place));
        }
    }
}

/// Takes what is no longer there out of the ledger at `path`, merges its segments, and gives the room back.
///
/// # Errors
/// When the ledger can't be written.
pub fn vacuum(path: &Path) -> Result<(), Error> {
    let vacuum = || {
        let connection = schema::write(path)?;
        let _lock = indexer::lock(path)?;
        indexer::purge(&connection)?;
        merge_all(&connection)?;
        Ok(connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?)
    };
    vacuum().map_err(|kind: Kind| kind.at(path))
}

/// Makes one segment of all that the same rules have made.
fn merge_all(connection: &Connection) -> Result<(), Kind> {
    let all = Segment::all(connection)?;
    connection.execute_batch("BEGIN IMMEDIATE")?;
    for together in all.chunk_by(|a, b| a.rules == b.rules).filter(|together| together.len() > 1) {
        segments::rewrite(connection, together, |_| false)?;
    }
    connection.execute_batch("COMMIT")?;
    Ok(())
}
