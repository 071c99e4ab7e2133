//! Reporting verbs, cues, and what tells a quotation from a term.

use std::sync::OnceLock;

use crate::rules::Spanned;
use crate::text::finder::Finder;
use aho_corasick::{Anchored, Input};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{RuleError, RuleFile, Table};
use crate::article::Lang;
use crate::span::Span;
use crate::text::affixes::{Prefixes, Suffixes};
use crate::text::hash::Set;
use crate::text::words::is_word;
use crate::text::{conjugate, inflect};

/// How speech is reported, by language.
#[derive(Debug, Default)]
pub struct Attribution {
    korean: Speech,
    english: Speech,
}

/// How one language reports speech.
#[derive(Debug, Default)]
pub struct Speech {
    /// Reporting verbs, those of asking among them.
    pub verbs: Phrases,
    /// Verbs of asking.
    pub asking: Phrases,
    /// Verbs that need a quotation directly beside them.
    pub bare: Phrases,
    /// What an utterance is called: 입장, statement.
    pub nouns: Phrases,
    /// What a question is called: 질의, question.
    pub questions: Phrases,
    /// What shows that words in quotation marks are only a name.
    pub naming: Phrases,
    /// Particles behind the closing mark.
    pub quotative: Words,
    /// Endings behind the closing mark that make the quotation modify a noun.
    pub adnominal: Words,
    /// How a sentence ends, or the clause that a quotation keeps of it.
    pub endings: Words,
    /// Endings that make a sentence of even two words.
    pub predicates: Words,
    /// Endings of a question.
    pub interrogatives: Words,
    /// Particles behind a noun, of every case.
    pub particles: Words,
    /// Particles that mark who speaks.
    pub subject: Words,
    /// Those among them that mark what the whole sentence is about.
    pub topic: Words,
    /// What ends the phrase before a name.
    pub boundaries: Words,
    /// Those among them that no name is mistaken for as easily as a particle.
    pub verbal: Words,
    /// Particles that add somebody to others.
    pub also: Words,
    /// The particle between a speaker and what was said.
    pub genitive: Words,
    /// How a sentence ends that says whose words they were.
    pub copula: Words,
    /// Words that begin a clause about a name.
    pub relatives: Words,
    /// Words between a reporting verb and what was said.
    pub subordinators: Words,
    /// He, she.
    pub pronouns: Words,
    /// They, it.
    pub plural_pronouns: Words,
    /// Words before a speaker that are no part of the name.
    pub adverbs: Words,
    /// According to.
    pub sources: Phrases,
    /// Words in lower case inside a title.
    pub small: Words,
    /// Words that begin the description of somebody unnamed.
    pub articles: Words,
    /// What an apostrophe stands for at the start of a word.
    pub elisions: Words,
}

/// A set of words, looked up whole, as the beginning or as the end of a word.
#[derive(Debug, Default)]
pub struct Words {
    words: Set<String>,
    lengths: Lengths,
    /// What they end with,
    ends: Suffixes<()>,
    /// and what they begin with, put together when it is first asked for: of most sets it never is.
    starts: OnceLock<Prefixes<()>>,
}

/// The lengths of some words, in bytes: a bit for each, of which the last stands for all longer ones as well.
#[derive(Clone, Copy, Debug, Default)]
struct Lengths {
    bits: u64,
    longest: usize,
}

impl Lengths {
    fn of<'a>(words: impl IntoIterator<Item = &'a String>) -> Self {
        words.into_iter().fold(Self::default(), |all, word| Self {
            bits: all.bits | Self::bit(word.len()),
            longest: all.longest.max(word.len()),
        })
    }

    fn bit(length: usize) -> u64 {
        1 << length.min(63)
    }

    /// Whether a word of this length may be one of them.
    fn may_be(self, length: usize) -> bool {
        self.bits & Self::bit(length) != 0 && length <= self.longest
    }
}

/// A word ends in at most so many words of one set.
const ENDS: usize = 8;

/// Words and phrases to be found in running text, in all their forms.
#[derive(Debug, Default)]
pub struct Phrases {
    finder: Finder,
    /// The dictionary form of each pattern.
    bases: Vec<String>,
    /// Whether a match must end a word as well as start one.
    whole: bool,
}

