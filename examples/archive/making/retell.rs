//! A story told again, with other names, figures and words.

use std::collections::HashMap;
use std::error::Error;
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use daejo::text::hangul::Syllable;
use serde::Deserialize;
use serde_json::{Value, json};

use super::corpus::{Piece, Sentence, Story, TOLD, Telling};
use super::random::Random;

/// About how many claims an article has.
const CLAIMS: usize = 12;
/// Initial consonants and vowels of Hangul syllables.
const INITIALS: usize = 19;
const MEDIALS: usize = 21;
/// Vowels and consonants of Latin letters that names are made of.
const VOWELS: &str = "aeiou";
const CONSONANTS: &str = "bcdfghklmnprstvw";
/// The first year in which events happen, and the days of their months: the corpus tells of days before the nineteenth.
const FIRST_YEAR: usize = 2015;
const DAYS: (usize, usize) = (18, 11);

/// Words that may stand for each other.
pub(crate) struct Wordings {
    finder: AhoCorasick,
    /// For each pattern of `finder`, the words that it may be exchanged for.
    alternatives: Vec<Vec<String>>,
}

#[derive(Deserialize)]
struct WordingsFile {
    same: Vec<Vec<String>>,
}

impl Wordings {
    pub(crate) fn read() -> Result<Self, Box<dyn Error>> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/archive/making/wordings.toml");
        let file: WordingsFile = toml::from_str(&std::fs::read_to_string(path)?)?;
        let each = || file.same.iter().flat_map(|set| set.iter().map(move |word| (word, set)));
        let finder =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(each().map(|(word, _)| word))?;
        Ok(Self { finder, alternatives: each().map(|(_, set)| set.clone()).collect() })
    }

    fn exchange(&self, words: &str, random: &mut Random, out: &mut String) {
        self.finder.replace_all_with(words, out, |found, _, out| {
            let alternatives = &self.alternatives[found.pattern()];
            out.push_str(&alternatives[random.below(alternatives.len())]);
            true
        });
    }
}

/// One event: a story with its own names and figures.
pub(crate) struct Event<'a> {
    story: &'a Story,
    /// The articles of the story that it draws on: those of one language.
    tellings: Vec<&'a Telling>,
    number: usize,
    /// The year in which it is told, and the day: `2019-03-21`.
    year: usize,
    day: String,
    names: HashMap<&'a str, String>,
    figures: HashMap<&'a str, String>,
}

/// An article, as a line of JSON.
pub(crate) struct Told {
    pub(crate) row: Value,
    pub(crate) claims: usize,
    /// Where a figure was changed, and from what to what.
    pub(crate) planted: Option<Value>,
}

impl<'a> Event<'a> {
    pub(crate) fn new(story: &'a Story, number: usize, years: usize, random: &mut Random) -> Self {
        let lang = random.choice(&story.tellings).lang;
        let tellings = story.tellings.iter().filter(|telling| telling.lang == lang).collect();
        let mut one_of = |(first, count): (usize, usize)| first + random.below(count);
        let year = one_of((FIRST_YEAR, years));
        let day = format!("{year}-{:02}-{:02}", one_of((1, 12)), one_of(DAYS));
        Self { story, tellings, number, year, day, names: HashMap::new(), figures: HashMap::new() }
    }

