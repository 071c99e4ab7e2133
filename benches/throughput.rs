//! Megabytes a second of the whole extraction, beside `duckling` and a regular expression for digits,
//! on the same text in the same run: `cargo bench --bench throughput`.
//!
//! One text is the corpus, the other one the articles of the folder in `DAEJO_ARTICLES`, each repeated to 50 MB and read in
//! ten parts, of which the median, the slowest and the quickest are told: on a shared machine, seconds are not alike.
//! `duckling`, which takes minutes for a megabyte, gets as many of the lines as it reads in ten seconds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use daejo::article::{Field, read};
use daejo::rules::Rules;
use duckling::{Context, DimensionKind, Lang, Locale, Options};

#[path = "common/text.rs"]
mod text;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// How much text is read,
const BYTES: usize = 50_000_000;
/// and in how many parts.
const PARTS: usize = 10;
/// How long `duckling` may take.
const PATIENCE: Duration = Duration::from_secs(10);

fn main() {
    let rules = Rules::embedded();
    measure("corpus", &text::corpus(), &rules);
    match std::env::var_os("DAEJO_ARTICLES") {
        Some(folder) => measure("DAEJO_ARTICLES", &text::articles(folder.as_ref()), &rules),
        None => println!("DAEJO_ARTICLES names no folder of articles: left out"),
    }
}

/// Measures all on the same articles.
fn measure(name: &str, articles: &[String], rules: &Rules) {
    let bytes: usize = articles.iter().map(String::len).sum();
    let rounds = (BYTES / PARTS).div_ceil(bytes);
    println!("{name}: {} articles, {bytes} bytes, {PARTS} times {rounds} times, on one core", articles.len());

    report("daejo extract", PARTS, || {
        let mut claims = 0;
        for index in 0..rounds {
            for body in articles {
                let article = read::plain(black_box(body), None, Some("2024-03-18"), rules);
                claims += daejo::extract(&article, index, rules).len();
            }
        }
        (rounds * bytes, claims)
    });
    let read: Vec<_> = articles.iter().map(|body| read::plain(body, None, Some("2024-03-18"), rules)).collect();
    let fields: Vec<_> = read.iter().filter_map(|article| article.field(Field::Body)).collect();
    report("daejo quantities only", PARTS, || {
        let scan = |_| -> usize {
            fields.iter().map(|field| daejo::extract::quantities::scan(black_box(field), &[], rules).len()).sum()
        };
        (rounds * bytes, (0..rounds).map(scan).sum())
    });
    let digits = regex::Regex::new(r"\d[\d,.]*").expect("the pattern is valid");
    report("regex \\d[\\d,.]*", PARTS, || {
        let count = |_| -> usize { articles.iter().map(|body| digits.find_iter(black_box(body)).count()).sum() };
        (rounds * bytes, (0..rounds).map(count).sum())
    });
    report("duckling 0.4, KO", 1, || duckling(articles));
}

/// Reads the articles line by line until the time is up; bytes read and entities found.
fn duckling(articles: &[String]) -> (usize, usize) {
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
    for line in articles.iter().flat_map(|body| body.lines()).filter(|line| !line.trim().is_empty()) {
        if start.elapsed() > PATIENCE {
            break;
        }
        found += duckling::parse(line, &locale, &kinds, &context, &options).len();
        bytes += line.len();
    }
    (bytes, found)
}

/// Runs `work`, which says how many bytes it read and how much it found, so many times.
fn report(name: &str, times: usize, mut work: impl FnMut() -> (usize, usize)) {
    let (mut speeds, mut all) = (Vec::new(), (0, 0));
    for _ in 0..times {
        let start = Instant::now();
        let (bytes, found) = work();
        #[allow(clippy::cast_precision_loss)]
        speeds.push(bytes as f64 / 1e6 / start.elapsed().as_secs_f64());
        all = (all.0 + bytes, all.1 + found);
    }
    speeds.sort_by(f64::total_cmp);
    let [slowest, median, quickest] = [0, (times - 1) / 2, times - 1].map(|at| speeds[at]);
    let (bytes, found) = all;
    println!("{name:24} {median:8.3} MB/s, {slowest:.3} to {quickest:.3}  ({bytes} bytes, {found} found)");
}