/// A file of `rules/attribution/`, named after its language.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
#[allow(missing_docs)]
pub struct File {
    verbs: Vec<Spanned<String>>,
    asking: Vec<Spanned<String>>,
    bare: Vec<Spanned<String>>,
    nouns: Vec<String>,
    questions: Vec<String>,
    naming: Vec<String>,
    quotative: Vec<String>,
    adnominal: Vec<String>,
    endings: Vec<String>,
    predicates: Vec<String>,
    interrogatives: Vec<String>,
    particles: Vec<String>,
    subject: Vec<String>,
    topic: Vec<String>,
    boundaries: Vec<String>,
    verbal: Vec<String>,
    also: Vec<String>,
    genitive: Vec<String>,
    copula: Vec<String>,
    relatives: Vec<String>,
    subordinators: Vec<String>,
    pronouns: Vec<String>,
    plural_pronouns: Vec<String>,
    adverbs: Vec<String>,
    sources: Vec<String>,
    small: Vec<String>,
    articles: Vec<String>,
    elisions: Vec<String>,
}

impl Table for Attribution {
    const FOLDER: &'static str = "attribution";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut table = Self::default();
        for file in files {
            let lang = match file.stem() {
                "ko" => Lang::Ko,
                "en" => Lang::En,
                other => {
                    return Err(file.error(0..0, format!("`{other}` is no language; expected `ko.toml` or `en.toml`")));
                }
            };
            if !file.source.is_trusted() {
                check_verbs(&file, lang)?;
            }
            let speech = Speech::compile(file.content, lang);
            match lang {
                Lang::Ko => table.korean = speech,
                Lang::En => table.english = speech,
            }
        }
        Ok(table)
    }
}

/// Every verb must be one that its forms can be made of.
fn check_verbs(file: &RuleFile<File>, lang: Lang) -> Result<(), RuleError> {
    for verb in file.content.verbs.iter().chain(&file.content.asking).chain(&file.content.bare) {
        let word = verb.get_ref();
        if verb_forms(word, lang).is_none() {
            let message = format!("`{word}` is no verb in its dictionary form (밝히다, 짓다(ㅅ), say said)");
            return Err(file.error(verb.span(), message));
        }
    }
    Ok(())
}

/// The dictionary form of an entry and the beginnings of all its forms.
fn verb_forms(entry: &str, lang: Lang) -> Option<(&str, Vec<String>)> {
    match lang {
        Lang::Ko => {
            let forms = conjugate::forms(entry)?.into_iter().map(|form| form.text).collect();
            Some((entry.split('(').next()?, forms))
        }
        Lang::En => {
            let base = entry.split(' ').next().filter(|w| w.starts_with(|c: char| c.is_ascii_lowercase()))?;
            let listed = entry.split(' ').map(str::to_owned);
            Some((base, listed.chain(inflect::verb(base)).collect()))
        }
    }
}

impl Attribution {
    /// The table of a language.
    pub fn of(&self, lang: Lang) -> &Speech {
        match lang {
            Lang::Ko => &self.korean,
            Lang::En => &self.english,
        }
    }
}

impl Speech {
    /// What finds its words in a text.
    pub(super) fn finders(&self) -> impl Iterator<Item = &Finder> {
        let Self { verbs, asking, bare, nouns, questions, naming, sources, .. } = self;
        [verbs, asking, bare, nouns, questions, naming, sources].into_iter().map(|phrases| &phrases.finder)
    }

    fn compile(file: File, lang: Lang) -> Self {
        let whole = lang == Lang::En;
        Self {
            verbs: Phrases::inflected(file.verbs.iter().chain(&file.asking), lang),
            asking: Phrases::inflected(&file.asking, lang),
            bare: Phrases::inflected(&file.bare, lang),
            nouns: Phrases::new(file.nouns, whole),
            questions: Phrases::new(file.questions, whole),
            naming: Phrases::new(file.naming, whole),
            quotative: Words::new(file.quotative),
            adnominal: Words::new(file.adnominal),
            endings: Words::new(file.endings),
            predicates: Words::new(file.predicates),
            interrogatives: Words::new(file.interrogatives),
            particles: Words::new(file.particles),
            subject: Words::new(file.subject),
            topic: Words::new(file.topic),
            boundaries: Words::new(file.boundaries),
            verbal: Words::new(file.verbal),
            also: Words::new(file.also),
            genitive: Words::new(file.genitive),
            copula: Words::new(file.copula),
            relatives: Words::new(file.relatives),
            subordinators: Words::new(file.subordinators),
            pronouns: Words::new(file.pronouns),
            plural_pronouns: Words::new(file.plural_pronouns),
            adverbs: Words::new(file.adverbs),
            sources: Phrases::new(file.sources, false),
            small: Words::new(file.small),
            articles: Words::new(file.articles),
            elisions: Words::new(file.elisions),
        }
    }
}

