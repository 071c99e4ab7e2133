//! What daejo says, in each language: templates whose placeholders are the arguments of a
//! [`Reason`], and the Korean particles that follow them.
//!
//! `{name}` is replaced by the argument. In Korean `{name:은/는}` appends the particle that fits the
//! argument's last sound, as it is read aloud; in English `{count:claim/claims}` appends the noun that
//! fits the number. `{{` and `}}` are braces.

use std::collections::HashMap;

use crate::rules::Spanned;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;

use super::{RuleError, RuleFile, Table};
use crate::article::Lang;
use crate::judge::Reason;

/// The longest tail of an argument that is looked at for its last sound, in characters.
const TAIL: usize = 32;

/// The message table.
#[derive(Debug, Default)]
pub struct Messages {
    templates: HashMap<SmolStr, [Template; 2]>,
    particles: Particles,
}

/// A file of `rules/messages/`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    #[serde(default)]
    message: Vec<Entry>,
    #[serde(default)]
    particle: Vec<Particle>,
    #[serde(default)]
    sound: Vec<Endings>,
}

/// One message in all languages.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Entry {
    key: Spanned<String>,
    ko: Spanned<String>,
    en: Spanned<String>,
}

/// A particle by the sound that it follows.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Particle {
    consonant: String,
    vowel: String,
    /// After ㄹ, where that differs from other consonants: 서울로.
    rieul: Option<String>,
}

/// What is written, and the sound that it ends on when read in Korean.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Endings {
    sound: Sound,
    endings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Sound {
    Consonant,
    Rieul,
    Vowel,
}

#[derive(Debug, Default)]
struct Particles {
    pairs: Vec<Particle>,
    /// The longest first.
    endings: Vec<(String, Sound)>,
}

type Template = Vec<Piece>;

#[derive(Debug)]
enum Piece {
    Text(String),
    Argument(String, Option<Form>),
}

/// What follows an argument and agrees with it.
#[derive(Debug)]
enum Form {
    /// Index into [`Particles::pairs`].
    Particle(usize),
    /// Nouns for one and for any other number.
    Noun(String, String),
}

impl Table for Messages {
    const FOLDER: &'static str = "messages";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let particles = Particles::new(files.iter().map(|f| &f.content));
        let mut templates = HashMap::new();
        for file in &files {
            for entry in &file.content.message {
                let pair = compile(entry, &particles, file)?;
                if templates.insert(SmolStr::from(entry.key.get_ref()), pair).is_some() {
                    return Err(file.error(entry.key.span(), "this key already has a message; give it another key"));
                }
            }
        }
        Ok(Self { templates, particles })
    }
}

impl Messages {
    /// The message in `lang`. Where the table lacks the key, the key with its arguments, so that
    /// nothing goes unsaid.
    pub fn render(&self, reason: &Reason, lang: Lang) -> String {
        let Some(templates) = self.templates.get(&reason.key) else {
            let args: Vec<String> = reason.args.iter().map(|(name, value)| format!(" {name}={value}")).collect();
            return format!("{}{}", reason.key, args.concat());
        };
        templates[lang as usize].iter().map(|piece| self.piece(piece, reason)).collect()
    }

    /// Whether the table has a message for `key`.
    pub fn has(&self, key: &str) -> bool {
        self.templates.contains_key(key)
    }

    /// What follows `prefix` in the keys that start with it, sorted.
    pub fn keys_below(&self, prefix: &str) -> Vec<&str> {
        let mut rest: Vec<&str> = self.templates.keys().filter_map(|key| key.strip_prefix(prefix)).collect();
        rest.sort_unstable();
        rest
    }

    /// `text` with each particle that the table has: the forms that [`super::examples`] compare.
    pub fn with_particles(&self, text: &str) -> impl Iterator<Item = String> {
        self.particles.pairs.iter().map(move |pair| format!("{text}{}", self.particles.fitting(pair, text)))
    }

    fn piece(&self, piece: &Piece, reason: &Reason) -> String {
        let (name, form) = match piece {
            Piece::Text(text) => return text.clone(),
            Piece::Argument(name, form) => (name, form),
        };
        let Some((_, value)) = reason.args.iter().find(|(arg, _)| arg == name) else {
            return format!("{{{name}}}");
        };
        match form {
            None => value.clone(),
            Some(Form::Particle(pair)) => {
                format!("{value}{}", self.particles.fitting(&self.particles.pairs[*pair], value))
            }
            Some(Form::Noun(one, other)) => format!("{value} {}", if value == "1" { one } else { other }),
        }
    }
}

