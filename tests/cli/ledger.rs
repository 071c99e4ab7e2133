//! `daejo index`, `daejo ledger`, `daejo check --ledger`.

use std::fs;
use std::path::{Path, PathBuf};

use daejo::rules::Rules;

use super::{Desk, TWO_SUMS, daejo, text};

#[path = "../../examples/archive/making/mod.rs"]
#[allow(dead_code)]
mod making;

const LEDGER: [&str; 2] = ["--ledger", "archive.daejo"];

const ARCHIVE: [&str; 2] = ["--against", "archive"];

/// What `check` prints as JSON about `draft`, held against `archive`.
#[track_caller]
fn told(desk: &Desk, draft: &str, archive: [&str; 2], more: &[&str]) -> String {
    let mut command = desk.command(&["check", draft, "-f", "json", "--exit-zero"]);
    let output = command.args(archive).args(more).output().expect("daejo runs");
    assert!(!output.stdout.is_empty(), "{}", text(&output.stderr));
    text(&output.stdout)
}

/// [`Desk::check`], in English.
#[track_caller]
fn check(desk: &Desk, args: &[&str], status: i32, complaint: &str) -> String {
    desk.check(&[args, &["--lang", "en"]].concat(), status, complaint)
}

#[track_caller]
fn index(desk: &Desk, said: &str) {
    let output = desk.command(&["index", "archive", "--lang", "en"]).args(LEDGER).output().expect("daejo runs");
    let err = text(&output.stderr);
    assert!(err.contains(said), "index says\n{err}");
}

