//! Which planted conflicts a report has found.

use std::collections::HashSet;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;

#[derive(Deserialize)]
struct Planted {
    article: String,
    start: usize,
}

#[derive(Deserialize)]
struct Report {
    findings: Vec<Finding>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    labels: Vec<Label>,
}

#[derive(Deserialize)]
struct Label {
    article: String,
    field: String,
    start: usize,
}

/// How many of the planted conflicts the findings point at, in words.
pub(crate) fn recall(truth: &Path, report: &Path) -> Result<String, Box<dyn Error>> {
    let report: Report = serde_json::from_reader(BufReader::new(File::open(report)?))?;
    let conflicts: Vec<&Finding> = report.findings.iter().filter(|f| f.code.ends_with("-conflict")).collect();
    let labels = conflicts.iter().flat_map(|finding| &finding.labels).filter(|label| label.field == "body");
    let shown: HashSet<(&str, usize)> = labels.map(|label| (label.article.as_str(), label.start)).collect();
    let (mut all, mut found) = (0, 0);
    for line in BufReader::new(File::open(truth)?).lines() {
        let planted: Planted = serde_json::from_str(&line?)?;
        all += 1;
        found += usize::from(shown.contains(&(planted.article.as_str(), planted.start)));
    }
    Ok(format!("{found} of {all} planted conflicts found; {} conflicts in all", conflicts.len()))
}
