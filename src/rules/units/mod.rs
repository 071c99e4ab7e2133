//! Units: surface forms, code, dimension and the factor to the dimension's base unit.
//!
//! One file per dimension, one `[[unit]]` per unit; every form stands in the tables once, and the
//! matchers are built from them. See `units::file` for what an entry may say.

use std::collections::HashMap;

use rust_decimal::Decimal;
use smol_str::SmolStr;

use super::{RuleError, RuleFile, Table};
use crate::article::Lang;
use crate::quantity::Dimension;
use crate::text::trie::{CharSet, Trie};

pub mod file;
mod plural;

pub use file::{Condition, Letters};
use file::{File, Form, UnitEntry};

/// A unit, by its position in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnitId(u16);

/// What the tables know about a unit.
#[derive(Clone, Debug)]
pub struct UnitInfo {
    /// The printed code: `KRW`, `m2`, `{person}`.
    pub code: SmolStr,
    /// What it measures.
    pub dimension: Dimension,
    /// How Korean names it: 원, 명.
    pub ko: SmolStr,
    /// How English names it: won, people.
    pub en: SmolStr,
    /// How English names one of it: won, person.
    pub one: SmolStr,
    /// How to convert to the base unit of the dimension, for physical units.
    pub factor: Option<Factor>,
    /// The unit that a figure right behind may be given in and counts on top: minutes behind hours.
    pub(crate) subunit: Option<UnitId>,
    /// Forms behind which the smaller unit goes without saying: foot in 6-foot-6.
    pub(crate) unsaid_subunit: Vec<String>,
    /// The unit that figures in this one are stated in: dollars for cents.
    pub(crate) within: Option<UnitId>,
    /// Takes its unit from the noun it counts: 곳, 개.
    pub(crate) generic: bool,
    /// What it counts, where it is told and nothing else can be.
    class: Option<SmolStr>,
    /// Digits directly behind the unit are decimals: 9초79.
    pub(crate) decimals_behind: bool,
    /// How letter numerals stand before the unit.
    pub(crate) native: Letters,
    pub(crate) sino: Letters,
}

/// base = (value + `offset`) × `numerator` ÷ `denominator`, all three exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Factor {
    pub numerator: Decimal,
    pub denominator: Decimal,
    pub offset: Decimal,
}

/// One way to read a surface form.
#[derive(Clone, Debug)]
pub(crate) struct Sense {
    /// The unit; `None` for forms that only look like one (세기, 년대).
    pub(crate) unit: Option<UnitId>,
    /// Where the form has this sense.
    pub(crate) when: Condition,
    /// An English word, which wants a word boundary before it.
    pub(crate) word: bool,
}

/// A word that is a quantity by itself: 절반, twice.
#[derive(Clone, Debug)]
pub(crate) struct Fixed {
    pub(crate) unit: UnitId,
    pub(crate) value: Decimal,
    pub(crate) when: Condition,
}

/// The table of units.
#[derive(Debug, Default)]
pub struct Units {
    infos: Vec<UnitInfo>,
    by_code: HashMap<SmolStr, UnitId>,
    /// Symbols, as written: km, ㎡, %.
    pub(crate) symbols: Trie<Vec<Sense>>,
    /// Words of both languages, in lower case.
    pub(crate) words: Trie<Vec<Sense>>,
    /// What stands before the numeral: $, US$, seats.
    pub(crate) before: Trie<Option<UnitId>>,
    /// Korean nouns that say what is counted, forwards: 두 회사, 18개 센터.
    pub(crate) nouns: Trie<Option<UnitId>>,
    /// The same backwards: 물류센터 18곳.
    pub(crate) nouns_behind: Trie<Option<UnitId>>,
    /// English nouns for how many there are: population, toll.
    pub(crate) measured: HashMap<String, UnitId>,
    /// Words that are quantities by themselves.
    pub(crate) fixed: Trie<Vec<Fixed>>,
    /// What `before` and `fixed` begin with.
    pub(crate) starts: CharSet,
    /// Words before the numeral (reversed) that change the unit: 시속 120㎞.
    pub(crate) leads: Trie<Vec<(UnitId, UnitId)>>,
    /// The unit of ordinals and the like, which the extractor makes itself.
    pub(crate) fraction: Option<UnitId>,
    pub(crate) person: Option<UnitId>,
    pub(crate) age: Option<UnitId>,
    pub(crate) ordinal: Option<UnitId>,
    pub(crate) score: Option<UnitId>,
    pub(crate) money: Option<UnitId>,
    pub(crate) point: Option<UnitId>,
    pub(crate) percentage_point: Option<UnitId>,
}

