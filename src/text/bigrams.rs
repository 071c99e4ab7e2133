//! How alike two texts are by the pairs of characters that they share.

use super::hash::mix;

/// Two characters that follow each other; a stem of one character pairs it with `'\0'`.
pub type Bigram = [char; 2];

/// The bigrams of a stem, in order.
pub fn of(stem: &str) -> impl Iterator<Item = Bigram> {
    let lone = stem.chars().next().filter(|c| c.len_utf8() == stem.len()).map(|c| [c, '\0']);
    stem.chars().zip(stem.chars().skip(1)).map(|(a, b)| [a, b]).chain(lone)
}

/// Bits for the bigrams of a stem: two stems that have none in common share no bigram.
pub fn bits(stem: &str) -> u64 {
    of(stem).fold(0, |bits, [a, b]| bits | 1 << (mix(u64::from(a), u64::from(b)) >> 58))
}

/// How alike two stems are by their bigrams: see [`Overlap::dice`].
pub fn dice(a: &str, b: &str) -> f64 {
    if bits(a) & bits(b) == 0 {
        return 0.0;
    }
    Bigrams::from_iter([a]).overlap(&Bigrams::from_iter([b]), |_| 1.0).dice()
}

/// The distinct bigrams of some stems.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bigrams(Vec<Bigram>);

impl<'a> FromIterator<&'a str> for Bigrams {
    fn from_iter<I: IntoIterator<Item = &'a str>>(stems: I) -> Self {
        let mut all: Vec<Bigram> = stems.into_iter().flat_map(of).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

impl Bigrams {
    /// The bigrams, ascending.
    pub fn as_slice(&self) -> &[Bigram] {
        &self.0
    }

    /// What two sets share and have, each bigram counting as much as `weight` says, as an inverse
    /// document frequency does.
    pub fn overlap(&self, other: &Self, weight: impl Fn(Bigram) -> f64) -> Overlap {
        let sum = |set: &[Bigram]| set.iter().map(|&b| weight(b)).sum();
        let mut shared = 0.0;
        let mut theirs = other.0.iter().peekable();
        for mine in &self.0 {
            while theirs.next_if(|t| *t < mine).is_some() {}
            if theirs.next_if_eq(&mine).is_some() {
                shared += weight(*mine);
            }
        }
        Overlap { shared, left: sum(&self.0), right: sum(&other.0) }
    }
}

/// The weights of two sets and of what they share.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Overlap {
    /// Of what both have.
    pub shared: f64,
    /// Of the first set.
    pub left: f64,
    /// Of the second set.
    pub right: f64,
}

impl Overlap {
    /// Twice the shared weight over the sum of both, from 0 to 1.
    pub fn dice(self) -> f64 {
        ratio(2.0 * self.shared, self.left + self.right)
    }

    /// The shared weight over the smaller of the two, from 0 to 1.
    pub fn containment(self) -> f64 {
        ratio(self.shared, self.left.min(self.right))
    }
}

fn ratio(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn overlap(a: &[&str], b: &[&str]) -> Overlap {
        a.iter().copied().collect::<Bigrams>().overlap(&b.iter().copied().collect(), |_| 1.0)
    }

    #[test]
    fn dice_and_containment() {
        assert_eq!(overlap(&["영업이익"], &["영업이익"]).dice().to_bits(), 1.0_f64.to_bits());
        assert_eq!(overlap(&["영업이익"], &["영업", "이익"]).shared.to_bits(), 2.0_f64.to_bits());
        assert!((overlap(&["영업이익"], &["영업"]).containment() - 1.0).abs() < 1e-9);
        for (a, b) in [("영업이익", "영업"), ("영업이익", "이익률"), ("불", "불"), ("불", "물"), ("매출", "이익")]
        {
            assert_eq!(dice(a, b).to_bits(), overlap(&[a], &[b]).dice().to_bits(), "{a}, {b}");
        }
        assert!((overlap(&["영업이익"], &["영업"]).dice() - 0.5).abs() < 1e-9);
        assert!(overlap(&["불"], &["물"]).dice().abs() < 1e-9);
        assert!(overlap(&[], &[]).dice().abs() < 1e-9);
    }

    #[test]
    fn a_rare_pair_counts_for_more() {
        let rare = |b: Bigram| if b == ['이', '적'] { 5.0 } else { 1.0 };
        let left: Bigrams = ["이적료"].into_iter().collect();
        let right: Bigrams = ["이적"].into_iter().collect();
        assert!(left.overlap(&right, rare).dice() > left.overlap(&right, |_| 1.0).dice());
    }

    #[test]
    fn one_character_is_a_bigram_of_its_own() {
        assert_eq!(of("불").collect::<Vec<_>>(), [['불', '\0']]);
        assert_eq!(of("").count(), 0);
    }
}
