//! A ledger whose file is not as it was written.
//!
//! The bytes say what is changed: the first one whether it is the file, or a stored text whose checksum is made
//! right again; then come changes of four bytes each, a place and what stands there now.

use std::path::Path;
use std::sync::LazyLock;

use daejo::article::{Article, read};
use daejo::ledger::{Check, Indexer, Known, Ledger, Row, Stats};
use daejo::policy::Options;
use daejo::rules::Rules;
use rusqlite::Connection;
use xxhash_rust::xxh3::xxh3_64;

/// Where what a ledger keeps stands, each with its checksum.
const STORED: [(&str, &str); 3] = [("content", "bytes"), ("block", "bytes"), ("segment", "directory")];

/// A ledger of two articles as it was written.
static WHOLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join("whole.daejo");
    let rules = Rules::shared();
    let mut indexer = Indexer::open(&path, rules).expect("a new ledger");
    for (stamp, article) in [(1, article("a", "320억 원")), (2, article("b", "3200억 원"))] {
        let claims = daejo::extract(&article, 0, rules);
        indexer.add(Row::new(stamp, article, &claims, rules)).expect("there is room");
    }
    indexer.commit().and_then(|()| indexer.finish(&Known::default(), false)).expect("there is room");
    std::fs::read(path).expect("it is there")
});

fn article(id: &str, sum: &str) -> Article {
    let body = format!("가람시는 저류조 공사비로 {sum}을 썼다.\n\n윤 구청장은 “물길부터 살려야 한다”고 7일 말했다.");
    Article { id: id.to_owned(), ..read::plain(&body, None, Some("2024-05-08"), Rules::shared()) }
}

/// Changes a ledger, then verifies it, counts what it holds, checks a draft against it, and writes to it.
pub(super) fn read(data: &[u8]) {
    let Some((&kind, changes)) = data.split_first() else { return };
    let place = tempfile::tempdir().expect("a temporary folder");
    let path = place.path().join("a.daejo");
    match STORED.get(usize::from(kind)) {
        None => std::fs::write(&path, changed(WHOLE.clone(), changes)).expect("there is room"),
        Some((table, column)) => {
            std::fs::write(&path, &*WHOLE).expect("there is room");
            change_stored(&path, table, column, changes).expect("the ledger is whole");
        }
    }
    used(&path);
}

/// Puts bytes at other places; a place behind the end cuts off what is behind the one before it.
fn changed(mut bytes: Vec<u8>, changes: &[u8]) -> Vec<u8> {
    for change in changes.chunks_exact(4) {
        let at = usize::from(change[0]) | usize::from(change[1]) << 8 | usize::from(change[2]) << 16;
        match bytes.get_mut(at) {
            Some(byte) => *byte = change[3],
            None => bytes.truncate(at % (bytes.len() + 1)),
        }
    }
    bytes
}

fn change_stored(path: &Path, table: &str, column: &str, changes: &[u8]) -> rusqlite::Result<()> {
    let connection = Connection::open(path)?;
    let first = format!("SELECT number, {column} FROM {table} ORDER BY number LIMIT 1");
    let (number, bytes): (u32, Vec<u8>) = connection.query_row(&first, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let bytes = changed(bytes, changes);
    let update = format!("UPDATE {table} SET {column} = ?2, sum = ?3 WHERE number = ?1");
    connection.execute(&update, (number, &bytes, xxh3_64(&bytes).cast_signed()))?;
    Ok(())
}

/// Whatever comes of it is an answer or an error.
fn used(path: &Path) {
    let rules = Rules::shared();
    let _ = Check::run(path, rules);
    let _ = Stats::of(path, rules);
    if let Ok(ledger) = Ledger::open(path, rules, |_| std::sync::Arc::default()) {
        let _ = daejo::check_with(vec![article("draft", "32억 원")], &ledger, &Options::default(), rules);
    }
    if let Ok(mut indexer) = Indexer::open(path, rules) {
        let new = article("b", "320억 원");
        let claims = daejo::extract(&new, 0, rules);
        let _ = indexer.known().and_then(|known| {
            indexer.add(Row::new(3, new, &claims, rules))?;
            indexer.finish(&known, true)
        });
    }
}
