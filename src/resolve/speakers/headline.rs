//! Headlines: 법원 “회사를 사금고처럼 이용”…, Han: ‘We will win’; the speaker stands right before the
//! quotation, without a verb.

use super::{Attribution, Place, Speaker, known};
use crate::article::{Lang, language};
use crate::resolve::cast::Cast;
use crate::resolve::cast::korean::{before_title, title_of, words};
use crate::rules::Rules;
use crate::span::Span;

/// What a headline says about the speaker of its quotation.
pub(super) fn attribute(place: &Place<'_>, cast: &Cast, rules: &Rules) -> Attribution {
    let before = place.before.of(place.text);
    let line = before.rsplit(['\n', '…', '·', '|', ']']).next().unwrap_or(before);
    let line = line.rsplit("..").next().unwrap_or(line);
    let speaker = match language::detect(place.mention.span.of(place.text)) {
        Lang::Ko => korean(line, cast, rules),
        Lang::En => english(line, cast, rules),
    };
    Attribution { speaker, ..Attribution::default() }
}

/// The noun before the marks, with its title's phrase.
fn korean(line: &str, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let nested = line.split(['"', '“', '‘', '\'']).next().unwrap_or(line);
    let words = words(nested, Span::new(0, nested.len()));
    let (last, rest) = words.split_last()?;
    let speech = rules.attribution.of(Lang::Ko);
    let stem = last.split(&speech.subject, rules).map(|(stem, _)| stem);
    if let Some(entity) = [Some(last.core), stem].into_iter().flatten().find_map(|core| cast.named(core)) {
        return Some(Speaker::Known(cast.name(entity).to_owned()));
    }
    if title_of(last, rules).is_some() {
        let left = before_title(&words, rest.len(), rules);
        let start = left.first().unwrap_or(last).span.start;
        return Some(known(Span::new(start, last.span.end).of(nested), cast, rules));
    }
    let short = rest.is_empty() || rest.iter().all(|w| !w.breaks) && rest.len() < 3;
    short.then(|| known(last.core, cast, rules))
}

/// `Han: ‘…’`, `Minister says ‘…’`.
fn english(line: &str, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let speech = rules.attribution.of(Lang::En);
    let line = line.trim().trim_end_matches([':', ',']);
    let subject = match speech.verbs.find(line).last() {
        Some((verb, _)) => &line[..verb.start],
        None => line,
    };
    let subject = subject.trim();
    (!subject.is_empty() && subject.split_whitespace().count() < 6).then(|| known(subject, cast, rules))
}
