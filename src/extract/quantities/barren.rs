//! Words that begin like a numeral, and with which no figure begins: 이날, 한국, 사실.

use super::{Scanner, is_hangul};
use crate::extract::numerals::{self, Numeral, Script};
use crate::rules::units::Sense;
use crate::text::trie::Trie;

impl Scanner<'_> {
    /// Whether no figure begins with a run of Hangul, whatever follows it: the numeral that it begins with
    /// ends inside it, before nothing that makes a figure of a numeral.
    pub(super) fn is_barren(&self, run: &str) -> bool {
        !run.is_empty() && self.rules.barren.get(run, || self.is_word(run) && self.counts_nothing(run))
    }

    /// Whether no table of figures without a numeral has an entry that goes along with the run.
    fn is_word(&self, run: &str) -> bool {
        let units = &self.rules.units;
        !units.fixed.meets(run.bytes()) && !units.before.meets(run.bytes())
    }

    fn counts_nothing(&self, run: &str) -> bool {
        let (numerals, end) = numerals::read_through(run, 0, &self.rules.numerals);
        end < run.len() && !numerals.iter().any(|numeral| self.may_make_figure(numeral, &run[numeral.span.end..]))
    }

    /// Whether what follows a numeral in its run may be a unit, a noun, or something else that makes a figure of it.
    fn may_make_figure(&self, numeral: &Numeral, rest: &str) -> bool {
        let (units, numerals) = (&self.rules.units, &self.rules.numerals);
        let meets = |word: &String| word.starts_with(rest) || rest.starts_with(word.as_str());
        let counts_nouns = numeral.script == Script::Native && !numeral.lone;
        self.may_count(&units.symbols, numeral, rest)
            || self.may_count(&units.words, numeral, rest)
            || (counts_nouns && units.nouns.meets(rest.bytes()))
            || numerals.connectors.meets(rest.bytes())
            || [&numerals.over, &numerals.out_of, &numerals.milestones, &numerals.carried]
                .into_iter()
                .flatten()
                .any(meets)
    }

    /// Whether a numeral may count one of `forms` directly behind it, or one that goes on behind the run.
    fn may_count(&self, forms: &Trie<Vec<Sense>>, numeral: &Numeral, rest: &str) -> bool {
        let counts = |sense: &Sense| !sense.word && sense.unit.is_some_and(|id| self.letters_fit(id, true, numeral));
        let text = || rest.bytes().map(|b| b.to_ascii_lowercase());
        let mut inside = forms.prefixes(text());
        forms.goes_on(text())
            || inside.any(|(length, senses)| senses.iter().any(counts) && self.may_end_with(&rest[length..]))
    }

    /// Whether `rest`, with which a run ends, may be nothing but particles.
    fn may_end_with(&self, mut rest: &str) -> bool {
        let tails = &self.rules.numerals.tails;
        while rest.starts_with(is_hangul) && !tails.goes_on(rest.bytes()) {
            let Some((length, ())) = tails.longest(rest.bytes()) else { return false };
            rest = &rest[length..];
        }
        true
    }
}
