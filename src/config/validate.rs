//! Text → [`Config`], with every key and word that daejo doesn't know named at its place.
//!
//! What it knows is told by the JSON Schema that editors use, so that no list is kept twice.

use crate::article::problem::{Problem, position, toml_problem};
use crate::rules::schema::schema;
use crate::text::nearest::nearest;
use regex::Regex;
use serde_json::{Map, Value};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;

/// Reads a configuration; `path` is where it lies.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file.
pub(super) fn parse(text: &str, path: &str) -> Result<Config, Vec<Problem>> {
    let unusable = |error| vec![toml_problem(text, &error, path, "config")];
    let table = DeTable::parse(text).map_err(unusable)?;
    let schema = schema::<Config>();
    let mut walk = Walk { text, path, schema: schema.as_value(), problems: Vec::new() };
    walk.table(table.get_ref(), schema.as_value());
    if !walk.problems.is_empty() {
        walk.problems.sort_by_key(|problem| (problem.line, problem.column));
        return Err(walk.problems);
    }
    toml::from_str(text).map_err(unusable)
}

/// Gives a problem the line and column of an offset.
pub(super) fn place(problem: Problem, text: &str, offset: usize) -> Problem {
    let (line, column) = position(text, offset);
    problem.at(Some(line), Some(column))
}

/// A walk through the file along the schema.
struct Walk<'a> {
    text: &'a str,
    path: &'a str,
    /// The whole schema, that `$ref`s point into.
    schema: &'a Value,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a> {
    fn table(&mut self, table: &DeTable, schema: &'a Value) {
        let fields = schema.get("properties").and_then(Value::as_object);
        for (key, value) in table {
            let field = fields.and_then(|fields| fields.get(key.get_ref().as_ref()));
            let known = field.or_else(|| schema.get("additionalProperties"));
            match known.filter(|known| known.is_object()) {
                Some(known) => self.value(value, known),
                None => {
                    let names = fields.into_iter().flat_map(Map::keys).map(String::as_str).collect();
                    self.unknown("config-key", key.get_ref(), names, key.span().start);
                }
            }
        }
    }

    fn value(&mut self, value: &Spanned<DeValue>, schema: &'a Value) {
        let forms = self.forms(schema);
        let at = value.span().start;
        let Some(form) = forms.iter().find(|form| fits(value.get_ref(), form)) else {
            let mut expected: Vec<&str> = forms.iter().flat_map(|form| types(form)).filter(|t| *t != "null").collect();
            expected.dedup();
            let problem = Problem::error(self.path, "config-type").with("expected", expected.join(", "));
            return self.problems.push(place(problem.with("found", value.get_ref().type_str()), self.text, at));
        };
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, form),
            DeValue::Array(items) => {
                let Some(item) = form.get("items") else { return };
                items.iter().for_each(|value| self.value(value, item));
            }
            DeValue::String(word) => self.word(word, &forms, at),
            _ => {}
        }
    }

    /// A word must be one of those that the schema lists, if it lists any, or be of its form, of which an example is given
    /// if the schema has one.
    fn word(&mut self, word: &str, forms: &[&'a Value], at: usize) {
        let listed: Vec<&str> = forms.iter().flat_map(|form| constants(form)).collect();
        if !listed.is_empty() && !listed.contains(&word) {
            return self.unknown("config-value", word, listed, at);
        }
        let patterns = || forms.iter().filter_map(|form| Some((*form, form.get("pattern")?.as_str()?)));
        let follows = |pattern: &str| Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(word));
        let Some((form, pattern)) = patterns().next() else { return };
        if !patterns().any(|(_, pattern)| follows(pattern)) {
            let example = form.pointer("/examples/0").and_then(Value::as_str).unwrap_or(pattern);
            let problem = Problem::error(self.path, "config-form").with("found", word).with("example", example);
            self.problems.push(place(problem, self.text, at));
        }
    }

    fn unknown(&mut self, key: &str, word: &str, known: Vec<&str>, at: usize) {
        let problem = match nearest(word, known.iter().copied()) {
            Some(nearest) => Problem::error(self.path, &format!("{key}-near")).with("nearest", nearest),
            None => Problem::error(self.path, key),
        };
        self.problems.push(place(problem.with("word", word).with("known", known.join(", ")), self.text, at));
    }

    /// The schemas that a value may follow one of: references and alternatives resolved.
    fn forms(&self, schema: &'a Value) -> Vec<&'a Value> {
        if let Some(name) = schema.get("$ref").and_then(Value::as_str) {
            return self
                .schema
                .pointer(name.trim_start_matches('#'))
                .map_or_else(Vec::new, |schema| self.forms(schema));
        }
        let parts = ["anyOf", "oneOf", "allOf"].into_iter().find_map(|key| schema.get(key)?.as_array());
        parts.map_or_else(|| vec![schema], |parts| parts.iter().flat_map(|part| self.forms(part)).collect())
    }
}