/// The corpus as an archive, the first article of each story held back.
fn corpus() -> Desk {
    let desk = Desk::new(&[]);
    for story in sorted(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")) {
        let mut held_back = false;
        for file in sorted(&story) {
            let is_article = file.extension().is_some_and(|extension| extension != "toml");
            let names: &[&str] = match (is_article, held_back) {
                (false, _) => &["archive", "drafts"],
                (true, false) => &["drafts"],
                (true, true) => &["archive"],
            };
            held_back |= is_article;
            for folder in names {
                let to = desk.path().join(folder).join(story.file_name().expect("a name"));
                fs::create_dir_all(&to).expect("folders can be made");
                fs::copy(&file, to.join(file.file_name().expect("a name"))).expect("files can be copied");
            }
        }
    }
    desk
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("it is a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths
}

#[test]
fn a_ledger_of_the_corpus_says_what_the_corpus_says() {
    let desk = corpus();
    index(&desk, "written");
    for more in [&[][..], &["--group-by", "topic"], &["--within-days", "1"]] {
        let against = told(&desk, "drafts", ARCHIVE, more);
        assert!(against.contains("\"verdict\":\"agree\""), "{more:?}: something is found");
        assert!(against == told(&desk, "drafts", LEDGER, more), "{more:?}: the ledger says otherwise");
    }
}

#[test]
fn a_ledger_of_a_large_archive_says_what_the_archive_says() {
    let desk = Desk::new(&[("archive/.keep", b"")]);
    let (mut archive, mut drafts) = (String::new(), String::new());
    let plan = making::Plan { articles: 2000, group: 10, years: 10, seed: 5 };
    making::make(&plan, Rules::shared(), |at, article| {
        let to = if at % 40 == 7 { &mut drafts } else { &mut archive };
        to.push_str(&format!("{}\n", article.row));
        Ok(())
    })
    .expect("an archive can be made");
    desk.write("archive/all.jsonl", &archive);
    desk.write("drafts.jsonl", &drafts);
    index(&desk, "written");
    let whole = told(&desk, "drafts.jsonl", ARCHIVE, &[]);
    assert!(whole.contains("value-conflict"), "conflicts are found");
    let is_told = |expected: &str, when: &str| {
        assert!(told(&desk, "drafts.jsonl", LEDGER, &[]) == expected, "{when}, the ledger says otherwise");
    };
    is_told(&whole, "at first");
    // Every other article goes, and comes back behind the others.
    let (gone, kept): (Vec<_>, Vec<_>) = archive.lines().enumerate().partition(|(at, _)| at % 2 == 0);
    let lines = |list: &[(usize, &str)]| list.iter().map(|(_, line)| format!("{line}\n")).collect::<String>();
    desk.write("archive/all.jsonl", &lines(&kept));
    index(&desk, "975 unchanged, 975 removed");
    is_told(&told(&desk, "drafts.jsonl", ARCHIVE, &[]), "with articles gone");
    desk.write("archive/all.jsonl", &(lines(&kept) + &lines(&gone)));
    index(&desk, "975 unchanged, 0 removed");
    let moved = told(&desk, "drafts.jsonl", ARCHIVE, &[]);
    is_told(&moved, "with articles come back");
    check(&desk, &["ledger", "verify", "archive.daejo"], 0, "sound");
    check(&desk, &["ledger", "vacuum", "archive.daejo"], 0, "");
    is_told(&moved, "cleaned up");
}

#[test]
fn drafts_are_told_one_state_or_the_next_while_it_is_indexed() {
    let desk = Desk::new(&[("archive/.keep", b"")]);
    let mut rows = String::new();
    making::make(&making::Plan { articles: 240, group: 12, years: 10, seed: 8 }, Rules::shared(), |_, article| {
        rows.push_str(&format!("{}\n", article.row));
        Ok(())
    })
    .expect("an archive can be made");
    let (draft, archive) = rows.split_once('\n').expect("rows");
    desk.write("draft.jsonl", draft);
    let archives =
        ["가", "나", "다"].map(|outlet| archive.replace("\"outlet\":\"outlet-", &format!("\"outlet\":\"{outlet}-")));
    let told = |ledger: &str| {
        let output =
            desk.command(&["check", "draft.jsonl", "-f", "json", "--ledger", ledger]).output().expect("daejo runs");
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(1), ""));
        output.stdout
    };
    let indexer = |archive: &str, ledger: &str| {
        desk.write("archive/all.jsonl", archive);
        desk.command(&["index", "archive", "-q", "--ledger", ledger]).spawn().expect("daejo runs")
    };
    let state = |(at, archive): (usize, &String)| {
        let ledger = format!("alone{at}.daejo");
        assert!(indexer(archive, &ledger).wait().expect("it has run").success());
        told(&ledger)
    };
    let states: Vec<_> = archives.iter().enumerate().map(state).collect();
    assert!(states.windows(2).all(|two| two[0] != two[1]), "the states can be told apart");
    assert!(indexer(&archives[0], LEDGER[1]).wait().expect("it has run").success());
    let mut answers = Vec::new();
    for archive in &archives[1..] {
        let mut indexer = indexer(archive, LEDGER[1]);
        while indexer.try_wait().expect("it runs or has run").is_none() {
            answers.push(told(LEDGER[1]));
        }
        answers.push(told(LEDGER[1]));
    }
    let of_state = |answer| states.iter().position(|state| state == answer).expect("an answer is that of a state");
    let order: Vec<usize> = answers.iter().map(of_state).collect();
    assert!(order.is_sorted(), "the states come one after the other: {order:?}");
    assert!(order.ends_with(&[2]), "and the last one stays: {order:?}");
}

#[test]
fn a_ledger_of_another_version_is_said() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    index(&desk, "2 articles written");
    let ledger = rusqlite::Connection::open(desk.path().join("archive.daejo")).expect("a database");
    for args in [&["check", "archive", "--ledger", "archive.daejo"][..], &["ledger", "stats", "archive.daejo"]] {
        ledger.pragma_update(None, "user_version", 99).expect("it can be written");
        check(&desk, args, 2, "made by a newer daejo (99 > ");
    }
    check(&desk, &["index", "archive", "--ledger", "archive.daejo"], 2, "made by a newer daejo (99 > ");
}

#[test]
fn what_has_not_changed_is_left_alone_and_what_is_gone_is_dropped() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes()), ("archive/b.txt", "비가 왔다.".as_bytes())]);
    index(&desk, "3 articles written (");
    index(&desk, "0 articles written (0 claims), 3 unchanged, 0 removed");
    desk.write("archive/b.txt", "눈이 왔다.");
    index(&desk, "1 article written (");
    fs::rename(desk.path().join("archive/a.jsonl"), desk.path().join("archive/c.jsonl")).expect("it can be renamed");
    index(&desk, "0 articles written (0 claims), 3 unchanged, 0 removed");
    desk.write("draft.txt", "가람시는 저류조 공사비로 3200억 원을 썼다.");
    let out = check(&desk, &["check", "draft.txt", LEDGER[0], LEDGER[1]], 1, "");
    assert!(out.contains("archive/c.jsonl"), "the archive is told as it lies now: {out}");
    fs::remove_file(desk.path().join("archive/c.jsonl")).expect("it can be removed");
    index(&desk, "0 articles written (0 claims), 1 unchanged, 2 removed");
    check(&desk, &["check", "draft.txt", LEDGER[0], LEDGER[1]], 0, "");
}

