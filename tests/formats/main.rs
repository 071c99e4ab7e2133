//! Every format, read back by a real parser of its kind.

mod files;
mod hostile;
mod offsets;
mod parse;
mod rdjson;
mod sarif;

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use daejo::report::format::FORMATS;
use serde_json::json;

/// Files in a folder of their own, and the command run there.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, text) in files {
            fs::write(folder.path().join(name), text).expect("files can be written");
        }
        Self(folder)
    }

    /// Two articles that conflict in a sum.
    fn with_a_conflict() -> Self {
        let article = |id: &str, sum: &str| {
            let body = format!("가람시는 저류조 공사비로 {sum}을 썼다.");
            json!({ "id": id, "outlet": "물결신문", "body": body, "published": "2024-05-07" }).to_string()
        };
        let lines = [article("first", "320억 원"), article("second", "3200억 원")];
        Self::new(&[("a.jsonl", &(lines.join("\n") + "\n"))])
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_daejo"));
        command.env("LANG", "C").env_remove("LC_ALL").env_remove("CLICOLOR_FORCE").env_remove("NO_COLOR");
        command.args(args).current_dir(self.path()).stdin(Stdio::null());
        command
    }

    /// What `daejo check` writes in every format, where there are findings: one run, a file a format.
    #[track_caller]
    fn reports(&self) -> HashMap<&'static str, String> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let mut command = self.command(&["check", "."]);
        for format in FORMATS {
            command.args(["--format", format.name, "--output"]).arg(folder.path().join(format.name));
        }
        let output = command.output().expect("daejo runs");
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!((output.status.code(), complaint.as_str()), (Some(1), ""));
        let read = |name| fs::read_to_string(folder.path().join(name)).expect("the file is there, in UTF-8");
        FORMATS.iter().map(|format| (format.name, read(format.name))).collect()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).expect("the file is there")
    }

    /// The names of the files in the folder.
    fn names(&self) -> Vec<String> {
        let entry = |entry: std::io::Result<fs::DirEntry>| entry.expect("an entry").file_name().into_string();
        let mut names: Vec<String> =
            fs::read_dir(self.path()).expect("a folder").map(|e| entry(e).expect("UTF-8")).collect();
        names.sort();
        names
    }
}
