//! How a file of `rules/units/` is written.

use crate::rules::Spanned;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use smol_str::SmolStr;

use super::Factor;
use crate::quantity::Dimension;

/// A file of `rules/units/`: the units of one dimension.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct File {
    /// The dimension of its units, unless an entry says otherwise.
    pub dimension: Dimension,
    /// What its units count: no unit of a file that counts something else counts the same.
    pub class: Option<SmolStr>,
    /// How native numerals (한, 두) stand before the units of this file; `spaced` if not given.
    pub native: Option<Letters>,
    /// How Sino-Korean numerals in letters (삼, 만) stand before them; `never` if not given.
    pub sino: Option<Letters>,
    /// The units.
    #[serde(default)]
    pub unit: Vec<UnitEntry>,
    /// Words before the numeral that turn one unit into another: 시속 120㎞.
    #[serde(default)]
    pub lead: Vec<Lead>,
    /// Forms that begin like a unit and are none: 세기, 년대.
    #[serde(default)]
    pub blocked: Vec<Form>,
}

/// One unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    /// The code that is printed; declared once in all files.
    pub code: Spanned<String>,
    /// What messages call it.
    pub name: Names,
    /// Its dimension, if not the file's.
    pub dimension: Option<Dimension>,
    /// Korean forms behind the numeral.
    #[serde(default)]
    pub ko: Vec<Form>,
    /// English forms, in the singular; regular plurals are added.
    #[serde(default)]
    pub en: Vec<Form>,
    /// Symbols and abbreviations, where case matters.
    #[serde(default)]
    pub symbols: Vec<Form>,
    /// Forms before the numeral: $, US$.
    #[serde(default)]
    pub before: Vec<String>,
    /// English nouns for how many there are, before the number: a population of 341,000.
    #[serde(default)]
    pub measured: Vec<String>,
    /// Korean nouns that tell 곳 and 개 what is counted, and that numerals in letters count directly.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Words that are a quantity by themselves: 절반, twice.
    #[serde(default)]
    pub words: Vec<Word>,
    /// To the base unit: a decimal or a fraction, exact.
    pub factor: Option<Spanned<String>>,
    /// Added to the value before the factor (temperatures).
    #[serde(default)]
    pub offset: Decimal,
    /// Code of the smaller unit that may follow and counts on top: 6시간 30분.
    pub subunit: Option<Spanned<String>>,
    /// Forms of the unit behind which a bare number is in the smaller unit: 6-foot-6.
    #[serde(default)]
    pub unsaid_subunit: Vec<String>,
    /// Code of the unit that figures in this one are stated in, by the factors of both: cents in dollars.
    pub within: Option<Spanned<String>>,
    /// Takes its unit from the noun that it counts.
    #[serde(default)]
    pub generic: bool,
    /// May count what units of another class do: 표 and 명, 가구 and 채.
    #[serde(default)]
    pub open: bool,
    /// Digits directly behind the unit are decimals: 9초79.
    #[serde(default)]
    pub decimals_behind: bool,
    /// How native numerals stand before it.
    pub native: Option<Letters>,
    /// How Sino-Korean numerals in letters stand before it.
    pub sino: Option<Letters>,
    /// What the extractor uses this unit for by itself.
    pub role: Option<Role>,
}

/// A unit's names.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Names {
    /// Korean
    pub ko: SmolStr,
    /// English, in the plural
    pub en: SmolStr,
}

/// Units that figures have without naming them.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// 3분의 1, one in eight
    Fraction,
    /// 300만 돌파
    Person,
    /// 김모(43) 씨
    Age,
    /// 제20회
    Ordinal,
    /// 3-1로
    Score,
    /// 20억 차익
    Money,
    /// a gap of 5 points, which behind percentages is …
    Point,
    /// … in this unit
    PercentagePoint,
}

/// How far a numeral written in letters may be trusted before a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Letters {
    /// A numeral of one syllable never counts this unit.
    Never,
    /// It does with a space between: 두 대, not 두대.
    Spaced,
    /// A scale word of one syllable also does without: 만원, not 일원.
    Scales,
    /// Any numeral also does without: 두명, 이리터.
    Joined,
}

/// A surface form, plain or with the conditions under which it has the meaning.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Form {
    /// Always.
    Plain(String),
    /// Under conditions.
    When(Conditional),
}

/// A surface form that depends on its surroundings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Conditional {
    form: String,
    when: Condition,
}

/// Where a form has its meaning. All that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// One of these follows, white space apart.
    #[serde(default)]
    pub follow: Vec<String>,
    /// None of these follows, white space apart.
    #[serde(default)]
    pub not_follow: Vec<String>,
    /// One of these stands before the numeral, white space apart.
    #[serde(default)]
    pub lead: Vec<String>,
    /// None of these stands before the numeral, white space apart.
    #[serde(default)]
    pub not_lead: Vec<String>,
    /// Only with native numerals: 두 분.
    #[serde(default)]
    pub native_only: bool,
    /// Only with numerals in digits: 2심.
    #[serde(default)]
    pub digits_only: bool,
    /// Only with decades: 30대.
    #[serde(default)]
    pub decade: bool,
    /// The value is smaller than this.
    pub below: Option<u32>,
    /// The value is at least this.
    pub from: Option<u32>,
    /// With both `follow` and `lead`, either is enough.
    #[serde(default)]
    pub either: bool,
}

impl Condition {
    /// Whether it always holds.
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

impl Form {
    /// The form itself.
    pub fn text(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::When(conditional) => &conditional.form,
        }
    }

    /// Its conditions.
    pub fn condition(&self) -> Condition {
        match self {
            Self::Plain(_) => Condition::default(),
            Self::When(conditional) => conditional.when.clone(),
        }
    }

    /// The same under another form.
    #[must_use]
    pub fn with_text(&self, text: String) -> Self {
        match self {
            Self::Plain(_) => Self::Plain(text),
            Self::When(c) => Self::When(Conditional { form: text, when: c.when.clone() }),
        }
    }
}

/// A word that is a quantity by itself.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// The word.
    pub form: String,
    /// Its value, a decimal or a fraction.
    pub value: Spanned<String>,
    #[serde(default)]
    when: Condition,
}

impl Word {
    /// Where the word has this value.
    pub fn condition(&self) -> Condition {
        self.when.clone()
    }
}

/// Words before a numeral that turn its unit into another.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lead {
    /// The words: 시속.
    pub words: Vec<String>,
    /// Code of the unit that is written: km.
    pub from: Spanned<String>,
    /// Code of the unit that is meant: km/h.
    pub to: Spanned<String>,
}

/// `400/121` or `0.3048`, with the offset of the entry.
pub(super) fn parse_factor(text: &str, offset: Decimal) -> Option<Factor> {
    let (numerator, denominator) = parse_fraction(text)?;
    (numerator > Decimal::ZERO && denominator > Decimal::ZERO).then_some(Factor { numerator, denominator, offset })
}

/// The value of a decimal or a fraction, the latter at six decimals unless it terminates.
pub(super) fn parse_value(text: &str) -> Option<Decimal> {
    let (numerator, denominator) = parse_fraction(text)?;
    crate::extract::numerals::ratio(numerator, denominator)
}

fn parse_fraction(text: &str) -> Option<(Decimal, Decimal)> {
    let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
    Some((Decimal::from_str_exact(numerator).ok()?, Decimal::from_str_exact(denominator).ok()?))
}
