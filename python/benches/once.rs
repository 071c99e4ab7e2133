//! The time that the library takes for each article of a JSONL file, one call an article: `once FILE ROUNDS` prints
//! the nanoseconds of the quickest round. `once.py` puts Python beside it.

use std::time::{Duration, Instant};

use daejo::article::record::Record;
use daejo::config::{Loaded, Settings};
use daejo::input::{How, Reader};
use daejo::rules::Rules;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, rounds] = arguments.as_slice() else { return Err("once FILE ROUNDS".into()) };
    let records = records(file)?;
    let rules = Rules::shared();
    let count = u32::try_from(records.len())?;
    let mut best = Duration::MAX;
    for _ in 0..rounds.parse::<usize>()? {
        let start = Instant::now();
        let claims: usize = records.iter().map(|record| claims(record.clone(), rules)).sum();
        best = best.min(start.elapsed() / count);
        assert!(claims > 0);
    }
    println!("{}", best.as_nanos());
    Ok(())
}

/// How many claims an article has.
fn claims(record: Record, rules: &Rules) -> usize {
    let Ok(settings) = Settings::new(Loaded::default(), jiff::Zoned::now().date()) else { return 0 };
    let how = How { rules, settings: &settings, stdin: None };
    let Ok(named) = Reader::new(how).record(record, "<articles>", Some(1)) else { return 0 };
    named.read(how).into_iter().flatten().map(|article| daejo::extract(&article, 0, rules).len()).sum()
}

/// The articles of a JSONL file, with `id`, `body` and `published`.
fn records(file: &str) -> Result<Vec<Record>, Box<dyn std::error::Error>> {
    let settings = Settings::new(Loaded::default(), jiff::Zoned::now().date()).map_err(|_| "no settings")?;
    let mut reader = Reader::new(How { rules: Rules::shared(), settings: &settings, stdin: None });
    reader.add(&[file.into()]);
    let drafts = std::iter::from_fn(|| reader.next_draft()).filter_map(Result::ok);
    let record = |draft: daejo::article::draft::Draft| Record {
        id: draft.metadata.id,
        body: Some(draft.body),
        published: draft.metadata.published.map(|published| published.text),
        ..Record::default()
    };
    Ok(drafts.map(|named| record(named.draft)).collect())
}
