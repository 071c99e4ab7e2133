//! JSON Schemas of the rule files, for editors that complete and check them.

use schemars::{JsonSchema, Schema, SchemaGenerator, generate::SchemaSettings};
use serde_json::Value;

use super::{Head, Table};
use super::{
    attribution, checks, concepts, dates, entities, hedges, judgement, lexicon, messages, numerals, rates, units,
    utterances, weights, words, zones,
};

/// The folders of `rules/`, each with the schema of its files.
pub fn schemas() -> Vec<(&'static str, Schema)> {
    vec![
        of::<attribution::Attribution>(),
        of::<checks::Checks>(),
        of::<concepts::Concepts>(),
        of::<dates::Dates>(),
        of::<entities::Entities>(),
        of::<hedges::Hedges>(),
        of::<judgement::Judgement>(),
        of::<lexicon::Lexicon>(),
        of::<messages::Messages>(),
        of::<numerals::Numerals>(),
        of::<rates::Rates>(),
        of::<units::Units>(),
        of::<utterances::Utterances>(),
        of::<weights::Weights>(),
        of::<words::Words>(),
        of::<zones::Zones>(),
    ]
}

/// The schema of a value, in the dialect that editors know best.
pub fn schema<T: JsonSchema>() -> Schema {
    SchemaGenerator::new(SchemaSettings::draft07()).into_root_schema_for::<T>()
}

/// The schema of a value that is written and not read.
pub fn schema_of_output<T: JsonSchema>() -> Schema {
    SchemaGenerator::new(SchemaSettings::draft07().for_serialize()).into_root_schema_for::<T>()
}

/// The schema of one folder's files: the fields of its table, and those that every rule file has.
fn of<T: Table>() -> (&'static str, Schema) {
    let mut file = schema::<T::File>();
    let head = schema::<Head>();
    for part in ["properties", "definitions"] {
        let Some(Value::Object(more)) = head.get(part).cloned() else { continue };
        let fields = file.ensure_object().entry(part).or_insert_with(|| Value::Object(serde_json::Map::new()));
        if let Value::Object(fields) = fields {
            fields.extend(more);
        }
    }
    if let Some(Value::Array(more)) = head.get("required") {
        let required = file.ensure_object().entry("required").or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(required) = required {
            required.extend(more.iter().cloned());
        }
    }
    file.insert("title".to_owned(), Value::String(format!("rules/{}/*.toml", T::FOLDER)));
    (T::FOLDER, file)
}
