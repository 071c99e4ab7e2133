//! `daejo explain CODE`: what a code means, with an example.

use std::io::Write;

use daejo::report::findings::FindingCode;

use super::{Outcome, Session, Stop};

pub(super) fn run(session: &Session, code: &str) -> Result<Outcome, Stop> {
    let messages = &session.rules.messages;
    let key = format!("code.{code}");
    if !messages.has(&key) {
        return Err(Stop::Usage(session.voice.say(&FindingCode::unknown(code, messages))));
    }
    let mut out = session.terminal.output();
    writeln!(out, "{code}\n\n{}", session.voice.word(&key).trim_end())?;
    out.flush()?;
    Ok(Outcome::Clean)
}
