//! Claims as a table for the terminal, one table an article.

use std::io;

use comfy_table::{ContentArrangement, Table, presets};

use super::{Voice, safe, snippet};
use crate::article::Article;
use crate::resolve::Claim;

/// How much of a claim is shown, in columns.
const TEXT: usize = 60;

/// A table that fits `width` columns.
pub(super) fn fitting(width: u16) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(width);
    table
}

/// Writes the claims of one article as a table, with the rules that made them if `explain` is set.
///
/// # Errors
/// When `out` does.
pub fn write_claims(
    out: &mut impl io::Write,
    article: &Article,
    claims: &[&Claim],
    voice: &Voice,
    width: u16,
    explain: bool,
) -> io::Result<()> {
    let mut table = fitting(width);
    let mut header =
        ["kind", "text", "value", "about", "time", "status"].map(|c| voice.word(&format!("column.{c}"))).to_vec();
    if explain {
        header.push(voice.word("column.rules"));
    }
    table.set_header(header);
    for claim in claims {
        let mut row = row(article, claim, voice);
        if explain {
            row.push(claim.rules.join(" › "));
        }
        table.add_row(row);
    }
    let title = article.title.as_deref().map_or_else(String::new, |title| format!("  {}", snippet::clip(title, TEXT)));
    writeln!(out, "{}{title}", safe::visible(&article.id))?;
    writeln!(out, "{table}\n")
}

fn row(article: &Article, claim: &Claim, voice: &Voice) -> Vec<String> {
    vec![
        voice.word(&format!("kind.{}", claim.kind())),
        snippet::clip(&claim.text, TEXT),
        safe::visible(&voice.value(claim)).into_owned(),
        snippet::around(article, claim),
        claim.frame.time.map(|time| time.to_string()).unwrap_or_default(),
        voice.status(claim.status),
    ]
}
