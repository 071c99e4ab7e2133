//! The formats of a report: the one place where they are listed. A new one is a file in this folder and
//! an entry here.

use std::io::{self, Write};

use super::{View, annotation, csv, github, gitlab, json, junit, markdown, rdjson, sarif, terminal};

/// A way to write a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// What it is good for, in a line of the help text.
    pub about: &'static str,
    /// The ends of file names that stand for it where no format is named.
    pub extensions: &'static [&'static str],
    /// Writes the report.
    pub write: fn(&mut dyn Write, &View) -> io::Result<()>,
}

/// Every format, those for people at a terminal first.
pub const FORMATS: [Format; 13] = [
    Format {
        name: "full",
        about: "Findings on their sentences, then the tables",
        extensions: &["txt"],
        write: terminal::write_report,
    },
    Format { name: "concise", about: "One line a finding", extensions: &[], write: terminal::write_lines },
    Format { name: "table", about: "Claim by source", extensions: &[], write: terminal::write_tables },
    Format { name: "json", about: "Everything, as one object", extensions: &["json"], write: json::write_report },
    Format {
        name: "jsonl",
        about: "One finding a line, as JSON",
        extensions: &["jsonl", "ndjson"],
        write: json::write_lines,
    },
    Format { name: "csv", about: "One claim a row, for spreadsheets", extensions: &["csv"], write: csv::write },
    Format {
        name: "markdown",
        about: "A page of at most 1 MiB, for a job's summary",
        extensions: &["md"],
        write: markdown::write,
    },
    Format {
        name: "sarif",
        about: "SARIF 2.1.0, for code scanning services",
        extensions: &["sarif"],
        write: sarif::write,
    },
    Format {
        name: "github",
        about: "Annotations on the lines of a pull request",
        extensions: &[],
        write: github::write,
    },
    Format { name: "gitlab", about: "GitLab's Code Quality report", extensions: &[], write: gitlab::write },
    Format {
        name: "junit",
        about: "JUnit XML, for the test tab of CI services",
        extensions: &["xml"],
        write: junit::write,
    },
    Format { name: "rdjson", about: "For reviewdog", extensions: &[], write: rdjson::write },
    Format {
        name: "web-annotation",
        about: "W3C Web Annotations (JSON-LD)",
        extensions: &["jsonld"],
        write: annotation::write,
    },
];

impl Format {
    /// The format that is called so.
    pub fn named(name: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// The format that a file name's end stands for.
    pub fn of_extension(extension: &str) -> Option<&'static Self> {
        FORMATS.iter().find(|format| format.extensions.iter().any(|known| extension.eq_ignore_ascii_case(known)))
    }
}
