//! The documentation tells the truth: every `console` block is a session that is run and compared.
//!
//! A line `$ command` is run, the lines below it are its output on standard output and standard
//! error; `$ echo $?` tells the exit status of the command before it. The commands of an `sh` block
//! are run too, and end with the status that their comment tells (`# exit status 1`), else with 0. A
//! block of another language whose fence names a path (```` ```toml house/units.toml ````) is a file that later commands find.
//! With `DAEJO_UPDATE_DOCS=1` the outputs are written anew instead.

use std::fs;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{Event, Parser};

/// Commands that are shown and not run here: those that set up the tests themselves.
const NOT_RUN: [&str; 3] = ["git clone", "cargo test", "cd "];

#[test]
fn readme() {
    // The repository itself is the place where its commands are run.
    check("README.md", Path::new(env!("CARGO_MANIFEST_DIR")));
}

#[test]
fn rules() {
    let place = tempfile::tempdir().expect("a temporary folder");
    check("docs/rules.md", place.path());
}

#[test]
fn configuration() {
    let place = tempfile::tempdir().expect("a temporary folder");
    check("docs/configuration.md", place.path());
}

#[test]
fn ci() {
    let place = tempfile::tempdir().expect("a temporary folder");
    check("docs/ci.md", place.path());
}

#[test]
fn formats() {
    let place = desk();
    check("docs/formats.md", place.path());
}

#[test]
fn the_desk() {
    let place = desk();
    check("docs/desk.md", place.path());
}

#[test]
fn the_archive() {
    let place = desk();
    check("docs/archive.md", place.path());
}

#[test]
fn editors() {
    let place = tempfile::tempdir().expect("a temporary folder");
    check("docs/editors.md", place.path());
}

/// A folder that has the corpus, for documents whose commands write files.
fn desk() -> tempfile::TempDir {
    let place = tempfile::tempdir().expect("a temporary folder");
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let copied = Command::new("cp").arg("-r").arg(corpus).arg(place.path()).status().expect("cp runs");
    assert!(copied.success());
    place
}

#[track_caller]
fn check(document: &str, place: &Path) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(document);
    let shown = fs::read_to_string(&path).expect("the document is there");
    let real = replay(&shown, place);
    if std::env::var_os("DAEJO_UPDATE_DOCS").is_some() {
        fs::write(&path, real).expect("the document can be written");
    } else {
        assert_eq!(shown, real, "{document} shows what daejo no longer prints");
    }
}

/// The document with the output of every command as it really is.
fn replay(document: &str, place: &Path) -> String {
    let mut out = String::new();
    let mut lines = document.lines();
    let mut status = 0;
    let mut commands = 0;
    while let Some(line) = lines.next() {
        push(&mut out, line);
        let Some(fence) = line.strip_prefix("```") else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match fence.split_once(' ') {
            _ if fence == "console" => {
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    commands += 1;
                    push(&mut out, &format!("$ {command}"));
                    for printed in run(command, place, &mut status).lines() {
                        push(&mut out, printed);
                    }
                }
            }
            _ if fence == "sh" => {
                for command in block {
                    commands += 1;
                    check_status(command, place);
                    push(&mut out, command);
                }
            }
            Some((_, file)) => {
                write(&place.join(file), &block.join("\n"));
                block.iter().for_each(|line| push(&mut out, line));
            }
            None => block.iter().for_each(|line| push(&mut out, line)),
        }
        push(&mut out, "```");
    }
    assert!(commands > 0, "there is a command to run");
    out
}

/// Runs a command whose output is not shown.
#[track_caller]
fn check_status(line: &str, place: &Path) {
    let (command, comment) = line.split_once('#').unwrap_or((line, ""));
    let expected = comment.trim().strip_prefix("exit status ").and_then(|status| status.parse().ok()).unwrap_or(0);
    let mut status = 0;
    let output = run(command.trim(), place, &mut status);
    assert_eq!(status, expected, "{line}\n{output}");
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    fs::write(path, text.to_owned() + "\n").expect("files can be written");
}

