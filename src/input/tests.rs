use std::sync::LazyLock;

use super::*;
use crate::config::Loaded;

static RULES: LazyLock<&Rules> = LazyLock::new(Rules::shared);

/// What is read below `paths` of a folder of files: ids, and problems as `key@line`.
fn read(files: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }
    let paths: Vec<PathBuf> = paths.iter().map(|path| folder.path().join(path)).collect();
    let today = jiff::civil::date(2026, 1, 1);
    let mut loaded = Loaded::default();
    loaded.config.max_bytes = Some(200);
    let settings = Settings::new(loaded, today).expect("no glob is wrong");
    let mut reader = Reader::new(How { rules: &RULES, settings: &settings, stdin: None });
    reader.read(&paths).map(|read| read.map_or_else(|problem| brief(&problem), |article| article.id)).collect()
}

fn brief(problem: &Problem) -> String {
    let line = problem.line.map_or(String::new(), |line| line.to_string());
    format!("{}@{line}", problem.reason.key.trim_start_matches("reading."))
}

#[test]
fn folders_are_walked_in_order_and_ignored_files_left_out() {
    let files = [
        ("b.txt", "글이다."),
        ("a/z.md", "글이다."),
        ("a/y.jsonl", "{\"id\": \"y1\", \"body\": \"글\"}"),
        ("c.csv", "x"),
        ("d.txt", "글이다."),
        (".gitignore", "d.txt"),
    ];
    assert_eq!(read(&files, &[""]), ["y1", "z", "b"]);
    assert_eq!(read(&files, &["b.txt", ""]), ["b", "y1", "z"], "each file once");
}

#[test]
fn paths_that_cannot_be_read_are_said() {
    let files = [("a/x.csv", "x"), ("b.txt", "글이다.")];
    assert_eq!(read(&files, &["no", "a", "a/x.csv", "b.txt"]), ["missing@", "no-articles@", "extension@", "b"]);
    let large = "가".repeat(100);
    assert_eq!(read(&[("a.txt", &large)], &["a.txt"]), ["file-too-large@"]);
}

#[test]
fn the_folder_says_what_the_file_does_not() {
    let toml = "[\"a.txt\"]\nid = \"first\"\n[\"gone.txt\"]\noutlet = \"x\"\n";
    assert_eq!(read(&[("a.txt", "글이다."), ("articles.toml", toml)], &[""]), ["articles-toml-file@3", "first"]);
    assert_eq!(read(&[("a.txt", "글이다."), ("articles.toml", "x")], &["a.txt"]), ["articles-toml@1", "a"]);
}

#[test]
fn an_id_that_stands_twice_is_made_unique() {
    let line = "{\"id\": \"a\", \"body\": \"글\"}\n";
    let other = "{\"id\": \"a#2\", \"body\": \"글\"}\n";
    assert_eq!(
        read(&[("a.jsonl", &format!("{line}{other}{line}{line}"))], &["a.jsonl"]),
        ["a", "a#2", "duplicate-id@3", "a#3", "duplicate-id@4", "a#4"]
    );
}

#[test]
fn a_duplicate_names_both_places() {
    let line = "{\"id\": \"a\", \"body\": \"글\"}\n";
    let mut ids = Ids::default();
    let mut drafts = jsonl::Lines::new(io::Cursor::new(line.repeat(2)), "x.jsonl", 200);
    let mut next = || drafts.next().and_then(Result::ok).expect("it is read");
    assert_eq!(ids.make_unique(&mut next()), None);
    let problem = ids.make_unique(&mut next()).expect("the id is taken");
    assert_eq!((problem.path.as_str(), problem.line), ("x.jsonl", Some(2)));
    assert!(problem.reason.args.contains(&("first".into(), "x.jsonl:1".to_owned())), "{problem:?}");
}

#[test]
fn standard_input_is_told_by_its_first_character() {
    let kinds = |input: &str| -> Vec<String> {
        let read = sniffed(BufReader::with_capacity(4, io::Cursor::new(input.to_owned())), STDIN, 200);
        read.map(|read| {
            read.map_or_else(|p| brief(&p), |draft| format!("{}:{}", draft.metadata.id.unwrap_or_default(), draft.body))
        })
        .collect()
    };
    assert_eq!(kinds(" \n\n     {\"id\": \"a\", \"body\": \"글\"}"), ["a:글"]);
    assert_eq!(kinds("\n<p>글이다.</p>"), ["stdin:글이다."]);
    assert_eq!(kinds("  글이다."), ["stdin:  글이다."]);
    assert_eq!(kinds("   "), ["empty@"]);
    assert_eq!(kinds(&"가".repeat(100)), ["file-too-large@"]);
}

#[test]
fn a_figure_beyond_the_range_is_said_with_its_line() {
    let large = "9".repeat(40);
    let text = format!("첫째 줄이다.\n비용은 {large}원이고 참석자는 3명이다.\n");
    let line = format!("{{\"id\": \"b\", \"body\": \"It cost ${large}.\"}}\n");
    let files = [("a.txt", text.as_str()), ("b.jsonl", line.as_str())];
    assert_eq!(read(&files, &["a.txt", "b.jsonl"]), ["beyond-range@2", "a", "beyond-range@1", "b"]);
    assert_eq!(read(&[("a.txt", "계좌 123-456-789012, 값은 1,234,567,890원이다.")], &["a.txt"]), ["a"]);
}
