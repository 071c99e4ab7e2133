//! Words that begin like a numeral, and with which no figure begins: 이날, 한국, 사실.

use super::Scanner;
use crate::extract::numerals;

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
        end < run.len() && !numerals.iter().any(|numeral| self.may_make_figure(&run[numeral.span.end..]))
    }

    /// Whether what follows a numeral may be a unit, a noun, or something else that makes a figure of it.
    fn may_make_figure(&self, rest: &str) -> bool {
        let (units, numerals) = (&self.rules.units, &self.rules.numerals);
        let meets = |word: &String| word.starts_with(rest) || rest.starts_with(word.as_str());
        units.symbols.meets(rest.bytes())
            || units.words.meets(rest.bytes())
            || units.nouns.meets(rest.bytes())
            || numerals.connectors.meets(rest.bytes())
            || [&numerals.over, &numerals.out_of, &numerals.milestones, &numerals.carried]
                .into_iter()
                .flatten()
                .any(meets)
    }
}