/// What `command` prints; `status` is the exit status of the last one and becomes that of this one.
fn run(command: &str, place: &Path, status: &mut i32) -> String {
    if command == "echo $?" {
        return status.to_string();
    }
    if NOT_RUN.iter().any(|skipped| command.starts_with(skipped)) {
        return String::new();
    }
    let binary = Path::new(env!("CARGO_BIN_EXE_daejo"));
    let path = std::env::join_paths(
        std::iter::once(binary.parent().expect("a folder").to_owned())
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())),
    );
    let script = command.replace("cargo run --release -- ", "daejo ");
    let output = Command::new("bash")
        .args(["-c", &format!("{{ {script}; }} 2>&1")])
        .current_dir(place)
        .env("PATH", path.expect("a search path"))
        .env("NO_COLOR", "1")
        .env_remove("LC_ALL")
        .env("LANG", "C")
        .output()
        .expect("bash runs");
    *status = output.status.code().unwrap_or(-1);
    String::from_utf8(output.stdout).expect("daejo prints UTF-8")
}

/// The pages of the documentation, by name, with their text.
fn pages() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let entries = fs::read_dir(root.join("docs")).expect("the documentation is there");
    let paths = entries.map(|entry| entry.expect("readable").path()).chain([root.join("README.md")]);
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages.map(|path| (path.display().to_string(), fs::read_to_string(&path).expect("readable"))).collect()
}

/// A desk as the text of the documentation has it: articles, a ledger of them, a draft.
fn desk_of_the_text() -> tempfile::TempDir {
    let place = desk();
    let mut status = 0;
    let made = [
        "mv corpus articles && ln -s articles corpus",
        "cp articles/ferry/ferry-evening.txt draft.txt",
        "daejo index articles --ledger archive.daejo -q",
    ];
    let said = run(&made.join(" && "), place.path(), &mut status);
    assert_eq!((status, said.as_str()), (0, ""));
    place
}

/// What a command within the text does here. One that is only named is asked for help; of a pipe, what daejo does is run.
fn tried(command: &str) -> String {
    let command = command.split(" | ").next().unwrap_or_default();
    let named = command.split(' ').count() == 2;
    if named { format!("{command} --help") } else { command.to_owned() }
}

#[test]
fn commands_within_the_text_run() {
    let place = desk_of_the_text();
    let mut count = 0;
    for (name, page) in pages() {
        let inline = Parser::new(&page).filter_map(|event| match event {
            Event::Code(code) if code.starts_with("daejo ") => Some(code.to_string()),
            _ => None,
        });
        for command in inline {
            let command = format!("{} > /dev/null", tried(&command));
            let mut status = 0;
            let said = run(&command, place.path(), &mut status);
            assert!(matches!(status, 0 | 1) && said.is_empty(), "{name}: {command}\n{said}");
            count += 1;
        }
    }
    assert!(count > 10, "there are commands");
}

#[test]
fn the_commands_of_jobs_run() {
    let place = desk();
    fs::rename(place.path().join("corpus"), place.path().join("articles")).expect("folders can be renamed");
    let mut count = 0;
    for (name, page) in pages() {
        for job in page.split("```yaml\n").skip(1).filter_map(|block| block.split("```").next()) {
            for command in job.lines().filter_map(command_of_job) {
                let mut status = 0;
                let script = format!("export GITHUB_STEP_SUMMARY=summary.md; {command} > /dev/null");
                let said = run(&script, place.path(), &mut status);
                assert_eq!(
                    (status, said.as_str()),
                    (i32::from(!command.contains("--exit-zero")), ""),
                    "{name}: {command}"
                );
                count += 1;
            }
        }
    }
    assert!(count > 2, "there are commands");
}

/// The command that a line of a job has daejo do.
fn command_of_job(line: &str) -> Option<&str> {
    let step = line.trim_start().trim_start_matches("- ");
    let command = step.strip_prefix("run: ").or_else(|| step.strip_prefix("script: ")).unwrap_or(step);
    command.starts_with("daejo ").then_some(command)
}

#[test]
fn a_wrong_output_is_noticed() {
    let document = "```console\n$ daejo explain sum-mismatch --lang en | head -1\nsomething else\n$ echo $?\n3\n```\n";
    let real = replay(document, Path::new("."));
    assert_eq!(real, "```console\n$ daejo explain sum-mismatch --lang en | head -1\nsum-mismatch\n$ echo $?\n0\n```\n");
}
