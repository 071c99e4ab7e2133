struct Instant(f64);
impl Instant {
    fn now() -> Self {
        Self(cpu())
    }
    fn elapsed(&self) -> D {
        D(cpu() - self.0)
    }
}
struct D(f64);
impl D {
    fn as_secs_f64(&self) -> f64 {
        self.0
    }
}
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
use std::io::BufRead;
fn main() {
    let mut best = f64::MAX;
    for _ in 0..20 {
        let t = Instant::now();
        let r = daejo::rules::Rules::embedded();
        best = best.min(t.elapsed().as_secs_f64() * 1e3);
        drop(r);
    }
    eprintln!("load {best:.2} ms");
    {
        let files: Vec<String> = std::fs::read_dir("rules/concepts")
            .unwrap()
            .map(|e| std::fs::read_to_string(e.unwrap().path()).unwrap())
            .collect();
        let mut best = [f64::MAX; 3];
        for _ in 0..20 {
            let t = Instant::now();
            for f in &files {
                std::hint::black_box(toml::de::DeTable::parse(f).unwrap());
            }
            best[0] = best[0].min(t.elapsed().as_secs_f64() * 1e3);
            let t = Instant::now();
            for f in &files {
                std::hint::black_box(toml::from_str::<toml::Table>(f).unwrap());
            }
            best[1] = best[1].min(t.elapsed().as_secs_f64() * 1e3);
        }
        eprintln!(
            "DeTable {:.2} ms, Table {:.2} ms, bytes {}",
            best[0],
            best[1],
            files.iter().map(|f| f.len()).sum::<usize>()
        );
    }
    let rules = daejo::rules::Rules::embedded();
    let mode = std::env::args().nth(1).unwrap_or_default();
    let lines: Vec<String> = std::io::stdin().lock().lines().map(|l| l.unwrap()).collect();
    let bytes: usize = lines.iter().map(|l| l.len() + 1).sum();
    let text = lines.join("\n");
    match mode.as_str() {
        "speed" => {
            let t = Instant::now();
            let mut n = 0;
            let mut b = 0;
            while b < 20_000_000 {
                n += daejo::text::words::split(&text, &rules.words).len();
                b += bytes;
            }
            eprintln!("split {:.1} MB/s {n}", b as f64 / 1e6 / t.elapsed().as_secs_f64());
            let t = Instant::now();
            let mut n = 0;
            let mut b = 0;
            while b < 20_000_000 {
                n += rules.concepts.find(&text, &rules.words).len();
                b += bytes;
            }
            eprintln!("find {:.1} MB/s {n}", b as f64 / 1e6 / t.elapsed().as_secs_f64());
            let t = Instant::now();
            let mut n = 0;
            let mut b = 0;
            while b < 20_000_000 {
                for l in &lines {
                    n += daejo::text::clauses::split(l, &rules.words).len();
                }
                b += bytes;
            }
            eprintln!("clauses {:.1} MB/s {n}", b as f64 / 1e6 / t.elapsed().as_secs_f64());
        }
        "stems" => {
            for l in &lines {
                let w = daejo::text::words::split(l, &rules.words);
                for x in w {
                    println!("{}\t{}", x.span.of(l), x.stem.of(l));
                }
            }
        }
        "clauses" => {
            for l in &lines {
                let c: Vec<&str> = daejo::text::clauses::split(l, &rules.words).iter().map(|s| s.of(l)).collect();
                println!("{}", c.join("| "));
            }
        }
        "concepts" => {
            for l in &lines {
                let h: Vec<String> = rules
                    .concepts
                    .find(l, &rules.words)
                    .iter()
                    .map(|h| format!("{}={}", h.span.of(l), rules.concepts.id(h.concept)))
                    .collect();
                println!("{l}\n    {}", h.join(" "));
            }
        }
        _ => {
            for l in &lines {
                let mut h: Vec<&str> =
                    rules.concepts.find(l, &rules.words).iter().map(|h| rules.concepts.id(h.concept)).collect();
                h.sort();
                h.dedup();
                println!("{}", h.join(" "));
            }
        }
    }
}