    pub(crate) fn tell(&mut self, index: usize, plant: bool, wordings: &Wordings, random: &mut Random) -> Told {
        let telling = *random.choice(&self.tellings);
        let kept = some_sentences(&telling.sentences, random);
        let claims = kept.iter().map(|sentence| sentence.claims).sum();
        let figures = kept.iter().flat_map(|s| &s.pieces).filter(|p| matches!(p, Piece::Figure(_))).count();
        let mut until_planted = if plant && figures > 0 { random.below(figures) } else { usize::MAX };
        let (id, topic) = (format!("a{index}"), format!("{}-{}", self.story.name, self.number));
        let mut planted = None;
        let mut body = String::new();
        let mut paragraph = None;
        for sentence in kept {
            match paragraph {
                Some(last) if last != sentence.paragraph => body.push_str("\n\n"),
                Some(_) => body.push(' '),
                None => {}
            }
            paragraph = Some(sentence.paragraph);
            for piece in &sentence.pieces {
                match piece {
                    Piece::Words(words) => wordings.exchange(words, random, &mut body),
                    Piece::Name(name) => {
                        let other = self.names.entry(name).or_insert_with(|| other_name(name, random));
                        body.push_str(other);
                    }
                    Piece::Year(year) => body.push_str(&(year + self.year - TOLD).to_string()),
                    Piece::Figure(digits) => {
                        let figure = self.figures.entry(digits).or_insert_with(|| other_figure(digits, random));
                        let changed = if until_planted == 0 { changed(figure) } else { None };
                        until_planted = until_planted.wrapping_sub(1);
                        if let Some(changed) = &changed {
                            planted = Some(json!({"article": id, "topic": topic, "start": body.len(),
                                "was": figure, "is": changed}));
                        }
                        body.push_str(changed.as_ref().unwrap_or(figure));
                    }
                }
            }
        }
        let published = format!("{}T{:02}:00:00+09:00", self.day, index % 24);
        let outlet = format!("outlet-{}", index % 7);
        let row = json!({"id": id, "topic": topic, "outlet": outlet, "published": published, "lang": telling.lang,
            "title": "", "body": body});
        Told { row, claims, planted }
    }
}

/// Sentences with about [`CLAIMS`] claims, in their order.
fn some_sentences<'a>(sentences: &'a [Sentence], random: &mut Random) -> Vec<&'a Sentence> {
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    random.shuffle(&mut order);
    let mut claims = 0;
    let enough = |&index: &usize| {
        let missing = claims < CLAIMS;
        claims += sentences[index].claims;
        missing
    };
    let mut kept: Vec<usize> = order.into_iter().take_while(enough).collect();
    kept.sort_unstable();
    kept.into_iter().map(|index| &sentences[index]).collect()
}

/// A name that sounds as its particles ask for: but for the first of a word, each Hangul syllable gets another initial
/// consonant and another vowel, each Latin letter becomes one of its kind.
fn other_name(name: &str, random: &mut Random) -> String {
    let mut first = true;
    let mut other = |c: char| {
        if !c.is_alphanumeric() {
            first = true;
            return c;
        }
        if std::mem::take(&mut first) { c } else { other_letter(c, random) }
    };
    name.chars().map(&mut other).collect()
}

fn other_letter(c: char, random: &mut Random) -> char {
    if let Some(syllable) = Syllable::of(c) {
        let (initial, medial) = (random.below(INITIALS) as u32, random.below(MEDIALS) as u32);
        return Syllable { initial, medial, ..syllable }.compose();
    }
    let kind = [VOWELS, CONSONANTS].into_iter().find(|kind| kind.contains(c));
    kind.map_or(c, |kind| char::from(*random.choice(kind.as_bytes())))
}

/// A figure of as many digits, with as many zeros at its end; 0 and 1 stay.
fn other_figure(digits: &str, random: &mut Random) -> String {
    if digits.len() == 1 && digits < "2" {
        return digits.to_owned();
    }
    let mut other = |c: char| if ('1'..='9').contains(&c) { char::from(b'1' + random.below(9) as u8) } else { c };
    digits.chars().map(&mut other).collect()
}

/// The figure with its first two digits exchanged, or, if they are the same, with a zero more.
fn changed(figure: &str) -> Option<String> {
    let mut chars: Vec<char> = figure.chars().collect();
    match chars.as_slice() {
        [a, b, ..] if a != b && ('1'..='9').contains(b) => chars.swap(0, 1),
        _ if figure.contains(['.', ',']) => return None,
        _ => chars.push('0'),
    }
    Some(chars.into_iter().collect())
}
