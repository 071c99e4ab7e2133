//! What a ledger holds, whether it is sound, and how it is made small.

use std::collections::HashMap;
use std::path::Path;

use rusqlite::Connection;

use super::error::{Error, Kind};
use super::segments::{self, Segment};
use super::{codec, indexer, schema, sum, version};
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

/// Looks at every byte of a ledger that daejo reads, and names what is damaged.
#[derive(Debug)]
pub struct Check {
    connection: Connection,
    /// How many claims each article has, those that are retired included.
    claims: HashMap<u32, u32>,
    damage: Vec<Reason>,
}

impl Check {
    /// What is damaged in the ledger at `path`.
    ///
    /// # Errors
    /// When there is none, or none that this daejo can read at all.
    pub fn run(path: &Path) -> Result<Vec<Reason>, Error> {
        let check = || {
            let mut check = Self { connection: schema::open(path)?, claims: HashMap::new(), damage: Vec::new() };
            check.file()?;
            check.articles()?;
            check.segments()?;
            Ok(check.damage)
        };
        check().map_err(|kind: Kind| kind.at(path))
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
        let mut damaged = Vec::new();
        let mut statement = self.connection.prepare(
            "SELECT number, id, claims, sum, bytes FROM article LEFT JOIN content USING (number) ORDER BY number",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (number, id, claims): (u32, String, u32) = (row.get(0)?, row.get(1)?, row.get(2)?);
            self.claims.insert(number, claims);
            let bytes = row.get_ref(4)?.as_blob().unwrap_or_default();
            let is_whole = row.get::<_, Option<i64>>(3)? == Some(sum(bytes));
            let read =
                codec::decode(bytes).ok().filter(|(article, read)| article.id == id && read.len() == claims as usize);
            if !is_whole || read.is_none() {
                damaged.push(id);
            }
        }
        drop(rows);
        drop(statement);
        damaged.into_iter().for_each(|id| self.note("article", id));
        let mut statement = self.connection.prepare("SELECT number, claims FROM retired")?;
        let retired = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.claims.extend(retired.collect::<Result<Vec<(u32, u32)>, _>>()?);
        Ok(())
    }

    /// The lists, which must name claims that are there.
    fn segments(&mut self) -> Result<(), Kind> {
        for segment in Segment::all(&self.connection)? {
            let mut entries = 0;
            for block in 0..segment.blocks() {
                match segment.entries(&self.connection, block) {
                    Ok(found) => {
                        entries += found.len() as u64;
                        let is_there = |article, claim| self.claims.get(&article).is_some_and(|&claims| claim < claims);
                        if !found.iter().all(|(_, place)| is_there(place.article, place.claim)) {
                            self.note("list", segment.number);
                        }
                    }
                    Err(Kind::Damaged(what)) => self.note("list", what),
                    Err(other) => return Err(other),
                }
            }
            if entries != segment.entries {
                self.note("list", segment.number);
            }
        }
        Ok(())
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
