//! The tables of a ledger, and how it is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::Kind;

/// Tells a ledger from other `SQLite` files: `DAEJ`.
const APPLICATION: i64 = 0x4441_454A;
/// The version of the tables.
const VERSION: i64 = 1;
/// How long to wait for whoever is writing.
const PATIENCE: Duration = Duration::from_secs(5);

const TABLES: &str = "
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    stamp BLOB NOT NULL,
    path TEXT NOT NULL,
    line INTEGER,
    topic TEXT,
    claims INTEGER NOT NULL
) STRICT;
CREATE INDEX article_topic ON article (topic) WHERE topic IS NOT NULL;
CREATE TABLE content (
    number INTEGER PRIMARY KEY,
    sum INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE segment (
    number INTEGER PRIMARY KEY,
    rules BLOB NOT NULL,
    first INTEGER NOT NULL,
    last INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    block INTEGER NOT NULL,
    sum INTEGER NOT NULL,
    directory BLOB NOT NULL
) STRICT;
CREATE TABLE block (
    number INTEGER PRIMARY KEY,
    sum INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
CREATE TABLE retired (
    number INTEGER PRIMARY KEY,
    claims INTEGER NOT NULL
) STRICT;
";

/// Opens a ledger to read it, as it is at this moment, whoever writes it meanwhile.
pub(super) fn open(path: &Path) -> Result<Connection, Kind> {
    if !path.exists() {
        return Err(Kind::Missing);
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = match snapshot(Connection::open_with_flags(path, flags)?) {
        // In a folder that can't be written, nobody is writing: the file is all there is.
        Err(Kind::ReadOnly) => {
            snapshot(Connection::open_with_flags(unchanging(path), flags | OpenFlags::SQLITE_OPEN_URI)?)?
        }
        opened => opened?,
    };
    match is_ledger(&connection)? {
        Some(VERSION) => Ok(connection),
        Some(found) if found > VERSION => Err(Kind::Newer { found, known: VERSION }),
        Some(_) => Err(Kind::Older),
        None => Err(Kind::Other),
    }
}

fn snapshot(connection: Connection) -> Result<Connection, Kind> {
    connection.busy_timeout(PATIENCE)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA mmap_size = 1073741824; BEGIN;")?;
    pragma(&connection, "schema_version")?;
    Ok(connection)
}

/// The name of a file that nobody changes.
fn unchanging(path: &Path) -> String {
    let mut name = String::from("file:");
    for byte in path.as_os_str().as_encoded_bytes() {
        name.push_str(&format!("%{byte:02x}"));
    }
    name + "?immutable=1"
}

/// Opens a ledger to write it, or makes one.
pub(super) fn create(path: &Path) -> Result<Connection, Kind> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    match is_ledger(&connection)? {
        Some(VERSION) => {}
        Some(found) if found > VERSION => return Err(Kind::Newer { found, known: VERSION }),
        Some(_) => return Err(Kind::Older),
        None if is_empty(&connection)? => make(&connection)?,
        None => return Err(Kind::Other),
    }
    // What is said to be written must be on the disk.
    connection.execute_batch(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(connection)
}

fn make(connection: &Connection) -> Result<(), Kind> {
    connection.execute_batch(&format!(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL;
         BEGIN IMMEDIATE; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
    ))?;
    Ok(())
}

fn is_empty(connection: &Connection) -> Result<bool, Kind> {
    Ok(pragma(connection, "page_count")? == 0)
}

/// The version of a ledger, if it is one.
fn is_ledger(connection: &Connection) -> Result<Option<i64>, Kind> {
    let version = pragma(connection, "user_version")?;
    Ok((pragma(connection, "application_id")? == APPLICATION).then_some(version))
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Kind> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}
