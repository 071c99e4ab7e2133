//! Input in chunks, which are worked on in parallel while memory stays bounded.

use crate::article::problem::Problem;

/// How many articles, and how many bytes of text, are held at a time.
const ARTICLES: usize = 512;
const BYTES: usize = 1 << 20;

/// The next items and problems, as many as are held at a time; `size` tells how long an item is.
pub fn chunk<T>(
    items: &mut impl Iterator<Item = Result<T, Problem>>,
    size: impl Fn(&T) -> usize,
) -> Vec<Result<T, Problem>> {
    let mut bytes = 0;
    let mut chunk = Vec::new();
    while chunk.len() < ARTICLES && bytes < BYTES {
        let Some(item) = items.next() else { break };
        bytes += item.as_ref().map_or(0, &size);
        chunk.push(item);
    }
    chunk
}
