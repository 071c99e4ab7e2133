//! The formats of a report: the one place where they are listed. A new one is a file in this folder and
//! an entry here.

use std::io::{self, Write};

use super::{View, annotation, csv, github, gitlab, html, json, junit, markdown, rdjson, sarif, terminal};

/// A way to write a report.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// What `--format` calls it.
    pub name: &'static str,
    /// What it is good for, in a line of the help text.
    pub about: &'static str,
    /// The ends of file names that stand for it where no format is named.
    pub extensions: &'static [&'static str],
    /// Parts of it are coloured, by sequences that a file or another program does without.
    pub styled: bool,
    /// Writes the report.
    pub write: fn(&mut dyn Write, &View) -> io::Result<()>,
}

/// Every format, those for people at a terminal first.
pub const FORMATS: [Format; 14] = [
    Format {
        name: "full",
        styled: true,
        about: "Findings on their sentences, then the tables",
        extensions: &["txt"],
        write: terminal::write_report,
    },
    Format {
        name: "concise",
        styled: false,
        about: "One line a finding",
        extensions: &[],
        write: terminal::write_lines,
    },
    Format { name: "table", styled: true, about: "Claim by source", extensions: &[], write: terminal::write_tables },
    Format {
        name: "json",
        styled: false,
        about: "Everything, as one object",
        extensions: &["json"],
        write: json::write_report,
    },
    Format {
        name: "jsonl",
        styled: false,
        about: "One finding a line, as JSON",
        extensions: &["jsonl", "ndjson"],
        write: json::write_lines,
    },
    Format {
        name: "csv",
        styled: false,
        about: "One claim a row, for spreadsheets",
        extensions: &["csv"],
        write: csv::write,
    },
    Format {
        name: "html",
        styled: false,
        about: "A page to click through, in one file",
        extensions: &["html", "htm"],
        write: html::write,
    },
    Format {
        name: "markdown",
        styled: false,
        about: "A page of at most 1 MiB, for a job's summary",
        extensions: &["md"],
        write: markdown::write,
    },
    Format {
        name: "sarif",
        styled: false,
        about: "SARIF 2.1.0, for code scanning services",
        extensions: &["sarif"],
        write: sarif::write,
    },
    Format {
        name: "github",
        styled: false,
        about: "Annotations on the lines of a pull request",
        extensions: &[],
        write: github::write,
    },
    Format {
        name: "gitlab",
        styled: false,
        about: "GitLab's Code Quality report",
        extensions: &[],
        write: gitlab::write,
    },
    Format {
        name: "junit",
        styled: false,
        about: "JUnit XML, for the test tab of CI services",
        extensions: &["xml"],
        write: junit::write,
    },
    Format { name: "rdjson", styled: false, about: "For reviewdog", extensions: &[], write: rdjson::write },
    Format {
        name: "web-annotation",
        styled: false,
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