/// The JSON types that a schema allows; none if it doesn't tell.
fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn fits(value: &DeValue, schema: &Value) -> bool {
    let own = match value {
        DeValue::String(_) | DeValue::Datetime(_) => "string",
        DeValue::Integer(_) => "integer",
        DeValue::Float(_) => "number",
        DeValue::Boolean(_) => "boolean",
        DeValue::Array(_) => "array",
        DeValue::Table(_) => "object",
    };
    let types = types(schema);
    types.is_empty() || types.contains(&own) || (own == "integer" && types.contains(&"number"))
}

/// The words that a schema lists.
fn constants(schema: &Value) -> Vec<&str> {
    let listed = schema.get("enum").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    listed.iter().chain(schema.get("const")).filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is wrong with a configuration, as `key@line:column word → nearest`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let problems = parse(text, "daejo.toml").err().unwrap_or_default();
        let argument = |problem: &Problem, name: &str| {
            problem.reason.args.iter().find(|(arg, _)| arg == name).map_or("", |(_, value)| value).to_owned()
        };
        let brief = |problem: &Problem| {
            let key = problem.reason.key.trim_start_matches("reading.config-");
            let (line, column) = (problem.line.unwrap_or_default(), problem.column.unwrap_or_default());
            let said = ["word", "found", "nearest", "expected"].map(|name| argument(problem, name));
            format!("{key}@{line}:{column} {}", said.join(" ").split_whitespace().collect::<Vec<_>>().join(" "))
        };
        assert_eq!(problems.iter().map(brief).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn what_it_knows_is_read() {
        check("", &[]);
        check(
            "lang = \"en\"\nfail-on = \"warning\"\nmax-bytes = 1_000\nrules = [\"house\"]\nzones = [\"title\"]\n\
             tolerance = \"1.5%\"\nseverity = { sum-mismatch = \"off\" }\n[compare]\ngroup-by = \"topic\"\n\
             [[rates]]\nbase = \"KRW\"\ntolerance = \"0.1\"\nyear = [{ year = 2026, price = { USD = \"1400\" } }]\n\
             [[override]]\npaths = [\"a/**\"]\narticle-lang = \"ko\"\ntrusted-outlets = [\"가람통신\"]\n",
            &[],
        );
    }

    #[test]
    fn an_unknown_key_is_named_with_the_nearest() {
        check("fail_on = \"error\"", &["key-near@1:1 fail_on fail-on"]);
        check("\n  xyz = 1\nseverty = {}", &["key@2:3 xyz", "key-near@3:1 severty severity"]);
        check("[severity]\nsum-mismach = \"off\"", &["key-near@2:1 sum-mismach sum-mismatch"]);
        check("[[override]]\npaths = []\ntolerence = \"1%\"", &["key-near@3:1 tolerence tolerance"]);
        check("[[rates]]\nbase = \"KRW\"\ntolerance = \"0.1\"\nyears = []", &["key-near@4:1 years year"]);
    }

    #[test]
    fn an_unknown_word_is_named_with_the_nearest() {
        check("fail-on = \"eror\"", &["value-near@1:11 eror error"]);
        check("zones = [\"title\", \"bodi\"]", &["value-near@1:19 bodi body"]);
        check("severity = { sum-mismatch = \"of\" }", &["value-near@1:29 of off"]);
    }

    #[test]
    fn a_value_of_another_kind_is_named() {
        check("max-bytes = \"10\"", &["type@1:13 string integer"]);
        check("zones = \"title\"", &["type@1:9 string array"]);
        check("tolerance = \"1.5\"", &["form@1:13 1.5"]);
        check("lang = ", &["reading.config@1:8 "]);
        check("[[override]]\nzones = []", &["reading.config@1:1 "]);
    }
}