impl Table for Units {
    const FOLDER: &'static str = "units";
    type File = File;

    fn compile(files: Vec<RuleFile<File>>) -> Result<Self, RuleError> {
        let mut units = Self::default();
        for file in &files {
            for entry in &file.content.unit {
                units.declare(file, entry)?;
            }
        }
        for file in &files {
            units.add_file(file)?;
        }
        Ok(units)
    }
}

impl Units {
    /// What is known about the unit of this code; `None` for counted nouns that no table names.
    pub fn unit(&self, code: &str) -> Option<&UnitInfo> {
        self.by_code.get(code).map(|&id| self.info(id))
    }

    /// How a value in this unit converts to the base unit of its dimension, exactly.
    pub fn factor(&self, code: &str) -> Option<Factor> {
        self.unit(code)?.factor
    }

    /// The unit's name in `lang`; the code without its braces for a counted noun that no table names.
    pub fn name<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        match (self.unit(code), lang) {
            (Some(info), Lang::Ko) => &info.ko,
            (Some(info), Lang::En) => &info.en,
            (None, _) => code.trim_start_matches('{').trim_end_matches('}'),
        }
    }

    /// What one of the unit is called in `lang`: hour, where [`Self::name`] says hours.
    pub fn name_of_one<'a>(&'a self, code: &'a str, lang: Lang) -> &'a str {
        match (self.unit(code), lang) {
            (Some(info), Lang::En) => &info.one,
            _ => self.name(code, lang),
        }
    }

    /// Whether what is counted in the one unit can't be what is counted in the other: people and storeys.
    pub fn exclude(&self, a: &str, b: &str) -> bool {
        let class = |code| self.unit(code).and_then(|info| info.class.as_ref());
        class(a).zip(class(b)).is_some_and(|(a, b)| a != b)
    }

    pub(crate) fn info(&self, id: UnitId) -> &UnitInfo {
        &self.infos[usize::from(id.0)]
    }

    pub(crate) fn id(&self, code: &str) -> Option<UnitId> {
        self.by_code.get(code).copied()
    }

    fn declare(&mut self, file: &RuleFile<File>, entry: &UnitEntry) -> Result<(), RuleError> {
        let code = SmolStr::new(entry.code.get_ref());
        let id = UnitId(u16::try_from(self.infos.len()).expect("fewer than 65536 units"));
        if self.by_code.insert(code.clone(), id).is_some() {
            return Err(file.error(entry.code.span(), format!("the unit {code} is declared twice")));
        }
        let factor = entry.factor.as_ref().map(|text| {
            file::parse_factor(text.get_ref(), entry.offset)
                .ok_or_else(|| file.error(text.span(), "expected a positive number or fraction such as \"400/121\""))
        });
        self.infos.push(UnitInfo {
            dimension: entry.dimension.unwrap_or(file.content.dimension),
            ko: entry.name.ko.clone(),
            en: entry.name.en.clone(),
            one: entry.en.first().map_or_else(|| entry.name.en.clone(), |form| SmolStr::new(form.text())),
            factor: factor.transpose()?,
            subunit: None,
            unsaid_subunit: entry.unsaid_subunit.clone(),
            within: None,
            generic: entry.generic,
            class: file.content.class.clone().filter(|_| !entry.generic && !entry.open),
            decimals_behind: entry.decimals_behind,
            native: entry.native.or(file.content.native).unwrap_or(Letters::Spaced),
            sino: entry.sino.or(file.content.sino).unwrap_or(Letters::Never),
            code,
        });
        Ok(())
    }

    fn add_file(&mut self, file: &RuleFile<File>) -> Result<(), RuleError> {
        for entry in &file.content.unit {
            let id = self.id(entry.code.get_ref()).expect("declared before");
            self.add_unit(file, entry, id)?;
        }
        for form in &file.content.blocked {
            self.add_word(form.clone(), None, form.text().is_ascii());
        }
        for lead in &file.content.lead {
            let from = self.known(file, &lead.from)?;
            let to = self.known(file, &lead.to)?;
            for word in &lead.words {
                self.leads.entry(word.bytes().rev()).into_iter().for_each(|targets| targets.push((from, to)));
            }
        }
        Ok(())
    }

    fn add_unit(&mut self, file: &RuleFile<File>, entry: &UnitEntry, id: UnitId) -> Result<(), RuleError> {
        if let Some(sub) = &entry.subunit {
            self.infos[usize::from(id.0)].subunit = Some(self.known(file, sub)?);
        }
        if let Some(whole) = &entry.within {
            self.infos[usize::from(id.0)].within = Some(self.known(file, whole)?);
        }
        for form in &entry.ko {
            self.add_word(form.clone(), Some(id), false);
        }
        for form in &entry.en {
            self.add_word(form.clone(), Some(id), true);
            if let Some(plural) = plural::of(form.text()) {
                self.add_word(form.with_text(plural), Some(id), true);
            }
        }
        for form in &entry.symbols {
            let sense = Sense { unit: Some(id), when: form.condition(), word: false };
            add_sense(&mut self.symbols, form.text(), sense);
        }
        for form in &entry.before {
            self.before.entry(form.to_ascii_lowercase().bytes()).into_iter().for_each(|unit| *unit = Some(id));
            self.add_start(form);
        }
        self.measured.extend(entry.measured.iter().map(|noun| (noun.clone(), id)));
        for noun in &entry.nouns {
            self.nouns.entry(noun.bytes()).into_iter().for_each(|unit| *unit = Some(id));
            self.nouns_behind.entry(noun.bytes().rev()).into_iter().for_each(|unit| *unit = Some(id));
        }
        for word in &entry.words {
            let value = file::parse_value(word.value.get_ref())
                .ok_or_else(|| file.error(word.value.span(), "expected a number or a fraction"))?;
            let fixed = Fixed { unit: id, value, when: word.condition() };
            let key = word.form.to_ascii_lowercase();
            self.add_start(&key);
            self.fixed.entry(key.bytes()).into_iter().for_each(|list| list.push(fixed.clone()));
        }
        match entry.role {
            Some(file::Role::Fraction) => self.fraction = Some(id),
            Some(file::Role::Person) => self.person = Some(id),
            Some(file::Role::Age) => self.age = Some(id),
            Some(file::Role::Ordinal) => self.ordinal = Some(id),
            Some(file::Role::Score) => self.score = Some(id),
            Some(file::Role::Money) => self.money = Some(id),
            Some(file::Role::Point) => self.point = Some(id),
            Some(file::Role::PercentagePoint) => self.percentage_point = Some(id),
            None => {}
        }
        Ok(())
    }

    fn add_word(&mut self, form: Form, unit: Option<UnitId>, word: bool) {
        add_sense(&mut self.words, &form.text().to_ascii_lowercase(), Sense { unit, when: form.condition(), word });
    }

    fn add_start(&mut self, form: &str) {
        self.starts.add_first_of(&form.to_ascii_lowercase());
        self.starts.add_first_of(&form.to_ascii_uppercase());
    }

    fn known(&self, file: &RuleFile<File>, code: &super::Spanned<String>) -> Result<UnitId, RuleError> {
        self.id(code.get_ref())
            .ok_or_else(|| file.error(code.span(), format!("no unit is declared with the code {}", code.get_ref())))
    }
}

/// Adds a reading of `form`; those with conditions are tried before the plain one.
fn add_sense(forms: &mut Trie<Vec<Sense>>, form: &str, sense: Sense) {
    if let Some(senses) = forms.entry(form.bytes()) {
        let at = if sense.when.is_plain() { senses.len() } else { 0 };
        senses.insert(at, sense);
    }
}
