//! What runs daejo in other people's CI: the scripts of the action, of the GitLab job and of the
//! pre-commit hooks, run as they stand.

#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// A repository with two articles that conflict, and a place for what the service provides.
struct Place {
    folder: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let place = Self { folder };
        for (name, sum) in [("a", "320억"), ("b", "3200억")] {
            place.write(&format!("news/{name}.txt"), &format!("가람시는 저류조 공사비로 {sum} 원을 썼다.\n"));
        }
        place.write("temp/.keep", "");
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// Runs a script as the services do, with daejo on the search path.
    fn run(&self, script: &str, environment: &[(&str, &str)]) -> Output {
        let binary = Path::new(env!("CARGO_BIN_EXE_daejo"));
        let own = binary.parent().expect("a folder").to_owned();
        let others = std::env::var_os("PATH").unwrap_or_default();
        let path = std::env::join_paths(std::iter::once(own).chain(std::env::split_paths(&others))).expect("a path");
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(self.folder.path());
        command.env("PATH", path).env("LANG", "C").env_remove("LC_ALL").envs(environment.iter().copied());
        command.output().expect("bash runs")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// A file of the repository, read as YAML; of several documents the last.
fn yaml(name: &str) -> Value {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).expect("it is there");
    let last = text.rsplit("\n---\n").next().unwrap_or_default();
    serde_saphyr::from_str(last).expect("YAML")
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a string")
}

/// The status of the action's check, with these inputs.
#[track_caller]
fn check_action(place: &Place, inputs: &[(&str, &str)], status: i32) -> Output {
    let action = yaml("action.yml");
    let step = &action["runs"]["steps"][1];
    let temp = place.path("temp");
    fs::create_dir_all(temp.join("daejo/bin")).expect("folders can be made");
    let installed = temp.join("daejo/bin/daejo");
    if !installed.exists() {
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_daejo"), &installed).expect("links can be made");
    }
    let value = |template: &str| {
        let name = template.trim_start_matches("${{ inputs.").trim_end_matches(" }}");
        let given = inputs.iter().find(|(input, _)| *input == name).map(|(_, value)| (*value).to_owned());
        given.unwrap_or_else(|| string(&action["inputs"][name]["default"]).to_owned())
    };
    let variables = step["env"].as_object().expect("a table").iter();
    let mut environment: Vec<(&str, String)> = variables.map(|(key, v)| (key.as_str(), value(string(v)))).collect();
    environment.push(("RUNNER_TEMP", temp.display().to_string()));
    environment.push(("GITHUB_STEP_SUMMARY", place.path("summary.md").display().to_string()));
    let environment: Vec<(&str, &str)> = environment.iter().map(|(key, value)| (*key, value.as_str())).collect();
    let output = place.run(string(&step["run"]), &environment);
    assert_eq!(output.status.code(), Some(status), "{inputs:?}\n{}", text(&output.stderr));
    output
}

#[test]
fn the_github_action_annotates_and_summarises() {
    let place = Place::new();
    let output = check_action(&place, &[("paths", "news"), ("args", "--lang en")], 1);
    assert!(text(&output.stdout).contains("::error "), "{}", text(&output.stdout));
    assert!(place.read("summary.md").contains("value-conflict"), "{}", place.read("summary.md"));
    check_action(&place, &[("paths", "news"), ("args", "--exit-zero")], 0);
    check_action(&place, &[("paths", "news/a.txt"), ("against", "news")], 1);
    check_action(&place, &[("paths", "news"), ("baseline", "none.toml")], 2);
    check_action(&place, &[("paths", "$(touch evil)")], 2);
    assert!(!place.path("evil").exists(), "an input is no command");
}

#[test]
fn the_gitlab_job_writes_its_report() {
    let place = Place::new();
    let job = &yaml("templates/daejo.yml")["daejo"];
    let script: Vec<&str> = job["script"].as_array().expect("a list").iter().map(string).collect();
    let variables = [("DAEJO_PATHS", "news"), ("DAEJO_ARGS", "--lang en")];
    for (name, _) in variables {
        assert!(job["variables"].get(name).is_some(), "{name} is set");
    }
    let output = place.run(&script.join("\n"), &variables);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let report = string(&job["artifacts"]["reports"]["codequality"]);
    let report: Value = serde_json::from_str(&place.read(report)).expect("JSON");
    assert_eq!(report[0]["check_name"], "value-conflict");
}

#[test]
fn the_pre_commit_hooks_check_what_is_committed() {
    let place = Place::new();
    let git = "git -c user.name=Desk -c user.email=desk@example.org";
    let setup = format!("git init -q . && git add news/a.txt && {git} commit -q -m a && git add .");
    assert!(place.run(&setup, &[]).status.success());
    let hooks = yaml(".pre-commit-hooks.yaml");
    let hooks: Vec<&Value> = hooks.as_array().expect("a list").iter().collect();
    assert_eq!(hooks.iter().map(|hook| string(&hook["id"])).collect::<Vec<_>>(), ["daejo", "daejo-changed"]);
    for hook in hooks {
        let pattern = regex::Regex::new(string(&hook["files"])).expect("a pattern");
        let names: Vec<&str> =
            ["news/a.txt", "news/b.txt", "news/c.csv"].into_iter().filter(|n| pattern.is_match(n)).collect();
        let names = if hook["pass_filenames"] == false { String::new() } else { names.join(" ") };
        let output = place.run(&format!("{} {names}", string(&hook["entry"])), &[]);
        assert_eq!(output.status.code(), Some(1), "{hook}\n{}", text(&output.stderr));
        assert!(text(&output.stdout).contains("value-conflict"));
    }
}

/// Stands in for cargo: what is built already is installed. Before pre-commit runs `cargo install … --root ROOT …`, it
/// runs `cargo --version`, and where that fails it fetches a toolchain.
const CARGO: &str = "#!/bin/sh
[ \"$1\" = --version ] && exit
while [ \"$1\" != --root ]; do shift; done
mkdir -p \"$2/bin\" && cp \"$DAEJO\" \"$2/bin/daejo\"
";

#[test]
fn pre_commit_runs_the_hooks_of_a_clone() {
    let place = Place::new();
    if !place.run("pre-commit --version", &[]).status.success() {
        eprintln!("left out: pre-commit does not run here");
        return;
    }
    let hooks = Path::new(env!("CARGO_MANIFEST_DIR")).join(".pre-commit-hooks.yaml");
    place.write("hooks/.pre-commit-hooks.yaml", &fs::read_to_string(hooks).expect("it is there"));
    place.write("bin/cargo", CARGO);
    let git = "git -c user.name=Desk -c user.email=desk@example.org";
    let setup = format!(
        "chmod +x bin/cargo; printf '/hooks\\n/bin\\n/cache\\n/temp\\n' > .gitignore
        (cd hooks && git init -q . && git add . && {git} commit -q -m hooks)
        git init -q . && git add .gitignore news/a.txt && {git} commit -q -m a && git add .
        cat > .pre-commit-config.yaml <<END
repos:
  - repo: $PWD/hooks
    rev: $(git -C hooks rev-parse HEAD)
    hooks: [{{id: daejo, args: [--lang, en]}}, {{id: daejo-changed}}]
END
        git add .pre-commit-config.yaml"
    );
    let output = place.run(&setup, &[]);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let cache = place.path("cache").display().to_string();
    let environment = [("PRE_COMMIT_HOME", cache.as_str()), ("DAEJO", env!("CARGO_BIN_EXE_daejo"))];
    let run = |hook: &str, status: i32| {
        let output = place.run(&format!("PATH=\"$PWD/bin:$PATH\" pre-commit run {hook}"), &environment);
        assert_eq!(output.status.code(), Some(status), "{}{}", text(&output.stdout), text(&output.stderr));
        text(&output.stdout)
    };
    // The commit has one article, which by itself is fine; held against the other one it is not.
    assert!(run("daejo", 0).contains("Passed"));
    assert!(run("daejo-changed", 1).contains("value-conflict"));
    place.write("news/b.txt", "가람시는 저류조 공사비로 320억 원을 썼다.\n");
    assert!(place.run("git add news/b.txt", &[]).status.success());
    assert!(run("daejo-changed", 0).contains("Passed"));
}
