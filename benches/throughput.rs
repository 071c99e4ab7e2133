//! Megabytes a second of the whole extraction, beside `duckling` and a regular expression for digits,
//! on the same text in the same run: `cargo bench --bench throughput`.
//!
//! The text is the corpus, article by article, repeated to 50 MB; `duckling`, which takes minutes for
//! a megabyte, gets as many of its sentences as it reads in ten seconds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use daejo::article::{Field, read};
use daejo::rules::Rules;
use duckling::{Context, DimensionKind, Lang, Locale, Options};

#[path = "common/text.rs"]
mod text;

/// How much text is read.
const BYTES: usize = 50_000_000;
/// How long `duckling` may take.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() {
    let rules = Rules::embedded();
    let body = text::corpus();
    let rounds = BYTES.div_ceil(body.len());
    println!("{} bytes of corpus, {rounds} times, on one core", body.len());

    report("daejo extract", || {
        let mut claims = 0;
        for index in 0..rounds {
            let article = read::plain(&body, None, Some("2024-03-18"), &rules);
            claims += daejo::extract(&article, index, &rules).len();
        }
        (rounds * body.len(), claims)
    });
    let article = read::plain(&body, None, Some("2024-03-18"), &rules);
    let field = article.field(Field::Body).expect("an article has a body");
    report("daejo quantities only", || {
        let found = (0..rounds).map(|_| daejo::extract::quantities::scan(black_box(field), &[], &rules).len()).sum();
        (rounds * body.len(), found)
    });
    let digits = regex::Regex::new(r"\d[\d,.]*").expect("the pattern is valid");
    report("regex \\d[\\d,.]*", || {
        let found = (0..rounds).map(|_| digits.find_iter(black_box(&body)).count()).sum();
        (rounds * body.len(), found)
    });
    report("duckling 0.4, KO", || duckling(&body));
}

/// Reads the body sentence by sentence until the time is up; bytes read and entities found.
fn duckling(body: &str) -> (usize, usize) {
    let kinds = [
        DimensionKind::Numeral,
        DimensionKind::AmountOfMoney,
        DimensionKind::Distance,
        DimensionKind::Duration,
        DimensionKind::Ordinal,
        DimensionKind::Quantity,
        DimensionKind::Temperature,
        DimensionKind::Time,
        DimensionKind::Volume,
    ];
    let (locale, context, options) = (Locale::new(Lang::KO, None), Context::default(), Options::default());
    let start = Instant::now();
    let (mut bytes, mut found) = (0, 0);
    for line in body.lines().filter(|line| !line.trim().is_empty()) {
        if start.elapsed() > PATIENCE {
            break;
        }
        found += duckling::parse(line, &locale, &kinds, &context, &options).len();
        bytes += line.len();
    }
    (bytes, found)
}

/// Runs `work`, which says how many bytes it read and how much it found.
fn report(name: &str, work: impl FnOnce() -> (usize, usize)) {
    let start = Instant::now();
    let (bytes, found) = work();
    let seconds = start.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss)]
    let speed = bytes as f64 / 1e6 / seconds;
    println!("{name:24} {speed:10.3} MB/s  ({bytes} bytes in {seconds:.2} s, {found} found)");
}
