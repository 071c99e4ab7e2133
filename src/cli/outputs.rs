//! `--format` and `--output`, each as often as wanted: which formats are written where.
//!
//! `-f sarif -o a.sarif -f html -o a.html` is two reports of one run. A file belongs to the format named
//! before it, else to the one behind it, else to the one that its name's end stands for.

use std::path::{Path, PathBuf};

use clap::builder::{PathBufValueParser, PossibleValue, PossibleValuesParser};
use clap::{Arg, ArgAction, ArgMatches, Command};
use daejo::reason::Reason;
use daejo::report::Format;
use daejo::report::format::FORMATS;

/// What was asked for, in the order of the command line.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outputs {
    given: Vec<Given>,
}

#[derive(Clone, Debug)]
enum Given {
    Format(&'static Format),
    File(PathBuf),
}

/// A report to write.
#[derive(Clone, Debug)]
pub(super) struct Output {
    pub(super) format: &'static Format,
    pub(super) to: Destination,
}

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    Stdout,
    File(PathBuf),
}

impl Outputs {
    /// The reports to write: `full` on standard output where nothing is asked for.
    ///
    /// # Errors
    /// A file has no format, two reports go to one place.
    pub(super) fn plan(&self) -> Result<Vec<Output>, Reason> {
        let mut plan: Vec<(&'static Format, Option<&Path>)> = Vec::new();
        let mut waiting: Option<&Path> = None;
        for given in &self.given {
            match given {
                Given::Format(format) => plan.push((format, waiting.take())),
                Given::File(file) => match plan.last_mut() {
                    Some((_, place @ None)) => *place = Some(file),
                    _ => {
                        plan.extend(waiting.replace(file).map(by_name).transpose()?);
                    }
                },
            }
        }
        plan.extend(waiting.map(by_name).transpose()?);
        if plan.is_empty() {
            plan.push((&FORMATS[0], None));
        }
        distinct(plan.into_iter().map(|(format, file)| Output { format, to: destination(file) }).collect())
    }
}

impl Outputs {
    /// The one format, on standard output, in which reports can follow each other: `concise` where nothing is asked
    /// for.
    pub(super) fn streaming(&self) -> Option<&'static Format> {
        let format = match self.given.as_slice() {
            [] => Format::named("concise"),
            [Given::Format(format)] => Some(*format),
            _ => None,
        };
        format.filter(|format| format.continues)
    }
}

/// A file with the format that its name's end stands for.
fn by_name(file: &Path) -> Result<(&'static Format, Option<&Path>), Reason> {
    let format = file.extension().and_then(|extension| Format::of_extension(&extension.to_string_lossy()));
    let unnamed = || Reason::new("output.no-format").with("file", file.display());
    format.map(|format| (format, Some(file))).ok_or_else(unnamed)
}

fn destination(file: Option<&Path>) -> Destination {
    match file {
        Some(file) if file != Path::new("-") => Destination::File(file.to_owned()),
        _ => Destination::Stdout,
    }
}

/// `outputs`, if no two go to one place.
fn distinct(outputs: Vec<Output>) -> Result<Vec<Output>, Reason> {
    let again = outputs.iter().enumerate().find(|(at, output)| outputs[..*at].iter().any(|o| o.to == output.to));
    match again {
        None => Ok(outputs),
        Some((_, Output { to: Destination::File(file), .. })) => {
            Err(Reason::new("output.same-file").with("file", file.display()))
        }
        Some((_, output)) => Err(Reason::new("output.both-to-stdout").with("format", output.format.name)),
    }
}

impl clap::FromArgMatches for Outputs {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let formats = matches.get_many::<String>("format").into_iter().flatten();
        let formats = formats.filter_map(|name| Format::named(name)).map(Given::Format);
        let files = matches.get_many::<PathBuf>("output").into_iter().flatten().cloned().map(Given::File);
        let places = |id| matches.indices_of(id).into_iter().flatten();
        let mut given: Vec<(usize, Given)> = places("format").zip(formats).collect();
        given.extend(places("output").zip(files));
        given.sort_by_key(|(place, _)| *place);
        Ok(Self { given: given.into_iter().map(|(_, given)| given).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

impl clap::Args for Outputs {
    fn augment_args(command: Command) -> Command {
        let names = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
        let format = Arg::new("format")
            .long("format")
            .short('f')
            .value_name("FORMAT")
            .action(ArgAction::Append)
            .value_parser(PossibleValuesParser::new(names))
            .help("How to print the report; may be given several times, each with its --output [default: full]");
        let output = Arg::new("output")
            .long("output")
            .short('o')
            .value_name("FILE")
            .action(ArgAction::Append)
            .value_parser(PathBufValueParser::new())
            .help("Where to write the report of the --format before it; - is standard output, the default");
        command.arg(format).arg(output)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use clap::{Args, FromArgMatches};

    use super::*;

    /// `full>- sarif>a.sarif`, or the key of what is wrong.
    fn plan(args: &str) -> String {
        let words = std::iter::once("daejo").chain(args.split_whitespace()).map(OsString::from);
        let matches = Outputs::augment_args(Command::new("daejo")).try_get_matches_from(words).unwrap();
        let told = |output: Output| match output.to {
            Destination::Stdout => format!("{}>-", output.format.name),
            Destination::File(file) => format!("{}>{}", output.format.name, file.display()),
        };
        match Outputs::from_arg_matches(&matches).unwrap().plan() {
            Ok(outputs) => outputs.into_iter().map(told).collect::<Vec<_>>().join(" "),
            Err(reason) => reason.key.to_string(),
        }
    }

    #[test]
    fn formats_and_files_are_paired_in_order() {
        assert_eq!(plan(""), "full>-");
        assert_eq!(plan("-f sarif -o a.sarif -f csv -o b"), "sarif>a.sarif csv>b");
        assert_eq!(plan("-f full -f sarif -o a.txt"), "full>- sarif>a.txt");
        assert_eq!(plan("-f sarif -o a -f full"), "sarif>a full>-");
        assert_eq!(plan("-o a.txt -f sarif"), "sarif>a.txt");
        assert_eq!(plan("-f json -o -"), "json>-");
    }

    #[test]
    fn a_file_alone_has_the_format_of_its_name() {
        assert_eq!(plan("-o a.sarif -o b.CSV"), "sarif>a.sarif csv>b.CSV");
        assert_eq!(plan("-f full -o a.txt -o b.md"), "full>a.txt markdown>b.md");
        assert_eq!(plan("-o report"), "output.no-format");
    }

    #[test]
    fn two_reports_do_not_share_a_place() {
        assert_eq!(plan("-f json -o a -f sarif -o a"), "output.same-file");
        assert_eq!(plan("-f json -f sarif"), "output.both-to-stdout");
    }
}