fn compile(entry: &Entry, particles: &Particles, file: &RuleFile<File>) -> Result<[Template; 2], RuleError> {
    let parse = |text: &Spanned<String>, lang| {
        parse(text.get_ref(), lang, particles).map_err(|message| file.error(text.span(), message))
    };
    let (ko, en) = (parse(&entry.ko, Lang::Ko)?, parse(&entry.en, Lang::En)?);
    let (mine, other) = (arguments(&ko), arguments(&en));
    if mine == other {
        return Ok([ko, en]);
    }
    let list = |names: &[&str]| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let message =
        format!("expected the same placeholders in both languages: ko has {}, en {}", list(&mine), list(&other));
    Err(file.error(entry.en.span(), message))
}

/// The names of a template's placeholders, sorted, each once.
fn arguments(template: &[Piece]) -> Vec<&str> {
    let mut names: Vec<&str> = template
        .iter()
        .filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Argument(name, _) => Some(name.as_str()),
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn parse(text: &str, lang: Lang, particles: &Particles) -> Result<Template, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        if brace.starts_with("{{") || brace.starts_with("}}") {
            pieces.push(Piece::Text(format!("{before}{}", &brace[..1])));
            rest = &brace[2..];
            continue;
        }
        let end = brace.find('}').filter(|_| brace.starts_with('{'));
        let end = end.ok_or("expected `{name}`; a brace of the text itself is written twice")?;
        pieces.push(Piece::Text(before.to_owned()));
        pieces.push(placeholder(&brace[1..end], lang, particles)?);
        rest = &brace[end + 1..];
    }
    pieces.push(Piece::Text(rest.to_owned()));
    pieces.retain(|piece| !matches!(piece, Piece::Text(text) if text.is_empty()));
    Ok(pieces)
}

fn placeholder(text: &str, lang: Lang, particles: &Particles) -> Result<Piece, String> {
    let (name, forms) = text.split_once(':').map_or((text, None), |(name, forms)| (name, Some(forms)));
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(format!("expected a placeholder of a-z, 0-9 and _, found `{{{text}}}`"));
    }
    let form = forms.map(|forms| form(forms, lang, particles)).transpose()?;
    Ok(Piece::Argument(name.to_owned(), form))
}

fn form(forms: &str, lang: Lang, particles: &Particles) -> Result<Form, String> {
    let (first, second) = forms.split_once('/').ok_or_else(|| format!("expected two forms, `a/b`, found `{forms}`"))?;
    if lang == Lang::En {
        return Ok(Form::Noun(first.to_owned(), second.to_owned()));
    }
    let known = |pair: &Particle| pair.consonant == first && pair.vowel == second;
    particles.pairs.iter().position(known).map(Form::Particle).ok_or_else(|| {
        let pairs: Vec<String> = particles.pairs.iter().map(|p| format!("{}/{}", p.consonant, p.vowel)).collect();
        format!("unknown pair of particles `{forms}`; expected one of {}", pairs.join(", "))
    })
}

impl Particles {
    fn new<'a>(files: impl Iterator<Item = &'a File> + Clone) -> Self {
        let pairs = files.clone().flat_map(|f| f.particle.iter().cloned()).collect();
        let of = |row: &Endings| row.endings.iter().map(|e| (e.clone(), row.sound)).collect::<Vec<_>>();
        let mut endings: Vec<(String, Sound)> = files.flat_map(|f| f.sound.iter().flat_map(of)).collect();
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        Self { pairs, endings }
    }

    /// The form of `pair` behind `text`; both, if nobody can say how `text` is read.
    fn fitting(&self, pair: &Particle, text: &str) -> String {
        match self.last_sound(text) {
            Some(Sound::Consonant) => pair.consonant.clone(),
            Some(Sound::Rieul) => pair.rieul.as_ref().unwrap_or(&pair.consonant).clone(),
            Some(Sound::Vowel) => pair.vowel.clone(),
            None => format!("{}({})", pair.consonant, pair.vowel),
        }
    }

    /// The sound of the last letter, digit or sign that is read aloud.
    fn last_sound(&self, text: &str) -> Option<Sound> {
        let mut tail: Vec<char> = text.chars().rev().filter(|&c| c != ',').take(TAIL).collect();
        tail.reverse();
        let mut tail: String = tail.into_iter().collect();
        while let Some(last) = tail.chars().next_back() {
            if let Some(sound) = syllable(last) {
                return Some(sound);
            }
            if let Some((_, sound)) = self.endings.iter().find(|(ending, _)| tail.ends_with(ending.as_str())) {
                return Some(*sound);
            }
            if last.is_alphanumeric() {
                return None;
            }
            tail.pop();
        }
        None
    }
}

