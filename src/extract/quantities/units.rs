//! The unit behind a numeral: symbol, word, or the noun that says what is counted.

use rust_decimal::Decimal;
use smol_str::{SmolStr, format_smolstr};

use super::{Scanner, is_hangul};
use crate::extract::numerals::{Numeral, Script, ascii_alphanumeric_at};
use crate::quantity::{Dimension, Unit};
use crate::rules::units::{Condition, Letters, Sense, UnitId, Units};
use crate::text::trie::Trie;
use crate::text::words::POSSESSIVE;

/// How many words of an English noun phrase are looked at for what it counts.
const PHRASE: usize = 5;
/// Four digits from … to below … before an English noun are a year: 2024 results.
const YEARS: (u32, u32) = (1800, 2100);

/// The unit of a figure; without an `id` when it is a noun that no table names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub(super) id: Option<UnitId>,
    pub(super) unit: Unit,
    /// The figure is a decade of ages: 40대.
    pub(super) decade: bool,
}

impl Counted {
    /// What an English noun counts that no table names.
    fn unnamed(noun: &str) -> Self {
        let unit = Unit { code: format_smolstr!("{{{noun}}}"), dimension: Dimension::Count };
        Self { id: None, unit, decade: false }
    }
}

impl Units {
    /// The unit that figures in `id` are stated in.
    pub(super) fn counted(&self, id: UnitId) -> Counted {
        let stated = self.info(self.info(id).within.unwrap_or(id));
        let unit = Unit { code: stated.code.clone(), dimension: stated.dimension };
        Counted { id: Some(id), unit, decade: false }
    }
}

/// What was found where a unit may stand.
enum Found<'a> {
    Unit(UnitId, &'a Sense, usize),
    /// A word that only looks like a unit: the numeral has none.
    Blocked,
    Nothing,
}

impl<'a> Scanner<'a> {
    /// The unit behind a numeral and where it ends; where the figure itself ends, if the noun that
    /// is counted stands further on.
    pub(super) fn unit_behind(&self, numeral: &Numeral) -> Option<(Counted, usize)> {
        if numeral.abbreviated {
            return self.english_noun(numeral);
        }
        let at = numeral.span.end;
        let gap = self.gap(at);
        let mut places = [Some(at), (gap > 0).then_some(at + gap)].into_iter().flatten();
        let found = places.find_map(|place| match self.unit_at(place, numeral) {
            Found::Nothing => None,
            found => Some(found),
        });
        match found {
            Some(Found::Unit(id, sense, end)) => {
                let (counted, end) = if sense.word && self.is_count(id) {
                    self.head_noun((id, end), numeral)
                } else {
                    (self.led(self.named(id, numeral, end), numeral), end)
                };
                Some((Counted { decade: sense.when.decade, ..counted }, end))
            }
            Some(_) => None,
            None => self.noun(numeral).or_else(|| self.english_noun(numeral)),
        }
    }

