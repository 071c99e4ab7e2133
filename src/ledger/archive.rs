//! A ledger that is read: the archive that articles are held against.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rayon::prelude::*;
use rusqlite::{Connection, OptionalExtension};
use smol_str::SmolStr;

use super::error::{Error, Kind};
use super::order::{self, Order};
use super::recent::Recent;
use super::segments::Segment;
use super::{codec, schema, sum, version};
use crate::align::archive::{Archive, Entry, Listed, Place, Tie};
use crate::align::block::READ;
use crate::align::keys::Key;
use crate::align::study::Study;
use crate::article::Article;
use crate::policy::Policy;
use crate::rules::Rules;

/// So many bytes of articles are kept at most, by what they are written as, and so many of lists.
const ARTICLES: usize = 32 << 20;
const LISTS: usize = 64 << 20;
/// What it takes to keep a list besides its claims, about.
const ENTRY: usize = 64;

/// What holds for an article.
type Policies<'p> = Box<dyn Fn(&Article) -> Arc<Policy> + Sync + 'p>;

/// A ledger as it was when it was opened.
pub struct Ledger<'p> {
    path: PathBuf,
    connection: Mutex<Connection>,
    segments: Vec<Segment>,
    /// Articles that are no longer there, but still listed.
    retired: HashSet<u32>,
    /// How many entries they may have under one key, at most.
    retired_claims: usize,
    policy: Policies<'p>,
    order: Order,
    /// What is read of articles and lists is kept for the next article that is held against those before it.
    articles: Recent<Arc<Study>>,
    lists: Recent<Option<Arc<[Place]>>>,
}

impl fmt::Debug for Ledger<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ledger").field("path", &self.path).finish_non_exhaustive()
    }
}

impl<'p> Ledger<'p> {
    /// Opens the ledger at `path`; `policy` says what holds for an article of it.
    ///
    /// # Errors
    /// When there is none, or none that this daejo with these rules can use.
    pub fn open(
        path: &Path,
        rules: &Rules,
        policy: impl Fn(&Article) -> Arc<Policy> + Sync + 'p,
    ) -> Result<Self, Error> {
        let read = || {
            let connection = schema::open(path)?;
            let segments = Segment::all(&connection)?;
            let version = version(rules);
            if segments.iter().any(|segment| segment.rules != version) {
                return Err(Kind::Rules);
            }
            let (retired, retired_claims) = retired(&connection)?;
            let connection = Mutex::new(connection);
            let policy = Box::new(policy);
            let path = path.to_owned();
            let (order, articles, lists) = (Order::default(), Recent::of(ARTICLES), Recent::of(LISTS));
            Ok(Self { path, connection, segments, retired, retired_claims, policy, order, articles, lists })
        };
        read().map_err(|kind: Kind| kind.at(path))
    }

    fn connection(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, key: Key, most: usize) -> Result<Option<Vec<Place>>, Kind> {
        let connection = self.connection();
        // As many more may be listed as are retired.
        let listed = most.saturating_add(self.retired_claims);
        let mut places = Vec::new();
        for segment in &self.segments {
            if !segment.read(&connection, key, listed.saturating_sub(places.len()), &mut places)? {
                return Ok(None);
            }
        }
        if !self.retired.is_empty() {
            places.retain(|place| !self.retired.contains(&place.article));
        }
        Ok((places.len() <= most).then_some(places))
    }

    /// The claims that are listed under `key`, by article, as long as a claim reads so many; what is read is kept.
    fn list_again(&self, key: Key) -> Result<Option<Arc<[Place]>>, Kind> {
        if let Some(list) = self.lists.get([key]).pop().flatten() {
            return Ok(list);
        }
        let list: Option<Arc<[Place]>> = self.list(key, READ)?.map(Into::into);
        self.lists.keep(key, &list, ENTRY + list.as_deref().map_or(0, size_of_val));
        Ok(list)
    }

    /// The articles that tell the stories of `others`.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn of_topics(&self, others: &[Entry]) -> Result<Vec<Entry>, Error> {
        let topics: BTreeSet<&str> = others.iter().filter_map(|entry| entry.article.topic.as_deref()).collect();
        let numbers = || {
            let connection = self.connection();
            let mut statement = connection.prepare("SELECT number FROM article WHERE topic = ?1")?;
            let mut numbers: Vec<u32> = Vec::new();
            for topic in topics {
                let of_topic = statement.query_map([topic], |row| row.get(0))?;
                numbers.extend(of_topic.collect::<Result<Vec<u32>, _>>()?);
            }
            Ok(numbers)
        };
        let numbers = numbers().map_err(|kind: Kind| kind.at(&self.path))?;
        self.entries(&numbers)
    }

    /// The numbers of the articles, in the order in which they were indexed.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn numbers(&self) -> Result<Vec<u32>, Error> {
        let numbers = || {
            let connection = self.connection();
            let mut statement = connection.prepare("SELECT number FROM article ORDER BY number")?;
            let numbers: Result<Vec<u32>, rusqlite::Error> = statement.query_map([], |row| row.get(0))?.collect();
            Ok(numbers?)
        };
        numbers().map_err(|kind: Kind| kind.at(&self.path))
    }

    /// Some articles, in the order in which they are asked for.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn entries(&self, articles: &[u32]) -> Result<Vec<Entry>, Error> {
        let entries = self.read(articles)?;
        Ok(entries.into_iter().map(|(entry, _)| entry).collect())
    }

    /// Some articles, and how long they are as written: while one of them is fetched, others are decoded.
    fn read(&self, articles: &[u32]) -> Result<Vec<(Entry, usize)>, Error> {
        let read = |&article: &u32| {
            let stored = self.stored(article)?;
            let bytes = stored.bytes.len();
            let (article, claims) = stored.read()?;
            let policy = (self.policy)(&article);
            Ok((Entry { article: Arc::new(article), claims, policy }, bytes))
        };
        let entries: Result<_, Kind> = articles.par_iter().map(read).collect();
        entries.map_err(|kind| kind.at(&self.path))
    }

    /// The part of the ledger that was indexed before an article.
    pub fn before(&self, article: u32) -> Before<'_, 'p> {
        Before { ledger: self, article }
    }

    /// What was written about an article.
    fn stored(&self, article: u32) -> Result<Stored, Kind> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached(
            "SELECT path, line, sum, bytes FROM article JOIN content USING (number) WHERE number = ?1",
        )?;
        let stored = statement.query_row([article], |row| {
            Ok(Stored { path: row.get(0)?, line: row.get(1)?, sum: row.get(2)?, bytes: row.get(3)? })
        });
        stored.optional()?.ok_or_else(|| Kind::absent(article))
    }
}