impl Words {
    /// The set of `words`.
    pub fn new(words: impl IntoIterator<Item = String>) -> Self {
        let words: Set<String> = words.into_iter().collect();
        let lengths = Lengths::of(&words);
        let ends = Suffixes::from_list(&words);
        Self { words, lengths, ends, starts: OnceLock::new() }
    }

    /// Whether `word` is one of them.
    pub fn has(&self, word: &str) -> bool {
        self.lengths.may_be(word.len()) && self.words.contains(word)
    }

    /// Whether `word` in lower case is one of them.
    pub fn has_lower(&self, word: &str) -> bool {
        word.len() <= self.lengths.longest && self.words.contains(&word.to_lowercase())
    }

    /// The longest of them that `word` ends with.
    pub fn suffix<'a>(&self, word: &'a str) -> Option<&'a str> {
        self.ends.of(word).last().map(|(start, ())| &word[start..])
    }

    /// All of them that `word` ends with, the longest first.
    pub fn suffixes<'a>(&self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let mut starts = [0; ENDS];
        let mut count = 0;
        for (start, ()) in self.ends.of(word).take(ENDS) {
            starts[count] = start;
            count += 1;
        }
        (0..count).rev().map(move |n| &word[starts[n]..])
    }

    /// The longest of them that `text` begins with, if `ends` accepts what follows it.
    pub fn prefix<'a>(&self, text: &'a str, ends: impl Fn(&str) -> bool) -> Option<&'a str> {
        let starts = self.starts.get_or_init(|| Prefixes::from_list(&self.words));
        starts.of(text).map(|(end, ())| text.split_at(end)).filter(|(_, rest)| ends(rest)).last().map(|(head, _)| head)
    }
}

impl Phrases {
    fn new(phrases: Vec<String>, whole: bool) -> Self {
        let forms = phrases.iter().cloned().zip(phrases.iter().cloned()).collect();
        Self::compile(forms, whole)
    }

    fn inflected<'a>(verbs: impl IntoIterator<Item = &'a Spanned<String>>, lang: Lang) -> Self {
        let entries = verbs.into_iter().filter_map(|verb| verb_forms(verb.get_ref(), lang));
        let forms = entries.flat_map(|(base, forms)| forms.into_iter().map(move |form| (form, base.to_owned())));
        Self::compile(forms.collect(), lang == Lang::En)
    }

    fn compile(mut forms: Vec<(String, String)>, whole: bool) -> Self {
        forms.retain(|(form, _)| !form.is_empty());
        let (patterns, bases): (Vec<String>, Vec<String>) = forms.into_iter().unzip();
        Self { finder: Finder::longest(patterns), bases, whole }
    }

    /// Where they stand in `text`, with their dictionary form, in order: each at the start of a word.
    pub fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (Span, &'a str)> + 'a {
        let finder = Some(&self.finder).filter(|finder| !finder.is_empty());
        finder
            .into_iter()
            .flat_map(move |finder| finder.get().find_iter(text))
            .filter(move |m| self.is_word(text, m.start(), m.end()))
            .map(|m| (Span::new(m.start(), m.end()), self.bases[m.pattern().as_usize()].as_str()))
    }

    /// The first of them in `text`.
    pub fn first<'a>(&'a self, text: &'a str) -> Option<(Span, &'a str)> {
        self.find(text).next()
    }

    /// Whether one of them stands in `text`.
    pub fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }

    /// Whether `text` begins with one of them.
    pub fn starts(&self, text: &str) -> Option<(Span, &str)> {
        let found = self
            .finder
            .get()
            .find(Input::new(text).anchored(Anchored::Yes))
            .filter(|m| self.is_word(text, 0, m.end()))?;
        Some((Span::new(0, found.end()), &self.bases[found.pattern().as_usize()]))
    }

    fn is_word(&self, text: &str, start: usize, end: usize) -> bool {
        let letter_before = text[..start].chars().next_back().is_some_and(is_word);
        let name = self.whole && text[start..].starts_with(|c: char| c.is_ascii_uppercase());
        let letter_after = self.whole && text[end..].chars().next().is_some_and(is_word);
        !letter_before && !letter_after && !name
    }
}