    fn unit_at(&self, at: usize, numeral: &Numeral) -> Found<'a> {
        let rest = self.behind(at);
        let symbol = self.longest(&self.rules.units.symbols, rest.bytes(), at, numeral);
        if !matches!(symbol, Found::Nothing) {
            return symbol;
        }
        self.longest(&self.rules.units.words, rest.bytes().map(|b| b.to_ascii_lowercase()), at, numeral)
    }

    /// The longest form at `at` with a sense that fits.
    fn longest(
        &self,
        forms: &'a Trie<Vec<Sense>>,
        text: impl Iterator<Item = u8>,
        at: usize,
        numeral: &Numeral,
    ) -> Found<'a> {
        let mut found = Found::Nothing;
        for (length, senses) in forms.prefixes(text) {
            let end = at + length;
            let ends = self.form_ends(end, numeral);
            let fitting = senses.iter().find(|s| (ends || s.unit.is_none()) && self.fits(s, at, end, numeral));
            if let Some(sense) = fitting {
                found = sense.unit.map_or(Found::Blocked, |id| Found::Unit(id, sense, end));
            }
        }
        found
    }

    /// Whether a form that ends at `end` may be a word of its own.
    fn form_ends(&self, end: usize, numeral: &Numeral) -> bool {
        if self.byte(end - 1).is_ascii() {
            let letter = self.byte(end - 1).is_ascii_alphanumeric();
            return !(letter && ascii_alphanumeric_at(self.text, end));
        }
        let last = self.before(end).chars().next_back();
        !last.is_some_and(is_hangul)
            || if numeral.script == Script::Digits { self.word_ends(end) } else { self.particles_end(end) }
    }

    /// Whether nothing but particles follow in the Korean word that goes on at `end`.
    pub(super) fn particles_end(&self, mut end: usize) -> bool {
        while self.behind(end).starts_with(is_hangul) {
            let Some((length, ())) = self.rules.numerals.tails.longest(self.behind(end).bytes()) else { return false };
            end += length;
        }
        true
    }

    /// Whether a Korean word may end at `end`, or go on with a particle.
    pub(super) fn word_ends(&self, end: usize) -> bool {
        let rest = self.behind(end);
        !rest.starts_with(is_hangul) || self.rules.numerals.tails.longest(rest.bytes()).is_some()
    }

    fn fits(&self, sense: &Sense, at: usize, end: usize, numeral: &Numeral) -> bool {
        let joined = at == numeral.span.end;
        if sense.word {
            let apart = !joined || numeral.script == Script::Digits;
            return apart && self.holds(&sense.when, end, numeral);
        }
        let letters = sense.unit.is_none_or(|id| self.letters_fit(id, joined, numeral));
        letters && self.holds(&sense.when, end, numeral)
    }

    /// Whether a numeral in letters may count this unit: 두 대 but not 세대, 만원 but not 일원.
    pub(super) fn letters_fit(&self, id: UnitId, joined: bool, numeral: &Numeral) -> bool {
        let info = self.rules.units.info(id);
        let scale = numeral.exponent > 0;
        match numeral.script {
            Script::Digits => true,
            Script::English => false,
            Script::Native => match info.native {
                Letters::Never => false,
                Letters::Spaced | Letters::Scales => !(joined && numeral.lone),
                Letters::Joined => true,
            },
            Script::Sino if !joined && self.is_determiner(numeral) => false,
            Script::Sino => match (info.sino, joined) {
                (Letters::Joined, _) => true,
                (Letters::Never, _) => !joined && (scale || !numeral.lone),
                (_, false) => true,
                (Letters::Spaced, true) => false,
                (Letters::Scales, true) => !numeral.lone || scale,
            },
        }
    }

    pub(super) fn holds(&self, when: &Condition, end: usize, numeral: &Numeral) -> bool {
        if when.is_plain() {
            return true;
        }
        let value = numeral.amount.map(|amount| amount.high);
        let native = !when.native_only || numeral.script == Script::Native;
        let digits = !when.digits_only || numeral.script == Script::Digits;
        let below = when.below.is_none_or(|limit| value.is_some_and(|v| v < limit.into()));
        let from = when.from.is_none_or(|least| value.is_some_and(|v| v >= least.into()));
        let decade = !when.decade
            || !numeral.approximate
                && value.and_then(|v| u32::try_from(v).ok()).is_some_and(|v| v % 10 == 0 && (10..100).contains(&v));
        native && digits && below && from && decade && self.surrounded(when, numeral.span.start, end)
    }

    /// Whether the words around `start..end` are what the condition wants.
    pub(super) fn surrounded(&self, when: &Condition, start: usize, end: usize) -> bool {
        let behind = self.behind(end).trim_start_matches([' ', '-']);
        let follows = |list: &[String]| list.iter().any(|word| starts_with_word(behind, word));
        let before = self.before(start).trim_end_matches([' ', '-', '(']);
        let leads = |list: &[String]| list.iter().any(|word| ends_with_word(before, word));
        if follows(&when.not_follow) || leads(&when.not_lead) {
            return false;
        }
        let (follow, lead) = (follows(&when.follow), leads(&when.lead));
        if when.either {
            return follow || lead;
        }
        (when.follow.is_empty() || follow) && (when.lead.is_empty() || lead)
    }

    /// A generic counter takes the noun behind or before: 18개 센터, 물류센터 18곳.
    fn named(&self, id: UnitId, numeral: &Numeral, end: usize) -> UnitId {
        if !self.rules.units.info(id).generic {
            return id;
        }
        let genitive = self.rules.numerals.genitive.iter().find(|word| self.behind(end).starts_with(word.as_str()));
        self.noun_at(end + genitive.map_or(self.gap(end), String::len))
            .map(|(noun, _)| noun)
            .or_else(|| self.noun_before(numeral.span.start))
            .unwrap_or(id)
    }

    /// The noun at the end of the text before `at`, particles and hedges apart.
    fn noun_before(&self, at: usize) -> Option<UnitId> {
        let mut words = self.before(at).trim_end().rsplit(' ').filter(|word| !word.is_empty());
        let last = words.next()?;
        let nouns = |word: &str| {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let stripped = self.particles_off(bare);
            let found = self.rules.units.nouns_behind.longest_behind(bare);
            found.or_else(|| self.rules.units.nouns_behind.longest_behind(stripped)).and_then(|(_, id)| *id)
        };
        let hedge = self.rules.hedges.before.longest_behind(last).is_some_and(|(length, _)| length == last.len());
        if hedge { nouns(words.next()?) } else { nouns(last) }
    }

    fn particles_off<'t>(&self, word: &'t str) -> &'t str {
        let longest = self.rules.hedges.change_particles_behind.longest_behind(word).map_or(0, |(length, ())| length);
        &word[..word.len() - longest]
    }

    /// A Korean noun at `at` and where it ends.
    fn noun_at(&self, at: usize) -> Option<(UnitId, usize)> {
        let found = self.rules.units.nouns.prefixes(self.behind(at).bytes());
        found
            .filter(|(length, _)| self.word_ends(at + length))
            .last()
            .and_then(|(length, id)| Some(((*id)?, at + length)))
    }

    /// A numeral that counts a Korean noun directly: 두 회사, 300만 관객.
    fn noun(&self, numeral: &Numeral) -> Option<(Counted, usize)> {
        let at = numeral.span.end;
        let gap = self.gap(at);
        let native = numeral.script == Script::Native && (gap > 0 || !numeral.lone) && !self.is_determiner(numeral);
        let milestone = gap > 0 && numeral.exponent >= 4;
        let (id, end) = self.noun_at(at + gap).filter(|_| native || milestone)?;
        Some((self.rules.units.counted(id), end))
    }

    /// 한 before a noun is rather a surname or “a certain”, 이 is “this”: 한 총리, 이 퍼센트.
    fn is_determiner(&self, numeral: &Numeral) -> bool {
        numeral.lone && self.rules.numerals.determiners.iter().any(|word| word == numeral.span.of(self.text))
    }

    /// 시속 120㎞: the word before the figure turns the unit into another.
    fn led(&self, id: UnitId, numeral: &Numeral) -> Counted {
        let before = self.before(self.hedged_start(numeral.span.start)).trim_end();
        let lead = self.rules.units.leads.longest_behind(before);
        let target = lead.and_then(|(_, targets)| targets.iter().find(|(from, _)| *from == id)).map(|(_, to)| *to);
        self.rules.units.counted(target.unwrap_or(id))
    }

    /// What an English numeral counts: the first noun behind it that the tables know, else the
    /// first plural. The figure ends with the noun when that follows directly.
    fn english_noun(&self, numeral: &Numeral) -> Option<(Counted, usize)> {
        let mut plural = None;
        let start = self.phrase_start(numeral)?;
        let end_of = |at: usize, end: usize| if at <= numeral.span.end + 1 { end } else { numeral.span.end };
        for at in self.phrase(start, numeral) {
            if let Some((counted, end)) = self.english_unit(at, numeral).map(|found| self.head_noun(found, numeral)) {
                let fits = counted.unit.dimension == Dimension::Count;
                if fits && self.is_year(numeral) {
                    return None;
                }
                if fits || plural.is_none() {
                    return Some((counted, end_of(at, end)));
                }
                break;
            }
            let word = word_at(self.text, at);
            plural = plural.or_else(|| singular(word).map(|noun| (noun, end_of(at, at + word.len()))));
        }
        let (noun, end) = plural.filter(|_| self.may_count_anything(numeral))?;
        Some((Counted::unnamed(&noun), end))
    }

    /// What an English noun in the plural counts, of the nouns that the tables know.
    pub(super) fn plural_noun(&self, noun: &str) -> Option<UnitId> {
        let lower = noun.to_ascii_lowercase();
        singular(&lower)?;
        let forms = self.rules.units.words.prefixes(lower.bytes());
        let whole = forms.filter(|(length, _)| *length == lower.len()).flat_map(|(_, senses)| senses);
        let mut units = whole.filter(|sense| sense.word).filter_map(|sense| sense.unit);
        units.find(|&id| self.rules.units.info(id).dimension == Dimension::Count)
    }

    /// Of nouns in a row the last, which is what is counted: 74 member schools, four container terminals; but the seats
    /// of a 12-seat van.
    fn head_noun(&self, found: (UnitId, usize), numeral: &Numeral) -> (Counted, usize) {
        let apart = self.byte(numeral.span.end) == b' ';
        let next = |&(id, end): &(UnitId, usize)| {
            let beside = apart && self.is_count(id) && self.byte(end) == b' ' && self.is_phrase_word(end + 1);
            self.english_unit(end + 1, numeral).filter(|(next, _)| beside && self.is_count(*next))
        };
        let (id, end) = std::iter::successors(Some(found), next).take(PHRASE).last().unwrap_or(found);
        let plural = if apart { self.plural_behind(id, end, numeral) } else { None };
        let unnamed = plural.map(|(noun, end)| (Counted::unnamed(&noun), end));
        unnamed.unwrap_or_else(|| (self.rules.units.counted(id), end))
    }

    /// The plural behind a noun in the singular that ends at `end`, of which there are several, and where it ends.
    fn plural_behind(&self, id: UnitId, end: usize, numeral: &Numeral) -> Option<(SmolStr, usize)> {
        let several = numeral.amount.is_some_and(|amount| amount.high > Decimal::ONE);
        let beside = self.byte(end) == b' ' && self.is_phrase_word(end + 1);
        let noun = self.before(end).rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
        let is_plural = singular(&noun).is_some() || self.rules.numerals.plurals.contains(&*noun);
        let next = word_at(self.text, end + 1);
        let head = singular(next).filter(|_| self.is_count(id) && several && beside && !is_plural)?;
        Some((head, end + 1 + next.len()))
    }

    fn is_count(&self, id: UnitId) -> bool {
        self.rules.units.info(id).dimension == Dimension::Count
    }

    /// Four digits that are rather a year: the 2016 election.
    pub(super) fn is_year(&self, numeral: &Numeral) -> bool {
        let value = numeral.amount.map(|amount| amount.high);
        numeral.bare_digits == Some(4) && value.is_some_and(|v| v >= YEARS.0.into() && v < YEARS.1.into())
    }

    /// Where the words of the noun phrase at `start` begin; behind a hyphen it is one word.
    fn phrase(&self, start: usize, numeral: &Numeral) -> impl Iterator<Item = usize> + use<'_> {
        let most = if self.byte(numeral.span.end) == b'-' { 1 } else { PHRASE };
        let first = Some(start).filter(|&at| self.is_phrase_word(at));
        let next = |&at: &usize| {
            let end = at + word_at(self.text, at).len();
            (self.byte(end) == b' ' && self.is_phrase_word(end + 1)).then_some(end + 1)
        };
        std::iter::successors(first, next).take(most)
    }

    /// Whether a word stands at `at` that doesn't end a noun phrase.
    fn is_phrase_word(&self, at: usize) -> bool {
        let word = word_at(self.text, at);
        let numerals = &self.rules.numerals;
        let number = numerals.words.longest_folded(word).is_some_and(|(length, _)| length == word.len());
        let stop = number
            || word.starts_with(|c: char| c.is_ascii_digit())
            || numerals.stops.longest_folded(word).is_some_and(|(length, ())| length == word.len());
        !word.is_empty() && !stop
    }

    /// A unit or noun of the tables at `at`, and where it ends.
    fn english_unit(&self, at: usize, numeral: &Numeral) -> Option<(UnitId, usize)> {
        let forms = self.rules.units.words.prefixes(self.behind(at).bytes().map(|b| b.to_ascii_lowercase()));
        let whole = forms.filter(|(length, _)| self.form_ends(at + length, numeral));
        let senses = whole.filter_map(|(length, senses)| {
            let sense = senses.iter().find(|s| s.word && self.holds(&s.when, at + length, numeral))?;
            Some((sense.unit?, at + length))
        });
        senses.last()
    }

    /// Where the noun phrase behind an English numeral starts: “ jets”, “ of the five patents”, “-seat”.
    fn phrase_start(&self, numeral: &Numeral) -> Option<usize> {
        let at = numeral.span.end;
        let mark = self.byte(at);
        let separated =
            (mark == b' ' || (mark == b'-' && !numeral.abbreviated)) && self.byte(at + 1).is_ascii_alphabetic();
        if !separated {
            return None;
        }
        let rest = self.behind(at);
        let Some(of) = self.rules.numerals.of.iter().find(|of| rest.starts_with(of.as_str())) else {
            return Some(at + 1);
        };
        let inner = at + of.len();
        let past_whole = |at: usize| {
            let whole = self.numerals(at).last().map(|whole| whole.span.end)?;
            (self.byte(whole) == b' ').then_some(whole + 1)
        };
        let past = || past_whole(inner).or_else(|| past_whole(self.past_possessive(inner)?));
        let one = numeral.amount.is_some_and(|a| a.high <= Decimal::ONE);
        (!one).then(|| past().unwrap_or(inner))
    }

    /// Where the words behind a possessive begin, if one is near: the five gates of “dam's five gates”.
    fn past_possessive(&self, at: usize) -> Option<usize> {
        let mut end = at;
        self.behind(at).split_inclusive(' ').take(PHRASE).find_map(|word| {
            end += word.len();
            let word = word.strip_suffix(' ')?;
            let plural = ["s'", "s’"];
            POSSESSIVE.iter().chain(&plural).any(|ending| word.ends_with(ending)).then_some(end)
        })
    }

    /// Whether the numeral may count a noun that no table names.
    fn may_count_anything(&self, numeral: &Numeral) -> bool {
        let value = numeral.amount.map(|amount| amount.high);
        let one = value.is_some_and(|v| v <= Decimal::ONE);
        let before = self.before(numeral.span.start).trim_end().rsplit(' ').next().unwrap_or_default();
        let first = before.is_empty();
        let named = before.starts_with(|c: char| c.is_ascii_uppercase()) && !first && numeral.script == Script::Digits;
        !(one || named || self.is_year(numeral) || numeral.abbreviated)
    }
}

