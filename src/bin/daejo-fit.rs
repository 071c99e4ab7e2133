//! Fits the match weights from labelled relations, and says how well they carry over to events that
//! they were not fitted on.
//!
//! ```text
//! cargo run --release --bin daejo-fit -- ARTICLES.jsonl RELATIONS.jsonl [ARTICLES.jsonl RELATIONS.jsonl …]
//! ```
//!
//! Prints `rules/weights/quantity.toml` and `date.toml`; with `--show`, every candidate pair with its label,
//! its levels and its weight under the present rules. A relation is a line
//! `{"verdict", "topic", "members": [{"article", "field", "text", "context"}, …]}`. As in probabilistic
//! record linkage (Fellegi & Sunter 1969), the weight of a level is log2(m/u): how often true pairs are at
//! that level, over how often the other candidate pairs of the same articles are. Counts are smoothed, so
//! that a level that was never seen weighs nothing. The same input gives the same output to the byte.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;

use daejo::align::{self, CandidateLevels};
use daejo::article::zones::Layout;
use daejo::article::{Article, Field, read};
use daejo::resolve::Claim;
use daejo::rules::Rules;
use daejo::span::Span;
use serde_json::Value;

/// Added to every count.
const SMOOTHING: f64 = 0.5;

/// Weights beyond this many bits are more than some hundred labels can show.
const MOST: f64 = 6.0;

fn main() -> Result<(), Box<dyn Error>> {
    let (flags, files): (Vec<String>, Vec<String>) = std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if files.is_empty() || files.len() % 2 == 1 {
        return Err("usage: daejo-fit ARTICLES.jsonl RELATIONS.jsonl [ARTICLES.jsonl RELATIONS.jsonl …]".into());
    }
    let rules = Rules::embedded();
    let mut labelled = Vec::new();
    for pair in files.chunks(2) {
        labelled.extend(read_set(&pair[0], &pair[1], &rules)?);
    }
    if flags.iter().any(|f| f == "--show") {
        labelled.iter().for_each(|row| row.show(&rules));
        return Ok(());
    }
    for kind in ["quantity", "date"] {
        let rows: Vec<&Labelled> = labelled.iter().filter(|l| l.kind == kind).collect();
        println!("# rules/weights/{kind}.toml");
        println!("{}", toml(&fit(&rows)));
        cross_validate(&rows);
    }
    Ok(())
}

/// A candidate pair and whether it is about the same thing.
struct Labelled {
    topic: String,
    kind: &'static str,
    levels: Vec<(&'static str, &'static str)>,
    same: bool,
    /// The two claims in words.
    words: String,
}

impl Labelled {
    fn show(&self, rules: &Rules) {
        let weights = rules.weights.of(self.kind);
        let weight: f64 = self.levels.iter().map(|(feature, level)| weights.weight(feature, level)).sum();
        let levels: Vec<String> = self.levels.iter().map(|(f, l)| format!("{f}:{l}")).collect();
        let label = if self.same { "same " } else { "other" };
        println!("{label} {:6.2} {} {}", weights.prior + weight, self.words, levels.join(" "));
    }
}

fn read_set(articles: &str, relations: &str, rules: &Rules) -> Result<Vec<Labelled>, Box<dyn Error>> {
    let rows = lines(articles)?;
    let articles: Vec<Article> = rows.iter().map(|row| article(row, rules)).collect();
    let groups: Vec<usize> = topics(&rows);
    let claims: Vec<Claim> = articles.iter().enumerate().flat_map(|(i, a)| daejo::extract(a, i, rules)).collect();
    let mut truth: HashMap<(usize, usize), bool> = HashMap::new();
    for relation in lines(relations)? {
        let members: Vec<Option<usize>> =
            relation["members"].as_array().into_iter().flatten().map(|m| find(m, &articles, &claims)).collect();
        if let [Some(a), Some(b)] = members[..] {
            truth.insert((a.min(b), a.max(b)), relation["verdict"] != "unrelated");
        }
    }
    let labelled = align::candidates(&articles, &claims, &groups, rules).into_iter().map(
        |CandidateLevels { a, b, kind, levels }| Labelled {
            topic: rows[claims[a].article]["topic"].as_str().unwrap_or_default().to_owned(),
            kind,
            levels,
            same: truth.get(&(a, b)).copied().unwrap_or(false),
            words: format!(
                "{}|{} ~ {}|{}",
                articles[claims[a].article].id, claims[a].text, articles[claims[b].article].id, claims[b].text
            ),
        },
    );
    Ok(labelled.collect())
}

