//! Segments: the lists of a batch of articles, in blocks; and the index of a ledger, which is all of them.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::error::Kind;
use super::postings::{Packer, Run, Runs};
use super::sum;
use crate::align::archive::Place;
use crate::align::keys::Key;

/// So many segments of one size are merged into one.
const FANOUT: usize = 8;
/// Segments with fewer entries than this are of one size.
const SMALL: u64 = 1 << 16;

/// Where the lists of a batch of articles are.
#[derive(Clone, Debug)]
pub(super) struct Segment {
    pub(super) number: i64,
    /// The version of the rules that made its claims.
    pub(super) rules: u128,
    /// The numbers of its first and its last article.
    pub(super) articles: (u32, u32),
    /// How many entries its lists have.
    pub(super) entries: u64,
    /// The number of its first block.
    block: i64,
    /// The first key of each block.
    directory: Vec<Key>,
}

impl Segment {
    /// All segments, in the order of their articles.
    pub(super) fn all(connection: &Connection) -> Result<Vec<Self>, Kind> {
        let mut statement = connection
            .prepare("SELECT number, rules, first, last, entries, block, sum, directory FROM segment ORDER BY first")?;
        let mut rows = statement.query([])?;
        let mut segments = Vec::new();
        while let Some(row) = rows.next()? {
            segments.push(Self::of(row)?);
        }
        Ok(segments)
    }

    fn of(row: &Row<'_>) -> Result<Self, Kind> {
        let number: i64 = row.get(0)?;
        let damaged = || Kind::damaged(format!("segment {number}"));
        let directory = row.get_ref(7)?.as_blob().map_err(|_| damaged())?;
        let rules: Vec<u8> = row.get(1)?;
        if sum(directory) != row.get::<_, i64>(6)? || directory.len() % size_of::<Key>() != 0 {
            return Err(damaged());
        }
        let (keys, _) = directory.as_chunks();
        Ok(Self {
            number,
            rules: u128::from_le_bytes(rules.try_into().map_err(|_| damaged())?),
            articles: (row.get(2)?, row.get(3)?),
            entries: row.get::<_, i64>(4)?.cast_unsigned(),
            block: row.get(5)?,
            directory: keys.iter().map(|key| Key::from_le_bytes(*key)).collect(),
        })
    }

    /// How many blocks it has.
    pub(super) fn blocks(&self) -> usize {
        self.directory.len()
    }

    /// Adds the claims that are listed under `key`, unless they are more than `most`: then it adds none, and says no.
    pub(super) fn read(
        &self,
        connection: &Connection,
        key: Key,
        most: usize,
        places: &mut Vec<Place>,
    ) -> Result<bool, Kind> {
        let most = most as u64;
        let mut fits = true;
        self.runs(connection, key, |run| {
            // The first run tells how many there are.
            fits = run.left <= most;
            if fits {
                run.read(places)?;
            }
            Ok(fits)
        })?;
        Ok(fits)
    }