/// What was written about an article.
struct Stored {
    path: String,
    line: Option<usize>,
    sum: i64,
    bytes: Vec<u8>,
}

impl Stored {
    fn read(self) -> Result<(Article, Vec<crate::resolve::Claim>), Kind> {
        let damaged = || Kind::damaged(&self.path);
        if sum(&self.bytes) != self.sum {
            return Err(damaged());
        }
        let (mut article, claims) = codec::decode(&self.bytes).map_err(|_| damaged())?;
        (article.origin.path, article.origin.line) = (self.path, self.line);
        Ok((article, claims))
    }
}

/// The articles that are no longer there, and how many claims they had.
pub(super) fn retired(connection: &Connection) -> Result<(HashSet<u32>, usize), Kind> {
    let mut statement = connection.prepare("SELECT number, claims FROM retired")?;
    let mut rows = statement.query([])?;
    let mut retired = HashSet::new();
    let mut all = 0;
    while let Some(row) = rows.next()? {
        retired.insert(row.get(0)?);
        all += row.get::<_, usize>(1)?;
    }
    Ok((retired, all))
}

impl Archive for Ledger<'_> {
    type Error = Error;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Listed<'_>>, Error> {
        let list = self.list(key, most).map_err(|kind| kind.at(&self.path))?;
        Ok(list.map(|places| {
            let count = places.len();
            Listed::Read(places.into(), count)
        }))
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<SmolStr>, Error> {
        order::ids(articles, &self.connection()).map_err(|kind| kind.at(&self.path))
    }

    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Error> {
        self.order.ranks(ties, || self.connection()).map_err(|kind| kind.at(&self.path))
    }

    fn studies(&self, articles: &[u32]) -> Result<Vec<Arc<Study>>, Error> {
        Ok(self.entries(articles)?.into_iter().map(|entry| Arc::new(Study::new(entry))).collect())
    }

    fn lacks(&self, place: Place) -> Result<(), Error> {
        Err(Kind::damaged(format!("article {}, claim {}", place.article, place.claim)).at(&self.path))
    }
}

/// The articles of a ledger that were indexed before one of them. What is read is kept for the next one, as far as there
/// is room.
#[derive(Debug)]
pub struct Before<'l, 'p> {
    ledger: &'l Ledger<'p>,
    article: u32,
}

impl Before<'_, '_> {
    /// The article that they were indexed before.
    ///
    /// # Errors
    /// When the ledger can't be read.
    pub fn article(&self) -> Result<Vec<Arc<Study>>, Error> {
        self.studies(&[self.article])
    }
}

impl Archive for Before<'_, '_> {
    type Error = Error;

    fn listed(&self, key: Key, most: usize) -> Result<Option<Listed<'_>>, Error> {
        let list = self.ledger.list_again(key).map_err(|kind| kind.at(&self.ledger.path))?;
        let fitting = list.filter(|places| places.len() <= most);
        Ok(fitting.map(|places| {
            let before = places.partition_point(|place| place.article < self.article);
            Listed::Read(places, before)
        }))
    }

    fn ids(&self, articles: &[u32]) -> Result<Vec<SmolStr>, Error> {
        self.ledger.ids(articles)
    }

    fn ranks(&self, ties: &[Tie]) -> Result<Vec<Vec<u32>>, Error> {
        self.ledger.ranks(ties)
    }

    fn studies(&self, articles: &[u32]) -> Result<Vec<Arc<Study>>, Error> {
        let mut studies = self.ledger.articles.get(articles.iter().map(|&article| article.into()));
        let missing = || (0..articles.len()).filter(|&at| studies[at].is_none());
        let missing: Vec<usize> = missing().collect();
        let read = self.ledger.read(&missing.iter().map(|&at| articles[at]).collect::<Vec<_>>())?;
        for (at, (entry, bytes)) in missing.into_iter().zip(read) {
            let study = Arc::new(Study::new(entry));
            self.ledger.articles.keep(articles[at].into(), &study, bytes);
            studies[at] = Some(study);
        }
        Ok(studies.into_iter().flatten().collect())
    }

    fn lacks(&self, place: Place) -> Result<(), Error> {
        self.ledger.lacks(place)
    }
}
