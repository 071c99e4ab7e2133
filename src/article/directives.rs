//! What a text says to daejo and to no reader: that a finding is accepted, and why.
//!
//! In Markdown and HTML it is a comment, `<!-- daejo: ignore value-conflict reason="…" until=2027-01-31 -->`;
//! in plain text a line of its own, `daejo: ignore value-conflict reason="…"`. It covers what stands before it
//! on its line, or else the next paragraph, and is no text of the article: nothing is taken from it.

use std::fmt;

use jiff::civil::Date;
use memchr::memmem;

use super::lines::Line;
use crate::span::Span;

/// What every directive begins with.
const NAME: &str = "daejo:";
const OPEN: &str = "<!--";
const CLOSE: &str = "-->";
/// The one thing that daejo can be told.
const IGNORE: &str = "ignore";
/// Quotation marks that a reason may stand in, as typed and as word processors make them.
const QUOTES: [(char, char); 2] = [('"', '"'), ('“', '”')];

/// A finding that is accepted in the text itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// The code of the finding, as written.
    pub code: String,
    /// Why it is accepted; not blank.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Date>,
}

impl fmt::Display for Ignore {
    /// As it is written: on a line of plain text, or between the marks of a comment.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{NAME} {IGNORE} {} reason=\"{}\"", self.code, self.reason.replace('"', "'"))?;
        self.until.map_or(Ok(()), |until| write!(f, " until={until}"))
    }
}

/// A directive and where it stands in its field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// From its first mark to its last.
    pub span: Span,
    /// Number of the paragraph that it covers, if one follows.
    pub paragraph: Option<usize>,
    /// What it says, or what keeps it from being understood.
    pub content: Result<Ignore, Fault>,
}

/// What keeps a directive from being understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It isn't `ignore CODE` with settings behind it; here is what was found instead.
    Syntax(String),
    /// It gives no reason.
    NoReason,
    /// What it is to hold until is no date.
    Date(String),
}

/// The directives of a text, in order. What they cover is not known yet.
pub(super) fn find(text: &str) -> Vec<Directive> {
    let mut found = Vec::new();
    let mut end = 0;
    for name in memmem::find_iter(text.as_bytes(), NAME) {
        if name < end {
            continue;
        }
        if let Some((span, said)) = comment(text, name).or_else(|| line(text, name)) {
            end = span.end;
            found.push(Directive { span, paragraph: None, content: parse(said) });
        }
    }
    found
}

/// Finds out which paragraph each directive covers.
pub(super) fn place(directives: &mut [Directive], text: &str, lines: &[Line]) {
    let mut read = 0;
    let mut before = None;
    for directive in directives {
        let start = directive.span.start;
        let next = lines.partition_point(|line| line.span.end <= start);
        if let Some(line) = lines[..next].last().filter(|line| line.span.end >= read) {
            (read, before) = (line.span.end, Some(line));
        }
        before = before.filter(|_| !text[read..start].contains('\n'));
        directive.paragraph = before.or_else(|| lines.get(next)).map(|line| line.paragraph);
        read = directive.span.end;
    }
}

/// A page whose directives, comments that a reader of HTML drops, stand in it as text.
pub(super) fn shown(html: &str) -> String {
    let mut out = String::new();
    let mut rest = 0;
    for directive in find(html).into_iter().filter(|directive| html[directive.span.start..].starts_with(OPEN)) {
        out.push_str(&html[rest..directive.span.start]);
        out.push_str(&directive.span.of(html).replace('<', "&lt;").replace('>', "&gt;"));
        rest = directive.span.end;
    }
    out.push_str(&html[rest..]);
    out
}

/// The comment whose first word begins at `name`, and what it says. One that isn't closed on its line
/// goes to the end of the line.
fn comment(text: &str, name: usize) -> Option<(Span, &str)> {
    let start = text[..name].trim_end_matches(' ').strip_suffix(OPEN)?.len();
    let said = name + NAME.len();
    let mut ends = memchr::memchr2_iter(b'\n', b'>', &text.as_bytes()[said..]).map(|at| said + at);
    let end = ends.find(|&at| text[at..].starts_with('\n') || text[said..at].ends_with("--"));
    match end.filter(|&at| text[at..].starts_with('>')) {
        Some(close) => Some((Span::new(start, close + 1), &text[said..close + 1 - CLOSE.len()])),
        None => {
            let end = end.unwrap_or(text.len());
            Some((Span::new(start, end), &text[said..end]))
        }
    }
}

/// The line that begins at `name`, if that is what it says: other words may begin with daejo's name too.
fn line(text: &str, name: usize) -> Option<(Span, &str)> {
    let before = text[..name].trim_end_matches([' ', '\t']);
    let said = name + NAME.len();
    let ignore = text[said..].trim_start_matches([' ', '\t']).strip_prefix(IGNORE)?;
    let stands = (before.is_empty() || before.ends_with('\n')) && ignore.starts_with([' ', '\t']);
    let end = || said + memchr::memchr(b'\n', &text.as_bytes()[said..]).unwrap_or(text.len() - said);
    stands.then(end).map(|end| (Span::new(name, end), &text[said..end]))
}

