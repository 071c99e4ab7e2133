//! A ledger that is written: articles come in, batch by batch.

use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rusqlite::{Connection, params};

use super::error::{Error, Kind};
use super::known::Known;
use super::schema::{self, Migration};
use super::segments::{self, Segment};
use super::{archive, codec, sum, version};
use crate::align::archive::Place;
use crate::align::keys::{self, Key};
use crate::article::Article;
use crate::resolve::Claim;
use crate::rules::Rules;

/// So many entries of lists are kept in memory, 24 bytes each, before they are written: what is lost at most when an
/// index is interrupted are the articles that they are of, some ten thousand.
const ENTRIES: usize = 1 << 20;

/// An article as it is written.
#[derive(Debug)]
pub struct Row {
    stamp: u128,
    id: String,
    path: String,
    line: Option<usize>,
    topic: Option<String>,
    claims: u32,
    sum: i64,
    bytes: Vec<u8>,
    keys: Vec<(Key, Place)>,
}

impl Row {
    /// What is written of an article with these claims; `stamp` tells what it was read from.
    pub fn new(stamp: u128, article: Article, claims: &[Claim], rules: &Rules) -> Self {
        let bytes = codec::encode(&article, claims);
        Self {
            stamp,
            claims: u32::try_from(claims.len()).unwrap_or(u32::MAX),
            sum: sum(&bytes),
            bytes,
            keys: keys_of(&article, claims, rules),
            id: article.id,
            path: article.origin.path,
            line: article.origin.line,
            topic: article.topic,
        }
    }
}

/// What the claims of an article are listed under; it has no number yet.
pub(super) fn keys_of(article: &Article, claims: &[Claim], rules: &Rules) -> Vec<(Key, Place)> {
    let handles = keys::handles(article, claims, rules);
    handles.iter().flat_map(|handle| handle.keys.iter().map(|&key| (key, Place::of(0, handle)))).collect()
}

/// What an indexing has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Articles that were written: new ones, and ones that had changed.
    pub written: usize,
    /// Articles that were as before.
    pub unchanged: usize,
    /// Articles that are no longer there.
    pub removed: usize,
    /// Claims that were written.
    pub claims: u64,
}

/// Writes a ledger. What has not been committed is lost when it is dropped.
#[derive(Debug)]
pub struct Indexer {
    path: PathBuf,
    connection: Connection,
    rules: u128,
    /// The number of the first article of the batch, and of the next one.
    numbers: (u32, u32),
    entries: Vec<(Key, Place)>,
    /// The ledger held nothing when it was opened.
    fresh: bool,
    migration: Migration,
    written: usize,
    claims: u64,
    /// Nobody else writes the ledger as long as this is held.
    _lock: File,
}

impl Indexer {
    /// Opens the ledger at `path` to write it, or makes one; one of an earlier version is brought to this one.
    ///
    /// # Errors
    /// When the file is no ledger, or one of a later version, can't be written, or somebody else is writing it.
    pub fn open(path: &Path, rules: &Rules) -> Result<Self, Error> {
        let open = || {
            let lock = lock(path)?;
            let (connection, migration) = schema::create(path)?;
            let next = connection.query_row(
                "SELECT max(ifnull((SELECT max(number) FROM article), 0), ifnull((SELECT max(last) FROM segment), 0)) + 1",
                [],
                |row| row.get(0),
            )?;
            Ok(Self {
                path: path.to_owned(),
                connection,
                rules: version(rules),
                numbers: (next, next),
                entries: Vec::new(),
                fresh: next == 1,
                migration,
                written: 0,
                claims: 0,
                _lock: lock,
            })
        };
        open().map_err(|kind: Kind| kind.at(path))
    }

    /// The versions that the ledger was brought from and to when it was opened.
    pub fn migration(&self) -> Migration {
        self.migration
    }

