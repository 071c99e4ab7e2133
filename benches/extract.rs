//! How fast the stages of extraction are, on an article of the corpus.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use daejo::article::{Field, read};
use daejo::extract::{mentions, quantities};
use daejo::rules::Rules;

#[path = "common/text.rs"]
mod text;

fn extraction(criterion: &mut Criterion) {
    let rules = Rules::embedded();
    let body = text::corpus().join("\n\n");
    let article = read::plain(&body, None, Some("2024-03-18"), &rules);
    let field = article.field(Field::Body).expect("an article has a body");
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("quantities", |b| b.iter(|| quantities::scan(black_box(field), &[], &rules)));
    group.bench_function("mentions", |b| b.iter(|| mentions(black_box(&article), &rules)));
    group.bench_function("claims", |b| b.iter(|| daejo::extract(black_box(&article), 0, &rules)));
    group.finish();
}

criterion_group!(benches, extraction);
criterion_main!(benches);
