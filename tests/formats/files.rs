//! `--output`: files are written whole or not at all.

use std::fs;

use crate::Desk;

#[track_caller]
fn check(desk: &Desk, args: &[&str], status: i32, complaint: &str) -> String {
    let output = desk.command(&[&["check", "a.jsonl"], args].concat()).output().expect("daejo runs");
    let err = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(status), "{args:?} says\n{err}");
    assert!(err.contains(complaint), "{args:?} says\n{err}");
    assert_eq!(err.is_empty(), complaint.is_empty(), "{args:?} says\n{err}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn several_reports_of_one_run() {
    let desk = Desk::with_a_conflict();
    let args = ["-f", "concise", "-f", "sarif", "-o", "a.sarif", "-f", "csv", "-o", "a.table"];
    let out = check(&desk, &args, 1, "");
    assert_eq!(out, check(&desk, &["-f", "concise"], 1, ""));
    assert_eq!(desk.read("a.sarif"), check(&desk, &["-f", "sarif"], 1, ""));
    assert_eq!(desk.read("a.table"), check(&desk, &["-f", "csv"], 1, ""));
    assert_eq!(desk.names(), ["a.jsonl", "a.sarif", "a.table"]);
}

#[test]
fn a_file_has_no_colours() {
    let desk = Desk::with_a_conflict();
    check(&desk, &["--color", "always", "-f", "full", "-o", "report.txt"], 1, "");
    assert!(!desk.read("report.txt").contains('\u{1b}'));
}

#[test]
fn what_cannot_be_written_is_2_and_the_rest_is_written() {
    let desk = Desk::with_a_conflict();
    let args = ["-f", "json", "-o", "nowhere/a.json", "-f", "csv", "-o", "b.csv"];
    assert_eq!(check(&desk, &args, 2, "nowhere/a.json"), "");
    assert_eq!(desk.names(), ["a.jsonl", "b.csv"]);
    check(&desk, &["-o", "report"], 2, "--format");
    check(&desk, &["-f", "json", "-f", "csv"], 2, "--output");
    check(&desk, &["-o", "b.csv", "-o", "b.csv"], 2, "b.csv");
}

#[cfg(target_os = "linux")]
#[test]
fn a_device_is_written_to_and_a_full_one_is_2() {
    let desk = Desk::with_a_conflict();
    check(&desk, &["-f", "json", "-o", "/dev/full"], 2, "/dev/full");
    check(&desk, &["-f", "json", "-o", "/dev/null"], 1, "");
    assert!(!fs::metadata("/dev/null").expect("Linux has it").is_file());
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_what_was_there() {
    let desk = Desk::with_a_conflict();
    fs::write(desk.path().join("a.json"), "what was there").expect("files can be written");
    // A limit on the size of files, in blocks of 1 KiB, is as good as a full disk.
    let script = format!("trap '' XFSZ; ulimit -f 1; {} check a.jsonl -o a.json", env!("CARGO_BIN_EXE_daejo"));
    let output = std::process::Command::new("bash").args(["-c", &script]).current_dir(desk.path()).output();
    let output = output.expect("bash runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("a.json"));
    assert_eq!(desk.read("a.json"), "what was there");
    assert_eq!(desk.names(), ["a.json", "a.jsonl"], "nothing is left behind");
}

#[cfg(unix)]
#[test]
fn a_link_stays_one_and_permissions_stay() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with_a_conflict();
    let file = desk.path().join("real.json");
    fs::write(&file, "old").expect("files can be written");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("permissions can be set");
    std::os::unix::fs::symlink("real.json", desk.path().join("link.json")).expect("links can be made");
    check(&desk, &["-o", "link.json"], 1, "");
    assert!(fs::symlink_metadata(desk.path().join("link.json")).expect("it is there").is_symlink());
    assert!(desk.read("real.json").starts_with('{'));
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o640);
}
