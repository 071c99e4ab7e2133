//! `daejo lsp` and the editors: a session with a published client (pygls), Neovim with the settings that the
//! documentation shows, and messages that no client should send.
//!
//! What is not installed is passed over, and said; `.ci/run` installs it.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const DAEJO: &str = env!("CARGO_BIN_EXE_daejo");
const OLD: &str =
    "---\nid: old\noutlet: 마루통신\npublished: 2024-05-07\n---\n가람시는 저류조 공사비로 320억 원을 썼다.\n";
const DRAFT: &str =
    "---\nid: draft\noutlet: 물결신문\npublished: 2024-05-08\n---\n\t😀 가람시는 저류조 공사비로 3200억 원을 썼다.\n";

fn here(path: &str) -> String {
    format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))
}

/// Whether a program runs; if not, that its part of the tests is left out.
fn is_there(program: &str, args: &[&str]) -> bool {
    let tried = Command::new(program).args(args).stdout(Stdio::null()).stderr(Stdio::null()).status();
    let is_there = tried.is_ok_and(|status| status.success());
    if !is_there {
        eprintln!("left out: {program} {} does not run here", args.join(" "));
    }
    is_there
}

#[track_caller]
fn succeeds(command: &mut Command) {
    let output = command.output().expect("it runs");
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    assert!(output.status.success(), "{out}\n{err}");
}

#[test]
fn a_published_client_works_with_it() {
    if is_there("python3", &["-c", "import pygls"]) {
        succeeds(Command::new("python3").args([&here("tests/editors/session.py"), DAEJO]));
    }
}

#[test]
fn neovim_works_with_it_as_documented() {
    if !is_there("nvim", &["--version"]) {
        return;
    }
    let place = tempfile::tempdir().expect("a temporary folder");
    fs::write(place.path().join("old.txt"), OLD).expect("files can be written");
    fs::write(place.path().join("draft.txt"), DRAFT).expect("files can be written");
    fs::write(place.path().join("init.lua"), documented("lua")).expect("files can be written");
    let program = Path::new(DAEJO).parent().expect("a folder").to_owned();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(program).chain(std::env::split_paths(&others)));
    let mut command = Command::new("nvim");
    command.args(["--headless", "-i", "NONE", "-n", "-u", "init.lua", "draft.txt", "-c"]);
    command.arg(format!("luafile {}", here("tests/editors/neovim.lua")));
    succeeds(command.current_dir(place.path()).env("PATH", path.expect("a search path")).env("LANG", "C.UTF-8"));
}

/// The settings for Helix and VS Code, which don't run here, are of the form that these editors read (the book of
/// Helix on `languages.toml`, the settings that the extension declares), and what they start is the server.
#[test]
fn the_settings_shown_start_it() {
    let helix: Value = toml::from_str(&documented("toml languages.toml")).expect("TOML");
    let server = &helix["language-server"]["daejo"];
    starts_server(&server["command"], &server["args"]);
    for language in helix["language"].as_array().expect("languages") {
        assert!(language["name"].is_string(), "{language}");
        assert_eq!(language["language-servers"], json!(["daejo"]));
    }
    let code: Value = serde_json::from_str(&documented("json settings.json")).expect("JSON");
    let names: Vec<&String> = code.as_object().expect("settings").keys().collect();
    assert_eq!(names, ["glspc.server.command", "glspc.server.commandArguments", "glspc.server.languageId"]);
    starts_server(&code["glspc.server.command"], &code["glspc.server.commandArguments"]);
    assert!(code["glspc.server.languageId"].as_array().expect("a list").contains(&json!("markdown")));
}

#[track_caller]
fn starts_server(command: &Value, args: &Value) {
    assert_eq!(command, "daejo");
    let args: Vec<&str> = args.as_array().expect("a list").iter().map(|arg| arg.as_str().expect("a string")).collect();
    let mut wire = Wire::new(&args);
    wire.send(&request(1, "initialize", json!({"capabilities": {}})));
    assert_eq!(wire.answer()["result"]["capabilities"]["hoverProvider"], true);
}

/// The block of a language that `docs/editors.md` has.
fn documented(lang: &str) -> String {
    let document = fs::read_to_string(here("docs/editors.md")).expect("the document is there");
    let block = document.split_once(&format!("```{lang}\n")).expect("it has a block").1;
    block.split_once("```").expect("the block ends").0.to_owned()
}

/// A server, spoken to byte by byte.
struct Wire {
    server: Child,
    out: BufReader<ChildStdout>,
}

impl Wire {
    fn new(args: &[&str]) -> Self {
        let mut command = Command::new(DAEJO);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = command.spawn().expect("daejo runs");
        let out = BufReader::new(server.stdout.take().expect("a pipe"));
        Self { server, out }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.server.stdin.as_mut().expect("a pipe").write_all(bytes).expect("it reads");
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        self.bytes(format!("Content-Length: {}\r\n\r\n{text}", text.len()).as_bytes());
    }

    /// The next answer, everything that is no answer left out.
    fn answer(&mut self) -> Value {
        loop {
            let message = self.receive();
            if message.get("method").is_none() {
                return message;
            }
        }
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.out.read_line(&mut line).expect("a header");
            match line.trim_end().split_once(": ") {
                Some((_, number)) => length = number.parse().expect("a length"),
                None => break,
            }
        }
        let mut text = vec![0; length];
        self.out.read_exact(&mut text).expect("a message");
        serde_json::from_slice(&text).expect("JSON")
    }

    #[track_caller]
    fn refuses(&mut self, message: &Value, code: i32) {
        self.send(message);
        let answer = self.answer();
        assert_eq!((&answer["id"], &answer["error"]["code"]), (&message["id"], &json!(code)), "{answer}");
    }
}

fn request(id: i32, method: &str, params: Value) -> Value {
    json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params})
}

#[test]
fn messages_that_no_client_should_send_do_no_harm() {
    let mut wire = Wire::new(&["lsp", "--isolated"]);
    wire.bytes(b"\xff\xfe\r\n\r\nContent-Length: 18446744073709551616\r\n\r\nContent-Length: 2\r\n\r\n\xff\xff");
    wire.refuses(&request(1, "initialize", json!({"capabilities": 3})), -32602);
    wire.refuses(&request(2, "textDocument/hover", json!({})), -32002);
    wire.send(&request(3, "initialize", json!({"capabilities": {}})));
    assert_eq!(wire.answer()["result"]["capabilities"]["positionEncoding"], "utf-16");
    let deep = "[".repeat(100_000);
    wire.bytes(format!("Content-Length: {}\r\n\r\n{deep}", deep.len()).as_bytes());
    wire.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": [1]}));
    wire.send(&json!({"jsonrpc": "2.0", "method": "textDocument/didChange", "params": {"textDocument": null}}));
    wire.refuses(&request(4, "textDocument/hover", json!({"position": -1})), -32602);
    wire.refuses(&request(5, "textDocument/nothing", Value::Null), -32601);
    wire.send(&request(6, "shutdown", Value::Null));
    assert_eq!(wire.answer()["result"], Value::Null);
    wire.send(&json!({"jsonrpc": "2.0", "method": "exit"}));
    assert_eq!(wire.server.wait().expect("it ends").code(), Some(0));
}
