//! Which words of two quotations are the same.

use super::side::Token;
use crate::text::bigrams::dice;

/// Words beyond this number are not aligned; no quotation of a news article is that long.
const LIMIT: usize = 240;

/// Two stems of at least this Dice coefficient are forms of one word.
const ALIKE: f64 = 0.5;

/// The words of two sides, paired in order; a word that moved is paired in a second pass.
#[derive(Debug)]
pub(super) struct Alignment {
    /// For each word of the first side, its partner on the second.
    pub(super) left: Vec<Option<usize>>,
    /// For each word of the second side, its partner on the first.
    pub(super) right: Vec<Option<usize>>,
    /// Stretches without partners between words that have one: `(from, to)` on either side.
    pub(super) gaps: Vec<[(usize, usize); 2]>,
}

impl Alignment {
    pub(super) fn of(a: &[Token], b: &[Token]) -> Self {
        let (a, b) = (&a[..a.len().min(LIMIT)], &b[..b.len().min(LIMIT)]);
        let same: Vec<Vec<bool>> = a.iter().map(|x| b.iter().map(|y| is_same_word(x, y)).collect()).collect();
        let mut left = vec![None; a.len()];
        let mut right = vec![None; b.len()];
        for (i, j) in in_order(&same, a.len(), b.len()) {
            (left[i], right[j]) = (Some(j), Some(i));
        }
        let gaps = gaps(&left, b.len());
        for i in 0..a.len() {
            let moved = (0..b.len()).find(|&j| left[i].is_none() && right[j].is_none() && same[i][j] && a[i].content);
            if let Some(j) = moved {
                (left[i], right[j]) = (Some(j), Some(i));
            }
        }
        Self { left, right, gaps }
    }
}

/// The longest common subsequence.
fn in_order(same: &[Vec<bool>], rows: usize, columns: usize) -> Vec<(usize, usize)> {
    let mut best = vec![vec![0_u16; columns + 1]; rows + 1];
    for i in (0..rows).rev() {
        for j in (0..columns).rev() {
            let with = if same[i][j] { best[i + 1][j + 1] + 1 } else { 0 };
            best[i][j] = with.max(best[i + 1][j]).max(best[i][j + 1]);
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while i < rows && j < columns {
        if same[i][j] && best[i][j] == best[i + 1][j + 1] + 1 {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if best[i + 1][j] >= best[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

/// What lies between the pairs, where either side has something.
fn gaps(left: &[Option<usize>], columns: usize) -> Vec<[(usize, usize); 2]> {
    let mut gaps = Vec::new();
    let mut from = (0, 0);
    let ends = left.iter().enumerate().filter_map(|(i, j)| j.map(|j| (i, j))).chain([(left.len(), columns)]);
    for (i, j) in ends {
        if i > from.0 || j > from.1 {
            gaps.push([(from.0, i), (from.1, j)]);
        }
        from = (i + 1, j + 1);
    }
    gaps
}

/// 30분 and 30분간: one goes on where the other ends, and not with a digit.
fn is_same_number(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let number = short.starts_with(|c: char| c.is_ascii_digit());
    number && long.strip_prefix(short).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit() || c == '.'))
}

/// Equal stems, or forms of one word; numbers only when equal.
fn is_same_word(a: &Token, b: &Token) -> bool {
    if a.stem == b.stem {
        return true;
    }
    if a.is_number() || b.is_number() {
        return is_same_number(&a.stem, &b.stem);
    }
    if a.root.is_some() && a.root == b.root {
        return true;
    }
    dice(&a.stem, &b.stem) >= ALIKE
}
