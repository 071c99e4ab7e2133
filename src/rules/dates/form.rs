//! The notation of `form = "…"` in `rules/dates`, and the automaton it compiles to.
//!
//! | written | means |
//! | --- | --- |
//! | `month` | a word or a number with its unit that fills the slot |
//! | `month#` | a bare number in the range of the slot |
//! | `'of'`, `"of"` | these characters, in either case |
//! | `<time>` | the part of that name |
//! | `[a b]` | `a b`, or nothing |
//! | `(a \| b c)` | one of them |
//!
//! Between two elements the text may have one space.

use std::collections::{BTreeMap, HashMap};

use smol_str::SmolStr;

use super::slot::Slot;
use crate::article::Lang;

/// What must stand next in the text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Element {
    /// A word, or a number with its unit, that fills the slot, of one language or of any.
    Word(Slot, Option<Lang>),
    /// A bare number that fills the slot.
    Bare(Slot),
    /// These characters.
    Literal(SmolStr),
}

/// What may happen at one point of all forms: the ways on, by what they ask for, no two for the same, each
/// with the state behind it.
#[derive(Clone, Debug, Default)]
pub struct State {
    /// Words, and numbers with their units, by slot.
    pub words: Vec<(Slot, Option<Lang>, usize)>,
    /// Bare numbers,
    bare: Vec<(Slot, usize)>,
    /// and what anything that leads on behind one of them begins with; none where one may be the last.
    behind_bare: Option<Starts>,
    /// Characters, by the first of them in lower case.
    literals: Vec<(char, SmolStr, usize)>,
    /// What anything that leads on begins with.
    starts: Starts,
    /// The patterns that are complete here, the stronger first.
    pub accepts: Vec<usize>,
}

impl State {
    fn add(&mut self, element: &Element, target: usize) {
        match element {
            Element::Word(slot, lang) => self.words.push((*slot, *lang, target)),
            Element::Bare(slot) => self.bare.push((*slot, target)),
            Element::Literal(text) => {
                let first = text.chars().next().unwrap_or_default().to_ascii_lowercase();
                self.literals.push((first, text.clone(), target));
            }
        }
    }

    /// The characters that may stand where a text begins with `first`.
    pub fn literals_for(&self, first: char) -> impl Iterator<Item = (&str, usize)> {
        let first = first.to_ascii_lowercase();
        let from = self.literals.partition_point(|(other, ..)| *other < first);
        let same = self.literals[from..].iter().take_while(move |(other, ..)| *other == first);
        same.map(|(_, text, target)| (text.as_str(), *target))
    }

    /// The bare numbers that may stand where `behind` is what follows them, nothing at the end of the text.
    pub fn bare_before(&self, behind: Option<char>) -> &[(Slot, usize)] {
        let may_be = |starts: &Starts| behind.is_some_and(|c| starts.may_contain(c));
        if self.behind_bare.as_ref().is_none_or(may_be) { &self.bare } else { &[] }
    }

    /// Whether anything that leads on may begin with a character.
    pub fn may_go_on_with(&self, first: char) -> bool {
        self.starts.may_contain(first)
    }

    /// Whether some characters begin with `text`, or `text` with them.
    pub fn literals_meet(&self, text: &str) -> bool {
        let starts =
            |text: &str, with: &str| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
        self.literals.iter().any(|(_, literal, _)| starts(text, literal) || starts(literal, text))
    }

    /// The words that fill a slot.
    pub fn words_for(&self, slot: Slot) -> &[(Slot, Option<Lang>, usize)] {
        let from = self.words.partition_point(|(other, ..)| *other < slot);
        let length = self.words[from..].partition_point(|(other, ..)| *other == slot);
        &self.words[from..from + length]
    }

    /// Whether nothing can follow.
    pub fn is_last(&self) -> bool {
        self.words.is_empty() && self.bare.is_empty() && self.literals.is_empty()
    }
}

/// A set of characters, whatever their case, for a quick no: a bit for each remainder of their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts([u64; 4]);

impl Starts {
    /// Every decimal digit, half and full width.
    pub const DIGITS: Self = Self([0x03ff_0000_03ff_0000, 0, 0, 0]);

