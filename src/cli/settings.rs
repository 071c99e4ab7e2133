//! The settings of a run: the command line, laid over `daejo.toml`.

use std::io::{self, Write};
use std::path::PathBuf;

use daejo::article::problem::Problem;
use daejo::config::{self, Loaded, Settings};
use daejo::report::safe;

use super::args::{Args, Command, Input};

/// Reads the `daejo.toml` for `places`, unless it is not to be used, and lays the arguments over it.
///
/// # Errors
/// What is wrong with `daejo.toml`.
pub(super) fn of_run(args: &Args, places: &[PathBuf]) -> Result<Settings, Vec<Problem>> {
    let mut loaded = match file(args, places)? {
        Some(path) => Loaded::read(&path)?,
        None => Loaded::default(),
    };
    let config = &mut loaded.config;
    config.lang = args.lang().or(config.lang);
    config.rules.extend(args.rules.iter().cloned());
    match &args.command {
        Command::Check(check) => {
            config.fail_on = check.fail_on.map(Into::into).or(config.fail_on);
            config.baseline = check.acceptance.baseline.clone().or(config.baseline.take());
            config.compare.group_by = check.group_by.map_or(config.compare.group_by, Into::into);
            config.compare.within_days = check.within_days.or(config.compare.within_days);
        }
        Command::Review(review) => config.baseline = review.baseline.clone().or(config.baseline.take()),
        _ => {}
    }
    config.max_bytes = args.command.input().and_then(|input| input.max_bytes).or(config.max_bytes);
    Settings::new(loaded, args.today.unwrap_or_else(|| jiff::Zoned::now().date()))
}

/// The configuration file to read, if any.
fn file(args: &Args, places: &[PathBuf]) -> Result<Option<PathBuf>, Vec<Problem>> {
    if args.isolated {
        return Ok(None);
    }
    if args.config.is_some() {
        return Ok(args.config.clone());
    }
    config::find(places).map_err(|error| vec![Problem::error(".", "unreadable").with("detail", error)])
}

/// Prints the settings as a `daejo.toml` that would set them, and for each file of `input` what the overrides make
/// of it.
///
/// # Errors
/// When `out` does.
pub(super) fn show(settings: &Settings, out: &mut impl Write, input: &Input) -> io::Result<()> {
    if let Some(source) = settings.source() {
        writeln!(out, "# {}", safe::visible(&source))?;
    }
    write!(out, "{}", toml::to_string(&settings.in_full()).map_err(io::Error::other)?)?;
    let overrides = settings.overrides();
    for path in input.places().iter().filter(|path| path.is_file()) {
        let path = path.display().to_string();
        let matching = overrides.matching(&path);
        if !matching.is_empty() {
            writeln!(out, "\n# {}", safe::visible(&path))?;
            let section = toml::to_string(&overrides.section(&matching)).map_err(io::Error::other)?;
            section.lines().try_for_each(|line| writeln!(out, "# {line}"))?;
        }
    }
    out.flush()
}