/// The final sound of a Hangul syllable: Unicode orders the 28 finals (none first, ㄹ ninth) fastest.
fn syllable(c: char) -> Option<Sound> {
    if !('\u{AC00}'..='\u{D7A3}').contains(&c) {
        return None;
    }
    Some(match (u32::from(c) - 0xAC00) % 28 {
        0 => Sound::Vowel,
        8 => Sound::Rieul,
        _ => Sound::Consonant,
    })
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::Arc;

    use super::*;
    use crate::rules::Source;

    const PARTICLES: &str = r#"
        particle = [
            { consonant = "은", vowel = "는" },
            { consonant = "으로", vowel = "로", rieul = "로" },
        ]
        sound = [
            { sound = "consonant", endings = ["0", "n"] },
            { sound = "rieul", endings = ["8"] },
            { sound = "vowel", endings = ["%", "000000000000", "O"] },
        ]
    "#;

    fn table(text: &str) -> Result<Messages, RuleError> {
        let text = format!("{text}\n{PARTICLES}");
        let content = toml::from_str(&text).map_err(|e| RuleError {
            path: PathBuf::from("test.toml"),
            position: None,
            message: e.message().to_owned(),
        })?;
        let source = Source {
            path: PathBuf::from("test.toml"),
            name: "messages/test.toml".into(),
            text: text.into(),
            packed: None,
        };
        Messages::compile(vec![RuleFile { source: Arc::new(source), content }])
    }

    #[track_caller]
    fn check_error(text: &str, expected: &str) {
        assert_eq!(table(text).unwrap_err().to_string(), expected);
    }

    #[track_caller]
    fn check_particle(argument: &str, expected: &str) {
        let messages = table(r#"message = [{ key = "k", ko = "{a:으로/로} 적혔습니다", en = "{a}" }]"#).unwrap();
        let reason = Reason::new("k").with("a", argument);
        assert_eq!(messages.render(&reason, Lang::Ko), format!("{expected} 적혔습니다"));
    }

    #[test]
    fn a_particle_fits_the_last_sound() {
        check_particle("합계", "합계로");
        check_particle("차액", "차액으로");
        check_particle("하루 7달", "하루 7달로");
        check_particle("70", "70으로");
        check_particle("1,008", "1,008로");
        check_particle("2,000,000,000,000", "2,000,000,000,000로");
        check_particle("30%", "30%로");
        check_particle("CEO", "CEO로");
        check_particle("Austin", "Austin으로");
        check_particle("“그만”", "“그만”으로");
        check_particle("?", "?으로(로)");
        check_particle("", "으로(로)");
    }

    #[test]
    fn english_nouns_follow_the_number() {
        let messages = table(r#"message = [{ key = "k", ko = "{n}건", en = "{n:claim/claims}" }]"#).unwrap();
        let english = |n: usize| messages.render(&Reason::new("k").with("n", n), Lang::En);
        assert_eq!((english(1), english(2)), ("1 claim".to_owned(), "2 claims".to_owned()));
    }

    #[test]
    fn braces_are_doubled() {
        let messages = table(r#"message = [{ key = "k", ko = "{{{a}}}", en = "{{{a}}}" }]"#).unwrap();
        assert_eq!(messages.render(&Reason::new("k").with("a", 5), Lang::Ko), "{5}");
    }

    #[test]
    fn nothing_goes_unsaid() {
        let messages = table(r#"message = [{ key = "k", ko = "{a}", en = "{a}" }]"#).unwrap();
        assert_eq!(messages.render(&Reason::new("slip.none").with("x", 3), Lang::En), "slip.none x=3");
        assert_eq!(messages.render(&Reason::new("k"), Lang::En), "{a}");
    }

    #[test]
    fn a_broken_table_is_shown_where_it_breaks() {
        check_error(
            r#"message = [{ key = "k", ko = "{a:은/을}", en = "{a}" }]"#,
            "test.toml:1:30: unknown pair of particles `은/을`; expected one of 은/는, 으로/로",
        );
        check_error(
            r#"message = [{ key = "k", ko = "{a}", en = "{b} {c}" }]"#,
            "test.toml:1:42: expected the same placeholders in both languages: ko has a, en b, c",
        );
        check_error(
            r#"message = [{ key = "k", ko = "{a", en = "{a}" }]"#,
            "test.toml:1:30: expected `{name}`; a brace of the text itself is written twice",
        );
        check_error(
            "message = [\n{ key = \"k\", ko = \"a\", en = \"a\" },\n{ key = \"k\", ko = \"b\", en = \"b\" }]",
            "test.toml:3:9: this key already has a message; give it another key",
        );
        check_error(r#"message = [{ key = "k", ko = "a" }]"#, "test.toml: missing field `en`");
    }
}
