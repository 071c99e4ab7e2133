//! `daejo explain CODE`: what a code means, with an example.

use std::io::Write;

use daejo::reason::Reason;

use super::{Outcome, Session, Stop};

/// How alike (Jaro–Winkler, 0 to 1) a code must be to be suggested.
const ALIKE: f64 = 0.7;

pub(super) fn run(session: &Session, code: &str) -> Result<Outcome, Stop> {
    let key = format!("code.{code}");
    if !session.rules.messages.has(&key) {
        return Err(Stop::Usage(unknown(session, code)));
    }
    let mut out = session.terminal.output();
    writeln!(out, "{code}\n\n{}", session.voice.word(&key).trim_end())?;
    out.flush()?;
    Ok(Outcome::Clean)
}

fn unknown(session: &Session, code: &str) -> String {
    let codes = session.rules.messages.keys_below("code.");
    let likeness = |known: &&str| strsim::jaro_winkler(code, known);
    let nearest = codes.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let reason = match nearest.filter(|known| likeness(known) >= ALIKE) {
        Some(nearest) => Reason::new("explain.did-you-mean").with("nearest", nearest),
        None => Reason::new("explain.unknown"),
    };
    session.voice.say(&reason.with("code", code).with("codes", codes.join(", ")))
}