fn lines(path: &str) -> Result<Vec<Value>, Box<dyn Error>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    text.lines().map(|line| serde_json::from_str(line).map_err(|e| format!("{path}: {e}").into())).collect()
}

fn article(row: &Value, rules: &Rules) -> Article {
    let get = |key: &str| row[key].as_str();
    let mut article = read::plain(get("body").unwrap_or_default(), None, get("published"), rules);
    article.id = String::from(get("id").unwrap_or_default());
    if let Some(title) = get("title") {
        article.fields.insert(0, read::structure(Field::Title, title.to_owned(), None, Layout::Text, rules));
    }
    article
}

fn topics(rows: &[Value]) -> Vec<usize> {
    let mut seen = BTreeMap::new();
    rows.iter()
        .enumerate()
        .map(|(i, row)| *seen.entry(row["topic"].as_str().unwrap_or_default().to_owned()).or_insert(i))
        .collect()
}

/// The claim that a labelled member means: the one that overlaps it most.
fn find(member: &Value, articles: &[Article], claims: &[Claim]) -> Option<usize> {
    let article = articles.iter().position(|a| Some(a.id.as_str()) == member["article"].as_str())?;
    let field = if member["field"] == "title" { Field::Title } else { Field::Body };
    let (text, context) = (member["text"].as_str()?, member["context"].as_str()?);
    let start = articles[article].text(field).find(context)? + context.find(text)?;
    let span = Span::new(start, start + text.len());
    let here =
        claims.iter().enumerate().filter(|(_, c)| c.article == article && c.field == field && c.quote().is_none());
    here.filter(|(_, c)| c.span.overlaps(span))
        .max_by_key(|(i, c)| (c.span.end.min(span.end) - c.span.start.max(span.start), usize::MAX - i))
        .map(|(i, _)| i)
}

type Weights = BTreeMap<&'static str, BTreeMap<&'static str, f64>>;

fn fit(rows: &[&Labelled]) -> (f64, Weights) {
    let mut counts: BTreeMap<&str, BTreeMap<&str, [f64; 2]>> = BTreeMap::new();
    let mut totals = [0.0; 2];
    for row in rows {
        totals[usize::from(row.same)] += 1.0;
        for &(feature, level) in &row.levels {
            counts.entry(feature).or_default().entry(level).or_default()[usize::from(row.same)] += 1.0;
        }
    }
    let weight = |[u, m]: [f64; 2], levels: f64| {
        let share = |count: f64, total: f64| (count + SMOOTHING) / (total + SMOOTHING * levels);
        (share(m, totals[1]) / share(u, totals[0])).log2().clamp(-MOST, MOST)
    };
    let weights = counts.iter().map(|(&feature, levels)| {
        let number = levels.len() as f64;
        (feature, levels.iter().map(|(&level, &count)| (level, weight(count, number))).collect())
    });
    ((totals[1].max(1.0) / totals[0].max(1.0)).log2(), weights.collect())
}

fn total((prior, weights): &(f64, Weights), row: &Labelled) -> f64 {
    prior + row.levels.iter().filter_map(|(feature, level)| weights.get(feature)?.get(level)).sum::<f64>()
}

fn toml((prior, weights): &(f64, Weights)) -> String {
    let mut out = format!("prior = {prior:.2}\n");
    for (feature, levels) in weights {
        out += &format!("\n[feature.{feature}]\n");
        for (level, weight) in levels {
            out += &format!("{level} = {weight:.2}\n");
        }
    }
    out
}

/// Fits on all topics but one and measures on that one, for each in turn.
fn cross_validate(rows: &[&Labelled]) {
    let topics: BTreeSet<&str> = rows.iter().map(|r| r.topic.as_str()).collect();
    let mut outcome: Vec<(f64, bool)> = Vec::new();
    for topic in topics {
        let (held_out, rest): (Vec<&Labelled>, Vec<&Labelled>) = rows.iter().partition(|r| r.topic == topic);
        let fitted = fit(&rest);
        outcome.extend(held_out.iter().map(|row| (total(&fitted, row), row.same)));
    }
    for threshold in [-2.0, 0.0, 2.0, 4.0] {
        let above = outcome.iter().filter(|o| o.0 >= threshold).count();
        let right = outcome.iter().filter(|o| o.0 >= threshold && o.1).count();
        let all = outcome.iter().filter(|o| o.1).count();
        println!("# held out, weight ≥ {threshold}: precision {right}/{above}, recall {right}/{all}");
    }
}