/// The ASCII word at `at`, hyphens and apostrophes included.
fn word_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let end = rest.bytes().position(|b| !(b.is_ascii_alphanumeric() || b"-'".contains(&b))).unwrap_or(rest.len());
    rest.get(..end).unwrap_or_default()
}

/// The singular of a lower-case word that looks like a plural.
fn singular(word: &str) -> Option<SmolStr> {
    let plain = word.len() > 3 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let stem = word.strip_suffix('s').filter(|_| plain)?;
    if stem.ends_with(['s', 'u', 'i']) && !stem.ends_with("xi") {
        return None;
    }
    let hissing =
        ["ch", "sh", "ss", "x", "z"].iter().find(|end| stem.strip_suffix('e').is_some_and(|s| s.ends_with(**end)));
    Some(match (stem.strip_suffix("ie"), hissing) {
        (Some(root), _) if root.len() > 1 => format_smolstr!("{root}y"),
        (_, Some(_)) => SmolStr::new(&stem[..stem.len() - 1]),
        _ => SmolStr::new(stem),
    })
}

/// Whether `text` starts with `word`, not going on as an English word.
fn starts_with_word(text: &str, word: &str) -> bool {
    let Some(head) = text.get(..word.len()) else { return false };
    let whole = !word.ends_with(|c: char| c.is_ascii_alphanumeric()) || !ascii_alphanumeric_at(text, word.len());
    head.eq_ignore_ascii_case(word) && whole
}

/// Whether `text` ends with `word`, not within an English word.
pub(super) fn ends_with_word(text: &str, word: &str) -> bool {
    let Some(from) = text.len().checked_sub(word.len()) else { return false };
    let Some(tail) = text.get(from..) else { return false };
    let inside = word.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text[..from].ends_with(|c: char| c.is_ascii_alphanumeric());
    tail.eq_ignore_ascii_case(word) && !inside
}
