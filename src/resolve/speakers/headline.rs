//! Headlines: 법원 “회사를 사금고처럼 이용”…, Han: ‘We will win’; the speaker stands right before the
//! quotation, without a verb.

use super::{Attribution, Place, Speaker, known};
use crate::article::{FieldText, Lang, Zone, language};
use crate::extract::quotes::QuoteMention;
use crate::resolve::cast::eojeol::words as eojeols;
use crate::resolve::cast::korean::{before_title, title_of};
use crate::resolve::cast::{Cast, Entity};
use crate::resolve::{Quote, QuoteRole};
use crate::rules::Rules;
use crate::span::Span;
use crate::text::bigrams::Bigrams;
use crate::text::words;

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

/// Bigrams that a headline's quotation must share with one of the body, as a part of its own.
const RETOLD: f64 = 0.3;

/// A headline that quotes without a name quotes whom the body does: the speaker of the remark that
/// is most like it, else the person whom the headlines name last.
pub(super) fn borrow_speakers(
    structure: &FieldText,
    mentions: &[QuoteMention],
    quotes: &mut [Quote],
    cast: &Cast,
    rules: &Rules,
) {
    let text = structure.text.as_str();
    let nameless: Vec<usize> =
        (0..quotes.len()).filter(|&n| mentions[n].headline && quotes[n].speaker.is_none()).collect();
    if nameless.is_empty() {
        return;
    }
    let bigrams = |n: usize| -> Bigrams {
        let said = mentions[n].span.of(text);
        words::split(said, &rules.words).iter().map(|word| word.stem.of(said)).collect()
    };
    let body: Vec<(usize, Bigrams)> = (0..quotes.len())
        .filter(|&n| !mentions[n].headline && quotes[n].speaker.is_some() && quotes[n].role == QuoteRole::Statement)
        .take(LOANS)
        .map(|n| (n, bigrams(n)))
        .collect();
    for n in nameless.into_iter().take(LOANS) {
        let own = bigrams(n);
        let likeness = body.iter().map(|(m, theirs)| (own.overlap(theirs, |_| 1.0).containment(), *m));
        let best =
            likeness.filter(|(alike, _)| *alike >= RETOLD).max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        quotes[n].speaker = match best {
            Some((_, m)) => quotes[m].speaker.clone(),
            None => named_in_headlines(structure, mentions[n].sentence, cast),
        };
    }
}

/// So many headlines and quotations at most are held against each other.
const LOANS: usize = 100;

/// The person whom the lines of the headline up to a sentence name last.
fn named_in_headlines(structure: &FieldText, sentence: usize, cast: &Cast) -> Option<String> {
    let own = structure.sentences[..=sentence].iter().rev();
    let mut lines = own.take_while(|s| matches!(s.zone, Zone::Title | Zone::Deck)).take(6);
    lines.find_map(|line| {
        let people = cast.within(structure.field, line.span).iter().rev();
        let mut names = people.filter(|a| matches!(a.entity, Entity::Person(_)));
        names.next().map(|a| cast.name(a.entity).to_owned())
    })
}

/// The noun before the marks, with its title's phrase.
fn korean(line: &str, cast: &Cast, rules: &Rules) -> Option<Speaker> {
    let nested = line.split(['"', '“', '‘', '\'']).next().unwrap_or(line);
    let words = eojeols(nested, Span::new(0, nested.len()), rules);
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
    let line = line.trim();
    let subject = match speech.verbs.find(line).last() {
        Some((verb, _)) => &line[..verb.start],
        None => line.strip_suffix([':', ','])?,
    };
    let subject = subject.trim();
    (!subject.is_empty() && subject.split_whitespace().count() < 6).then(|| known(subject, cast, rules))
}
