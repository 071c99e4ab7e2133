//! The baseline file: read, added to, cleared out.

use std::path::Path;
use std::{fs, io};

use daejo::article::problem::Problem;
use daejo::reason::Reason;
use daejo::report::{Baseline, Report};

use super::args::Acceptance;
use super::{Session, Stop, file};

/// The baseline of the run: empty, if there is none, or none yet.
pub(super) fn of_run(session: &Session, options: &Acceptance) -> Result<Baseline, Stop> {
    match &session.settings.baseline {
        Some(path) => read(session, path, options.update_baseline),
        None if options.update_baseline || options.prune_baseline => {
            Err(Stop::Usage(session.voice.word("run.no-baseline")))
        }
        None => Ok(Baseline::default()),
    }
}

/// The baseline at `path`, which may be missing if it is still to be `begun`.
pub(super) fn read(session: &Session, path: &Path, begun: bool) -> Result<Baseline, Stop> {
    let name = path.display().to_string();
    match fs::read_to_string(path) {
        Ok(text) => {
            session.note(&Reason::new("run.baseline").with("path", &name));
            Baseline::parse(&text, &name).map_err(|problem| Stop::Input(vec![problem]))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound && begun => {
            Ok(Baseline { path: name, entries: Vec::new() })
        }
        Err(error) => {
            let missing = error.kind() == io::ErrorKind::NotFound;
            let key = if missing { "baseline-missing" } else { "unreadable" };
            Err(Stop::Input(vec![Problem::error(name, key).with("detail", error)]))
        }
    }
}

/// Writes the baseline, whose entries then have the lines of the new file.
pub(super) fn write(session: &Session, baseline: &mut Baseline) -> Result<(), Stop> {
    let text = baseline.to_toml();
    file::write(Path::new(&baseline.path), false, |out| out.write_all(text.as_bytes()))?;
    let written = Reason::new("run.baseline-written").with("path", &baseline.path);
    session.note(&written.with("count", baseline.entries.len()));
    *baseline = Baseline::parse(&text, &baseline.path).map_err(|problem| Stop::Input(vec![problem]))?;
    Ok(())
}

/// Adds what is found, or removes what is not, if asked; whether the baseline changed. It is left alone if
/// something could not be read: what was not seen can't be judged.
pub(super) fn change(
    session: &Session,
    options: &Acceptance,
    baseline: &mut Baseline,
    report: &Report,
    trouble: bool,
) -> Result<bool, Stop> {
    if !options.update_baseline && !options.prune_baseline {
        return Ok(false);
    }
    if trouble {
        session.terminal.complain(&session.voice.word("run.baseline-kept"));
        return Ok(false);
    }
    if options.prune_baseline {
        baseline.prune(report);
    }
    if let Some(reason) = options.reason.as_deref().filter(|_| options.update_baseline) {
        baseline.update(report, reason, options.until);
    }
    write(session, baseline)?;
    Ok(true)
}