    /// Adds the first character of `text`.
    pub fn add_first_of(&mut self, text: &str) {
        if let Some((word, bit)) = text.chars().next().map(Self::place) {
            self.0[word] |= bit;
        }
    }

    /// Adds what another set has.
    pub fn add_all(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word |= other);
    }

    /// Whether the character may be in the set.
    pub fn may_contain(&self, c: char) -> bool {
        let (word, bit) = Self::place(c);
        self.0[word] & bit != 0
    }

    fn place(c: char) -> (usize, u64) {
        let code = u32::from(c.to_ascii_lowercase()) as usize % 256;
        (code / 64, 1 << (code % 64))
    }
}

/// What may happen at one point of a form.
#[derive(Clone, Debug, Default)]
struct Step {
    /// What must stand next, and the step behind it.
    edges: Vec<(Element, usize)>,
    /// The patterns that are complete here.
    accepts: Vec<usize>,
}

impl Step {
    fn or(mut self, other: &Self) -> Self {
        self.edges.extend(other.edges.iter().cloned());
        self.accepts.extend(&other.accepts);
        self
    }
}

/// A parsed form.
#[derive(Clone, Debug)]
enum Node {
    Element(Element),
    Optional(Vec<Vec<Node>>),
    Either(Vec<Vec<Node>>),
}

/// All forms, without empty steps: every edge consumes text. State 0 is where they begin.
#[derive(Debug, Default)]
pub struct Automaton {
    /// The states; edges point at them by position.
    pub states: Vec<State>,
}

/// Puts the automaton together, form by form.
#[derive(Debug, Default)]
pub struct Builder {
    steps: Vec<Step>,
    start: Step,
}

impl Builder {
    /// Adds a form of one language, or of all.
    ///
    /// # Errors
    /// What in the form makes no sense.
    pub fn add(
        &mut self,
        form: &str,
        parts: &BTreeMap<String, String>,
        lang: Option<Lang>,
        pattern: usize,
    ) -> Result<(), String> {
        let mut parser = Parser { rest: form, parts, lang, depth: 0 };
        let choices = parser.choices()?;
        if !parser.rest.is_empty() {
            return Err(format!("nothing is open that `{}` could close", parser.rest));
        }
        let end = Step { edges: Vec::new(), accepts: vec![pattern] };
        let start = self.either(&choices, &end);
        if !start.accepts.is_empty() {
            return Err("the form can be empty".to_owned());
        }
        self.start.edges.extend(start.edges);
        Ok(())
    }

    /// What a form can begin with.
    pub fn first_elements(&self) -> impl Iterator<Item = &Element> {
        self.start.edges.iter().map(|(element, _)| element)
    }

    fn either(&mut self, choices: &[Vec<Node>], then: &Step) -> Step {
        choices.iter().fold(Step::default(), |all, choice| all.or(&self.sequence(choice, then)))
    }

    /// What may stand at the start of `nodes` when `then` follows them.
    fn sequence(&mut self, nodes: &[Node], then: &Step) -> Step {
        nodes.iter().rev().fold(then.clone(), |then, node| match node {
            Node::Element(element) => {
                self.steps.push(then);
                Step { edges: vec![(element.clone(), self.steps.len() - 1)], accepts: Vec::new() }
            }
            Node::Optional(choices) => self.either(choices, &then).or(&then),
            Node::Either(choices) => self.either(choices, &then),
        })
    }