    /// What the ledger holds that these rules have made.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn known(&self) -> Result<Known, Error> {
        self.read_known().map_err(|kind| kind.at(&self.path))
    }

    fn read_known(&self) -> Result<Known, Kind> {
        let mut known = Known::default();
        let mut statement = self.connection.prepare("SELECT number, stamp, path, line FROM article")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let number: u32 = row.get(0)?;
            let stamp: Vec<u8> = row.get(1)?;
            let stamp = stamp.try_into().map_err(|_| Kind::damaged(format!("article {number}")))?;
            let path = row.get_ref(2)?.as_str().map_err(|_| Kind::damaged(format!("article {number}")))?;
            known.insert(u128::from_le_bytes(stamp), number, path, row.get(3)?);
        }
        Ok(known)
    }

    /// What tells an article as it is read under these rules: `read` is the hash of what it is read from.
    pub fn stamp(&self, read: u128) -> u128 {
        read ^ self.rules.rotate_left(64)
    }

    /// Writes an article, in place of the one of its id. It is there for good once [`Self::commit`] has returned.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub fn add(&mut self, row: Row) -> Result<(), Error> {
        self.insert(row).map_err(|kind| kind.at(&self.path))
    }

    fn insert(&mut self, row: Row) -> Result<(), Kind> {
        self.begin()?;
        if !self.fresh {
            self.retire("id = ?1", params![row.id])?;
        }
        let number = self.numbers.1;
        self.connection
            .prepare_cached("INSERT INTO article (number, id, stamp, path, line, topic, claims) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![number, row.id, row.stamp.to_le_bytes(), row.path, row.line, row.topic, row.claims])?;
        self.connection
            .prepare_cached("INSERT INTO content (number, sum, bytes) VALUES (?1, ?2, ?3)")?
            .execute(params![number, row.sum, row.bytes])?;
        self.entries.extend(row.keys.iter().map(|&(key, place)| (key, Place { article: number, ..place })));
        self.numbers.1 = number.checked_add(1).ok_or_else(|| Kind::Failed("no number left".to_owned()))?;
        self.written += 1;
        self.claims += u64::from(row.claims);
        if self.entries.len() >= ENTRIES { self.end() } else { Ok(()) }
    }

    /// How many articles are there for good.
    pub fn committed(&self) -> usize {
        self.written - (self.numbers.1 - self.numbers.0) as usize
    }

    /// Writes what has been added to the disk.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub fn commit(&mut self) -> Result<(), Error> {
        self.end().map_err(|kind| kind.at(&self.path))
    }

    /// Drops what was not met again, unless something could not be read (`complete` is false), and cleans up.
    ///
    /// # Errors
    /// When the ledger can't be written.
    pub fn finish(mut self, known: &Known, complete: bool) -> Result<Summary, Error> {
        let removed = self.settle(known, complete).map_err(|kind| kind.at(&self.path))?;
        let unchanged = known.recognised();
        Ok(Summary { written: self.written, unchanged, removed, claims: self.claims })
    }

    fn settle(&mut self, known: &Known, complete: bool) -> Result<usize, Kind> {
        self.begin()?;
        for (number, origin) in &known.moved {
            self.connection
                .prepare_cached("UPDATE article SET path = ?2, line = ?3 WHERE number = ?1")?
                .execute(params![number, origin.path, origin.line])?;
        }
        let mut removed = 0;
        for number in if complete { known.gone() } else { Vec::new() } {
            removed += self.retire("number = ?1", params![number])?;
        }
        self.end()?;
        self.drop_empty()?;
        self.purge()?;
        self.connection.execute_batch("PRAGMA optimize; PRAGMA wal_checkpoint(TRUNCATE);")?;
        Ok(removed)
    }

    /// Takes the articles that fit `which` out, but for their entries in lists.
    fn retire(&self, which: &str, of: &[&dyn rusqlite::ToSql]) -> Result<usize, Kind> {
        self.connection
            .prepare_cached(&format!("DELETE FROM content WHERE number IN (SELECT number FROM article WHERE {which})"))?
            .execute(of)?;
        self.connection
            .prepare_cached(&format!("INSERT INTO retired SELECT number, claims FROM article WHERE {which}"))?
            .execute(of)?;
        Ok(self.connection.prepare_cached(&format!("DELETE FROM article WHERE {which}"))?.execute(of)?)
    }

    fn begin(&self) -> Result<(), Kind> {
        if self.connection.is_autocommit() {
            self.connection.execute_batch("BEGIN IMMEDIATE")?;
        }
        Ok(())
    }

    /// Ends the batch.
    fn end(&mut self) -> Result<(), Kind> {
        self.begin()?;
        let (first, next) = self.numbers;
        if first < next {
            self.entries.par_sort_unstable();
            let entries = self.entries.drain(..).map(Ok);
            Segment::write(&self.connection, (self.rules, (first, next - 1)), entries)?;
            self.numbers.0 = next;
        }
        self.connection.execute_batch("COMMIT")?;
        self.merge()
    }

    /// Merges segments until there are few of each size.
    fn merge(&self) -> Result<(), Kind> {
        loop {
            let all = Segment::all(&self.connection)?;
            let Some(due) = segments::due(&all) else { return Ok(()) };
            self.begin()?;
            let (retired, _) = archive::retired(&self.connection)?;
            segments::rewrite(&self.connection, due, |article| retired.contains(&article))?;
            self.connection.execute_batch("COMMIT")?;
        }
    }

    /// Deletes the segments none of whose articles is there any more.
    fn drop_empty(&self) -> Result<(), Kind> {
        self.begin()?;
        for segment in Segment::all(&self.connection)? {
            let (first, last) = segment.articles;
            let any: bool = self.connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM article WHERE number BETWEEN ?1 AND ?2)",
                [first, last],
                |row| row.get(0),
            )?;
            if !any {
                segment.delete(&self.connection)?;
                self.connection.execute("DELETE FROM retired WHERE number BETWEEN ?1 AND ?2", [first, last])?;
            }
        }
        Ok(self.connection.execute_batch("COMMIT")?)
    }

    /// Takes the entries of retired articles out of the lists, if there are many.
    fn purge(&self) -> Result<(), Kind> {
        let count = |table: &str| -> Result<i64, Kind> {
            Ok(self.connection.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0))?)
        };
        if count("retired")? <= count("article")? / PURGE_AT {
            return Ok(());
        }
        purge(&self.connection)
    }
}

/// Entries are taken out of the lists when this part of the articles is retired: one in so many.
const PURGE_AT: i64 = 8;

/// Takes the entries of retired articles out of all lists.
pub(super) fn purge(connection: &Connection) -> Result<(), Kind> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let (retired, _) = archive::retired(connection)?;
    for segment in Segment::all(connection)? {
        let (first, last) = segment.articles;
        if retired.iter().any(|number| (first..=last).contains(number)) {
            segments::rewrite(connection, std::slice::from_ref(&segment), |article| retired.contains(&article))?;
        }
    }
    connection.execute_batch("DELETE FROM retired; COMMIT;")?;
    Ok(())
}

/// Keeps everybody else from writing the ledger.
pub(super) fn lock(path: &Path) -> Result<File, Kind> {
    let mut name = path.as_os_str().to_owned();
    name.push("-lock");
    let failed = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Kind::ReadOnly,
        std::io::ErrorKind::StorageFull => Kind::Full,
        _ => Kind::Failed(error.to_string()),
    };
    let file = File::options().create(true).append(true).open(PathBuf::from(name)).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Kind::Locked),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}
