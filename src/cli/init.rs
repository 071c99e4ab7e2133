//! `daejo init`: a `daejo.toml` that tells what can be set, with everything commented out.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use daejo::article::problem::Problem;
use daejo::config;
use daejo::reason::Reason;

use super::{Outcome, Session, Stop};

pub(super) fn run(session: &Session, dir: &Path) -> Result<Outcome, Stop> {
    let path = dir.join(config::NAME);
    let name = path.display().to_string();
    let failed = |error: io::Error| {
        let exists = error.kind() == io::ErrorKind::AlreadyExists;
        let key = if exists { "config-exists" } else { "unwritable" };
        Stop::Input(vec![Problem::error(&name, key).with("detail", error)])
    };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(failed)?;
    file.write_all(session.voice.word("init.file").as_bytes()).map_err(failed)?;
    let mut out = session.terminal.output();
    writeln!(out, "{}", session.voice.say(&Reason::new("init.done").with("path", &name)))?;
    out.flush()?;
    Ok(Outcome::Clean)
}
