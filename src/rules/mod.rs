//! What the language knows: `rules/**/*.toml`, embedded in the binary, read into tables.
//!
//! The folder is the registry: a file that is put there is found, compiled and tested, with no list
//! to edit. Each folder has one kind of file and one [`Table`] that compiles it. Every file says
//! what it is for and brings examples, which [`examples::run`] holds it to.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use toml::de::DeTable;

pub mod anaphora;
pub mod attribution;
pub mod checks;
pub mod concepts;
pub mod dates;
pub mod entities;
pub mod examples;
pub mod hedges;
pub mod judgement;
pub mod lexicon;
pub mod messages;
pub mod numerals;
pub mod rates;
pub mod schema;
mod spanned;
pub mod units;
pub mod utterances;
pub mod weights;
pub mod words;
pub mod zones;

use crate::article::Lang;
use crate::resolve::cast::eojeol::Shape;
use crate::text::memo::Memo;
use examples::Example;
pub use spanned::Spanned;

/// The files of `rules/`, packed by `build.rs`.
static EMBEDDED: &[Packed] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// A file of `rules/` in the binary.
#[derive(Debug)]
pub struct Packed {
    /// Its path below `rules/`.
    name: &'static str,
    /// As it is written.
    text: &'static str,
    /// What it says as `MessagePack`: the keys of [`Head`],
    head: &'static [u8],
    /// and the others, unless the binary has the [table](Table::embedded) that they make.
    content: Option<&'static [u8]>,
}

/// All compiled rules.
#[derive(Debug)]
#[allow(missing_docs)]
pub struct Rules {
    pub units: units::Units,
    pub numerals: numerals::Numerals,
    pub hedges: hedges::Hedges,
    pub dates: dates::Dates,
    pub attribution: attribution::Attribution,
    pub entities: entities::Entities,
    pub concepts: concepts::Concepts,
    pub words: words::Words,
    pub zones: zones::Zones,
    pub rates: rates::Rates,
    pub checks: checks::Checks,
    pub utterances: utterances::Utterances,
    pub lexicon: lexicon::Lexicon,
    pub judgement: judgement::Judgement,
    pub weights: weights::Weights,
    pub messages: messages::Messages,
    /// The shapes of Korean words between spaces, by these rules.
    pub(crate) eojeols: Memo<Shape, 4>,
    /// Runs of Hangul with which no figure begins.
    pub(crate) barren: Memo<bool>,
    /// The files, by folder and path.
    pub files: Vec<Arc<Source>>,
}

/// One folder of `rules/`: how its files are written and what they compile to.
pub trait Table: Sized {
    /// Folder below `rules/`.
    const FOLDER: &'static str;
    /// What one file holds besides `description` and `example`. Use `#[serde(deny_unknown_fields)]`,
    /// and [`Spanned`] where `compile` may have to point at a value.
    type File: DeserializeOwned + JsonSchema;

    /// Validates the files, in the order of their paths, and compiles them.
    ///
    /// # Errors
    /// The first rule that makes no sense, with its place.
    fn compile(files: Vec<RuleFile<Self::File>>) -> Result<Self, RuleError>;

    /// The table of the embedded files, where `build.rs` has compiled it.
    fn embedded() -> Option<Self> {
        None
    }
}

/// The text of a rule file, kept for error messages.
#[derive(Debug)]
pub struct Source {
    /// `units/money.toml`, or the path the user gave with `--rules`.
    pub path: PathBuf,
    /// Path below `rules/`.
    pub name: Cow<'static, str>,
    /// The whole file.
    pub text: Cow<'static, str>,
    /// What it says, for a file that is known to compile, as the tests rule out that an embedded one does not:
    /// what is costly to compile may wait until it is asked for.
    pub packed: Option<&'static Packed>,
}

impl Source {
    /// Whether the file is known to compile.
    pub fn is_trusted(&self) -> bool {
        self.packed.is_some()
    }

    /// What the file says about itself.
    ///
    /// # Errors
    /// It is no rule file.
    pub fn head(&self) -> Result<Head, RuleError> {
        match self.packed {
            Some(packed) => Ok(unpack(packed.head)),
            None => parse::<IgnoredAny>(self).map(|(_, head)| head),
        }
    }
}