    /// Merges the steps that are reached by the same elements (the subset construction), so that
    /// forms that begin alike are followed together.
    ///
    /// `starts` tells what the words, or the numbers with their units, begin with that fill a slot.
    pub fn finish(mut self, starts: impl Fn(Slot, Option<Lang>) -> Starts) -> Automaton {
        self.steps.push(self.start);
        let start = vec![self.steps.len() - 1];
        let mut sets = vec![start.clone()];
        let mut known = HashMap::from([(start, 0)]);
        let mut merged: Vec<State> = Vec::new();
        while let Some(set) = sets.get(merged.len()) {
            let mut targets: BTreeMap<&Element, Vec<usize>> = BTreeMap::new();
            let mut accepts: Vec<usize> = Vec::new();
            for &step in set {
                accepts.extend(&self.steps[step].accepts);
                for (element, target) in &self.steps[step].edges {
                    targets.entry(element).or_default().push(*target);
                }
            }
            accepts.sort_unstable();
            accepts.dedup();
            let mut state = State { accepts, ..State::default() };
            for (element, mut targets) in targets {
                targets.sort_unstable();
                targets.dedup();
                let place = *known.entry(targets).or_insert_with_key(|targets| {
                    sets.push(targets.clone());
                    sets.len() - 1
                });
                state.add(element, place);
            }
            state.literals.sort_by_key(|(first, ..)| *first);
            state.literals.iter().for_each(|(_, text, _)| state.starts.add_first_of(text));
            state.words.iter().for_each(|&(slot, lang, _)| state.starts.add_all(starts(slot, lang)));
            if !state.bare.is_empty() {
                state.starts.add_all(Starts::DIGITS);
            }
            merged.push(state);
        }
        for at in 0..merged.len() {
            let behind = merged[at].bare.iter().try_fold(Starts::default(), |mut all, &(_, target)| {
                all.add_all(merged[target].starts);
                merged[target].accepts.is_empty().then_some(all)
            });
            merged[at].behind_bare = behind;
        }
        Automaton { states: merged }
    }
}

/// How deep parts may name parts.
const DEEPEST: usize = 16;

struct Parser<'a> {
    rest: &'a str,
    parts: &'a BTreeMap<String, String>,
    lang: Option<Lang>,
    depth: usize,
}

impl Parser<'_> {
    fn choices(&mut self) -> Result<Vec<Vec<Node>>, String> {
        let mut all = vec![Vec::new()];
        loop {
            self.rest = self.rest.trim_start();
            let Some(first) = self.rest.chars().next() else { return Ok(all) };
            match first {
                ']' | ')' => return Ok(all),
                '|' => {
                    self.rest = &self.rest[1..];
                    all.push(Vec::new());
                }
                _ => {
                    let node = self.node(first)?;
                    all.last_mut().expect("starts with one").push(node);
                }
            }
        }
    }

    fn node(&mut self, first: char) -> Result<Node, String> {
        match first {
            '[' => Ok(Node::Optional(self.inside(']')?)),
            '(' => Ok(Node::Either(self.inside(')')?)),
            '<' => self.part(),
            '\'' | '"' => {
                let text = self.until(first)?;
                Ok(Node::Element(Element::Literal(text.into())))
            }
            _ => self.slot(),
        }
    }

    fn inside(&mut self, close: char) -> Result<Vec<Vec<Node>>, String> {
        self.rest = &self.rest[1..];
        let choices = self.choices()?;
        self.rest = self.rest.strip_prefix(close).ok_or_else(|| format!("a `{close}` is missing"))?;
        Ok(choices)
    }

    /// The text between the character here and the next `close`.
    fn until(&mut self, close: char) -> Result<&str, String> {
        let (text, rest) = self.rest[1..].split_once(close).ok_or_else(|| format!("a `{close}` is missing"))?;
        self.rest = rest;
        if text.is_empty() { Err("nothing stands between the marks".to_owned()) } else { Ok(text) }
    }

    fn part(&mut self) -> Result<Node, String> {
        let (parts, lang, depth) = (self.parts, self.lang, self.depth + 1);
        let name = self.until('>')?;
        let form = parts.get(name).ok_or_else(|| format!("there is no part called `{name}`"))?;
        if depth > DEEPEST {
            return Err(format!("the part `{name}` names itself"));
        }
        let mut inner = Parser { rest: form, parts, lang, depth };
        let choices = inner.choices()?;
        if inner.rest.is_empty() {
            Ok(Node::Either(choices))
        } else {
            Err(format!("in part `{name}`: `{}`", inner.rest))
        }
    }

    fn slot(&mut self) -> Result<Node, String> {
        let end = self.rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        let slot = Slot::named(name).ok_or_else(|| format!("there is no slot called `{name}`"))?;
        let bare = rest.starts_with('#');
        self.rest = if bare { &rest[1..] } else { rest };
        Ok(Node::Element(if bare { Element::Bare(slot) } else { Element::Word(slot, self.lang) }))
    }
}
