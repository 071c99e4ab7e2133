//! Input in chunks, which are worked on in parallel while memory stays bounded.

use crate::article::problem::Problem;

/// How many articles, and how many bytes of text, are held at a time for each thread: few enough to stay near the
/// processor.
const ARTICLES: usize = 64;
const BYTES: usize = 1 << 17;

/// Works on a chunk, on the threads of the pool, while this thread does something else: reads the next chunk, or prints what
/// came of the one before.
pub fn meanwhile<W: Send, E>(work: impl FnOnce() -> W + Send, else_do: impl FnOnce() -> E) -> (W, E) {
    let mut worked = None;
    let done = rayon::in_place_scope(|scope| {
        scope.spawn(|_| worked = Some(work()));
        else_do()
    });
    (worked.expect("a scope ends when its work is done"), done)
}

/// The next items and problems, as many as are held at a time; `size` tells how long an item is.
pub fn chunk<T>(
    items: &mut impl Iterator<Item = Result<T, Problem>>,
    size: impl Fn(&T) -> usize,
) -> Vec<Result<T, Problem>> {
    let threads = rayon::current_num_threads();
    let mut bytes = 0;
    let mut chunk = Vec::new();
    while chunk.len() < ARTICLES * threads && bytes < BYTES * threads {
        let Some(item) = items.next() else { break };
        bytes += item.as_ref().map_or(0, &size);
        chunk.push(item);
    }
    chunk
}