/// One parsed rule file.
#[derive(Clone, Debug)]
pub struct RuleFile<T> {
    /// Where it came from.
    pub source: Arc<Source>,
    /// What it says.
    pub content: T,
}

impl<T> RuleFile<T> {
    /// The file stem: `ko` for `hedges/ko.toml`.
    pub fn stem(&self) -> &str {
        Path::new(&*self.source.name).file_stem().and_then(|s| s.to_str()).unwrap_or_default()
    }

    /// An error at a byte range of this file.
    pub fn error(&self, at: Range<usize>, message: impl Into<String>) -> RuleError {
        RuleError::at(&self.source, Some(at), message)
    }
}

/// A rule file that can't be used, with the place to mend.
#[derive(Debug, thiserror::Error)]
pub struct RuleError {
    /// The file.
    pub path: PathBuf,
    /// Line and column (in characters), both from 1, where known.
    pub position: Option<(usize, usize)>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl RuleError {
    fn at(source: &Source, at: Option<Range<usize>>, message: impl Into<String>) -> Self {
        let position = at.map(|range| {
            let before = &source.text[..range.start.min(source.text.len())];
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
            (line, column)
        });
        Self { path: source.path.clone(), position, message: message.into() }
    }
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some((line, column)) = self.position {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)
    }
}

impl Rules {
    /// The rules that the binary carries.
    ///
    /// # Panics
    /// When an embedded file is broken, which the tests rule out.
    pub fn embedded() -> Self {
        Self::load(&[]).expect("the embedded rules are tested")
    }

    /// The embedded rules with those of `folders` on top: a file of the same name replaces the
    /// embedded one, any other file is added.
    ///
    /// # Errors
    /// The first file that can't be read, parsed or compiled.
    pub fn load(folders: &[PathBuf]) -> Result<Self, RuleError> {
        Folders::new(embedded_sources(true), folders)?.compile()
    }

    /// As [`Self::load`], with the embedded rules put to the same test as those of the folders.
    ///
    /// # Errors
    /// The first file that can't be read, parsed or compiled.
    pub fn checked(folders: &[PathBuf]) -> Result<Self, RuleError> {
        Folders::new(embedded_sources(false), folders)?.compile()
    }

    /// What every file says about itself, by folder and path.
    ///
    /// # Panics
    /// When a file has no head, which would not have been loaded.
    pub fn heads(&self) -> impl Iterator<Item = (&Source, Head)> {
        self.files.iter().map(|file| (&**file, file.head().expect("it was read before")))
    }

    /// Builds what nearly every check of articles in a language finds words with, so that it is there when it is asked
    /// for.
    pub fn prepare(&self, lang: Lang) {
        let speech = self.attribution.of(lang).finders();
        let cues = [self.judgement.cues(lang).finder(), self.checks.finder(), self.zones.agencies.finder()];
        let finders = speech.chain(cues).chain([self.utterances.of(lang).finder()]);
        finders.filter(|finder| !finder.is_empty()).for_each(|finder| _ = finder.get());
    }

    /// The rules that the binary carries, loaded once for everybody who asks.
    pub fn shared() -> &'static Self {
        static SHARED: LazyLock<Rules> = LazyLock::new(Rules::embedded);
        &SHARED
    }
}

/// The table that a file makes as the only one of its folder.
///
/// # Errors
/// The file can't be parsed or compiled.
pub fn table_of<T: Table>(file: Source) -> Result<T, RuleError> {
    Folders { sources: vec![Arc::new(file)] }.table()
}

fn embedded_sources(trusted: bool) -> Vec<Source> {
    let source = |packed: &'static Packed| Source {
        path: Path::new("rules").join(packed.name),
        name: packed.name.into(),
        text: packed.text.into(),
        packed: trusted.then_some(packed),
    };
    EMBEDDED.iter().map(source).collect()
}

fn overlay(sources: &mut Vec<Source>, folder: &Path) -> Result<(), RuleError> {
    let unreadable = |path: &Path, message: String| RuleError { path: path.to_owned(), position: None, message };
    if !folder.is_dir() {
        return Err(unreadable(folder, "no such folder; --rules takes a folder laid out like rules/".to_owned()));
    }
    for entry in ignore::WalkBuilder::new(folder).standard_filters(false).build() {
        let entry = entry.map_err(|e| unreadable(folder, e.to_string()))?;
        let path = entry.path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(path).map_err(|e| unreadable(path, e.to_string()))?;
        sources.retain(|s| s.name != name);
        sources.push(Source { path: path.to_owned(), name: name.into(), text: text.into(), packed: None });
    }
    Ok(())
}