    /// Shows the runs of `key`, as long as `go_on` says so.
    fn runs(
        &self,
        connection: &Connection,
        key: Key,
        mut go_on: impl FnMut(&Run<'_>) -> Result<bool, Kind>,
    ) -> Result<(), Kind> {
        let first = self.directory.partition_point(|&first| first < key).saturating_sub(1);
        let blocks = self.directory.iter().enumerate().skip(first).take_while(|&(_, &first)| first <= key);
        for (at, _) in blocks {
            let more = self.block(connection, at, |runs| {
                for run in runs {
                    let run = run?;
                    if run.key > key {
                        return Ok(false);
                    }
                    if run.key == key && !go_on(&run)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            })?;
            if !more {
                break;
            }
        }
        Ok(())
    }

    /// Shows the runs of a block, which must be what was written.
    fn block<T>(
        &self,
        connection: &Connection,
        at: usize,
        show: impl FnOnce(Runs<'_>) -> Result<T, Kind>,
    ) -> Result<T, Kind> {
        let number = self.block + at.cast_signed() as i64;
        let mut statement = connection.prepare_cached("SELECT sum, bytes FROM block WHERE number = ?1")?;
        let mut rows = statement.query([number])?;
        let damaged = || Kind::damaged(format!("block {number}"));
        let row = rows.next()?.ok_or_else(damaged)?;
        let bytes = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
        if sum(bytes) != row.get::<_, i64>(0)? {
            return Err(damaged());
        }
        show(Runs::new(self.directory[at], bytes))
    }

    /// The entries of a block, by key.
    pub(super) fn entries(&self, connection: &Connection, at: usize) -> Result<Vec<(Key, Place)>, Kind> {
        self.block(connection, at, |runs| {
            let mut entries = Vec::new();
            let mut places = Vec::new();
            for run in runs {
                let run = run?;
                places.clear();
                run.read(&mut places)?;
                entries.extend(places.iter().map(|&place| (run.key, place)));
            }
            Ok(entries)
        })
    }

    /// Writes a segment of articles from the first to the last of `articles`; `entries` come by key, and those of
    /// one key by place.
    pub(super) fn write(
        connection: &Connection,
        (rules, articles): (u128, (u32, u32)),
        entries: impl Iterator<Item = Result<(Key, Place), Kind>>,
    ) -> Result<(), Kind> {
        let mut blocks = Blocks::new(connection)?;
        let mut list: (Key, Vec<Place>) = (0, Vec::new());
        let mut count = 0_i64;
        for entry in entries {
            let (key, place) = entry?;
            if key != list.0 {
                blocks.add(&list)?;
                list.0 = key;
                list.1.clear();
            }
            list.1.push(place);
            count += 1;
        }
        blocks.add(&list)?;
        let (block, directory) = blocks.finish()?;
        let directory: Vec<u8> = directory.iter().flat_map(|key| key.to_le_bytes()).collect();
        connection.execute(
            "INSERT INTO segment (rules, first, last, entries, block, sum, directory) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![rules.to_le_bytes(), articles.0, articles.1, count, block, sum(&directory), directory],
        )?;
        Ok(())
    }

    /// Deletes it with its blocks.
    pub(super) fn delete(&self, connection: &Connection) -> Result<(), Kind> {
        let end = self.block + self.blocks().cast_signed() as i64;
        connection.execute("DELETE FROM block WHERE number >= ?1 AND number < ?2", [self.block, end])?;
        connection.execute("DELETE FROM segment WHERE number = ?1", [self.number])?;
        Ok(())
    }

    /// How large it is, in steps of `FANOUT`.
    fn level(&self) -> u32 {
        (self.entries / SMALL).max(1).ilog(FANOUT as u64)
    }
}

/// The segments that are to become one, if so many of one size follow each other.
pub(super) fn due(segments: &[Segment]) -> Option<&[Segment]> {
    segments.windows(FANOUT).find(|window| {
        let first = &window[0];
        window.iter().all(|segment| segment.level() == first.level() && segment.rules == first.rules)
    })
}

/// Makes one segment of those that follow each other, without the entries of articles that `is_retired` knows.
pub(super) fn rewrite(
    connection: &Connection,
    segments: &[Segment],
    is_retired: impl Fn(u32) -> bool,
) -> Result<(), Kind> {
    let (Some(first), Some(last)) = (segments.first(), segments.last()) else { return Ok(()) };
    let mut streams: Vec<Stream<'_>> =
        segments.iter().map(|segment| Stream::new(connection, segment)).collect::<Result<_, _>>()?;
    let entries = std::iter::from_fn(|| {
        loop {
            // Of equal keys, the articles of the first segment come first.
            let (_, next) = streams.iter().enumerate().filter_map(|(at, s)| Some((s.head()?.0, at))).min()?;
            match streams[next].pop() {
                Ok(entry) if is_retired(entry.1.article) => {}
                entry => return Some(entry),
            }
        }
    });
    let articles = (first.articles.0, last.articles.1);
    Segment::write(connection, (first.rules, articles), entries)?;
    segments.iter().try_for_each(|segment| segment.delete(connection))
}

/// The entries of a segment, one after the other.
struct Stream<'a> {
    connection: &'a Connection,
    segment: &'a Segment,
    entries: std::vec::IntoIter<(Key, Place)>,
    /// The block to read next.
    block: usize,
}

impl<'a> Stream<'a> {
    fn new(connection: &'a Connection, segment: &'a Segment) -> Result<Self, Kind> {
        let mut stream = Self { connection, segment, entries: Vec::new().into_iter(), block: 0 };
        stream.fill()?;
        Ok(stream)
    }

    fn fill(&mut self) -> Result<(), Kind> {
        while self.entries.as_slice().is_empty() && self.block < self.segment.blocks() {
            self.entries = self.segment.entries(self.connection, self.block)?.into_iter();
            self.block += 1;
        }
        Ok(())
    }

    fn head(&self) -> Option<(Key, Place)> {
        self.entries.as_slice().first().copied()
    }

    fn pop(&mut self) -> Result<(Key, Place), Kind> {
        let entry = self.entries.next().ok_or_else(|| Kind::damaged("segment"))?;
        self.fill()?;
        Ok(entry)
    }
}

/// Writes blocks as they fill up.
struct Blocks<'a> {
    connection: &'a Connection,
    packer: Packer,
    first: i64,
    directory: Vec<Key>,
}

impl<'a> Blocks<'a> {
    fn new(connection: &'a Connection) -> Result<Self, Kind> {
        let last: Option<i64> =
            connection.query_row("SELECT max(number) FROM block", [], |row| row.get(0)).optional()?.flatten();
        let first = last.unwrap_or(0) + 1;
        Ok(Self { connection, packer: Packer::default(), first, directory: Vec::new() })
    }

    fn add(&mut self, (key, places): &(Key, Vec<Place>)) -> Result<(), Kind> {
        self.packer.add(*key, places);
        let full = self.packer.take();
        self.write(full)
    }

    fn finish(mut self) -> Result<(i64, Vec<Key>), Kind> {
        let rest = std::mem::take(&mut self.packer).finish();
        self.write(rest)?;
        Ok((self.first, self.directory))
    }

    fn write(&mut self, blocks: Vec<super::postings::Block>) -> Result<(), Kind> {
        let mut insert =
            self.connection.prepare_cached("INSERT INTO block (number, sum, bytes) VALUES (?1, ?2, ?3)")?;
        for block in blocks {
            let number = self.first + self.directory.len().cast_signed() as i64;
            insert.execute(params![number, sum(&block.bytes), block.bytes])?;
            self.directory.push(block.first);
        }
        Ok(())
    }
}
