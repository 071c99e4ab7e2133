//! The tables of a ledger, and how it is opened.

use std::cmp::Ordering;
use std::path::Path;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::Kind;

/// Tells a ledger from other `SQLite` files: `DAEJ`.
const APPLICATION: i64 = 0x4441_454A;
/// The version of a file that holds nothing yet.
const NOTHING: usize = 0;
/// How long to wait for whoever is writing.
const PATIENCE: Duration = Duration::from_secs(5);

/// What makes a ledger of one version a ledger of the next one, in SQL: the first step makes one of an empty file.
/// A step that ledgers have gone through is never changed; what is to be different is a step of its own, at the end.
const STEPS: [&str; 1] = ["\
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
"];

/// The versions that a ledger was brought from and to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Migration {
    /// The one that it had.
    pub from: usize,
    /// The one that it has.
    pub to: usize,
}

impl Migration {
    /// Whether there was anything to bring.
    pub fn is_any(self) -> bool {
        self.from != NOTHING && self.from != self.to
    }
}

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
    is_current(&connection)?;
    Ok(connection)
}

fn snapshot(connection: Connection) -> Result<Connection, Kind> {
    connection.busy_timeout(PATIENCE)?;
    // A statement that was prepared once stays as it is, whichever article is asked for.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA cache_size = -32768; BEGIN;")?;
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

/// Opens a ledger to write it.
pub(super) fn write(path: &Path) -> Result<Connection, Kind> {
    if !path.exists() {
        return Err(Kind::Missing);
    }
    let connection = writable(path)?;
    is_current(&connection)?;
    Ok(connection)
}

/// Opens a ledger to write it, or makes one; an older one is brought to the present version.
pub(super) fn create(path: &Path) -> Result<(Connection, Migration), Kind> {
    let connection = writable(path)?;
    let migration = migrate(&connection, &STEPS)?;
    Ok((connection, migration))
}

fn writable(path: &Path) -> Result<Connection, Kind> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(PATIENCE)?;
    version(&connection)?;
    // What is said to be written must be on the disk.
    connection.execute_batch(
        "PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(connection)
}

/// Takes the steps that a ledger has not gone through yet: all of them or none.
fn migrate(connection: &Connection, steps: &[&str]) -> Result<Migration, Kind> {
    let from = version(connection)?;
    let to = steps.len();
    let missing = steps.get(from..).ok_or(Kind::Newer { found: from, known: to })?;
    if !missing.is_empty() {
        let missing = missing.concat();
        connection.execute_batch(&format!(
            "BEGIN IMMEDIATE; {missing} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {to}; COMMIT;"
        ))?;
    }
    Ok(Migration { from, to })
}

/// That a ledger needs no migration.
fn is_current(connection: &Connection) -> Result<(), Kind> {
    let (found, known) = (version(connection)?, STEPS.len());
    match found.cmp(&known) {
        _ if found == NOTHING => Err(Kind::Other),
        Ordering::Less => Err(Kind::Older),
        Ordering::Equal => Ok(()),
        Ordering::Greater => Err(Kind::Newer { found, known }),
    }
}

/// The version of a ledger.
fn version(connection: &Connection) -> Result<usize, Kind> {
    match pragma(connection, "application_id")? {
        APPLICATION => usize::try_from(pragma(connection, "user_version")?).map_err(|_| Kind::damaged("version")),
        0 if is_empty(connection)? => Ok(NOTHING),
        _ => Err(Kind::Other),
    }
}

/// Whether a file holds nothing yet: it may have been begun.
fn is_empty(connection: &Connection) -> Result<bool, Kind> {
    Ok(connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)", [], |row| row.get(0))?)
}

fn pragma(connection: &Connection, name: &str) -> Result<i64, Kind> {
    Ok(connection.pragma_query_value(None, name, |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A ledger that went through some of these steps before, with a row in it.
    fn ledger(steps: &[&str]) -> Connection {
        let connection = Connection::open_in_memory().expect("there is memory");
        migrate(&connection, steps).expect("the steps are SQL");
        connection.execute_batch("INSERT INTO retired VALUES (7, 3)").expect("a row");
        connection
    }

    fn rows(connection: &Connection, of: &str) -> Result<i64, Kind> {
        Ok(connection.query_row(&format!("SELECT count(*) FROM {of}"), [], |row| row.get(0))?)
    }

    #[test]
    fn a_ledger_of_the_first_version_takes_the_steps_since_and_keeps_what_it_holds() {
        let connection = ledger(&STEPS[..1]);
        let steps = [STEPS[0], "ALTER TABLE retired ADD COLUMN since TEXT;", "CREATE TABLE note (text TEXT) STRICT;"];
        assert_eq!(migrate(&connection, &steps).expect("it is older"), Migration { from: 1, to: 3 });
        assert_eq!(rows(&connection, "retired WHERE since IS NULL AND claims = 3").expect("a column"), 1);
        assert_eq!(rows(&connection, "note").expect("a table"), 0);
        assert_eq!(migrate(&connection, &steps).expect("it is of today"), Migration { from: 3, to: 3 });
    }

    #[test]
    fn a_step_that_fails_leaves_the_ledger_as_it_was() {
        let connection = ledger(&STEPS[..1]);
        let steps = [STEPS[0], "CREATE TABLE note (text TEXT) STRICT;", "no SQL"];
        assert!(migrate(&connection, &steps).is_err());
        connection.execute_batch("ROLLBACK").expect("it was begun");
        assert_eq!(version(&connection).expect("a ledger"), 1);
        assert!(rows(&connection, "note").is_err(), "the step before it is taken back");
    }

    #[test]
    fn a_later_ledger_is_left_alone() {
        let connection = ledger(&[STEPS[0], "CREATE TABLE note (text TEXT) STRICT;"]);
        assert!(matches!(migrate(&connection, &STEPS[..1]), Err(Kind::Newer { found: 2, known: 1 })));
    }

    #[test]
    fn what_is_no_ledger_is_left_alone() {
        let connection = Connection::open_in_memory().expect("there is memory");
        connection.execute_batch("CREATE TABLE recipe (text TEXT)").expect("a table");
        assert!(matches!(migrate(&connection, &STEPS), Err(Kind::Other)));
    }

    #[test]
    fn what_was_begun_and_holds_nothing_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("archive.daejo");
        drop(writable(&path).expect("a file"));
        assert!(matches!(write(&path), Err(Kind::Other)), "there is nothing to look after");
        let (_, migration) = create(&path).expect("it is made");
        assert!(!migration.is_any(), "nothing was brought from an older version");
        write(&path).expect("it is a ledger");
    }
}
