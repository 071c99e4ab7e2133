//! `rdjson`, held to the definition of reviewdog's messages: every name, type and number that they know, and no other.

use serde_json::{Value, json};

use crate::Desk;
use crate::parse;

/// A message of the definition: these fields, of which the first ones must be there.
fn message(required: usize, fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    json!({ "type": "object", "required": names[..required], "properties": properties, "additionalProperties": false })
}

/// A `DiagnosticResult` as JSON has it: fields by their names in the definition, lines and columns from 1.
fn definition() -> Value {
    let text = json!({ "type": "string", "minLength": 1 });
    let number = json!({ "type": "integer", "minimum": 1, "maximum": i32::MAX });
    let list = |of: &Value| json!({ "type": "array", "items": of });
    let position = message(1, &[("line", number.clone()), ("column", number)]);
    let range = message(1, &[("start", position.clone()), ("end", position)]);
    let location = message(1, &[("path", text.clone()), ("range", range.clone())]);
    let severity = json!({ "enum": ["ERROR", "WARNING", "INFO"] });
    let source = message(1, &[("name", text.clone()), ("url", text.clone())]);
    let code = message(1, &[("value", text.clone()), ("url", text.clone())]);
    let related = message(1, &[("location", location.clone()), ("message", text.clone())]);
    let suggestion = message(2, &[("range", range), ("text", json!({ "type": "string" }))]);
    let diagnostic = message(
        2,
        &[
            ("message", text.clone()),
            ("location", location),
            ("severity", severity.clone()),
            ("source", source.clone()),
            ("code", code),
            ("suggestions", list(&suggestion)),
            ("original_output", text),
            ("related_locations", list(&related)),
        ],
    );
    message(1, &[("diagnostics", list(&diagnostic)), ("source", source), ("severity", severity)])
}

/// Holds a report to the definition; a range must not end before it begins.
#[track_caller]
pub(crate) fn check(result: &Value) {
    let validator = jsonschema::validator_for(&definition()).expect("a schema");
    let errors: Vec<String> = validator.iter_errors(result).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    for diagnostic in result["diagnostics"].as_array().expect("a list") {
        let range = &diagnostic["location"]["range"];
        let [start, end] = ["start", "end"].map(|end| ["line", "column"].map(|name| range[end][name].as_u64()));
        assert!(range["end"].is_null() || start <= end, "{range}");
    }
}

#[test]
fn the_corpus_is_valid_rdjson() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/corpus");
    let output = Desk::new(&[]).command(&["check", "-f", "rdjson", corpus]).output().expect("daejo runs");
    let result = parse::json(&String::from_utf8(output.stdout).expect("UTF-8"));
    check(&result);
    assert!(result["diagnostics"].as_array().is_some_and(|found| !found.is_empty()));
}

#[test]
fn the_definition_tells_right_from_wrong() {
    let whole = parse::json(&Desk::with_a_conflict().reports()["rdjson"]);
    let validator = jsonschema::validator_for(&definition()).expect("a schema");
    for (place, value) in [("severity", json!("NOTE")), ("location", json!({})), ("relatedLocations", json!([]))] {
        let mut result = whole.clone();
        assert!(validator.is_valid(&result));
        result["diagnostics"][0][place] = value;
        assert!(!validator.is_valid(&result), "{place}");
    }
}
