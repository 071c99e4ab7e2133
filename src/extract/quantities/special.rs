//! Figures that are no numeral with a unit behind: 3분의 1, one in eight, 절반, 차우림(24), 300만 돌파.

use rust_decimal::Decimal;

use super::{Figure, Scanner, is_letter};
use crate::extract::numerals::{self, Amount, Numeral, Script};
use crate::rules::units::UnitId;
use crate::span::Span;

/// The greatest age that a bare number in parentheses is taken for.
const OLDEST: u32 = 120;

/// So many words before an English verb is its subject looked for.
const SUBJECT: usize = 12;

impl Scanner<'_> {
    /// 3분의 1, one in eight, One voter in eight.
    pub(super) fn fraction(&self, numerals: &[Numeral]) -> Option<Figure> {
        numerals.iter().rev().find_map(|first| self.over(first).or_else(|| self.one_in(first)))
    }

    /// 3분의 1: denominator first.
    fn over(&self, denominator: &Numeral) -> Option<Figure> {
        let at = denominator.span.end + self.gap(denominator.span.end);
        let rest = self.behind(at);
        let over = self.rules.numerals.over.iter().find(|over| rest.starts_with(over.as_str()))?;
        let behind = at + over.len();
        let numerals = self.numerals(behind + self.gap(behind));
        let numerator = numerals.iter().rev().find(|n| self.word_ends(n.span.end))?;
        self.parts(denominator.span.start, numerator.span.end, numerator, denominator)
    }

    /// nine in ten, One voter in eight, seven out of 10.
    fn one_in(&self, numerator: &Numeral) -> Option<Figure> {
        let end = numerator.span.end;
        let rest = self.behind(end);
        let noun = rest.strip_prefix(' ').map_or(0, |r| 1 + r.bytes().take_while(u8::is_ascii_lowercase).count());
        let small = numerator.amount.is_some_and(|a| a.high < Decimal::from(100));
        let places = [end, end + noun];
        places.into_iter().filter(|_| small).find_map(|at| {
            let rest = self.behind(at);
            let word = self.rules.numerals.out_of.iter().find(|word| rest.starts_with(word.as_str()))?;
            let numerals = self.numerals(at + word.len());
            let whole = numerals.last().filter(|n| n.bare_digits != Some(4) && self.counts_parts(numerator, n))?;
            if at > end && self.unit_behind(whole).is_some() {
                return None;
            }
            self.parts(numerator.span.start, whole.span.end, numerator, whole)
        })
    }

    /// Whether “X in Y” may be a share: written alike, and no unit behind that makes Y a quantity (two in 10 minutes).
    fn counts_parts(&self, part: &Numeral, whole: &Numeral) -> bool {
        let alike = part.script == whole.script || part.script == Script::English;
        let proper = part.amount.zip(whole.amount).is_some_and(|(p, w)| p.high < w.low && w.low <= Decimal::from(1000));
        let unit = self.unit_behind(whole).and_then(|(counted, _)| counted.id);
        let time = unit.is_some_and(|id| self.rules.units.info(id).dimension == crate::quantity::Dimension::Time);
        alike && proper && !time && !numerals::ascii_alphanumeric_at(self.text, whole.span.end)
    }

    fn parts(&self, start: usize, end: usize, numerator: &Numeral, denominator: &Numeral) -> Option<Figure> {
        let unit = self.rules.units.counted(self.rules.units.fraction?);
        let (top, bottom) = (numerator.amount?, denominator.amount?);
        let value = numerals::ratio(top.low, bottom.low)?;
        let amount = Some(Amount::exact(value));
        Some(Figure::new(Span::new(start, end), amount, numerals::last_place(value), unit.unit, "fraction"))
    }

    /// A word that is a quantity by itself: 절반, 처음, twice.
    pub(super) fn fixed(&self, at: usize) -> Option<Figure> {
        let text = self.behind(at).bytes().map(|b| b.to_ascii_lowercase());
        let found = self.rules.units.fixed.prefixes(text).filter_map(|(length, senses)| {
            let end = at + length;
            let latin = self.byte(end - 1).is_ascii_alphabetic();
            let whole = if latin { !numerals::ascii_alphanumeric_at(self.text, end) } else { self.word_ends(end) };
            let sense = senses.iter().find(|sense| whole && self.surrounded(&sense.when, at, end))?;
            Some((sense, end))
        });
        let (fixed, end) = found.last()?;
        let unit = self.rules.units.counted(fixed.unit).unit;
        let amount = Some(Amount::exact(fixed.value));
        Some(Figure::new(Span::new(at, end), amount, numerals::last_place(fixed.value), unit, "word"))
    }

    /// An age behind a name: 차우림(24), 김모(41·여), "Kim, 43,".
    pub(super) fn age(&self, numerals: &[Numeral]) -> Option<Figure> {
        let numeral = numerals.first().filter(|n| n.bare_digits.is_some_and(|digits| digits <= 3))?;
        let amount = numeral.amount?;
        let before = self.before(numeral.span.start);
        let behind = self.behind(numeral.span.end);
        let grown = amount.low >= Decimal::TEN || numeral.bare_digits == Some(1);
        let plausible = grown && amount.low > Decimal::ZERO && amount.low <= Decimal::from(OLDEST);
        if !plausible || !(in_parentheses(before, behind) || in_commas(before, behind)) {
            return None;
        }
        let unit = self.rules.units.counted(self.rules.units.age?).unit;
        Some(Figure::new(numeral.span, Some(amount), numeral.step, unit, "age"))
    }

    /// A number that leaves unsaid what it counts: 300만 돌파; 26 more, behind 64 jets.
    pub(super) fn unsaid(&self, numerals: &[Numeral], earlier: &[Figure]) -> Option<Figure> {
        let numeral = numerals.last()?;
        let rest = self.behind(numeral.span.end).trim_start();
        let milestone = || self.rules.numerals.milestones.iter().any(|word| rest.starts_with(word.as_str()));
        if numeral.exponent >= 4 && milestone() && self.word_ends(numeral.span.end) {
            let unit = self.rules.units.counted(self.counted_before(numeral).or(self.rules.units.person)?).unit;
            return Some(Figure::new(numeral.span, numeral.amount, numeral.step, unit, "milestone"));
        }
        self.unsaid_money(numeral)
            .or_else(|| self.carried_on(numeral, earlier))
            .or_else(|| self.part_of_whole(numeral, earlier))
            .or_else(|| self.counted_by_noun_before(numeral))
    }

    /// The death toll from the landslide rose to 38; subscribers passed four million; a population of 341,000.
    fn counted_by_noun_before(&self, numeral: &Numeral) -> Option<Figure> {
        let (units, numerals) = (&self.rules.units, &self.rules.numerals);
        let before = self.before(self.hedged_start(numeral.span.start)).trim_end();
        let moves = numerals.moves.longest_behind(before);
        let (length, ()) = moves.or_else(|| numerals.levels.longest_behind(before))?;
        let head = before[..before.len() - length].strip_suffix(' ')?;
        let reach = if moves.is_some() { SUBJECT } else { 1 };
        let words = || head.rsplit(' ').take(reach).take_while(|word| word.ends_with(is_letter));
        let measured = words().find_map(|word| units.measured.get(&word.to_ascii_lowercase()).copied());
        let unit = measured.or_else(|| self.plural_noun(words().next().filter(|_| moves.is_some())?))?;
        let ends = self.word_ends(numeral.span.end) && !self.behind(numeral.span.end).starts_with(['-', '/', ':']);
        let unit = units.counted(unit).unit;
        (ends && !self.is_year(numeral))
            .then(|| Figure::new(numeral.span, numeral.amount, numeral.step, unit, "noun-before"))
    }

    /// 20억 차익, 추징금 31억: won, as headlines write it.
    fn unsaid_money(&self, numeral: &Numeral) -> Option<Figure> {
        let rest = self.behind(numeral.span.end).trim_start_matches(' ');
        let before = self.before(numeral.span.start).trim_end();
        let rules = &self.rules.numerals;
        let behind = || rules.money_behind.iter().any(|word| rest.starts_with(word.as_str()));
        let led = || rules.money_before.iter().any(|word| before.ends_with(word.as_str()));
        let large = numeral.exponent >= 8 && numeral.script == Script::Digits && self.word_ends(numeral.span.end);
        let unit = self.rules.units.counted(self.rules.units.money.filter(|_| large && (behind() || led()))?).unit;
        Some(Figure::new(numeral.span, numeral.amount, numeral.step, unit, "unsaid-money"))
    }

    /// 3-1로, 53대 46으로: a score, from the lower side's to the higher's.
    pub(super) fn score(&self, numerals: &[Numeral]) -> Option<Figure> {
        let first = numerals.first().filter(|n| n.bare_digits.is_some_and(|digits| digits <= 3))?;
        let rest = self.behind(first.span.end);
        let joint = self.rules.numerals.score_joints.iter().find(|joint| rest.starts_with(joint.as_str()))?;
        let numerals = self.numerals(first.span.end + joint.len());
        let second = numerals.first().filter(|n| n.bare_digits.is_some_and(|digits| digits <= 3))?;
        let behind = self.behind(second.span.end);
        let said = self.rules.numerals.score_behind.iter().any(|word| behind.starts_with(word.as_str()));
        let unit = self.rules.units.counted(self.rules.units.score.filter(|_| said)?).unit;
        let (a, b) = (first.amount?.low, second.amount?.low);
        let amount = Amount { low: a.min(b), high: a.max(b), open: false };
        Some(Figure::new(first.span.cover(second.span), Some(amount), Decimal::ONE, unit, "score"))
    }

    /// 제20회, 제 3차: the number of an edition.
    pub(super) fn edition(&self, at: usize) -> Option<Figure> {
        let before = self.before(at).trim_end_matches(' ');
        let prefix = self.rules.numerals.edition_before.iter().find_map(|word| before.strip_suffix(word.as_str()))?;
        let whole = !prefix.ends_with(super::is_letter);
        let numerals = self.numerals(at);
        let numeral = numerals.first().filter(|n| whole && n.bare_digits.is_some())?;
        let rest = self.behind(numeral.span.end);
        let edition = self.rules.numerals.editions.iter().find(|word| rest.starts_with(word.as_str()))?;
        let end = numeral.span.end + edition.len();
        if !self.particles_end(end) {
            return None;
        }
        let unit = self.rules.units.counted(self.rules.units.ordinal?).unit;
        let core = Span::new(at - (self.before(at).len() - prefix.len()), end);
        Some(Figure::new(core, numeral.amount, numeral.step, unit, "edition"))
    }

    /// What the sentence counts before the figure: 구독자 100만 돌파.
    fn counted_before(&self, numeral: &Numeral) -> Option<UnitId> {
        let before = self.before(numeral.span.start).trim_end();
        self.rules.units.nouns_behind.longest_behind(before).and_then(|(_, id)| *id)
    }

    /// A bare number that goes on counting what the figure before it in the sentence counted: bought 64
    /// jets and took options on 26 more.
    fn carried_on(&self, numeral: &Numeral, earlier: &[Figure]) -> Option<Figure> {
        let last = earlier.last().filter(|f| f.unit.dimension == crate::quantity::Dimension::Count)?;
        let behind = self.behind(numeral.span.end);
        let carries = self
            .rules
            .numerals
            .carried
            .iter()
            .any(|word| behind.strip_prefix(word.as_str()).is_some_and(|rest| !rest.starts_with(super::is_letter)));
        carries.then(|| Figure::new(numeral.span, numeral.amount, numeral.step, last.unit.clone(), "carried"))
    }

    /// Of the 214 members of the cooperative, 117 signed: the whole says what its part counts.
    fn part_of_whole(&self, numeral: &Numeral, earlier: &[Figure]) -> Option<Figure> {
        let whole = earlier.last().filter(|f| f.unit.dimension == crate::quantity::Dimension::Count)?;
        let between = self.text.get(whole.span.end..self.hedged_start(numeral.span.start))?;
        let phrase = between.trim_end().strip_suffix(',')?;
        let head = self.before(whole.span.start).trim_end().to_ascii_lowercase();
        let opens = |of: &String| {
            let clause = head.strip_suffix(of.trim());
            clause.is_some_and(|clause| !clause.trim_end().ends_with(super::is_letter))
        };
        let mut behind = self.behind(numeral.span.end).chars();
        let says = behind.next() == Some(' ') && behind.next().is_some_and(|c| c.is_ascii_lowercase());
        let is_part = says && !phrase.contains([',', ';']) && !self.is_year(numeral);
        (is_part && self.rules.numerals.of.iter().any(opens))
            .then(|| Figure::new(numeral.span, numeral.amount, numeral.step, whole.unit.clone(), "part"))
    }
}

/// `차우림(24)이`, `김모(41·여)씨`, `(본명 박재상·35)`.
fn in_parentheses(before: &str, behind: &str) -> bool {
    let opened = before.strip_suffix('(').is_some_and(|head| head.ends_with(char::is_alphabetic));
    let behind_name = before
        .strip_suffix(['·', '.', ','])
        .is_some_and(|head| head.ends_with(char::is_alphabetic) && head.rfind('(') > head.rfind(')'));
    (opened && behind.starts_with([')', '·', ',', '/', 'ㆍ', '・'])) || (behind_name && behind.starts_with(')'))
}

/// `Kim, 43, said`.
fn in_commas(before: &str, behind: &str) -> bool {
    let name = before.strip_suffix(", ").and_then(|head| head.rsplit(' ').next());
    let capital = name.is_some_and(|word| {
        word.len() > 1
            && word.starts_with(|c: char| c.is_ascii_uppercase())
            && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
    });
    capital && behind.starts_with(',')
}
