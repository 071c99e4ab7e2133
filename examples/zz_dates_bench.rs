use daejo::{article::Field, article::read, extract::dates, resolve::calendar, rules::Rules};
use std::time::Instant;
fn main() {
    let t = Instant::now();
    let rules = Rules::embedded();
    println!("rules {:?}", t.elapsed());
    for path in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&path).unwrap();
        let article = read::plain(&text, None, Some("2024-03-18T12:00:00+09:00"), &rules);
        let f = &article.fields[0];
        let t = Instant::now();
        let mut n = 0;
        let mut bytes = 0;
        while t.elapsed().as_millis() < 1500 {
            n += dates::scan(f, &rules).len();
            bytes += text.len();
        }
        let s = t.elapsed().as_secs_f64();
        let m = dates::scan(f, &rules);
        let t = Instant::now();
        let mut k = 0;
        while t.elapsed().as_millis() < 500 {
            let _ = calendar::resolve(&article, Field::Body, &m, &rules);
            k += text.len();
        }
        println!(
            "{path}: scan {:.1} MB/s, {} per KB; resolve {:.1} MB/s",
            bytes as f64 / 1e6 / s,
            n as f64 / (bytes as f64 / 1000.0),
            k as f64 / 1e6 / t.elapsed().as_secs_f64()
        );
    }
}
