//! `daejo ledger`: looks after a ledger.

use std::io::Write;
use std::path::Path;

use daejo::ledger::{self, Stats};
use daejo::reason::Reason;

use super::args::LedgerCommand;
use super::{Outcome, Session, Stop, export};

pub(super) fn run(session: &Session, command: &LedgerCommand) -> Result<Outcome, Stop> {
    match command {
        LedgerCommand::Stats { ledger } => stats(session, ledger),
        LedgerCommand::Verify { ledger } => verify(session, ledger),
        LedgerCommand::Export { ledger, what, format } => export::run(session, ledger, *what, *format),
        LedgerCommand::Vacuum { ledger } => Ok(ledger::vacuum(ledger).map(|()| Outcome::Clean)?),
    }
}

fn stats(session: &Session, path: &Path) -> Result<Outcome, Stop> {
    let Stats { articles, claims, segments, entries, retired, bytes, current } = Stats::of(path, session.rules)?;
    let mut out = session.terminal.output();
    let numbers = [
        ("articles", articles),
        ("claims", claims),
        ("entries", entries),
        ("segments", segments),
        ("retired", retired),
        ("bytes", bytes),
    ];
    for (name, number) in numbers {
        let reason = Reason::new(format!("ledger.stats.{name}")).with("number", number);
        writeln!(out, "{}", session.voice.say(&reason))?;
    }
    let rules = if current { "ledger.stats.current" } else { "ledger.stats.other-rules" };
    writeln!(out, "{}", session.voice.word(rules))?;
    out.flush()?;
    Ok(Outcome::Clean)
}

fn verify(session: &Session, path: &Path) -> Result<Outcome, Stop> {
    let damage = ledger::Check::run(path, session.rules)?;
    if damage.is_empty() {
        session.terminal.inform(&session.voice.word("ledger.sound"));
        return Ok(Outcome::Clean);
    }
    damage.iter().for_each(|reason| session.terminal.complain(&session.voice.say(reason)));
    let reason = Reason::new("ledger.repair").with("file", path.display());
    session.terminal.complain(&session.voice.say(&reason));
    Ok(Outcome::Trouble)
}
