//! The baseline file: read, added to, cleared out.

use std::path::Path;

use daejo::config;
use daejo::reason::Reason;
use daejo::report::{Baseline, Report};

use super::args::Acceptance;
use super::{Session, Stop, file};

/// The baseline of the run: empty, if there is none, or none yet.
pub(super) fn of_run(session: &Session, options: &Acceptance) -> Result<Baseline, Stop> {
    match session.settings.baseline() {
        Some(path) => read(session, path, options.update_baseline),
        None if options.update_baseline || options.prune_baseline => {
            Err(Stop::Usage(session.voice.word("run.no-baseline")))
        }
        None => Ok(Baseline::default()),
    }
}

/// The baseline at `path`, which may be missing if it is still to be `begun`.
pub(super) fn read(session: &Session, path: &Path, begun: bool) -> Result<Baseline, Stop> {
    session.note(&Reason::new("run.baseline").with("path", path.display()));
    config::baseline(path, begun).map_err(|problem| Stop::Input(vec![problem]))
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