#[test]
fn a_ledger_is_printed_line_by_line_and_row_by_row() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    index(&desk, "2 articles written");
    for (what, head, word) in
        [("claims", "claim,group,", "\"3200억 원\""), ("relations", "relation,verdict,", "\"value-conflict\"")]
    {
        let export = |format: &str| check(&desk, &["ledger", "export", LEDGER[1], "--what", what, "-f", format], 0, "");
        let (lines, rows) = (export("jsonl"), export("csv"));
        assert!(lines.contains(word), "{lines}");
        assert!(rows.trim_start_matches('\u{feff}').starts_with(head), "{rows}");
        assert_eq!(rows.lines().count(), lines.lines().count() + 1, "{rows}");
    }
}

#[cfg(feature = "parquet")]
#[test]
fn the_columns_of_a_ledger_hold_what_its_lines_hold() {
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;

    let desk = corpus();
    index(&desk, "written");
    for (what, columns) in [("claims", ["id", "text", "status"]), ("relations", ["id", "verdict", "code"])] {
        let export = |format: &str| {
            let output = desk.command(&["ledger", "export", LEDGER[1], "--what", what, "-f", format]).output();
            output.expect("daejo runs").stdout
        };
        let path = desk.path().join("table.parquet");
        fs::write(&path, export("parquet")).expect("it can be written");
        let file = fs::File::open(&path).expect("it is there");
        let reader = ParquetRecordBatchReaderBuilder::try_new(file).expect("a Parquet file").build().expect("its rows");
        let mut held: Vec<Vec<Option<String>>> = Vec::new();
        for batch in reader {
            let batch = batch.expect("its columns");
            let column = |name: &str| batch.column_by_name(name).expect("a column").as_string::<i32>().clone();
            let columns = columns.map(column);
            let cell = |row: usize| columns.iter().map(|c| c.is_valid(row).then(|| c.value(row).to_owned())).collect();
            held.extend((0..batch.num_rows()).map(cell));
        }
        let line = |line: &str| -> Vec<Option<String>> {
            let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
            columns.iter().map(|name| row[name].as_str().map(str::to_owned)).collect()
        };
        let lines: Vec<_> = text(&export("jsonl")).lines().map(line).collect();
        assert!(lines.len() > 100, "{} {what}", lines.len());
        assert_eq!(held, lines, "{what}");
    }
}

#[test]
fn the_archive_need_not_be_there() {
    let desk = Desk::new(&[
        ("archive/a.jsonl", TWO_SUMS.as_bytes()),
        ("d.txt", "가람시는 저류조 공사비로 320억 원을 썼다.".as_bytes()),
    ]);
    index(&desk, "2 articles written");
    fs::remove_dir_all(desk.path().join("archive")).expect("it can be removed");
    let out = check(&desk, &["check", "d.txt", LEDGER[0], LEDGER[1]], 1, "");
    assert!(out.contains("3200억 원"), "{out}");
}

#[test]
fn an_archive_that_cannot_be_read_is_not_taken_for_empty() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    index(&desk, "2 articles written");
    fs::rename(desk.path().join("archive"), desk.path().join("elsewhere")).expect("it can be renamed");
    index(&desk, "0 unchanged, 0 removed");
    let out = check(&desk, &["ledger", "stats", "archive.daejo"], 0, "");
    assert!(out.contains("2 articles"), "{out}");
}

#[test]
fn what_is_no_ledger_is_said() {
    let desk = Desk::new(&[("a.txt", "비가 왔다.".as_bytes()), ("other.db", b"no database at all")]);
    check(&desk, &["check", "a.txt", "--ledger", "none.daejo"], 2, "no such ledger");
    check(&desk, &["check", "a.txt", "--ledger", "other.db"], 2, "no ledger");
    check(&desk, &["index", "a.txt", "--ledger", "other.db"], 2, "no ledger");
    assert_eq!(desk.read("other.db"), "no database at all");
    check(&desk, &["check", "a.txt", "--ledger", "none.daejo", "--against", "a.txt"], 2, "cannot be used with");
}