fn parse(said: &str) -> Result<Ignore, Fault> {
    let (verb, rest) = word(said);
    let (code, mut rest) = word(rest);
    if verb != IGNORE || code.is_empty() || code.contains('=') {
        return Err(Fault::Syntax(said.trim().to_owned()));
    }
    let (mut reason, mut until) = (None, None);
    while !rest.trim().is_empty() {
        let syntax = || Fault::Syntax(rest.trim().to_owned());
        let (key, after) = rest.trim_start().split_once('=').ok_or_else(syntax)?;
        let (value, after) = value(after).ok_or_else(syntax)?;
        match key {
            "reason" => reason = Some(value.trim().to_owned()).filter(|reason| !reason.is_empty()),
            "until" => until = Some(value.parse().map_err(|_| Fault::Date(value.to_owned()))?),
            _ => return Err(syntax()),
        }
        rest = after;
    }
    Ok(Ignore { code: code.to_owned(), reason: reason.ok_or(Fault::NoReason)?, until })
}

/// The first word of a text and what follows it.
fn word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    text.split_at(text.find(char::is_whitespace).unwrap_or(text.len()))
}

/// A value, in quotation marks or not, and what follows it.
fn value(text: &str) -> Option<(&str, &str)> {
    for (open, close) in QUOTES {
        if let Some(inner) = text.strip_prefix(open) {
            return inner.split_once(close);
        }
    }
    Some(word(text)).filter(|(value, _)| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::lines;

    /// The directives of a text, each as `what it covers: what it says`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut found = find(text);
        let cuts: Vec<Span> = found.iter().map(|directive| directive.span).collect();
        let lines = lines::of(text, &cuts);
        place(&mut found, text, &lines);
        let covered = |paragraph: usize| lines[paragraph].span.of(text);
        let brief = |directive: &Directive| {
            let said = match &directive.content {
                Ok(Ignore { code, reason, until: None }) => format!("{code} {reason}"),
                Ok(Ignore { code, reason, until: Some(until) }) => format!("{code} {reason} {until}"),
                Err(fault) => format!("{fault:?}"),
            };
            format!("{}: {said}", directive.paragraph.map(covered).unwrap_or_default())
        };
        assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_directive_covers_what_stands_before_it_or_the_next_paragraph() {
        check("가.\n\n<!-- daejo: ignore a reason=\"x y\" -->\n\n나.\n다.", &["나.: a x y"]);
        check("가. <!-- daejo: ignore a reason=\"x\" until=2027-01-31 -->\n나.", &["가.: a x 2027-01-31"]);
        check("<!--daejo: ignore a reason=“x”--> 가. 나.\n다.", &["가. 나.: a x"]);
        check(
            "가. <!-- daejo: ignore a reason=\"x\" --><!-- daejo: ignore b reason=\"y\" --> 나.",
            &["가.: a x", "가.: b y"],
        );
        check("  daejo: ignore a reason=\"x\"\r\n가.", &["가.: a x"]);
        check("daejo: ignore a reason=\"x\"\ndaejo: ignore b reason=\"y\"\n가.", &["가.: a x", "가.: b y"]);
        check("가.\ndaejo: ignore a reason=\"x\"", &[": a x"]);
    }

    #[test]
    fn what_only_looks_like_one_is_text() {
        check("daejo: 대조를 뜻하는 말이다.", &[]);
        check("그는 daejo: ignore a라고 적었다.", &[]);
        check("daejo: ignore라는 말", &[]);
        check("<!-- 메모 daejo: ignore -->", &[]);
    }

    #[test]
    fn faults_are_named() {
        check("<!-- daejo: ignore a -->", &[": NoReason"]);
        check("daejo: ignore a reason=\"  \"", &[": NoReason"]);
        check("daejo: ignore a reason=\"x\" until=tomorrow", &[": Date(\"tomorrow\")"]);
        check("daejo: ignore a reason=\"x\" because=\"y\"", &[": Syntax(\"because=\\\"y\\\"\")"]);
        check("daejo: ignore reason=\"x\"", &[": Syntax(\"ignore reason=\\\"x\\\"\")"]);
        check("<!-- daejo: accept a -->", &[": Syntax(\"accept a\")"]);
        check("<!-- daejo: ignore a reason=\"x\n-->", &["-->: Syntax(\"reason=\\\"x\")"]);
    }

    #[test]
    fn in_a_page_they_stand_as_text() {
        let html = "<p>가.</p><!-- 메모 --><!-- daejo: ignore a reason=\"x\" --><p>나.</p>";
        let text = "<p>가.</p><!-- 메모 -->&lt;!-- daejo: ignore a reason=\"x\" --&gt;<p>나.</p>";
        assert_eq!(shown(html), text);
    }
}