/// All files, by name.
struct Folders {
    sources: Vec<Arc<Source>>,
}

/// The part that every rule file has.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
pub struct Head {
    /// What the file is for.
    pub description: String,
    /// What its rules must find, and must not.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

impl Folders {
    fn new(mut sources: Vec<Source>, overlays: &[PathBuf]) -> Result<Self, RuleError> {
        for folder in overlays {
            overlay(&mut sources, folder)?;
        }
        sources.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(Self { sources: sources.into_iter().map(Arc::new).collect() })
    }

    /// Compiles the tables, half of the work beside the other half; of several errors, one is reported.
    fn compile(self) -> Result<Rules, RuleError> {
        macro_rules! tables {
            (beside: $($beside:ident),*; here: $($here:ident),*) => {
                std::thread::scope(|scope| {
                    let beside = scope.spawn(|| {
                        $(let $beside = self.table()?;)*
                        Ok::<_, RuleError>(($($beside,)*))
                    });
                    $(let $here = self.table()?;)*
                    let ($($beside,)*) = beside.join().unwrap_or_else(|panic| resume_unwind(panic))?;
                    self.hold_no_others(&[$(folder_of(&$here),)* $(folder_of(&$beside),)*])?;
                    let files = self.sources.clone();
                    Ok(Rules { $($here,)* $($beside,)* eojeols: Memo::default(), barren: Memo::default(), files })
                })
            };
        }
        tables!(
            beside: dates, attribution;
            here: concepts, units, numerals, hedges, entities, words, zones, rates, checks, utterances, lexicon,
                judgement, weights, messages
        )
    }

    fn table<T: Table>(&self) -> Result<T, RuleError> {
        let files = || self.sources.iter().filter(|source| folder(source) == Some(T::FOLDER));
        if files().all(|source| source.is_trusted())
            && let Some(table) = T::embedded()
        {
            return Ok(table);
        }
        let content = |source: &Arc<Source>| {
            let content = match source.packed.and_then(|packed| packed.content) {
                Some(content) => unpack(content),
                None => parse(source)?.0,
            };
            Ok(RuleFile { source: Arc::clone(source), content })
        };
        T::compile(files().map(content).collect::<Result<_, _>>()?)
    }

    /// Complains about a file that lies in none of these folders.
    fn hold_no_others(&self, folders: &[&str]) -> Result<(), RuleError> {
        let stray = |source: &&Arc<Source>| folder(source).is_none_or(|folder| !folders.contains(&folder));
        match self.sources.iter().find(stray) {
            None => Ok(()),
            Some(stray) => Err(RuleError::at(stray, None, "lies in no folder that daejo reads rules from")),
        }
    }
}

/// The folder that a file lies in; `None` if it lies in none.
fn folder(source: &Source) -> Option<&str> {
    source.name.split_once('/').map(|(folder, _)| folder)
}

fn folder_of<T: Table>(_: &T) -> &'static str {
    T::FOLDER
}

/// What a part of an embedded file says.
fn unpack<T: DeserializeOwned>(packed: &[u8]) -> T {
    rmp_serde::from_slice(packed).expect("the embedded rules are tested")
}

/// Splits a file into what its table reads and its head.
fn parse<F: DeserializeOwned>(source: &Source) -> Result<(F, Head), RuleError> {
    let wrong = |error: toml::de::Error| RuleError::at(source, error.span().or(Some(0..0)), error.message());
    let mut table = DeTable::parse(&source.text).map_err(wrong)?;
    let span = table.span();
    let fields = table.get_mut();
    let mut head = DeTable::new();
    for key in ["description", "example"] {
        head.extend(fields.remove_entry(key));
    }
    if !head.contains_key("description") {
        return Err(RuleError::at(source, Some(0..0), "expected `description = \"…\"`: what the file is for"));
    }
    let head = Head::deserialize(toml::de::Deserializer::from(toml::Spanned::new(span, head))).map_err(wrong)?;
    let content = F::deserialize(toml::de::Deserializer::from(table)).map_err(wrong)?;
    Ok((content, head))
}