#[test]
fn a_ledger_of_other_rules_is_said_and_made_again() {
    let house = "description = \"Of the house\"\n[thing.house]\nwidget = { ko = \"위젯\", en = \"widget\" }\n";
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes()), ("house/concepts/house.toml", house.as_bytes())]);
    index(&desk, "2 articles written");
    check(&desk, &["check", "archive", "--ledger", "archive.daejo", "--rules", "house"], 2, "other rules");
    check(&desk, &["index", "archive", "--ledger", "archive.daejo", "--rules", "house"], 0, "2 articles written");
    check(&desk, &["check", "archive", "--ledger", "archive.daejo", "--rules", "house", "--exit-zero"], 0, "");
    check(&desk, &["check", "archive", "--ledger", "archive.daejo"], 2, "other rules");
}

#[test]
fn a_damaged_ledger_is_said() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    index(&desk, "2 articles written");
    let path = desk.path().join("archive.daejo");
    let mut bytes = fs::read(&path).expect("the ledger is there");
    let text = "저류조".as_bytes();
    let at = bytes.windows(text.len()).position(|window| window == text).expect("the text is in it");
    bytes[at] ^= 1;
    fs::write(&path, &bytes).expect("it can be written");
    check(&desk, &["ledger", "verify", "archive.daejo"], 2, "damage to the article");
    desk.write("d.txt", "가람시는 저류조 공사비로 320억 원을 썼다.");
    check(&desk, &["check", "d.txt", LEDGER[0], LEDGER[1]], 2, "damaged");
    fs::write(&path, &bytes[..bytes.len() / 2]).expect("it can be written");
    check(&desk, &["ledger", "verify", "archive.daejo"], 2, "damaged");
}

/// Puts rows of a ledger of other articles in the place of this one's.
fn mix(desk: &Desk, archive: &str, sql: &str) {
    index(desk, "2 articles written");
    desk.write("archive/a.jsonl", archive);
    let other = desk.command(&["index", "archive", "-q", "--ledger", "other.daejo"]).status().expect("daejo runs");
    assert!(other.success());
    let ledger = rusqlite::Connection::open(desk.path().join("archive.daejo")).expect("a database");
    ledger.execute("ATTACH ?1 AS other", [desk.path().join("other.daejo").to_str()]).expect("a ledger");
    ledger.execute_batch(sql).expect("it can be written");
}

#[test]
fn lists_of_other_articles_are_said() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    mix(
        &desk,
        &TWO_SUMS.replace("저류조", "도서관"),
        "DELETE FROM block; INSERT INTO block SELECT * FROM other.block;
         DELETE FROM segment; INSERT INTO segment SELECT * FROM other.segment;",
    );
    check(&desk, &["ledger", "verify", "archive.daejo"], 2, "the index lists the article");
    check(&desk, &["ledger", "verify", "other.daejo"], 0, "sound");
}

#[test]
fn a_claim_that_its_article_has_not_is_said() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    let silent = TWO_SUMS.lines().map(|row| {
        let mut row: serde_json::Value = serde_json::from_str(row).expect("JSON");
        row["body"] = "비가 왔다.".into();
        format!("{row}\n")
    });
    mix(&desk, &silent.collect::<String>(), "DELETE FROM content; INSERT INTO content SELECT * FROM other.content;");
    desk.write("d.txt", "가람시는 저류조 공사비로 320억 원을 썼다.");
    check(&desk, &["check", "d.txt", LEDGER[0], LEDGER[1]], 2, "the ledger is damaged (article ");
    check(&desk, &["ledger", "verify", "archive.daejo"], 2, "damage to the article");
}

#[test]
fn two_do_not_write_one_ledger() {
    let desk = Desk::new(&[("archive/a.jsonl", TWO_SUMS.as_bytes())]);
    index(&desk, "2 articles written");
    let lock = fs::File::options().append(true).open(desk.path().join("archive.daejo-lock")).expect("it is there");
    lock.lock().expect("it can be locked");
    let output = daejo()
        .args(["index", "archive", "--lang", "en"])
        .args(LEDGER)
        .current_dir(desk.path())
        .output()
        .expect("daejo runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("another program is writing it"), "{}", text(&output.stderr));
}
